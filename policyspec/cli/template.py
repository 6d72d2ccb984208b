"""`policyspec template`: a workbook to state a tender in."""

from collections.abc import Sequence
from pathlib import Path

import click

from policyspec.base.extras import ExtraMissing
from policyspec.cli import options
from policyspec.cli.exits import Exit
from policyspec.cli.files import drafts
from policyspec.cli.loading import named_or_shipped
from policyspec.cli.terminal import color_option, emit
from policyspec.cli.usage import CannotStart
from policyspec.ir.basis import walk
from policyspec.ir.nodes import Fact, Members, Rule, Scalars
from policyspec.model.vocabulary import standard
from policyspec.workspace.disk import answered
from policyspec.writers.workbook import Asked, write_template


@click.command()
@click.option("--to", "output", metavar="FILE", required=True, help="The workbook to write: tender.xlsx.")
@options.policy_option(required=False)
@options.library_option
@color_option
def command(output: str, policies: Sequence[str], library: Sequence[str], color: str) -> int:
    """Write a workbook in which a tender can be stated, with a sheet for its lots and one for its criteria.

    With --policy the facts that the policies look at come first and are marked, and each list that they ask for has a
    sheet. `policyspec check` reads the workbook as it reads any other tender.
    """
    if not output.casefold().endswith(".xlsx"):
        raise CannotStart(f"option `--to`: `{output}` is no workbook", "give it a name that ends in `.xlsx`")
    if answered(Path(output).exists):
        raise CannotStart(f"option `--to`: there is a `{output}` already", "name another file, so that nothing is lost")
    if not answered(Path(output).resolve().parent.is_dir):
        raise CannotStart(f"option `--to`: there is no folder `{Path(output).parent}`", "make it first")
    vocabulary, asked = standard(), Asked()
    if policies:
        loaded = named_or_shipped(policies, library, color)
        if loaded is None:
            return Exit.NOT_STARTED
        vocabulary, asked = loaded.vocabulary, asked_by(loaded.rulebook.rules)
    try:
        data = write_template(vocabulary, asked)
    except ExtraMissing as missing:
        found = missing.diagnostic()
        raise CannotStart(found.message, found.hint) from None
    with drafts([output]) as (draft,):
        draft.write(data)
    emit(f"{output} is written: fill it in, then `policyspec check {output} --policy POLICY`\n")
    return Exit.DONE


def asked_by(rules: Sequence[Rule]) -> Asked:
    """The facts and lists that rules look at, by owner and key."""
    nodes = (node for rule in rules for node in walk(rule) if isinstance(node, Fact | Members | Scalars))
    return frozenset((node.info.owner, node.info.key) for node in nodes if not node.info.derived)
