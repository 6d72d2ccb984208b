"""What an audit comes to in figures: `summary.json`, and what its tables, its workbook and its page are made from.

A tender is in one group of each kind. An amount is the estimated value of a tender as it stands in the notice, once:
excluding VAT where that is stated, else including VAT, else as an amount that names no basis. Amounts are added up
within one currency and one basis, and never across.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from decimal import Decimal
from typing import Any

from policyspec.base.dataclasses import dataclass
from policyspec.model.outcomes import Verdict

#: The version of the shape of `summary.json`: a reader may rely on its first part.
VERSION = "1.0"


@dataclass(frozen=True, slots=True)
class Amount:
    """Estimated values added up. `vat`: `excluding VAT`, `including VAT` or `basis not stated`."""

    currency: str
    vat: str
    amount: Decimal  # in JSON a text, exact: "1250000.00"
    tenders: int  # how many it is the sum of


@dataclass(frozen=True, slots=True)
class Figures:
    """Some tenders in numbers.

    A tender is `breaching` that breaches a `must`, and `open` where none is breached and one may yet be: it is
    undetermined for want of facts. In the figures of one rule `breaching` are the tenders that breach it, whatever its
    strength, or that it flags; `open` those in which it may.
    """

    tenders: int
    breaching: int
    open: int
    rules: Mapping[Verdict, int]  # one verdict for each tender and rule; every verdict is a key
    outcomes: Mapping[Verdict, int]  # one for each tender, rule, duty and item
    value: tuple[Amount, ...]  # of all these tenders, by currency and VAT basis
    at_stake: tuple[Amount, ...]  # of those that are breaching
    undecided: tuple[Amount, ...]  # of those that are open
    without_value: int  # tenders that state no estimated value, or none that is one amount


@dataclass(frozen=True, slots=True)
class Group:
    """The tenders of one buyer, month (`2026-03`), region or category. `name`: None where it is not stated."""

    name: str | None
    figures: Figures


@dataclass(frozen=True, slots=True)
class Want:
    """A fact that undetermined outcomes wait for: what a publisher would have to publish.

    The numbers are of the outcomes that were looked at (`asked`, of the rule or of the whole). Facts of several things
    of one kind count as one: the weight of criterion 1 and of criterion 2.
    """

    entity: str  # the kind of thing that has the fact: `tender`, `lot`, `criterion`
    fact: str  # its phrase: `quality weight`
    ocds: str  # its home in OCDS, a path under the release; empty: none
    eforms: str  # its home in eForms, BT numbers; empty: none
    why: str  # `not stated`, `withheld`, `unreadable`
    outcomes: int  # that wait for it, alone or with others
    alone: int  # of these, those that wait for nothing else
    tenders: int
    rules: tuple[str, ...]  # ids, in the order of the rulebook


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """One rule over all tenders."""

    rule: str  # id: `council/procurement#quality-first`
    title: str
    policy: str  # id of its policy
    strengths: tuple[str, ...]  # of its duties: `must`, `should`, `flag`
    engine: str  # what judged it: `sql`, `python` or `interpreter`
    reason: str  # why not the query of the whole, in words; empty: it did
    figures: Figures
    undetermined: int  # outcomes
    asked: int  # of these, those whose missing facts were looked for; all, or a sample that every run makes alike
    unsettled: int  # of those asked, how many no missing fact would settle: currencies that do not compare
    wants: tuple[Want, ...]  # the most wanted first
    says: str = ""  # the rule in plain English (`report.english.in_words(rule, vocabulary).summary`)


@dataclass(frozen=True, slots=True)
class Cell:
    """One rule in one month: verdicts of tenders."""

    rule: str
    month: str | None
    rules: Mapping[Verdict, int]


@dataclass(frozen=True, slots=True)
class UnreadInput:
    """An input of which all or a part could not be read. `tenders`: those of it that were judged all the same."""

    name: str
    tenders: int
    reasons: tuple[str, ...]  # `PS501: …`, the first of them


@dataclass(frozen=True, slots=True)
class PolicyNamed:
    """A policy that the tenders were held against."""

    id: str
    title: str
    version: str | None
    file: str


@dataclass(frozen=True, slots=True)
class Summary:
    """All figures of an audit. The same dataset, policies and settings give the same summary, to the byte.

    Groups stand with the most breaching tenders first, then the most tenders, then by name; months by time. Of kinds
    of groups with more than `MOST_GROUPS` the rest is left to the outcomes, and `left_out` says how many.
    """

    version: str  # of this shape
    tool: str  # the version of policyspec
    gate: str
    on: str | None  # ISO date that was judged on in place of the policies' own
    assumptions: bool
    engine: str
    digests: Mapping[str, str]  # SHA-256 of what was audited: `dataset`, `policy`, …
    policies: tuple[PolicyNamed, ...]
    inputs: int
    unread: tuple[UnreadInput, ...]
    beside: Mapping[str, int]  # tenders that the query does not hold, by reason: judged one by one, and counted here
    figures: Figures
    rules: tuple[RuleFigures, ...]
    buyers: tuple[Group, ...]
    months: tuple[Group, ...]
    regions: tuple[Group, ...]
    categories: tuple[Group, ...]
    cells: tuple[Cell, ...]  # rules by month, in the order of rules and months; none where the rule met no tender
    undetermined: int
    asked: int
    wants: tuple[Want, ...]  # over all rules, the most wanted first
    left_out: Mapping[str, int]  # kind of group (`buyers`) → how many groups have no figures here
    faults: int = 0  # tenders on which policyspec failed: their verdicts are `failed`


#: The most groups of one kind in a summary.
MOST_GROUPS = 10_000


def to_json(summary: Summary) -> str:
    """Amounts as text, verdicts by their words, keys in the order of the classes above."""
    return json.dumps(asdict(summary), ensure_ascii=False, indent=1, default=str) + "\n"


def from_json(text: str) -> Summary:
    """The summary that `to_json` wrote."""
    read = json.loads(text)
    return Summary(
        **{
            **_known(Summary, read),
            "policies": tuple(PolicyNamed(**policy) for policy in read["policies"]),
            "unread": tuple(UnreadInput(one["name"], one["tenders"], tuple(one["reasons"])) for one in read["unread"]),
            "figures": _figures(read["figures"]),
            "rules": tuple(map(_rule, read["rules"])),
            **{kind: tuple(map(_group, read[kind])) for kind in ("buyers", "months", "regions", "categories")},
            "cells": tuple(Cell(one["rule"], one["month"], _counts(one["rules"])) for one in read["cells"]),
            "wants": tuple(map(_want, read["wants"])),
        }
    )


def _known(kind: type, read: dict[str, Any]) -> dict[str, Any]:
    """The keys that the class has: a later version may write more."""
    return {field.name: read[field.name] for field in fields(kind)}


def _figures(read: dict[str, Any]) -> Figures:
    amounts = {key: tuple(map(_amount, read[key])) for key in ("value", "at_stake", "undecided")}
    counts = {key: _counts(read[key]) for key in ("rules", "outcomes")}
    return Figures(**{**_known(Figures, read), **amounts, **counts})


def _amount(read: dict[str, Any]) -> Amount:
    return Amount(**{**_known(Amount, read), "amount": Decimal(read["amount"])})


def _counts(read: dict[str, int]) -> dict[Verdict, int]:
    return {Verdict(word): number for word, number in read.items()}


def _group(read: dict[str, Any]) -> Group:
    return Group(read["name"], _figures(read["figures"]))


def _want(read: dict[str, Any]) -> Want:
    return Want(**{**_known(Want, read), "rules": tuple(read["rules"])})


def _rule(read: dict[str, Any]) -> RuleFigures:
    wants, strengths = tuple(map(_want, read["wants"])), tuple(read["strengths"])
    figures = _figures(read["figures"])
    return RuleFigures(**{**_known(RuleFigures, read), "figures": figures, "wants": wants, "strengths": strengths})
