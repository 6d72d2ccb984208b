"""Facts that are wanting: what a publisher would have to publish so that more can be told."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from policyspec.model.outcomes import Verdict
from policyspec.report.dashboard import shares, whole
from policyspec.report.dashboard.numbers import counted, number, share
from policyspec.report.html import bars
from policyspec.report.html.elements import Content, Element, details, el, items, para, row, table
from policyspec.report.html.words import VERDICTS
from policyspec.report.summary import RuleFigures, Summary, Want
from policyspec.report.words import are

_FEW = 2  # rules that a row names as they are
_RULES = 10  # that it names
_FACTS = 10  # of one rule
_LEGEND = (("alone", "Wait for it alone"), ("together", "Wait for others too"), ("rest", "Do not wait for it"))


def section(summary: Summary, links: Mapping[str, str]) -> Element:
    """All facts that undetermined outcomes wait for. `links`: the names of the rules' parts of the page."""
    return el("section", el("h2", "What a publisher should publish", id="wants"), *_wants(summary, links))


def _wants(summary: Summary, links: Mapping[str, str]) -> Iterator[Content]:
    if not summary.undetermined:
        yield para("No outcome is undetermined: the notices say all that the rules ask.")
        return
    yield para(VERDICTS[Verdict.UNDETERMINED])
    yield _asked(summary.undetermined, summary.asked)
    if summary.wants:
        titles = {rule.rule: rule.title for rule in summary.rules}
        yield para(
            "Each of these facts would settle more, were it in the notices. An outcome that waits for several is "
            "counted with each; “alone” are those that wait for nothing else."
        )
        yield shares.legend(_LEGEND)
        yield _table(summary, titles, links)
        yield whole.rest("wants", len(summary.wants))


def _asked(undetermined: int, asked: int) -> Element:
    outcomes = f"{counted(undetermined, 'outcome').capitalize()} {are(undetermined)}"
    if asked == undetermined:
        return para(f"{outcomes} undetermined; the figures below are of all of them.")
    return para(
        f"{outcomes} undetermined. The figures below are of {number(asked)} of them, a sample that "
        " each run over the same notices makes alike.",
        class_="inset",
    )


def _table(summary: Summary, titles: Mapping[str, str], links: Mapping[str, str]) -> Element:
    numbers = frozenset((4, 5, 6))
    body = [
        row(
            _fact(want),
            [_bar(want, n, summary.asked)],
            want.why.capitalize(),
            _homes(want),
            number(want.outcomes),
            number(want.alone),
            number(want.tenders),
            _rules(want, titles, links),
            numeric=numbers,
        )
        for n, want in enumerate(whole.first(summary.wants), 1)
    ]
    caption = "Facts that undetermined outcomes wait for, the most wanted first"
    head = ["Fact", "Part of the outcomes", "Why", "Where it would stand", "Outcomes", "Alone", "Tenders", "Rules"]
    return el("div", table(caption, head, body, numeric=numbers), class_="shares")


def of_rule(rule: RuleFigures, title: str) -> Element | None:
    """What the undetermined outcomes of one rule wait for, folded up."""
    if not rule.undetermined:
        return None
    numbers = frozenset((2, 3, 4))
    body = [
        row(_fact(w), w.why.capitalize(), number(w.outcomes), number(w.alone), number(w.tenders), numeric=numbers)
        for w in rule.wants[:_FACTS]
    ]
    head = ["Fact", "Why", "Outcomes", "Alone", "Tenders"]
    more = len(rule.wants) - _FACTS
    return details(
        f"Undetermined: {counted(rule.undetermined, 'outcome')}",
        _asked(rule.undetermined, rule.asked),
        table(f"“{title}”: facts that its outcomes wait for", head, body, numeric=numbers) if body else None,
        para(f"And {counted(more, 'more fact')}.", class_="hint") if more > 0 else None,
        para(
            f"{counted(rule.unsettled, 'outcome').capitalize()} that no missing fact would settle: what is stated "
            "does not compare, amounts in two currencies for instance."
        )
        if rule.unsettled
        else None,
    )


def _fact(want: Want) -> list[Content]:
    return [f"{want.fact} ", el("span", f"of the {want.entity}", class_="hint")]


def _bar(want: Want, number_: int, asked: int) -> Content:
    """Of the outcomes that were looked at, those that wait for the fact: for it alone first."""
    parts = (want.alone, want.outcomes - want.alone, asked - want.outcomes)
    named = [(*one, many) for one, many in zip(_LEGEND, parts, strict=True) if many > 0]
    if not named:
        return None
    stretches = tuple(bars.Stretch(kind, name, Fraction(many)) for kind, name, many in named)
    length = sum((stretch.weight for stretch in stretches), Fraction(0))
    desc = f"{share(want.outcomes, asked)} of the outcomes wait for it, {share(want.alone, asked)} for it alone."
    return bars.small(bars.Bar(stretches, (), length), f"want-{number_}", want.fact, desc)


def _homes(want: Want) -> Content:
    told: list[Content | list[Content]] = [["OCDS: ", el("code", want.ocds)]] if want.ocds else []
    told += [["eForms: ", el("code", want.eforms)]] if want.eforms else []
    return items(told, class_="sums homes") if told else "In neither OCDS nor eForms"


def _rules(want: Want, titles: Mapping[str, str], links: Mapping[str, str]) -> Content:
    """The rules that wait for it: of many their number, folded up with the first of them."""
    told: list[Content | list[Content]] = [
        el("a", titles.get(rule) or rule, href=f"#{links[rule]}") if rule in links else titles.get(rule) or rule
        for rule in want.rules[:_RULES]
    ]
    if len(want.rules) <= _FEW:
        return items(told, class_="sums")
    rest = len(want.rules) - len(told)
    more = [f"and {number(rest)} more"] if rest else []
    return details(counted(len(want.rules), "rule"), items([*told, *more]))
