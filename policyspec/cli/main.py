"""The command `policyspec`. A command's module is imported only when that command runs."""

import gc
import os
import sys
from collections.abc import Sequence

from policyspec.base.version import __version__
from policyspec.cli.exits import Exit
from policyspec.cli.usage import CannotStart, Stopped, say, told

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


#: How many more objects there may be than at the last look for rings of objects that hold each other. Modules, policies
#: and tenders are none, and looking through all of them every 700 objects is a tenth of a short run.
_OBJECTS = 100_000


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(_OBJECTS)
    code = run(sys.argv[1:])
    if sys.argv[1:2] == ["check"] and not os.environ.get("POLICYSPEC_DEBUG"):
        _leave(code)
    sys.exit(code)


def _leave(code: int) -> None:
    """End the process without taking its objects apart one by one, which takes as long as two starts of Python.

    Nothing of a check is left to be done at the end: its files are closed, and it has no threads and no helpers. What
    cannot be flushed is left to the ordinary end.
    """
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        return
    os._exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit code. Whatever goes wrong is told in one place, here."""
    try:
        return _run(arguments)
    except CannotStart as error:
        say(told(error))
        return Exit.NOT_STARTED
    except Stopped as stopped:
        return stopped.code
    except KeyboardInterrupt:
        say("\npolicyspec: interrupted; nothing after this point was checked\n")
        return Exit.INTERRUPTED
    except Exception as error:
        if os.environ.get("POLICYSPEC_DEBUG"):
            raise
        say(_fault(error))
        return Exit.FAULT


def _run(arguments: Sequence[str]) -> int:
    """A check that is asked for in the plainest way starts without click, whose import takes as long as judging."""
    if arguments and arguments[0] == "check":
        from policyspec.cli import plainly

        if (asked := plainly.asked(arguments[1:])) is not None:
            from policyspec.cli.checking import check

            return check(asked)
    from policyspec.cli import commands

    return commands.run(arguments)


def _fault(error: Exception) -> str:
    """What a person needs to report our mistake: the kind of exception and where it was raised. No data of theirs."""
    from policyspec.workspace.errors import raised

    return (
        "error[PS901]: this is a fault in policyspec, not in your tender\n"
        f"  {type(error).__name__} in {raised(error)}; policyspec {__version__}\n"
        "  hint: report it with these lines; POLICYSPEC_DEBUG=1 shows the whole trace\n"
    )


if __name__ == "__main__":
    main()
