"""What a run rests on beside policies and tenders: files of explanations and waivers, and a baseline."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from policyspec.base.diagnostics import Diagnostic
from policyspec.model.vocabulary import Vocabulary
from policyspec.workspace.disk import Disk
from policyspec.workspace.records import Records, load_records

if TYPE_CHECKING:
    from policyspec.workspace.baseline import Baseline


def records_options(function: Callable[..., object]) -> Callable[..., object]:
    """`--records`, `--ignore-explanations` and `--ignore-waivers`."""
    from click import option

    for declared in (
        option("--ignore-waivers", is_flag=True, help="Judge as if no waiver had been given."),
        option("--ignore-explanations", is_flag=True, help="Judge as if no explanation had been recorded."),
        option(
            "--records",
            metavar="FILE",
            multiple=True,
            help="Explanations and waivers in a file of their own, beside those in the tenders. May be repeated.",
        ),
    ):
        function = declared(function)
    return function


def baseline_option(function: Callable[..., object]) -> Callable[..., object]:
    from click import option

    return option(
        "--baseline",
        metavar="FILE",
        help="An earlier report in JSON: only what is new since then makes this run exit 1.",
    )(function)


def records_of(
    names: Sequence[str], disk: Disk, vocabulary: Vocabulary, *, explanations: bool, waivers: bool
) -> Records:
    """The records in the files named; where one of them is none, that is told and the run ends."""
    made = load_records(names, disk, vocabulary, explanations=explanations, waivers=waivers)
    if not made.usable:
        from policyspec.cli.loading import stop

        stop("file of records", made.diagnostics, disk)
    return made


def baseline_of(name: str | None, disk: Disk) -> "Baseline | None":
    """The baseline that is named; where it is none, that is told and the run ends."""
    if name is None:
        return None
    from policyspec.report.json import MOST_BYTES
    from policyspec.workspace.baseline import read_baseline

    data = disk.read(name, MOST_BYTES)
    made = data if isinstance(data, Diagnostic) else read_baseline(name, data)
    if isinstance(made, Diagnostic):
        from policyspec.cli.loading import stop

        stop("baseline", [made], disk)
    return made


def files(records: Sequence[str], baseline: str | None) -> list[str]:
    """Every file of these: no report is written over one."""
    return [*records, *([baseline] if baseline else [])]
