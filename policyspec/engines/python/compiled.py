"""A rulebook as Python: compiled once, run on any number of tenders."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from policyspec.base.dataclasses import dataclass
from policyspec.engines.python.emit import emitted
from policyspec.engines.python.ground import Ground, ground_of
from policyspec.ir import nodes as ir
from policyspec.ir.reads import Reads, reads_of
from policyspec.model.facts import Tender
from policyspec.model.outcomes import Gate
from policyspec.model.verdicts import Row
from policyspec.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rulebook's generated code. `source` is what it was made from, for people to read."""

    rulebook: ir.Rulebook
    vocabulary: Vocabulary
    source: str
    rules: tuple[Callable[[Ground], list[Row]], ...]  # over ranges
    straight: Callable[[Ground], Mapping[str, list[Row] | None]]  # the rows of the rules that it can tell
    reads: Reads

    def judge(
        self, tender: Tender, *, gate: Gate | str = Gate.DRAFT, on: date | None = None, assumptions: bool = True
    ) -> tuple[Row, ...]:
        """What each limb of each rule comes to for each item: rows in the order of the interpreter's outcomes.

        `on` is judged instead of the date that each rule names. Without `assumptions`, what would rest on one is
        undetermined. A waiver that stands for facts that are missing shows as one of two verdicts that are possible: to
        tell which facts those are is for the interpreter.
        """
        ground = ground_of(self.rulebook, tender, self.vocabulary, gate=Gate(gate), on=on, assumptions=assumptions)
        plain = self.straight(ground)
        # What is recorded beside a tender changes what a breach becomes, which is for the ranges.
        recorded = {note.rule for note in tender.explanations} | {note.rule for note in tender.waivers}
        rows: list[Row] = []
        for rule, ranged in zip(self.rulebook.rules, self.rules, strict=True):
            found = plain.get(rule.id)
            rows += found if found is not None and rule.id not in recorded else ranged(ground)
        return tuple(rows)

    def judge_by(
        self,
        rules: Iterable[int],
        tender: Tender,
        *,
        gate: Gate = Gate.DRAFT,
        on: date | None = None,
        assumptions: bool = True,
    ) -> tuple[list[Row], ...]:
        """The rows of some rules, by their places in the rulebook, of a tender that lacks what they ask for."""
        ground = ground_of(self.rulebook, tender, self.vocabulary, gate=gate, on=on, assumptions=assumptions)
        return tuple(self.rules[number](ground) for number in rules)


def compile_rulebook(rulebook: ir.Rulebook, vocabulary: Vocabulary) -> Compiled:
    """A rulebook compiled to Python. `vocabulary` is that of its policies, with their own facts."""
    source = emitted(rulebook)
    names = executed(source, _named())
    rules = tuple(names[f"rule_{number}"] for number in range(1, len(rulebook.rules) + 1))
    return Compiled(rulebook, vocabulary, source, rules, names["straight"], reads_of(rulebook))


def executed(source: str, names: Mapping[str, object]) -> dict[str, Any]:
    """What generated source defines, with the names that it may use."""
    found: dict[str, Any] = dict(names)
    exec(compile(source, "<rules>", "exec"), found)  # noqa: S102 - our own source; no text of the user's is code in it
    return found


@cache
def _named() -> Mapping[str, object]:
    """The names that generated code may use."""
    from policyspec.engines.python import names

    return {name: value for name, value in vars(names).items() if not name.startswith("__")}
