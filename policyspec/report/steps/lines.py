"""Steps and facts as lines: the answer of each condition, and under it the lines of the tender that say so."""

from collections.abc import Iterator, Sequence

from policyspec.base.dataclasses import dataclass, field
from policyspec.model.outcomes import UsedFact
from policyspec.model.reasoning import Answer, Shown, Step
from policyspec.report.page import Line, Piece, Style, line, wrapped
from policyspec.report.words import are, count

_PARTS = 20  # parts of a condition
_FACTS = 12  # lines of facts of one step
_ROOM = 11  # columns of an answer

#: How the name of a fact begins that is yes or no of a thing.
WHETHER = "whether "


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


_ANSWERS = {Answer.YES: Style.GOOD, Answer.NO: Style.BAD, Answer.OPEN: Style.DOUBT}


def step_lines(telling: Telling, step: Step, indent: int, before: str = "") -> Iterator[Line]:
    """A step and all under it, what it is asked of `before` its words."""
    about = f"{step.about}: " if step.about not in ("", step.words) else ""
    remark = f" ({step.remark})" if step.remark else ""
    lead = Piece(step.answer.value.ljust(_ROOM), _ANSWERS[step.answer])
    yield from wrapped(f"{before}{about}{_words(step)}{remark}", telling.width, indent=indent, lead=lead)
    under = indent + _ROOM + 2
    yield from shown_lines(telling, step.shown, under)
    yield from fact_lines(telling, step.facts, under)
    for part in step.parts[:_PARTS]:
        yield from step_lines(telling, part, indent + 2)
    rest = len(step.parts) - _PARTS
    if rest > 0:
        yield line(" " * under, f"and {rest} more, which {are(rest)} in the JSON (`--format json`)")


def _words(step: Step) -> str:
    """Its own words where they say more than its parts will; else how the parts make it up."""
    join = step.join.value if step.join is not None and step.parts else ""
    if not step.named or not join:
        return join or step.words
    return f"{step.words} ({join})" if len(step.parts) > 1 else step.words


def shown_lines(telling: Telling, shown: Sequence[Shown], indent: int, said: str = "") -> Iterator[Line]:
    for one in shown:
        if one.value not in said:
            note = f" ({one.note})" if one.note else ""
            yield from wrapped(f"{one.words} is {one.value}{note}", telling.width, indent=indent)
        elif one.note:
            yield from wrapped(f"{one.words}: {one.note}", telling.width, indent=indent)


def fact_lines(telling: Telling, facts: Sequence[UsedFact], indent: int, said: str = "") -> Iterator[Line]:
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
    if fact.value.endswith(" stated") or name.startswith(WHETHER):
        return f"{name.removeprefix(WHETHER)}: {fact.value}"
    return f"{name} is {fact.value}"


def _where(telling: Telling, fact: UsedFact) -> str:
    return at(telling, fact.origin.file, fact.origin.line, fact.origin.sheet) if fact.origin else ""


def at(telling: Telling, file: str, number: int, sheet: str | None) -> str:
    """`line 12` of the tender's own file; of another, or of a sheet, its name too."""
    if file == telling.file and sheet is None:
        return f"line {number}"
    return f"{file}, sheet {sheet}, row {number}" if sheet else f"{file}, line {number}"
