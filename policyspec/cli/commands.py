"""The commands, as click has them."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from policyspec.base.version import __version__
from policyspec.cli.exits import Exit
from policyspec.cli.main import COMMANDS
from policyspec.cli.mistakes import told
from policyspec.cli.usage import say

_HELP = """Hold a tender against procurement rules before it is published.

\b
  policyspec check tender.yaml --policy rules.policy
  policyspec lint rules.policy
"""


class _Commands(click.Group):
    """The commands, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 – click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 – as above
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"policyspec.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 – as above
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Commands,
    help=_HELP,
    epilog="`policyspec COMMAND --help` says more of each.",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="policyspec %(version)s")
def commands() -> None:
    """See `_HELP`: the text that a user reads is kept there, whole."""


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit code. Mistakes in its arguments are told."""
    try:
        code: Any = commands.main(list(arguments), "policyspec", standalone_mode=False)
    except click.ClickException as error:
        say(told(error, list(COMMANDS)))
        return Exit.NOT_STARTED
    except click.Abort:
        raise KeyboardInterrupt from None
    return int(code or Exit.DONE)
