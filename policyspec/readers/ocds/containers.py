"""What an OCDS file holds: a release, a package of releases, a record, a package of records, or a list of these."""

from collections.abc import Iterator

from policyspec.base.dataclasses import dataclass, replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.extras import ExtraMissing
from policyspec.readers import container_errors, errors
from policyspec.readers.ocds.merge import Release, merge
from policyspec.readers.ocds.parts import pointers, text_of, value_of
from policyspec.readers.ocds.versions import is_versions, latest
from policyspec.readers.tree import Document, Mapping, Node, Scalar, Sequence, standing

_PACKAGES = ("releases", "records", "results")


@dataclass(frozen=True, slots=True)
class Found:
    """A release, or a compiled one, with the document that its nodes are of, and the way to it."""

    document: Document
    node: Mapping
    pointer: str
    compiled: bool = False
    said: tuple[Diagnostic, ...] = ()  # of how it was put together

    @property
    def ocid(self) -> str:
        return text_of(self.node, "ocid")


def releases(document: Document, pointer: str = "") -> Iterator[Found | Diagnostic]:
    """One release for each process of a document: its compiled one, else its only one, else all of them merged.

    Instead of it comes why no tender can be read from it. `pointer`: where the document stands in its file.
    """
    processes: dict[str, list[Found]] = {}
    for one in _in(document.root, pointer, document):
        if isinstance(one, Diagnostic):
            yield one
        else:
            processes.setdefault(one.ocid or one.pointer, []).append(one)
    for ocid, members in processes.items():
        one_ = _one(ocid, members, document)
        yield one_ if isinstance(one_, Diagnostic) else _problem(one_) or one_


def _one(ocid: str, members: list[Found], document: Document) -> Found | Diagnostic:
    compiled = [member for member in members if member.compiled]
    if len(compiled) == 1 or len(members) == 1:
        return (compiled or members)[0]
    if compiled:
        return container_errors.several_compiled(document.span(compiled[1].node), ocid, len(compiled))
    try:
        whole, said = merge(document, ocid, [Release(member.node, member.pointer) for member in members])
    except ExtraMissing as missing:
        return missing.diagnostic(document.span(members[1].node))
    if whole is None:
        return said[-1]
    assert isinstance(whole.root, Mapping)
    note = container_errors.merged(document.span(members[0].node), ocid, len(members))
    return Found(whole, whole.root, whole.pointers[whole.root.start], compiled=True, said=(note, *said))


def _in(node: Node, pointer: str, document: Document) -> Iterator[Found | Diagnostic]:
    match node:
        case Sequence(items=()):
            yield errors.not_read(document.span(node), "there is nothing in this list", "give a release, or a package")
        case Sequence():
            for number, item in enumerate(node.items):
                yield from _in(item, f"{pointer}/{number}", document)
        case Scalar():
            yield errors.no_tender(document.span(node), standing(node))
        case Mapping():
            yield from _in_object(node, pointer, document)


def _in_object(node: Mapping, pointer: str, document: Document) -> Iterator[Found | Diagnostic]:
    package = next((key for key in _PACKAGES if key in node.entries), None)
    if isinstance(compiled := value_of(node, "compiledRelease"), Mapping):
        yield _release(compiled, f"{pointer}/compiledRelease", document, compiled=True)
    elif isinstance(versioned := value_of(node, "versionedRelease"), Mapping):
        yield _unversioned(versioned, f"{pointer}/versionedRelease", document)
    elif package and not isinstance(value_of(node, "tender"), Mapping):
        yield from _package(node, package, pointer, document)
    else:
        yield _release(node, pointer, document)


def _package(node: Mapping, key: str, pointer: str, document: Document) -> Iterator[Found | Diagnostic]:
    members = value_of(node, key)
    if not isinstance(members, Sequence):
        yield errors.wrong_shape(document.span(members or node), f"`{pointer}/{key}`", "something else", "a list", None)
        return
    yield from about(document, node)
    if not members.items:
        yield errors.not_read(document.span(members), f"there is nothing in `{key}`", "give a package with a release")
    for number, member in enumerate(members.items):
        yield from _in(member, f"{pointer}/{key}/{number}", document)


def about(document: Document, package: Mapping) -> Iterator[Diagnostic]:
    """What is to be said of what a package states of itself."""
    version = value_of(package, "version")
    if isinstance(version, Scalar) and version.text and not version.text.startswith("1.1"):
        yield errors.other_version(document.span(version), version.text)


def _release(node: Mapping, pointer: str, document: Document, *, compiled: bool = False) -> Found:
    tender = value_of(node, "tender")
    if isinstance(tender, Mapping) and any(is_versions(entry.value) for entry in tender.entries.values()):
        return _unversioned(node, pointer, document)
    return Found(document, node, pointer, compiled or "compiled" in _tags(node))


def _unversioned(node: Mapping, pointer: str, document: Document) -> Found:
    """The latest state of a versioned release."""
    root = latest(node)
    return Found(replace(document, root=root, pointers=dict(pointers(node, pointer))), root, pointer, compiled=True)


def _problem(found: Found) -> Diagnostic | None:
    """Why no tender can be read from a release."""
    tender = value_of(found.node, "tender")
    if isinstance(tender, Mapping) and tender.entries:
        return None
    span = found.document.span(found.node)
    if found.node.entries and found.node.entries.keys() <= {"url", "uri", "tag", "date"}:
        hint = "fetch the release that it links to, and give that"
        return errors.not_read(span, "this is a link to a release, and not the release", hint)
    hint = "give the release of the tender notice"
    return errors.not_read(span, "this release says nothing of a tender", hint)


def _tags(node: Mapping) -> set[str]:
    tags = value_of(node, "tag")
    return {item.text for item in tags.items if isinstance(item, Scalar)} if isinstance(tags, Sequence) else set()
