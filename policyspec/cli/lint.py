"""`policyspec lint`: look for mistakes in policies."""

from collections.abc import Sequence

import click

from policyspec.cli import options
from policyspec.cli.exits import Exit
from policyspec.cli.quoting import sources
from policyspec.cli.terminal import color_option, emit, terminal
from policyspec.report import json
from policyspec.report.page import line
from policyspec.report.problems import problems, tallied
from policyspec.report.run import Run
from policyspec.report.words import count
from policyspec.syntax import ast
from policyspec.workspace.policies import load


@click.command(epilog="Exit codes: 0 no errors (there may be warnings), 1 errors, 2 could not start.")
@click.argument("policies", metavar="POLICY...", nargs=-1, required=True)
@options.library_option
@options.format_option
@color_option
@options.stdin_option
def command(policies: Sequence[str], library: Sequence[str], format_: str, color: str, stdin_name: str) -> int:
    """Look for mistakes in each POLICY and in all that it uses.

    A POLICY is a file, a folder with policies, or `-` for standard input.
    """
    disk = options.disk(policies, stdin_name)
    loaded = load(options.with_stdin(policies, stdin_name), disk, library=library)
    screen = terminal(color)
    if format_ == "json":
        emit(json.render(Run((), loaded.diagnostics)))
    else:
        rows = problems(loaded.diagnostics, sources(loaded.sources, disk), width=screen.width)
        rules = sum(isinstance(declared, ast.Rule) for file in loaded.files for declared in file.declarations)
        read = f"{count(len(loaded.files), 'policy', 'policies')}, {count(rules, 'rule')}"
        emit(screen.page([*rows, line(f"{read}: {tallied(loaded.diagnostics)}.")]))
    return Exit.DONE if loaded.usable else Exit.FINDINGS
