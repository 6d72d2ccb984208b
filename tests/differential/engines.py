"""The engines, each as what it makes of the cases of one rulebook: the rows of each tender, in order."""

import atexit
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from policyspec.engines.interpret.judging import judge
from policyspec.engines.interpret.preparing import world_of
from policyspec.engines.interpret.scope import sites
from policyspec.engines.interpret.world import World
from policyspec.ir import nodes as ir
from policyspec.model.recorded import recorded
from policyspec.model.verdicts import Row
from tests.differential.books import Book
from tests.differential.cases import Case, How

if TYPE_CHECKING:
    from policyspec.audit.duck import Connection
    from policyspec.audit.judge import TenderRow

Rows = tuple[Row, ...]
#: From cases of one rulebook to the rows of each.
Engine = Callable[[Sequence[Case]], list[Rows]]


def interpreted(cases: Sequence[Case]) -> list[Rows]:
    """What the interpreter judges, without its explanations: these take most of its time, and change no verdict."""
    return [tuple(_rows(case)) for case in cases]


def _rows(case: Case) -> Iterator[Row]:
    how, rulebook = case.how, case.book.rulebook
    world = world_of(rulebook, case.tender, case.book.vocabulary, how.gate, how.on, assume=how.assumptions)
    rules = {rule.id: rule for rule in rulebook.rules}
    for rule in rulebook.rules:
        yield from _rule_rows(world, rules, rule)


def _rule_rows(world: World, rules: dict[str, ir.Rule], rule: ir.Rule) -> Iterator[Row]:
    for site in sites(world, rule):
        notes = recorded(world.tender, rule.id, None if site.unseen else site.item.path)
        for limb in rule.limbs:
            yield Row(rule.id, limb.label, site.item.path, judge(rules, rule, limb, site, notes).possible)


def python(cases: Sequence[Case]) -> list[Rows]:
    from policyspec.engines.python import compile_rulebook

    compiled = compile_rulebook(cases[0].book.rulebook, cases[0].book.vocabulary)
    return [
        compiled.judge(case.tender, gate=case.how.gate, on=case.how.on, assumptions=case.how.assumptions)
        for case in cases
    ]


def sql(cases: Sequence[Case]) -> list[Rows]:
    """What the query says, and the interpreter where a rule or a tender does not fit it."""
    found: dict[str, list[Row]] = {case.name: [] for case in cases}
    for how in dict.fromkeys(case.how for case in cases):
        for row in queried([case for case in cases if case.how == how], how):
            found[row.source].append(row.row)
    # Whether a waiver stands for what is missing is told with the explanations, which `interpreted` leaves out.
    return [
        interpreted([case])[0] if case.tender.waivers else tuple(rows)
        for case, rows in zip(cases, found.values(), strict=True)
    ]


def queried(cases: Sequence[Case], how: How) -> Iterator["TenderRow"]:
    from policyspec.audit.judge import How as Judged
    from policyspec.audit.judge import judged
    from policyspec.audit.parquet import write_tenders

    book = cases[0].book
    with TemporaryDirectory() as folder:
        file = Path(folder, "tenders.parquet")
        write_tenders((case.tender for case in cases), book.vocabulary, file)
        settings = Judged(how.gate, how.on, how.assumptions, threads=1)
        yield from judged([file], book.rulebook, book.vocabulary, settings)


def query(cases: Sequence[Case]) -> list[Rows]:
    """What the query says by itself, for long runs: where it says nothing, the rows of the interpreter stand."""
    return _by_itself(cases, _by_duckdb)


def spark(cases: Sequence[Case]) -> list[Rows]:
    """The same in Spark: a job for all tenders that are judged alike, of which each takes seconds, however few they are."""
    return _by_itself(cases, _by_spark)


#: From a file of tenders of one rulebook, all judged alike: what the query says, and the rules that it leaves.
Answering = Callable[["Connection", Path, Book, How], tuple[Iterator["TenderRow"], set[str]]]


def _by_itself(cases: Sequence[Case], answering: Answering) -> list[Rows]:
    found = dict(zip((case.name for case in cases), interpreted(cases), strict=True))
    for how in dict.fromkeys(case.how for case in cases):
        some = [case for case in cases if case.how == how]
        found |= _said(some, how, found, answering)
    return [found[case.name] for case in cases]


def _said(cases: Sequence[Case], how: How, expected: Mapping[str, Rows], answering: Answering) -> dict[str, Rows]:
    from policyspec.audit.duck import connection
    from policyspec.audit.flatten import row_of
    from policyspec.audit.parquet import write_rows
    from policyspec.model.columns import SOURCE, UNFIT

    rows = [row for case in cases if UNFIT not in (row := row_of(case.tender, case.book.vocabulary))]
    said: dict[str, list[Row]] = {}
    with TemporaryDirectory() as folder, connection(threads=1) as duck:
        file = Path(folder, "tenders.parquet")
        write_rows(rows, cases[0].book.vocabulary, file)
        answered, left = answering(duck, file, cases[0].book, how)
        for one in answered:
            said.setdefault(one.source, []).append(one.row)
    others = {str(row[SOURCE]): [one for one in expected[str(row[SOURCE])] if one.rule in left] for row in rows}
    return {source: (*said.get(source, ()), *rest) for source, rest in others.items()}


def _by_duckdb(duck: "Connection", file: Path, book: Book, how: How) -> tuple[Iterator["TenderRow"], set[str]]:
    from policyspec.audit import judge as audit

    settings = audit.How(how.gate, how.on, how.assumptions, threads=1)
    made = audit.compiled(duck, [file], book.rulebook, book.vocabulary, settings)
    return audit.queried(duck, made), {one.rule for one in made.unsupported}


def _by_spark(duck: "Connection", file: Path, book: Book, how: How) -> tuple[Iterator["TenderRow"], set[str]]:
    from policyspec.audit import chunks, judge
    from policyspec.audit import spark as audit

    task = chunks.Task(book.rulebook, book.vocabulary, judge.How(how.gate, how.on, how.assumptions), chunks.SPARK)
    made = audit.judged(_session(), task, [chunks.Chunk(0, (file,), 0)], file.parent / "made")[0]
    return judge.queried(duck, made), {one.rule for one in made.unsupported}


_UNTIL_STOPPED = ExitStack()


@cache
def _session() -> Any:
    """One session of Spark for all cases."""
    from policyspec.audit import spark as audit

    folder = Path(_UNTIL_STOPPED.enter_context(TemporaryDirectory()))
    return _UNTIL_STOPPED.enter_context(audit.session("local[1]", folder))


@atexit.register
def stopped() -> None:
    """Stop that session, where there is one: a process has one at a time, and others may want theirs."""
    _UNTIL_STOPPED.close()
    _session.cache_clear()


ENGINES: dict[str, Engine] = {"python": python, "sql": sql, "query": query, "spark": spark}
