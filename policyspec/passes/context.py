"""What is known at a place in a policy: what its words may mean, the things in scope, what was found so far."""

from collections.abc import Iterable, Mapping
from typing import Literal

from policyspec.base.dataclasses import dataclass, field, replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.ir import nodes as ir
from policyspec.model.types import Type
from policyspec.model.vocabulary import Vocabulary, fold
from policyspec.passes.declared import Declared, Names
from policyspec.passes.grid import Grid
from policyspec.passes.words import Texts

#: How often one rule may spell out definitions and tables; beyond it definitions of definitions have run away.
MOST_EXPANSIONS = 2_000


Line = tuple[str, int]  # file and number


def lines_of(diagnostics: Iterable[Diagnostic]) -> frozenset[Line]:
    """The lines of which some diagnostics speak."""
    spans = [d.span for d in diagnostics if d.span is not None]
    return frozenset((span.file, number) for span in spans for number in range(span.line, span.end_line + 1))


@dataclass(slots=True)
class Findings:
    """What a compilation has found so far: the one thing in these passes that changes."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    used: set[tuple[str, str]] = field(default_factory=set)  # policy and folded name of what is used somewhere
    tables: dict[tuple[str, str], "Grid"] = field(default_factory=dict)  # by policy and name, as first spelt out

    unread: frozenset[Line] = frozenset()  # lines of which reading has said what is wrong

    def say(self, diagnostic: Diagnostic) -> None:
        self.diagnostics.append(diagnostic)

    def all(self) -> list[Diagnostic]:
        """What was found, but for lines of which reading has said what is wrong."""
        return [d for d in self.diagnostics if not lines_of((d,)) & self.unread]

    def use(self, declared: Declared) -> None:
        self.used.add((declared.policy, fold(declared.name)))


@dataclass(slots=True)
class Variables:
    """The variables of one rule: no two have one name."""

    taken: dict[str, int] = field(default_factory=dict)
    expansions: int = 0
    dated: Span | None = None  # where the rule first needs the judged date

    def fresh(self, noun: str) -> str:
        count = self.taken.get(noun, 0) + 1
        self.taken[noun] = count
        return noun if count == 1 else f"{noun} {count}"


@dataclass(frozen=True, slots=True)
class Bound:
    """A thing in scope and the nouns that mean it. A scalar of a list (`the lever`) has a type and no facts."""

    nouns: tuple[str, ...]  # folded
    item: ir.ItemExpr | None
    role: Literal["tender", "each", "member"]
    scalar: tuple[str, Type] | None = None  # variable and type


@dataclass(frozen=True, slots=True)
class Context:
    """Where a piece of a policy stands."""

    names: Names  # of the policy whose text it is
    library: Mapping[str, Names]
    texts: Texts
    findings: Findings
    variables: Variables
    scope: tuple[Bound, ...]  # innermost first; the tender is last
    opened: tuple[str, ...] = ()  # the definitions and tables that are being spelt out

    @property
    def vocabulary(self) -> Vocabulary:
        return self.names.vocabulary

    def say(self, diagnostic: Diagnostic) -> None:
        self.findings.say(diagnostic)

    def words(self, span: Span) -> str:
        return self.texts.words(span)

    def within(self, bound: Bound) -> "Context":
        """The context in which one thing more is in scope."""
        return replace(self, scope=(bound, *self.scope))

    def tender_only(self) -> "Context":
        return replace(self, scope=self.scope[-1:])

    def inside(self, declared: Declared, scope: tuple[Bound, ...]) -> "Context":
        """The context of a declaration's own text: the names of its policy, and only the scope given."""
        home = self.library.get(declared.policy, self.names)
        return replace(self, names=home, scope=scope, opened=(*self.opened, f"{declared.policy}#{fold(declared.name)}"))


TENDER = Bound(("tender",), ir.Var(ir.TENDER, "tender"), "tender")


def entity_of(item: ir.ItemExpr) -> str:
    """The kind of thing that an item is."""
    match item:
        case ir.Var(_, entity):
            return entity
        case ir.Step(_, info):
            return info.type.entity or ""
