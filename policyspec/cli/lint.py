"""`policyspec lint`: look for mistakes in policies."""

from collections.abc import Sequence

import click

from policyspec.cli import options, outputs
from policyspec.cli.configured import config_options
from policyspec.cli.exits import Exit
from policyspec.cli.outputs import Output, opened, painted, rendered
from policyspec.cli.quoting import sources
from policyspec.cli.terminal import color_option
from policyspec.report.formats import FORMATS, View
from policyspec.report.frame import Sources
from policyspec.report.page import Line, line
from policyspec.report.problems import problems, tallied
from policyspec.report.run import Run
from policyspec.report.words import count
from policyspec.syntax import ast
from policyspec.workspace.policies import Policies, load

_FORMATS = [name for name, format_ in FORMATS.items() if format_.lints]


@click.command(epilog="Exit codes: 0 no errors (there may be warnings), 1 errors, 2 could not start.")
@click.argument("policies", metavar="POLICY...", nargs=-1, required=True, shell_complete=options.files)
@options.library_option
@click.option("--on", metavar="DATE", help="Hold thresholds and checks of sources against this date.")
@outputs.format_option(_FORMATS)
@outputs.output_option
@color_option
@options.stdin_option
@config_options("policy", "library")
def command(
    policies: Sequence[str],
    library: Sequence[str],
    on: str | None,
    formats: Sequence[str],
    output: str | None,
    color: str,
    stdin_name: str,
) -> int:
    """Look for mistakes in each POLICY and in all that it uses.

    A POLICY is a file, a folder with policies, or `-` for standard input. Without one: those of the configuration.
    """
    reports = outputs.wanted(formats, output, _FORMATS)
    outputs.no_inputs(reports, policies)
    disk = options.disk(policies, stdin_name)
    loaded = load(options.with_stdin(policies, stdin_name), disk, library=library, on=options.day(on))
    outputs.no_inputs(reports, [source.name for source in loaded.sources])
    quoted = sources(loaded.sources, disk)
    with opened(reports) as writes:
        for report, put in zip(reports, writes, strict=True):
            put(_report(report, loaded, quoted, color))
    return Exit.DONE if loaded.usable else Exit.FINDINGS


def _report(report: Output, loaded: Policies, quoted: Sources, color: str) -> str | bytes:
    if report.format == "text":
        return painted(_page(loaded, outputs.view(report, quoted, color)), report, color)
    return rendered(report, Run((), loaded.diagnostics), quoted, color)


def _page(loaded: Policies, view: View) -> list[Line]:
    """Each message with the line that it speaks of; unlike the report on tenders, the warnings too."""
    rows = problems(loaded.diagnostics, view.sources, width=view.width)
    rules = sum(isinstance(declared, ast.Rule) for file in loaded.files for declared in file.declarations)
    read = f"{count(len(loaded.files), 'policy', 'policies')}, {count(rules, 'rule')}"
    return [*rows, line(f"{read}: {tallied(loaded.diagnostics)}.")]
