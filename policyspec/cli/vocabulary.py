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
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(["text", "matrix", "csv", "json"]),
    default="text",
    help="matrix: which facts OCDS, Find a Tender and eForms can state, and where. csv, json: the same.",
)
@color_option
def command(phrase: Sequence[str], policies: Sequence[str], library: Sequence[str], format_: str, color: str) -> int:
    """Show what PHRASE means, of what type it is and how a tender states it; without one, every phrase.

    With --policy the facts that policies declare are shown too.
    """
    if format_ != "text":
        return _table(phrase, policies, library, format_, color)
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


def _table(phrase: Sequence[str], policies: Sequence[str], library: Sequence[str], format_: str, color: str) -> int:
    """Which source can state which fact."""
    from policyspec.report import json, matrix

    if phrase:
        raise CannotStart(f"option `--format`: `{format_}` is a table of all facts", "leave the phrase out")
    vocabulary = vocabulary_of(policies, library, color)
    if vocabulary is None:
        return Exit.NOT_STARTED
    screen = terminal(color)
    match format_:
        case "csv":
            emit(matrix.as_csv(vocabulary))
        case "json":
            emit(json.dumps(matrix.as_json(vocabulary), 2))
        case _:
            emit(screen.page(matrix.page(vocabulary, screen.width)))
    return Exit.DONE


def vocabulary_of(policies: Sequence[str], library: Sequence[str], color: str) -> Vocabulary | None:
    """The vocabulary with what policies declare; None where they have errors, which have then been told."""
    if not policies:
        return standard()
    from policyspec.cli.loading import named_or_shipped

    loaded = named_or_shipped(policies, library, color)
    return None if loaded is None else loaded.vocabulary
