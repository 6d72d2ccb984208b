"""Tables of answers that fill up as they are asked: texts recur from tender to tender."""

import re
from collections.abc import Callable
from typing import Generic, TypeVar

from policyspec.model.vocabulary import fold

_MOST = 10_000  # answers that a table keeps
_LONGEST = 1_000  # characters of a text that it keeps

Key = TypeVar("Key")
Answer = TypeVar("Answer")


def is_short(key: object) -> bool:
    return not isinstance(key, str) or len(key) <= _LONGEST


class Table(dict[Key, Answer], Generic[Key, Answer]):
    """What `answer` gives for a key, worked out once for each key that it `keeps`.

    It forgets all when it is full, so that it stays small however long it is used.
    """

    def __init__(self, answer: Callable[[Key], Answer], keeps: Callable[[Key], bool] = is_short) -> None:
        super().__init__()
        self.answer, self.keeps = answer, keeps

    def __missing__(self, key: Key) -> Answer:
        answer = self.answer(key)
        if self.keeps(key):
            if len(self) >= _MOST:
                self.clear()
            self[key] = answer
        return answer


def mentioning(words: str) -> Table[str, bool]:
    """Whether a text has these words in it: whole words, case folded."""
    pattern = re.compile(rf"(?<!\w){re.escape(fold(words))}(?!\w)")
    return Table(lambda text: pattern.search(fold(text)) is not None)


def one_of(texts: frozenset[str]) -> Table[str, bool]:
    """Whether a text is one of some, which are case folded."""
    return Table(lambda text: fold(text) in texts)
