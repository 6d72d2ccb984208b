"""`policyspec docs`: make the handbook of policies, a folder of pages."""

import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import click

from policyspec.base.data import data_file
from policyspec.base.diagnostics import Diagnostic, in_order
from policyspec.base.extras import ExtraMissing
from policyspec.cli import options
from policyspec.cli.configured import config_options
from policyspec.cli.exits import Exit
from policyspec.cli.files import fill
from policyspec.cli.loading import named_or_shipped
from policyspec.cli.quoting import sources
from policyspec.cli.terminal import color_option, complain, emit, encoded, terminal
from policyspec.cli.usage import CannotStart
from policyspec.report.page import line
from policyspec.report.problems import problems
from policyspec.report.words import count
from policyspec.workspace.disk import Disk, answered
from policyspec.workspace.policies import Policies
from policyspec.workspace.testing import Suite, load_suites

#: The list of the handbook's own files, which tells them from others in the folder.
LIST = "handbook.txt"
_HEAD = "The pages of a handbook by policyspec, which replaces them when it is made again. Other files it leaves alone."
_OURS = re.compile(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.html")
_NO_TESTS = "PS065"


@click.command(
    epilog="""\b
Exit codes:
  0  the handbook is made
  2  a mistake in an option or in a policy, or the folder cannot be written: nothing is changed
  4  a fault in policyspec"""
)
@click.argument("policies", metavar="[POLICY]...", nargs=-1, shell_complete=options.files)
@click.option(
    "--to", "folder", metavar="DIR", required=True, help="The folder of the handbook; it is made where needed."
)
@options.library_option
@color_option
@config_options("policy", "library")
def command(policies: Sequence[str], folder: str, library: Sequence[str], color: str) -> int:
    """Make the handbook of each POLICY (a file, or a folder with policies): plain pages, for a browser and for print.

    Without a POLICY: of those of the configuration, else of those that come with policyspec. Pages of an earlier
    handbook in the folder are replaced, those of rules that are gone removed, and all other files left alone.
    """
    loaded = named_or_shipped(policies, library, color)
    if loaded is None:
        return Exit.NOT_STARTED
    disk = Disk()
    names = list(policies) or [str(data_file("policies"))]
    suites = load_suites(names, disk, library=library)
    _tell(_wrong(suites), disk, color)
    pages = _pages(loaded, suites)
    _put(Path(folder), pages)
    emit(f"{count(len(pages), 'page')} in {folder}: open {Path(folder, 'index.html')}\n")
    return Exit.DONE


def _wrong(suites: Sequence[Suite]) -> list[Diagnostic]:
    """What keeps tests from being examples. To have none is nothing wrong."""
    found = [one for suite in suites for one in suite.diagnostics]
    found += [one for suite in suites for ready in suite.cases for one in ready.diagnostics]
    return in_order([one for one in dict.fromkeys(found) if one.is_error and one.code != _NO_TESTS])


def _tell(wrong: Sequence[Diagnostic], disk: Disk, color: str) -> None:
    if wrong:
        screen = terminal(color, stream=sys.stderr)
        rows = problems(wrong, sources([], disk), width=screen.width)
        complain(screen.page([*rows, line("The handbook is made without the examples of these tests.")]))


def _pages(loaded: Policies, suites: Iterable[Suite]) -> dict[str, str]:
    from policyspec.report.handbook import render
    from policyspec.workspace.handbook import handbook_of

    try:
        return render(handbook_of(loaded, suites, f"{data_file('policies').parent}{os.sep}"))
    except ExtraMissing as missing:
        found = missing.diagnostic()
        raise CannotStart(f"{found.code}: {found.message}", found.hint) from None


# --- the folder ---------------------------------------------------------------------------------------------------


def _put(root: Path, pages: Mapping[str, str]) -> None:
    """All pages take their places together; pages of an earlier handbook that are no longer made go."""
    if answered(root.exists) and not answered(root.is_dir):
        raise CannotStart(f"option `--to`: `{root}` is a file", "name a folder")
    earlier = _listed(root)
    for name in (*pages, LIST):
        if name not in earlier and answered((root / name).exists) and not (name == LIST and earlier):
            hint = "name another folder, or take the file away"
            raise CannotStart(f"option `--to`: `{root / name}` is no page of a handbook that policyspec made", hint)
    for name in (*pages, *earlier):
        if not (root / name).parent.resolve().is_relative_to(root.resolve()):
            hint = "name another folder, or take the link away"
            raise CannotStart(f"option `--to`: `{(root / name).parent}` leads out of the folder", hint)
    text = "\n".join([_HEAD, "", *sorted(pages)]) + "\n"
    fill(root, {**{name: encoded(page) for name, page in pages.items()}, LIST: encoded(text)})
    for name in sorted(earlier - set(pages)):
        _remove(root, name)


def _listed(root: Path) -> frozenset[str]:
    """The pages that an earlier handbook in the folder says it has."""
    try:
        head, _, *names = (root / LIST).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return frozenset()
    return frozenset(name for name in names if _OURS.fullmatch(name)) if head == _HEAD else frozenset()


def _remove(root: Path, name: str) -> None:
    """A page that is no longer made, and the folders that it leaves empty."""
    with suppress(OSError):
        (root / name).unlink(missing_ok=True)
        for folder in list((root / name).relative_to(root).parents)[:-1]:
            (root / folder).rmdir()
