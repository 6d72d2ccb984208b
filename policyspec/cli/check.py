"""`policyspec check`: hold tenders against policies."""

from typing import Any

import click

from policyspec.base.dataclasses import replace
from policyspec.cli import beside, configured, options, outputs
from policyspec.cli.checking import check
from policyspec.cli.plainly import Asked
from policyspec.cli.terminal import color_option
from policyspec.model.outcomes import Gate
from policyspec.workspace.shipped import SUFFIXES as POLICIES


@click.command(
    epilog="""\b
Exit codes, the highest that applies of 4 > 2 > 3 > 1 > 0:
  0  every input was read, a rule applied to each, nothing at or above --fail-on
  1  a must is breached (at the publication gate: or is undetermined and may be)
  2  could not start: a mistake in an option or in a policy
  3  an input could not be read, no rule applied to it, or no law was picked for it
  4  a fault in policyspec""",
)
@click.argument("tenders", metavar="TENDER...", nargs=-1, shell_complete=options.files)
@options.policy_option(required=False)
@click.option(
    "--gate",
    type=click.Choice([gate.value for gate in Gate]),
    default=Gate.DRAFT.value,
    help="draft: what is missing may still come. publish: the tender is judged as it stands.",
)
@click.option("--on", metavar="DATE", help="Judge on this date in place of the one that the policy names.")
@click.option(
    "--set", "settings", metavar='"NAME=VALUE"', multiple=True, help="Set a parameter of a policy. May be repeated."
)
@outputs.format_option()
@outputs.output_option
@click.option(
    "--fail-on",
    metavar="WHAT",
    multiple=True,
    help="Exit 1 also for: should, undetermined, flag (a comma list, or repeated); never: for nothing.",
)
@options.library_option
@click.option(
    "--assumptions/--no-assumptions", default=True, help="Leave undetermined what rests on an assumption, or do not."
)
@beside.records_options
@beside.baseline_option
@options.language_option
@color_option
@options.stdin_option
@configured.config_options(*configured.SETTINGS)
@configured.show_option
@click.option("--watch", is_flag=True, help="Check again whenever a file of the run changes, until Ctrl+C.")
@click.pass_context
def command(
    context: click.Context,
    /,
    *,
    show_settings: bool,
    **given: Any,  # noqa: ANN401 – what `Asked` has
) -> int:
    """Hold each TENDER against the policies and say what it breaches, and why.

    Without --policy: against those of the policies that come with policyspec that are for the buyer's country and type
    and for the dates; the report says which, and why.

    A TENDER is a file (YAML, JSON, eForms, a workbook or a table), a folder with such files, or `-` for standard input.
    """
    asked = Asked(**given)
    if show_settings:
        return configured.show(context, asked.color)
    among = any(name.endswith(POLICIES) for name in asked.tenders)
    configured.demand(context, "tenders", *(["policies"] if among else []))
    return check(replace(asked, settings=configured.parameters(context, asked.settings)))
