"""Rules with something to see to: each outcome in a sentence, where it stands, why, what to do."""

from collections.abc import Iterable, Iterator, Sequence

from policyspec.model.outcomes import Outcome, Role, Strength, UsedFact, Verdict
from policyspec.report.grouped import by_rule, comes_to, counted, having, waiting
from policyspec.report.html.elements import Content, Element, details, el, items, para, prose, rows, table
from policyspec.report.html.elements import row as table_row
from policyspec.report.html.parts import Part, cited, tag, verdict_tag
from policyspec.report.html.quote import quoted
from policyspec.report.one_rule import given, origins_of, rank, to_record
from policyspec.report.run import key
from policyspec.report.words import are, count, joined, sentence

TOLD = 20  # outcomes of one rule that are told; the JSON report has all
_QUOTED = 10  # outcomes of one rule that show their lines
_FACTS = 12  # facts that are listed

#: The sections of findings in their order: the verdict, the name in links, the title.
SECTIONS: tuple[tuple[Verdict, str], ...] = (
    (Verdict.FAILED, "Not judged, by a fault in policyspec"),
    (Verdict.BREACHED, "Breached"),
    (Verdict.UNDETERMINED, "Undetermined"),
    (Verdict.EXPLAINED, "Explained"),
    (Verdict.WAIVED, "Waived"),
    (Verdict.FLAGGED, "Flagged, to look at"),
)


def title_of(part: Part, verdict: Verdict) -> str:
    """`Breached: 2 rules, 3 outcomes`."""
    return f"{dict(SECTIONS)[verdict]}: {counted(part.judged.result, verdict)}"


def name_of(verdict: Verdict) -> str:
    """The name of a verdict's section in links."""
    return verdict.value.replace(" ", "-")


def groups_of(part: Part, verdict: Verdict) -> list[list[Outcome]]:
    """The outcomes of each rule, those that hold back publication first."""
    return sorted(by_rule(having(part.judged.result, verdict)), key=rank)


def outcome_id(part: Part, verdict: Verdict, rule: int, number: int) -> str:
    return part.id(f"{name_of(verdict)}-{rule}-{number}")


def section(part: Part, verdict: Verdict) -> Element | None:
    """All rules of one verdict that has to be seen to."""
    groups = groups_of(part, verdict)
    if not groups:
        return None
    first = [_most_wanted([o for group in groups for o in group])] if verdict is Verdict.UNDETERMINED else []
    articles = [_rule(part, verdict, number, group) for number, group in enumerate(groups, 1)]
    return part.section(title_of(part, verdict), name_of(verdict), *first, *articles)


def _rule(part: Part, verdict: Verdict, number: int, group: Sequence[Outcome]) -> Element:
    first = group[0]
    name = f"{name_of(verdict)}-{number}"
    outcome = _open if verdict is Verdict.UNDETERMINED else _outcome
    told = [outcome(part, verdict, number, n, each) for n, each in enumerate(group[:TOLD], 1)]
    return el(
        "article",
        part.heading(first.title or first.rule, name, below=2),
        para(verdict_tag(verdict), " ", *_strengths(group), el("code", first.rule), class_="meta"),
        *told,
        _left_out(len(group)),
        para(*prose(sentence(comes_to(group))), class_="comes-to") if verdict is Verdict.UNDETERMINED else None,
        rows(_reasons(part, verdict, group)) if verdict is not Verdict.FAILED else None,
        class_=f"finding {verdict.name.lower()}",
        aria_labelledby=part.id(name),
    )


def _strengths(group: Sequence[Outcome]) -> Iterator[Content]:
    for strength in Strength:
        if any(outcome.strength is strength for outcome in group) and strength is not Strength.FLAG:
            yield from (tag(strength.value, "strength"), " ")


def _left_out(number: int) -> Element | None:
    rest = number - TOLD
    return para(f"And {rest} more, which {are(rest)} in the JSON report.", class_="hint") if rest > 0 else None


# --- one outcome --------------------------------------------------------------------------------------------------


def _outcome(part: Part, verdict: Verdict, rule: int, number: int, outcome: Outcome) -> Element:
    origins, rest = origins_of(outcome) if number <= _QUOTED else ([], 0)
    return el(
        "div",
        para(*prose(sentence(outcome.message)), *_newness(part, outcome), class_="said"),
        *quoted(origins, rest, part.view),
        *_excuse(outcome),
        *_granted(outcome),
        _facts(part, outcome),
        id=outcome_id(part, verdict, rule, number),
        class_="outcome",
    )


def _newness(part: Part, outcome: Outcome) -> Iterator[Content]:
    if part.new is not None:
        new = key(part.judged.result, outcome) in part.new
        yield from (" ", tag("New", "new") if new else tag("Unchanged", "quiet"))


def _open(part: Part, verdict: Verdict, rule: int, number: int, outcome: Outcome) -> Element:
    """An undetermined outcome: its sentence, and the facts that it does rest on. What it waits for, its rule says."""
    return el(
        "div",
        para(*prose(sentence(outcome.message)), *_newness(part, outcome), class_="said"),
        *_granted(outcome),
        _facts(part, outcome) if any(fact.value is not None for fact in outcome.facts) else None,
        id=outcome_id(part, verdict, rule, number),
        class_="outcome open",
    )


def _excuse(outcome: Outcome) -> Iterator[Content]:
    if outcome.verdict in (Verdict.EXPLAINED, Verdict.WAIVED):
        reason = sentence(outcome.explanation or "no reason is recorded")
        yield rows((("Reason", prose(reason)), ("Given", prose(given(outcome)))))


def _granted(outcome: Outcome) -> Iterator[Content]:
    if outcome.assumptions:
        yield para("Taken for granted: ", *prose(" ".join(map(sentence, outcome.assumptions))), class_="hint")


def _facts(part: Part, outcome: Outcome) -> Element | None:
    """Every fact that it rests on, with its value and place: what the duty looked at first."""
    facts = sorted(outcome.facts, key=lambda fact: fact.role is not Role.DUTY)
    if not facts:
        return None
    rest = len(facts) - _FACTS
    listed = [_fact(part, fact) for fact in facts[:_FACTS]] + (
        [[f"and {count(rest, 'more fact')}"]] if rest > 0 else []
    )
    return details(f"Facts that this rests on: {len(facts)}", items(listed, class_="facts"))


def _fact(part: Part, fact: UsedFact) -> list[Content]:
    value = fact.value if fact.value is not None else fact.absence or "no value"
    where = el("span", f" – {part.place(fact.origin)}", class_="place") if fact.origin else None
    return [f"{fact.name}: ", el("b", value), where]


# --- why, and what to do ------------------------------------------------------------------------------------------


def _reasons(part: Part, verdict: Verdict, group: Sequence[Outcome]) -> Iterator[tuple[str, list[Content]]]:
    """Its sources, its reason and what to do, each once."""
    for because in dict.fromkeys(outcome.because for outcome in group if outcome.because):
        yield "Because", prose(because)
    if verdict not in (Verdict.EXPLAINED, Verdict.WAIVED):
        for suggest in dict.fromkeys(outcome.suggest for outcome in group if outcome.suggest):
            yield "To do", prose(suggest)
    if verdict is Verdict.BREACHED:
        yield from _or_explain(part, group)
    for citation in dict.fromkeys(c for outcome in group for c in outcome.citations):
        yield "Source", cited(citation)


def _or_explain(part: Part, group: Iterable[Outcome]) -> Iterator[tuple[str, list[Content]]]:
    """How a breach of a limb that says `or explain` is explained."""
    first = next((outcome for outcome in group if outcome.explainable), None)
    if first is None:
        return
    where, record = to_record(first, part.judged.result)
    ways = [*([f"state `{first.explain_in}`"] if first.explain_in else []), where]
    yield "Or explain", [*prose(joined(ways, "or")), el("pre", el("code", f"- {record}"))]


def _most_wanted(found: Sequence[Outcome]) -> Element | None:
    """The missing facts that most outcomes wait for; where each waits for its own, the rules say it."""
    facts = waiting(found)
    if not facts:
        return None
    numbers = frozenset((1,))
    body = [table_row(name, str(number), numeric=numbers) for name, number in facts.most_common(_FACTS)]
    rest = len(facts) - _FACTS
    return el(
        "div",
        table("Facts that would settle most", ["Fact", "Outcomes that wait for it"], body, numeric=numbers),
        para(f"And {count(rest, 'other fact')}.", class_="hint") if rest > 0 else None,
    )
