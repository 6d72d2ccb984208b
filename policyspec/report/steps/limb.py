"""One duty: its verdict, its steps, what excuses it, what would settle it or make it otherwise."""

from collections.abc import Iterator, Sequence

from policyspec.model.outcomes import Outcome, Verdict
from policyspec.model.reasoning import Answer, Bearing, Clause, LimbReasoning, Step, Way
from policyspec.report.one_rule import given
from policyspec.report.page import Line, Piece, Style, line, wrapped
from policyspec.report.steps.lines import WHETHER, Telling, at, fact_lines, shown_lines, step_lines
from policyspec.report.words import joined, sentence

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


def verdict_piece(verdict: Verdict) -> Piece:
    return Piece(verdict.value, _STYLES.get(verdict, Style.PLAIN))


def clause_lines(telling: Telling, clauses: Sequence[Clause], indent: int) -> Iterator[Line]:
    for clause in clauses:
        yield from _clause(telling, clause, indent)


def _clause(telling: Telling, clause: Clause, indent: int) -> Iterator[Line]:
    yield from step_lines(telling, clause.step, indent, f"{_BEARINGS[clause.bearing]}: ")


def limb_lines(telling: Telling, limb: LimbReasoning, applies: Answer, *, lettered: bool) -> Iterator[Line]:
    outcome = limb.outcome
    lead = f"({outcome.limb}) " if lettered else ""
    yield line("  ", lead, verdict_piece(outcome.verdict), Piece(f" · {outcome.strength}", Style.QUIET))
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
        yield from step_lines(telling, duty, 4)
        return
    yield from shown_lines(telling, duty.shown, 4, outcome.message)
    yield from fact_lines(telling, duty.facts, 4, outcome.message)


def _record(telling: Telling, outcome: Outcome) -> Iterator[Line]:
    """The explanation or the waiver that an outcome rests on, and where it stands."""
    if outcome.verdict not in (Verdict.EXPLAINED, Verdict.WAIVED) or outcome.explanation is None:
        return
    lead = "Explained: " if outcome.verdict is Verdict.EXPLAINED else "Waived: "
    yield from wrapped(f"“{outcome.explanation}”", telling.width, indent=4, lead=Piece(lead, Style.GOOD))
    origin = outcome.record.origin if outcome.record is not None else None
    where = f" It stands on {at(telling, origin.file, origin.line, origin.sheet)}." if origin else ""
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
    asked = name.removeprefix(WHETHER)
    if asked == name or values not in ("yes", "no"):
        return f"{name} is {values}"
    return asked if values == "yes" else f"it is not so that {asked}"
