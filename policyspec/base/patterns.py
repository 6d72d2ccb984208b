"""Regular expressions that are compiled when they are first used.

A module has many of them, and a check of one tender needs few; compiling all of them takes it longer than judging.
"""

import re
from typing import TYPE_CHECKING

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")


class _Later:
    """A regular expression. Once one of its methods is asked for, it has those of the compiled one."""

    __slots__ = ("_flags", "_text", *_METHODS, "pattern")

    def __init__(self, text: str, flags: int = 0) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> object:
        """Only for what the slots do not have yet."""
        if name not in _METHODS and name != "pattern":
            raise AttributeError(name)
        compiled = re.compile(self._text, self._flags)
        for each in (*_METHODS, "pattern"):
            setattr(self, each, getattr(compiled, each))
        return getattr(self, name)


if TYPE_CHECKING:
    from re import compile as pattern
else:
    pattern = _Later

__all__ = ["pattern"]
