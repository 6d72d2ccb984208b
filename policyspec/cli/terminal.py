"""Where output goes: how wide, in what colours and signs, and what happens when it cannot be written."""

import errno
import os
import sys
from collections.abc import Callable, Iterable
from typing import TextIO

from policyspec.base.dataclasses import dataclass
from policyspec.cli.files import drafts
from policyspec.cli.usage import CannotStart
from policyspec.report.page import Line, write

_NARROWEST, _WIDEST, _UNKNOWN = 40, 110, 80


@dataclass(frozen=True, slots=True)
class Terminal:
    """What a reader's screen can show."""

    width: int = _UNKNOWN
    color: bool = False
    plain: bool = False  # no signs beyond ASCII

    def page(self, lines: Iterable[Line]) -> str:
        return write(lines, color=self.color, plain=self.plain)


def color_option(function: Callable[..., object]) -> Callable[..., object]:
    from click import Choice, option  # only where options are declared

    return option(
        "--color",
        "--colour",
        "color",
        type=Choice(["auto", "always", "never"]),
        default="auto",
        help="Colours in the text. auto: where a terminal shows it; NO_COLOR and FORCE_COLOR are honoured.",
    )(function)


def terminal(color: str, *, to_file: bool = False, stream: TextIO | None = None) -> Terminal:
    """What the stream (standard output), or a file, can show."""
    out = sys.stdout if stream is None else stream
    screen = not to_file and is_screen(out)
    width = max(_NARROWEST, min(_columns(), _WIDEST)) if screen else _UNKNOWN
    return Terminal(width, _colored(color, screen=screen), plain=not to_file and not _speaks(out))


def _columns() -> int:
    from shutil import get_terminal_size  # most runs are watched by nobody

    return get_terminal_size((_UNKNOWN, 24)).columns


def _colored(wish: str, *, screen: bool) -> bool:
    if wish != "auto":
        return wish == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in {"", "0"}:
        return True
    return screen and os.environ.get("TERM") != "dumb"


def is_screen(out: TextIO | None) -> bool:
    """Whether a person watches the stream."""
    try:
        return out is not None and out.isatty()
    except ValueError:  # closed
        return False


def _speaks(out: TextIO | None) -> bool:
    """Whether the stream has signs beyond ASCII."""
    try:
        "·–…".encode(getattr(out, "encoding", None) or "ascii")
    except (UnicodeError, LookupError):
        return False
    return True


def emit(text: str, output: str | None = None) -> None:
    """Write a page to standard output, or whole and at once to a file."""
    if output is None:
        to_stream(text, sys.stdout)
        return
    with drafts([output]) as (draft,):
        draft.write(encoded(text))


def complain(text: str) -> None:
    """Write to standard error: why a run did not start."""
    to_stream(text, sys.stderr)


def encoded(text: str) -> bytes:
    """The bytes of a file: UTF-8, and halves of surrogate pairs, which it does not have, by their numbers."""
    return text.encode("utf-8", "backslashreplace")


def to_stream(text: str | bytes, out: TextIO | None) -> bool:
    """Write to a stream; whether anyone still reads it. A reader that has gone away is no mistake.

    What the stream's encoding lacks of a text is written by its number; bytes go as they are.
    """
    if out is None:
        return False
    data = text if isinstance(text, bytes) else text.encode(out.encoding or "ascii", "backslashreplace")
    try:
        out.flush()
        out.buffer.write(data)
        out.buffer.flush()
    except BrokenPipeError:
        _hang_up(out)
        return False
    except OSError as error:
        _hang_up(out)
        if error.errno == errno.EPIPE:
            return False
        raise CannotStart(f"the report could not be written: {(error.strerror or 'no reason given').lower()}") from None
    return True


def _hang_up(out: TextIO) -> None:
    """Let what is still in the stream's buffer go nowhere, so that the interpreter does not fail on it at its end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
    except (OSError, ValueError):
        return
