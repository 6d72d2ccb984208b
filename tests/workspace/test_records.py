"""Explanations and waivers from files of their own: of which tender and item they are, and what is amiss with them."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from tests.cli.conftest import Ran, Shop

POLICY = """\
policy council/standards "Standards" version 1.0.0
  judged on publication date
  under "Standards paper" section "2" checked on 21 November 2026

rule quality "Quality outweighs cost"
  for each lot
  the quality:cost ratio must be at least 60:40
  or explain

rule kpis "Measured"
  there must be at least 1 KPI
"""
EXPLANATION = {
    "rule": "council/standards#quality",
    "reason": "a pilot",
    "author": "Head of care",
    "date": "1 February 2026",
}
WAIVER = {**EXPLANATION, "rule": "council/standards#kpis", "approver": "Chief executive", "expiry": "1 June 2026"}


def tender(title: str = "Day care", *, lots: Iterable[str] = ("North", "South"), more: str = "") -> str:
    criteria = "criteria: [{name: Care, kind: quality, weight: 10%}, {name: Price, kind: price, weight: 90%}]"
    listed = "".join(f"  - {{title: {lot}, {criteria}}}\n" for lot in lots)
    return f"tender: {title}\npublication date: 2 March 2026\nKPIs: []\nlots:\n{listed}{more}"


def release(ocid: str = "ocds-xxxxxx-7") -> str:
    lots = [{"id": "LOT-0001", "title": "West"}, {"id": "LOT-0002", "title": "West"}]
    tendered = {"title": "Night shelter", "lots": lots, "awardCriteria": "priceOnly"}
    return json.dumps({"ocid": ocid, "date": "2026-03-02T10:00:00Z", "tender": tendered})


@pytest.fixture
def desk(shop: Shop) -> Shop:
    shop.write("p.policy", POLICY)
    shop.write("tenders/a.yaml", tender())
    return shop


def filed(
    desk: Shop, *, explanations: Iterable[Mapping[str, Any]] = (), waivers: Iterable[Mapping[str, Any]] = ()
) -> None:
    lists = {"explanations": list(explanations), "waivers": list(waivers)}
    desk.write("records.yaml", json.dumps(lists, indent=1))


def check(desk: Shop, *options: str, tenders: tuple[str, ...] = ("tenders/a.yaml",)) -> Ran:
    return desk.run("check", *tenders, "--policy", "p.policy", "--on", "2 March 2026", *options)


def report(desk: Shop, *options: str, tenders: tuple[str, ...] = ("tenders/a.yaml",)) -> dict[str, Any]:
    ran = check(desk, "--records", "records.yaml", "--format", "json", *options, tenders=tenders)
    made: dict[str, Any] = json.loads(ran.out)
    return made


def verdicts(made: Mapping[str, Any]) -> list[str]:
    return [outcome["verdict"] for t in made["tenders"] for outcome in t["outcomes"]]


def said(made: Mapping[str, Any]) -> list[str]:
    return [diagnostic["code"] for diagnostic in made["diagnostics"]]


# --- which tender and which item ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["Day care", "day  CARE", "a.yaml", "*.yaml", "tenders/a.yaml", "tenders/*", "./tenders/a.yaml"]
)
def test_a_tender_is_named_by_its_title_or_its_file(desk: Shop, name: str) -> None:
    filed(desk, explanations=[{**EXPLANATION, "tender": name}], waivers=[{**WAIVER, "tender": name}])
    made = report(desk)
    assert verdicts(made) == ["explained", "explained", "waived"]
    assert said(made) == []


def test_a_notice_is_named_by_its_number(desk: Shop) -> None:
    desk.write("n.json", release())
    filed(desk, explanations=[{**EXPLANATION, "tender": "OCDS-xxxxxx-7"}])
    assert verdicts(report(desk, tenders=("n.json",)))[:2] == ["explained", "explained"]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("North", ["explained", "breached"]),
        ("lot 2", ["breached", "explained"]),
        ("lot 2 (South)", ["breached", "explained"]),
        ("lots[0]", ["explained", "breached"]),
    ],
)
def test_an_item_is_named_as_in_the_tender(desk: Shop, item: str, expected: list[str]) -> None:
    filed(desk, explanations=[{**EXPLANATION, "tender": "Day care", "item": item}])
    assert verdicts(report(desk))[:2] == expected


def test_a_lot_of_a_notice_is_named_by_its_number_too(desk: Shop) -> None:
    desk.write("n.json", release())
    filed(desk, explanations=[{**EXPLANATION, "tender": "ocds-xxxxxx-7", "item": "LOT-0002"}])
    assert verdicts(report(desk, tenders=("n.json",)))[:2] == ["breached", "explained"]


def test_a_record_of_another_tender_does_not_touch_this_one(desk: Shop) -> None:
    desk.write("tenders/b.yaml", tender("Night shelter"))
    filed(desk, waivers=[{**WAIVER, "tender": "Night shelter"}])
    made = report(desk, tenders=("tenders/a.yaml", "tenders/b.yaml"))
    assert verdicts(made) == ["breached", "breached", "breached", "breached", "breached", "waived"]
    assert said(made) == []


def test_the_tenders_own_record_goes_first(desk: Shop) -> None:
    own = f"waivers:\n  - {json.dumps({**WAIVER, 'reason': 'its own'})}\n"
    desk.write("tenders/a.yaml", tender(more=own))
    filed(desk, waivers=[{**WAIVER, "tender": "Day care"}])
    assert report(desk)["tenders"][0]["outcomes"][2]["explanation"] == "its own"


def test_several_files_add_up(desk: Shop) -> None:
    filed(desk, explanations=[{**EXPLANATION, "tender": "Day care"}])
    desk.write("more.yaml", json.dumps({"waivers": [{**WAIVER, "tender": "Day care"}]}))
    assert verdicts(report(desk, "--records", "more.yaml")) == ["explained", "explained", "waived"]


# --- what is amiss ------------------------------------------------------------------------------------------------


def test_a_whole_record_that_is_needed_has_nothing_said_of_it(desk: Shop) -> None:
    filed(desk, waivers=[{**WAIVER, "tender": "Day care"}])
    made = report(desk)
    assert said(made) == []
    assert made["tenders"][0]["outcomes"][2]["record"]["place"]["file"] == "records.yaml"


@pytest.mark.parametrize(
    ("record", "code", "message"),
    [
        ({"tender": "Roads"}, "PS641", "this waiver is of `Roads`, which is not among the tenders here"),
        ({"tender": "Day care", "item": "Nort"}, "PS642", "this waiver is of `Nort`, which no tender here has once"),
        ({"tender": "Day care", "rule": "all"}, "PS643", "this waiver is of `all`, and not of one rule"),
        ({"tender": "Day care", "rule": "council/standards"}, "PS643", "this waiver is of `council/standards`"),
        ({}, "PS644", "this waiver of `council/standards#kpis` names no tender, and so waives the rule for all"),
        ({"tender": "Day care", "rule": "kpis"}, "PS601", "waiver of `kpis`, which is no rule of these policies"),
        ({"tender": "Day care", "expiry": None}, "PS602", "the waiver of `council/standards#kpis` has no expiry"),
        ({"tender": "Day care", "approver": ""}, "PS602", "the waiver of `council/standards#kpis` has no approver"),
        ({"tender": "Day care", "reason": None}, "PS521", "this waiver does not say its reason, and is left out"),
        ({"tender": "Day care", "expiry": "1 March 2026"}, "PS604", "the waiver of `council/standards#kpis` has expired"),
        ({"tender": "Day care", "date": "3 March 2026"}, "PS607", "is dated 3 March 2026, after the day that is judged"),
        ({"tender": "Day care", "expires": "1 June 2026"}, "PS510", "`expires` is not known here and is left out"),
    ],
)  # fmt: skip
def test_what_is_amiss_is_told_once_in_its_file(desk: Shop, record: dict[str, Any], code: str, message: str) -> None:
    filed(desk, waivers=[{**WAIVER, **record}])
    found = [d for d in report(desk)["diagnostics"] if d["code"] != "PS514"]
    assert [(d["code"], d["file"]) for d in found] == [(code, "records.yaml")]
    assert message in found[0]["message"]


def test_a_tender_of_nearly_that_name_is_meant(desk: Shop) -> None:
    filed(desk, waivers=[{**WAIVER, "tender": "Roads"}, {**WAIVER, "tender": "Day car"}])
    note, warning = report(desk)["diagnostics"]
    assert (note["severity"], warning["severity"]) == ("note", "warning")
    assert warning["hint"] == "did you mean `Day care`?"


def test_what_excuses_nothing_is_told_where_it_does_so_for_no_tender(desk: Shop) -> None:
    measured = tender("Measured").replace("KPIs: []", "KPIs: [{name: Uptake}]")
    desk.write("tenders/m.yaml", measured)
    filed(desk, waivers=[{**WAIVER, "tender": "tenders/*"}])
    assert said(report(desk, tenders=("tenders/m.yaml",))) == ["PS605"]
    assert said(report(desk, tenders=("tenders/m.yaml", "tenders/a.yaml"))) == []
    assert said(report(desk, tenders=("tenders/a.yaml", "tenders/m.yaml"))) == []


def test_a_waiver_that_spares_more_than_it_needs_is_told(desk: Shop) -> None:
    text = tender().replace("weight: 10%", "weight: 70%", 1).replace("weight: 90%", "weight: 30%", 1)
    desk.write("tenders/a.yaml", text)
    filed(desk, waivers=[{**WAIVER, "rule": "council/standards#quality", "tender": "Day care"}])
    (found,) = report(desk)["diagnostics"]
    assert (found["code"], found["file"]) == ("PS606", "records.yaml")


def test_the_text_report_tells_it_at_the_end_with_the_line(desk: Shop) -> None:
    filed(desk, waivers=[{**WAIVER, "tender": "Day car"}])
    out = check(desk, "--records", "records.yaml").out
    assert "About the files of this run: 1 remark\n\n  warning[PS641]" in out
    assert '"tender": "Day car"' in out
    assert "`policyspec lint`" not in out


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "PS501"),
        ("- rule: a#b\n", "PS640"),
        ("tender: Day care\n", "PS640"),
        ("waivers: [", "PS502"),
        ("waivers: &a []\nexplanations: *a\n", "PS503"),
    ],
)
def test_a_file_that_is_none_stops_the_run(desk: Shop, text: str, code: str) -> None:
    desk.write("records.yaml", text)
    ran = check(desk, "--records", "records.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert f"error[{code}]" in ran.err
    assert "nothing was checked" in ran.err


def test_a_file_that_is_not_there_stops_the_run(desk: Shop) -> None:
    ran = check(desk, "--records", "gone.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert "PS001" in ran.err


# --- without them -------------------------------------------------------------------------------------------------

OWN = f"explanations:\n  - {json.dumps(EXPLANATION)}\nwaivers:\n  - {json.dumps(WAIVER)}\n"


@pytest.mark.parametrize(
    ("options", "expected", "note"),
    [
        ([], ["explained", "explained", "waived"], None),
        (["--ignore-waivers"], ["explained", "explained", "breached"], "left out of account, as was asked: 2 waivers"),
        (
            ["--ignore-explanations"],
            ["breached", "breached", "waived"],
            "left out of account, as was asked: 2 explanations",
        ),
        (
            ["--ignore-explanations", "--ignore-waivers"],
            ["breached", "breached", "breached"],
            "left out of account, as was asked: 2 explanations and 2 waivers",
        ),
    ],
)
def test_the_raw_truth(desk: Shop, options: list[str], expected: list[str], note: str | None) -> None:
    desk.write("tenders/a.yaml", tender(more=OWN))
    filed(desk, explanations=[{**EXPLANATION, "tender": "Day care"}], waivers=[{**WAIVER, "tender": "Day care"}])
    made = report(desk, *options)
    assert verdicts(made) == expected
    assert made["tenders"][0]["notes"] == ([note] if note else [])
    assert said(made) == []
