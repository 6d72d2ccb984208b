"""Files of many tenders, cut into blocks of whole lines that processes can judge apart from one another."""

from collections.abc import Iterator
from pathlib import Path

from policyspec.base.dataclasses import dataclass
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.readers import container_errors
from policyspec.readers.kinds import is_sheet, is_xml
from policyspec.readers.limits import STANDARD, Limits
from policyspec.readers.lines import is_lines
from policyspec.readers.pieces import Pieces, in_utf8, opened, unpacked
from policyspec.workspace.errors import nothing_in_folder
from policyspec.workspace.loader import Loader
from policyspec.workspace.tenders import SUFFIXES, inside

SIZE = 2**22  # bytes of a block, about
_LOOKED_AT = 2**16  # bytes by which the kind of a file is told


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines of a file of JSON Lines. `first`: the number of its first line; `start`, `size`: in bytes.

    `data` are these bytes where the file cannot be opened there again: it is packed, or comes through a pipe.
    """

    name: str
    first: int
    start: int
    size: int
    data: bytes | None = None

    def bytes(self) -> bytes:
        """Raises OSError."""
        if self.data is not None:
            return self.data
        with Path(self.name).open("rb") as file:
            file.seek(self.start)
            return file.read(self.size)


@dataclass(frozen=True, slots=True)
class Whole:
    """A file of another format, which is judged in one piece. `data`: its bytes where it cannot be opened again."""

    name: str
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is not judged, and why: a file from some place on, or a line of it."""

    name: str
    source: str
    why: Diagnostic


@dataclass(frozen=True, slots=True)
class End:
    """That a file has ended."""

    name: str


Unit = Block | Whole | Gap | End


def units(name: str, loader: Loader, *, again: bool, size: int = SIZE, limits: Limits = STANDARD) -> Iterator[Unit]:
    """What a file is judged in, in order. `again`: it can be opened a second time, and at any place."""
    yield from _units(name, loader, again, size, limits)
    yield End(name)


def _units(name: str, loader: Loader, again: bool, size: int, limits: Limits) -> Iterator[Unit]:  # noqa: FBT001 – passed on
    if inside(name, loader) == []:
        yield Gap(name, name, nothing_in_folder(name, SUFFIXES))
        return
    head, pieces = opened(loader.pieces(name), _LOOKED_AT)
    opening, pieces = opened(unpacked(pieces, name, limits), _LOOKED_AT)
    if is_xml(opening) or is_sheet(opening, name):
        yield _whole(name, pieces, again=again)
        return
    opening, pieces = opened(in_utf8(pieces, name), _LOOKED_AT)
    if is_lines(opening, name):
        yield from _Cutter(name, size, limits, keep=not again or opening != head).blocks(pieces)
    else:
        yield _whole(name, pieces, again=again)


def _whole(name: str, pieces: Pieces, *, again: bool) -> Whole | Gap:
    if again:
        return Whole(name)
    read = list(pieces)
    why = next((piece for piece in read if isinstance(piece, Diagnostic)), None)
    return Gap(name, name, why) if why else Whole(name, b"".join(piece for piece in read if isinstance(piece, bytes)))


class _Cutter:
    """Cuts a file at the ends of lines. What it knows of the bytes since the last cut are places, and no more.

    `keep`: the blocks have their bytes with them.
    """

    def __init__(self, name: str, size: int, limits: Limits, *, keep: bool) -> None:
        self.name, self.size, self.limits, self.keep = name, size, limits, keep
        self.first = 1  # number of the line that begins at `start`
        self.start = self.end = self.position = 0  # of what is not cut off: beginning, end of its last line, end
        self.lines = 0  # from start to end
        self.held = bytearray()
        self.skipping = False  # what is left of a line that is too long

    def blocks(self, pieces: Pieces) -> Iterator[Unit]:
        for piece in pieces:
            if isinstance(piece, Diagnostic):
                yield from self._cut()  # what is left of the last line goes unread, since its end is missing
                yield Gap(self.name, self.name, piece)
                return
            self._take(self._skipped(piece) if self.skipping else piece)
            too_long = self.position - self.end > self.limits.record
            if too_long or self.position - self.start >= self.size:
                yield from self._cut()
            if too_long:
                yield self._gap()
        self.end, self.lines = self.position, self.lines + 1
        yield from self._cut()

    def _take(self, piece: bytes) -> None:
        last = piece.rfind(b"\n") + 1
        if last:
            self.end = self.position + last
            self.lines += _newlines(piece)
        self.position += len(piece)
        if self.keep:
            self.held += piece

    def _cut(self) -> Iterator[Block]:
        size = self.end - self.start
        if size:
            data = bytes(self.held[:size]) if self.keep else None
            yield Block(self.name, self.first, self.start, size, data)
            del self.held[:size]
        self.first, self.start, self.lines = self.first + self.lines, self.end, 0

    def _gap(self) -> Gap:
        """A line that is longer than is read. What came of it is let go."""
        self._pass()
        self.skipping = True
        span = Span(self.name, self.first, 1, self.first, 1)
        why = container_errors.record_too_large(span, "this line", self.limits.record)
        return Gap(self.name, f"{self.name}:{self.first}", why)

    def _skipped(self, piece: bytes) -> bytes:
        """What comes after the end of the line that is too long; nothing, where it goes on."""
        end = piece.find(b"\n") + 1
        self.position += end or len(piece)
        self._pass()
        if not end:
            return b""
        self.skipping = False
        self.first += 1
        return piece[end:]

    def _pass(self) -> None:
        self.start = self.end = self.position
        self.held.clear()


def _newlines(piece: bytes) -> int:
    """How many there are. `bytes.count` looks at each byte, and takes four times as long where lines are long."""
    number, end = 0, piece.find(b"\n")
    while end >= 0:
        number, end = number + 1, piece.find(b"\n", end + 1)
    return number
