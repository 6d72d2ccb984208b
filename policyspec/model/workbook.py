"""The form of the native workbook: which sheets it has, and what heads their columns.

The tender has a sheet with a row for each fact; what it has several of, a sheet with a row for each and a column for
each fact. A row that belongs to a lot, and not to the tender as a whole, names the lot.
"""

from policyspec.base.dataclasses import dataclass
from policyspec.model.types import Kind
from policyspec.model.vocabulary import EntityInfo, FactInfo, Vocabulary

TENDER, WORDS, EXPLANATIONS, WAIVERS = "Tender", "Words", "Explanations", "Waivers"
FACT, VALUE, HOW, MEANING = "Fact", "Value", "How to write it", "What it means"
MORE_TO_COME, NONE = "more to come", "none"
OF = ": "  # between a record of the tender and one of its facts: `buyer: name`


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with a row for each member of a list. `owners` are the things that have such a list, the tender first."""

    key: str
    phrase: str  # `criteria`
    entity: EntityInfo
    owners: tuple[EntityInfo, ...]
    columns: tuple[FactInfo, ...]

    @property
    def sheet(self) -> str:
        return self.phrase[:1].upper() + self.phrase[1:]

    @property
    def links(self) -> tuple[EntityInfo, ...]:
        """The things, other than the tender, that a row may belong to. Each heads a column, by its singular."""
        return tuple(owner for owner in self.owners if owner.key != "tender")

    @property
    def of_tender(self) -> bool:
        return any(owner.key == "tender" for owner in self.owners)


def stated_facts(vocabulary: Vocabulary, entity: str) -> list[FactInfo]:
    """The facts that a row or a column may state: scalars, references, and lists of them."""
    return [
        info
        for info in vocabulary.facts_of(entity)
        if not info.derived
        and info.type.kind is not Kind.LIST
        and (info.type.kind is not Kind.ITEM or info.type.reference)
    ]


def records(vocabulary: Vocabulary) -> list[FactInfo]:
    """The things of which a tender has one: its buyer, its framework."""
    facts = vocabulary.facts_of("tender")
    return [info for info in facts if info.type.kind is Kind.ITEM and not info.type.reference and not info.derived]


def tables(vocabulary: Vocabulary) -> tuple[Table, ...]:
    """A table for each list of things, each after those whose rows its own may belong to."""
    lists: dict[str, list[FactInfo]] = {}
    for info in vocabulary.facts.values():
        if info.type.kind is Kind.LIST and not info.derived:
            lists.setdefault(info.key, []).append(info)
    made = [_table(infos, vocabulary) for infos in lists.values()]
    done: list[Table] = []
    while made:
        placed = {"tender", *(table.entity.key for table in done)}
        ready = [table for table in made if placed >= {owner.key for owner in table.owners}]
        if not ready:
            raise ValueError("the lists of the vocabulary stand in one another without end")
        done += ready
        made = [table for table in made if table not in ready]
    return tuple(done)


def _table(infos: list[FactInfo], vocabulary: Vocabulary) -> Table:
    first = infos[0]
    entity = vocabulary.entities[first.type.entity or ""]
    owners = sorted((vocabulary.entities[info.owner] for info in infos), key=lambda owner: owner.key != "tender")
    return Table(first.key, first.phrase, entity, tuple(owners), tuple(stated_facts(vocabulary, entity.key)))
