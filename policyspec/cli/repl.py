"""`policyspec repl`: a dialogue over a tender and policies. A question or a rule is typed, and answered at once."""

import sys
from collections.abc import Sequence

import click

from policyspec.cli import options
from policyspec.cli.configured import config_options
from policyspec.cli.dialogue import Dialogue
from policyspec.cli.exits import Exit
from policyspec.cli.terminal import color_option, complain, is_screen
from policyspec.model.outcomes import Gate

_PROMPT, _MORE = "> ", "… "


@click.command()
@click.argument("tender", required=False, shell_complete=options.files)
@options.policy_option(required=False)
@options.library_option
@click.option(
    "--gate", type=click.Choice([gate.value for gate in Gate]), default=Gate.DRAFT.value, help="As for check."
)
@click.option("--on", metavar="DATE", help="Judge on this date in place of the one that the policy names.")
@color_option
@config_options("policy", "library", "gate", "on")
def command(
    tender: str | None, policies: Sequence[str], library: Sequence[str], gate: str, on: str | None, color: str
) -> int:
    """Ask a TENDER questions, and try rules on it, in the words of the language.

    A fact, an operand or a condition is answered with its value, where it stands, or why it is missing. A rule that is
    typed in, over several lines up to an empty one, gives its verdict at once. `:help` lists what else there is.
    """
    dialogue = Dialogue(library, color)
    if policies and not dialogue.take(policies):
        return Exit.NOT_STARTED
    for name, value in (("gate", gate), ("on", on or ""), ("tender", tender or "")):
        if value and not dialogue.command(name, value):
            return Exit.NOT_STARTED
    person = is_screen(sys.stdin) and is_screen(sys.stdout)
    if person:
        _with_keys(dialogue)
        complain("`:help` lists what there is, `:quit` ends.\n")
    return _talk(dialogue, person=person)


def _talk(dialogue: Dialogue, *, person: bool) -> Exit:
    """One line after another, until there is none, or `:quit`."""
    while not dialogue.over:
        try:
            typed = _typed(_MORE if dialogue.waits else _PROMPT, person=person)
        except KeyboardInterrupt:  # what was begun is dropped, as shells do it
            dialogue.drop()
            complain("\n")
            continue
        dialogue.hear(typed)
        if typed is None:
            break
    return Exit.DONE


def _typed(prompt: str, *, person: bool) -> str | None:
    """The next line; None after the last."""
    if not person:
        text = sys.stdin.buffer.readline().decode("utf-8", "replace") if sys.stdin is not None else ""
        return text.rstrip("\r\n") if text else None
    try:
        return input(prompt)
    except EOFError:
        complain("\n")
        return None
    except UnicodeDecodeError:
        return "�"


def _with_keys(dialogue: Dialogue) -> None:
    """History by the arrow keys and completion by Tab, where this Python has them."""
    try:
        import readline
    except ImportError:
        return
    found: list[str] = []

    def complete(text: str, number: int) -> str | None:
        if number == 0:
            found[:] = dialogue.completions(text)
        return found[number] if number < len(found) else None

    readline.set_completer_delims("\n")  # a phrase has blanks in it
    readline.set_completer(complete)
    readline.parse_and_bind("tab: complete")
