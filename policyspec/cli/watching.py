"""Waits until one of some files has changed, has come or has gone, by looking at them every so often."""

import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

_EVERY = 0.5  # seconds between two looks

#: When a file was last written (in nanoseconds) and its size; None: it is not there.
Stamp = tuple[int, int] | None


def stamps(names: Iterable[str]) -> dict[str, Stamp]:
    """How the files are now."""
    return {name: _stamp(name) for name in names}


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
