"""`policyspec impact`: what policies would have done to the tenders of a dataset."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.extras import ExtraMissing
from policyspec.base.source import Source
from policyspec.cli import options
from policyspec.cli.exits import Exit
from policyspec.cli.files import fill
from policyspec.cli.loading import refuse
from policyspec.cli.quoting import sources
from policyspec.cli.terminal import color_option, complain, emit, encoded, terminal
from policyspec.cli.usage import CannotStart
from policyspec.model.outcomes import Gate
from policyspec.report.page import tidy
from policyspec.report.problems import problem
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import Policies, load

if TYPE_CHECKING:
    from policyspec.audit.impact.parameter import Steps
    from policyspec.report.impact.figures import Impact

_LEAST = 2**27  # bytes of memory with which a query runs


@click.command()
@click.argument("policies", metavar="NEW...", nargs=-1, required=True, shell_complete=options.files)
@click.option("--against", "dataset", metavar="DATASET", required=True, help="A dataset that `ingest` made.")
@click.option(
    "--baseline", "baseline", metavar="OLD", multiple=True, shell_complete=options.files,
    help="Say what changes against these policies. May be repeated.",
)  # fmt: skip
@click.option("--parameter", metavar="NAME", help="The parameter to draw a curve over.")
@click.option("--from", "start", metavar="VALUE", help="Its first value.")
@click.option("--to", "end", metavar="VALUE", help="Its last value.")
@click.option("--step", metavar="VALUE", help="From one value to the next. Default: a tenth of the way.")
@click.option("--values", metavar="VALUE,...", multiple=True, help="Its values, in place of steps. May be repeated.")
@click.option(
    "--set", "settings", metavar='"NAME=VALUE"', multiple=True, help="Set another parameter. May be repeated."
)
@click.option(
    "--gate",
    type=click.Choice([gate.value for gate in Gate]),
    default=Gate.DRAFT.value,
    help="draft: what a notice leaves out is not known. publish: it is judged as it stands.",
)
@click.option("--on", metavar="DATE", help="Judge on this date in place of the one that a policy names.")
@click.option(
    "--assumptions/--no-assumptions", default=True, help="Leave undetermined what rests on an assumption, or do not."
)
@click.option("--out", "folder", metavar="DIR", help="Write a page with plots, tables (CSV) and JSON to this folder.")
@click.option("--memory", metavar="SIZE", help="How much memory to take, like 2GB.")
@click.option("--workers", "-j", type=click.IntRange(1), help="Threads that judge. Default: one for each core.")
@options.library_option
@color_option
def command(
    policies: Sequence[str],
    dataset: str,
    baseline: Sequence[str],
    parameter: str | None,
    start: str | None,
    end: str | None,
    step: str | None,
    values: Sequence[str],
    settings: Sequence[str],
    gate: str,
    on: str | None,
    assumptions: bool,  # noqa: FBT001 – click passes options by name
    folder: str | None,
    memory: str | None,
    workers: int | None,
    library: Sequence[str],
    color: str,
) -> int:
    """Say what the policies NEW would have done to the tenders of a dataset: how many, what value, which buyers.

    With --baseline: what changes. With --parameter: a curve over the values of a parameter. What a notice does not
    say counts as neither a pass nor a breach.
    """
    from policyspec.audit.impact.parameter import curve
    from policyspec.audit.impact.parameter import sources as of_options
    from policyspec.audit.impact.run import Question, dataset_of, impact
    from policyspec.audit.judge import How

    wanted = _wanted(parameter, start, end, step, values)
    day, most = options.day(on), options.memory(memory)
    disk = Disk()
    new, old = _loaded(policies, disk, library, settings, color), None
    if new is not None and baseline:
        old = _loaded(baseline, disk, library, (), color)
    if new is None or (baseline and old is None):
        return Exit.NOT_STARTED
    line = curve(new, parameter, wanted) if parameter is not None and wanted is not None else None
    if isinstance(line, Diagnostic):
        return _refused(line, [*new.sources, *of_options(parameter, wanted)], color)
    held = dataset_of(dataset, [new, *([old] if old else [])])
    if isinstance(held, Diagnostic):
        return _refused(held, (), color)
    how = How(
        Gate(gate),
        day,
        assumptions,
        workers or os.cpu_count() or 1,
        f"{max(most, _LEAST) // 2**20}MiB" if most else None,
    )
    try:
        figures = impact(Question(new, line, old, tuple(settings)), held, dataset, how)
    except ExtraMissing as missing:
        raise CannotStart(missing.diagnostic().message, missing.diagnostic().hint) from None
    return _write(figures, folder, color)


def _wanted(
    parameter: str | None, start: str | None, end: str | None, step: str | None, values: Sequence[str]
) -> "Steps | Sequence[str] | None":
    """The values of the curve that is asked for."""
    from policyspec.audit.impact.parameter import Steps

    stepped: Mapping[str, str | None] = {"--from": start, "--to": end, "--step": step}
    given = [option for option, value in stepped.items() if value is not None]
    if parameter is None:
        if given or values:
            option = given[0] if given else "--values"
            raise CannotStart(f"option `{option}` is for a parameter", 'name it: --parameter "NAME"')
        return None
    if values and given:
        raise CannotStart(f"options `--values` and `{given[0]}` do not go together", "leave one of the two out")
    if values:
        return values
    if start is None or end is None:
        hint = "write `--from 40% --to 80%`, or `--values 40%,60%,80%`"
        raise CannotStart("option `--parameter`: its values are not said", hint)
    return Steps(start, end, step)


def _loaded(
    names: Sequence[str], disk: Disk, library: Sequence[str], settings: Sequence[str], color: str
) -> Policies | None:
    """Policies without errors; None where they have some, which have then been told."""
    found = load(names, disk, library=library, parameters=settings)
    if found.usable:
        return found
    refuse(found.diagnostics, sources(found.sources, disk), color)
    return None


def _refused(found: Diagnostic, quoted: Sequence[Source], color: str) -> Exit:
    screen = terminal(color, stream=sys.stderr)
    complain(screen.page(tidy(problem(found, sources(quoted, Disk()), width=screen.width))))
    return Exit.NOT_STARTED


def _write(figures: "Impact", folder: str | None, color: str) -> int:
    from policyspec.report.impact import page, tables, text
    from policyspec.report.impact.figures import to_json

    if folder is not None:
        made = {"impact.json": to_json(figures), "impact.html": page.render(figures), **tables.files(figures)}
        fill(Path(folder), {name: encoded(content) for name, content in made.items()})
    screen = terminal(color)
    emit(screen.page(text.render(figures, screen.width)))
    return Exit.DONE
