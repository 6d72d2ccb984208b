"""Waits until one of some files has changed, has come or has gone, by looking at them every so often."""

import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from policyspec.cli.terminal import complain
from policyspec.report.page import visible
from policyspec.report.words import joined

_EVERY = 0.5  # seconds between two looks

#: When a file was last written (in nanoseconds) and its size; None: it is not there.
Stamp = tuple[int, int] | None


def stamps(names: Iterable[str]) -> dict[str, Stamp]:
    """How the files are now."""
    return {name: _stamp(name) for name in names}


def await_change(files: Callable[[], Iterable[str]], before: Mapping[str, Stamp]) -> None:
    """Waits for a change, and says on standard error that it does and what has changed."""
    complain("\nWaiting for a file to change; Ctrl+C ends.\n")
    names = sorted(map(visible, changed(files, before)))
    complain(f"{joined(names)} changed.\n\n")


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
