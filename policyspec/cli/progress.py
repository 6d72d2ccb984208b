"""How far a long run is, on standard error, and only where somebody watches it."""

import os
import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from policyspec.cli.terminal import complain, is_screen
from policyspec.report.run import Judged
from policyspec.report.words import count

_QUIET = 1  # second of work, of which nothing is said
_PAUSE = 0.2  # seconds between two words

T = TypeVar("T")


def watched(found: Iterable[T], *, apart: bool = True) -> Iterator[T]:
    """The same, with the number of tenders told as they come. `apart`: nothing else is written to the screen."""
    if not (apart and is_screen(sys.stderr) and os.environ.get("TERM") != "dumb"):
        yield from found
        return
    tenders, said, next_word = 0, "", time.monotonic() + _QUIET
    for one in found:
        tenders += isinstance(one, Judged)
        if time.monotonic() >= next_word:
            said = f"{count(tenders, 'tender')} checked …"
            complain(f"\r{said}")
            next_word = time.monotonic() + _PAUSE
        yield one
    if said:
        complain(f"\r{' ' * len(said)}\r")
