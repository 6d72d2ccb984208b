"""What the things of a tender file are called: by their names (`South`), by labels (`lot 2 (South)`) and by paths."""

from collections.abc import Iterable, Iterator

from policyspec.base.dataclasses import dataclass, field
from policyspec.model.facts import Item, Stated
from policyspec.model.types import Kind
from policyspec.model.vocabulary import Vocabulary, fold
from policyspec.readers.tree import Mapping, Node, Scalar, Sequence

MOST_SHOWN = 6  # names that a hint lists


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that stands in a list or as a record, with what people call it. `short` is its label without names."""

    entity: str
    path: str
    label: str
    short: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Called:
    """The things of a file by path, and the paths that a name or label may mean, by kind of thing."""

    things: dict[str, Thing] = field(default_factory=dict)
    named: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)  # kind → folded name → paths
    labelled: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)

    def paths(self, written: str, entity: str | None = None) -> tuple[str, ...]:
        """The paths that a word means: of what bears it as its name, else as its label, else as its path."""
        word = fold(written)
        for table in (self.named, self.labelled):
            kinds = table if entity is None else (entity,)
            if found := tuple(path for kind in kinds for path in table.get(kind, {}).get(word, ())):
                return found
        thing = self.things.get("".join(word.split()))
        return (thing.path,) if thing and entity in (None, thing.entity) else ()

    def names(self, entity: str | None = None) -> list[str]:
        """The names that there are, of one kind of thing or of all, as they are written."""
        return [t.name for t in self.things.values() if t.name and entity in (None, t.entity)]

    def labels(self, paths: Iterable[str]) -> list[str]:
        return [self.things[path].label for path in paths]


def called_in(root: Mapping, vocabulary: Vocabulary) -> Called:
    """What all things of a native file are called."""
    called = Called()
    for thing in _things(root, Thing("tender", "", "", "", None), vocabulary):
        called.things[thing.path] = thing
        if thing.name:
            _add(called.named, thing, thing.name)
        for label in dict.fromkeys(_labels(thing, called)):
            _add(called.labelled, thing, label)
    return called


def called_of(root: Item, vocabulary: Vocabulary) -> Called:
    """What all things of a tender are called, whatever it was read from; here their numbers in a register count too."""
    called = Called()
    _called(root, "", called, vocabulary)
    return called


def _called(owner: Item, short: str, called: Called, vocabulary: Vocabulary) -> None:
    """Everything below a thing, each before what stands in it."""
    for record in owner.records.values():
        _call(record, record.label, called, vocabulary)
    for listing in owner.lists.values():
        for number, member in enumerate(listing.items):
            noun = vocabulary.entities[member.entity].singular
            _call(member, label_of(noun, number, None, short), called, vocabulary)


def _call(item: Item, short: str, called: Called, vocabulary: Vocabulary) -> None:
    key = vocabulary.entities[item.entity].identified_by
    name, number = (
        fact.value if isinstance(fact, Stated) else None for fact in map(item.fact, (key or "", "identifier"))
    )
    thing = Thing(item.entity, item.path, item.label, short, str(name) if name else None)
    called.things[thing.path] = thing
    if thing.name:
        _add(called.named, thing, thing.name)
    for label in dict.fromkeys([*_labels(thing, called), *([str(number)] if number else [])]):
        _add(called.labelled, thing, label)
    _called(item, short, called, vocabulary)


def label_of(noun: str, number: int, name: Scalar | None, within: str) -> str:
    """`lot 2 (South)`, `criterion 1 (Price) of lot 2 (South)`; numbers count from 0."""
    label = f"{noun} {number + 1} ({name.text.strip()})" if name else f"{noun} {number + 1}"
    return f"{label} of {within}" if within else label


def name_of(node: Node, entity: str, vocabulary: Vocabulary) -> Scalar | None:
    """The scalar by which references know a thing: its name or title; a thing may be written as its name alone."""
    key = vocabulary.entities[entity].identified_by
    if isinstance(node, Scalar) or key is None:
        return node if isinstance(node, Scalar) and key else None
    if isinstance(node, Sequence):
        return None
    entries = node.entries.values()
    found = (e.value for e in entries if (info := vocabulary.fact(entity, e.key.text)) and info.key == key)
    value = next(found, None)
    return value if isinstance(value, Scalar) and not value.is_null else None


def listed(names: Iterable[str]) -> str:
    """`North` and `South`, in the backticks of a message; of many only the first."""
    shown = [f"`{name.strip()}`" for name in dict.fromkeys(names)]
    if len(shown) > MOST_SHOWN:
        return f"{', '.join(shown[:MOST_SHOWN])} and {len(shown) - MOST_SHOWN} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def _labels(thing: Thing, called: Called) -> Iterator[str]:
    """The whole label, the label without names, and both without the thing that they stand in."""
    yield thing.label
    yield thing.short
    owner = called.things.get(thing.path.rpartition(".")[0])
    if owner:
        yield thing.label.removesuffix(f" of {owner.label}")
        yield thing.short.removesuffix(f" of {owner.short}")


def _add(table: dict[str, dict[str, tuple[str, ...]]], thing: Thing, word: str) -> None:
    kind = table.setdefault(thing.entity, {})
    kind[fold(word)] = (*kind.get(fold(word), ()), thing.path)


def _things(node: Mapping, owner: Thing, vocabulary: Vocabulary) -> Iterator[Thing]:
    """Everything below a thing, each before what stands in it."""
    for entry in node.entries.values():
        info = vocabulary.fact(owner.entity, entry.key.text)
        if info is None or info.type.entity is None or info.type.reference or info.derived:
            continue
        entity, path = info.type.entity, f"{owner.path}.{info.key}".lstrip(".")
        if info.type.kind is Kind.ITEM:
            label = f"the {info.phrase}"
            found = [(entry.value, Thing(entity, path, label, label, _name(entry.value, entity, vocabulary)))]
        else:
            members = entry.value.items if isinstance(entry.value, Sequence) else ()
            found = [(m, _member(m, n, entity, path, owner, vocabulary)) for n, m in enumerate(members)]
        for member, thing in found:
            yield thing
            if isinstance(member, Mapping):
                yield from _things(member, thing, vocabulary)


def _member(node: Node, number: int, entity: str, path: str, owner: Thing, vocabulary: Vocabulary) -> Thing:
    noun, name = vocabulary.entities[entity].singular, name_of(node, entity, vocabulary)
    label, short = label_of(noun, number, name, owner.label), label_of(noun, number, None, owner.short)
    return Thing(entity, f"{path}[{number}]", label, short, name.text if name else None)


def _name(node: Node, entity: str, vocabulary: Vocabulary) -> str | None:
    name = name_of(node, entity, vocabulary)
    return name.text if name else None
