"""Where output goes: how wide, in what colours and signs, and what happens when it cannot be written."""

import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import click

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
    return click.option(
        "--color",
        "--colour",
        "color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="Colours in the text. auto: where a terminal shows it; NO_COLOR and FORCE_COLOR are honoured.",
    )(function)


def terminal(color: str, *, to_file: bool = False, stream: TextIO | None = None) -> Terminal:
    """What the stream (standard output), or a file, can show."""
    out = sys.stdout if stream is None else stream
    screen = not to_file and _is_screen(out)
    columns = shutil.get_terminal_size((_UNKNOWN, 24)).columns if screen else _UNKNOWN
    width = max(_NARROWEST, min(columns, _WIDEST))
    return Terminal(width, _colored(color, screen=screen), plain=not to_file and not _speaks(out))


def _colored(wish: str, *, screen: bool) -> bool:
    if wish != "auto":
        return wish == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in {"", "0"}:
        return True
    return screen and os.environ.get("TERM") != "dumb"


def _is_screen(out: TextIO | None) -> bool:
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
    """Write to standard output, or whole and at once to a file."""
    if output is None:
        _to_stream(text, sys.stdout)
    else:
        _to_file(text, Path(output))


def complain(text: str) -> None:
    """Write to standard error: why a run did not start."""
    _to_stream(text, sys.stderr)


def _to_stream(text: str, out: TextIO | None) -> None:
    """What the stream's encoding lacks is written by its number. A reader that has gone away is no mistake."""
    if out is None:
        return
    data = text.encode(out.encoding or "ascii", "backslashreplace")
    try:
        out.flush()
        out.buffer.write(data)
        out.buffer.flush()
    except BrokenPipeError:
        _hang_up(out)
    except OSError as error:
        _hang_up(out)
        if error.errno == errno.EPIPE:
            return
        raise CannotStart(f"the report could not be written: {(error.strerror or 'no reason given').lower()}") from None


def _hang_up(out: TextIO) -> None:
    """Let what is still in the stream's buffer go nowhere, so that the interpreter does not fail on it at its end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
    except (OSError, ValueError):
        return


def _to_file(text: str, path: Path) -> None:
    """The whole file or nothing of it: never half a report. A link keeps pointing where it does."""
    path = path.resolve()
    data = text.encode("utf-8")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)  # a device or a pipe
            return
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(_mode(path))
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise CannotStart(f"the report could not be written to `{path}`: {reason}") from None


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, or those that a new file gets."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
