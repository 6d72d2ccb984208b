"""Python source as it is written: lines, names and constants. Nothing of the user's text gets into it but by `repr`."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

_INDENT = "    "


@dataclass(slots=True)
class Source:
    """Source under construction. `names` counts those given out, so that each is new in its function."""

    lines: list[str] = field(default_factory=list)
    depth: int = 0
    names: int = 0

    def line(self, text: str) -> None:
        self.lines.append(_INDENT * self.depth + text if text else "")

    def fresh(self, stem: str) -> str:
        """A name of its own, that begins with as much of the stem as may stand in a name."""
        self.names += 1
        return f"{mangled(stem)}_{self.names}"

    def put(self, stem: str, expression: str) -> str:
        """A name for what an expression comes to."""
        name = self.fresh(stem)
        self.line(f"{name} = {expression}")
        return name

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """What is indented under a head: `for lot in lots:`."""
        self.line(head)
        self.depth += 1
        yield
        self.depth -= 1

    def function(self, head: str, comment: str) -> None:
        """Begin a function at the margin. The comment is somebody's text, and gets one line whatever is in it."""
        self.depth, self.names = 0, 0
        self.lines += ["", "", head]
        self.depth = 1
        self.line(f"# {comment!r}"[:110])

    def __str__(self) -> str:
        return "\n".join(self.lines) + "\n"


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
            return f"Fraction({value.numerator}, {value.denominator})"
        case date():
            return f"date({value.year}, {value.month}, {value.day})"
        case tuple():
            return f"({''.join(f'{spelt(v)}, ' for v in value).strip()})"
        case frozenset():
            return f"frozenset(({', '.join(sorted(map(spelt, value)))},))"
        case dict():
            return "{" + ", ".join(f"{spelt(k)}: {spelt(v)}" for k, v in value.items()) + "}"
        case _ if is_dataclass(value):
            parts = [f"{f.name}={spelt(getattr(value, f.name))}" for f in fields(value)]
            return f"{type(value).__name__}({', '.join(parts)})"
        case _:
            message = f"{type(value).__name__} is no constant"
            raise TypeError(message)
