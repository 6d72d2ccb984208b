"""`policyspec rules`: list the rules of policies."""

from collections.abc import Sequence

import click

from policyspec.cli import options
from policyspec.cli.configured import config_options
from policyspec.cli.exits import Exit
from policyspec.cli.loading import named_or_shipped
from policyspec.cli.terminal import color_option, emit, terminal
from policyspec.model.sources import NAMES, SOURCES, Source
from policyspec.report import json, rules
from policyspec.report.page import tidy
from policyspec.workspace.policies import Policies


@click.command()
@options.policy_option(required=False)
@options.library_option
@options.format_option
@click.option(
    "--determinable-from",
    "source",
    type=click.Choice(SOURCES),
    help="Say which rules tenders of a source can ever decide, and which facts it has no place for.",
)
@color_option
@config_options("policy", "library")
def command(policies: Sequence[str], library: Sequence[str], format_: str, source: Source | None, color: str) -> int:
    """List the rules of the policies, with their strength, scope and sources, and the parameters.

    Without --policy: those of the configuration, else the policies that come with policyspec.
    """
    loaded = named_or_shipped(policies, library, color)
    if loaded is None:
        return Exit.NOT_STARTED
    if source is not None:
        return _determinable(loaded, source, format_, color)
    found = rules.declared(loaded.rulebook, loaded.files, loaded.sources)
    screen = terminal(color)
    if format_ == "json":
        emit(json.dumps(rules.as_json(found, loaded.files), 3))
    else:
        width = screen.width
        emit(screen.page(tidy([*rules.listing(found, width), *rules.parameters(loaded.files, width)])))
    return Exit.DONE


def _determinable(loaded: Policies, source: Source, format_: str, color: str) -> int:
    """What each rule can come to for tenders of a source."""
    from policyspec.analysis.determinable import determinable
    from policyspec.readers.readable import speech
    from policyspec.report import determinable as report

    found = determinable(loaded.rulebook, speech(source, loaded.vocabulary))
    screen = terminal(color)
    if format_ == "json":
        emit(json.dumps(report.as_json(found, source), 3))
    else:
        emit(screen.page(tidy(report.listing(found, NAMES[source], loaded.vocabulary, screen.width))))
    return Exit.DONE
