"""`policyspec policies`: list the policies that there are."""

from collections.abc import Sequence

import click

from policyspec.cli import options
from policyspec.cli.configured import config_options
from policyspec.cli.exits import Exit
from policyspec.cli.loading import named_or_shipped
from policyspec.cli.terminal import color_option, emit, terminal
from policyspec.report import json
from policyspec.report import policies as report
from policyspec.report.page import tidy


@click.command()
@options.policy_option(required=False)
@options.library_option
@options.format_option
@color_option
@config_options("policy", "library")
def command(policies: Sequence[str], library: Sequence[str], format_: str, color: str) -> int:
    """List policies, with their versions, their rules, the dates on which they are in force, and their sources.

    Without --policy: those of the configuration, else the policies that come with policyspec.
    """
    loaded = named_or_shipped(policies, library, color)
    if loaded is None:
        return Exit.NOT_STARTED
    found = report.listed(loaded.rulebook, loaded.files)
    screen = terminal(color)
    if format_ == "json":
        emit(json.dumps(report.as_json(found), 3))
    else:
        emit(screen.page(tidy([*report.listing(found, screen.width)])))
    return Exit.DONE
