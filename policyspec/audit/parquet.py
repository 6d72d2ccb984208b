"""Tenders to Parquet and back."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from policyspec.audit.duck import Connection, connection, quoted
from policyspec.audit.flatten import Row, row_of
from policyspec.audit.whole import from_json
from policyspec.model.columns import IDENTITY, SOURCE, TENDER, UNFIT, columns_of, sql_type
from policyspec.model.facts import Tender
from policyspec.model.vocabulary import Vocabulary

#: The columns that every file has; of the others those that a tender of it needs.
_ALWAYS = (SOURCE, IDENTITY, UNFIT, TENDER)
_LARGEST_ROW = 2**30  # bytes of one tender as JSON


def write_tenders(tenders: Iterable[Tender], vocabulary: Vocabulary, file: Path) -> int:
    """Write tenders to a file of Parquet, in order; how many they were. The same tenders give the same bytes."""
    return write_rows((row_of(tender, vocabulary) for tender in tenders), vocabulary, file)


def write_rows(rows: Iterable[Row], vocabulary: Vocabulary, file: Path) -> int:
    """Write rows (`flatten.row_of`) to a file of Parquet. It stands there whole or not at all."""
    count, used = 0, dict.fromkeys(_ALWAYS)
    with TemporaryDirectory(dir=file.parent, prefix=f".{file.name}-") as folder:
        lines, made = Path(folder, "rows.jsonl"), Path(folder, "rows.parquet")
        with lines.open("w", encoding="utf-8") as out:
            for row in rows:
                used.update(dict.fromkeys(row))
                out.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
                count += 1
        with connection() as duck:
            _copy(duck, lines, made, _types(vocabulary, used))
        made.replace(file)
    return count


def _types(vocabulary: Vocabulary, used: Iterable[str]) -> dict[str, str]:
    wanted = set(used)
    types = {column.name: sql_type(column) for column in columns_of(vocabulary) if column.name in wanted}
    lost = wanted - set(types)
    assert not lost, f"columns that the vocabulary does not give: {sorted(lost)}"
    return types


def _copy(duck: Connection, lines: Path, made: Path, types: dict[str, str]) -> None:
    columns = ", ".join(f"{quoted(name)}: {quoted(type_)}" for name, type_ in types.items())
    read = (
        f"read_json({quoted(str(lines))}, format = 'newline_delimited', columns = {{{columns}}}, "
        f"maximum_object_size = {_LARGEST_ROW})"
    )
    duck.execute(f"COPY (FROM {read}) TO {quoted(str(made))} (FORMAT parquet, COMPRESSION zstd)")


# --- reading ----------------------------------------------------------------------------------------------------


def attach(duck: Connection, files: Sequence[Path], table: str = "tenders") -> frozenset[str]:
    """Make a view of the tenders of some files; the columns that it has."""
    names = ", ".join(quoted(str(file)) for file in files)
    duck.execute(f"CREATE OR REPLACE VIEW {table} AS FROM read_parquet([{names}], union_by_name = true)")
    return frozenset(row[0] for row in duck.execute(f"DESCRIBE {table}").fetchall())


def read_tenders(files: Sequence[Path], where: str = "TRUE", batch: int = 1000) -> Iterator[Tender]:
    """The tenders of some files that meet a condition (SQL), in order, as they were written; never all in memory."""
    with connection() as duck:
        attach(duck, files)
        found = duck.execute(f"SELECT {TENDER} FROM tenders WHERE {where}")
        while rows := found.fetchmany(batch):
            yield from (from_json(row[0]) for row in rows)
