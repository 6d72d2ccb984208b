"""The traps that whoever writes the law as rules falls into, each by its short title, and the tests that keep out of it.

The traps are those of the survey of rules that the packs were drawn from, by its numbers. Each is tested on the packs that ship.
"""

import datetime
from functools import cache
from pathlib import Path

import pytest

import policyspec
from policyspec.model.outcomes import Outcome, Strength, Verdict

POLICIES = Path(__file__).parents[2] / "policies"
PACKS = sorted(path.name for path in POLICIES.iterdir() if path.is_dir())

#: Of each trap its number, its title, and the tests here; the last has none, since no pack has the arithmetic of award formulas.
TRAPS = {
    1: ("what was only recalled blocks", ("recalled_blocks_nothing", "recalled_says_so")),
    2: ("an Act in a wording that was changed since", ("the_wording_of_an_act_is_named",)),
    3: (
        "sources that disagree",
        ("the_day_of_a_note_is_that_of_its_compliance", "the_other_amounts_are_named", "average_days_to_pay"),
    ),
    4: ("a duty to consider is met by a record", ("a_record_meets_a_duty_to_consider", "a_record_shows_no_thought")),
    5: ("local is three things", ("local_benefit", "local_nearness", "local_address", "local_reservation")),
    6: ("policy against law", ("policy_and_law_are_both_reported",)),
    7: ("saying nothing", ("nothing_said_is_held_back", "each_must_that_is_open_blocks")),
    8: ("the same tender on two days", ("new_year", "average_days_to_pay", "the_act_begins")),
    9: ("closed forms of award formulas", ()),
}
#: Others that belong with them.
MORE = {
    "weights in percent are one lawful way of several": "importance_in_other_ways",
    "amounts with VAT and without": "amounts_on_two_bases",
    "health services under a directive in name": "a_health_service_is_outside_the_act",
}

TENDER = """\
tender: Advice for tenants
buyer: {name: Ashcombe Borough Council, type: local authority, country: GB, region: England}
regime: standard
light touch: no
category: services
procedure: open procedure
contract form: bilateral contract
estimated value: GBP 210,000 including VAT
publication date: 2 March 2026
"""
LARGE = TENDER.replace("210,000", "900,000")
LIGHT = LARGE.replace("regime: standard\nlight touch: no", "regime: light touch")
SMALL = TENDER.replace("210,000", "90,000")


@cache
def packs(*names: str) -> policyspec.Policies:
    return policyspec.load_policies(*(POLICIES / name for name in names), library=[POLICIES])


@cache
def judged(text: str, pack: str, gate: str = "draft", on: datetime.date | None = None) -> policyspec.Judged:
    policies = packs(pack)
    return policyspec.check(policies, policyspec.read_tender(text.encode(), policies), gate=gate, on=on)


def outcomes(text: str, rule: str, gate: str = "draft", on: datetime.date | None = None) -> list[Outcome]:
    """What a rule comes to: `uk/thresholds#inside-the-act`."""
    found = judged(text, rule.split("/", maxsplit=1)[0], gate, on)
    return [outcome for outcome in found.outcomes if outcome.rule == rule]


def verdicts(text: str, rule: str, gate: str = "draft", on: datetime.date | None = None) -> list[str]:
    return [str(outcome.verdict) for outcome in outcomes(text, rule, gate, on)]


def criterion(**facts: str) -> str:
    return "criteria:\n  - {name: Closeness, kind: quality, " + ", ".join(f"{k}: {v}" for k, v in facts.items()) + "}\n"


def test_each_trap_has_its_tests() -> None:
    assert list(TRAPS) == list(range(1, 10))
    named = {name for _, names in TRAPS.values() for name in names} | set(MORE.values())
    here = {name.removeprefix("test_") for name in globals() if name.startswith("test_")}
    assert named == here - {"each_trap_has_its_tests"}


# --- 1 to 3: what the packs rest on ------------------------------------------------------------------------------------


def test_recalled_blocks_nothing() -> None:
    rules = [rule for policies in map(packs, PACKS) for rule in policies.rulebook.rules]
    recalled = [
        (rule, limb)
        for rule in rules
        for limb in rule.limbs
        if any(citation.checked == "not checked" for citation in limb.citations or rule.citations)
    ]
    assert {rule.id for rule, limb in recalled if limb.strength is Strength.MUST} == set()
    assert len({rule.id for rule, _ in recalled}) > 5


def test_recalled_says_so() -> None:
    for readme in POLICIES.glob("*/README.md"):
        policies = [path.read_text(encoding="utf-8") for path in readme.parent.glob("*.policy*")]
        if any("not checked\n" in text for text in policies):
            assert "not checked" in readme.read_text(encoding="utf-8"), readme


def test_the_wording_of_an_act_is_named() -> None:
    for name in ("README.md", "social-value-act.policy"):
        text = " ".join((POLICIES / "uk" / name).read_text(encoding="utf-8").replace("#", "").split())
        assert "wording of 2012" in text
        assert "revision" in text


def test_the_day_of_a_note_is_that_of_its_compliance() -> None:
    """Some pages put the note on the day of the Act; it is to be complied with from 1 October 2025."""
    text = LARGE.replace("local authority", "central government") + (
        "scoring formula: absolute scale\n"
        "criteria:\n"
        "  - {name: Care, kind: quality, theme: service quality, weight: 55%}\n"
        "  - {name: Training, kind: quality, theme: social value, weight: 5%}\n"
        "  - {name: Price, kind: price, theme: delivery, weight: 40%}\n"
    )
    rule = "uk/national-policy#social-value-model"
    assert set(verdicts(text, rule, on=datetime.date(2025, 9, 30))) == {"not applicable"}
    assert "breached" in verdicts(text, rule, on=datetime.date(2025, 10, 1))


def test_the_other_amounts_are_named() -> None:
    text = (POLICIES / "northern-ireland" / "README.md").read_text(encoding="utf-8")
    assert all(amount in text for amount in ("138,760", "5,336,937", "123,000", "4.7 million"))


def test_average_days_to_pay() -> None:
    """55 days until 30 September 2025, 45 from the day after."""
    text = LARGE.replace("local authority", "central government") + (
        "yearly value: GBP 6,000,000 including VAT\n"
        "conditions: [{name: How you pay, kind: payment record}]\n"
        "extensions: {average payment asked: 55 days}\n"
    )
    rule = "uk/payment#payment-record-asked"
    assert verdicts(text, rule, on=datetime.date(2025, 9, 30)) == ["met", "met"]
    assert verdicts(text, rule, on=datetime.date(2025, 10, 1)) == ["met", "breached"]


# --- 4: duties to consider ---------------------------------------------------------------------------------------------

#: Rules that ask for a record of what was considered, the facts that are the record, and a poor one.
CONSIDERED = {
    "uk/procurement-act#objectives-recorded": "objectives note: noted\n",
    "uk/procurement-act#small-firms-considered": "SME barriers: [none]\n",
    "uk/national-policy#national-priorities-regarded": "national priorities note: noted\n",
    "uk/social-value-act#consultation-considered": "consultation note: no\nurgent: no\n",
    "uk/care-market#care-market-considered": (
        "service type: care\nmarket note: noted\nextensions: {workforce note: noted}\n"
    ),
}


@pytest.mark.parametrize("rule", CONSIDERED)
def test_a_record_meets_a_duty_to_consider(rule: str) -> None:
    record = CONSIDERED[rule]
    assert set(verdicts(LARGE + record, rule, gate="publish")) == {"met"}
    without = "".join(line + "\n" for line in record.splitlines() if line.startswith(("urgent", "service type")))
    missed = outcomes(LARGE + without, rule, gate="publish")
    assert {str(outcome.verdict) for outcome in missed} == {"breached"}
    assert all(outcome.blocks for outcome in missed)


@pytest.mark.parametrize("rule", [rule for rule in CONSIDERED if "consultation" not in rule])
def test_a_record_shows_no_thought(rule: str) -> None:
    """Where the record meets the duty, the reason that every report shows says what no record shows."""
    for outcome in outcomes(LARGE + CONSIDERED[rule], rule):
        assert outcome.because is not None
        assert any(said in outcome.because for said in ("no record shows", "not the thought"))


# --- 5 and 6: local ----------------------------------------------------------------------------------------------------

PLACE = "uk/procurement-act#no-place-of-supplier"


def test_local_benefit() -> None:
    """What a bid does for a place may earn marks anywhere."""
    text = LARGE + criterion(weight="10%", theme="local economy", **{"location-specific": "no"})
    assert verdicts(text, PLACE) == ["met"]
    assert verdicts(text, "commissioning/alliance#knowledge-not-address") == ["met"]


def test_local_nearness() -> None:
    """Nearness to the people who are served may earn marks in a light touch contract."""
    text = LIGHT + criterion(weight="10%", theme="local knowledge", **{"location-specific": "yes"})
    assert verdicts(text, PLACE) == ["not applicable"]


def test_local_address() -> None:
    """Where a bidder is based may earn no marks above the threshold; below it the Act's rule is silent."""
    address = criterion(weight="10%", theme="local economy", **{"location-specific": "yes"})
    (above,) = outcomes(LARGE + address, PLACE)
    assert above.verdict is Verdict.BREACHED
    assert above.blocks
    assert verdicts(SMALL + address, PLACE) == ["not applicable"]


def test_local_reservation() -> None:
    """A contract may be kept for the suppliers of an area below the threshold and not above it."""
    reserved = "reservation: small local suppliers\nreservation area: Ashcombeshire\n"
    rules = ("uk/below-threshold#local-reservation-named", "uk/below-threshold#no-other-reservation-above")
    assert [set(verdicts(SMALL + reserved, rule)) for rule in rules] == [{"met"}, {"not applicable"}]
    assert [set(verdicts(LARGE + reserved, rule)) for rule in rules] == [{"not applicable"}, {"breached"}]


def test_policy_and_law_are_both_reported() -> None:
    """A policy that services be local is kept by marks for an address, which the law bars: neither hides the other."""
    text = LARGE + "delivered locally: yes\n" + criterion(weight="10%", **{"location-specific": "yes"})
    policies = packs("uk", "commissioning")
    found = policyspec.check(policies, policyspec.read_tender(text.encode(), policies))
    rules = {rule.rule: str(rule.verdict) for rule in found.rules}
    assert rules["commissioning/alliance#local-by-default"] == "met"
    assert rules[PLACE] == "breached"
    assert found.blocks


# --- 7: saying nothing -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pack", PACKS)
def test_nothing_said_is_held_back(pack: str) -> None:
    """A tender that states nothing meets no duty but those that ask for no more than so much of something."""
    found = judged("tender: A\n", pack, "publish")
    assert found.blocks == any(outcome.strength is Strength.MUST for outcome in found.outcomes)
    met = {outcome.rule for outcome in found.outcomes if outcome.verdict is Verdict.MET}
    assert met <= {"commissioning/outcomes#within-budget", "commissioning/outcomes#few-indicators"}


def test_each_must_that_is_open_blocks() -> None:
    found = judged(LARGE, "uk", "publish")
    undetermined = [outcome for outcome in found.outcomes if outcome.verdict is Verdict.UNDETERMINED]
    may_fail = [outcome for outcome in undetermined if Verdict.BREACHED in outcome.possible]
    assert {outcome.blocks for outcome in may_fail if outcome.strength is Strength.MUST} == {True}
    assert {outcome.blocks for outcome in undetermined if outcome.strength is not Strength.MUST} <= {False}


# --- 8: days -----------------------------------------------------------------------------------------------------------


def test_new_year() -> None:
    """GBP 210,000 for a council's service: below GBP 214,904 on 31 December 2025, above GBP 207,720 the day after."""
    below, above = (TENDER.replace("2 March 2026", day) for day in ("31 December 2025", "1 January 2026"))
    objectives = "uk/procurement-act#objectives-recorded"
    assert verdicts(below, "uk/thresholds#inside-the-act") == ["not applicable"]
    assert verdicts(below, objectives, gate="publish") == ["not applicable"]
    assert verdicts(below, "uk/below-threshold#small-firms-considered-below", gate="publish") == ["breached"]
    assert verdicts(above, "uk/thresholds#outside-the-act") == ["not applicable"]
    assert verdicts(above, objectives, gate="publish") == ["breached"]
    assert verdicts(above, "uk/below-threshold#small-firms-considered-below", gate="publish") == ["not applicable"]


def test_the_act_begins() -> None:
    """What began before 24 February 2025 stays under the law before the Act."""
    rule = "uk/procurement-act#objectives-recorded"
    assert verdicts(LARGE, rule, gate="publish", on=datetime.date(2025, 2, 23)) == ["not applicable"]
    assert verdicts(LARGE, rule, gate="publish", on=datetime.date(2025, 2, 24)) == ["breached"]


# --- others ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("importance", [{"weight": "60%"}, {"points": "600"}, {"rank": "1"}])
def test_importance_in_other_ways(importance: dict[str, str]) -> None:
    rule = "uk/procurement-act#importance-stated"
    assert verdicts(LARGE + criterion(**importance), rule, gate="publish") == ["met"]
    assert verdicts(LARGE + criterion(**{"pass-fail": "no"}), rule, gate="publish") == ["breached"]


def test_amounts_on_two_bases() -> None:
    """The amounts of the Act include VAT, those of Scotland exclude it; an amount between the two decides neither."""
    net, both = "GBP 180,000 excluding VAT", "GBP 180,000 excluding VAT, GBP 216,000 including VAT"
    rule = "uk/thresholds#inside-the-act"
    assert verdicts(TENDER.replace("GBP 210,000 including VAT", net), rule) == ["undetermined"]
    said = TENDER.replace("GBP 210,000 including VAT", both) + "above-threshold: yes\n"
    assert verdicts(said, rule) == ["met"]
    for amount, verdict in {"GBP 50,000 excluding VAT": "breached", "GBP 50,000 including VAT": "undetermined"}.items():
        text = TENDER.replace("GBP 210,000 including VAT", amount) + "participation fee: GBP 25\n"
        assert verdicts(text, "scotland/procurement#no-fee") == [verdict]


def test_a_health_service_is_outside_the_act() -> None:
    """Its notice stands under a directive, which would make it a standard contract, and says in words what it is."""
    notice = """{"ocid": "ocds-h6vhtk-1", "id": "1", "date": "2026-05-29T10:00:00Z", "tag": ["tender"], "tender": {
      "title": "School nursing", "legalBasis": {"scheme": "CELEX", "id": "32014L0024"},
      "description": "A process under the Health Care Services (Provider Selection Regime) Regulations 2023.",
      "mainProcurementCategory": "services", "value": {"amountGross": 9000000, "currency": "GBP"}}}"""
    found = judged(notice, "uk", "publish")
    act = [outcome for outcome in found.outcomes if outcome.rule.startswith("uk/procurement-act#")]
    assert {str(outcome.verdict) for outcome in act} == {"not applicable"}
    (route,) = outcomes(notice, "uk/health-services#health-route-named", gate="publish")
    assert route.verdict is Verdict.BREACHED
    assert "Provider Selection Regime" in " ".join(route.assumptions)
