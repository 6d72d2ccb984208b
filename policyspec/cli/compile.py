"""`policyspec compile`: policies as a program in another language."""

from collections.abc import Sequence

import click

from policyspec.cli import options
from policyspec.cli.exits import Exit
from policyspec.cli.files import drafts
from policyspec.cli.loading import named_or_shipped
from policyspec.cli.terminal import color_option, emit
from policyspec.engines.python.emit import emitted

TARGETS = ("python",)


@click.command()
@click.argument("policies", metavar="POLICY...", nargs=-1, required=True, shell_complete=options.files)
@click.option("--to", "target", type=click.Choice(TARGETS), required=True, help="The language to write.")
@click.option("--out", "output", metavar="FILE", shell_complete=options.files, help="Write to a file.")
@options.library_option
@color_option
def command(policies: Sequence[str], target: str, output: str | None, library: Sequence[str], color: str) -> int:  # noqa: ARG001 - one target so far
    """Write the policies as the code that `policyspec check` runs, to be read.

    python: for each rule a function that gives the verdicts possible where facts are missing, and one, `straight`,
    that goes through the lists of a tender once for all rules, as far as all is stated.
    """
    loaded = named_or_shipped(policies, library, color)
    if loaded is None:
        return Exit.NOT_STARTED
    source = emitted(loaded.rulebook)
    if output is None:
        emit(source)
    else:
        with drafts([output]) as (draft,):
            draft.write(source.encode())
    return Exit.DONE
