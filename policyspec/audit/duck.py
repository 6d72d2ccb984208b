"""DuckDB, which everything of this room works with. It is an extra."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from policyspec.base.extras import library

Connection = Any


@contextmanager
def connection(*, threads: int = 1, memory: str | None = None) -> Iterator[Connection]:
    """A database of no file, for as long as it is needed. It reads and writes files; it loads and fetches nothing.

    `memory`: how much it may take (`2GB`), by default four fifths of the machine's. Raises ExtraMissing.
    """
    settings: dict[str, object] = {
        "threads": threads,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "preserve_insertion_order": True,
    }
    if memory is not None:
        settings["memory_limit"] = memory
    connected = _duckdb().connect(config=settings)
    try:
        yield connected
    finally:
        connected.close()


def quoted(text: str) -> str:
    """A text, as a literal."""
    return "'" + text.replace("'", "''") + "'"


def version() -> str:
    """The version that runs here. Raises ExtraMissing."""
    return str(_duckdb().__version__)


def _duckdb() -> Any:  # noqa: ANN401 – a module
    return library("duckdb", what="auditing many tenders", extra="audit")
