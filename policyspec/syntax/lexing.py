"""The expressions of the lexer, each compiled once and when it is first tried.

lark puts the terminals that may stand in a state of the parser into one expression, for each state another. A policy
of some size goes through sixty states, and compiling their expressions takes longer than reading it with them. The
terminals tried one after another come to the same, since the first that matches counts in either.
"""

import re
from collections.abc import Callable, Collection, Mapping
from copy import copy
from functools import cache, cached_property

from lark.common import LexerConf
from lark.lexer import AbstractBasicLexer, BasicLexer, ContextualLexer

#: What stands between two terminals of an expression; in the terminals of the grammar no group has a name.
_BETWEEN = re.compile(r"\|(?=\(\?P<)")


class _Alternatives:
    """An expression of several terminals, with the two methods of one that lark uses."""

    __slots__ = ("_flags", "_terminals")

    def __init__(self, expression: str, flags: int = 0) -> None:
        self._terminals, self._flags = _BETWEEN.split(expression), flags

    def match(self, text: str, start: int, end: int) -> re.Match[str] | None:
        for terminal in self._terminals:
            if found := _compiled(terminal, self._flags).match(text, start, end):
                return found
        return None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        for terminal in self._terminals:
            if found := _compiled(terminal, self._flags).fullmatch(text):
                return found
        return None


_compiled = cache(re.compile)


class _Expressions:
    """What lark uses of the module `re`."""

    compile, match, error = _Alternatives, staticmethod(re.match), re.error


class Lexer(ContextualLexer):
    """lark's own, but that its expressions are ours, and that the lexer of a state is made when it is first reached."""

    def __init__(
        self, conf: LexerConf, states: Mapping[int, Collection[str]], always_accept: Collection[str] = ()
    ) -> None:
        self._conf = copy(conf)
        self._conf.re_module = _Expressions  # type: ignore[assignment]
        self._anywhere = {*conf.ignore, *always_accept}
        self.lexers = _Lexers(states, cache(self._lexer))

    @cached_property
    def root_lexer(self) -> BasicLexer:  # type: ignore[override]
        """For all terminals: it tells what stands where none that may does."""
        return BasicLexer(self._conf)

    def _lexer(self, accepted: frozenset[str]) -> BasicLexer:
        known = self._conf.terminals_by_name
        conf = copy(self._conf)
        conf.terminals = [known[name] for name in accepted | self._anywhere if name in known]
        return BasicLexer(conf)


class _Lexers(dict[int, AbstractBasicLexer]):
    """The lexers that have been needed, by state."""

    def __init__(
        self, states: Mapping[int, Collection[str]], made: Callable[[frozenset[str]], AbstractBasicLexer]
    ) -> None:
        super().__init__()
        self._states, self._made = states, made

    def __missing__(self, state: int) -> AbstractBasicLexer:
        return self.setdefault(state, self._made(frozenset(self._states[state])))
