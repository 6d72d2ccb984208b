"""`policyspec explain RULE --tender T`: what a councillor reads, what a program reads, and what cannot be explained."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from policyspec.cli.exits import Exit
from tests.cli.conftest import Shop

ROOT = Path(__file__).parents[2]
REAL = ROOT / "../shared/data"

POLICY = """\
policy council/rules "Rules" version 1.0.0
  judged on publication date
  under "Standards paper" section "2" checked on 21 November 2026

threshold price cap is
  GBP 5,000 from 1 January 2024 until 31 December 2025
  GBP 7,000 from 1 January 2026

define a service for people as a tender where main CPV code is within CPV 85000000
  or (category is services and the tender is people-facing)

rule value "Large services are approved"
  applies when the tender is a service for people
  estimated value must be at most price cap
  except when procedure is direct award
  or explain
  because "Large services concern everybody."
  suggest "Ask the cabinet."

rule lots "Lots say how costs are compared"
  for each lot where value of the lot is above GBP 1,000
  cost method of the lot must be whole-life cost
"""

TENDER = """\
tender: Day care
main CPV code: 85312100
publication date: 2 March 2026
estimated value: GBP 9,000
procedure: open procedure
lots:
  - {title: North, value: "GBP 4,000", cost method: unit price}
  - {title: South, value: "GBP 4,000", cost method: unit price}
  - {title: East, value: "GBP 1,000"}
"""

BREACH = """\
Large services are approved: breached
council/rules#value · r.policy:12:1
Day care · t.yaml
judged while drafting on 2 March 2026

Does the rule apply to this tender? Yes.
  yes        Only when: the tender is a service for people (any of these)
    yes        main CPV code is within CPV 85000000
                 line 2: main CPV code is CPV 85312100
    not known  all of these
      not known  category is services
                   category is not stated
      not known  the tender is people-facing
                   people-facing is not stated
  no         Except when: procedure is direct award
               line 5: procedure is open procedure

  breached · must
    The estimated value is GBP 9,000; it must be at most price cap (GBP 7,000).
    price cap: from 1 January 2026
    line 4: estimated value
    line 3: publication date is 2 March 2026

    Source:  Standards paper, section 2 (checked on 21 November 2026)
    Because: Large services concern everybody.
    To do:   Ask the cabinet.
    Or explain: add to `explanations` in the tender's file:
      - {rule: council/rules#value, reason: …, author: …, date: …}
"""


@pytest.fixture
def rules(shop: Shop) -> Shop:
    shop.write("r.policy", POLICY)
    shop.write("t.yaml", TENDER)
    return shop


def why(shop: Shop, rule: str, *more: str, tender: str = "t.yaml") -> str:
    ran = shop.run("explain", rule, "--policy", "r.policy", "--tender", tender, *more)
    assert (ran.code, ran.err) == (Exit.DONE, "")
    return ran.out


def test_a_breach_as_a_councillor_reads_it(rules: Shop) -> None:
    assert why(rules, "value") == BREACH


def test_lots_of_which_the_same_is_to_be_said_are_told_once(shop: Shop) -> None:
    """The lots of the youth service have the tender's criteria."""
    ran = shop.run("explain", "quality-outweighs-cost", "--tender", str(ROOT / "examples/youth-service.yaml"))
    heading = "lot 1 (North), lot 2 (Town) and lot 3 (South and the Marsh)\n"
    assert f"{heading}  It is the same for each of them, and told of lot 1 (North).\n" in ran.out
    assert ran.out.count("criterion 7 (Whole-life price): weight 20%, kind price") == 1


def test_what_the_scope_leaves_out_is_told_with_the_reason(rules: Shop) -> None:
    said = why(rules, "lots")
    assert "lot 3 (East): not looked at, since the rule is not for it\n" in said
    assert "no         value of lot 3 (East) is above GBP 1,000\n" in said


def test_a_date_in_place_of_the_policys_own(rules: Shop) -> None:
    said = why(rules, "value", "--on", "1 February 2025")
    assert "at most price cap (GBP 5,000)" in said
    assert "from 1 January 2024 until 31 December 2025" in said


def test_it_is_judged_as_the_configuration_says(rules: Shop) -> None:
    rules.write("policyspec.toml", 'policy = ["r.policy"]\non = "1 February 2025"\ngate = "publish"\n')
    ran = rules.run("explain", "value", "--tender", "t.yaml")
    assert "judged as for publication on 1 February 2025\n" in ran.out
    assert "at most price cap (GBP 5,000)" in ran.out


def test_publication_closes_the_tender(rules: Shop) -> None:
    rules.write("t.yaml", "tender: Day care\nmain CPV code: 85312100\npublication date: 2 March 2026\n")
    said = " ".join(why(rules, "value", "--gate", "publish").split())
    assert "judged as for publication on 2 March 2026" in said
    assert "- procedure (not stated): not applicable if direct award" in said
    assert "- for example, met if estimated value is GBP 7,000 and procedure is" in said


def test_a_parameter_is_set(shop: Shop) -> None:
    tender = shop.write("t.yaml", "tender: T\nmain CPV code: 85312100\nlots: [{title: A}]\n")
    ran = shop.run("explain", "lots", "--policy", "p.policy", "--tender", tender, "--set", "wanted number=1")
    assert ran.code == Exit.DONE
    assert ran.out.startswith("More than one lot: met\n")


@pytest.mark.parametrize("verdict", ["explained", "waived"])
def test_a_record_is_told_with_its_author_and_its_line(rules: Shop, verdict: str) -> None:
    record = "{rule: council/rules#value, reason: Built as one, author: A. Clerk, date: 1 March 2026"
    more = ", approver: B. Chief, expiry: 1 May 2026" if verdict == "waived" else ""
    kind = "waivers" if verdict == "waived" else "explanations"
    rules.write("t.yaml", f"{TENDER}{kind}:\n  - {record}{more}}}\n")
    said = why(rules, "value")
    assert said.startswith(f"Large services are approved: {verdict}\n")
    assert f"{verdict.capitalize()}: “Built as one”" in said.replace('"Built as one"', "“Built as one”")
    assert "By A. Clerk, 1 March 2026" in said
    assert "line 11." in said
    assert "Without it this would be a breach." in said


def test_what_an_exception_excuses(rules: Shop) -> None:
    rules.write("t.yaml", TENDER.replace("open procedure", "direct award"))
    said = why(rules, "value")
    assert said.startswith("Large services are approved: not applicable\n")
    assert "Does the rule apply to this tender? No.\n" in said
    assert "yes        Except when: procedure is direct award\n" in said
    assert "must be" not in said


def test_an_undetermined_rule_says_what_would_settle_it(rules: Shop) -> None:
    rules.write("t.yaml", TENDER.replace("estimated value: GBP 9,000\n", ""))
    said = " ".join(why(rules, "value").split())
    assert "It may yet be breached or met." in said
    assert "To settle it, state: - estimated value (not stated): met if GBP 7,000 or less; breached if" in said


#: `line 24: kind of …`, with the lines that it goes on in.
FACT_LINES = re.compile(r"^( +)line \d+: .*(?:\n\1 {8,}.*)*", re.MULTILINE)


@pytest.mark.parametrize(
    "tender",
    [
        "half-finished-draft",
        pytest.param("youth-service", marks=pytest.mark.long),
        pytest.param("homelessness-service", marks=pytest.mark.long),
    ],
)
def test_every_rule_of_the_shipped_examples_is_explained_and_nothing_is_said_twice(shop: Shop, tender: str) -> None:
    """A sentence stands twice on a page only where two duties, or two things, each have it as their own."""
    file = str(ROOT / "examples" / f"{tender}.yaml")
    policy = str(ROOT / "policies/commissioning/five-principles.policy")
    listed = shop.run("rules", "--policy", policy, "--format", "json")
    for rule in [one["rule"] for one in json.loads(listed.out)["rules"]]:
        ran = shop.run("explain", rule, "--policy", policy, "--tender", file)
        assert ran.code == Exit.DONE
        lines = [" ".join(found[0].split()) for found in FACT_LINES.finditer(ran.out)]
        twice = [line for line, times in Counter(lines).items() if times > 1]
        assert twice == [], (rule, twice)
        assert "None" not in ran.out


def test_for_programs(rules: Shop) -> None:
    (found,) = json.loads(why(rules, "lots", "--format", "json"))["reasonings"]
    assert (found["rule"], found["verdict"], found["tender"]) == ("council/rules#lots", "breached", "t.yaml")
    assert [item["item_label"] for item in found["items"]] == ["lot 1 (North)", "lot 2 (South)"]
    assert [one["item_label"] for one in found["left_out"]] == ["lot 3 (East)"]
    (limb,) = found["items"][1]["limbs"]
    assert limb["duty"]["answer"] == "no"
    assert [(fact["name"], fact["line"]) for fact in limb["duty"]["facts"]] == [("cost method of lot 2 (South)", 8)]


def test_each_thing_that_is_asked_the_same_has_a_line_and_what_would_make_it_otherwise(shop: Shop) -> None:
    shop.write("r.policy", 'policy a/b "B"\n\nrule sme "Small firms"\n  every lot must be suitable for SMEs\n')
    shop.write("t.yaml", "tender: T\nlots: [{title: A, suitable for SMEs: yes}, {title: B, suitable for SMEs: no}]\n")
    said = why(shop, "sme")
    assert said.count("every lot must be suitable for SMEs") == 1
    assert "yes        lot 1 (A)\n" in said
    assert "no         lot 2 (B)\n" in said
    assert "- met if lot 2 (B) is suitable for SMEs\n" in said


def test_a_flag_that_has_nothing_to_flag_says_so(shop: Shop) -> None:
    flag = "flag when estimated value is above GBP 5 and category is works"
    shop.write("r.policy", f'policy a/b "B"\n\nrule red "Red"\n  {flag}\n')
    shop.write("t.yaml", "tender: T\ncategory: works\nestimated value: GBP 4\n")
    assert "  not applicable · flag\n    Nothing to flag.\n    no         all of these\n" in why(shop, "red")


def test_a_table_tells_the_row_that_decides(shop: Shop) -> None:
    table = "table floors decides least weight\n  | category | least weight |\n  | services | 60% |\n  | any | 40% |\n"
    rule = 'rule floor "Floor"\n  quality weight must be at least floors\n'
    shop.write("r.policy", f'policy a/b "B"\n\n{table}  the first matching row applies\n\n{rule}')
    shop.write("t.yaml", "tender: T\ncategory: services\ncriteria: [{name: Q, kind: quality, weight: 100%}]\n")
    said = why(shop, "floor")
    assert "it must be at least floors (60%)" in said
    assert "floors: by the row `| services | 60% |`\n" in said


# --- which tender, which thing --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["South", "lot 2", "LOT 2 (South)", "lots[1]"])
def test_one_thing_of_a_tender(rules: Shop, name: str) -> None:
    said = why(rules, "lots", "--item", name)
    assert "South" in said
    assert "North" not in said


def test_one_of_several_tenders(rules: Shop) -> None:
    rules.write(
        "t.jsonl", '{"tender": "One", "main CPV code": "85312100"}\n{"tender": "Two", "main CPV code": "45000000"}\n'
    )
    both = rules.run("explain", "value", "--policy", "r.policy", "--tender", "t.jsonl")
    assert both.out.count("Large services are approved: ") == 2
    one = rules.run("explain", "value", "--policy", "r.policy", "--tender", "t.jsonl", "--item", "Two")
    assert one.out.count("Large services are approved: ") == 1


def test_a_thing_that_is_not_there(rules: Shop) -> None:
    ran = rules.run("explain", "lots", "--policy", "r.policy", "--tender", "t.yaml", "--item", "Suoth")
    assert ran.code == Exit.NOT_STARTED
    assert "there is no `Suoth`" in ran.err
    assert "did you mean `South`?" in ran.err


# --- what cannot be explained ---------------------------------------------------------------------------------------


def test_a_tender_that_is_not_there(rules: Shop) -> None:
    ran = rules.run("explain", "lots", "--policy", "r.policy", "--tender", "lost.yaml")
    assert ran.code == Exit.NOT_CHECKED
    assert "PS001" in ran.err
    assert ran.out == ""


def test_a_folder_is_no_tender(rules: Shop) -> None:
    ran = rules.run("explain", "lots", "--policy", "r.policy", "--tender", ".")
    assert ran.code == Exit.NOT_STARTED
    assert "name one file" in ran.err


def test_a_rule_that_is_not_there(rules: Shop) -> None:
    ran = rules.run("explain", "lost", "--policy", "r.policy", "--tender", "t.yaml")
    assert ran.code == Exit.NOT_STARTED
    assert "did you mean `lots`?" in ran.err


def test_without_a_tender_it_is_the_rule_itself(rules: Shop) -> None:
    ran = rules.run("explain", "lots", "--policy", "r.policy")
    assert "cost method of the lot must be whole-life cost" in ran.out
    assert "judged while drafting" not in ran.out


def test_what_a_tender_says_acts_on_no_terminal(rules: Shop) -> None:
    rules.write("t.yaml", TENDER.replace("North", '"\\e[31mN\\n  met · must"'))
    said = why(rules, "lots")
    assert "\x1b" not in said
    assert "\n  met · must" not in said


# --- a real notice --------------------------------------------------------------------------------------------------


def test_a_real_notice(shop: Shop) -> None:
    notices = sorted((REAL / "ocds-real").rglob("*.json"))[:2] if REAL.exists() else []
    if not notices:
        pytest.skip("the real notices are not here")
    for notice in notices:
        for rule in ("quality-outweighs-cost", "small-lots", "short-submission-period"):
            ran = shop.run("explain", rule, "--tender", str(notice))
            assert ran.code in (Exit.DONE, Exit.NOT_CHECKED), ran.err
            assert "judged while drafting" in ran.out


# --- held against the runner of tests -------------------------------------------------------------------------------

END = re.compile(r"(?:from )?(.+?)(?: or (?:less|more|earlier|later)| to (.+))?$")


def stated(words: str) -> list[str]:
    """Values at the ends of what is said: `from 3 to 5`, `60% or more`, `a, b or c`."""
    if re.search(r" or (less|more|earlier|later)$|^from ", words):
        return [text for text in END.fullmatch(words).groups() if text]  # type: ignore[union-attr]
    return re.split(r", | or ", words)


def changes(way: dict[str, list[dict[str, str]]]) -> list[dict[str, str]]:
    """The facts of a way, with each end of what is said of a single one."""
    if len(way["facts"]) > 1:
        return [{fact["name"]: fact["values"] for fact in way["facts"]}]
    [fact] = way["facts"]
    return [{fact["name"]: value} for value in stated(fact["values"]) if not value.startswith("any")]


def test_the_values_that_are_named_come_to_what_is_said_of_them(shop: Shop) -> None:
    """A case of a tests file for each: the tender with that one fact stated, and the verdict that was promised."""
    tender = shop.write("t.yaml", (ROOT / "examples/half-finished-draft.yaml").read_text(encoding="utf-8"))
    pack = ROOT / "policies/commissioning/five-principles.policy"
    policy = shop.write("r.policy", pack.read_text(encoding="utf-8"))
    cases: list[dict[str, object]] = []
    for rule in ("whole-life-cost", "low-bids-tested", "living-wage", "lots-or-reasons", "good-jobs"):
        ran = shop.run("explain", rule, "--policy", policy, "--tender", tender, "--format", "json")
        for item in json.loads(ran.out)["reasonings"][0]["items"]:
            for limb, way in [(one, way) for one in item["limbs"] for way in one["ways"]]:
                expected = {"verdict": way["verdict"], "limb": limb["outcome"]["limb"]}
                expected |= {"item": item["item_label"]} if item["item_label"] else {}
                cases += [{"change": change, "expect": {rule: expected}} for change in changes(way)]
    titled = [{"case": str(number), **one} for number, one in enumerate(cases)]
    assert len(cases) > 10
    shop.write("r.tests.yaml", json.dumps({"tenders": {"base": tender}, "others": "any", "cases": titled}))
    ran = shop.run("test", "r.tests.yaml")
    assert ran.code == Exit.DONE, ran.out
