"""Records of which some fields are worked out when somebody first asks for them.

Most of what can be said of a thing is never asked for: a report on a thousand tenders shows few of their sentences. So
a record may be made with part of its fields, and with what gives the others, one by one, by name. To whoever reads it,
it is like any other: it has all its fields, compares, copies and pickles by them, and never changes.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

#: Gives a field that was left out, by its name.
Rest = Callable[[str], object]
Record = TypeVar("Record", bound="Later")


class Later:
    """A base for dataclasses with slots: one of theirs that is empty is filled when it is first looked at."""

    __slots__ = ("_rest",)
    _rest: Rest

    if not TYPE_CHECKING:  # a type checker knows the fields, and that there are no others

        def __getattr__(self, name: str) -> object:
            # Python asks here only where the slot is empty, or where there is none of that name.
            if name == "_rest" or not hasattr(type(self), name):
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            value = self._rest(name)
            object.__setattr__(self, name, value)
            return value


def later(kind: type[Record], rest: Rest, **known: object) -> Record:
    """A record of this kind that has these fields. `rest` gives any other: the same whenever it is asked."""
    made = object.__new__(kind)
    object.__setattr__(made, "_rest", rest)
    for name, value in known.items():
        object.__setattr__(made, name, value)
    return made
