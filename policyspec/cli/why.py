"""Why a rule came to its verdict for the tenders of a file: the part of `policyspec explain` that has a tender."""

import sys
from collections.abc import Sequence

from policyspec.base.dataclasses import dataclass
from policyspec.base.diagnostics import Diagnostic, has_errors
from policyspec.base.suggest import did_you_mean
from policyspec.cli.exits import Exit
from policyspec.cli.quoting import sources
from policyspec.cli.terminal import complain, emit, terminal
from policyspec.cli.usage import CannotStart
from policyspec.model.reasoning import Reasoning
from policyspec.report.page import BLANK, Line, tidy
from policyspec.report.problems import problems
from policyspec.report.steps import json, page
from policyspec.workspace.disk import Disk
from policyspec.workspace.explaining import explained, names_in, of_item
from policyspec.workspace.policies import Policies
from policyspec.workspace.tenders import How, inside, read_input


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rules (full ids), of which tender, are to be explained. `item`: only for this tender of the file or lot."""

    rules: Sequence[str]
    tender: str
    item: str | None
    how: How


def told(asked: Asked, policies: Policies, disk: Disk, format_: str, color: str) -> Exit:
    """Write why. What could not be read of the file goes to standard error."""
    if inside(asked.tender, disk) is not None:
        raise CannotStart(f"option `--tender`: `{asked.tender}` is a folder", "name one file")
    read = read_input(asked.tender, disk, policies.vocabulary, asked.how.reading)
    if has_errors(read.diagnostics):
        _complain(read.diagnostics, policies, disk, color)
    found = _wanted(explained(read.tenders, policies, asked.how, asked.rules), asked.item)
    emit(json.render(found) if format_ == "json" else _page(found, color))
    return Exit.NOT_CHECKED if read.unread else Exit.DONE


def _complain(found: Sequence[Diagnostic], policies: Policies, disk: Disk, color: str) -> None:
    screen = terminal(color, stream=sys.stderr)
    complain(screen.page(problems(found, sources(policies.sources, disk), width=screen.width)))


def _wanted(found: list[Reasoning], item: str | None) -> list[Reasoning]:
    if item is None or not found:
        return found
    wanted = of_item(found, item)
    if not wanted:
        raise CannotStart(f"option `--item`: there is no `{item}`", did_you_mean(item, names_in(found)))
    return wanted


def _page(found: Sequence[Reasoning], color: str) -> str:
    screen = terminal(color)
    rows: list[Line] = []
    for one in found:
        rows += [BLANK, *page(one, screen.width)]
    return screen.page(tidy(rows))
