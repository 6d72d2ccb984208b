"""Against an earlier report: what is new, what is fixed, and what makes the run fail."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from policyspec.base.diagnostics import Diagnostic
from policyspec.model.outcomes import Verdict
from policyspec.report.run import Fixed
from policyspec.workspace.baseline import read_baseline
from tests.cli.conftest import BREACHING, FLAGGED, GOOD, ONE_LOT, OPEN, Shop

LOTS = """\
policy council/standards "Standards" version 1.0.0
  judged on publication date
  under "Standards paper" section "2" checked on 21 November 2026

rule quality "Quality outweighs cost"
  for each lot
  the quality:cost ratio must be at least 60:40
"""


def lot(title: str, quality: int) -> str:
    criteria = (
        f"[{{name: Care, kind: quality, weight: {quality}%}}, {{name: Price, kind: price, weight: {100 - quality}%}}]"
    )
    return f"  - title: {title}\n    criteria: {criteria}\n"


def tender(*lots: str) -> str:
    return f"tender: Day care\npublication date: 2 March 2026\nlots:\n{''.join(lots)}"


def kept(shop: Shop, text: str, *options: str) -> None:
    """Keeps the report on a tender as the baseline."""
    shop.check(text, "--format", "json=base.json", *options)


def compared(shop: Shop, text: str, *options: str) -> tuple[int, list[str], list[str]]:
    """The exit code; the labels of the outcomes that are new and of those that are fixed."""
    code = shop.check(text, "--format", "json=now.json", "--baseline", "base.json", *options).code
    report: dict[str, Any] = json.loads((shop.folder / "now.json").read_text())
    new = [_label(o) for t in report["tenders"] for o in t["outcomes"] if o["new"]]
    return code, new, [_label(o) for o in report["comparison"]["fixed"]]


def _label(found: Mapping[str, Any]) -> str:
    return f"{found['rule'].rpartition('#')[2]} {found['item_label']}".strip()


# --- new, unchanged, fixed ----------------------------------------------------------------------------------------


def test_what_was_there_before_fails_no_run(shop: Shop) -> None:
    kept(shop, BREACHING)
    assert compared(shop, BREACHING) == (0, [], [])
    assert compared(shop, BREACHING, "--gate", "publish") == (0, [], [])


def test_what_is_new_does(shop: Shop) -> None:
    kept(shop, GOOD)
    assert compared(shop, BREACHING) == (1, ["quality"], [])


def test_what_is_fixed_is_said(shop: Shop) -> None:
    kept(shop, BREACHING)
    assert compared(shop, GOOD) == (0, [], ["quality"])


def test_lines_and_order_may_change(shop: Shop) -> None:
    shop.write("p.policy", LOTS)
    kept(shop, tender(lot("North", 10), lot("South", 70)))
    moved = "# moved\n\n" + tender(lot("East", 80), lot("South", 70), lot("North", 10))
    assert compared(shop, moved) == (0, [], [])


def test_another_lot_is_another_finding(shop: Shop) -> None:
    shop.write("p.policy", LOTS)
    kept(shop, tender(lot("North", 10), lot("South", 70)))
    assert compared(shop, tender(lot("North", 70), lot("South", 10))) == (
        1,
        ["quality lot 2 (South)"],
        ["quality lot 1 (North)"],
    )


def test_a_lot_that_is_gone_is_fixed(shop: Shop) -> None:
    shop.write("p.policy", LOTS)
    kept(shop, tender(lot("North", 10), lot("South", 70)))
    assert compared(shop, tender(lot("South", 70))) == (0, [], ["quality lot 1 (North)"])


def test_what_was_open_and_is_breached_now_is_new(shop: Shop) -> None:
    kept(shop, OPEN)
    assert compared(shop, OPEN, "--fail-on", "undetermined") == (0, [], [])
    assert compared(shop, BREACHING) == (1, ["quality"], [])


def test_what_was_breached_and_is_open_now_is_not(shop: Shop) -> None:
    kept(shop, BREACHING)
    assert compared(shop, OPEN, "--fail-on", "undetermined") == (0, [], [])


def test_what_a_draft_leaves_open_is_new_at_publication(shop: Shop) -> None:
    kept(shop, OPEN, "--gate", "draft")
    assert compared(shop, OPEN, "--gate", "publish") == (1, ["quality"], [])
    kept(shop, OPEN, "--gate", "publish")
    assert compared(shop, OPEN, "--gate", "publish") == (0, [], [])


def test_a_should_that_has_become_a_must_is_new(shop: Shop) -> None:
    shop.write("p.policy", LOTS.replace("must", "should"))
    text = tender(lot("North", 10))
    kept(shop, text)
    assert compared(shop, text, "--fail-on", "should")[0] == 0
    shop.write("p.policy", LOTS)
    assert compared(shop, text)[0] == 1


@pytest.mark.parametrize(("text", "what"), [(ONE_LOT, "should"), (FLAGGED, "flag")])
def test_what_else_fails_a_run_is_held_to_the_baseline_too(shop: Shop, text: str, what: str) -> None:
    kept(shop, GOOD)
    assert compared(shop, text, "--fail-on", what)[0] == 1
    kept(shop, text)
    assert compared(shop, text, "--fail-on", what)[0] == 0


def test_a_tender_or_a_rule_that_is_not_in_this_run_is_not_fixed(shop: Shop) -> None:
    shop.write("other.yaml", BREACHING)
    shop.write("t.yaml", BREACHING)
    shop.run("check", "t.yaml", "other.yaml", "--policy", "p.policy", "--format", "json=base.json")
    assert compared(shop, BREACHING) == (0, [], [])
    shop.write("p.policy", LOTS.replace("rule quality", "rule another"))
    assert compared(shop, BREACHING)[2] == []


def test_an_input_that_cannot_be_read_fails_all_the_same(shop: Shop) -> None:
    kept(shop, BREACHING)
    ran = shop.run("check", "t.yaml", "gone.yaml", "--policy", "p.policy", "--baseline", "base.json")
    assert ran.code == 3


def test_a_tender_with_a_number_is_found_in_another_file(shop: Shop) -> None:
    kept(shop, BREACHING + "identifier: DC-7\n")
    shop.write("moved/t.yaml", BREACHING + "identifier: DC-7\n")
    assert shop.run("check", "moved/t.yaml", "--policy", "p.policy", "--baseline", "base.json").code == 0


def test_two_findings_of_one_key_count_by_the_graver(shop: Shop) -> None:
    kept(shop, OPEN + "identifier: DC-7\n")
    shop.write("a.yaml", OPEN + "identifier: DC-7\n")
    shop.write("b.yaml", BREACHING + "identifier: DC-7\n")
    options = ("--policy", "p.policy", "--baseline", "base.json")
    assert shop.run("check", "a.yaml", *options).code == 0
    assert shop.run("check", "a.yaml", "b.yaml", *options).code == 1
    assert shop.run("check", "b.yaml", "a.yaml", *options).code == 1


# --- what is a baseline -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "PS033"),
        (b"tender: Day care", "PS033"),
        (b"[]", "PS033"),
        (b'{"tenders": []}', "PS033"),
        (b'{"schema_version": "1.0", "tenders": [{"source": "t"}]}', "PS033"),
        (b'{"schema_version": "1.0", "tenders": [{"outcomes": [{"verdict": "fine"}]}]}', "PS033"),
        (b"\xff\xfe{}", "PS033"),
        (b"[" * 100_000, "PS033"),
        (b'{"schema_version": "2.0", "tenders": []}', "PS034"),
        (b'{"schema_version": 3, "tenders": []}', "PS034"),
    ],
)
def test_what_is_none(data: bytes, code: str) -> None:
    found = read_baseline("base.json", data)
    assert isinstance(found, Diagnostic)
    assert found.code == code


def test_a_report_of_before_there_were_keys_is_read_by_source_and_path() -> None:
    old = {
        "schema_version": "1.0",
        "tenders": [
            {
                "source": "t.yaml",
                "gate": "draft",
                "outcomes": [
                    {
                        "rule": "a#b",
                        "limb": "a",
                        "item": "lots[0]",
                        "item_label": "lot 1",
                        "title": "T",
                        "verdict": "breached",
                        "strength": "must",
                        "blocks": True,
                    }
                ],
            }
        ],
    }
    found = read_baseline("base.json", json.dumps(old).encode())
    assert not isinstance(found, Diagnostic)
    (one,) = found.findings.values()
    assert one.finding == Fixed(("t.yaml", "lots[0]", "a#b", "a"), "t.yaml", "lot 1", "T", Verdict.BREACHED)


def test_a_run_without_its_baseline_does_not_start(shop: Shop) -> None:
    ran = shop.check(GOOD, "--baseline", "gone.json")
    assert (ran.code, ran.out) == (2, "")
    assert "PS001" in ran.err
    assert "nothing was checked" in ran.err


def test_the_report_is_not_written_over_its_baseline(shop: Shop) -> None:
    kept(shop, GOOD)
    ran = shop.check(GOOD, "--baseline", "base.json", "--format", "json=base.json")
    assert ran.code == 2
    assert "is what is to be read" in ran.err


# --- what the report says -----------------------------------------------------------------------------------------


def test_the_text_report_names_what_is_new_and_what_is_fixed(shop: Shop) -> None:
    shop.write("p.policy", LOTS)
    kept(shop, tender(lot("North", 10), lot("West", 10), lot("South", 70)))
    ran = shop.check(tender(lot("North", 70), lot("West", 10), lot("South", 10)), "--baseline", "base.json")
    said = " ".join(ran.out.split())
    assert "Since base.json: 1 finding is new, 1 was there already and 1 is fixed." in said
    assert "new t.yaml: Quality outweighs cost, lot 3 (South) (breached)" in said
    assert "fixed t.yaml: Quality outweighs cost, lot 1 (North) (breached)" in said
    assert (
        "Holds back publication: 1 rule that must be kept is breached." in said
    )  # the truth of the tender stays what it is


def test_the_concise_report_sums_it_up_before_its_counts(shop: Shop) -> None:
    kept(shop, GOOD)
    *_, summed, counts = shop.check(BREACHING, "--baseline", "base.json", "--format", "concise").out.splitlines()
    assert summed == "Since base.json: 1 finding is new, none was there already and none is fixed."
    assert counts.startswith("1 tender; ")


@pytest.mark.parametrize("name", ["text", "concise"])
def test_without_a_baseline_it_says_nothing_of_one(shop: Shop, name: str) -> None:
    assert "Since" not in shop.check(BREACHING, "--format", name).out
