"""`lint`, `rules`, `explain` and `vocabulary`, and reports made by the engine."""

import json

import jsonschema
import pytest

from policyspec.base.codes import CODES
from policyspec.report import schema
from tests.cli.conftest import BREACHING, FLAGGED, GOOD, ONE_LOT, OPEN, OTHER, POLICY, Shop

WARNED = POLICY.replace('  under "Standards paper" section "2" checked on 21 November 2026\n', "")
BROKEN = POLICY.replace("GBP 10,000", "EUR 10,000")


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [(POLICY, 0, "1 policy, 3 rules: no problems."), (WARNED, 0, "warning"), (BROKEN, 1, "1 error")],
)
def test_lint(shop: Shop, text: str, code: int, said: str) -> None:
    shop.write("p.policy", text)
    ran = shop.run("lint", "p.policy")
    assert ran.code == code
    assert said in ran.out


def test_lint_shows_the_place(shop: Shop) -> None:
    shop.write("p.policy", BROKEN)
    out = shop.run("lint", "p.policy").out
    assert "p.policy:20:" in out
    assert "20 |   flag when estimated value is between GBP 9,000 and EUR 10,000" in out
    assert "^" in out


def test_lint_of_what_is_not_there(shop: Shop) -> None:
    ran = shop.run("lint", "q.policy")
    assert ran.code == 1
    assert "`q.policy` cannot be read: no such file" in ran.out


def test_lint_reads_a_folder_and_what_it_uses(shop: Shop) -> None:
    shop.write("pack/a.policy", 'policy pack/a "A"\n\nuse uk/b version 1\n')
    shop.write("shared/uk/b.policy", 'policy uk/b "B" version 2\n')
    ran = shop.run("lint", "pack", "--library", "shared")
    assert ran.code == 1
    assert "version 1 of `uk/b` is wanted, and the one found is version 2" in ran.out


def test_lint_for_programs(shop: Shop) -> None:
    shop.write("p.policy", BROKEN)
    found = json.loads(shop.run("lint", "p.policy", "--format", "json").out)
    assert found["tenders"] == []
    assert [d["severity"] for d in found["diagnostics"]] == ["error"]


def test_rules_are_listed(shop: Shop) -> None:
    out = shop.run("rules", "--policy", "p.policy").out
    assert out.startswith("Standards  council/standards version 1.0.0\n")
    assert "  council/standards#quality\n      Quality outweighs cost\n      must; of the tender; Standards" in out
    assert "3 rules." in out
    assert "wanted number is 2, between 1 and 5: how many lots there should be" in out


def test_policies_are_listed_with_versions_rules_days_and_sources(shop: Shop) -> None:
    dated = POLICY.replace(
        "rule near", 'rule late "Later"\n  in force from 1 January 2027\n  title must be stated\n\nrule near'
    )
    shop.write("p.policy", dated)
    out = shop.run("policies", "--policy", "p.policy").out
    assert out.startswith("Standards\n  council/standards version 1.0.0\n")
    assert "4 rules (2 must, 1 should and 1 flag)" in out
    assert "some in force from 1 January 2027" in out
    assert "Standards paper (checked on 21 November 2026)" in out
    assert out.endswith("1 policy, 4 rules.\n")


def test_policies_for_programs(shop: Shop) -> None:
    [found] = json.loads(shop.run("policies", "--policy", "p.policy", "--format", "json").out)["policies"]
    assert (found["policy"], found["version"], len(found["rules"])) == ("council/standards", "1.0.0", 3)
    assert found["sources"][0]["checked"] == "checked on 21 November 2026"


def test_the_policies_that_ship_are_listed(shop: Shop) -> None:
    out = shop.run("policies").out
    assert "commissioning/five-principles version" in out
    assert "red-flags/ocp version" in out


def test_rules_for_programs(shop: Shop) -> None:
    found = json.loads(shop.run("rules", "--policy", "p.policy", "--format", "json").out)
    assert [one["rule"].partition("#")[2] for one in found["rules"]] == ["quality", "lots", "near"]
    assert [one["strength"] for one in found["rules"]] == [["must"], ["should"], ["flag"]]
    assert found["policies"][0]["parameters"][0]["high"] == "5"
    assert found["rules"][0]["citations"][0]["locators"] == [{"kind": "section", "number": "2"}]


def test_the_policies_that_ship_are_listed_without_naming_any(shop: Shop) -> None:
    assert "commissioning/five-principles" in shop.run("rules").out


@pytest.mark.parametrize("name", ["lots", "council/standards#lots"])
def test_a_rule_is_explained(shop: Shop, name: str) -> None:
    ran = shop.run("explain", name, "--policy", "p.policy")
    assert ran.code == 0
    assert "number of lots should be at least wanted number" in ran.out
    assert "wanted number is 2, between 1 and 5" in ran.out
    assert "Judged on" in ran.out


@pytest.mark.parametrize("code", sorted(code for code in CODES if code < "PS100"))
def test_each_code_of_files_and_options_is_explained(shop: Shop, code: str) -> None:
    ran = shop.run("explain", code.lower())
    assert ran.code == 0
    assert ran.out.startswith(f"{code}: {CODES[code].title}\n")
    assert "How to fix" in ran.out
    assert "```" not in ran.out


def test_a_phrase_is_explained(shop: Shop) -> None:
    ran = shop.run("vocabulary", "estimated", "value")
    assert ran.code == 0
    assert ran.out.startswith("estimated value\n")


def test_the_facts_of_a_policy_are_in_the_vocabulary_with_it(shop: Shop) -> None:
    shop.write("p.policy", POLICY + '\nfact carbon plan of the tender is yes or no "whether there is a carbon plan"\n')
    assert shop.run("vocabulary", "carbon plan").code == 2
    assert "whether there is a carbon plan" in shop.run("vocabulary", "carbon plan", "--policy", "p.policy").out


@pytest.mark.parametrize("tender", [GOOD, BREACHING, OPEN, ONE_LOT, FLAGGED, OTHER, "", "tender: [x"])
@pytest.mark.parametrize("gate", ["draft", "publish"])
def test_every_report_conforms_to_the_schema(shop: Shop, tender: str, gate: str) -> None:
    found = json.loads(shop.check(tender, "--gate", gate, "--format", "json").out)
    jsonschema.validate(found, schema.schema(), jsonschema.Draft202012Validator)
    assert json.loads(schema.Report.model_validate(found).model_dump_json()) == found


def test_the_places_in_a_report_are_those_of_the_files(shop: Shop) -> None:
    found = json.loads(shop.check(BREACHING, "--format", "json").out)
    one = next(o for o in found["tenders"][0]["outcomes"] if o["verdict"] == "breached")
    assert POLICY.splitlines()[one["policy"]["line"] - 1].strip() == "the quality:cost ratio must be at least 60:40"
    weights = [fact for fact in one["facts"] if fact["name"].startswith("weight of")]
    lines = BREACHING.splitlines()
    assert {lines[fact["line"] - 1][fact["column"] - 1 :].rstrip("}") for fact in weights} == {"10%", "90%"}


def test_a_rule_with_a_mistake_is_counted_all_the_same(shop: Shop) -> None:
    shop.write("p.policy", BROKEN)
    assert "1 policy, 3 rules: 1 error." in shop.run("lint", "p.policy").out


def test_what_is_to_be_deleted_is_said_to_be(shop: Shop) -> None:
    shop.write("p.policy", POLICY.replace("GBP 9,000 and GBP 10,000", "GBP 9,000 and GBP 10,000)"))
    out = shop.run("lint", "p.policy").out
    assert "  take it out\n" in out
    assert "write:" not in out
