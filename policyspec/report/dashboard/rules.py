"""The rules over all tenders: a table with those most breached first, and what each of them says."""

from collections.abc import Iterator, Mapping, Sequence

from policyspec.model.outcomes import Verdict
from policyspec.report.dashboard import months, shares, wants, whole
from policyspec.report.dashboard.numbers import counted, number, share, sums
from policyspec.report.handbook.address import anchors
from policyspec.report.html.elements import Content, Element, el, para, prose, row, rows, table
from policyspec.report.html.parts import tag
from policyspec.report.summary import Cell, RuleFigures, Summary

#: Verdicts that have a column only where there are any.
_RARE = ("failed", "flagged", "excused")


def shown(summary: Summary) -> list[RuleFigures]:
    """The rules of the page: the most breached first, then those with most flagged and most undetermined tenders."""
    return list(whole.first(sorted(summary.rules, key=_rank)))


def names(rules: Sequence[RuleFigures]) -> dict[str, str]:
    """The name of each rule's part of the page."""
    return anchors("rule", (rule.rule for rule in rules))


def _rank(rule: RuleFigures) -> tuple[int, ...]:
    ranked = (Verdict.FAILED, Verdict.BREACHED, Verdict.FLAGGED, Verdict.UNDETERMINED)
    return tuple(-rule.figures.rules.get(verdict, 0) for verdict in ranked)


def by_rule(summary: Summary) -> Element:
    """The table of the rules."""
    rules = shown(summary)
    columns = [c for c in shares.COLUMNS if c.kind not in _RARE or any(c.of(r.figures.rules) for r in rules)]
    numbers = frozenset(range(2, 3 + len(columns)))
    links = names(rules)
    body = [_row(rule, links[rule.rule], columns, numbers) for rule in rules]
    head = ["Rule", "Where it applies", *(c.name for c in columns), shares.ELSEWHERE.name, "Value at stake"]
    caption = "Tenders by rule, the most breached first: the verdict of the rule, and the value of those that breach it"
    return el(
        "section",
        el("h2", "By rule", id="rules"),
        para("A bar has the tenders to which the rule applies. The name of a rule leads to what it says."),
        shares.legend((column.kind, column.name) for column in columns),
        el("div", table(caption, head, body, numeric=numbers), class_="shares"),
        whole.rest("rules", len(summary.rules)),
    )


def _row(rule: RuleFigures, name: str, columns: Sequence[shares.Column], numbers: frozenset[int]) -> Element:
    figures = rule.figures
    return row(
        [el("a", rule.title or rule.rule, href=f"#{name}"), " ", *_strengths(rule)],
        shares.bar(shares.of_rule(figures.rules), f"{name}-bar", rule.title or rule.rule),
        *(number(column.of(figures.rules)) for column in columns),
        number(shares.ELSEWHERE.of(figures.rules)),
        sums(figures.at_stake),
        numeric=numbers,
    )


def _strengths(rule: RuleFigures) -> Iterator[Content]:
    for strength in rule.strengths:
        yield from (tag(strength, "strength"), " ")


# --- what each says -----------------------------------------------------------------------------------------------


def told(summary: Summary) -> Element | None:
    """What each rule of the table says, and more of its figures."""
    rules = shown(summary)
    if not rules:
        return None
    links = names(rules)
    cells: dict[str, list[Cell]] = {}
    for cell in summary.cells:
        cells.setdefault(cell.rule, []).append(cell)
    window = months.window(summary.months)
    made = (_article(rule, links, cells.get(rule.rule, ()), window) for rule in rules)
    return el("section", el("h2", "What each rule says", id="told"), *made)


def _article(
    rule: RuleFigures, links: Mapping[str, str], cells: Sequence[Cell], window: months.Window | None
) -> Element:
    name, title = links[rule.rule], rule.title or rule.rule
    return el(
        "article",
        el("h3", title, id=name),
        para(*_strengths(rule), el("code", rule.rule), class_="meta"),
        para(*prose(rule.says), class_="says") if rule.says else None,
        rows(_figures(rule)),
        months.of_rule_by_month(cells, window, f"{name}-months", title),
        wants.of_rule(rule, title),
        class_="finding",
        aria_labelledby=name,
    )


def _figures(rule: RuleFigures) -> Iterator[tuple[str, list[Content]]]:
    made = rule.figures
    applies = made.tenders - shares.ELSEWHERE.of(made.rules)
    flag = bool(made.rules.get(Verdict.FLAGGED))
    breaching = f"{number(made.breaching)}, {share(made.breaching, applies)} of those it applies to"
    yield "Applies to", [f"{number(applies)} of {counted(made.tenders, 'tender')}"]
    yield "Breached or flagged by" if flag else "Breached by", [breaching]
    yield "Value at stake", [sums(made.at_stake)]
    if made.open:
        yield "May be breached by", [f"{number(made.open)} more, for want of facts"]
        yield "Their value", [sums(made.undecided)]
    yield "Judged by", [f"the {_ENGINES.get(rule.engine, rule.engine)}{f': {rule.reason}' if rule.reason else ''}"]


_ENGINES = {
    "sql": "query over all tenders",
    "python": "compiled rule, tender by tender",
    "interpreter": "interpreter, tender by tender",
}
