"""What is pictured of a tender: the weights of each lot, and the bounds that rules hold them to."""

from fractions import Fraction
from textwrap import dedent

import pytest

import policyspec
from policyspec.model.outcomes import Verdict
from policyspec.report.picture import Floor, LotPicture, Picture
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import load

TWO_LOTS = """\
tender: T
publication date: 2 March 2026
estimated value: GBP 300,000 excluding VAT
criteria:
  - {name: Care, kind: quality, weight: 70%}
  - {name: Price, kind: price, weight: 30%}
  - {name: Safety, kind: quality, pass-fail: yes}
lots:
  - {title: North, value: "GBP 100,000 excluding VAT"}
  - title: South
    criteria:
      - {name: Care, kind: quality, weight: 40%}
      - {name: Running cost, kind: cost, weight: 25%}
      - {name: Travel, weight: 10%}
      - {name: Price, kind: price}
      - more to come
"""


def picture(tender: str, *rules: str, gate: str = "draft") -> Picture:
    header = 'policy t/t "T"\n  judged on publication date\n  under "S"\n\n'
    disk = Disk({"t.policy": (header + "\n".join(map(dedent, rules))).encode(), "t.yaml": tender.encode()})
    policies = load(["t.policy"], disk)
    assert policies.usable, policies.diagnostics
    found = policyspec.read_tender(tender.encode(), policies)
    shown = policyspec.check(policies, found, gate=gate).picture
    assert shown is not None
    return shown


def floors(lot: LotPicture) -> list[tuple[tuple[str, ...], bool, Fraction, Verdict]]:
    return [(f.kinds, f.least, f.at, f.verdict) for f in lot.floors]


def one_floor(duty: str, tender: str = TWO_LOTS) -> Floor:
    (floor,) = picture(tender, f'rule a "A"\n  for each lot\n  {duty}\n').lots[0].floors
    return floor


def test_each_lot_has_its_own_weights_or_the_tenders() -> None:
    shown = picture(TWO_LOTS)
    north, south = shown.lots
    assert (shown.value, north.value, south.value) == (
        "GBP 300,000 excluding VAT",
        "GBP 100,000 excluding VAT",
        None,
    )
    assert [(c.name, c.kind, c.weight, c.words) for c in north.criteria] == [
        ("Care", "quality", Fraction(7, 10), "70%"),
        ("Price", "price", Fraction(3, 10), "30%"),
        ("Safety", "quality", Fraction(0), "pass or fail"),
    ]
    assert [(c.kind, c.weight, c.words) for c in south.criteria][2:] == [
        (None, Fraction(1, 10), "10%"),
        ("price", None, "not stated"),
    ]
    assert (north.label, north.complete, south.complete) == ("lot 1 (North)", True, False)


def test_a_range_is_told_and_not_drawn() -> None:
    weighed = picture("tender: T\ncriteria:\n  - {name: Care, weight: 20% to 30%}\n").lots[0].criteria[0]
    assert (weighed.weight, weighed.words) == (None, "20% to 30%")


def test_a_criterion_without_a_name_has_its_number() -> None:
    lots = picture(
        "tender: T\ncriteria:\n  - {weight: 60%}\n  - {weight: 40%}\nlots:\n  - {title: A}\n  - {title: B}\n"
    ).lots
    assert [c.name for c in lots[0].criteria] == ["criterion 1", "criterion 2"]
    assert lots[0].criteria == lots[1].criteria


def test_a_tender_without_lots_is_pictured_as_one() -> None:
    shown = picture("tender: T\nestimated value: GBP 9\ncriteria:\n  - {name: Care, kind: quality, weight: 100%}\n")
    (whole,) = shown.lots
    assert (whole.label, whole.value, len(whole.criteria)) == ("the tender as one lot", "GBP 9", 1)


def test_that_lots_may_come_is_told() -> None:
    assert not picture("tender: T\nlots:\n  - {title: N}\n  - more to come\n").complete
    assert not picture("tender: T\nlots:\n  - more to come\n").complete
    assert picture("tender: T\nlots:\n  - {title: N}\n").complete


def test_criteria_that_are_not_stated_may_come() -> None:
    assert not picture("tender: T\n").lots[0].complete
    assert picture("tender: T\ncriteria: []\n").lots[0].complete


@pytest.mark.parametrize(
    ("duty", "kinds", "least", "at", "missed"),
    [
        ("quality weight of the lot must be at least 60%", "quality", True, "3/5", False),
        ("quality weight of the lot must be at least 80%", "quality", True, "4/5", True),
        ("quality weight of the lot should be above 70%", "quality", True, "7/10", True),
        ("the quality:cost ratio must be at least 60:40", "quality", True, "3/5", False),
        ("the quality:cost ratio must be at most 3:2", "quality", False, "3/5", True),
        ("cost weight of the lot must be at most 25%", "price cost", False, "1/4", True),
        ("price weight of the lot must be below 40%", "price", False, "2/5", False),
        ("price weight of the lot must not be above 20%", "price", False, "1/5", True),
        ("quality weight of the lot must not be below 80%", "quality", True, "4/5", True),
        ("flag when price weight of the lot is above 20%", "price", False, "1/5", True),
        ("flag when quality weight of the lot is below 60%", "quality", True, "3/5", None),
        (
            "total weight of criteria of the lot where kind of the criterion is not price must be above 0%",
            "quality cost",
            True,
            "0",
            False,
        ),
    ],
)  # fmt: skip
def test_a_bound_is_found_however_it_is_said(duty: str, kinds: str, least: bool, at: str, missed: bool | None) -> None:
    lot = picture(TWO_LOTS, f'rule a "A"\n  for each lot\n  {duty}\n').lots[0]
    if missed is None:  # nothing to flag
        assert lot.floors == ()
        return
    (floor,) = lot.floors
    assert (" ".join(floor.kinds), floor.least, floor.at, floor.missed) == (kinds, least, Fraction(at), missed)
    assert (floor.rule, floor.title) == ("t/t#a", "A")


@pytest.mark.parametrize(
    "duty",
    [
        "total weight of criteria of the lot must be exactly 100%",
        "quality weight of the lot must be at least price weight of the lot",
        "social value weight of the lot must be at least 10%",
        "the quality:price ratio must be at least 60:40",
        "total weight of criteria of the lot where theme of the criterion is jobs must be at least 5%",
        "quality weight of the tender must be at least 60%",
        "number of criteria of the lot must be at least 2",
    ],
)
def test_what_a_bar_cannot_show_is_no_bound(duty: str) -> None:
    assert picture(TWO_LOTS, f'rule a "A"\n  for each lot\n  {duty}\n').lots[0].floors == ()


@pytest.mark.parametrize(
    ("duty", "strict"),
    [
        ("quality weight of the lot must be at least 60%", False),
        ("quality weight of the lot must be above 60%", True),
        ("price weight of the lot must be below 40%", True),
        ("price weight of the lot must not be above 40%", False),
        ("price weight of the lot must not be at least 40%", True),
        ("flag when price weight of the lot is above 20%", False),
    ],
)
def test_whether_the_number_itself_is_enough(duty: str, strict: bool) -> None:
    assert one_floor(duty).strict == strict


def test_both_ends_of_a_range_are_bounds() -> None:
    lot = picture(
        TWO_LOTS, 'rule a "A"\n  for each lot\n  quality weight of the lot must be between 50% and 90%\n'
    ).lots[0]
    assert floors(lot) == [
        (("quality",), True, Fraction(1, 2), Verdict.MET),
        (("quality",), False, Fraction(9, 10), Verdict.MET),
    ]


def test_what_is_said_of_the_tender_holds_where_its_criteria_do() -> None:
    north, south = picture(TWO_LOTS, 'rule a "A"\n  quality weight must be at least 80%\n').lots
    assert floors(north) == [(("quality",), True, Fraction(4, 5), Verdict.BREACHED)]
    assert south.floors == ()  # it has criteria of its own


def test_a_rule_for_each_lot_speaks_of_the_tender_as_one() -> None:
    tender = "tender: T\ncriteria:\n  - {name: Care, kind: quality, weight: 100%}\n"
    rule = 'rule a "A"\n  for each lot\n  quality weight of the lot must be at least 60%\n'
    for gate in ("draft", "publish"):
        assert floors(picture(tender, rule, gate=gate).lots[0]) == [(("quality",), True, Fraction(3, 5), Verdict.MET)]


def test_the_number_of_a_named_bound_is_said() -> None:
    parameter = 'parameter quality floor is 75% between 10% and 90%\n  "the least"\n'
    rule = 'rule a "A"\n  for each lot\n  quality weight of the lot must be at least quality floor or explain\n'
    (floor,) = picture(TWO_LOTS, parameter, rule).lots[0].floors
    assert floor.words == "quality weight of the lot must be at least quality floor (75%)"


def test_a_dated_bound_is_that_of_the_day() -> None:
    threshold = "threshold price cap is\n  40% from 1 January 2020 until 31 December 2025\n  20% from 1 January 2026\n"
    rule = 'rule a "A"\n  for each lot\n  price weight of the lot must be at most price cap\n'
    (floor,) = picture(TWO_LOTS, threshold, rule).lots[0].floors
    assert (floor.at, floor.missed) == (Fraction(1, 5), True)
    undated = TWO_LOTS.replace("publication date: 2 March 2026\n", "")
    assert picture(undated, threshold, rule).lots[0].floors == ()


def test_a_rule_that_does_not_apply_draws_no_line() -> None:
    rule = 'rule a "A"\n  applies when category is works\n  for each lot\n  quality weight of the lot must be at least 60%\n'
    assert picture(TWO_LOTS + "category: services\n", rule).lots[0].floors == ()


def test_what_may_yet_come_leaves_a_bound_open() -> None:
    rule = 'rule a "A"\n  for each lot\n  quality weight of the lot must be at least 60%\n'
    (floor,) = picture(TWO_LOTS, rule).lots[1].floors
    assert (floor.verdict, floor.missed) == (Verdict.UNDETERMINED, False)


def test_an_explained_floor_is_missed_all_the_same() -> None:
    tender = TWO_LOTS + "explanations:\n  - {rule: t/t#a, reason: because}\n"
    floor = one_floor("quality weight of the lot should be at least 80% or explain", tender)
    assert (floor.verdict, floor.missed) == (Verdict.EXPLAINED, True)
