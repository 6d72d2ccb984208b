"""What every tender comes to under every rule, in one pass over a dataset: a table of a database.

`states` has a row for each tender: what `audit.describing` tells of it, and a column for each version of a rule and
each strength of its duties. A *state* is a number in two halves: the verdicts that some duty for some item has for
certain (the bits of `engines.sql.judging.BITS`), and, `OPEN` places further up, those that others may yet have.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from policyspec.audit.describing import COLUMNS, described, selection
from policyspec.audit.duck import Connection, quoted
from policyspec.audit.impact.plan import Plan
from policyspec.audit.judge import How, compiled
from policyspec.audit.parquet import attach, read_tenders
from policyspec.engines.python import Compiled, compile_rulebook
from policyspec.engines.sql import CompiledQuery, LimbColumns
from policyspec.engines.sql.judging import BITS
from policyspec.model.columns import SOURCE, UNFIT
from policyspec.model.facts import Tender
from policyspec.model.outcomes import Verdict
from policyspec.model.verdicts import Row

#: How many places up the verdicts stand that are only possible.
OPEN = 16
#: What is told of a tender of which its columns tell nothing.
_TOLD = tuple(name for name in COLUMNS if name != "source")
_BATCH = 500


def tabulate(duck: Connection, files: Sequence[Path], plan: Plan, how: How) -> None:
    """Make the table `states` of all tenders of some files of Parquet.

    One query judges every version of every rule, with the same words and basis of VAT. What it cannot say, and the
    tenders that do not fit its columns, go to the Python engine; each is read once for all of these.
    """
    columns = [name for version in plan.versions for name in version.columns.values()]
    left: set[int] = set()
    tables: list[tuple[str, Mapping[str, str]]] = []
    for group in plan.groups:
        book = plan.books[group[0]]
        query = compiled(duck, files, plan.joint(group), book.vocabulary, how)
        left |= {int(found.rule) for found in query.unsupported}
        if found := _columns(plan, query):
            table = f"judged{len(tables)}"
            chosen = ", ".join(f"{text} AS {name}" for name, text in found.items())
            duck.execute(
                f"CREATE TEMP TABLE {table} AS WITH judged AS (\n{query.text})\n"
                f"SELECT {SOURCE} AS source, {chosen} FROM judged"
            )
            tables.append((table, found))
    _set_apart(duck, files, plan, left, how, columns)
    _together(duck, attach(duck, files), tables, columns)


# --- by the query -----------------------------------------------------------------------------------------------


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


def _set_apart(
    duck: Connection, files: Sequence[Path], plan: Plan, left: set[int], how: How, columns: Sequence[str]
) -> None:
    """The table `apart`: tenders that do not fit, with all columns; the others where the query leaves rules out."""
    names = [*COLUMNS, *columns]
    types = [*COLUMNS.values(), *("INTEGER" for _ in columns)]
    declared = ", ".join(f"{name} {type_}" for name, type_ in zip(names, types, strict=True))
    duck.execute(f"CREATE TEMP TABLE apart ({declared})")
    unfit = UNFIT in attach(duck, files)
    if unfit:
        every = _parts(plan, range(len(plan.versions)))
        _insert(duck, names, (_row(tender, every, how) for tender in read_tenders(files, f"{UNFIT} IS NOT NULL")))
    if left:
        some = _parts(plan, left)
        fit = read_tenders(files, f"{UNFIT} IS NULL" if unfit else "TRUE")
        _insert(duck, names, (_row(tender, some, how) for tender in fit))


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


def _row(tender: Tender, parts: Sequence[_Part], how: How) -> dict[str, str]:
    """The states of one tender, and what the table has of it, as literals of SQL."""
    states: dict[str, int] = {}
    for part in parts:
        for row in part.compiled.judge(tender, gate=how.gate, on=how.on, assumptions=how.assumptions):
            if column := part.columns.get((row.rule, row.limb)):
                states[column] = states.get(column, 0) | state_of(row)
    told = {name: quoted(text) for name, text in asdict(described(tender, "")).items() if text is not None}
    return told | {name: str(state) for name, state in states.items()}


def state_of(row: Row) -> int:
    bits = sum(BITS[verdict] for verdict in row.possible)
    return bits if len(row.possible) == 1 else bits << OPEN


def _insert(duck: Connection, names: Sequence[str], rows: Iterator[dict[str, str]]) -> None:
    while some := list(islice(rows, _BATCH)):
        values = ", ".join(f"({', '.join(row.get(name, 'NULL') for name in names)})" for row in some)
        duck.execute(f"INSERT INTO apart VALUES {values}")


# --- together ---------------------------------------------------------------------------------------------------


def _together(
    duck: Connection, available: frozenset[str], tables: Sequence[tuple[str, Mapping[str, str]]], columns: Sequence[str]
) -> None:
    """The table `states`. What stands in none of the others is 0: the rule had nothing to say."""
    where = {name: table for table, found in tables for name in found}
    chosen = ["told.source", *(f"coalesce(apart.{name}, told.{name}) AS {name}" for name in _TOLD)]
    for name in columns:
        held = f"{where[name]}.{name}, " if name in where else ""
        chosen.append(f"coalesce({held}apart.{name}, 0) AS {name}")
    joins = "".join(f" LEFT JOIN {table} USING (source)" for table in (*(name for name, _ in tables), "apart"))
    listed = ",\n  ".join(chosen)
    duck.execute(
        f"CREATE TEMP TABLE states AS SELECT\n  {listed}\nFROM (SELECT {selection(available)} FROM tenders) told{joins}"
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
