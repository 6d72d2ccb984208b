"""The bounds are those of the language, no wider: an answer is undetermined only if some completions differ.

Every fact stands once in these rules, so the normative bounds (LANGUAGE.md section 5) leave nothing undecided that all
completions agree on. All completions of a small tender are tried, at the ends of what each missing fact may be, and
judged by the oracle.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from random import Random

import pytest

from policyspec.ir import nodes as ir
from policyspec.model.facts import NOT_STATED, Fact, Item, Listing, Stated, Tender
from policyspec.model.outcomes import Strength, Verdict
from policyspec.model.types import Kind, Type
from policyspec.model.values import Between, Moment, Ratio, Value
from tests.law import law, nodes, oracle
from tests.law.completing import again
from tests.law.domain import DAYS, PERCENTAGES, info

WEIGHT, KIND, RELEVANT = (info("criterion", key) for key in ("weight", "kind", "relevant"))
CRITERIA = nodes.members(nodes.TENDER, info("tender", "criteria"))
ONE = ir.Var("criterion", "criterion")
KINDS = ("price", "cost", "quality")


def is_kind(*kinds: str) -> ir.Condition:
    subject = nodes.fact(ONE, KIND)
    return nodes.one_of(subject, tuple(nodes.const(kind, KIND.type) for kind in kinds))


def relevant() -> ir.Collection:
    """Criteria that may or may not belong: by a fact that nothing else asks for."""
    return nodes.filtered(CRITERIA, "criterion", nodes.yes(nodes.fact(ONE, RELEVANT)))


def weight() -> ir.Fact:
    return nodes.fact(ONE, WEIGHT)


SUBJECTS: dict[str, ir.Expr] = {
    "number": nodes.aggregate("number", relevant(), "criterion", None),
    "total": nodes.aggregate("total", relevant(), "criterion", weight()),
    "highest": nodes.aggregate("highest", relevant(), "criterion", weight()),
    "lowest": nodes.aggregate("lowest", relevant(), "criterion", weight()),
    "share by number": nodes.share(relevant(), "criterion", is_kind("price"), None),
    "share by weight": nodes.share(relevant(), "criterion", is_kind("price", "cost"), weight()),
    "class ratio": nodes.class_ratio(CRITERIA, "criterion", nodes.negated(is_kind("price", "cost")), is_kind("price", "cost"), weight()),
    "ratio of two classes of three": nodes.class_ratio(relevant(), "criterion", is_kind("quality"), is_kind("price"), weight()),
}  # fmt: skip
BOUNDS: dict[Kind, tuple[Value, ...]] = {
    Kind.NUMBER: tuple(Fraction(n) for n in range(4)),
    Kind.PERCENTAGE: (*PERCENTAGES, Fraction(2)),
    # Not 0:1 and 1:0, which every ratio keeps between: there all that matters is whether there is one, and the bounds
    # need not know that two classes leave no criterion out.
    Kind.RATIO: tuple(
        Ratio(Fraction(a), Fraction(b)) for a, b in ((1, 3), (1, 2), (2, 3), (1, 1), (3, 2), (2, 1), (3, 1))
    ),
}


def rulebook(subject: ir.Expr, relation: str, bound: Value) -> ir.Rulebook:
    duty = nodes.compare(subject, relation, nodes.const(bound, Type(subject.type.kind)))
    limb = ir.Limb("a", Strength.MUST, duty, None, None, (), duty.words, nodes.HERE)
    judged_on = nodes.fact(nodes.TENDER, info("tender", "publication_date"))
    rule = ir.Rule("law#bounds", "Bounds", (), (), (), (), judged_on, (), (limb,), (), None, None, nodes.HERE)
    return ir.Rulebook((rule,), (), (), ())


def tender(criteria: list[dict[str, Fact]]) -> Tender:
    items = tuple(Item("criterion", f"criteria[{n}]", f"criterion {n + 1}", facts) for n, facts in enumerate(criteria))
    published: dict[str, Fact] = {"publication_date": Stated(Moment(DAYS[0]))}
    return Tender("law.yaml", "native", Item("tender", "", "the tender", published, {"criteria": Listing(items)}))


def drawn(rng: Random) -> list[dict[str, Fact]]:
    return [criterion(rng) for _ in range(rng.choice((1, 2, 2, 3)))]


def criterion(rng: Random) -> dict[str, Fact]:
    stated: Fact = Stated(rng.choice(PERCENTAGES))
    low, high = sorted(rng.sample(PERCENTAGES, 2))
    ranged: Fact = Stated(Between(low, high))
    return {
        "weight": rng.choice((NOT_STATED, ranged, stated, stated, stated)),
        "kind": NOT_STATED if rng.random() < 0.4 else Stated(rng.choice(KINDS)),
        "relevant": NOT_STATED if rng.random() < 0.3 else Stated(rng.random() < 0.8),
    }


def ends(key: str, fact: Fact) -> tuple[Value, ...]:
    """The values at which a bound may be met."""
    match fact:
        case Stated(Between(low, high)):
            return (low, high)
        case Stated(value):
            return (value,)
        case _:
            return {"weight": (Fraction(0), Fraction(1)), "kind": KINDS, "relevant": (True, False)}[key]  # type: ignore[return-value]


def completions(criteria: list[dict[str, Fact]]) -> Iterator[Tender]:
    places = [(n, key) for n, facts in enumerate(criteria) for key in facts]
    for values in product(*(ends(key, criteria[n][key]) for n, key in places)):
        done: list[dict[str, Fact]] = [{} for _ in criteria]
        for (n, key), value in zip(places, values, strict=True):
            done[n][key] = Stated(value)
        yield tender(done)


def became(book: ir.Rulebook, criteria: list[dict[str, Fact]]) -> frozenset[Verdict]:
    found = [oracle.judged(book, done)["law#bounds", "a", ""] for done in completions(criteria)]
    return frozenset().union(*(verdicts for verdicts in found if verdicts is not None))


@pytest.mark.parametrize("name", SUBJECTS)
def test_undetermined_only_where_completions_differ(name: str, cases: int) -> None:
    subject = SUBJECTS[name]
    rng = again(0, name)
    for _ in range(cases // 8):
        criteria = drawn(rng)
        relation = rng.choice(("at least", "at most", "above", "below", "equal"))
        book = rulebook(subject, relation, rng.choice(BOUNDS[subject.type.kind]))
        said = law.possible(law.outcomes(book, tender(criteria))["law#bounds", "a", ""])
        meant = became(book, criteria)
        if relation == "equal":
            # Between the ends lies what is equal: ends alone only show what is foreseen.
            assert meant <= said, f"{criteria}"
        else:
            assert said == meant, f"{relation} {book.rules[0].limbs[0].words}: {criteria}"
