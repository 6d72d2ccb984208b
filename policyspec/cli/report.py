"""`policyspec report`: make other reports from the JSON report of an earlier run."""

import sys
from collections.abc import Sequence

import click

from policyspec.base.diagnostics import Diagnostic
from policyspec.cli import options, outputs
from policyspec.cli.exits import Exit
from policyspec.cli.quoting import sources, unchanged
from policyspec.cli.terminal import color_option, complain, terminal
from policyspec.report import stored
from policyspec.report.json import MOST_BYTES
from policyspec.report.page import tidy, wrapped
from policyspec.report.problems import problem
from policyspec.report.words import joined

_NAMED = 5  # files that are named where many have changed


@click.command(epilog="Exit codes: 0 the reports are written, 2 RESULT cannot be read, or a report cannot be written.")
@click.argument("result", metavar="RESULT", shell_complete=options.files)
@outputs.format_option()
@outputs.output_option
@color_option
@options.stdin_option
def command(result: str, formats: Sequence[str], output: str | None, color: str, stdin_name: str) -> int:
    """Make reports from RESULT, the JSON report of an earlier run, or `-` for standard input. Nothing is judged again.

    The lines of tenders and policies are quoted where their files are still as they were.
    """
    reports = outputs.wanted(formats, output)
    outputs.no_inputs(reports, [result])
    disk = options.disk([result], stdin_name)
    (name,) = options.with_stdin([result], stdin_name)
    data = disk.read(name, MOST_BYTES)
    run = data if isinstance(data, Diagnostic) else stored.read(data, name)
    screen = terminal(color, stream=sys.stderr)
    if isinstance(run, Diagnostic):
        complain(screen.page(tidy(problem(run, sources((), disk), width=screen.width))))
        return Exit.NOT_STARTED
    changed: set[str] = set()
    outputs.no_inputs(reports, [file.name for file in run.files])
    outputs.write(reports, run, unchanged(run.files, disk, changed), color)
    if changed:
        complain(screen.page(wrapped(_not_quoted(sorted(changed)), screen.width)))
    return Exit.DONE


def _not_quoted(names: Sequence[str]) -> str:
    listed = [f"`{name}`" for name in names[:_NAMED]]
    listed += [f"{len(names) - _NAMED} more"] if len(names) > _NAMED else []
    are = "is" if len(names) == 1 else "are"
    return f"policyspec: {joined(listed)} {are} not what the run read, or not there: no lines of theirs are quoted"
