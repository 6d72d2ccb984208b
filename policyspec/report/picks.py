"""The paragraph with which a report for people begins where policies were picked: each pick once, with its tenders."""

from collections.abc import Iterator

from policyspec.report.page import BLANK, Line, Style, line, visible, wrapped
from policyspec.report.picked import CHOOSE, Pick, notes, opening
from policyspec.report.run import Run
from policyspec.report.words import count, joined, sentence

_NAMED = 3  # tenders of one pick that are named


def lines(run: Run, width: int) -> list[Line]:
    """As the text report has it; nothing where the policies were named."""
    groups = _groups(run)
    rows = [row for pick, names in groups.items() for row in _pick(pick, names, width, several=len(groups) > 1)]
    return [*rows, *wrapped(sentence(CHOOSE), width, style=Style.QUIET), BLANK] if groups else []


def sentences(run: Run) -> Iterator[str]:
    """As the report without marks and columns has it."""
    groups = _groups(run)
    for pick, names in groups.items():
        yield f"Heading: Policies picked{f' for {_tenders(names)}' if len(groups) > 1 else ''}."
        yield from map(sentence, notes(pick))


def _groups(run: Run) -> dict[Pick, list[str]]:
    """The picks of a run, each with the names of the tenders that it is for."""
    found: dict[Pick, list[str]] = {}
    for judged in run.tenders:
        if judged.picked is not None:
            found.setdefault(judged.picked, []).append(judged.result.source)
    return found


def _pick(pick: Pick, names: list[str], width: int, *, several: bool) -> Iterator[Line]:
    if several:
        yield from wrapped(f"For {_tenders(names)}:", width, style=Style.TITLE)
    yield from wrapped(f"{sentence(opening(pick)).rstrip('.')}, since {joined(list(pick.known))}:", width)
    yield BLANK
    for one in pick.taken:
        yield from wrapped(joined(list(one.policies)), width, indent=2, style=Style.TITLE)
        yield from wrapped(one.why, width, indent=6)
    if pick.left_out:
        yield BLANK
        yield line("Left out:")
        yield BLANK
        for one in pick.left_out:
            yield from wrapped(joined(list(one.policies)), width, indent=2)
            yield from wrapped(one.why, width, indent=6, style=Style.QUIET)
    yield BLANK
    if pick.advice:
        yield from wrapped(sentence(pick.advice), width, style=Style.DOUBT)
        yield BLANK


def _tenders(names: list[str]) -> str:
    """`a.yaml, b.yaml, c.yaml and 12 others`."""
    shown = [visible(name) for name in names[:_NAMED]]
    rest = len(names) - len(shown)
    return joined([*shown, *([count(rest, "other")] if rest else [])])
