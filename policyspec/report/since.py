"""What has changed since an earlier run: what is new, what was there already, what is fixed."""

from collections.abc import Sequence

from policyspec.base.dataclasses import dataclass
from policyspec.model.outcomes import Outcome, TenderResult, Verdict
from policyspec.report.page import Line, Piece, Style, line, visible, wrapped
from policyspec.report.run import Comparison, Run, key
from policyspec.report.words import are, count, joined

_TOLD = 20  # findings of each kind that are named; the JSON report marks all
_SEEN_TO = (Verdict.FAILED, Verdict.BREACHED, Verdict.UNDETERMINED, Verdict.FLAGGED)

RULE = "Only what is new makes a run with a baseline exit 1."


@dataclass(frozen=True, slots=True)
class Since:
    """What changed, in words: a sentence, and a line for each finding that is new or fixed, the gravest first."""

    said: str
    new: tuple[str, ...]
    fixed: tuple[str, ...]


def since(run: Run) -> Since | None:
    """What changed since the run's baseline; None: it has none. What is waived or explained is not counted."""
    comparison = run.comparison
    if comparison is None:
        return None
    found = [(o, j.result) for j in run.tenders for o in j.result.outcomes if o.verdict in _SEEN_TO]
    new = sorted(
        (one for one in found if is_new(*one, comparison)), key=lambda one: list(Verdict).index(one[0].verdict)
    )
    fixed = comparison.fixed
    return Since(
        f"Since {comparison.against}: {_counted(len(new), len(found) - len(new), len(fixed))}.",
        tuple(_named(o.verdict, o.title or o.rule, o.item_label, result.source) for o, result in new),
        tuple(_named(f.verdict, f.title or f.key[2], f.item_label, f.tender) for f in fixed),
    )


def is_new(outcome: Outcome, result: TenderResult, comparison: Comparison) -> bool:
    return key(result, outcome) in comparison.new


def lines(run: Run, width: int) -> list[Line]:
    """The same for a page."""
    changed = since(run)
    if changed is None:
        return []
    style = Style.BAD if changed.new else Style.GOOD
    rows = wrapped(f"{changed.said} {RULE}", width, style=style)
    for word, named in (("new", changed.new), ("fixed", changed.fixed)):
        rows += [row for one in named[:_TOLD] for row in wrapped(one, width, indent=2, lead=f"{word:<7}")]
        rows += [line("  ", Piece(f"and {len(named) - _TOLD} more", Style.QUIET))] if len(named) > _TOLD else []
    return [*rows, ()]


def _counted(new: int, old: int, fixed: int) -> str:
    parts: Sequence[str] = (
        f"{count(new, 'finding')} {are(new)} new",
        f"{old or 'none'} {'was' if old < 2 else 'were'} there already",
        f"{fixed or 'none'} {'is' if fixed < 2 else 'are'} fixed",
    )
    return joined(list(parts))


def _named(verdict: Verdict, title: str, item: str, tender: str) -> str:
    of = f", {item}" if item else ""
    return f"{visible(tender)}: {title}{of} ({verdict})"
