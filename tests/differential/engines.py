"""The engines, each as what it makes of the cases of one rulebook: the rows of each tender, in order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

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
    return [tuple(rows) for rows in found.values()]


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
    found = dict(zip((case.name for case in cases), interpreted(cases), strict=True))
    for how in dict.fromkeys(case.how for case in cases):
        some = [case for case in cases if case.how == how]
        found |= _said(some, how, found)
    return [found[case.name] for case in cases]


def _said(cases: Sequence[Case], how: How, expected: Mapping[str, Rows]) -> dict[str, Rows]:
    from policyspec.audit.flatten import row_of
    from policyspec.audit.parquet import write_rows
    from policyspec.model.columns import SOURCE, UNFIT

    rows = [row for case in cases if UNFIT not in (row := row_of(case.tender, case.book.vocabulary))]
    with TemporaryDirectory() as folder:
        file = Path(folder, "tenders.parquet")
        write_rows(rows, cases[0].book.vocabulary, file)
        said, left = _answered(file, cases[0].book, how)
    others = {str(row[SOURCE]): [one for one in expected[str(row[SOURCE])] if one.rule in left] for row in rows}
    return {source: (*said.get(source, ()), *rest) for source, rest in others.items()}


def _answered(file: Path, book: Book, how: How) -> tuple[dict[str, list[Row]], set[str]]:
    """The rows of each tender, and the rules that the query leaves to another engine."""
    from policyspec.audit import judge as audit
    from policyspec.audit.duck import connection

    said: dict[str, list[Row]] = {}
    with connection(threads=1) as duck:
        settings = audit.How(how.gate, how.on, how.assumptions, threads=1)
        made = audit.compiled(duck, [file], book.rulebook, book.vocabulary, settings)
        for row in audit.queried(duck, made):
            said.setdefault(row.source, []).append(row.row)
    return said, {one.rule for one in made.unsupported}


ENGINES: dict[str, Engine] = {"python": python, "sql": sql, "query": query}
