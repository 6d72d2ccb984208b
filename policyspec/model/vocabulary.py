"""The one vocabulary: phrase ↔ fact.

The vocabulary is declared once, on the pydantic models of `model.tender`; what engines and readers need of it
is the generated table `model._vocabulary` (pydantic is not imported to check a tender). This module gives the
shape of that table and the look-ups.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from policyspec.base.dataclasses import dataclass, field
from policyspec.model.types import Kind, Type


@dataclass(frozen=True, slots=True)
class FactInfo:
    """One fact that a thing may state.

    `key` names it in data (`estimated_value`, unique within its owner); `phrase` is what people write.
    For lists `phrase` is the plural noun (`lots`). `plural` is the form in which aggregates and projections
    may say a scalar (`kinds of outcomes`). For lists of scalars `phrase` is the plural (`levers`) and `singular`
    one of them (`lever`). `said_of` names facts of the same thing, or the tender, of which a yes/no fact may be
    said as well as of its owner (`urgent` of `procedure`: `the procedure is urgent`).
    """

    owner: str  # the entity it belongs to: `tender`, `lot`
    key: str
    phrase: str
    type: Type
    definition: str
    group: str = ""  # where a person finds it: "Money", "Outcomes"
    plural: str | None = None
    singular: str | None = None
    aliases: tuple[str, ...] = ()
    ocds: str = ""  # its home in OCDS, a path under the release; empty: none
    eforms: str = ""  # its home in eForms, BT numbers; empty: none
    derived: bool = False  # never stated: computed from other facts (`passes.derived` has the formula)
    inherited: bool = False  # a lot takes the tender's where it states none of its own
    said_of: tuple[str, ...] = ()
    own: bool = False  # declared by a policy with `fact`; stands under `extensions` in the tender file

    @property
    def phrases(self) -> tuple[str, ...]:
        """Every spelling under which it is found, the canonical first."""
        forms = (self.phrase, self.plural, self.singular, *self.aliases)
        return tuple(form for form in forms if form)


@dataclass(frozen=True, slots=True)
class EntityInfo:
    """A thing that facts belong to: the tender, a lot, a criterion."""

    key: str
    singular: str
    plural: str
    definition: str
    identified_by: str | None = None  # the fact that references use as its name: `name`, `title`


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Entities and their facts, with look-up by phrase. Case and runs of blanks are ignored."""

    entities: Mapping[str, EntityInfo]
    facts: Mapping[tuple[str, str], FactInfo]  # (owner, key)
    codes: Mapping[str, tuple[str, ...]]  # code list → its phrases
    _by_phrase: dict[tuple[str, str], FactInfo] = field(init=False, repr=False, compare=False)
    _by_owner: dict[str, list[FactInfo]] = field(init=False, repr=False, compare=False)
    _by_name: dict[str, list[FactInfo]] = field(init=False, repr=False, compare=False)
    _by_noun: dict[str, EntityInfo] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_phrase: dict[tuple[str, str], FactInfo] = {}
        by_owner: dict[str, list[FactInfo]] = {}
        for info in self.facts.values():
            by_owner.setdefault(info.owner, []).append(info)
            for phrase in info.phrases:
                by_phrase.setdefault((info.owner, fold(phrase)), info)
        by_name: dict[str, list[FactInfo]] = {}
        for (_, name), info in by_phrase.items():
            by_name.setdefault(name, []).append(info)
        by_noun: dict[str, EntityInfo] = {}
        for entity in self.entities.values():
            by_noun.setdefault(fold(entity.singular), entity)
            by_noun.setdefault(fold(entity.plural), entity)
        object.__setattr__(self, "_by_phrase", by_phrase)
        object.__setattr__(self, "_by_owner", by_owner)
        object.__setattr__(self, "_by_name", by_name)
        object.__setattr__(self, "_by_noun", by_noun)

    def fact(self, owner: str, phrase: str) -> FactInfo | None:
        """The fact that a thing of this kind calls by this phrase (canonical, plural or alias)."""
        return self._by_phrase.get((owner, fold(phrase)))

    def facts_of(self, owner: str) -> list[FactInfo]:
        """All facts of a kind of thing, in the order of declaration."""
        return self._by_owner.get(owner, [])

    def owners_of(self, phrase: str) -> list[FactInfo]:
        """Every fact, of whatever thing, that is called by this phrase."""
        return list(self._by_name.get(fold(phrase), ()))

    def entity_called(self, noun: str) -> EntityInfo | None:
        """The kind of thing that this noun, singular or plural, names."""
        return self._by_noun.get(fold(noun))

    def phrases(self) -> set[str]:
        """Every phrase that names a fact or a thing."""
        nouns = {n for e in self.entities.values() for n in (e.singular, e.plural)}
        return nouns | {p for f in self.facts.values() for p in f.phrases}

    def with_own(self, own: Iterable[FactInfo], own_codes: Mapping[str, tuple[str, ...]]) -> "Vocabulary":
        """This vocabulary and the facts that policies declare."""
        facts = {**self.facts, **{(f.owner, f.key): f for f in own}}
        return Vocabulary(self.entities, facts, {**self.codes, **own_codes})


def fold(phrase: str) -> str:
    """The form in which phrases are compared: case folded, blanks single."""
    return " ".join(phrase.casefold().split())


def is_scalar(type_: Type) -> bool:
    return type_.kind not in (Kind.LIST, Kind.ITEM, Kind.VALUES)


@cache
def standard() -> Vocabulary:
    """The vocabulary that ships."""
    from policyspec.model import _vocabulary as table

    return Vocabulary(
        {e.key: e for e in table.ENTITIES},
        {(f.owner, f.key): f for f in table.FACTS},
        table.CODES,
    )
