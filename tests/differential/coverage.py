"""What the cases of a run are made of: constructs of the Core IR, verdicts, and the ways in which facts are missing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Literal, get_args, get_origin, get_type_hints

from policyspec.ir import nodes as ir
from policyspec.ir.basis import walk
from policyspec.model.facts import Absence, Absent, Stated, Tender, items
from policyspec.model.outcomes import Verdict
from policyspec.model.values import Between, Money, Vat
from tests.differential.cases import Case
from tests.differential.engines import Rows

#: Every class of node but the one that holds them all.
CLASSES = frozenset(
    name for name, one in vars(ir).items() if is_dataclass(one) and one.__module__ == ir.__name__ and name != "Rulebook"
)
#: Every verdict that a tender can come to; `failed` is a fault of ours.
VERDICTS = frozenset(Verdict) - {Verdict.FAILED}


def variants() -> frozenset[str]:
    """Each word that a field of a node may be: `Aggregate.function total`, `Compare.relation below`."""
    return frozenset(
        f"{name}.{field} {word}"
        for name in CLASSES
        for field, hint in get_type_hints(getattr(ir, name)).items()
        if get_origin(hint) is Literal
        for word in get_args(hint)
    )


def constructs(case: Case) -> Iterable[str]:
    """The classes of node that a rulebook has, and the words of their fields."""
    for node in walk(case.book.rulebook.rules):
        yield type(node).__name__
        for field in fields(node):  # type: ignore[arg-type]
            value = getattr(node, field.name)
            if type(value) is str:
                yield f"{type(node).__name__}.{field.name} {value}"


def states(tender: Tender) -> Iterable[str]:
    """What a tender states that is not one plain value, and what it does not."""
    for item in items(tender.root):
        for fact in (*item.facts.values(), *(fact for listing in item.values.values() for fact in listing.values)):
            match fact:
                case Absent(why):
                    yield str(why)
                case Stated(Between()):
                    yield "a range"
                case Stated(Money() as money):
                    yield money.currency
                    yield from (str(basis) for basis in (None, *Vat) if money.on(basis) is not None)
        for listing in item.lists.values():
            if not listing.items:
                yield "an unreadable list" if listing.unreadable else "an empty list"
            yield "a whole list" if listing.complete else "an open list"
    yield from ("an explanation" for _ in tender.explanations)
    yield from ("a waiver" for _ in tender.waivers)


STATES = frozenset(
    (*map(str, Absence), "a range", "GBP", "EUR", "None", *map(str, Vat), "an unreadable list", "an empty list",
     "a whole list", "an open list", "an explanation", "a waiver")
)  # fmt: skip


def measured(cases: Iterable[Case], rows: Iterable[Rows]) -> Counter[str]:
    """How many cases have each of these."""
    found: Counter[str] = Counter()
    for case, said in zip(cases, rows, strict=True):
        found.update({*constructs(case), *states(case.tender), *(row.verdict for row in said), str(case.how.gate)})
        found[f"on {'a given date' if case.how.on else 'its own'}"] += 1
        found[f"assumptions {'yes' if case.how.assumptions else 'no'}"] += 1
        found["possible of three"] += any(len(row.possible) > 2 for row in said)
    return found
