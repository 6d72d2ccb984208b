"""What a run rests on beside policies and tenders: files of explanations and waivers, and a baseline."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from policyspec.base.diagnostics import Diagnostic
from policyspec.cli.configured import stop
from policyspec.model.vocabulary import Vocabulary
from policyspec.workspace.disk import Disk
from policyspec.workspace.records import Records, load_records

if TYPE_CHECKING:
    from policyspec.workspace.baseline import Baseline


def records_options(function: Callable[..., object]) -> Callable[..., object]:
    """`--records`, `--ignore-explanations` and `--ignore-waivers`."""
    for option in (
        click.option("--ignore-waivers", is_flag=True, help="Judge as if no waiver had been given."),
        click.option("--ignore-explanations", is_flag=True, help="Judge as if no explanation had been recorded."),
        click.option(
            "--records",
            metavar="FILE",
            multiple=True,
            help="Explanations and waivers in a file of their own, beside those in the tenders. May be repeated.",
        ),
    ):
        function = option(function)
    return function


def baseline_option(function: Callable[..., object]) -> Callable[..., object]:
    return click.option(
        "--baseline",
        metavar="FILE",
        help="An earlier report in JSON: only what is new since then makes this run exit 1.",
    )(function)


def records_of(context: click.Context, disk: Disk, vocabulary: Vocabulary) -> Records:
    """The records that the options name; where one of the files is none, that is told and the run ends."""
    asked = context.params
    counting = {"explanations": not asked["ignore_explanations"], "waivers": not asked["ignore_waivers"]}
    made = load_records(asked["records"], disk, vocabulary, **counting)
    if not made.usable:
        stop(context, "file of records", made.diagnostics, disk)
    return made


def baseline_of(context: click.Context, disk: Disk) -> "Baseline | None":
    """The baseline that the option names; where it is none, that is told and the run ends."""
    name = context.params["baseline"]
    if name is None:
        return None
    from policyspec.report.json import MOST_BYTES
    from policyspec.workspace.baseline import read_baseline

    data = disk.read(name, MOST_BYTES)
    made = data if isinstance(data, Diagnostic) else read_baseline(name, data)
    if isinstance(made, Diagnostic):
        stop(context, "baseline", [made], disk)
    return made


def files(records: Sequence[str], baseline: str | None) -> list[str]:
    """Every file of these: no report is written over one."""
    return [*records, *([baseline] if baseline else [])]
