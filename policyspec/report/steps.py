"""Why a rule came to its verdict, as text: what bears on it step by step, each fact with its line, each thing once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from policyspec.base.source import place
from policyspec.model.outcomes import Gate, Outcome, UsedFact, Verdict
from policyspec.model.reasoning import (
    Answer,
    Bearing,
    Clause,
    ItemReasoning,
    LeftOut,
    LimbReasoning,
    Reasoning,
    Shown,
    Step,
    Way,
)
from policyspec.report.one_rule import given, or_explain, reasons
from policyspec.report.page import BLANK, Line, Piece, Style, line, wrapped
from policyspec.report.words import are, count, day_in_words, joined, sentence

_ITEMS = 20  # things that are told one by one; the JSON has all
_PARTS = 20  # parts of a condition
_FACTS = 12  # lines of facts of one step
_ROOM = 11  # columns of an answer

_STYLES = {
    Verdict.MET: Style.GOOD,
    Verdict.BREACHED: Style.BAD,
    Verdict.FAILED: Style.BAD,
    Verdict.UNDETERMINED: Style.DOUBT,
    Verdict.FLAGGED: Style.DOUBT,
}
_BEARINGS = {
    Bearing.SCOPE: "Only where",
    Bearing.IN_FORCE: "Only while",
    Bearing.APPLIES: "Only when",
    Bearing.EXCEPTION: "Except when",
    Bearing.PRIORITY: "Unless",
    Bearing.WHEN: "Only when",
}


@dataclass(slots=True)
class Telling:
    """How wide the page is, which file is the tender's, and the facts that have been told."""

    width: int
    file: str
    label: str = ""  # of the thing that is being told of
    told: set[tuple[str, str | None]] = field(default_factory=set)

    def new(self, facts: Sequence[UsedFact]) -> list[UsedFact]:
        """The facts that have not been told yet; from now on they have."""
        found = [fact for fact in facts if (fact.name, fact.value) not in self.told]
        self.told |= {(fact.name, fact.value) for fact in found}
        return found

    def short(self, name: str) -> str:
        """The name of a fact, without the thing that is being told of where it is only the last of several."""
        shorter = name.removesuffix(f" of {self.label}") if self.label else name
        return shorter if " of " in shorter else name


def page(found: Reasoning, width: int) -> Iterator[Line]:
    """Everything on why one rule came to its verdict for one tender."""
    telling = Telling(width, found.result.file)
    yield line(Piece(found.title or found.rule, Style.TITLE), ": ", _verdict(found.verdict))
    yield line(Piece(f"{found.rule} · {place(found.policy.file, found.policy.line, found.policy.column)}", Style.QUIET))
    yield line(Piece(f"{found.result.name} · {found.result.source}", Style.QUIET))
    yield line(Piece(_circumstances(found), Style.QUIET))
    common = _common(found.items)
    if common:
        yield BLANK
        yield line(Piece("Does the rule apply to this tender? ", Style.TITLE), sentence(_applies(common).value))
        yield from _clauses(telling, common, 2)
    for group in _alike(found.items, common):
        yield BLANK
        yield from _items(telling, group, common)
    yield from _rest(telling, found)
    yield from _closing(found, width)


def _circumstances(found: Reasoning) -> str:
    gate = "while drafting" if found.result.gate is Gate.DRAFT else "as for publication"
    on = f" on {day_in_words(found.result.judged_on)}" if found.result.judged_on else ""
    return f"judged {gate}{on}"


def _verdict(verdict: Verdict) -> Piece:
    return Piece(verdict.value, _STYLES.get(verdict, Style.PLAIN))


# --- the things that it is judged for -----------------------------------------------------------------------------


def _common(items: Sequence[ItemReasoning]) -> tuple[Clause, ...]:
    """The conditions that are the same for all things: they are told once."""
    first = items[0].clauses if items else ()
    return tuple(clause for clause in first if all(clause in item.clauses for item in items))


def _applies(clauses: Sequence[Clause]) -> Answer:
    found = {clause.lets_apply for clause in clauses}
    return next((answer for answer in (Answer.NO, Answer.OPEN) if answer in found), Answer.YES)


def _alike(items: Sequence[ItemReasoning], common: Sequence[Clause]) -> Iterator[list[ItemReasoning]]:
    """Things of which the same is to be said, but for their names, are told together."""
    said: dict[str, list[ItemReasoning]] = {}
    for item in items[:_ITEMS]:
        said.setdefault(_but_for_its_name(item, common), []).append(item)
    yield from said.values()


def _but_for_its_name(item: ItemReasoning, common: Sequence[Clause]) -> str:
    own = [clause for clause in item.clauses if clause not in common]
    limbs = [
        (limb.outcome.verdict, limb.outcome.message, limb.outcome.record, limb.when, limb.duty, limb.ways)
        for limb in item.limbs
    ]
    return repr((own, limbs)).replace(item.label or "\0", "\0")


def _items(telling: Telling, group: Sequence[ItemReasoning], common: Sequence[Clause]) -> Iterator[Line]:
    first = group[0]
    labels = [item.label for item in group if item.label]
    own = [clause for clause in first.clauses if clause not in common]
    if labels:
        yield from wrapped(joined(labels), telling.width, style=Style.TITLE)
    if first.nothing:
        yield from wrapped("There is nothing for the rule to check.", telling.width, indent=2)
        return
    telling.label = first.label
    looked_at = any(limb.duty is not None or limb.when is not None for limb in first.limbs)
    if len(group) > 1 and (own or looked_at):
        yield from wrapped(f"It is the same for each of them, and told of {first.label}.", telling.width, indent=2)
    yield from _clauses(telling, own, 2)
    for limb in first.limbs if looked_at else first.limbs[:1]:
        yield from _limb(telling, limb, _applies(first.clauses), lettered=looked_at and len(first.limbs) > 1)


def _rest(telling: Telling, found: Reasoning) -> Iterator[Line]:
    rest = len(found.items) - _ITEMS
    if rest > 0:
        yield line(f"and {rest} more, which {are(rest)} in the JSON (`--format json`)")
    for one in found.left_out[:_ITEMS]:
        yield BLANK
        yield from _left_out(telling, one)


def _left_out(telling: Telling, one: LeftOut) -> Iterator[Line]:
    yield line(Piece(one.label, Style.TITLE), ": not looked at, since the rule is not for it")
    yield from _step(telling, one.step, 2)


# --- whether it applies -------------------------------------------------------------------------------------------


def _clauses(telling: Telling, clauses: Sequence[Clause], indent: int) -> Iterator[Line]:
    for clause in clauses:
        yield from _clause(telling, clause, indent)


def _clause(telling: Telling, clause: Clause, indent: int) -> Iterator[Line]:
    yield from _step(telling, clause.step, indent, f"{_BEARINGS[clause.bearing]}: ")


# --- one duty -----------------------------------------------------------------------------------------------------


def _limb(telling: Telling, limb: LimbReasoning, applies: Answer, *, lettered: bool) -> Iterator[Line]:
    outcome = limb.outcome
    lead = f"({outcome.limb}) " if lettered else ""
    yield line("  ", lead, _verdict(outcome.verdict), Piece(f" · {outcome.strength}", Style.QUIET))
    yield from wrapped(sentence(_said(limb, applies)), telling.width, indent=4) if _said(limb, applies) else ()
    if limb.when is not None:
        yield from _clause(telling, limb.when, 4)
    if limb.duty is not None:
        yield from _duty(telling, limb.duty, outcome)
    yield from _record(telling, outcome)
    yield from _missing(telling, limb)
    yield from _ways(telling, limb)


_WHY = "; this cannot be told: "


def _said(limb: LimbReasoning, applies: Answer) -> str:
    """The sentence of an outcome, or so much of it as the steps will not say over again."""
    outcome = limb.outcome
    if limb.duty is None and Answer.NO in (applies, limb.when.lets_apply if limb.when is not None else applies):
        return ""
    _, why, reason = outcome.message.partition(_WHY)
    if limb.duty is None or not limb.duty.parts or outcome.clear:
        return outcome.message
    return f"this cannot be told: {reason}" if why else ""


def _duty(telling: Telling, duty: Step, outcome: Outcome) -> Iterator[Line]:
    """The steps of a duty. What a simple one comes to, the sentence has said: the lines of its facts are left."""
    if duty.parts:
        yield from _step(telling, duty, 4)
        return
    yield from _shown(telling, duty.shown, 4, outcome.message)
    yield from _facts(telling, duty.facts, 4, outcome.message)


def _record(telling: Telling, outcome: Outcome) -> Iterator[Line]:
    """The explanation or the waiver that an outcome rests on, and where it stands."""
    if outcome.verdict not in (Verdict.EXPLAINED, Verdict.WAIVED) or outcome.explanation is None:
        return
    lead = "Explained: " if outcome.verdict is Verdict.EXPLAINED else "Waived: "
    yield from wrapped(f"“{outcome.explanation}”", telling.width, indent=4, lead=Piece(lead, Style.GOOD))
    origin = outcome.record.origin if outcome.record is not None else None
    where = f" It stands on {_at(telling, origin.file, origin.line, origin.sheet)}." if origin else ""
    by = f"By {given(outcome)}" if outcome.record is not None else f"It stands {given(outcome)}"
    yield from wrapped(f"{by}{where}", telling.width, indent=6)
    yield from wrapped("Without it this would be a breach.", telling.width, indent=6)


def _missing(telling: Telling, limb: LimbReasoning) -> Iterator[Line]:
    """Of what is undetermined: what it may become, the facts that would settle it, and which values lead where."""
    outcome = limb.outcome
    if outcome.verdict is not Verdict.UNDETERMINED:
        return
    may = joined([verdict.value for verdict in outcome.possible], "or")
    yield from wrapped(f"It may yet be {may}.", telling.width, indent=4)
    if outcome.missing:
        yield line("    ", Piece("To settle it, state:", Style.GOOD))
    for fact in outcome.missing:
        found = [way for way in limb.ways if [name for name, _ in way.facts] == [fact.name]]
        told = f": {'; '.join(f'{way.verdict} if {way.facts[0][1]}' for way in found)}" if found else ""
        yield from wrapped(f"{telling.short(fact.name)} ({fact.absence}){told}", telling.width, indent=6, lead="- ")


def _ways(telling: Telling, limb: LimbReasoning) -> Iterator[Line]:
    """What facts would have to be for another verdict."""
    ways = [way for way in limb.ways if len(way.facts) > 1]
    if limb.outcome.verdict is not Verdict.UNDETERMINED:
        ways = list(limb.ways)
        yield from [line("    ", Piece("All else as it is, it would be:", Style.GOOD))] if ways else []
    for way in ways:
        yield from wrapped(_way(telling, way), telling.width, indent=6, lead="- ")


def _way(telling: Telling, way: Way) -> str:
    facts = joined([_is(telling.short(name), values) for name, values in way.facts])
    return f"for example, {way.verdict} if {facts}" if len(way.facts) > 1 else f"{way.verdict} if {facts}"


def _is(name: str, values: str) -> str:
    """`estimated value is GBP 5,000 or less`; of a yes or no what it comes to: `lot 1 (North) is suitable for SMEs`."""
    asked = name.removeprefix(_WHETHER)
    if asked == name or values not in ("yes", "no"):
        return f"{name} is {values}"
    return asked if values == "yes" else f"it is not so that {asked}"


_WHETHER = "whether "


# --- steps --------------------------------------------------------------------------------------------------------

_ANSWERS = {Answer.YES: Style.GOOD, Answer.NO: Style.BAD, Answer.OPEN: Style.DOUBT}


def _step(telling: Telling, step: Step, indent: int, before: str = "") -> Iterator[Line]:
    """A step and all under it, what it is asked of `before` its words."""
    about = f"{step.about}: " if step.about not in ("", step.words) else ""
    remark = f" ({step.remark})" if step.remark else ""
    lead = Piece(step.answer.value.ljust(_ROOM), _ANSWERS[step.answer])
    yield from wrapped(f"{before}{about}{_words(step)}{remark}", telling.width, indent=indent, lead=lead)
    under = indent + _ROOM + 2
    yield from _shown(telling, step.shown, under)
    yield from _facts(telling, step.facts, under)
    for part in step.parts[:_PARTS]:
        yield from _step(telling, part, indent + 2)
    rest = len(step.parts) - _PARTS
    if rest > 0:
        yield line(" " * under, f"and {rest} more, which {are(rest)} in the JSON (`--format json`)")


def _words(step: Step) -> str:
    """Its own words where they say more than its parts will; else how the parts make it up."""
    join = step.join.value if step.join is not None and step.parts else ""
    if not step.named or not join:
        return join or step.words
    return f"{step.words} ({join})" if len(step.parts) > 1 else step.words


def _shown(telling: Telling, shown: Sequence[Shown], indent: int, said: str = "") -> Iterator[Line]:
    for one in shown:
        if one.value not in said:
            note = f" ({one.note})" if one.note else ""
            yield from wrapped(f"{one.words} is {one.value}{note}", telling.width, indent=indent)
        elif one.note:
            yield from wrapped(f"{one.words}: {one.note}", telling.width, indent=indent)


def _facts(telling: Telling, facts: Sequence[UsedFact], indent: int, said: str = "") -> Iterator[Line]:
    """The facts, those of one line of the tender together. Of one whose value has been said, only the line is told."""
    rows: dict[tuple[str, str], list[UsedFact]] = {}
    for fact in telling.new(facts):
        where = _where(telling, fact)
        rows.setdefault((where, "" if where else fact.name.partition(" of ")[2]), []).append(fact)
    for (where, _), group in list(rows.items())[:_FACTS]:
        lead = Piece(f"{where}: ", Style.CODE) if where else Piece("")
        yield from wrapped(_together(telling, group, said), telling.width, indent=indent, lead=lead)
    rest = len(rows) - _FACTS
    if rest > 0:
        yield line(" " * indent, f"and {count(rest, 'more line')} of facts, in the JSON (`--format json`)")


def _together(telling: Telling, facts: Sequence[UsedFact], said: str) -> str:
    """`criterion 1 (Price): weight 20%, kind price`: facts of one thing, with its name once."""
    names = [telling.short(fact.name) for fact in facts]
    owner = _owner(names)
    if len(facts) == 1 or not owner:
        return "; ".join(_fact(fact, name, said) for fact, name in zip(facts, names, strict=True))
    each = (
        f"{name.removesuffix(f' of {owner}')} {fact.value or fact.absence}"
        for fact, name in zip(facts, names, strict=True)
    )
    return f"{owner}: {', '.join(each)}"


def _owner(names: Sequence[str]) -> str:
    """What all the names end in after an `of`: the longest such end."""
    ends = [name.split(" of ", maxsplit)[-1] for name in names[:1] for maxsplit in range(1, name.count(" of ") + 1)]
    return next((end for end in ends if all(name.endswith(f" of {end}") for name in names)), "")


def _fact(fact: UsedFact, name: str, said: str) -> str:
    if fact.value is None:
        return f"{name} is {fact.absence}"
    if fact.name in said and fact.value in said:
        return name
    if fact.value.endswith(" stated") or name.startswith(_WHETHER):
        return f"{name.removeprefix(_WHETHER)}: {fact.value}"
    return f"{name} is {fact.value}"


def _where(telling: Telling, fact: UsedFact) -> str:
    return _at(telling, fact.origin.file, fact.origin.line, fact.origin.sheet) if fact.origin else ""


def _at(telling: Telling, file: str, number: int, sheet: str | None) -> str:
    """`line 12` of the tender's own file; of another, or of a sheet, its name too."""
    if file == telling.file and sheet is None:
        return f"line {number}"
    return f"{file}, sheet {sheet}, row {number}" if sheet else f"{file}, line {number}"


# --- at the end ---------------------------------------------------------------------------------------------------


def _closing(found: Reasoning, width: int) -> Iterator[Line]:
    """What was taken for granted, and of what is not as it should be the sources, the reasons and what to do."""
    outcomes = [limb.outcome for item in found.items for limb in item.limbs]
    yield BLANK
    for text in dict.fromkeys(said for outcome in outcomes for said in outcome.assumptions):
        yield from wrapped(sentence(text), width, indent=4, lead=Piece("Taken for granted: ", Style.QUIET))
    open_ = [one for one in outcomes if one.verdict in (Verdict.BREACHED, Verdict.FLAGGED, Verdict.UNDETERMINED)]
    yield from reasons(open_, width)
    yield from or_explain([one for one in open_ if one.verdict is Verdict.BREACHED], found.result, width)
