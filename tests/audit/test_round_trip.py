"""A tender written to a dataset and read back is the same tender, but for the places in its file."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from policyspec.audit.flatten import row_of
from policyspec.audit.parquet import read_tenders, write_tenders
from policyspec.audit.whole import from_json, to_json
from policyspec.model.columns import Storage, columns_of, decimal
from policyspec.model.facts import (
    Absence,
    Absent,
    Explanation,
    Fact,
    Item,
    Listing,
    Stated,
    Tender,
    ValueListing,
    Waiver,
)
from policyspec.model.values import (
    Between,
    Classification,
    Duration,
    ItemRef,
    Moment,
    Money,
    Ratio,
    Unit,
    Value,
)
from policyspec.model.vocabulary import standard
from policyspec.readers import read

TENDER = """
tender: Supported living, North and South
buyer: {name: Example Council, type: local authority}
main CPV code: 85000000
estimated value: GBP 1,200,000 excluding VAT, GBP 1,440,000 including VAT
publication date: 2 March 2026
contract length: 18 months
lots:
  - title: North
    value: GBP 700,000.25
    suitable for SMEs: no
    criteria:
      - {name: Quality of care, kind: quality, weight: 60%}
      - {name: Price, kind: price, weight: withheld}
  - title: "O'Hara \\"quoted\\" – ß"
    value: GBP 500,000 excluding VAT
  - more to come
outcomes:
  - {name: Fewer admissions, measure: admissions per quarter}
explanations:
  - {rule: a/b#c, reason: Because, author: Head, date: 20 February 2026}
"""


def bare(item: Item) -> Item:
    def fact(one: Fact) -> Fact:
        return replace(one, origin=None)

    return replace(
        item,
        origin=None,
        facts={key: fact(one) for key, one in item.facts.items()},
        lists={key: replace(one, origin=None, items=tuple(map(bare, one.items))) for key, one in item.lists.items()},
        values={
            key: replace(one, origin=None, values=tuple(map(fact, one.values))) for key, one in item.values.items()
        },
        records={key: bare(one) for key, one in item.records.items()},
    )


def without_places(tender: Tender) -> Tender:
    return replace(
        tender,
        root=bare(tender.root),
        explanations=tuple(replace(e, origin=None) for e in tender.explanations),
        waivers=tuple(replace(w, origin=None) for w in tender.waivers),
        diagnostics=(),
    )


def written() -> Tender:
    (tender,), said = read(TENDER.encode(), "tender.yaml", standard())
    assert not said
    return tender


def test_a_tender_comes_back_from_parquet(tmp_path: Path) -> None:
    file = tmp_path / "tenders.parquet"
    other = replace(written(), source="other.yaml", explanations=())
    assert write_tenders([written(), other], standard(), file) == 2
    assert list(read_tenders([file])) == [without_places(written()), without_places(other)]


@pytest.mark.parametrize(
    "value",
    [
        True,
        "text, with 'quotes' and \u2028",
        Fraction(1, 3),
        Fraction(10**30),
        Ratio(Fraction(60), Fraction(40)),
        Money("GBP", Fraction(1), None, Fraction("0.005")),
        Moment(date(2026, 3, 2), 3600, -60),
        Moment(date(2026, 3, 2)),
        Duration(Fraction(18), Unit.MONTHS),
        Classification("CPV", "85000000"),
        ItemRef("criteria[0]"),
        Between(Fraction(1, 2), Fraction(3, 5)),
    ],
)
def test_every_kind_of_value_comes_back(value: Value) -> None:
    facts: dict[str, Fact] = {"a": Stated(value, assumption="as the source has it"), "b": Stated(value)}
    tender = Tender("x", "native", Item("tender", "", "", facts, values={"c": ValueListing((Stated(value),), False)}))
    assert from_json(to_json(tender)) == tender


def test_absences_records_and_lists_come_back() -> None:
    root = Item(
        "tender", "", "the tender", {"a": Absent(Absence.WITHHELD), "b": Absent(Absence.UNREADABLE, reason="?")}
    )
    root.lists["lots"] = Listing((), complete=False, unreadable="no list")
    root.records["buyer"] = Item("buyer", "buyer", "the buyer")
    waiver = Waiver(
        "a/b#c", "why", "who", "above", Moment(date(2026, 1, 1)), Moment(date(2027, 1, 1)), None, ("value",)
    )
    tender = Tender("x", "ocds", root, (Explanation("a/b#c", "r"),), (waiver,), (), ("as OCDS has it",))
    assert from_json(to_json(tender)) == tender


def test_columns_hold_values_exactly() -> None:
    row = row_of(replace(written(), explanations=()), standard())
    assert row["estimated_value__excluding"] == "1200000.0000"
    assert row["estimated_value__including"] == "1440000.0000"
    assert row["lots"] == [1, 2]
    assert row["lots__state"] == 2
    assert row["lots__value__unstated"] == ["700000.2500", None]
    assert row["lots__criteria__weight"] == [["0.600000000000", None], None]
    assert row["lots__criteria__weight__withheld"] == [[None, True], None]
    assert row["contract_length__least_days"] == "546.000000"  # 18 months: a year of 365 days and 181 to 184 days
    assert "unfit_" not in row


def test_every_column_is_declared() -> None:
    assert set(row_of(written(), standard())) <= {column.name for column in columns_of(standard())}


@pytest.mark.parametrize(
    ("fact", "why"),
    [
        ("estimated value: GBP 1,000,000 to GBP 2,000,000", "a range is stated"),
        (
            "criteria: [{name: Care}]\nlots: [{criteria: [{name: Price}]}]\noutcomes: [{name: x, criterion: Price}]",
            "`lots[0].criteria[0]` is not in a list of the tender itself",
        ),
        ("estimated value: GBP 0.00001", "a number that the column of a amount does not hold"),
        ("maximum renewals: no limit", "a number that the column of a number does not hold"),
    ],
)
def test_what_does_not_fit_is_left_to_the_interpreter(fact: str, why: str) -> None:
    (tender,), _ = read(f"tender: x\n{fact}\n".encode(), "t.yaml", standard())
    assert row_of(tender, standard())["unfit_"] == why


def test_a_tender_that_states_explanations_is_left_to_the_interpreter() -> None:
    assert row_of(written(), standard())["unfit_"] == "explanations or waivers are recorded"


@pytest.mark.parametrize(
    ("value", "held"),
    [("1.5", "1.5000"), ("-0.0001", "-0.0001"), ("99999999999999.9999", "99999999999999.9999"), ("0", "0.0000")],
)
def test_a_decimal_is_written_in_full(value: str, held: str) -> None:
    assert decimal(Fraction(value), Storage.AMOUNT) == held


@pytest.mark.parametrize("value", ["100000000000000", "0.00001", "1/3"])
def test_a_decimal_is_never_rounded(value: str) -> None:
    assert decimal(Fraction(value), Storage.AMOUNT) is None
