"""`policyspec rules`: list the rules of policies."""

from collections.abc import Sequence

import click

from policyspec.cli import options
from policyspec.cli.exits import Exit
from policyspec.cli.loading import named_or_shipped
from policyspec.cli.terminal import color_option, emit, terminal
from policyspec.report import json, rules
from policyspec.report.page import tidy


@click.command()
@options.policy_option(required=False)
@options.library_option
@options.format_option
@color_option
def command(policies: Sequence[str], library: Sequence[str], format_: str, color: str) -> int:
    """List the rules of the policies, with their strength, scope and sources, and the parameters.

    Without --policy: the policies that come with policyspec.
    """
    loaded = named_or_shipped(policies, library, color)
    if loaded is None:
        return Exit.NOT_STARTED
    found = rules.declared(loaded.rulebook, loaded.files, loaded.sources)
    screen = terminal(color)
    if format_ == "json":
        emit(json.dumps(rules.as_json(found, loaded.files)))
    else:
        width = screen.width
        emit(screen.page(tidy([*rules.listing(found, width), *rules.parameters(loaded.files, width)])))
    return Exit.DONE
