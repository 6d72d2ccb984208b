"""A versioned release as its latest state: of each value that is kept in versions, the last."""

from policyspec.readers.ocds.parts import instant, value_of
from policyspec.readers.tree import Entry, Mapping, Node, Scalar, Sequence

_KEYS = {"releaseID", "releaseDate", "releaseTag", "value"}


def is_versions(node: Node) -> bool:
    """Whether a list holds versions of one value."""
    return isinstance(node, Sequence) and bool(node.items) and all(_is_version(item) for item in node.items)


def _is_version(node: Node) -> bool:
    return (
        isinstance(node, Mapping)
        and node.entries.keys() <= _KEYS
        and bool({"releaseID", "releaseDate"} & node.entries.keys())
    )


def latest(node: Mapping) -> Mapping:
    """A versioned release with each list of versions replaced by its latest value, which keeps its place in the file.

    A value whose latest version is null, or that is no longer stated, is left out.
    """
    kept = ((key, entry.key, _latest(entry.value)) for key, entry in node.entries.items())
    return Mapping({key: Entry(name, value) for key, name, value in kept if value is not None}, node.start, node.end)


def _latest(node: Node) -> Node | None:
    match node:
        case Scalar():
            return node
        case Mapping():
            return latest(node)
        case Sequence() if is_versions(node):
            value = value_of(_last([item for item in node.items if isinstance(item, Mapping)]), "value")
            return None if isinstance(value, Scalar) and value.is_null and value.text == "null" else value
        case Sequence():
            items = (_latest(item) for item in node.items)
            return Sequence(tuple(item for item in items if item is not None), node.start, node.end)


def _last(versions: list[Mapping]) -> Mapping:
    """The version of the latest date; the one that stands last where a date cannot be read, or several have it."""
    dates = [instant(version, "releaseDate") for version in versions]
    known = [date for date in dates if date is not None]
    if len(known) < len(dates):
        return versions[-1]
    newest = max(known)
    return next(v for v, date in zip(reversed(versions), reversed(dates), strict=True) if date == newest)
