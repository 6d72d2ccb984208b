"""Several releases of one process as one, by the merging rules of OCDS 1.1, with the place of every value.

The rules are the library's (`ocdsmerge`). It is given the releases with a token in place of each value that is taken or
left as a whole, so that what comes back can be put together from the nodes of the file.
"""

import warnings
from collections.abc import Mapping, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Any

from policyspec.base.dataclasses import dataclass
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.extras import library
from policyspec.readers import container_errors, tree
from policyspec.readers.ocds.parts import instant, pointers, text_of
from policyspec.readers.tree import Document, escaped

#: https://standard.open-contracting.org/1.1/en/schema/merging/: fields of the release that a merged one does not take
#: over, and lists that replace their earlier states, wherever the schema has them.
_OMITTED = {("id",): "omitWhenMerged", ("date",): "omitWhenMerged", ("tag",): "omitWhenMerged"}
_WHOLE = {
    "additionalClassifications", "additionalIdentifiers", "additionalProcurementCategories", "changes", "relationship",
    "roles", "submissionMethod",
}  # fmt: skip
_PLACE = "\N{REPLACEMENT CHARACTER}place"  # under which a token says where an object or list stands


class Token(str):
    """A value as the library sees it: a text that is compared, and the node that it stands for."""

    __slots__ = ("node",)
    node: tree.Node

    @classmethod
    def of(cls, node: tree.Node) -> "Token":
        token = cls(node.text if isinstance(node, tree.Scalar) else "")
        token.node = node
        return token


@dataclass(frozen=True, slots=True)
class Release:
    """A release, and the way to it in its file."""

    node: tree.Mapping
    pointer: str


def merge(document: Document, ocid: str, releases: Sequence[Release]) -> tuple[Document | None, list[Diagnostic]]:
    """The releases of one process, in the order in which they stand in the file, as one compiled release.

    Its tree is made of nodes of the file, which keep their places; what it says of itself (`id`, `date`, `tag`) is that
    of a compiled release. None where they cannot be merged, and then the last diagnostic says why.

    Raises:
        ExtraMissing: The library is not installed.
    """
    ordered, found = _in_order(document, ocid, releases)
    if not ordered:
        return None, found
    merger = library("ocdsmerge.merge", what="merging releases", extra="ocds").CompiledRelease(merge_rules=_OMITTED)
    tokens = _Tokens(document, found)
    for release in ordered:
        with warnings.catch_warnings(action="ignore"):  # of two things with one id: said below, with its place
            merger.append(tokens.mapping(release.node, release.pointer))
    if clash := _clash(merger.data):
        return None, [*found, container_errors.unlike(document.span(ordered[-1].node), ocid, clash)]
    return _rebuilt(document, merger.asdict(), ordered), found


def _in_order(document: Document, ocid: str, releases: Sequence[Release]) -> tuple[list[Release], list[Diagnostic]]:
    """By date, and of one date as they stand; none where one has no date."""
    dates = [(instant(release.node, "date"), release) for release in releases]
    dated = sorted(((date, release) for date, release in dates if date is not None), key=itemgetter(0))
    if undated := [release for date, release in dates if date is None]:
        return [], [container_errors.no_date(document.span(undated[0].node), ocid, len(releases))]
    span = document.span
    alike = [(a, b) for (day, a), (next_day, b) in pairwise(dated) if day == next_day]
    return [r for _, r in dated], [container_errors.same_date(span(b.node), ocid, span(a.node)) for a, b in alike]


def _clash(data: Mapping[tuple[str, ...], object]) -> str | None:
    """A path that has one shape in one release and another in another. The library sees only some of these."""
    kinds: dict[tuple[str, ...], type] = {}  # what stands below a path: keys, or ids, which are of another type
    for path in data:
        for length in range(1, len(path)):
            above, kind = path[:length], type(path[length])
            if data.get(above) is not None or kinds.setdefault(above, kind) is not kind:
                return "/" + "/".join(above)
    return None


# Nodes to tokens.


@dataclass(slots=True)
class _Tokens:
    document: Document
    found: list[Diagnostic]

    def mapping(self, node: tree.Mapping, pointer: str) -> dict[str, object]:
        """An object without anything in it stays so, since the rules pass over it."""
        made: dict[str, object] = {}
        for key, entry in node.entries.items():
            match entry.value:
                case tree.Sequence() as list_:
                    made |= self.list_(key, list_, f"{pointer}/{escaped(key)}")
                case tree.Mapping() as below:
                    made[key] = self.mapping(below, f"{pointer}/{escaped(key)}")
                case tree.Scalar() as scalar:
                    made[key] = None if _is_null(scalar) else Token.of(scalar)
        return {**made, _PLACE: Token.of(node)} if any(map(_states, made.values())) else {}

    def list_(self, key: str, node: tree.Sequence, pointer: str) -> dict[str, object]:
        """A list that is merged by the ids in it, with its place; or a token, where it replaces the earlier list."""
        members = [item for item in node.items if isinstance(item, tree.Mapping)]
        ids = [text_of(member, "id") for member in members]
        if key in _WHOLE or len(members) < len(node.items) or not any(ids):
            return {key: Token.of(node)} if node.items or key in _WHOLE else {}
        self.tell_twice(members, ids, pointer)
        return {key: [self.mapping(m, f"{pointer}/{n}") for n, m in enumerate(members)], _PLACE + key: Token.of(node)}

    def tell_twice(self, members: list[tree.Mapping], ids: list[str], pointer: str) -> None:
        first: dict[str, tree.Mapping] = {}
        for member, id_ in zip(members, ids, strict=True):
            if id_ and id_ in first:
                here, there = self.document.span(member), self.document.span(first[id_])
                self.found.append(container_errors.same_id(here, pointer, id_, there))
            first.setdefault(id_, member)


def _is_null(node: tree.Scalar) -> bool:
    return node.style is tree.Style.WORD and node.text == "null"


def _states(value: object) -> bool:
    return bool(value) or value is None or isinstance(value, Token)


# Tokens to nodes.


def _rebuilt(document: Document, merged: Mapping[str, Any], ordered: list[Release]) -> Document:
    root = _mapping(merged)
    table = dict(pair for release in ordered for pair in pointers(release.node, release.pointer))
    return Document(document.source, root, table)


def _mapping(value: Mapping[str, Any]) -> tree.Mapping:
    """An object, in the place of its latest state. Keys have no places of their own."""
    place = value[_PLACE].node
    entries: dict[str, tree.Entry] = {}
    for key, member in value.items():
        if not key.startswith(_PLACE):
            at = value[_PLACE + key].node if isinstance(member, list) and _PLACE + key in value else place
            name = tree.Scalar(key, tree.Style.QUOTED, at.start, at.start)
            entries[key] = tree.Entry(name, _node(member, at))
    return tree.Mapping(entries, place.start, place.end)


def _node(value: object, at: tree.Node) -> tree.Node:
    match value:
        case Token(node=node):
            return node
        case dict():
            return _mapping(value)
        case list():
            return tree.Sequence(tuple(_node(member, at) for member in value), at.start, at.end)
        case _:  # what the library says of the merged release itself
            return tree.Scalar(str(value), tree.Style.QUOTED, at.start, at.start)
