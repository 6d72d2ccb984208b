"""Waits until one of some files has changed, has come or has gone, by looking at them every so often."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from policyspec.cli.exits import Exit
from policyspec.cli.terminal import complain
from policyspec.cli.usage import CannotStart, Stopped, told
from policyspec.report.page import visible
from policyspec.report.words import joined

_EVERY = 0.5  # seconds between two looks

#: When a file was last written (in nanoseconds) and its size; None: it is not there.
Stamp = tuple[int, int] | None


def stamps(names: Iterable[str]) -> dict[str, Stamp]:
    """How the files are now."""
    return {name: _stamp(name) for name in names}


def again_and_again(once: Callable[[], tuple[int, Sequence[str]]], named: Callable[[], Sequence[str]]) -> int:
    """Runs `once` whenever a file changes, until Ctrl+C; the exit code of the last run.

    `once` gives its code and what it read; `named` the files that there are to read, looked up anew each time. What
    keeps one run from starting is told, and the next change is waited for.
    """
    read: Sequence[str] = ()
    while True:
        before = stamps((*named(), *read))
        code, read = _tried(once, read)
        if not await_change(partial(_both, named, read), before):
            return code


def _both(named: Callable[[], Sequence[str]], read: Sequence[str]) -> tuple[str, ...]:
    return (*named(), *read)


def _tried(once: Callable[[], tuple[int, Sequence[str]]], read: Sequence[str]) -> tuple[int, Sequence[str]]:
    try:
        return once()
    except CannotStart as error:
        complain(told(error))
        return Exit.NOT_STARTED, read
    except Stopped as stopped:
        return stopped.code, read


def await_change(files: Callable[[], Iterable[str]], before: Mapping[str, Stamp]) -> bool:
    """Waits for a change, and says on standard error that it does and what has changed; no where Ctrl+C ended it."""
    complain("\nWaiting for a file to change; Ctrl+C ends.\n")
    try:
        names = sorted(map(visible, changed(files, before)))
    except KeyboardInterrupt:
        complain("\n")
        return False
    complain(f"{joined(names)} changed.\n\n")
    return True


def changed(
    files: Callable[[], Iterable[str]], before: Mapping[str, Stamp], wait: Callable[[float], object] = time.sleep
) -> frozenset[str]:
    """Waits, and gives the files that are other than before. `files` is asked at each look, for there may be others."""
    known = {**stamps(files()), **before}
    while True:
        now = stamps({*files(), *known})
        if found := frozenset(name for name in now if now[name] != known.get(name)):
            return found
        wait(_EVERY)


def _stamp(name: str) -> Stamp:
    try:
        found = Path(name).stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size
