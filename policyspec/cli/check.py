"""`policyspec check`: hold tenders against policies."""

import os
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import click

from policyspec.base.data import data_file
from policyspec.base.dataclasses import dataclass, replace
from policyspec.cli import beside, configured, keeping, options, outputs
from policyspec.cli.exits import FailOn, exit_code
from policyspec.cli.loading import refused
from policyspec.cli.outputs import Output
from policyspec.cli.progress import watched
from policyspec.cli.quoting import documented, sources
from policyspec.cli.terminal import color_option
from policyspec.cli.usage import CannotStart
from policyspec.model.outcomes import Gate
from policyspec.model.vocabulary import standard
from policyspec.report.formats import FORMATS
from policyspec.report.picked import PICKED
from policyspec.workspace import kept
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import Load, Loaded
from policyspec.workspace.shipped import SUFFIXES as POLICIES
from policyspec.workspace.shipped import is_picked
from policyspec.workspace.tenders import Found, How, check_each, gathered, inside

if TYPE_CHECKING:
    from policyspec.workspace.picking import Picking


@click.command(
    epilog="""\b
Exit codes, the highest that applies of 4 > 2 > 3 > 1 > 0:
  0  every input was read, a rule applied to each, nothing at or above --fail-on
  1  a must is breached (at the publication gate: or is undetermined and may be)
  2  could not start: a mistake in an option or in a policy
  3  an input could not be read, no rule applied to it, or no law was picked for it
  4  a fault in policyspec""",
)
@click.argument("tenders", metavar="TENDER...", nargs=-1, shell_complete=options.files)
@options.policy_option(required=False)
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
@outputs.format_option()
@outputs.output_option
@click.option(
    "--fail-on",
    metavar="WHAT",
    multiple=True,
    help="Exit 1 also for: should, undetermined, flag (a comma list, or repeated); never: for nothing.",
)
@options.library_option
@click.option(
    "--assumptions/--no-assumptions", default=True, help="Leave undetermined what rests on an assumption, or do not."
)
@beside.records_options
@beside.baseline_option
@options.language_option
@color_option
@options.stdin_option
@configured.config_options(*configured.SETTINGS)
@configured.show_option
@click.option("--watch", is_flag=True, help="Check again whenever a file of the run changes, until Ctrl+C.")
@click.pass_context
def command(
    context: click.Context,
    /,
    tenders: Sequence[str],
    policies: Sequence[str],
    gate: str,
    on: str | None,
    settings: Sequence[str],
    formats: Sequence[str],
    fail_on: Sequence[str],
    library: Sequence[str],
    assumptions: bool,  # noqa: FBT001 – click passes options by name
    records: Sequence[str],
    baseline: str | None,
    languages: Sequence[str],
    output: str | None,
    color: str,
    stdin_name: str,
    show_settings: bool,  # noqa: FBT001 – as above
    watch: bool,  # noqa: FBT001 – as above
    **_ignored: bool,  # `beside.records_of` looks at these
) -> int:
    """Hold each TENDER against the policies and say what it breaches, and why.

    Without --policy: against those of the policies that come with policyspec that are for the buyer's country and type
    and for the dates; the report says which, and why.

    A TENDER is a file (YAML, JSON, eForms, a workbook or a table), a folder with such files, or `-` for standard input.
    """
    if show_settings:
        return configured.show(context, color)
    configured.demand(context, "tenders", *(["policies"] if any(name.endswith(POLICIES) for name in tenders) else []))
    on_day = options.day(on)
    failing = options.fail_on(fail_on)
    reports = outputs.wanted(formats, output)
    besides = beside.files(records, baseline)
    outputs.no_inputs(reports, [*tenders, *policies, *besides])
    parameters = configured.parameters(context, settings)
    how = How(Gate(gate), on_day, assumptions, bool(os.environ.get("POLICYSPEC_DEBUG")), options.reading(languages))

    load = partial(kept.load, keeping.folder())

    def once() -> tuple[int, Sequence[str]]:
        disk = options.disk([*tenders, *policies], stdin_name)
        names = options.with_stdin(policies, stdin_name)
        picking = _picking(names, disk, library, parameters, on_day, load) if is_picked(names) else None
        loaded = picking.named() if picking else load(names, disk, library=library, parameters=parameters)
        asked = Asked(options.with_stdin(tenders, stdin_name), loaded, picking, disk, how, reports, failing, color)
        return _once(context, asked), [source.name for source in loaded.sources]

    if not watch:
        return once()[0]
    if options.STDIN in (*tenders, *policies):
        raise CannotStart("option `--watch`: standard input (`-`) can be read only once", "give it as a file")
    from policyspec.cli.watching import again_and_again

    return again_and_again(once, partial(_watched, tenders, policies, besides))


def _picking(
    names: Sequence[str], disk: Disk, library: Sequence[str], parameters: Sequence[str], on: date | None, load: Load
) -> "Picking":
    from policyspec.workspace.picking import Picking

    beside = tuple(name for name in names if name != PICKED)
    return Picking(disk, beside, tuple(library), tuple(parameters), on, load)


@dataclass(frozen=True, slots=True)
class Asked:
    """All that a run is made from, read anew where it is watched. `policies` are those named, beside what is picked."""

    names: Sequence[str]
    policies: Loaded
    picking: "Picking | None"
    disk: Disk
    how: How
    reports: Sequence[Output]
    failing: frozenset[FailOn]
    color: str


def _once(context: click.Context, asked: Asked) -> int:
    loaded, disk, reports, color = asked.policies, asked.disk, asked.reports, asked.color
    ship = disk.files(str(data_file("policies")), POLICIES, deep=True) if asked.picking else None
    read = (source.name for source in loaded.sources)
    outputs.no_inputs(reports, [*read, *(ship or []), *_within(asked.names, disk)])
    quoted = sources(loaded.sources, disk)
    if not loaded.usable:
        return refused(reports, loaded.diagnostics, quoted, color)
    earlier = beside.baseline_of(context, disk)
    found = _found(context, asked)
    if earlier is None and all(report.streams for report in reports):
        from policyspec.cli import streaming

        to_files = all(report.file is not None for report in reports)
        return streaming.write(reports, watched(found, apart=to_files), loaded.diagnostics, asked.failing, color)
    run = gathered(watched(found), loaded.diagnostics)
    if earlier is not None:
        from policyspec.workspace.baseline import compared

        run = compared(run, earlier)
    if any(FORMATS[report.format].sources for report in reports):
        run = documented(run, asked.picking.loaded if asked.picking else [loaded], disk)
    outputs.write(reports, run, quoted, color)
    return exit_code(run, asked.failing)


def _found(context: click.Context, asked: Asked) -> Iterator[Found]:
    """What the run comes to, one after another, by the policies that are named or by what is picked."""
    picking, disk = asked.picking, asked.disk
    if picking is None:
        records = beside.records_of(context, disk, asked.policies.vocabulary)
        return check_each(asked.names, asked.policies, disk, replace(asked.how, records=records))
    from policyspec.workspace.picking import check_picked

    words = picking.vocabulary() if context.params["records"] else standard()
    how = replace(asked.how, records=beside.records_of(context, disk, words))
    return check_picked(asked.names, picking, how)


def _watched(tenders: Sequence[str], policies: Sequence[str], besides: Sequence[str]) -> list[str]:
    """The files that are named, and those that lie now in the folders that are."""
    disk = Disk()
    lying = (disk.files(name, POLICIES, deep=True) or [] for name in policies)
    return [*tenders, *policies, *besides, *_within(tenders, disk), *chain.from_iterable(lying)]


def _within(names: Sequence[str], disk: Disk) -> Iterator[str]:
    """The tenders in the folders that are named."""
    for name in names:
        yield from inside(name, disk) or []
