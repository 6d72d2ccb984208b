"""Summaries to draw: one by hand in which every figure is another number, a long one, an empty one, hostile ones."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import Any

from policyspec.model.outcomes import Verdict
from policyspec.report.summary import (
    VERSION,
    Amount,
    Cell,
    Figures,
    Group,
    PolicyNamed,
    RuleFigures,
    Summary,
    UnreadInput,
    Want,
)


def verdicts(**numbers: int) -> dict[Verdict, int]:
    """Every verdict with its number, as `not_applicable=3`."""
    return {verdict: numbers.get(verdict.name.lower(), 0) for verdict in Verdict}


def figures(
    tenders: int, breaching: int = 0, open_: int = 0, rules: Mapping[Verdict, int] | None = None, **money: Any
) -> Figures:
    counts = rules or verdicts(breached=breaching, undetermined=open_, met=tenders - breaching - open_)
    return Figures(
        tenders,
        breaching,
        open_,
        counts,
        money.get("outcomes", counts),
        money.get("value", ()),
        money.get("at_stake", ()),
        money.get("undecided", ()),
        money.get("without_value", 0),
    )


def gbp(amount: str, tenders: int, vat: str = "excluding VAT", currency: str = "GBP") -> Amount:
    return Amount(currency, vat, Decimal(amount), tenders)


WEIGHT = Want(
    "criterion", "weight", "tender/lots/awardCriteria/criteria", "BT-541", "not stated", 181, 97, 143,
    ("c/p#quality", "c/p#words"),
)  # fmt: skip
DEADLINE = Want(
    "tender", "tender deadline", "tender/tenderPeriod/endDate", "BT-131", "unreadable", 44, 31, 41, ("c/p#time",)
)
OWN = Want("lot", "reason for one lot", "", "", "withheld", 13, 5, 12, ("c/p#quality", "c/p#time"))

QUALITY = RuleFigures(
    "c/p#quality",
    "Quality outweighs cost",
    "c/p",
    ("must", "should"),
    "sql",
    "",
    figures(
        1234,
        317,
        171,
        verdicts(breached=317, undetermined=171, waived=2, explained=19, met=402, not_applicable=323),
        value=(gbp("9100000", 800),),
        at_stake=(gbp("2300400.5", 290), gbp("64000", 9, "basis not stated", "EUR")),
        undecided=(gbp("700000", 111),),
    ),
    226,
    226,
    3,
    (WEIGHT, OWN),
    "This rule is about each lot. Quality weight of the lot must be at least 60%.",
)
TIME = RuleFigures(
    "c/p#time",
    "Time to tender",
    "c/p",
    ("must",),
    "interpreter",
    "it counts in hours of the day",
    figures(1234, 88, 29, verdicts(breached=88, undetermined=29, met=1117), at_stake=(gbp("1000000", 70),)),
    52,
    26,
    0,
    (DEADLINE, OWN),
    "This rule is about the tender.",
)
FLAG = RuleFigures(
    "c/p#round",
    "Round sums",
    "c/p",
    ("flag",),
    "python",
    "",
    figures(1234, 7, 0, verdicts(flagged=7, not_applicable=1227)),
    0,
    0,
    0,
    (),
)


def month(name: str | None, tenders: int, breaching: int, open_: int) -> Group:
    return Group(name, figures(tenders, breaching, open_, value=(gbp(f"{tenders}000", tenders),)))


SAMPLE = Summary(
    VERSION,
    "1.2.3",
    "publish",
    "2026-03-02",
    True,
    "sql",
    {"dataset": "0d" * 32, "policy": "1e" * 32},
    (PolicyNamed("c/p", "Our rules", "2.1.0", "council.policy"),),
    1300,
    (UnreadInput("lost.json", 0, ("PS501: `lost.json` ends early",)), UnreadInput("half.jsonl", 61, ("PS511: a", "PS512: b"))),
    {"amounts that do not fit": 17},
    figures(
        1234,
        377,
        189,
        verdicts(breached=405, undetermined=200, waived=2, explained=19, met=1519, flagged=7, not_applicable=1550),
        outcomes=verdicts(breached=611, undetermined=278, waived=4, explained=21, met=2513, flagged=8, not_applicable=1560),
        value=(gbp("1250000000.25", 900), gbp("77000", 14, "including VAT"), gbp("310000", 33, currency="EUR")),
        at_stake=(gbp("34500000", 301), gbp("54321", 6, currency="EUR")),
        undecided=(gbp("9876543", 154),),
        without_value=287,
    ),
    (TIME, QUALITY, FLAG),
    (
        Group("Ashford", figures(600, 250, 50, value=(gbp("5000", 7),), at_stake=(gbp("4000", 5),))),
        Group(None, figures(634, 127, 139)),
    ),
    (month("2025-11", 500, 150, 89), month("2025-12", 10, 3, 0), month("2026-02", 700, 210, 99), month(None, 24, 14, 1)),
    (Group("UKI", figures(1234, 377, 189)),),
    (Group("services", figures(1000, 300, 150)), Group("works", figures(234, 77, 39))),
    (
        Cell("c/p#quality", "2025-11", verdicts(breached=120, undetermined=71, met=309)),
        Cell("c/p#quality", "2026-02", verdicts(breached=197, undetermined=100, met=403)),
    ),
    278,
    252,
    (WEIGHT, DEADLINE, OWN),
    {},
)  # fmt: skip

EMPTY = replace(
    SAMPLE, policies=(), inputs=0, unread=(), beside={}, figures=figures(0), rules=(), buyers=(), months=(), regions=(),
    categories=(), cells=(), undetermined=0, asked=0, wants=(), on=None, digests={}, assumptions=False,
)  # fmt: skip


def long() -> Summary:
    """More of everything than a page shows: 61 buyers, rules, facts and inputs, and months of ten years."""
    months = [month(f"{2015 + n // 12}-{n % 12 + 1:02}", 10 + n, n % 9, n % 4) for n in range(120)]
    return replace(
        SAMPLE,
        buyers=tuple(Group(f"Buyer {n}", figures(100 - n, 70 - n, 3)) for n in range(1, 62)),
        rules=tuple(replace(QUALITY, rule=f"c/p#rule-{n}", title=f"Rule {n}") for n in range(1, 62)),
        wants=tuple(replace(WEIGHT, fact=f"fact {n}", rules=tuple(f"c/p#rule-{m}" for m in (n, 61))) for n in range(1, 62)),
        unread=tuple(UnreadInput(f"lost-{n}.json", n, ("PS501: it ends early",)) for n in range(1, 62)),
        months=(month("1970-01", 1, 1, 0), *months, month("2099-12", 2, 0, 0)),
        left_out={"buyers": 4000},
    )  # fmt: skip


_OURS = ("strengths",)  # words of the language


def poisoned(payload: str, summary: Summary = SAMPLE) -> Summary:
    """The summary with the payload as every text in it, but that no two rules have one id."""
    made: Summary = _with(summary, payload)
    rules = tuple(replace(rule, rule=f"{payload}{n}") for n, rule in enumerate(made.rules, 1))
    return replace(made, rules=rules)


def _with(node: Any, payload: str) -> Any:
    match node:
        case Enum():
            return node
        case str():
            return payload
        case tuple():
            return tuple(_with(part, payload) for part in node)
        case Mapping():
            return {_with(key, payload): _with(value, payload) for key, value in node.items()}
        case _ if is_dataclass(node) and not isinstance(node, type):
            changed = {
                f.name: _with(getattr(node, f.name), payload) for f in fields(node) if f.init and f.name not in _OURS
            }
            return replace(node, **changed)
        case _:
            return node
