"""`policyspec vocabulary`: the words for the facts of a tender."""

from collections.abc import Sequence

import click

from policyspec.cli import options
from policyspec.cli.exits import Exit
from policyspec.cli.terminal import color_option, emit, terminal
from policyspec.cli.usage import CannotStart
from policyspec.model.vocabulary import Vocabulary, standard
from policyspec.report.vocabulary import near_phrases, render_vocabulary


@click.command()
@click.argument("phrase", nargs=-1)
@options.policy_option(required=False)
@options.library_option
@color_option
def command(phrase: Sequence[str], policies: Sequence[str], library: Sequence[str], color: str) -> int:
    """Show what PHRASE means, of what type it is and how a tender states it; without one, every phrase.

    With --policy the facts that policies declare are shown too.
    """
    screen = terminal(color)
    words = " ".join(phrase) or None
    vocabulary = vocabulary_of(policies, library, color)
    if vocabulary is None:
        return Exit.NOT_STARTED
    text = render_vocabulary(vocabulary, words, width=screen.width, color=screen.color, plain=screen.plain)
    if text is None:
        near = near_phrases(vocabulary, words or "")
        hint = f"did you mean {' or '.join(f'`{n}`' for n in near)}?" if near else "`policyspec vocabulary` lists them"
        raise CannotStart(f"`{words}` is not in the vocabulary", hint)
    emit(text)
    return Exit.DONE


def vocabulary_of(policies: Sequence[str], library: Sequence[str], color: str) -> Vocabulary | None:
    """The vocabulary with what policies declare; None where they have errors, which have then been told."""
    if not policies:
        return standard()
    from policyspec.cli.loading import named_or_shipped

    loaded = named_or_shipped(policies, library, color)
    return None if loaded is None else loaded.vocabulary
