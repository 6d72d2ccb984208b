"""`policyspec fmt`: lay policies out in the one canonical way."""

import difflib
from collections.abc import Iterable, Iterator, Sequence

import click

from policyspec.base.dataclasses import dataclass
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Source
from policyspec.cli import options
from policyspec.cli.exits import Exit
from policyspec.cli.files import drafts
from policyspec.cli.quoting import sources
from policyspec.cli.terminal import Terminal, color_option, complain, emit, encoded, terminal
from policyspec.report.page import Line, Piece, Style, line
from policyspec.report.problems import problems
from policyspec.report.words import are, count
from policyspec.syntax.format import format_policy
from policyspec.syntax.parse import read_text
from policyspec.workspace import errors
from policyspec.workspace.disk import Disk
from policyspec.workspace.shipped import SUFFIXES


@dataclass(frozen=True, slots=True)
class Laid:
    """A policy and what it is laid out as; the diagnostics say why it is left as it is."""

    name: str
    before: str = ""
    after: str = ""
    found: tuple[Diagnostic, ...] = ()

    @property
    def changes(self) -> bool:
        return not self.found and self.after != self.before


@click.command(
    epilog="""\b
Exit codes:
  0  every policy is laid out now (with --check and --diff: was so already)
  1  with --check or --diff: a policy would change
  2  a policy has mistakes or cannot be read or written; it is left as it is"""
)
@click.argument("policies", metavar="[POLICY]...", nargs=-1, shell_complete=options.files)
@click.option("--check", is_flag=True, help="Change nothing: say which policies would change.")
@click.option("--diff", is_flag=True, help="Change nothing: show what would change.")
@color_option
@options.stdin_option
def command(policies: Sequence[str], check: bool, diff: bool, color: str, stdin_name: str) -> int:  # noqa: FBT001 – click passes options by name
    """Lay out each POLICY: a file, a folder with policies, or `-` for standard input, which goes to standard output.

    Without one: all in the working folder.

    Comments stay, and the meaning stays: a policy of which that is not sure is left as it is.
    """
    policies = policies or (".",)
    disk = options.disk(policies, stdin_name)
    laid = [_laid(name, disk) for name in _files(options.with_stdin(policies, stdin_name), disk)]
    if not (check or diff):
        _put([one for one in laid if one.name != stdin_name])
        emit("".join(one.after or one.before for one in laid if one.name == stdin_name))
    screen = terminal(color)
    if diff:
        emit(screen.page(row for one in laid if one.changes for row in _difference(one)))
    _say(laid, disk, changed="would be laid out" if check or diff else "laid out", color=color, stdin=stdin_name)
    if any(one.found for one in laid):
        return Exit.NOT_STARTED
    return Exit.FINDINGS if (check or diff) and any(one.changes for one in laid) else Exit.DONE


def _files(names: Sequence[str], disk: Disk) -> Iterable[str]:
    """The files that the names stand for, each once; a folder without a policy is left to be found wanting."""
    found: dict[str, str] = {}
    for name in names:
        for file in disk.files(name, SUFFIXES, deep=True) or [name]:
            found.setdefault(disk.identity(file), file)
    return found.values()


def _laid(name: str, disk: Disk) -> Laid:
    if disk.files(name, SUFFIXES, deep=True) == []:
        return Laid(name, found=(errors.nothing_in_folder(name, SUFFIXES[:1]),))
    data = disk.read(name)
    source = data if isinstance(data, Diagnostic) else read_text(data, name)
    if isinstance(source, Diagnostic):
        return Laid(name, found=(source,))
    made = format_policy(source)
    return Laid(name, source.text, made) if isinstance(made, str) else Laid(name, source.text, found=made)


def _put(laid: Sequence[Laid]) -> None:
    """All that change, or where one cannot be written none of them."""
    changed = [one for one in laid if one.changes]
    with drafts([one.name for one in changed]) as files:
        for file, one in zip(files, changed, strict=True):
            file.write(encoded(one.after))


_DIFF_STYLES = {"+": Style.GOOD, "-": Style.BAD, "@": Style.QUIET}


def _difference(laid: Laid) -> Iterator[Line]:
    before, after = laid.before.splitlines(), laid.after.splitlines()
    for row in difflib.unified_diff(before, after, laid.name, f"{laid.name}, laid out", lineterm=""):
        yield line(Piece(row, _DIFF_STYLES.get(row[:1], Style.PLAIN)))


def _say(laid: Sequence[Laid], disk: Disk, *, changed: str, color: str, stdin: str) -> None:
    """On standard error, since standard output may be a policy or a difference."""
    screen: Terminal = terminal(color)
    quoted = sources([Source(one.name, one.before) for one in laid if one.before], disk)
    rows = problems((d for one in laid for d in one.found), quoted, width=screen.width)
    rows += [line(f"{changed}: {one.name}") for one in laid if one.changes and one.name != stdin]
    wrong, same = sum(bool(one.found) for one in laid), sum(not (one.found or one.changes) for one in laid)
    said = [f"{count(same, 'policy', 'policies')} {are(same)} laid out already"] if same else []
    said += (
        [f"{count(wrong, 'policy', 'policies')} {are(wrong)} left as {'it is' if wrong == 1 else 'they are'}"]
        if wrong
        else []
    )
    if [one.name for one in laid] != [stdin] or wrong:
        complain(screen.page([*rows, *([line(f"{'; '.join(said)}.")] if said else [])]))
