"""What is to be read into a dataset: files by name and digest, divided into units of work."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from policyspec.base.dataclasses import dataclass
from policyspec.workspace.loader import Loader
from policyspec.workspace.tenders import ENDING_OF_TESTS, SUFFIXES

#: How much is read by one worker at a time, in bytes: a part of the lines of a large file, or several small files.
UNIT = 2**24
_MOST_FILES = 1000
_PIECE = 2**20
_LINES = (".jsonl", ".ndjson")
PARQUET = ".parquet"


@dataclass(frozen=True, slots=True)
class Input:
    """A file: its name as the user gave it, and the digest of its bytes (empty: it cannot be read)."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines of a file: from one byte to before another, and the number of the first."""

    start: int
    end: int
    first: int


@dataclass(frozen=True, slots=True)
class Unit:
    """What one worker reads into one file of the dataset: whole inputs, or some lines of one."""

    inputs: tuple[Input, ...]
    lines: Lines | None = None

    def id(self, circumstances: str) -> str:
        """The name of the file that it becomes: the same for the same bytes, read in the same circumstances."""
        parts = [circumstances, *(part for one in self.inputs for part in (one.name, one.digest)), repr(self.lines)]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Survey:
    """What is known of a file before it is read."""

    input: Input
    size: int
    cuts: tuple[Lines, ...]  # of a file of lines that is larger than a unit


def files_of(names: Sequence[str], loader: Loader) -> Iterator[str]:
    """The files that names of files and folders stand for, each once."""
    seen: set[str] = set()
    for name in names:
        inside = loader.files(name, (*SUFFIXES, PARQUET), deep=True)
        for file in [name] if inside is None else inside:
            identity = loader.identity(file)
            if identity not in seen and not (inside is not None and file.endswith(ENDING_OF_TESTS)):
                seen.add(identity)
                yield file


def survey(name: str) -> Survey:
    """Read a file through for its digest, and find where its lines can be parted."""
    digest, size, lines, start, first = hashlib.sha256(), 0, 1, 0, 1
    cuts: list[Lines] = []
    by_lines = name.casefold().endswith(_LINES)
    try:
        with Path(name).open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
                last = piece.rfind(b"\n") + 1 if by_lines else 0
                if last and size + last - start >= UNIT:
                    cuts.append(Lines(start, size + last, first))
                    start, first = size + last, lines + piece.count(b"\n")
                lines += piece.count(b"\n")
                size += len(piece)
    except (OSError, ValueError):
        return Survey(Input(name, ""), 0, ())
    if cuts and start < size:
        cuts.append(Lines(start, size, first))
    return Survey(Input(name, digest.hexdigest()), size, tuple(cuts) if len(cuts) > 1 else ())


def units_of(surveys: Sequence[Survey]) -> list[Unit]:
    """The units that some files make, in their order."""
    units: list[Unit] = []
    together: list[Input] = []
    size = 0
    for one in surveys:
        if one.cuts or size + one.size > UNIT or len(together) == _MOST_FILES:
            units += [Unit(tuple(together))] if together else []
            together, size = [], 0
        if one.cuts:
            units += [Unit((one.input,), lines) for lines in one.cuts]
        else:
            together.append(one.input)
            size += one.size
    return [*units, Unit(tuple(together))] if together else units
