"""`policyspec template`: the workbook, what comes first in it, and that nothing is written over."""

import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from python_calamine import load_workbook

from tests.cli.conftest import BREACHING, Shop


def tender_sheet(path: str = "tender.xlsx") -> list[list[Any]]:
    return load_workbook(path).get_sheet_by_name("Tender").to_python(skip_empty_area=False)


def test_a_workbook_is_written_and_can_be_checked(shop: Shop) -> None:
    ran = shop.run("template", "--to", "tender.xlsx")
    assert (ran.code, ran.out) == (
        0,
        "tender.xlsx is written: fill it in, then `policyspec check tender.xlsx --policy POLICY`\n",
    )
    assert shop.run("check", "tender.xlsx", "--policy", "p.policy").code in (0, 3)


def test_what_the_policies_ask_comes_first(shop: Shop) -> None:
    shop.run("template", "--to", "tender.xlsx", "--policy", "p.policy")
    rows = [row[0] for row in tender_sheet()]
    asked = rows[rows.index("What the policies ask") + 1 : rows.index("The purchase")]
    assert "estimated value" in asked
    assert len(asked) == len(set(asked)) < 10
    assert rows.count("estimated value") == 1


OWN = """\
policy o/o "O"

fact carbon plan of the tender is yes or no

rule r "R"
  carbon plan must be yes
"""


def test_a_fact_that_a_policy_declares_has_its_place_and_is_read(shop: Shop) -> None:
    shop.write("own.policy", OWN)
    shop.run("template", "--to", "tender.xlsx", "--policy", "own.policy")
    assert "carbon plan" in [row[0] for row in tender_sheet()]
    shop.write("t.yaml", "tender: T\npublication date: 2 March 2026\nextensions: {carbon plan: yes}\n")
    assert shop.run("convert", "t.yaml", "--to", "t.xlsx", "--policy", "own.policy").code == 0
    assert "Met: 1 rule" in shop.run("check", "t.xlsx", "--policy", "own.policy").out


def test_choices_are_lists_of_the_vocabulary(shop: Shop) -> None:
    shop.run("template", "--to", "tender.xlsx")
    with ZipFile("tender.xlsx") as archive:
        tender, criteria = (archive.read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 3))
    assert "<formula1>&quot;yes,no&quot;</formula1>" in tender or '<formula1>"yes,no"</formula1>' in tender
    assert re.search(r"<formula1>Words!\$[A-Z]+\$3:\$[A-Z]+\$\d+</formula1>", tender)
    assert "<formula1>'Lots'!$A$4:$A$304</formula1>" in criteria


def test_nothing_is_written_over(shop: Shop) -> None:
    shop.write("tender.xlsx", b"mine")
    ran = shop.run("template", "--to", "tender.xlsx")
    assert ran.code == 2
    assert "there is a `tender.xlsx` already" in ran.err
    assert Path("tender.xlsx").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--to", "tender.ods"), "`tender.ods` is no workbook"),
        (("--to", "none/tender.xlsx"), "there is no folder `none`"),
        ((), "--to"),
        (("--to", "tender.xlsx", "--policy", "none.policy"), "none.policy"),
    ],
)
def test_what_cannot_be_done_is_said(shop: Shop, arguments: tuple[str, ...], said: str) -> None:
    ran = shop.run("template", *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert not Path("tender.xlsx").exists()


def test_a_finding_cites_sheet_and_cell(shop: Shop) -> None:
    shop.write("t.yaml", BREACHING)
    assert shop.run("convert", "t.yaml", "--to", "t.xlsx").code == 0
    out = shop.run("check", "t.xlsx", "--policy", "p.policy").out
    assert "t.xlsx, sheet Criteria, cell E4" in out
    assert (
        shop.run("check", "t.yaml", "--policy", "p.policy").code
        == shop.run("check", "t.xlsx", "--policy", "p.policy").code
        == 1
    )
