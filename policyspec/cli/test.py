"""`policyspec test`: run the tests of policies."""

import os
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from itertools import chain

import click

from policyspec.base.dataclasses import dataclass, replace
from policyspec.cli import options, outputs
from policyspec.cli.configured import config_options
from policyspec.cli.exits import Exit, worst
from policyspec.cli.outputs import Output, opened, painted
from policyspec.cli.quoting import sources
from policyspec.cli.terminal import color_option
from policyspec.cli.watching import await_change, stamps
from policyspec.report.testing.results import NO_TESTS, Status, Tested
from policyspec.workspace.disk import Disk
from policyspec.workspace.tenders import ENDING_OF_TESTS
from policyspec.workspace.testing import Suite, load_suites
from policyspec.workspace.testing_coverage import measured
from policyspec.workspace.testing_mutants import mutated
from policyspec.workspace.testing_run import run

_FORMATS = ("text", "json", "junit")
_FAULT = "PS901"


@dataclass(frozen=True, slots=True)
class Measures:
    """What is asked of the tests themselves."""

    coverage: bool
    fail_under: int | None  # per cent of all points
    mutate: bool

    def added(self, tested: Tested, suites: Sequence[Suite]) -> Tested:
        """The run with the measures of it."""
        coverage = measured(suites) if self.coverage else None
        return replace(tested, coverage=coverage, mutation=mutated(suites) if self.mutate else None)

    def exit_code(self, tested: Tested) -> Exit:
        share = tested.coverage.share if tested.coverage else None
        enough = self.fail_under is None or (share is not None and share * 100 >= self.fail_under)
        survived = tested.mutation is not None and (tested.mutation.unexplained or tested.mutation.unused)
        return Exit.DONE if enough and not survived else Exit.FINDINGS


@click.command(
    epilog="""\b
Exit codes, the highest that applies of 4 > 2 > 3 > 1 > 0:
  0  every case passed
  1  a case failed, less is covered than --fail-under asks for, or a change of a rule survived --mutate
  2  a mistake in an option, in a policy or in a tests file: some cases could not be run
  3  there are no tests
  4  a fault in policyspec"""
)
@click.argument("paths", metavar="[PATH]...", nargs=-1, shell_complete=options.files)
@options.library_option
@outputs.format_option(_FORMATS)
@outputs.output_option
@click.option("--coverage", is_flag=True, help="Show what of each rule no test exercises.")
@click.option(
    "--fail-under",
    type=click.IntRange(0, 100),
    metavar="PERCENT",
    help="Exit 1 if the tests exercise less of the rules. Implies --coverage.",
)
@click.option("--mutate", is_flag=True, help="Change the rules a little, and show which changes no test notices.")
@click.option("--watch", is_flag=True, help="Run again whenever a file changes that the tests were made from.")
@color_option
@config_options("library")
def command(
    paths: Sequence[str],
    library: Sequence[str],
    formats: Sequence[str],
    output: str | None,
    coverage: bool,  # noqa: FBT001 – click passes options by name
    fail_under: int | None,
    mutate: bool,  # noqa: FBT001 – click passes options by name
    watch: bool,  # noqa: FBT001 – click passes options by name
    color: str,
) -> int:
    """Run the tests of policies: the cases of `*.tests.yaml` files.

    A PATH is a tests file, a policy whose tests stand beside it, or a folder, which stands for all tests in it and
    in its folders. Without one: the working folder.
    """
    reports = outputs.wanted(formats, output, _FORMATS)
    names = list(paths) or ["."]
    measures = Measures(coverage=coverage or fail_under is not None, fail_under=fail_under, mutate=mutate)
    suites: tuple[Suite, ...] = ()
    while True:
        before = stamps(_watched(names, suites))
        code, suites = _once(names, library, reports, measures, color)
        if not (watch and await_change(partial(_watched, names, suites), before)):
            return code


def _once(
    names: Sequence[str], library: Sequence[str], reports: Sequence[Output], measures: Measures, color: str
) -> tuple[Exit, tuple[Suite, ...]]:
    disk = Disk()
    suites = load_suites(names, disk, library=library)
    read = list(dict.fromkeys(chain.from_iterable(suite.files for suite in suites)))
    outputs.no_inputs(reports, read)
    tested = run(suites, debug=bool(os.environ.get("POLICYSPEC_DEBUG")))
    known = (source for suite in suites if suite.policies for source in suite.policies.sources)
    tested = measures.added(tested, suites)
    quoted = sources(known, disk)
    with opened(reports) as writes:
        for report, put in zip(reports, writes, strict=True):
            made = import_module(f"policyspec.report.testing.{report.format}")
            put(painted(made.render(tested, outputs.view(report, quoted, color)), report, color))
    return worst({exit_code(tested), measures.exit_code(tested)}), suites


def exit_code(tested: Tested) -> Exit:
    """The code of a run of tests. What found no test, or could not be run, has passed nothing."""
    codes = {Exit.DONE}
    found = {one.code for one in tested.all_diagnostics() if one.is_error}
    if _FAULT in found:
        codes.add(Exit.FAULT)
    if found - {_FAULT, NO_TESTS}:
        codes.add(Exit.NOT_STARTED)
    if NO_TESTS in found or not tested.cases:
        codes.add(Exit.NOT_CHECKED)
    if any(case.status is Status.FAILED for case in tested.cases):
        codes.add(Exit.FINDINGS)
    return worst(codes)


def _watched(names: Sequence[str], suites: Sequence[Suite]) -> list[str]:
    """The files that a run was made from, and tests that have come since."""
    disk = Disk()
    now = (disk.files(name, (ENDING_OF_TESTS,), deep=True) or [] for name in names)
    return [*chain.from_iterable(suite.files for suite in suites), *chain.from_iterable(now)]
