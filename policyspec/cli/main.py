"""The command `policyspec`. A command's module is imported only when that command runs."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from policyspec.base.version import __version__
from policyspec.cli.exits import Exit
from policyspec.cli.usage import told

#: Each command and what it is for; `policyspec.cli.<name>` has it as `command`.
COMMANDS = {
    "new": "write a first policy, rule, tender or set of tests",
    "check": "hold tenders against policies",
    "report": "make other reports from the JSON report of a run",
    "convert": "write a tender in another format",
    "lint": "look for mistakes in policies",
    "fmt": "lay policies out",
    "test": "run the tests of policies",
    "docs": "make the handbook of policies, a folder of pages",
    "policies": "list policies: those that come with policyspec, or others",
    "rules": "list the rules of policies",
    "explain": "explain a rule, its verdict on a tender, or a code",
    "repl": "ask a tender questions, and try rules on it",
    "vocabulary": "the words for the facts of a tender",
    "template": "write a workbook to state a tender in",
    "ingest": "read many tenders into a dataset, once",
    "verdicts": "judge very many tenders, and write a row of verdicts for each",
    "audit": "judge many tenders, and say in figures what comes of it",
    "impact": "say what policies would have done to the tenders of a dataset",
    "compile": "write policies as a program, to be read",
    "lsp": "serve an editor: what is wrong, what may stand here, what a rule comes to",
    "completion": "have a shell complete commands, options and files",
}

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


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit code. Whatever goes wrong is told in one place, here."""
    try:
        code: Any = commands.main(list(arguments), "policyspec", standalone_mode=False)
    except click.ClickException as error:
        _say(told(error, list(COMMANDS)))
        return Exit.NOT_STARTED
    except (KeyboardInterrupt, click.Abort):
        _say("\npolicyspec: interrupted; nothing after this point was checked\n")
        return Exit.INTERRUPTED
    except Exception as error:
        if os.environ.get("POLICYSPEC_DEBUG"):
            raise
        _say(_fault(error))
        return Exit.FAULT
    return int(code or Exit.DONE)


def _fault(error: Exception) -> str:
    """What a person needs to report our mistake: the kind of exception and where it was raised. No data of theirs."""
    from policyspec.workspace.errors import raised

    return (
        "error[PS901]: this is a fault in policyspec, not in your tender\n"
        f"  {type(error).__name__} in {raised(error)}; policyspec {__version__}\n"
        "  hint: report it with these lines; POLICYSPEC_DEBUG=1 shows the whole trace\n"
    )


def _say(text: str) -> None:
    """To the person, on standard error; a closed one cannot be told anything."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        return


if __name__ == "__main__":
    main()
