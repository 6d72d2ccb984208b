"""What an OCDS file holds: a release, a package of releases, a record, a package of records, or a list of these."""

from collections.abc import Iterator
from dataclasses import dataclass

from policyspec.base.diagnostics import Diagnostic
from policyspec.readers import errors
from policyspec.readers.tree import Document, Mapping, Node, Scalar, Sequence

_COMPILE = "give the compiled release of the record"
_REFUSED = {
    "versionedRelease": ("this record has only a versioned release", _COMPILE),
    "results": ("these are the results of a search", "give one of the packages or releases inside it"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A release, or a compiled one, and the way to it."""

    node: Mapping
    pointer: str
    compiled: bool = False
    problem: Diagnostic | None = None  # why no tender can be read from it

    @property
    def ocid(self) -> str:
        return text_of(self.node, "ocid")


def text_of(node: Mapping, key: str) -> str:
    entry = node.entries.get(key)
    return entry.value.text if entry and isinstance(entry.value, Scalar) else ""


def value_of(node: Mapping, key: str) -> Node | None:
    entry = node.entries.get(key)
    return entry.value if entry else None


def is_ocds(node: Node) -> bool:
    """Whether a tree is OCDS and not the native format, whose `tender` is a title."""
    if isinstance(node, Sequence):
        return any(isinstance(item, Mapping) and is_ocds(item) for item in node.items)
    if not isinstance(node, Mapping):
        return False
    marks = {"ocid", "releases", "records", "compiledRelease", "versionedRelease", "results"}
    return bool(marks & node.entries.keys()) or isinstance(value_of(node, "tender"), Mapping)


def releases(document: Document) -> Iterator[Found | Diagnostic]:
    """Each release from which a tender can be read, or why it cannot. Releases of one process are refused together."""
    found: dict[str, list[Found]] = {}
    for one in _in(document.root, "", document):
        if isinstance(one, Diagnostic):
            yield one
        else:
            found.setdefault(one.ocid or one.pointer, []).append(one)
    for ocid, members in found.items():
        compiled = [one for one in members if one.compiled]
        if len(members) > 1 and len(compiled) != 1:
            yield errors.several_releases(document.span(members[1].node), ocid, len(members))
        else:
            yield from (one.problem or one for one in compiled or members)


def _in(node: Node, pointer: str, document: Document) -> Iterator[Found | Diagnostic]:
    match node:
        case Sequence(items=()):
            yield errors.not_read(document.span(node), "there is nothing in this list", "give a release, or a package")
        case Sequence():
            for number, item in enumerate(node.items):
                yield from _in(item, f"{pointer}/{number}", document)
        case Scalar():
            yield errors.no_tender(document.span(node), "a text")
        case Mapping():
            yield from _in_object(node, pointer, document)


def _in_object(node: Mapping, pointer: str, document: Document) -> Iterator[Found | Diagnostic]:
    package = next((key for key in ("releases", "records") if key in node.entries), None)
    if isinstance(compiled := value_of(node, "compiledRelease"), Mapping):
        yield from _release(compiled, f"{pointer}/compiledRelease", document, compiled=True)
    elif isinstance(value_of(node, "tender"), Mapping) or not (package or _REFUSED.keys() & node.entries.keys()):
        yield from _release(node, pointer, document)
    elif package:
        yield from _package(node, package, pointer, document)
    else:
        key = next(key for key in _REFUSED if key in node.entries)
        yield errors.not_read(document.span(node), *_REFUSED[key])


def _package(node: Mapping, key: str, pointer: str, document: Document) -> Iterator[Found | Diagnostic]:
    members = value_of(node, key)
    if not isinstance(members, Sequence):
        yield errors.wrong_shape(document.span(members or node), f"`{pointer}/{key}`", "something else", "a list", None)
        return
    version = value_of(node, "version")
    if isinstance(version, Scalar) and version.text and not version.text.startswith("1.1"):
        yield errors.other_version(document.span(version), version.text)
    if not members.items:
        yield errors.not_read(document.span(members), f"there is nothing in `{key}`", "give a package with a release")
    for number, member in enumerate(members.items):
        yield from _in(member, f"{pointer}/{key}/{number}", document)


def _release(node: Mapping, pointer: str, document: Document, *, compiled: bool = False) -> Iterator[Found]:
    compiled = compiled or "compiled" in _tags(node)
    yield Found(node, pointer, compiled=compiled, problem=_problem(node, document))


def _problem(node: Mapping, document: Document) -> Diagnostic | None:
    tender = value_of(node, "tender")
    if isinstance(tender, Mapping) and tender.entries:
        if not _is_versioned(tender):
            return None
        return errors.not_read(document.span(tender), "this release holds every version of each value", _COMPILE)
    if node.entries and node.entries.keys() <= {"url", "uri", "tag", "date"}:
        hint = "fetch the release that it links to, and give that"
        return errors.not_read(document.span(node), "this is a link to a release, and not the release", hint)
    hint = "give the release of the tender notice"
    return errors.not_read(document.span(node), "this release says nothing of a tender", hint)


def _tags(node: Mapping) -> set[str]:
    tags = value_of(node, "tag")
    return {item.text for item in tags.items if isinstance(item, Scalar)} if isinstance(tags, Sequence) else set()


def _is_versioned(tender: Mapping) -> bool:
    """Whether values are lists of versions, as in a versioned release."""
    title = next((value_of(tender, key) for key in ("title", "status", "description") if key in tender.entries), None)
    first = title.items[0] if isinstance(title, Sequence) and title.items else None
    return isinstance(first, Mapping) and "releaseID" in first.entries
