"""Python source as it is written: lines, names and constants. Nothing of the user's text gets into it but by `repr`."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

from policyspec.base.dataclasses import dataclass, field

_INDENT = "    "


@dataclass(slots=True)
class Source:
    """Source under construction.

    `names` counts those given out, so that each is new in its function. `known` has, for each block that is open, the
    names of what has been worked out in it: an expression is pure, and is not worked out twice.
    """

    lines: list[str] = field(default_factory=list)
    constants: dict[str, str] = field(default_factory=dict)
    known: list[dict[str, str]] = field(default_factory=lambda: [{}])
    names: int = 0

    def line(self, text: str) -> None:
        self.lines.append(_INDENT * (len(self.known) - 1) + text if text else "")

    def fresh(self, stem: str) -> str:
        """A name of its own, that begins with as much of the stem as may stand in a name."""
        self.names += 1
        return f"{mangled(stem)}_{self.names}"

    def put(self, stem: str, expression: str) -> str:
        """A name for what an expression comes to, which is that of the same expression where there is one."""
        for block in self.known:
            if expression in block:
                return block[expression]
        name = self.known[-1][expression] = self.start(stem, expression)
        return name

    def start(self, stem: str, expression: str) -> str:
        """A name of its own for what is changed after: a list that is added to."""
        name = self.fresh(stem)
        self.line(f"{name} = {expression}")
        return name

    def constant(self, stem: str, value: object) -> str:
        """The name of a constant, which stands at the head of the file."""
        return self.table(stem, spelt(value))

    def table(self, stem: str, expression: str) -> str:
        """The name of what an expression comes to, which is worked out once, at the head of the file."""
        return self.constants.setdefault(expression, f"{mangled(stem).upper()}_{len(self.constants) + 1}")

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """What is indented under a head: `for lot in lots:`."""
        self.line(head)
        self.known.append({})
        yield
        self.known.pop()

    @contextmanager
    def function(self, head: str, comment: str) -> Iterator[None]:
        """A function at the margin. The comment is somebody's text, and gets one line whatever is in it."""
        self.known, self.names = [{}], 0
        self.lines += ["", ""]
        with self.block(head):
            self.line(f"# {comment!r}"[:110])
            yield

    def __str__(self) -> str:
        constants = [f"{name} = {value}" for value, name in self.constants.items()]
        return "\n".join([*constants, *self.lines]) + "\n"


def mangled(stem: str) -> str:
    """A part of a name, from any text: letters, digits and underscores of ASCII."""
    return re.sub(r"[^a-z0-9]+", "_", stem.lower(), flags=re.ASCII).strip("_") or "x"


def spelt(value: object) -> str:
    """A constant as Python writes it: an expression that gives the value again."""
    match value:
        case Enum():
            return f"{type(value).__name__}.{value.name}"
        case None | bool() | str() | int():
            return repr(value)
        case Fraction():
            return f"Fraction({', '.join(map(str, value.as_integer_ratio()))})"
        case date():
            return f"date({value.year}, {value.month}, {value.day})"
        case tuple():
            return f"({''.join(f'{spelt(v)}, ' for v in value).strip()})"
        case frozenset():
            return f"frozenset(({', '.join(sorted(map(spelt, value)))},))"
        case dict():
            return "{" + ", ".join(f"{spelt(k)}: {spelt(v)}" for k, v in value.items()) + "}"
        case _ if is_dataclass(value):
            given = [f for f in fields(value) if not _is_default(f, getattr(value, f.name))]
            return f"{type(value).__name__}({', '.join(f'{f.name}={spelt(getattr(value, f.name))}' for f in given)})"
        case _:
            message = f"{type(value).__name__} is no constant"
            raise TypeError(message)


def _is_default(of: Field[Any], value: object) -> bool:
    return of.default is not MISSING and of.default == value
