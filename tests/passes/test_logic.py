"""What follows from conditions by their text, held to every tender of a small world."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from policyspec.ir import nodes as ir
from policyspec.model.values import Money
from policyspec.passes.logic import implies, negated, never
from policyspec.passes.shape import shape
from tests.passes.compiling import compiled

ATOMS = (
    *(
        f"budget is {relation} GBP {amount}"
        for relation in ("at least", "at most", "above", "below")
        for amount in (1, 2)
    ),
    "budget is between GBP 1 and GBP 2",
    "category is works",
    "category is not works",
    "category is one of goods, works",
    "category is not one of goods, services",
    "the procedure is urgent",
    "the procedure is not urgent",
)
WORLD = list(product((0, 2, 3, 4, 6), ("goods", "services", "works"), (True, False)))  # budgets in halves


def conditions(texts: list[str]) -> list[ir.Condition]:
    rulebook, _ = compiled("".join(f'rule r{n} "R{n}"\n  flag when {text}\n' for n, text in enumerate(texts)))
    return [rule.limbs[0].duty for rule in rulebook.rules]


def holds(condition: ir.Condition, tender: tuple[int, str, bool]) -> bool:
    budget, category, urgent = tender
    match condition:
        case ir.Not(inner):
            return not holds(inner, tender)
        case ir.And(parts):
            return all(holds(part, tender) for part in parts)
        case ir.Or(parts):
            return any(holds(part, tender) for part in parts)
        case ir.Yes():
            return urgent
        case ir.Compare("equal", _, ir.Const(value=str(code))):
            return category == code
        case ir.OneOf(_, options):
            return category in [option.value for option in options if isinstance(option, ir.Const)]
        case ir.BetweenBounds():
            return 2 <= budget <= 4
        case ir.Compare(relation, _, ir.Const(value=Money(_, amount))) if amount is not None:
            bound = 2 * amount
            ways = {"at least": budget >= bound, "at most": budget <= bound, "above": budget > bound}
            return bool(ways.get(relation, budget < bound))
        case _:
            raise AssertionError(condition)


def rests_on_the_whole_list(texts: list[str]) -> bool:
    """That a category is none of goods, services and works is not noticed: code lists grow."""
    return "category" in "".join(texts)


atoms = st.sampled_from(ATOMS)
sentences = st.one_of(
    atoms,
    st.builds("({} and {})".format, atoms, atoms),
    st.builds("({} or {})".format, atoms, atoms),
    st.builds("not ({})".format, st.builds("{} or {}".format, atoms, atoms)),
    st.builds("not ({})".format, st.builds("{} and {}".format, atoms, atoms)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(sentences, min_size=1, max_size=3))
def test_never_is_said_where_no_tender_meets_all(texts: list[str]) -> None:
    found = conditions(texts)
    is_met = any(all(holds(one, tender) for one in found) for tender in WORLD)
    assert not (never(found) and is_met)
    assert never(found) or is_met or rests_on_the_whole_list(texts)


@settings(max_examples=60, deadline=None)
@given(st.lists(sentences, min_size=1, max_size=2), sentences)
def test_what_is_implied_holds_in_every_tender_that_meets_the_others(texts: list[str], last: str) -> None:
    *others, one = conditions([*texts, last])
    met = [tender for tender in WORLD if all(holds(other, tender) for other in others)]
    holds_there = all(holds(one, tender) for tender in met)
    assert holds_there or not implies(others, one)
    assert implies(others, one) or not holds_there or rests_on_the_whole_list([*texts, last])


@settings(max_examples=30, deadline=None)
@given(sentences)
def test_a_denial_holds_where_the_condition_does_not(text: str) -> None:
    (one,) = conditions([text])
    assert all(holds(negated(one), tender) != holds(one, tender) for tender in WORLD)


def test_one_shape_for_one_meaning() -> None:
    one, same, other, further = conditions(
        [
            "there is a lot where (value of the lot is above GBP 5)",
            "there is  a lot where (value  of the lot is above GBP 5.00)",
            "there is a lot where (value of the lot is above GBP 6)",
            "every lot is suitable for SMEs",
        ]
    )
    assert shape(one) == shape(same)
    assert len({shape(one), shape(other), shape(further)}) == 3
