"""What is needed to put a release together from parts of a file."""

from collections.abc import Iterator
from datetime import UTC, datetime

from policyspec.readers.tree import Entry, Mapping, Node, Scalar, Sequence, Style, escaped


def text_of(node: Mapping, key: str) -> str:
    entry = node.entries.get(key)
    return entry.value.text if entry and isinstance(entry.value, Scalar) else ""


def value_of(node: Mapping, key: str) -> Node | None:
    entry = node.entries.get(key)
    return entry.value if entry else None


def instant(node: Mapping, key: str) -> datetime | None:
    """When something was released; None where it does not say so in a way that can be read.

    Only for putting releases in order: a time without an offset is taken to be in UTC, as OCDS asks publishers to add.
    """
    try:
        moment = datetime.fromisoformat(text_of(node, key))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def pointers(node: Node, pointer: str) -> Iterator[tuple[int, str]]:
    """Where each node below stands, by its start."""
    yield node.start, pointer
    match node:
        case Mapping():
            for key, entry in node.entries.items():
                yield from pointers(entry.value, f"{pointer}/{escaped(key)}")
        case Sequence():
            for number, item in enumerate(node.items):
                yield from pointers(item, f"{pointer}/{number}")
        case Scalar():
            pass


def keyed(node: Mapping, entries: dict[str, Node]) -> Mapping:
    """A mapping in the place of another. Its keys have no places of their own."""
    made = {key: Entry(Scalar(key, Style.QUOTED, node.start, node.start), value) for key, value in entries.items()}
    return Mapping(made, node.start, node.end)
