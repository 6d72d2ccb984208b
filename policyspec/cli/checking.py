"""What `policyspec check` does with what it is asked."""

import os
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from policyspec.base.data import data_place
from policyspec.base.dataclasses import dataclass, replace
from policyspec.cli import beside, keeping, options, outputs
from policyspec.cli.exits import FailOn, exit_code
from policyspec.cli.outputs import Output
from policyspec.cli.plainly import Asked
from policyspec.cli.progress import watched
from policyspec.cli.quoting import documented, sources
from policyspec.cli.usage import CannotStart
from policyspec.model.outcomes import Gate
from policyspec.model.vocabulary import Vocabulary, standard
from policyspec.report.formats import FORMATS
from policyspec.report.picked import PICKED
from policyspec.workspace import kept
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import Load, Loaded
from policyspec.workspace.records import Records
from policyspec.workspace.shipped import SUFFIXES as POLICIES
from policyspec.workspace.shipped import is_picked
from policyspec.workspace.tenders import Found, How, check_each, gathered, inside

if TYPE_CHECKING:
    from policyspec.workspace.picking import Picking


def check(asked: Asked) -> int:
    """Hold the tenders against the policies and write the reports; the exit code."""
    on_day = options.day(asked.on)
    failing = options.fail_on(asked.fail_on)
    reports = outputs.wanted(asked.formats, asked.output)
    besides = beside.files(asked.records, asked.baseline)
    outputs.no_inputs(reports, [*asked.tenders, *asked.policies, *besides])
    debug = bool(os.environ.get("POLICYSPEC_DEBUG"))
    in_full = any(FORMATS[report.format].in_full for report in reports)
    how = How(Gate(asked.gate), on_day, asked.assumptions, debug, options.reading(asked.languages), in_full=in_full)

    load = partial(kept.load, keeping.folder())

    def once() -> tuple[int, Sequence[str]]:
        disk = options.disk([*asked.tenders, *asked.policies], asked.stdin_name)
        names = options.with_stdin(asked.policies, asked.stdin_name)
        tenders = options.with_stdin(asked.tenders, asked.stdin_name)
        picking = _picking(names, disk, asked, on_day, load) if is_picked(names) else None
        loaded = picking.named() if picking else load(names, disk, library=asked.library, parameters=asked.settings)
        ready = _Ready(asked, tenders, loaded, picking, disk, how, reports, failing)
        return _once(ready), [source.name for source in loaded.sources]

    if not asked.watch:
        return once()[0]
    if options.STDIN in (*asked.tenders, *asked.policies):
        raise CannotStart("option `--watch`: standard input (`-`) can be read only once", "give it as a file")
    from policyspec.cli.watching import again_and_again

    return again_and_again(once, partial(_watched, asked.tenders, asked.policies, besides))


def _picking(names: Sequence[str], disk: Disk, asked: Asked, on: date | None, load: Load) -> "Picking":
    from policyspec.workspace.picking import Picking

    beside = tuple(name for name in names if name != PICKED)
    return Picking(disk, beside, tuple(asked.library), tuple(asked.settings), on, load)


@dataclass(frozen=True, slots=True)
class _Ready:
    """All that a run is made from, read anew where it is watched. `policies` are those named, beside what is picked."""

    asked: Asked
    names: Sequence[str]
    policies: Loaded
    picking: "Picking | None"
    disk: Disk
    how: How
    reports: Sequence[Output]
    failing: frozenset[FailOn]


def _once(ready: _Ready) -> int:
    loaded, disk, reports, color = ready.policies, ready.disk, ready.reports, ready.asked.color
    ship = disk.files(data_place("policies"), POLICIES, deep=True) if ready.picking else None
    read = (source.name for source in loaded.sources)
    outputs.no_inputs(reports, [*read, *(ship or []), *_within(ready.names, disk)])
    quoted = sources(loaded.sources, disk)
    if not loaded.usable:
        from policyspec.cli.loading import refused

        return refused(reports, loaded.diagnostics, quoted, color)
    earlier = None if ready.asked.baseline is None else beside.baseline_of(ready.asked.baseline, disk)
    found = _found(ready)
    if earlier is None and all(report.streams for report in reports):
        from policyspec.cli import streaming

        to_files = all(report.file is not None for report in reports)
        return streaming.write(reports, watched(found, apart=to_files), loaded.diagnostics, ready.failing, color)
    run = gathered(watched(found), loaded.diagnostics)
    if earlier is not None:
        from policyspec.workspace.baseline import compared

        run = compared(run, earlier)
    if any(FORMATS[report.format].sources for report in reports):
        run = documented(run, ready.picking.loaded if ready.picking else [loaded], disk)
    outputs.write(reports, run, quoted, color)
    return exit_code(run, ready.failing)


def _found(ready: _Ready) -> Iterator[Found]:
    """What the run comes to, one after another, by the policies that are named or by what is picked."""
    picking, disk = ready.picking, ready.disk
    if picking is None:
        records = _records(ready, ready.policies.vocabulary)
        return check_each(ready.names, ready.policies, disk, replace(ready.how, records=records))
    from policyspec.workspace.picking import check_picked

    words = picking.vocabulary() if ready.asked.records else standard()
    return check_picked(ready.names, picking, replace(ready.how, records=_records(ready, words)))


def _records(ready: _Ready, words: Vocabulary) -> Records:
    asked = ready.asked
    counting = {"explanations": not asked.ignore_explanations, "waivers": not asked.ignore_waivers}
    return beside.records_of(asked.records, ready.disk, words, **counting)


def _watched(tenders: Sequence[str], policies: Sequence[str], besides: Sequence[str]) -> list[str]:
    """The files that are named, and those that lie now in the folders that are."""
    disk = Disk()
    lying = (disk.files(name, POLICIES, deep=True) or [] for name in policies)
    return [*tenders, *policies, *besides, *_within(tenders, disk), *chain.from_iterable(lying)]


def _within(names: Sequence[str], disk: Disk) -> Iterator[str]:
    """The tenders in the folders that are named."""
    for name in names:
        yield from inside(name, disk) or []
