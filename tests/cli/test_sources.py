"""What each source of tenders can tell: `vocabulary --format matrix` and `rules --determinable-from`."""

import csv
import io
import json

import pytest

from tests.cli.conftest import Shop


def test_the_matrix(shop: Shop) -> None:
    ran = shop.run("vocabulary", "--format", "matrix")
    assert ran.code == 0
    rows = {row.split("  ")[1]: row for row in ran.out.splitlines() if row.startswith("  ")}
    assert rows["estimated value"].split() == ["estimated", "value", "yes", "yes", "BT-27", "tender.value"]
    assert rows["living wage"].split()[-4:] == ["yes", "–", "–", "–"]
    assert "left empty" in rows["reason for not dividing into lots"]
    assert ran.out.splitlines()[-1].startswith("Of ")


def test_the_matrix_for_a_spreadsheet_and_for_programs(shop: Shop) -> None:
    text = shop.run("vocabulary", "--format", "csv").out
    (row,) = [r for r in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))) if r["fact"] == "tender notice"]
    assert (row["native"], row["OCDS"], row["eForms"]) == ("yes", "", "")
    facts = json.loads(shop.run("vocabulary", "--format", "json").out)["facts"]
    (fact,) = [f for f in facts if (f["thing"], f["key"]) == ("criterion", "theme")]
    assert fact["ocds"] == "worked out"
    ran = shop.run("vocabulary", "--format", "csv", "lots")
    assert (ran.code, "leave the phrase out" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("native", "can be met or breached"),
        ("ocds", "can be met or breached"),
        # Their criteria stand on lots, and the rule asks for those of the tender.
        ("fts", "never\n    wants criteria"),
        ("eforms", "never\n    wants criteria"),
    ],
)
def test_which_rules_a_source_decides(shop: Shop, source: str, said: str) -> None:
    ran = shop.run("rules", "--policy", "p.policy", "--determinable-from", source)
    assert ran.code == 0
    assert f"council/standards#quality\n    Quality outweighs cost\n    {said}\n" in ran.out
    assert "can flag or not" in ran.out


def test_what_stands_in_the_way(shop: Shop) -> None:
    shop.write("w.policy", 'policy a/b "B"\n\nrule r "Pay"\n  living wage must be required\n')
    ran = shop.run("rules", "--policy", "w.policy", "--determinable-from", "ocds")
    assert "a/b#r\n    Pay\n    never\n    wants living wage\n" in ran.out
    assert "1 can never be decided" in " ".join(ran.out.split())
    found = json.loads(shop.run("rules", "-p", "w.policy", "--determinable-from", "ocds", "-f", "json").out)
    assert found["source"] == "ocds"
    (rule,) = found["rules"]
    assert rule["reach"] == "never"
    assert [fact["key"] for fact in rule["limbs"][0]["wanting"]] == ["living_wage"]
