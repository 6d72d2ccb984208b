"""The rows of the Markdown report: a rule of a tender with all that was found of it, or something found in a file."""

from collections.abc import Iterable, Iterator, Sequence

from policyspec.base.dataclasses import replace
from policyspec.model.outcomes import Outcome, TenderResult, Verdict
from policyspec.report.findings import Finding, findings, since
from policyspec.report.grouped import comes_to, told_once
from policyspec.report.markup import code, markdown, prose
from policyspec.report.one_rule import cited_in_words, given, to_record
from policyspec.report.run import Comparison, Run
from policyspec.report.words import are, joined, sentence

_LONGEST = 2_000  # characters of one text
_TOLD = 5  # outcomes of one rule that are told


def told(run: Run) -> Iterator[str]:
    """A row for each verdict of each rule of a tender, and for each remark on a file, the gravest first."""
    rows = [(one.gravity, _remark(one)) for one in findings(replace(run, tenders=()))]
    for judged in run.tenders:
        whose = judged.result.source if len(run.tenders) > 1 else ""
        for group in _groups(findings(Run((judged,)))):
            outcomes = [one.outcome for one in group if one.outcome is not None]
            made = _rule(group, outcomes, judged.result, whose, run.comparison) if outcomes else _remark(group[0])
            rows.append((group[0].gravity, made))
    yield from (made for _, made in sorted(rows, key=lambda one: one[0]))


def _remark(found: Finding) -> str:
    return row(f"**{found.severity}**", code(_cut(found.check)), _at(prose(_cut(found.text)), found))


def _groups(found: Sequence[Finding]) -> Iterable[list[Finding]]:
    """The outcomes of one rule that are as grave as each other together; what is no outcome alone."""
    groups: dict[tuple[int, str, int], list[Finding]] = {}
    for number, one in enumerate(found):
        alone = number if one.outcome is None else -1
        groups.setdefault((one.gravity, one.check, alone), []).append(one)
    return groups.values()


def _rule(
    group: Sequence[Finding],
    outcomes: Sequence[Outcome],
    result: TenderResult,
    whose: str,
    than: Comparison | None,
) -> str:
    """`whose`: the tender's file, where there are several."""
    first = outcomes[0]
    strengths = joined(list(dict.fromkeys(one.strength.value for one in outcomes)))
    changes = dict.fromkeys(since(one, than) for one in group if since(one, than))
    what = "<br>".join([f"**{first.verdict}**", strengths, *([joined(list(changes))] if changes else [])])
    name = [short(first.title), code(_cut(first.rule)), short(whose)]
    return row(
        what, "<br>".join(part for part in name if part), "<br>".join([*_found(group), *_reasons(outcomes, result)])
    )


def _found(group: Sequence[Finding]) -> Iterator[str]:
    """What each outcome says and where; of undetermined ones together what they wait for, as in the text report."""
    outcomes = [one.outcome for one in group if one.outcome is not None]
    if outcomes[0].verdict is Verdict.UNDETERMINED and any(one.missing for one in outcomes):
        yield short(sentence(comes_to(outcomes)))
        return
    places = {(one.item, one.limb): found for found, one in zip(group, outcomes, strict=False)}
    alike = told_once(outcomes)
    for outcome in alike[:_TOLD]:
        yield _at(short(sentence(outcome.message)), places[outcome.item, outcome.limb])
        if outcome.verdict is Verdict.UNDETERMINED:
            yield short(sentence(comes_to([outcome])))
        if outcome.verdict in (Verdict.EXPLAINED, Verdict.WAIVED):
            yield f"**Reason:** {short(sentence(outcome.explanation or 'no reason is recorded'))}"
            yield f"**Given:** {prose(_cut(given(outcome)))}"
    rest = len(alike) - _TOLD
    if rest > 0:
        yield f"and {rest} more, which {are(rest)} in the JSON report"


def _reasons(outcomes: Sequence[Outcome], result: TenderResult) -> Iterator[str]:
    """What to do, why and by which sources, each once."""
    excused = outcomes[0].verdict in (Verdict.EXPLAINED, Verdict.WAIVED)
    for suggest in dict.fromkeys(one.suggest for one in outcomes if one.suggest and not excused):
        yield f"**To do:** {prose(_cut(sentence(suggest)))}"
    explainable = next((one for one in outcomes if one.explainable and one.verdict is Verdict.BREACHED), None)
    if explainable is not None:
        where, record = to_record(explainable, result)
        state = f"state {code(_cut(explainable.explain_in))} or " if explainable.explain_in else ""
        yield f"**Or explain:** {state}{prose(where)} {code(_cut(record))}"
    for because in dict.fromkeys(one.because for one in outcomes if one.because):
        yield f"**Because:** {prose(_cut(sentence(because)))}"
    for cited in dict.fromkeys(c for one in outcomes for c in one.citations):
        yield f"**Source:** {short(cited_in_words(cited))}"


def _at(said: str, found: Finding) -> str:
    """What was found, and where."""
    return f"{said} ({short(str(found.at))})" if found.at.file else said


def row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def short(text: str) -> str:
    """The text as words, cut where it is very long."""
    return markdown(_cut(text))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
