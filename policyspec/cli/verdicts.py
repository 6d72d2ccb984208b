"""`policyspec verdicts`: a row for each of many tenders, with the verdict of each rule."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import click

from policyspec.base.diagnostics import Diagnostic
from policyspec.cli import keeping, options, outputs
from policyspec.cli.exits import Exit, worst
from policyspec.cli.files import drafts
from policyspec.cli.loading import refuse
from policyspec.cli.outputs import Output
from policyspec.cli.quoting import sources
from policyspec.cli.terminal import color_option, complain, encoded, terminal, to_stream
from policyspec.model.outcomes import Gate
from policyspec.report.page import line
from policyspec.report.problems import problems
from policyspec.report.verdicts import FORMS, WORDS, form
from policyspec.report.words import count
from policyspec.workspace import kept
from policyspec.workspace.disk import Disk
from policyspec.workspace.tenders import How

if TYPE_CHECKING:
    from policyspec.audit.verdicts import Part

_PIECE = 2**18  # bytes


@click.command(
    no_args_is_help=True,
    epilog="""\b
Exit codes: 0 every tender is judged, 2 could not start, 3 something could not be read, and has a row that says so,
4 a fault in policyspec. What is breached does not count: the rows tell it.""",
)
@click.argument("names", metavar="SOURCE...", nargs=-1, required=True, shell_complete=options.files)
@options.policy_option(required=True)
@click.option(
    "--gate",
    type=click.Choice([gate.value for gate in Gate]),
    default=Gate.DRAFT.value,
    help="draft: what is missing may still come. publish: each tender is judged as it stands.",
)
@click.option("--on", metavar="DATE", help="Judge on this date in place of the one that the policy names.")
@click.option(
    "--set", "settings", metavar='"NAME=VALUE"', multiple=True, help="Set a parameter of a policy. May be repeated."
)
@options.library_option
@click.option(
    "--assumptions/--no-assumptions", default=True, help="Leave undetermined what rests on an assumption, or do not."
)
@click.option("--format", "-f", "format_", type=click.Choice(list(FORMS)), default="csv", help="How rows are written.")
@click.option("--out", "output", metavar="FILE", shell_complete=options.files, help="Write to a file.")
@click.option("--workers", "-j", type=click.IntRange(1), help="Processes that work. Default: one for each core.")
@options.stdin_option
@color_option
def command(
    names: Sequence[str],
    policies: Sequence[str],
    gate: str,
    on: str | None,
    settings: Sequence[str],
    library: Sequence[str],
    assumptions: bool,  # noqa: FBT001 – click passes options by name
    format_: str,
    output: str | None,
    workers: int | None,
    stdin_name: str,
    color: str,
) -> int:
    """Write a row for each tender of each SOURCE, in their order: its number (ocid) and the verdict of each rule.

    A SOURCE is a file of JSON Lines, a tender on each line, of any size, packed with gzip or not; any other file that
    `policyspec check` takes; a folder with such files; or `-` for standard input. What could not be read has a
    row as well, and standard error says why.
    """
    how = How(Gate(gate), options.day(on), assumptions, reading=options.reading(()))
    if output is not None:
        outputs.has_a_folder(output, "--out")
        outputs.no_inputs([Output(format_, output, "--out")], [*names, *policies])
    disk = _Piped(stdin_name) if options.stdin_named([*names, *policies]) else Disk()
    named = options.with_stdin(policies, stdin_name)
    loaded = kept.load(keeping.folder(), named, disk, library=library, parameters=settings)
    if not loaded.usable:
        return refuse(loaded.diagnostics, sources(loaded.sources, disk), color)
    from policyspec.audit.lines import Task
    from policyspec.audit.verdicts import verdicts

    rows = form(format_, [rule.id for rule in loaded.rulebook.rules])
    files, workers = options.with_stdin(names, stdin_name), workers or options.cores()
    task = Task(loaded, how, WORDS, rows)
    return _written(verdicts(files, disk, task, workers=workers, piped={stdin_name}), rows.opening, output, color)


class _Piped(Disk):
    """Files of this machine, and standard input under a name, a piece at a time: it may be of any size."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def pieces(self, name: str) -> Iterator[bytes | Diagnostic]:
        if name != self._name:
            yield from super().pieces(name)
        elif sys.stdin is not None:
            yield from iter(lambda: sys.stdin.buffer.read(_PIECE), b"")


def _written(parts: "Iterable[Part]", opening: str, output: str | None, color: str) -> Exit:
    """Write the rows: as they come, or to a file that takes its place when it is whole. Says what was not checked."""
    screen = terminal(color, stream=sys.stderr)
    tenders = unread = 0
    codes = {Exit.DONE}
    with drafts([] if output is None else [output]) as files:
        put: Callable[[bytes], object] = files[0].write if files else partial(to_stream, out=sys.stdout)
        put(encoded(opening))
        for part in parts:
            if part.said:
                complain(screen.page(problems(part.said, lambda _: None, width=screen.width)))
            tenders, unread = tenders + part.tenders, unread + part.unread
            codes |= {Exit.FAULT} if part.fault else set()
            if part.text and put(encoded(part.text)) is False:
                return worst(codes)  # nobody reads on
    if unread:
        codes.add(Exit.NOT_CHECKED)
        complain(screen.page([line(f"{count(tenders, 'tender')} judged; {count(unread, 'row')} not checked.")]))
    return worst(codes)
