"""A unit of inputs to a file of a dataset: what one worker does."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from policyspec.audit.duck import connection, quoted
from policyspec.audit.errors import no_parquet, other_parquet
from policyspec.audit.flatten import Row, row_of
from policyspec.audit.inputs import PARQUET, Input, Lines, Unit
from policyspec.audit.parquet import write_rows
from policyspec.audit.whole import from_json
from policyspec.base.dataclasses import dataclass, replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.model.columns import INPUT, TENDER, UNFIT
from policyspec.model.facts import Tender
from policyspec.model.vocabulary import Vocabulary
from policyspec.readers import read_each
from policyspec.workspace import errors
from policyspec.workspace.disk import Disk
from policyspec.workspace.size import too_large

_PIECE = 2**18
_LINE = re.compile(r":(\d+)")


@dataclass(frozen=True, slots=True)
class Said:
    """What was wrong with an input as a whole, or with a part of it."""

    input: str
    code: str
    severity: str
    message: str
    line: int | None
    column: int | None
    hint: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a dataset, what it was read from, and what was found on the way."""

    id: str
    inputs: tuple[Input, ...]
    lines: Lines | None
    tenders: int
    unfit: int  # tenders that do not fit the columns, and are judged by the interpreter
    said: tuple[Said, ...]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @staticmethod
    def from_json(read: dict[str, Any]) -> "Part":
        return Part(
            read["id"],
            tuple(Input(**one) for one in read["inputs"]),
            None if read["lines"] is None else Lines(**read["lines"]),
            read["tenders"],
            read["unfit"],
            tuple(Said(**one) for one in read["said"]),
        )


def file_of(folder: Path, part: str) -> Path:
    return folder / f"{part}.parquet"


def read_unit(unit: Unit, id_: str, folder: Path, vocabulary: Vocabulary) -> Part:
    """Read a unit into a file of its own, with what is known of it beside. What stands there already is not read."""
    note = folder / f"{id_}.json"
    if note.exists():
        return Part.from_json(json.loads(note.read_text(encoding="utf-8")))
    said: list[Said] = []
    unfit = 0

    def rows() -> Iterator[Row]:
        nonlocal unfit
        for one in unit.inputs:
            for found in _found(one.name, unit.lines, vocabulary):
                if isinstance(found, Diagnostic):
                    said.append(_said(one.name, found))
                else:
                    row = row_of(found, vocabulary) | {INPUT: one.name}
                    unfit += UNFIT in row
                    yield row

    tenders = write_rows(rows(), vocabulary, file_of(folder, id_))
    part = Part(id_, unit.inputs, unit.lines, tenders, unfit, tuple(said))
    write_whole(note, json.dumps(part.to_json(), ensure_ascii=False))
    return part


def write_whole(file: Path, text: str) -> None:
    """Write a file so that it stands there whole or not at all."""
    beside = file.with_name(f".{file.name}.unfinished")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)


def _found(name: str, lines: Lines | None, vocabulary: Vocabulary) -> Iterator[Tender | Diagnostic]:
    """The tenders of an input, and what is wrong with it. A fault of ours ends the input, and no other."""
    try:
        if name.casefold().endswith(PARQUET):
            yield from _of_parquet(name, vocabulary)
        elif lines is None:
            yield from _sized(read_each(Disk().pieces(name), name, vocabulary))
        else:
            yield from _of_lines(name, lines, vocabulary)
    except Exception as error:  # noqa: BLE001 - said of the input, with its place
        yield errors.fault(name, error)


def _sized(found: Iterator[Tender | Diagnostic]) -> Iterator[Tender | Diagnostic]:
    for one in found:
        yield (too_large(one) or one) if isinstance(one, Tender) else one


def _of_lines(name: str, lines: Lines, vocabulary: Vocabulary) -> Iterator[Tender | Diagnostic]:
    """Some lines of a file, with their numbers in the whole of it."""
    before = lines.first - 1
    for one in _sized(read_each(_bytes(name, lines), name, vocabulary)):
        match one:
            case Tender():
                rest = _LINE.sub(lambda m: f":{int(m[1]) + before}", one.source.removeprefix(name), count=1)
                yield replace(one, source=name + rest)
            case Diagnostic(span=None):
                yield one
            case Diagnostic(span=span):
                assert span is not None
                moved = replace(span, line=span.line + before, end_line=span.end_line + before)
                yield replace(one, span=moved)


def _bytes(name: str, lines: Lines) -> Iterator[bytes]:
    left = lines.end - lines.start
    with Path(name).open("rb") as file:
        file.seek(lines.start)
        while left and (piece := file.read(min(left, _PIECE))):
            left -= len(piece)
            yield piece


def _of_parquet(name: str, vocabulary: Vocabulary) -> Iterator[Tender | Diagnostic]:
    """The tenders of a file of a dataset; of any other Parquet, an OCDS release or record in each row."""
    with connection() as duck:
        source = f"read_parquet({quoted(name)})"
        try:
            columns = {row[0] for row in duck.execute(f"DESCRIBE FROM {source}").fetchall()}
        except Exception:  # noqa: BLE001 – DuckDB says in many ways that this is no Parquet
            yield no_parquet(name)
            return
        if TENDER in columns:
            found = duck.execute(f"SELECT {TENDER} FROM {source}")
            while rows := found.fetchmany(_MOST):
                yield from (from_json(row[0]) for row in rows)
        elif columns & _OF_OCDS:
            found = duck.execute(f"SELECT CAST(to_json(t) AS VARCHAR) FROM {source} t")
            yield from _sized(read_each(_json_lines(found), f"{name}.jsonl", vocabulary))
        else:
            yield other_parquet(name, sorted(columns))


_MOST = 1000
#: Of these a release, a record or a package of them has one at least.
_OF_OCDS = frozenset({"ocid", "tender", "releases", "records", "compiledRelease"})


def _json_lines(found: Any) -> Iterator[bytes]:  # noqa: ANN401 – a result of DuckDB
    while rows := found.fetchmany(_MOST):
        yield "".join(f"{row[0]}\n" for row in rows).encode()


def _said(name: str, found: Diagnostic) -> Said:
    line, column = (found.span.line, found.span.column) if found.span is not None else (None, None)
    return Said(name, found.code, str(found.severity), found.message, line, column, found.hint)
