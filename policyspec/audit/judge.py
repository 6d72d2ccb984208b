"""A rulebook over a dataset: the SQL engine where it can say a rule, the interpreter for the rest."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from policyspec.audit.duck import Connection, connection, quoted
from policyspec.audit.parquet import attach, read_tenders
from policyspec.base.dataclasses import dataclass
from policyspec.engines.interpret import evaluate
from policyspec.engines.sql import DIALECTS, CompiledQuery, compile_rulebook
from policyspec.engines.sql.compile import KEYS, UNDIVIDED, LimbColumns, Way
from policyspec.engines.sql.judging import verdicts_of
from policyspec.ir.nodes import Rulebook
from policyspec.model.columns import UNFIT
from policyspec.model.facts import Tender
from policyspec.model.inherit import IMPLICIT_LOT
from policyspec.model.keys import identity
from policyspec.model.outcomes import Gate
from policyspec.model.verdicts import Row
from policyspec.model.vocabulary import Vocabulary
from policyspec.workspace.testing_run import narrowed

#: Limbs whose rows are asked for together.
_TOGETHER = 32


@dataclass(frozen=True, slots=True)
class TenderRow:
    """A row of one tender of a dataset."""

    source: str
    identity: str
    row: Row


@dataclass(frozen=True, slots=True)
class How:
    """The circumstances in which a dataset is judged: as `check` has them, and what of the machine it may use."""

    gate: Gate = Gate.DRAFT
    on: date | None = None
    assumptions: bool = True
    threads: int = 2
    memory: str | None = None


DRAFTING = How()


def judged(
    files: Sequence[Path], rulebook: Rulebook, vocabulary: Vocabulary, how: How = DRAFTING
) -> Iterator[TenderRow]:
    """Every verdict of a rulebook on the tenders of some files of Parquet.

    First those that the query gives, then the rules that it cannot say, then the tenders that do not fit its columns:
    both of these by the interpreter. Raises ExtraMissing.
    """
    with connection(threads=how.threads, memory=how.memory) as duck:
        query = compiled(duck, files, rulebook, vocabulary, how)
        yield from queried(duck, query)
    left = {found.rule for found in query.unsupported}
    if left:
        yield from _interpreted(read_tenders(files, f"{UNFIT} IS NULL"), rulebook, vocabulary, how, left)
    yield from _interpreted(read_tenders(files, f"{UNFIT} IS NOT NULL"), rulebook, vocabulary, how, None)


def compiled(
    duck: Connection,
    files: Sequence[Path],
    rulebook: Rulebook,
    vocabulary: Vocabulary,
    how: How = DRAFTING,
) -> CompiledQuery:
    """The query over these files, which it finds under the name `tenders`."""
    available = attach(duck, files)
    return compile_rulebook(
        rulebook,
        vocabulary,
        DIALECTS["duckdb"],
        gate=how.gate,
        on=how.on,
        assumptions=how.assumptions,
        available=available,
    )


def queried(duck: Connection, query: CompiledQuery, batch: int = 10_000) -> Iterator[TenderRow]:
    """The rows that a query gives, never all in memory."""
    if not query.columns:
        return
    duck.execute(f"CREATE OR REPLACE TEMP TABLE judged AS {query.text}")
    for rows in rows_from(duck, query, KEYS, range(len(query.columns))):
        found = duck.execute(rows)
        while some := found.fetchmany(batch):
            for source, name, number, item, possible in some:
                limb = query.columns[number]
                yield TenderRow(source, name, Row(limb.rule, limb.limb, item, verdicts_of(possible)))


def rows_from(duck: Connection, query: CompiledQuery, keys: Sequence[str], numbers: Sequence[int]) -> Iterator[str]:
    """Queries with a row for each tender, limb and item, from the table `judged` that holds what the query gives.

    Their columns are its keys, `limb` (a number for each is given), `item`, and `possible`, a set of verdicts
    (`engines.sql.judging.verdicts_of`). Each is to be run before the next is asked for.
    """
    limbs = list(zip(numbers, query.columns, strict=True))
    for start in range(0, len(limbs), _TOGETHER):
        some, table = limbs[start : start + _TOGETHER], "judged"
        if len(limbs) > _TOGETHER:  # of many columns each costs whatever asks for one
            table, columns = "some_judged", [column for _, limb in some for column in limb.columns]
            select = f"SELECT {', '.join((*keys, UNDIVIDED, *columns))} FROM judged"
            duck.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {select}")
        yield "\nUNION ALL ".join(row for number, limb in some for row in rows_of(table, limb, number, keys))


def rows_of(table: str, limb: LimbColumns, number: int, keys: Sequence[str]) -> Iterator[str]:
    """The same of one limb, a query for each depth of its scope."""
    for depth, (path, column) in enumerate(zip(limb.paths, limb.columns, strict=True)):
        members = _members(table, (*keys, UNDIVIDED), column, depth)
        found = f"{', '.join(keys)}, {number} AS limb, {_path(path)} AS item, possible"
        yield f"SELECT {found} FROM ({members}) WHERE possible IS NOT NULL"


def _members(table: str, keys: Sequence[str], column: str, depth: int) -> str:
    """The verdicts of a column, one in a row, with the number of the member at each depth (`i1`, `i2`)."""
    known = list(keys)
    text = f"SELECT {', '.join(known)}, {column} AS possible FROM {table}"
    for level in range(1, depth + 1):
        members = f"generate_subscripts(possible, 1) AS i{level}, unnest(possible) AS possible"
        text = f"SELECT {', '.join(known)}, {members} FROM ({text})"
        known.append(f"i{level}")
    return text


def _path(path: Way) -> str:
    """The path of a thing, as text: `lots[0].criteria[1]`."""
    divided = _joined(path)
    if path and path[0][0] == "lots":
        one_lot = quoted(IMPLICIT_LOT) if len(path) == 1 else _joined(path[1:])
        return f"CASE WHEN {UNDIVIDED} THEN {one_lot} ELSE {divided} END"
    return divided


def _joined(path: Way) -> str:
    parts = []
    for place, (key, depth) in enumerate(path):
        name = quoted(f".{key}" if place else key)
        parts.append(f"{name} || '[' || (i{depth} - 1) || ']'" if depth else name)
    return " || ".join(parts) or "''"


def _interpreted(
    tenders: Iterator[Tender], rulebook: Rulebook, vocabulary: Vocabulary, how: How, rules: set[str] | None
) -> Iterator[TenderRow]:
    """The same by the interpreter, of all rules or of some."""
    book = rulebook if rules is None else narrowed(rulebook, rules)
    for tender in tenders:
        result, _ = evaluate(book, tender, vocabulary, gate=how.gate, on=how.on, assumptions=how.assumptions)
        for outcome in result.outcomes:
            if rules is None or outcome.rule in rules:
                row = Row(outcome.rule, outcome.limb, outcome.item, frozenset(outcome.possible))
                yield TenderRow(tender.source, identity(tender), row)
