"""What every tender comes to under every rule, in one pass over a dataset: a table of a database.

`states` has a row for all tenders that are alike: their `buyer`, `currency` and `vat`, a column for each version of a
rule and each strength of its duties; how many they are (`tenders`), how many of them state a value (`valued`), and the
sum of these (`value`). A *state* is a number in two halves: the verdicts that some duty for some item has for
certain (the bits of `engines.sql.judging.BITS`), and, `OPEN` places further up, those that others may yet have.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from itertools import islice
from pathlib import Path

from policyspec.audit.dataset import Dataset
from policyspec.audit.describing import COLUMNS, described, selection
from policyspec.audit.duck import Connection, quoted
from policyspec.audit.impact.plan import Plan
from policyspec.audit.judge import How, compiled
from policyspec.audit.parquet import attach
from policyspec.audit.whole import from_json
from policyspec.base.dataclasses import dataclass
from policyspec.engines.python import Compiled, compile_rulebook
from policyspec.engines.sql import CompiledQuery, LimbColumns
from policyspec.engines.sql.judging import BITS
from policyspec.model.columns import SOURCE, TENDER, UNFIT
from policyspec.model.facts import Tender
from policyspec.model.outcomes import Verdict
from policyspec.model.verdicts import Row

#: How many places up the verdicts stand that are only possible.
OPEN = 16
_TOLD = ("buyer", "currency", "vat")
#: How many tenders are judged at a time, more or less: what is in memory grows with this and not with the dataset.
_AT_ONCE = 100_000
_BATCH = 500


def tabulate(duck: Connection, dataset: Dataset, plan: Plan, how: How) -> None:
    """Make the table `states` of all tenders of a dataset, of which each is read once.

    One query judges every version of every rule, with the same words and basis of VAT. What it cannot say, and the
    tenders that do not fit its columns, go to the Python engine.
    """
    columns = [name for version in plan.versions for name in version.columns.values()]
    apart = _Apart(plan, how, columns)
    held = [*(f"{name} VARCHAR" for name in _TOLD), *(f"{name} INTEGER" for name in columns)]
    duck.execute(f"CREATE TEMP TABLE states ({', '.join(held)}, tenders BIGINT, valued BIGINT, value DECIMAL(38, 4))")
    for files in _batches(dataset):
        available = attach(duck, files)
        tables, left = _queried(duck, files, plan, how)
        apart.put(duck, left, unfit=UNFIT in available)
        _add(duck, available, tables, columns)
        for table in (*tables, "apart"):
            duck.execute(f"DROP TABLE {table}")


def _batches(dataset: Dataset) -> Iterator[list[Path]]:
    """The files of a dataset, some at a time."""
    files: list[Path] = []
    tenders = 0
    for file, part in zip(dataset.files, (part for part in dataset.parts if part.tenders), strict=True):
        files.append(file)
        tenders += part.tenders
        if tenders >= _AT_ONCE:
            yield files
            files, tenders = [], 0
    if files:
        yield files


# --- by the query -----------------------------------------------------------------------------------------------


def _queried(
    duck: Connection, files: Sequence[Path], plan: Plan, how: How
) -> tuple[dict[str, Mapping[str, str]], frozenset[int]]:
    """Tables with the states that queries give, the columns of each, and the versions that the queries leave out."""
    tables: dict[str, Mapping[str, str]] = {}
    left: set[int] = set()
    for group in plan.groups:
        query = compiled(duck, files, plan.joint(group), plan.books[group[0]].vocabulary, how)
        left |= {int(found.rule) for found in query.unsupported}
        _by_place(duck, files)
        if found := _columns(plan, query):
            chosen = ", ".join(f"{text} AS {name}" for name, text in found.items())
            select = f"WITH judged AS (\n{query.text})\nSELECT {SOURCE} AS source, {chosen} FROM judged"
            duck.execute(f"CREATE TEMP TABLE judged{len(tables)} AS {select}")
            tables[f"judged{len(tables)}"] = found
    return tables, frozenset(left)


def _by_place(duck: Connection, files: Sequence[Path]) -> None:
    """Let each tender be told by its place in the files: datasets put together may have two of one source."""
    names = ", ".join(quoted(str(file)) for file in files)
    place = "filename || ':' || file_row_number"
    duck.execute(
        f"CREATE OR REPLACE VIEW tenders AS SELECT * REPLACE ({place} AS {SOURCE}) "
        f"FROM read_parquet([{names}], union_by_name = true, filename = true, file_row_number = true)"
    )


def _columns(plan: Plan, query: CompiledQuery) -> dict[str, str]:
    """The columns of states that a query gives, each as an expression over its result."""
    parts: dict[str, list[str]] = {}
    for limb in query.columns:
        version = plan.versions[int(limb.rule)]
        [strength] = {one.strength for one in version.rule.limbs if one.label == limb.limb}
        parts.setdefault(version.columns[strength], []).extend(_states(limb))
    return {name: " | ".join(texts) for name, texts in parts.items()}


def _states(limb: LimbColumns) -> Iterator[str]:
    certain = ", ".join(map(str, BITS.values()))
    for depth, column in enumerate(limb.columns):
        if depth == 0:
            yield f"coalesce({_state(column, certain)}, 0)"
        else:
            flat = "flatten(" * (depth - 1) + column + ")" * (depth - 1)
            yield f"coalesce(list_bit_or(list_transform({flat}, lambda v: {_state('v', certain)})), 0)"


def _state(verdicts: str, certain: str) -> str:
    number = f"CAST({verdicts} AS INTEGER)"
    return f"CASE WHEN {verdicts} IN ({certain}) THEN {number} ELSE {number} * {2**OPEN} END"


# --- by the Python engine ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    """Some rules of one rulebook, compiled, and the column of each of its limbs."""

    compiled: Compiled
    columns: Mapping[tuple[str, str], str]


class _Apart:
    """Makes the table `apart`: tenders that do not fit, with all columns; the others where a query leaves rules out."""

    def __init__(self, plan: Plan, how: How, columns: Sequence[str]) -> None:
        self.plan, self.how = plan, how
        self.types = COLUMNS | dict.fromkeys(columns, "INTEGER")
        self.parts = cache(lambda versions: _parts(plan, versions))  # compiled once, when one is first needed

    def put(self, duck: Connection, left: frozenset[int], *, unfit: bool) -> None:
        duck.execute(f"CREATE TEMP TABLE apart ({', '.join(f'{name} {type_}' for name, type_ in self.types.items())})")
        every = frozenset(range(len(self.plan.versions)))
        asked = [(every, f"{UNFIT} IS NOT NULL")] if unfit else []
        asked += [(left, f"{UNFIT} IS NULL" if unfit else "TRUE")] if left else []
        for versions, where in asked:
            found = _tenders(duck, where)
            rows = (_row(place, tender, self.parts(versions), self.how) for place, tender in found)
            _insert(duck, list(self.types), rows)


def _tenders(duck: Connection, where: str) -> Iterator[tuple[str, Tender]]:
    """The tenders that meet a condition, each with its place."""
    found = duck.cursor().execute(f"SELECT {SOURCE}, {TENDER} FROM tenders WHERE {where}")
    while some := found.fetchmany(_BATCH):
        yield from ((place, from_json(text)) for place, text in some)


def _parts(plan: Plan, numbers: Iterable[int]) -> list[_Part]:
    wanted = set(numbers)
    found = []
    for number, book in enumerate(plan.books):
        mine = [version for version in plan.versions if version.book == number and version.number in wanted]
        if mine:
            rulebook = plan.part(number, (version.number for version in mine))
            columns = {(v.rule.id, limb.label): v.columns[limb.strength] for v in mine for limb in v.rule.limbs}
            found.append(_Part(compile_rulebook(rulebook, book.vocabulary), columns))
    return found


def _row(place: str, tender: Tender, parts: Sequence[_Part], how: How) -> dict[str, str]:
    """The states of one tender, and what the table has of it, as literals of SQL."""
    states: dict[str, int] = {}
    for part in parts:
        for row in part.compiled.judge(tender, gate=how.gate, on=how.on, assumptions=how.assumptions):
            if column := part.columns.get((row.rule, row.limb)):
                states[column] = states.get(column, 0) | state_of(row)
    told = {name: quoted(text) for name, text in asdict(described(tender, "")).items() if text is not None}
    return told | {"source": quoted(place)} | {name: str(state) for name, state in states.items()}


def state_of(row: Row) -> int:
    bits = sum(BITS[verdict] for verdict in row.possible)
    return bits if len(row.possible) == 1 else bits << OPEN


def _insert(duck: Connection, names: Sequence[str], rows: Iterator[dict[str, str]]) -> None:
    while some := list(islice(rows, _BATCH)):
        values = ", ".join(f"({', '.join(row.get(name, 'NULL') for name in names)})" for row in some)
        duck.execute(f"INSERT INTO apart VALUES {values}")


# --- counted ----------------------------------------------------------------------------------------------------


def _add(
    duck: Connection, available: frozenset[str], tables: Mapping[str, Mapping[str, str]], columns: Sequence[str]
) -> None:
    """Count the tenders of some files into `states`. Of what stands in no other table a rule had nothing to say: 0."""
    where = {name: table for table, found in tables.items() for name in found}
    chosen = [f"coalesce(apart.{name}, told.{name}) AS {name}" for name in _TOLD]
    for name in columns:
        held = f"{where[name]}.{name}, " if name in where else ""
        chosen.append(f"coalesce({held}apart.{name}, 0) AS {name}")
    joins = "".join(f" LEFT JOIN {table} USING (source)" for table in (*tables, "apart"))
    listed = ",\n  ".join(chosen)
    value = "coalesce(apart.value, told.value)"
    duck.execute(
        f"INSERT INTO states SELECT\n  {listed},\n  count(*), count({value}), sum({value})\n"
        f"FROM (SELECT {selection(available)} FROM tenders) told{joins} GROUP BY ALL"
    )


def certain(columns: Sequence[str], *verdicts: Verdict) -> str:
    """A condition on `states`: one of these columns has one of these verdicts for certain."""
    return _has(columns, sum(BITS[verdict] for verdict in verdicts))


def possible(columns: Sequence[str], *verdicts: Verdict) -> str:
    """A condition on `states`: one of these columns has, or may have, one of these verdicts."""
    bits = sum(BITS[verdict] for verdict in verdicts)
    return _has(columns, bits | bits << OPEN)


def undetermined(columns: Sequence[str]) -> str:
    """A condition on `states`: some duty of these columns is undetermined."""
    return _has(columns, sum(BITS.values()) << OPEN)


def _has(columns: Sequence[str], bits: int) -> str:
    return f"(({' | '.join(columns)}) & {bits}) <> 0" if columns else "FALSE"


__all__ = ["OPEN", "certain", "possible", "state_of", "tabulate", "undetermined"]
