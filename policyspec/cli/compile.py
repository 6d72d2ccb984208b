"""`policyspec compile`: policies as a program in another language."""

import sys
from collections.abc import Sequence
from datetime import date

import click

from policyspec.cli import options
from policyspec.cli.exits import Exit
from policyspec.cli.files import drafts
from policyspec.cli.loading import named_or_shipped
from policyspec.cli.quoting import sources
from policyspec.cli.terminal import color_option, complain, emit, terminal
from policyspec.model.outcomes import Gate
from policyspec.report.page import tidy
from policyspec.report.problems import problems
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import Policies

TARGETS = ("python", "sql")
DIALECTS = ("duckdb", "spark")
GATES = tuple(str(gate) for gate in Gate)


@click.command()
@click.argument("policies", metavar="POLICY...", nargs=-1, required=True, shell_complete=options.files)
@click.option("--to", "target", type=click.Choice(TARGETS), required=True, help="The language to write.")
@click.option("--dialect", type=click.Choice(DIALECTS), default="duckdb", help="Of SQL. Default: duckdb.")
@click.option("--gate", type=click.Choice(GATES), default=GATES[0], help="Of SQL: what absence means. Default: draft.")
@click.option("--on", metavar="DATE", help="Of SQL: judge on this date, and not on each policy's own.")
@click.option("--out", "output", metavar="FILE", shell_complete=options.files, help="Write to a file.")
@options.library_option
@color_option
def command(
    policies: Sequence[str],
    target: str,
    dialect: str,
    gate: str,
    on: str | None,
    output: str | None,
    library: Sequence[str],
    color: str,
) -> int:
    """Write the policies as the code that policyspec runs, to be read.

    python: what `audit` and `compile_policies` run: for each rule a function that gives the verdicts possible where
    facts are missing, and one, `straight`, that goes through the lists of a tender once for all rules, as far as all
    is stated.

    sql: one query over a dataset of tenders (`policyspec ingest`), with a row for each of them. The rules that it
    cannot express are listed on standard error.
    """
    day = options.day(on)
    loaded = named_or_shipped(policies, library, color)
    if loaded is None:
        return Exit.NOT_STARTED
    source = _python(loaded) if target == "python" else _sql(loaded, dialect, Gate(gate), day, color)
    if output is None:
        emit(source)
    else:
        with drafts([output]) as (draft,):
            draft.write(source.encode())
    return Exit.DONE


def _python(loaded: Policies) -> str:
    from policyspec.engines.python.emit import emitted

    return emitted(loaded.rulebook)


def _sql(loaded: Policies, name: str, gate: Gate, on: date | None, color: str) -> str:
    from policyspec.engines import sql

    dialect = sql.DIALECTS[name]
    query = sql.compile_rulebook(loaded.rulebook, loaded.vocabulary, dialect, gate=gate, on=on)
    left = [sql.diagnostic(found, loaded.rulebook, dialect) for found in query.unsupported]
    if left:
        screen = terminal(color, stream=sys.stderr)
        complain(screen.page(tidy(problems(left, sources(loaded.sources, Disk()), width=screen.width))))
    return query.text
