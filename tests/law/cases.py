"""Cases: a rulebook, a tender and completions of it, from a seed."""

# ruff: noqa: S311 - as in domain.py
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from policyspec.ir import nodes as ir
from policyspec.model.facts import Tender
from tests.law import completing, tenders
from tests.law.domain import dims
from tests.law.rulebooks import rulebook


@dataclass(frozen=True)
class Case:
    """A draft tender and a rulebook for it."""

    seed: int
    rulebook: ir.Rulebook
    tender: Tender
    setting: tenders.Setting

    def completions(self, many: int) -> Iterator[Tender]:
        """The tender with everything filled in, in several ways."""
        for number in range(many):
            yield completing.completed(completing.again(self.seed, str(number)), self.tender, self.setting)

    def partly(self) -> Tender:
        """The tender with some of what is missing filled in."""
        return completing.partly(completing.again(self.seed, "part"), self.tender, self.setting)


def case(seed: int, focus: str = "") -> Case:
    """A case from a seed; with a focus (`share`), a small one about such an expression."""
    rng = Random(seed)
    at = dims(rng)
    book = rulebook(rng, at, focus)
    setting = tenders.setting(rng, book, at)
    return Case(seed, book, tenders.tender(rng, book, setting), setting)
