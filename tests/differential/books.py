"""The rulebooks that engines are held against one another on: generated ones, of every construct, and those that ship."""

# ruff: noqa: S311 - cases need no secret numbers
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random

from policyspec.ir import nodes as ir
from policyspec.ir.basis import first_basis
from policyspec.model.vocabulary import Vocabulary
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import load
from tests.law.conditions import FOCI
from tests.law.domain import VOCABULARY, dims
from tests.law.rulebooks import rulebook

ROOT = Path(__file__).parents[2]
#: One rulebook in so many is of a pack that ships: the forms in which policies are in fact written.
SHIPPED = 8
#: One of the generated ones in so many is of one plain rule about one sort of expression.
FOCUSED = 4
SORTS = (*FOCI, "time", "words", "kind", "threshold", "date", "stated", "reference")


@dataclass(frozen=True)
class Book:
    """A rulebook with the words of its policies."""

    name: str
    rulebook: ir.Rulebook
    vocabulary: Vocabulary


def book(seed: int) -> Book:
    """The rulebook of a seed."""
    rng = Random(f"book {seed}")
    if seed % SHIPPED == 0:
        return some_of(rng, rng.choice(packs()))
    focus = rng.choice(SORTS) if seed % FOCUSED == 1 else ""
    made = rulebook(rng, dims(rng), focus)
    return Book(f"seed {seed}", replace(made, vat_basis=first_basis(made.rules)), VOCABULARY)


@cache
def packs() -> tuple[Book, ...]:
    """Every policy that ships."""
    found = []
    for path in sorted((ROOT / "policies").rglob("*.policy*")):
        policies = load([str(path)], Disk())
        assert policies.usable, path
        if policies.rulebook.rules:
            found.append(Book(path.name, policies.rulebook, policies.vocabulary))
    return tuple(found)


def some_of(rng: Random, of: Book, many: int = 6) -> Book:
    """A few rules of a rulebook, with those that prevail over them."""
    rules = {rule.id: rule for rule in of.rulebook.rules}
    picked = rng.sample(list(rules), min(many, len(rules)))
    wanted = {*picked, *(other.rule for id_ in picked for other in rules[id_].yields_to)}
    kept = tuple(rule for rule in of.rulebook.rules if rule.id in wanted)
    return replace(of, rulebook=replace(of.rulebook, rules=kept))
