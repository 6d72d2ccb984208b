"""What stands first: the verdict on all tenders in a sentence, the figures that matter most, and the money."""

from collections.abc import Iterator, Sequence

from policyspec.model.outcomes import Verdict
from policyspec.report.dashboard import shares
from policyspec.report.dashboard.numbers import by_tenders, counted, number, plain, share
from policyspec.report.html.elements import Content, Element, el, para, row, table
from policyspec.report.html.parts import verdict_tag
from policyspec.report.summary import Amount, Figures, Summary


def title(summary: Summary) -> str:
    """`337 of 1,048 tenders breach a must`."""
    figures = summary.figures
    if not figures.tenders:
        return "No tender was judged"
    of = counted(figures.tenders, "tender")
    if figures.breaching:
        return f"{number(figures.breaching)} of {of} {'breaches' if figures.breaching == 1 else 'breach'} a must"
    if figures.open:
        return f"None of {of} is known to breach a must; {number(figures.open)} may"
    return f"None of {of} breaches a must"


def top(summary: Summary) -> Iterator[Element]:
    """The heading, and what has to be said before any figure."""
    figures = summary.figures
    kind = "bad" if figures.breaching or not figures.tenders else "doubt" if figures.open or summary.unread else "good"
    yield el("h1", title(summary), id="top", class_=f"verdict {kind}")
    rules = counted(len(summary.rules), "rule")
    policies = counted(len(summary.policies), "policy", "policies")
    yield para(
        f"{counted(figures.tenders, 'tender').capitalize()} held against {rules} of {policies}.", class_="setting"
    )
    if summary.faults:
        tenders = counted(summary.faults, "tender")
        yield para(
            f"policyspec failed on {tenders}, by a fault of its own. Each is counted as if it breached a must, and is "
            "never a pass.",
            class_="inset",
        )
    if summary.unread:
        inputs = counted(len(summary.unread), "input")
        yield para(
            "Nothing is said of what could not be read: ",
            el("a", f"{inputs}, in whole or in part", href="#unread"),
            ".",
            class_="inset",
        )


def figures(summary: Summary) -> Element:
    """The figures in boxes, then as one bar."""
    made = summary.figures
    boxes = (
        ("Tenders", made.tenders, f"from {counted(summary.inputs, 'input')}"),
        ("Not read in full", len(summary.unread), "inputs, in whole or in part"),
        ("Rules", len(summary.rules), f"of {counted(len(summary.policies), 'policy', 'policies')}"),
        (shares.BREACHING, made.breaching, f"{share(made.breaching, made.tenders)} of the tenders"),
        (
            shares.OPEN,
            made.open,
            f"{share(made.open, made.tenders)}: no must is breached, and one may be, for want of facts",
        ),
        (shares.NEITHER, shares.neither(made), f"{share(shares.neither(made), made.tenders)} of the tenders"),
    )
    boxed = [
        el("div", el("dt", name), el("dd", el("b", number(value)), el("span", note, class_="hint")))
        for name, value, note in boxes
    ]
    return el(
        "section",
        el("h2", "In figures", id="figures"),
        el("dl", *boxed, class_="boxes"),
        shares.bar(shares.of_tenders(made), "all", "All tenders, by what they come to"),
        shares.legend((("breached", shares.BREACHING), ("undetermined", shares.OPEN), ("met", shares.NEITHER))),
        el("div", _verdicts(made), class_="counts"),
        para(
            "An outcome is one duty of a rule for one item of a tender, a lot for instance. A rule counts once for "
            "each tender, by the gravest of its outcomes.",
            class_="hint",
        ),
    )


def _verdicts(made: Figures) -> Element:
    numbers = frozenset((1, 2))
    body = [
        row([verdict_tag(verdict)], number(made.rules[verdict]), number(made.outcomes[verdict]), numeric=numbers)
        for verdict in Verdict
        if verdict is not Verdict.FAILED or made.outcomes[verdict]
    ]
    totals = (number(sum(made.rules.values())), number(sum(made.outcomes.values())))
    body.append(row("In all", *totals, numeric=numbers))
    return table("Every verdict", ["Verdict", "Rules × tenders", "Outcomes"], body, numeric=numbers)


# --- money --------------------------------------------------------------------------------------------------------


def value(summary: Summary) -> Element:
    """The estimated values, by currency and VAT basis."""
    made = summary.figures
    return el("section", el("h2", "Value at stake", id="value"), *_value(made))


def _value(made: Figures) -> Iterator[Content]:
    yield para(
        "The estimated value of a tender counts once, as its notice states it: excluding VAT where that is stated, "
        "else including VAT, else on the basis that the notice leaves open. Sums are within one currency and one "
        "basis; nothing is converted."
    )
    if made.value:
        yield _sums(made)
    if made.without_value:
        yield para(
            f"{counted(made.without_value, 'tender').capitalize()} without an estimated value, or with none that could "
            "be read as one amount: in no sum.",
            class_="hint",
        )


def _sums(made: Figures) -> Element:
    numbers = frozenset(range(2, 8))
    stake, undecided = _by_basis(made.at_stake), _by_basis(made.undecided)
    body = [
        row(
            one.currency,
            one.vat,
            *_cells(stake.get((one.currency, one.vat))),
            *_cells(undecided.get((one.currency, one.vat))),
            *_cells(one),
            numeric=numbers,
        )
        for one in by_tenders(made.value)
    ]
    head = ["Currency", "Basis", "At stake: breach a must", "Tenders", shares.OPEN, "Tenders", "All", "Tenders"]
    return table("Estimated values added up, by what the tenders come to", head, body, numeric=numbers)


def _by_basis(amounts: Sequence[Amount]) -> dict[tuple[str, str], Amount]:
    return {(one.currency, one.vat): one for one in amounts}


def _cells(amount: Amount | None) -> tuple[str, str]:
    return (plain(amount.amount), number(amount.tenders)) if amount else ("–", "0")
