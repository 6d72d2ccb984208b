"""Several rulebooks judged as one: a rule that they have in common is judged once.

Rulebooks that differ in one parameter have most of their rules in common, and so have a policy and its last version.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass

from policyspec.base.dataclasses import dataclass, replace
from policyspec.base.source import Span
from policyspec.ir import nodes as ir
from policyspec.model.outcomes import Strength
from policyspec.model.vocabulary import FactInfo, Vocabulary

#: What no verdict depends on: the author's words and their places.
_WORDS = frozenset(("words", "predicate", "span", "declared", "title", "because", "suggest", "citations"))
_OF_A_PARAMETER = frozenset(("name", "low", "high"))


@dataclass(frozen=True, slots=True)
class Book:
    """A rulebook, and the words that its policies know."""

    rulebook: ir.Rulebook
    vocabulary: Vocabulary


@dataclass(frozen=True, slots=True)
class Version:
    """A rule as one rulebook has it, or several. `book`: the number of the first that does."""

    number: int
    book: int
    rule: ir.Rule

    @property
    def columns(self) -> dict[Strength, str]:
        """The name of the column of states of its duties of each strength."""
        return {limb.strength: f"s{self.number}_{limb.strength}" for limb in self.rule.limbs}


@dataclass(frozen=True, slots=True)
class Plan:
    """The rules to be judged, and which of them each rulebook has under which id."""

    books: tuple[Book, ...]
    versions: tuple[Version, ...]
    ids: tuple[Mapping[str, int], ...]  # of each rulebook: the id of a rule → its number among the versions

    def version(self, book: int, rule: str) -> Version | None:
        number = self.ids[book].get(rule)
        return None if number is None else self.versions[number]

    def columns(self, book: int, strengths: Iterable[Strength], rules: Iterable[str] | None = None) -> list[str]:
        """The columns of a rulebook's duties of some strengths, in all of its rules or in some."""
        some = [self.versions[self.ids[book][id_]] for id_ in (self.ids[book] if rules is None else rules)]
        return [version.columns[strength] for version in some for strength in strengths if strength in version.columns]

    def changing(self, books: Sequence[int]) -> list[str]:
        """The ids of the rules in which some rulebooks differ, in the order of the first."""
        ids = dict.fromkeys(id_ for book in books for id_ in self.ids[book])
        return [id_ for id_ in ids if len({self.ids[book].get(id_) for book in books}) > 1]

    @property
    def groups(self) -> list[list[int]]:
        """The numbers of rulebooks that one query can judge: those with the same words and the same basis of VAT."""
        found: dict[int, list[int]] = {}
        for number, book in enumerate(self.books):
            alike = (first for first in found if _alike(self.books[first].rulebook, book.rulebook))
            found.setdefault(next(alike, number), []).append(number)
        return list(found.values())

    def joint(self, group: Sequence[int]) -> ir.Rulebook:
        """A rulebook of all versions that are first in some rulebooks. Each has its number for an id."""
        rules = tuple(self._numbered(version) for version in self.versions if version.book in group)
        return replace(self.books[group[0]].rulebook, rules=rules)

    def _numbered(self, version: Version) -> ir.Rule:
        ids = self.ids[version.book]
        yields = tuple(replace(one, rule=str(ids[one.rule])) for one in version.rule.yields_to)
        return replace(version.rule, id=str(version.number), yields_to=yields)

    def part(self, book: int, wanted: Iterable[int]) -> ir.Rulebook:
        """A rulebook with only some of its versions, and the rules that prevail over them."""
        rulebook = self.books[book].rulebook
        rules = {rule.id: rule for rule in rulebook.rules}
        kept: set[str] = set()
        waiting = [self.versions[number].rule.id for number in wanted]
        while waiting:
            id_ = waiting.pop()
            if id_ not in kept:
                kept.add(id_)
                waiting += [one.rule for one in rules[id_].yields_to]
        return replace(rulebook, rules=tuple(rule for rule in rulebook.rules if rule.id in kept))


def planned(books: Sequence[Book]) -> Plan:
    """The versions of the rules of some rulebooks, each once."""
    versions: list[Version] = []
    known: dict[object, int] = {}
    ids: list[Mapping[str, int]] = []
    plan = Plan(tuple(books), (), ())
    group_of = {number: group[0] for group in plan.groups for number in group}
    for number, book in enumerate(books):
        mine: dict[str, int] = {}
        for id_, meaning in meanings(book.rulebook):
            key = (group_of[number], meaning)
            if key not in known:
                known[key] = len(versions)
                rule = next(rule for rule in book.rulebook.rules if rule.id == id_)
                versions.append(Version(len(versions), number, rule))
            mine[id_] = known[key]
        ids.append(mine)
    return Plan(tuple(books), tuple(versions), tuple(ids))


def _alike(one: ir.Rulebook, other: ir.Rulebook) -> bool:
    return (one.vat_basis, one.own_facts, one.own_codes) == (other.vat_basis, other.own_facts, other.own_codes)


# --- what a rule means ------------------------------------------------------------------------------------------


def meanings(rulebook: ir.Rulebook) -> Iterator[tuple[str, object]]:
    """Each rule's id, with something that is equal for two rules if they give every tender the same verdicts.

    The rules that prevail over it are a part of what it means.
    """
    rules = {rule.id: rule for rule in rulebook.rules}
    found: dict[str, object] = {}

    def meaning(id_: str) -> object:
        if id_ not in found:
            rule = rules[id_]
            found[id_] = (bare(rule), tuple(meaning(one.rule) for one in rule.yields_to))
        return found[id_]

    for rule in rulebook.rules:
        yield rule.id, meaning(rule.id)


def bare(node: object) -> object:
    """A node without the words in which it was said."""
    match node:
        case FactInfo():
            return node.owner, node.key
        case Span():
            return None
        case tuple():
            return tuple(map(bare, node))
        case _ if is_dataclass(node):
            left = _WORDS | _OF_A_PARAMETER if isinstance(node, ir.Const) else _WORDS
            parts = (bare(getattr(node, field.name)) for field in fields(node) if field.name not in left)
            return type(node).__name__, *parts
        case _:
            return node
