"""`policyspec check`: hold tenders against policies."""

import os
from collections.abc import Sequence

import click

from policyspec.cli import options
from policyspec.cli.exits import exit_code
from policyspec.cli.loading import refusal, refuse
from policyspec.cli.quoting import sources
from policyspec.cli.terminal import Terminal, color_option, emit, terminal
from policyspec.model.outcomes import Gate
from policyspec.report import json, text
from policyspec.report.run import Run
from policyspec.workspace.policies import load
from policyspec.workspace.tenders import How, check


@click.command(
    epilog="""\b
Exit codes, the highest that applies of 4 > 2 > 3 > 1 > 0:
  0  every input was read, a rule applied to each, nothing at or above --fail-on
  1  a must is breached (at the publication gate: or is undetermined and may be)
  2  could not start: a mistake in an option or in a policy
  3  an input could not be read, or no rule applied to it
  4  a fault in policyspec""",
)
@click.argument("tenders", metavar="TENDER...", nargs=-1, required=True)
@options.policy_option(required=True)
@click.option(
    "--gate",
    type=click.Choice([gate.value for gate in Gate]),
    default=Gate.DRAFT.value,
    help="draft: what is missing may still come. publish: the tender is judged as it stands.",
)
@click.option("--on", metavar="DATE", help="Judge on this date in place of the one that the policy names.")
@click.option(
    "--set", "settings", metavar='"NAME=VALUE"', multiple=True, help="Set a parameter of a policy. May be repeated."
)
@options.format_option
@click.option(
    "--fail-on",
    metavar="WHAT",
    multiple=True,
    help="Exit 1 also for: should, undetermined, flag (a comma list, or repeated); never: for nothing.",
)
@options.library_option
@click.option("--no-assumptions", is_flag=True, help="Leave undetermined what rests on an assumption.")
@options.language_option
@click.option("--output", "-o", metavar="FILE", help="Write the report to a file.")
@color_option
@options.stdin_option
def command(
    tenders: Sequence[str],
    policies: Sequence[str],
    gate: str,
    on: str | None,
    settings: Sequence[str],
    format_: str,
    fail_on: Sequence[str],
    library: Sequence[str],
    no_assumptions: bool,  # noqa: FBT001 – click passes options by name
    languages: Sequence[str],
    output: str | None,
    color: str,
    stdin_name: str,
) -> int:
    """Hold each TENDER against the policies and say what it breaches, and why.

    A TENDER is a YAML or JSON file, a folder with such files, or `-` for standard input.
    """
    on_day = options.day(on)
    failing = options.fail_on(fail_on)
    options.output_is_no_input(output, [*tenders, *policies])
    disk = options.disk([*tenders, *policies], stdin_name)
    loaded = load(options.with_stdin(policies, stdin_name), disk, library=library, parameters=settings)
    quoted = sources(loaded.sources, disk)
    if not loaded.usable:
        if format_ == "json":
            emit(json.render(Run((), loaded.diagnostics)), output)
        elif output is not None:
            emit(refusal(loaded.diagnostics, quoted, Terminal()), output)
        return refuse(loaded.diagnostics, quoted, color)
    how = How(
        Gate(gate), on_day, not no_assumptions, bool(os.environ.get("POLICYSPEC_DEBUG")), options.reading(languages)
    )
    run = check(options.with_stdin(tenders, stdin_name), loaded, disk, how)
    screen = terminal(color, to_file=output is not None)
    emit(json.render(run) if format_ == "json" else screen.page(text.render(run, quoted, width=screen.width)), output)
    return exit_code(run, failing)
