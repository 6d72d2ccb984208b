"""What keeps a run from starting, in our own words."""

import sys

from policyspec.base.visible import visible
from policyspec.cli.exits import Exit


class CannotStart(Exception):
    """The run cannot begin, or its report cannot be written: exit code 2."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class Stopped(Exception):
    """The run ends here, with this code; what is wrong has been told."""

    def __init__(self, code: Exit) -> None:
        super().__init__(code)
        self.code = code


def told(error: CannotStart) -> str:
    return worded(error.message, error.hint)


def worded(message: str, hint: str | None) -> str:
    """The message, and what to do."""
    lines = [f"policyspec: {visible(message)}"]
    if hint:
        lines.append(f"  hint: {visible(hint)}")
    return "".join(f"{line}\n" for line in lines)


def say(text: str) -> None:
    """To the person, on standard error; a closed one cannot be told anything."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        return
