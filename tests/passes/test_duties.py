"""Limbs: labels, strength, alternatives, `when`, explanations, sources."""

import pytest

from policyspec.model.outcomes import Citation, Strength
from policyspec.passes.duties import label
from tests.passes.compiling import mistake, rule_of, sound


def test_limbs_are_lettered_in_the_order_of_the_text() -> None:
    assert rule_of("budget must be stated\nflag when electronic is yes\ntitle should be stated") == [
        "(a) must tender.budget stated",
        "(b) flag tender.electronic",
        "(c) should tender.title stated",
    ]


@pytest.mark.parametrize(
    ("number", "letters"), [(0, "a"), (25, "z"), (26, "aa"), (51, "az"), (52, "ba"), (701, "zz"), (702, "aaa")]
)
def test_letters_go_on_after_z(number: int, letters: str) -> None:
    assert label(number) == letters


def test_each_of_gives_a_limb_each_in_words_of_its_own() -> None:
    text = 'rule r "R"\n  for each outcome\n  each of measure, target of the outcome must be stated\n  or explain\n'
    (rule,) = sound(text).rules
    assert [limb.words for limb in rule.limbs] == [
        "measure of the outcome must be stated",
        "target of the outcome must be stated",
    ]
    assert all(limb.explain is not None for limb in rule.limbs)


def test_each_of_should_says_should() -> None:
    (rule,) = sound(
        'rule r "R"\n  for each outcome\n  each of measure, target of the outcome should not be stated\n'
    ).rules
    assert rule.limbs[1].words == "target of the outcome should not be stated"
    assert rule.limbs[1].strength is Strength.SHOULD


def test_alternatives_are_one_limb() -> None:
    text = "community benefit summary must be stated\nor reason for no community benefits must be stated"
    assert rule_of(text) == [
        "(a) must (tender.community_benefit_summary stated or tender.reason_for_no_community_benefits stated)"
    ]


def test_when_covers_its_limb() -> None:
    text = "framework length must be at most 4 years when number of suppliers is exactly 1\nbudget must be stated"
    assert rule_of(text) == [
        "(a) must tender.framework_length at most 48 months when number(tender.suppliers) equal 1",
        "(b) must tender.budget stated",
    ]


def test_must_not() -> None:
    assert rule_of("budget must not be above GBP 5\nthere must not be a lot") == [
        "(a) must not(tender.budget above GBP 5)",
        "(b) must not(number(tender.lots) at least 1)",
    ]


def test_not_under_every_belongs_to_each() -> None:
    assert rule_of("every lot must not be suitable for SMEs") == [
        "(a) must every(lot in tender.lots: not(lot.suitable_for_smes))"
    ]


def test_an_explanation_belongs_to_the_limb_above() -> None:
    text = "there must be at least 2 lots\nor explain in reason for not dividing into lots\nbudget must be stated"
    assert rule_of(text) == [
        "(a) must number(tender.lots) at least 2 or explain in tender.reason_for_not_dividing_into_lots",
        "(b) must tender.budget stated",
    ]


def test_an_explanation_stands_in_a_fact() -> None:
    found = mistake('rule r "R"\n  there must be at least 2 lots\n  or explain in «lots»\n')
    assert found.code == "PS310"


def test_sources_of_a_limb_of_the_rule_and_of_the_policy() -> None:
    text = """rule r "R"
  under "Rule Act" section "1" section "2" <https://example.org/act> checked on 2 March 2026
  budget must be stated
  under "Limb Act" checked in the-register
"""
    (rule,) = sound(text).rules
    assert [str(c) for c in rule.citations] == ["Rule Act, section 1, section 2"]
    assert rule.citations[0] == Citation(
        "Rule Act", (("section", "1"), ("section", "2")), "https://example.org/act", "checked on 2 March 2026"
    )
    assert [c.checked for c in rule.limbs[0].citations] == ["checked in the-register"]


def test_a_rule_without_a_source_has_its_policys() -> None:
    (rule,) = sound('rule r "R"\n  budget must be stated\n').rules
    assert [(str(c), c.checked) for c in rule.citations] == [("An Act", "not checked")]


def test_a_mistake_in_one_limb_leaves_the_rule_out_and_its_neighbours_in() -> None:
    from tests.passes.compiling import compiled

    book, said = compiled('rule r "R"\n  budget must be at least 5\nrule s "S"\n  title must be stated\n')
    assert [d.code for d in said] == ["PS301"]
    assert [rule.id for rule in book.rules] == ["test/p#s"]
