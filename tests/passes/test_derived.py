"""Facts that are worked out: each has a formula, over the criteria of the thing that it belongs to."""

import pytest

from policyspec.ir import nodes as ir
from policyspec.ir.basis import walk
from policyspec.model.types import Kind
from policyspec.model.vocabulary import FactInfo, standard
from tests.passes.compiling import meant, sound

DERIVED = [info for info in standard().facts.values() if info.derived]


@pytest.mark.parametrize("info", DERIVED, ids=lambda info: f"{info.owner}-{info.key}")
def test_no_engine_meets_a_derived_fact(info: FactInfo) -> None:
    said = f"the {info.owner} is {info.phrase}" if info.type.kind is Kind.YES_NO else f"{info.phrase} is above 1%"
    scope = "" if info.owner == "tender" else f"  for each {info.owner}\n"
    (rule,) = sound(f'rule r "R"\n{scope}  flag when {said}\n').rules
    assert [node.info.key for node in walk(rule) if isinstance(node, ir.Fact) and node.info.derived] == []


def test_quality_is_what_is_neither_price_nor_cost() -> None:
    assert meant("quality weight is above 1%") == (
        "total(criterion 2.weight for criterion 2 in"
        " [criterion in tender.criteria | not(criterion.kind one of price, cost)]) above 1%"
    )


def test_a_ratio_of_two_classes_is_one_node_and_other_ratios_are_not() -> None:
    book = sound(
        'rule r "R"\n  flag when the quality:price ratio is at least 1:1 and the interview:cost ratio is at most 1:1\n'
    )
    duty = book.rules[0].limbs[0].duty
    assert isinstance(duty, ir.And)
    kinds = [type(part.left) for part in duty.conditions if isinstance(part, ir.Compare)]
    assert kinds == [ir.ClassRatio, ir.RatioOf]
