"""Functions that keep their answers: notices write the same numbers, days and names again and again."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple, Unpack

Rest = TypeVarTuple("Rest")
Answer = TypeVar("Answer")

_MOST = 4096  # texts
_LONGEST = 80  # characters: what is longer seldom comes twice, and would fill the memory


def remembered(function: Callable[[str, Unpack[Rest]], Answer]) -> Callable[[str, Unpack[Rest]], Answer]:
    """A function of a text, and of what else can be hashed, that keeps what it gave for the short texts of late."""
    known = lru_cache(maxsize=_MOST)(function)

    @wraps(function)
    def answer(text: str, /, *rest: *Rest) -> Answer:
        return (known if len(text) <= _LONGEST else function)(text, *rest)

    return answer
