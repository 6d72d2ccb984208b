"""What policies declare by name, and which of it a policy can see."""

from collections.abc import Mapping
from fractions import Fraction

from policyspec.base.dataclasses import dataclass
from policyspec.base.source import Span
from policyspec.ir import nodes as ir
from policyspec.model.types import Type
from policyspec.model.vocabulary import Vocabulary, fold
from policyspec.syntax import ast


@dataclass(frozen=True, slots=True)
class Parameter:
    """`const` is None where its value was not accepted."""

    policy: str
    name: str
    span: Span
    const: ir.Const | None


@dataclass(frozen=True, slots=True)
class Threshold:
    """`type` is None where its timeline was not accepted."""

    policy: str
    name: str
    span: Span
    periods: tuple[ir.Period, ...]
    type: Type | None


@dataclass(frozen=True, slots=True)
class Definition:
    """`define a small lot as a lot where …`. `entity` is None where its base is not known."""

    policy: str
    name: str
    plural: str
    span: Span
    entity: str | None
    base: str | None  # the definition that it narrows, if that is its base
    node: ast.Define


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table. Rules say what it decides, which is its `name` here, or what the table itself is called."""

    policy: str
    name: str
    span: Span
    node: ast.Table


@dataclass(frozen=True, slots=True)
class OwnFact:
    """A fact that a policy declares. It is found in the vocabulary; here it is only a name that is taken."""

    policy: str
    name: str
    span: Span
    plural: str


Declared = Parameter | Threshold | Definition | Table | OwnFact


@dataclass(frozen=True, slots=True)
class Names:
    """The names that one policy can see: the vocabulary, what it declares, what the policies that it uses declare."""

    policy: str
    vocabulary: Vocabulary
    own: Mapping[str, Declared]  # by folded phrase, plurals among them
    imported: Mapping[str, tuple[Declared, ...]]
    rules: Mapping[str, tuple[str, ...]]  # the rules of this policy and of those that it uses, by policy
    lost: frozenset[str] = frozenset()  # folded names of declarations that could not be read: nothing is said of them
    vat_at_most: Fraction | None = None  # the highest rate of VAT: its own, else the highest of policies that it uses
    complete: bool = True  # whether all that it declares and uses was read; if not, an unknown name may be no mistake

    def find(self, phrase: str) -> tuple[Declared, ...]:
        """What a phrase may mean: nothing, one thing, or one of each of several used policies."""
        folded = fold(phrase)
        return (self.own[folded],) if folded in self.own else self.imported.get(folded, ())

    def missed(self, phrase: str) -> bool:
        """Whether a name of which nothing is known may be one that was not read, or whose declaration has a mistake."""
        unsettled = any(isinstance(each, Definition) and each.entity is None for each in self.find(phrase))
        return unsettled or not self.complete or fold(phrase) in self.lost

    def all(self) -> list[Declared]:
        """Everything that can be seen, the policy's own first."""
        return [*self.own.values(), *(d for each in self.imported.values() for d in each)]
