"""Two ways to describe a tender, by the query and one by one, come to the same."""

from dataclasses import astuple
from pathlib import Path

import pytest

from policyspec.audit.describing import COLUMNS, described, selection
from policyspec.audit.duck import connection
from policyspec.audit.parquet import attach, read_tenders, write_tenders
from policyspec.model.facts import Tender
from policyspec.model.vocabulary import standard
from policyspec.readers import read
from tests.audit.sample import TENDERS

MORE = {
    "both": "tender: X\nestimated value: GBP 120 including VAT, GBP 100 excluding VAT\nbuyer: {name: Z, region: Y}\n",
    "basis": "tender: X\nVAT basis: including VAT\nestimated value: GBP 7\ndelivery area: Moor\n",
    "bare": "tender: X\nestimated value: GBP 7.25\npublication date: 1 May 2026\ndispatch date: 1 April 2026\n",
}


def tenders() -> list[Tender]:
    texts = {**{name: text for name, text in TENDERS.items() if name not in "fg"}, **MORE}
    return [one for name, text in texts.items() for one in read(text.encode(), f"{name}.yaml", standard())[0]]


def test_a_query_and_a_tender_itself_describe_it_alike(tmp_path: Path) -> None:
    file = tmp_path / "some.parquet"
    assert write_tenders(tenders(), standard(), file) == 8
    with connection() as duck:
        available = attach(duck, [file])
        as_text = ", ".join(f"CAST({name} AS VARCHAR)" for name in COLUMNS)
        found = duck.execute(f"SELECT {as_text} FROM (SELECT {selection(available)} FROM tenders)").fetchall()  # noqa: S608 – our own names
    assert found == [astuple(described(tender, None)) for tender in read_tenders([file])]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("both", ("100.0000", "GBP", "excluding VAT")),
        ("basis", ("7.0000", "GBP", "including VAT")),
        ("bare", ("7.2500", "GBP", "basis not stated")),
    ],
)
def test_a_value_is_taken_once_on_the_basis_that_stands_first(name: str, said: tuple[str, str, str]) -> None:
    (tender,) = (one for one in tenders() if one.source == f"{name}.yaml")
    found = described(tender, None)
    assert (found.value, found.currency, found.vat) == said
