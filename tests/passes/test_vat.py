"""The highest rate of VAT: how a header says it, for which rules it holds, and what follows from it for an amount."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspec.base.source import Source
from policyspec.model.ranges import Interval
from policyspec.model.values import Vat
from policyspec.model.vat import on_basis
from policyspec.syntax.format import format_policy
from policyspec.syntax.parse import parse
from tests.passes.compiling import compiled, mistake, sound

RULE = 'rule r "R"\n  under "An Act" not checked\n  description must be stated\n'


def policy(name: str, *clauses: str, uses: tuple[str, ...] = ()) -> str:
    head = f'policy test/{name} "P" version 1\n' + "".join(f"  {clause}\n" for clause in clauses)
    return head + "".join(f"use test/{used} version 1\n" for used in uses) + RULE


def rates(*texts: str) -> dict[str, Fraction | None]:
    rulebook, said = compiled(*texts)
    assert not any(d.is_error for d in said)
    return {rule.id.removeprefix("test/").removesuffix("#r"): rule.vat_at_most for rule in rulebook.rules}


def test_the_rate_holds_for_the_rules_of_the_policy() -> None:
    assert rates(policy("a", "VAT is at most 20%"), policy("b")) == {"a": Fraction(1, 5), "b": None}


def test_a_policy_takes_the_highest_of_those_that_it_uses_unless_it_has_its_own() -> None:
    high, low = policy("high", "VAT is at most 27%"), policy("low", "VAT is at most 20%")
    both = policy("both", uses=("high", "low"))
    through = policy("through", uses=("both",))
    own = policy("own", "VAT is at most 25%", uses=("high",))
    found = rates(high, low, both, through, own)
    assert found["both"] == found["through"] == Fraction(27, 100)
    assert found["own"] == Fraction(1, 4)


def test_what_stands_right_below_is_the_source_of_the_rate() -> None:
    text = policy("a", 'under "An Act"', "VAT is at most 20%", 'under "A Finance Act" section "2"', 'owner "Us"')
    header = parse(Source("a.policy", text))[0].policy
    assert header is not None
    assert header.vat is not None
    assert [cite.title for cite in header.cites] == ["An Act"]
    assert [cite.title for cite in header.vat.cites] == ["A Finance Act"]


@pytest.mark.parametrize("written", ["VAT is at most 20%", "vat  IS at most 20 %", "VAT is At Most 20 per cent"])
def test_it_has_one_spelling(written: str) -> None:
    made = format_policy(Source("a.policy", policy("a", written)))
    assert isinstance(made, str)
    assert "\n  VAT is at most 20%\n" in made


def test_a_name_that_begins_alike_is_a_name() -> None:
    (rule,) = sound('rule r "R"\n  VAT basis must be stated\n').rules
    assert rule.limbs[0].words == "VAT basis must be stated"


def test_it_stands_once_and_in_a_header() -> None:
    twice = 'policy test/p "T" version 1\n  VAT is at most 20%\n  «VAT is at most 25%»\n' + RULE
    assert mistake(twice).code == "PS107"
    assert mistake('rule r "R"\n  «VAT is at most 20%»\n  description must be stated\n').code == "PS106"


amounts = st.fractions(min_value=-1000, max_value=1000)
rates_of_vat = st.fractions(min_value=0, max_value=1)


@given(amounts, rates_of_vat, rates_of_vat, st.booleans())
def test_the_amount_at_any_rate_up_to_the_highest_lies_within_the_bounds(
    net: Fraction, rate: Fraction, more: Fraction, known: bool
) -> None:
    highest = rate + more if known else None
    gross = net * (1 + rate)
    assert holds(on_basis(Interval.point(net), Vat.EXCLUDING, Vat.INCLUDING, highest), gross)
    assert holds(on_basis(Interval.point(gross), Vat.INCLUDING, Vat.EXCLUDING, highest), net)


@given(amounts, rates_of_vat)
def test_the_bounds_are_reached_without_vat_and_at_the_highest_rate(net: Fraction, highest: Fraction) -> None:
    found = on_basis(Interval.point(net), Vat.EXCLUDING, Vat.INCLUDING, highest)
    assert {found.low, found.high} == {net, net * (1 + highest)}


def holds(interval: Interval, value: Fraction) -> bool:
    return (interval.low is None or interval.low <= value) and (interval.high is None or value <= interval.high)
