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


class Steps:
    """Says how far each step of a long piece of work is, and how long it may still take: `judged`, so many of so many.

    The estimate is what the step has taken so far for each of its tenders; none is made before a twentieth is done.
    """

    def __init__(self) -> None:
        self._shown = is_screen(sys.stderr) and os.environ.get("TERM") != "dumb"
        self._step, self._began, self._before, self._next, self._width = "", 0.0, 0, 0.0, 0

    def __call__(self, step: str, done: int, of: int, noun: str = "tender") -> None:
        now = time.monotonic()
        if step != self._step:
            self._step, self._began, self._before, self._next = step, now, done, now + _QUIET
        if self._shown and now >= self._next:
            self._say(f"{done:,} of {count(of, noun)} {step}{self._left(done, of, now)} …")
            self._next = now + _PAUSE

    def ended(self) -> None:
        """Take the line away."""
        if self._width:
            self._say("")
            complain("\r")

    def _left(self, done: int, of: int, now: float) -> str:
        here = done - self._before
        if here <= 0 or here * 20 < of - self._before:
            return ""
        return f", about {_spell((now - self._began) / here * (of - done))} left"

    def _say(self, text: str) -> None:
        complain(f"\r{text.ljust(self._width)}")
        self._width = len(text)


def _spell(seconds: float) -> str:
    """To what a person waits by: seconds, minutes, hours."""
    for size, noun in ((3600, "hour"), (60, "minute")):
        if seconds >= 1.5 * size:
            return count(round(seconds / size), noun)
    return count(max(round(seconds), 1), "second")
