"""Policies for a command that needs them without mistakes."""

import sys
from collections.abc import Sequence
from typing import NoReturn

from policyspec.base.data import data_place
from policyspec.base.diagnostics import Diagnostic
from policyspec.cli.exits import Exit
from policyspec.cli.outputs import Output, opened, rendered
from policyspec.cli.quoting import sources
from policyspec.cli.terminal import Terminal, complain, terminal
from policyspec.cli.usage import Stopped
from policyspec.report import formats
from policyspec.report.formats import View
from policyspec.report.frame import Sources
from policyspec.report.page import BLANK, Line, line
from policyspec.report.problems import problems, tallied
from policyspec.report.run import Run
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import Policies, load


def named_or_shipped(names: Sequence[str], library: Sequence[str], color: str) -> Policies | None:
    """The policies named, or those that ship; None where they have errors, which have then been told."""
    disk = Disk()
    loaded = load(names or [data_place("policies")], disk, library=library)
    if loaded.usable:
        return loaded
    refuse(loaded.diagnostics, sources(loaded.sources, disk), color)
    return None


def refuse(found: Sequence[Diagnostic], quoted: Sources, color: str, format_: str = "text") -> Exit:
    """Say on standard error why nothing was done."""
    complain(refusal(found, quoted, terminal(color, stream=sys.stderr), format_))
    return Exit.NOT_STARTED


def stop(what: str, found: Sequence[Diagnostic], disk: Disk, color: str = "auto") -> NoReturn:
    """Say on standard error what is wrong with a file that the run rests on, and leave."""
    errors = [diagnostic for diagnostic in found if diagnostic.is_error]
    screen = terminal(color, stream=sys.stderr)
    closing = line(f"The {what} has {tallied(errors)}; nothing was checked.")
    complain(screen.page([*problems(errors, sources((), disk), width=screen.width), closing]))
    raise Stopped(Exit.NOT_STARTED)


def refused(reports: Sequence[Output], found: Sequence[Diagnostic], quoted: Sources, color: str) -> Exit:
    """The errors of policies on standard error, and in every report that is not a page for standard output.

    No report of an earlier run is left standing.
    """
    with opened(reports) as writes:
        for report, put in zip(reports, writes, strict=True):
            if not report.lines:
                put(rendered(report, Run((), tuple(found)), quoted, color))
            elif report.file is not None:
                put(refusal(found, quoted, Terminal(), report.format))
    page = next((report.format for report in reports if report.lines and report.file is None), "text")
    return refuse(found, quoted, color, page)


def refusal(found: Sequence[Diagnostic], quoted: Sources, screen: Terminal, format_: str = "text") -> str:
    """The errors of policies, in a format of lines, and that no tender was judged by them."""
    errors = tuple(diagnostic for diagnostic in found if diagnostic.is_error)
    rows: list[Line] = formats.module(format_).render(Run((), errors), View(quoted, screen.width))
    closing = line(f"The policies have {tallied(errors)}; nothing was checked.")
    return screen.page([*rows, BLANK, closing])
