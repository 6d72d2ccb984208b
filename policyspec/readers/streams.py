"""Files of many tenders, read part by part: JSON Lines, and packages too large to be read at once."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator
from hashlib import blake2b

from policyspec.base.dataclasses import dataclass, field, replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.model.facts import Stated, Tender
from policyspec.model.vocabulary import Vocabulary
from policyspec.readers import container_errors, errors
from policyspec.readers.limits import Limits
from policyspec.readers.lines import documents
from policyspec.readers.members import members
from policyspec.readers.ocds import about, read_ocds
from policyspec.readers.pieces import Pieces
from policyspec.readers.tree import Document, Mapping

Found = Tender | Diagnostic
_SHELVES = 12  # bits that tell the shelf of a digest

Reader = Callable[[Document], tuple[tuple[Tender, ...], tuple[Diagnostic, ...]]]


def read_lines(pieces: Pieces, name: str, read: Reader, limits: Limits) -> Iterator[Found]:
    """The tenders of each line. The `source` of each has the number of its line: `notices.jsonl:17`."""
    return _listed(_once(_from_lines(pieces, name, read, limits)), name, limits.refused)


def read_members(pieces: Pieces, name: str, vocabulary: Vocabulary, limits: Limits) -> Iterator[Found]:
    """The tenders of each member of a package. The `source` of each has its pointer: `notices.json#/releases/2`."""
    return _listed(_once(_from_members(pieces, name, vocabulary, limits)), name, limits.refused)


def _from_lines(pieces: Pieces, name: str, read: Reader, limits: Limits) -> Iterator[Found]:
    number = 0
    for number, document in documents(pieces, name, limits):
        if isinstance(document, Diagnostic):
            yield document
            continue
        tenders, said = read(document)
        yield from (replace(t, source=f"{name}:{number}{t.source.removeprefix(name)}") for t in tenders)
        yield from said
    if not number:
        yield errors.empty(Span(name, 1, 1, 1, 1), "write one OCDS release or record on each line")


def _from_members(pieces: Pieces, name: str, vocabulary: Vocabulary, limits: Limits) -> Iterator[Found]:
    for part in members(pieces, name, limits):
        if isinstance(part, Diagnostic):
            yield part
            continue
        document, pointer = part
        if not pointer and isinstance(document.root, Mapping):
            yield from about(document, document.root)
            continue
        tenders, said = read_ocds(document, vocabulary, pointer)
        yield from (replace(t, source=f"{name}#{t.root.origin.pointer if t.root.origin else pointer}") for t in tenders)
        yield from said


@dataclass(slots=True)
class Seen:
    """The processes of a file that were met, by their digests: eight bytes for each.

    They stand in order on many shelves, by their first bits: what is put in moves only what comes after it on its own.
    """

    shelves: dict[int, "array[int]"] = field(default_factory=dict)

    def first_time(self, digest: int) -> bool:
        number = digest >> 64 - _SHELVES
        shelf = self.shelves.get(number)
        if shelf is None:
            shelf = self.shelves[number] = array("Q")
        place = bisect_left(shelf, digest)
        if place < len(shelf) and shelf[place] == digest:
            return False
        shelf.insert(place, digest)
        return True


def digest_of(ocid: str) -> int:
    """Eight bytes that stand for a process."""
    return int.from_bytes(blake2b(ocid.encode(), digest_size=8).digest())


def _once(found: Iterator[Found]) -> Iterator[Found]:
    """Each process once: its later releases cannot be merged, since the earlier ones are not kept, and are refused."""
    seen = Seen()
    for one in found:
        ocid = one.root.fact("identifier") if isinstance(one, Tender) and one.format == "ocds" else None
        if isinstance(ocid, Stated) and ocid.origin and not seen.first_time(digest_of(str(ocid.value))):
            yield container_errors.process_again(errors.at(ocid.origin), str(ocid.value))
        else:
            yield one


def _listed(found: Iterator[Found], name: str, most: int) -> Iterator[Found]:
    """The diagnostics up to a number, and then how many more there were."""
    told = more = 0
    first = None
    for one in found:
        if isinstance(one, Tender):
            yield one
        elif told < most:
            told += 1
            yield one
        else:
            more += 1
            first = first or one.span
    if more:
        yield container_errors.more_refused(first or Span(name, 1, 1, 1, 1), more)
