"""The report that an officer reads: the verdict first, what breaches it and why, what is open, and every count."""

from policyspec.base.diagnostics import in_order
from policyspec.model.outcomes import TenderResult, Verdict
from policyspec.report import picks, sections, since, unread
from policyspec.report.formats import View
from policyspec.report.frame import Sources
from policyspec.report.headline import headline, unjudged
from policyspec.report.page import BLANK, Line, Piece, Style, capped, columns, line, tidy, visible, wrapped
from policyspec.report.problems import problems
from policyspec.report.run import Judged, Run, tally
from policyspec.report.words import count, day_in_words, sentence

_VERDICT_STYLE = {
    Verdict.FAILED: Style.BAD,
    Verdict.BREACHED: Style.BAD,
    Verdict.UNDETERMINED: Style.DOUBT,
    Verdict.FLAGGED: Style.DOUBT,
    Verdict.MET: Style.GOOD,
}


def render(run: Run, view: View) -> list[Line]:
    """The whole run."""
    sources, width = view.sources, view.width
    errors = [d for d in run.diagnostics if d.is_error]
    rows = problems(errors, sources, width=width)
    if len(run.tenders) + len(run.unread) > 1:
        rows += [*_together(run, width), BLANK]
    rows += since.lines(run, width)
    rows += picks.lines(run, width)
    for judged in run.tenders:
        rows += [*_tender(judged, sources, width), BLANK]
    return capped(tidy([*rows, *_about_inputs(run, sources, width), *_lints(run)]))


def _tender(judged: Judged, sources: Sources, width: int) -> list[Line]:
    result = judged.result
    said = headline(judged)
    return [
        line(Piece(result.name, Style.TITLE)),
        line(Piece("=" * min(columns(visible(result.name)), width), Style.TITLE)),
        *wrapped(_setting(result), width, style=Style.QUIET),
        *(row for note in result.notes for row in wrapped(sentence(note), width, style=Style.QUIET)),
        BLANK,
        *wrapped(said.text, width, style=said.style),
        *(wrapped(said.further, width) if said.further else []),
        *(wrapped(amiss, width, style=Style.DOUBT) if (amiss := unjudged(judged)) else []),
        BLANK,
        *sections.failed(result, width),
        *sections.breached(result, sources, width),
        *sections.undetermined(result, width),
        *sections.excused(result, width),
        *sections.flagged(result, sources, width),
        *sections.assumptions(result, width),
        *_found(judged, sources, width),
        *sections.settled(result, width),
        *_counts(result, width),
    ]


def _setting(result: TenderResult) -> str:
    gate = f"at the {result.gate} gate" if result.gate.value == "draft" else "at the publication gate"
    judged = f" · judged on {day_in_words(result.judged_on)}" if result.judged_on else ""
    return f"{visible(result.source)} · {gate}{judged}"


def _found(judged: Judged, sources: Sources, width: int) -> list[Line]:
    """What could not be read in the tender's file, and what is to be said of its explanations and waivers."""
    if not judged.diagnostics:
        return []
    found = in_order(judged.diagnostics)
    rows = sections.heading(f"About the tender's file: {count(len(found), 'remark')}")
    return [*rows, *problems(found, sources, width=width, indent=2)]


def _counts(result: TenderResult, width: int) -> list[Line]:
    """Every verdict with its number, so that what was not checked cannot pass for a pass."""
    rules = tally(rule.verdict for rule in result.rules)
    outcomes = tally(outcome.verdict for outcome in result.outcomes)
    rows = [line(Piece(f"{'Counts':<18}{'rules':>9}{'outcomes':>12}", Style.TITLE))]
    for verdict in _COUNTED:
        if verdict is Verdict.FAILED and not outcomes[verdict]:
            continue
        style = _VERDICT_STYLE.get(verdict, Style.PLAIN) if outcomes[verdict] else Style.QUIET
        rows.append(line("  ", Piece(f"{verdict:<16}{rules[verdict]:>9}{outcomes[verdict]:>12}", style)))
    rows.append(line(f"  {'in all':<16}{len(result.rules):>9}{len(result.outcomes):>12}"))
    note = "An outcome is one duty of a rule for one item; a rule counts once, by the gravest of its outcomes."
    return [*rows, *wrapped(note, width, indent=2, style=Style.QUIET)]


_COUNTED = (
    Verdict.MET,
    Verdict.BREACHED,
    Verdict.EXPLAINED,
    Verdict.WAIVED,
    Verdict.UNDETERMINED,
    Verdict.NOT_APPLICABLE,
    Verdict.FLAGGED,
    Verdict.FAILED,
)


def _about_inputs(run: Run, sources: Sources, width: int) -> list[Line]:
    """What is to be said of files as a whole, and of explanations and waivers that are in files of their own."""
    found = run.about_inputs
    rows = sections.heading(f"About the files of this run: {count(len(found), 'remark')}") if found else []
    return [*rows, *problems(found, sources, width=width, indent=2)]


def _lints(run: Run) -> list[Line]:
    """Remarks on the policies are for their writer; here it is enough to say that there are some."""
    number = sum(not d.is_error for d in run.diagnostics) - len(run.about_inputs)
    if number <= 0:
        return []
    text = f"{count(number, 'remark')} on the policies; `policyspec lint` shows {'it' if number == 1 else 'them'}."
    return [line(Piece(text, Style.QUIET)), BLANK]


def _together(run: Run, width: int) -> list[Line]:
    """The tenders of a run, each with its verdict, and the inputs that were not read."""
    not_read = f", {unread.counted(run)}" if run.unread else ""
    rows = sections.heading(f"Together: {count(len(run.tenders), 'tender')}{not_read}")
    for judged in run.tenders:
        said = headline(judged)
        rows += wrapped(f"{visible(judged.result.source)} · {judged.result.name}", width, indent=2)
        rows += wrapped(said.text, width, indent=4, style=said.style)
    for name in run.unread:
        rows += wrapped(visible(name), width, indent=2)
        rows += wrapped(unread.not_checked(run, name), width, indent=4, style=Style.BAD)
    return rows
