"""The page: its head, the tenders with their verdicts, a part for each, what is new, and what the words mean."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from policyspec.base.version import __version__
from policyspec.model.outcomes import Verdict
from policyspec.report import unread as unread_
from policyspec.report.formats import View
from policyspec.report.headline import headline, standing
from policyspec.report.html import about, bars, tender
from policyspec.report.html.elements import Content, Element, details, document, el, items, para, prose, row, table
from policyspec.report.html.head import head
from policyspec.report.html.parts import Part, tag, verdict_tag
from policyspec.report.html.style import STYLE
from policyspec.report.run import Comparison, Judged, Run, key
from policyspec.report.words import are, count, sentence

LIMIT = 5_000  # findings that one page tells; the tenders after them are in the table of contents alone
_FIXED = 200  # findings of the earlier report that are listed

_QUIET = (Verdict.MET, Verdict.NOT_APPLICABLE)


def render(run: Run, view: View) -> str:
    """The run as one HTML file that asks the network for nothing. Same run, same bytes."""
    shown = _shown(run.tenders)
    alone = len(run.tenders) == 1 and not run.unread
    title = f"{headline(run.tenders[0]).text} {run.tenders[0].result.name}" if alone else _verdict(run)
    content = [*([] if alone else _together(run, len(shown))), *_problems(run, view)]
    parts = [tender.section(_part(run, view, n, judged, alone=alone)) for n, judged in enumerate(shown, 1)]
    # Alone, a tender's heading is the page's, and stands before all else.
    body = [*parts, *content] if alone else [*content, *parts]
    return document(
        el(
            "html",
            head(f"{title} – policyspec", STYLE),
            _body(el("main", *body, *_end(run), id="main", tabindex="-1")),
            lang="en-GB",
        )
    )


def _part(run: Run, view: View, number: int, judged: Judged, *, alone: bool) -> Part:
    new = run.comparison.new if run.comparison else None
    return Part(judged, view, number, 1 if alone else 2, run.policies, new)


def _shown(tenders: Sequence[Judged]) -> Sequence[Judged]:
    """The tenders that have a part of the page: always the first, then as many as the limit leaves room for."""
    told = list(accumulate(1 + len(_found(judged)) for judged in tenders))
    return tenders[: max(1, sum(number <= LIMIT for number in told))]


def _found(judged: Judged) -> list[Verdict]:
    return [outcome.verdict for outcome in judged.outcomes if outcome.verdict not in _QUIET]


# --- the frame of the page ----------------------------------------------------------------------------------------


def _body(main: Element) -> Element:
    return el(
        "body",
        el("a", "Skip to main content", href="#main", class_="skip"),
        bars.patterns(),
        el("header", el("p", el("b", "policyspec"), " Procurement rules, checked before publication")),
        main,
        el("footer", para(f"Made by policyspec {__version__} from the policies and files that are named above.")),
    )


# --- all tenders together -----------------------------------------------------------------------------------------


def _verdict(run: Run) -> str:
    """How many tenders are clear to publish, in a sentence."""
    held = sum(_amiss(judged) for judged in run.tenders)
    tenders = count(len(run.tenders), "tender")
    unread = f" {unread_.in_words(run)}" if run.unread else ""
    if not run.tenders:
        return f"Nothing was checked.{unread}"
    said = f"{held} of {tenders} {are(held)} not clear to publish" if held else f"Nothing holds back {tenders}"
    return f"{said}.{unread}"


def _amiss(judged: Judged) -> bool:
    """Whether it may not go out as it is: something holds it back, is undetermined, or was not checked or read."""
    return standing(judged) != "clear"


def _together(run: Run, shown: int) -> Iterator[Element]:
    standings = {standing(judged) for judged in run.tenders}
    amiss = run.unread or not run.tenders or standings - {"clear", "not decided"}
    kind = "bad" if amiss else "doubt" if "not decided" in standings else "good"
    yield el("h1", _verdict(run), id="top", class_=f"verdict {kind}")
    if run.tenders:
        numbers = frozenset((2, 3))
        body = [_line(judged, n if n <= shown else None, numbers) for n, judged in enumerate(run.tenders, 1)]
        head = ["Tender", "Verdict", "Breached", "Undetermined"]
        yield table("The tenders, with the number of their outcomes", head, body, numeric=numbers)
    rest = len(run.tenders) - shown
    if rest > 0:
        text = f"This page tells the findings of the first {count(shown, 'tender')}"
        text = f"{text}; those of the other {rest} are in the JSON report."
        yield para(text, class_="inset")
    if run.unread:
        yield el(
            "section",
            el("h2", f"Not checked in full: {unread_.counted(run)}", id="unread"),
            items([el("span", name, class_="place"), f": {unread_.not_checked(run, name)}"] for name in run.unread),
        )


def _line(judged: Judged, number: int | None, numeric: frozenset[int]) -> Element:
    result = judged.result
    said = headline(judged)
    name: Content = el("a", result.name, href=f"#t{number}-top") if number else result.name
    found = _found(judged)
    cells = [str(found.count(verdict)) for verdict in (Verdict.BREACHED, Verdict.UNDETERMINED)]
    where = el("span", result.source, class_="place") if result.source != result.name else None
    why = sentence(said.text.partition(": ")[2] or said.text)  # the tag says what stands before the colon
    verdict: list[Content] = [tag(standing(judged).capitalize(), tender.KINDS[said.style]), f" {why}"]
    return row([name, el("br") if where is not None else None, where], verdict, *cells, numeric=numeric)


# --- what else the run has to say ---------------------------------------------------------------------------------


def _problems(run: Run, view: View) -> Iterator[Element]:
    """What is wrong with policies and inputs, and what changed since the earlier report."""
    found = [d for d in run.diagnostics if d.is_error]
    found += run.about_inputs
    if found:
        told = about.diagnostics(found, view.sources)
        yield el("section", el("h2", f"Files and policies: {count(len(found), 'remark')}", id="problems"), told)
    if run.comparison:
        yield _compared(run, run.comparison)


def _compared(run: Run, comparison: Comparison) -> Element:
    keys = [key(j.result, o) for j in run.tenders for o in j.outcomes if o.verdict not in _QUIET]
    new = sum(each in comparison.new for each in keys)
    numbers = frozenset((1,))
    figures = (("New", new), ("Unchanged", len(keys) - new), ("Fixed", len(comparison.fixed)))
    body = [row(name, str(number), numeric=numbers) for name, number in figures]
    return el(
        "section",
        el("h2", "Since the earlier report", id="comparison"),
        para("Compared with ", el("span", comparison.against, class_="place"), "."),
        el(
            "div",
            table("Findings, compared with the earlier report", ["Finding", "Number"], body, numeric=numbers),
            class_="figures",
        ),
        _fixed(comparison),
    )


def _fixed(comparison: Comparison) -> Element | None:
    if not comparison.fixed:
        return None
    body = [
        row(fixed.title or fixed.key[2], fixed.tender, fixed.item_label or "the tender", [verdict_tag(fixed.verdict)])
        for fixed in comparison.fixed[:_FIXED]
    ]
    rest = len(comparison.fixed) - _FIXED
    return details(
        f"Fixed: {count(len(comparison.fixed), 'finding')}",
        table("Findings of the earlier report that are gone", ["Rule", "Tender", "Item", "It was"], body),
        para(f"And {rest} more.", class_="hint") if rest > 0 else None,
    )


def _end(run: Run) -> Iterator[Element]:
    yield about.glossary(run.tenders)
    remarks = sum(not d.is_error for d in run.diagnostics) - len(run.about_inputs)
    if remarks > 0:
        them = "it" if remarks == 1 else "them"
        yield para(
            *prose(f"{count(remarks, 'remark')} on the policies; `policyspec lint` shows {them}."), class_="hint"
        )
