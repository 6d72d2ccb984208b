"""`policyspec check` with no policy named."""

import json

import pytest

import policyspec
from policyspec.report import json as json_report
from policyspec.report import stored
from policyspec.report.run import Judged
from policyspec.workspace.disk import Disk
from policyspec.workspace.picking import Picking, check_picked
from policyspec.workspace.tenders import How, gathered
from tests.cli.conftest import GOOD, Shop

ENGLISH = f"{GOOD}buyer: {{country: GB, region: England, type: local authority}}\n"
SCOTTISH = ENGLISH.replace("England", "Scotland")
PORTUGUESE = '{"ocid": "a", "parties": [{"id": "1", "roles": ["buyer"], "address": {"countryName": "PT"}}],\
 "buyer": {"id": "1"}, "tender": {"id": "1", "title": "Roads"}}'


@pytest.fixture
def desk(shop: Shop) -> Shop:
    shop.write("england.yaml", ENGLISH)
    shop.write("scotland.yaml", SCOTTISH)
    shop.write("nowhere.yaml", GOOD)
    return shop


def test_the_report_begins_with_what_was_picked_and_why(desk: Shop) -> None:
    ran = desk.run("check", "england.yaml")
    begins = " ".join(ran.out[: ran.out.index("Day care")].split())
    assert begins.startswith("No policy was named, so these were picked, since the buyer is in England")
    assert "uk/procurement-act" in begins
    assert "Left out: uk/carbon asked of central government alone" in begins
    assert "Choose others with `--policy`" in begins
    assert ran.code in (0, 1)


def test_each_tender_is_judged_by_its_own_pick(desk: Shop) -> None:
    ran = desk.run("check", "england.yaml", "scotland.yaml", "--format", "json")
    english, scottish = json.loads(ran.out)["tenders"]
    rules = [{rule["rule"].partition("/")[0] for rule in one["rules"]} for one in (english, scottish)]
    assert "scotland" not in rules[0]
    assert rules[1] == {"scotland", "commissioning", "red-flags"}
    taken = [{p for row in one["policies_picked"]["taken"] for p in row["policies"]} for one in (english, scottish)]
    assert "uk/procurement-act" in taken[0] - taken[1]
    text = desk.run("check", "england.yaml", "scotland.yaml").out
    assert "For england.yaml:" in text
    assert "For scotland.yaml:" in text


def test_a_tender_of_nowhere_is_held_against_no_law_and_does_not_pass(desk: Shop) -> None:
    ran = desk.run("check", "nowhere.yaml", "--fail-on", "never")
    assert ran.code == 3
    assert "Not checked against any law: the buyer's country is not stated." in ran.out
    assert "buyer: {country: GB}" in " ".join(ran.out.split())


def test_one_of_nowhere_does_not_hide_among_others(desk: Shop) -> None:
    assert desk.run("check", "england.yaml", "nowhere.yaml", "--format", "concise").code == 3


def test_what_is_named_is_taken_and_nothing_is_picked(desk: Shop) -> None:
    ran = desk.run("check", "england.yaml", "--policy", "p.policy", "--format", "json")
    (one,) = json.loads(ran.out)["tenders"]
    assert one["policies_picked"] is None
    assert {rule["rule"].partition("#")[0] for rule in one["rules"]} == {"council/standards"}


@pytest.mark.parametrize("picked", [["--policy", "picked"], []])
def test_picked_stands_for_the_pick_beside_others(desk: Shop, picked: list[str]) -> None:
    ran = desk.run("check", "england.yaml", "--policy", "p.policy", *picked, "--format", "json")
    (one,) = json.loads(ran.out)["tenders"]
    policies = {rule["rule"].partition("#")[0] for rule in one["rules"]}
    assert "council/standards" in policies
    assert ("uk/procurement-act" in policies) == bool(picked)


def test_an_id_names_what_ships_and_a_file_of_ones_own_goes_before(desk: Shop) -> None:
    ran = desk.run("check", "england.yaml", "--policy", "uk/social-value-act", "--format", "json")
    policies = {rule["rule"].partition("#")[0] for rule in json.loads(ran.out)["tenders"][0]["rules"]}
    assert policies == {"uk/social-value-act", "uk/thresholds"}
    desk.write("uk/own.policy", (desk.folder / "p.policy").read_text())
    ran = desk.run("check", "england.yaml", "--policy", "uk", "--format", "json")
    assert {r["rule"].partition("#")[0] for r in json.loads(ran.out)["tenders"][0]["rules"]} == {"council/standards"}


def test_an_id_that_is_misspelled(desk: Shop) -> None:
    ran = desk.run("check", "england.yaml", "--policy", "uk/procurment-act")
    assert ran.code == 2
    assert "`uk/procurment-act` cannot be read: no such file" in ran.err
    assert "did you mean `uk/procurement-act`?" in ran.err


def test_an_id_in_a_configuration_is_not_a_path(desk: Shop) -> None:
    desk.write("policyspec.toml", 'policy = ["picked", "p.policy", "commissioning/alliance"]')
    desk.write("deep/england.yaml", ENGLISH)
    (desk.folder / "deep").joinpath("x").write_text("")
    shown = desk.run("check", "deep/england.yaml", "--config", "policyspec.toml", "--show-settings").out
    assert "picked, p.policy, commissioning/alliance" in shown
    ran = desk.run("check", "deep/england.yaml", "--format", "json")
    policies = {rule["rule"].partition("#")[0] for rule in json.loads(ran.out)["tenders"][0]["rules"]}
    assert policies >= {"council/standards", "commissioning/alliance", "uk/procurement-act"}


def test_an_own_fact_of_what_was_picked_is_read(desk: Shop) -> None:
    desk.write("own.yaml", f"{ENGLISH}extensions:\n  centrally listed: yes\n")
    ran = desk.run("check", "own.yaml", "--format", "json")
    assert [one for one in json.loads(ran.out)["diagnostics"] if one["code"].startswith("PS51")] == []


def test_a_setting_goes_to_the_policies_that_have_it(desk: Shop) -> None:
    arguments = ["--set", "social value floor=20%"]  # of uk/national-policy
    assert desk.run("check", "england.yaml", "scotland.yaml", *arguments).code in (0, 1)
    ran = desk.run("check", "england.yaml", "--set", "social valu floor=20%")
    assert ran.code == 2
    assert "social value floor" in ran.err


def test_a_file_of_several_buyers_is_told_apart(desk: Shop) -> None:
    british = PORTUGUESE.replace("PT", "GB").replace('"a"', '"b"')
    lines = [PORTUGUESE, british, PORTUGUESE.replace('"a"', '"c"')]
    desk.write("n.jsonl", "".join(f"{line.replace(chr(10), '')}\n" for line in lines))
    disk = Disk()
    found = [one for one in check_picked(["n.jsonl"], Picking(disk), How()) if isinstance(one, Judged)]
    assert [one.result.source for one in found] == ["n.jsonl:1", "n.jsonl:2", "n.jsonl:3"]
    assert ["eu/thresholds" in one.picked.policies for one in found if one.picked] == [True, False, True]


def test_every_report_says_what_was_picked(desk: Shop) -> None:
    names = ("plain", "concise", "sarif", "junit", "github-summary", "markdown", "svrl", "html", "jsonl")
    desk.run("check", "scotland.yaml", *(part for name in names for part in ("--format", f"{name}={name}.out")))
    made = {name: (desk.folder / f"{name}.out").read_text(encoding="utf-8") for name in names}
    for name in names[:-1]:
        assert "so these were picked" in " ".join(made[name].split()), name
    records = map(json.loads, made["jsonl"].splitlines())
    assert [bool(one["policies_picked"]["taken"]) for one in records if one["kind"] == "tender"] == [True]
    suite = desk.run("check", "nowhere.yaml", "--format", "junit").out
    assert suite.count("<error ") == 1
    assert "Not checked against any law: the buyer's country is not stated." in suite


def test_a_stored_report_has_the_pick(desk: Shop) -> None:
    disk = Disk()
    run = gathered(check_picked(["scotland.yaml", "nowhere.yaml"], Picking(disk), How()), ())
    again = stored.read(json_report.render(run).encode(), "r.json")
    assert again == run
    shown = desk.run("check", "scotland.yaml", "--format", "json=r.json", "--format", "text").out
    assert desk.run("report", "r.json").out == shown


def test_from_python(desk: Shop) -> None:
    tender = policyspec.read_tender("scotland.yaml")
    named = {file.policy.id for file in policyspec.policies_for(tender).files if file.policy}
    assert named == {"scotland/procurement", "commissioning/five-principles", "red-flags/ocp"}
    judged = policyspec.check(None, tender)
    assert judged.picked is not None
    assert set(judged.picked.policies) == named
