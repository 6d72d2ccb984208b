"""Policies for a command that needs them without mistakes."""

import sys
from collections.abc import Sequence

from policyspec.base.data import data_file
from policyspec.base.diagnostics import Diagnostic
from policyspec.cli.exits import Exit
from policyspec.cli.quoting import sources
from policyspec.cli.terminal import Terminal, complain, terminal
from policyspec.report.frame import Sources
from policyspec.report.page import line
from policyspec.report.problems import problems, tallied
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import Policies, load


def named_or_shipped(names: Sequence[str], library: Sequence[str], color: str) -> Policies | None:
    """The policies named, or those that ship; None where they have errors, which have then been told."""
    disk = Disk()
    loaded = load(names or [str(data_file("policies"))], disk, library=library)
    if loaded.usable:
        return loaded
    refuse(loaded.diagnostics, sources(loaded.sources, disk), color)
    return None


def refuse(found: Sequence[Diagnostic], quoted: Sources, color: str) -> Exit:
    """Say on standard error why nothing was done."""
    complain(refusal(found, quoted, terminal(color, stream=sys.stderr)))
    return Exit.NOT_STARTED


def refusal(found: Sequence[Diagnostic], quoted: Sources, screen: Terminal) -> str:
    """The errors of policies, and that no tender was judged by them."""
    errors = [diagnostic for diagnostic in found if diagnostic.is_error]
    closing = line(f"The policies have {tallied(errors)}; nothing was checked.")
    return screen.page([*problems(errors, quoted, width=screen.width), closing])
