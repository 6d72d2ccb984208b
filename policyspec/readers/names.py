"""Names to items: which places of a tender file a reference may mean."""

from collections.abc import Iterator

from policyspec.base.suggest import did_you_mean
from policyspec.model.facts import Absence, Absent, Fact, Stated
from policyspec.model.types import Kind
from policyspec.model.values import ItemRef
from policyspec.model.vocabulary import Vocabulary, fold
from policyspec.readers import errors
from policyspec.readers.scalars import Reading
from policyspec.readers.tree import Mapping, Node, Scalar, Sequence


def names_in(root: Mapping, vocabulary: Vocabulary) -> dict[tuple[str, str], tuple[str, ...]]:
    """The paths of all things that a native file names, by kind of thing and folded name."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for entity, name, path in _named(root, "tender", "", vocabulary):
        key = (entity, fold(name))
        found[key] = (*found.get(key, ()), path)
    return found


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


def _named(node: Node, entity: str, path: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str, str]]:
    if (name := name_of(node, entity, vocabulary)) and path:
        yield entity, name.text, path
    if not isinstance(node, Mapping):
        return
    for entry in node.entries.values():
        info = vocabulary.fact(entity, entry.key.text)
        if info is None or info.type.entity is None or info.type.reference or info.derived:
            continue
        below = f"{path}.{info.key}".lstrip(".")
        if info.type.kind is Kind.ITEM:
            yield from _named(entry.value, info.type.entity, below, vocabulary)
        elif isinstance(entry.value, Sequence):
            for number, member in enumerate(entry.value.items):
                yield from _named(member, info.type.entity, f"{below}[{number}]", vocabulary)


def resolve(scalar: Scalar, entity: str, name: str, reading: Reading) -> Fact:
    """The item that a reference names; `name` is what messages call the reference."""
    origin = reading.document.origin(scalar)
    span = reading.document.span(scalar)
    if scalar.is_null:
        reading.say(errors.blank(span, name))
        return Absent(Absence.NOT_STATED, origin)
    info = reading.vocabulary.entities[entity]
    match reading.names.get((entity, fold(scalar.text)), ()):
        case (path,):
            return Stated(ItemRef(path), origin)
        case ():
            known = [called for kind, called in reading.names if kind == entity]
            reading.say(errors.no_such_item(span, name, scalar.text, info.singular, did_you_mean(scalar.text, known)))
            return Absent(Absence.UNREADABLE, origin, f"there is no {info.singular} called `{scalar.text}`")
        case _:
            reading.say(errors.two_such_items(span, name, scalar.text, info.plural))
            return Absent(Absence.UNREADABLE, origin, f"two or more {info.plural} are called `{scalar.text}`")
