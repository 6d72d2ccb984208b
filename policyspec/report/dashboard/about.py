"""What the figures rest on: the inputs, the gate, the day, the assumptions, the policies; and how to see why."""

from collections.abc import Iterator

from policyspec.model.outcomes import Verdict
from policyspec.report.dashboard import whole
from policyspec.report.dashboard.numbers import counted, number
from policyspec.report.html.elements import Content, Element, el, items, para, row, rows, table
from policyspec.report.html.words import GATES, STRENGTHS, VERDICTS
from policyspec.report.summary import Summary, UnreadInput
from policyspec.report.words import day_in_words


def unread(summary: Summary) -> Element:
    """The inputs of which nothing or not all is in the figures."""
    found = summary.unread
    body = [_input(one) for one in whole.first(found)]
    numbers = frozenset((1,))
    head = ["Input", "Tenders read of it", "Why"]
    return el(
        "section",
        el("h2", f"Not read in full: {counted(len(found), 'input')}", id="unread"),
        table("Inputs that could not be read, in whole or in part", head, body, numeric=numbers)
        if body
        else para(f"All of {counted(summary.inputs, 'input')} could be read."),
        whole.rest("unread", len(found)),
    )


def _input(one: UnreadInput) -> Element:
    name = el("span", one.name, class_="place")
    return row(name, number(one.tenders), items(one.reasons, class_="sums"), numeric=frozenset((1,)))


def how_to_see_why() -> Element:
    return el(
        "section",
        el("h2", "Why a tender is judged as it is", id="why"),
        para(
            "For any tender of the outcomes, every rule can be told in full: the facts that it rests on, where they "
            "stand in the notice, what is missing, and the sources."
        ),
        el("pre", el("code", "policyspec audit show DIR OCID")),
        para(
            el("code", "DIR"), " is the folder in which this page was written; ",
            el("code", "OCID"), " is the tender’s own identifier, as the outcomes have it.",
        ),
    )  # fmt: skip


def basis(summary: Summary) -> Element:
    """What else the figures depend on, so that somebody else can come to the same."""
    return el(
        "section",
        el("h2", "What the figures rest on", id="basis"),
        rows(_setting(summary)),
        _policies(summary),
        _digests(summary),
    )


def _setting(summary: Summary) -> Iterator[tuple[str, list[Content]]]:
    gates = {gate.value: text for gate, text in GATES.items()}
    yield "Gate", [f"{gates.get(summary.gate, summary.gate)}."]
    yield "Judged on", [_day(summary.on)]
    yield "Assumptions", [_ASSUMED if summary.assumptions else _NOT_ASSUMED]
    yield "Judged by", [_BY.get(summary.engine, summary.engine)]
    if summary.beside:
        told = items(f"{reason}: {counted(many, 'tender')}" for reason, many in summary.beside.items())
        yield "One by one", ["Tenders that the query does not hold, judged by the interpreter and counted here:", told]
    yield "Made by", [f"policyspec {summary.tool}, summary {summary.version}"]


_BY = {
    "sql": "One query over all tenders; what it cannot say, rule by rule, is said of each rule.",
    "python": "Compiled rules, tender by tender.",
    "interpreter": "The interpreter, tender by tender.",
}
_ASSUMED = (
    "Taken. Where a notice leaves something open that its format has a custom for, the custom is followed; each "
    "outcome that rests on one says so when it is shown in full."
)
_NOT_ASSUMED = "Not taken: what would rest on one is undetermined."


def _day(on: str | None) -> str:
    if on is None:
        return "The day that each policy names for a tender, such as that of its publication."
    try:
        return f"{day_in_words(on)}, for all tenders."
    except ValueError:
        return on


def _policies(summary: Summary) -> Element | None:
    body = [
        row(
            policy.title or policy.id,
            el("code", policy.id),
            policy.version or "not stated",
            el("span", policy.file, class_="place"),
        )
        for policy in summary.policies
    ]
    return table("The policies", ["Policy", "Id", "Version", "File"], body) if body else None


def _digests(summary: Summary) -> Element | None:
    body = [row(what, el("code", digest)) for what, digest in summary.digests.items()]
    caption = "SHA-256 digests: what has the same digests has the same figures"
    return table(caption, ["Of", "Digest"], body) if body else None


def glossary(summary: Summary) -> Element:
    """What the words of the page mean."""
    failed = bool(summary.figures.outcomes.get(Verdict.FAILED))
    words: list[tuple[str, list[Content]]] = [
        (verdict.value.capitalize(), [text])
        for verdict, text in VERDICTS.items()
        if failed or verdict is not Verdict.FAILED
    ]
    words += [(strength.value.capitalize(), [text]) for strength, text in STRENGTHS.items()]
    return el("section", el("h2", "What the words mean", id="words"), rows(words))
