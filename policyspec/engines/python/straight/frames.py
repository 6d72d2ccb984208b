"""Straight code as it is written: a function's body and the bodies of its loops, which many rules add to.

A *frame* is such a body, in *stages*: what is worked out in stage 2 follows the loops of stage 2, and these follow what
is worked out in stage 1. Within a stage lines keep their order. So a loop serves every rule that wants something of
the same list, and what a loop sums up is there for the next stage.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from policyspec.base.dataclasses import dataclass, field
from policyspec.engines.python.source import Source, mangled

_INDENT = "    "


class NotStraightError(Exception):
    """A construct of a rule for which there is no straight code: the rule is left to the ranges."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A name or a literal. `maybe`: it may be None, which says that it cannot be told here.

    `frame` and `stage` say where it is worked out; without a frame it is a constant. `negates`: the name of that of
    which it is the opposite.
    """

    code: str
    frame: "Frame | None" = None
    stage: int = 0
    maybe: bool = True
    negates: str | None = None

    def __str__(self) -> str:
        return self.code


class Block(Protocol):
    """Lines that are written together when all is known that belongs in them."""

    def lines(self) -> Iterator[str]: ...


@dataclass(slots=True, eq=False)
class Loop:
    """A loop over a list: what stands before it, its head, its body."""

    member: Atom
    before: list[str]
    head: str
    frame: "Frame"


@dataclass(slots=True, eq=False)
class Frame:
    """The body of the function or of a loop."""

    names: "Names"
    parent: "Frame | None" = None
    stages: dict[int, list[str]] = field(default_factory=dict)
    loops: dict[tuple[int, str], Loop] = field(default_factory=dict)
    known: dict[str, Atom] = field(default_factory=dict)
    blocks: dict[int, Block] = field(default_factory=dict)  # what ends a stage
    gathered: dict[str, object] = field(default_factory=dict)  # what is in these blocks

    @property
    def depth(self) -> int:
        return 0 if self.parent is None else self.parent.depth + 1

    def line(self, text: str, stage: int) -> None:
        self.stages.setdefault(stage, []).append(text)

    def when(self, stage: int, tests: Sequence[str], text: str) -> None:
        """A line under some tests, of which all must hold."""
        if tests:
            self.line(f"if {' and '.join(tests)}:", stage)
        self.line(_INDENT + text if tests else text, stage)

    def within(self, other: "Frame") -> bool:
        """Whether this is the other frame or one of a loop in it."""
        return self is other or (self.parent is not None and self.parent.within(other))

    def lines(self, depth: int) -> Iterator[str]:
        """All of it, indented."""
        for stage in range(max([*self.stages, *self.blocks, *(at for at, _ in self.loops)], default=0) + 1):
            for (at, _), loop in self.loops.items():
                if at == stage:
                    yield from (_INDENT * depth + line for line in (*loop.before, loop.head))
                    yield from loop.frame.lines(depth + 1)
            yield from (_INDENT * depth + line for line in self.stages.get(stage, ()))
            if stage in self.blocks:
                yield from (_INDENT * depth + line for line in self.blocks[stage].lines())
        if not self.stages and not self.blocks and not self.loops:
            yield _INDENT * depth + "pass"


@dataclass(slots=True)
class Names:
    """Names that have been given out, and the source at whose head constants stand."""

    source: Source
    number: int = 0

    def fresh(self, stem: str) -> str:
        self.number += 1
        return f"{mangled(stem)}_{self.number}"

    def constant(self, stem: str, value: object) -> str:
        return self.source.constant(stem, value)

    def table(self, stem: str, expression: str) -> str:
        """The name of a table of answers, which stands at the head of the source."""
        return self.source.table(stem, expression)


def deepest(root: Frame, atoms: tuple[Atom, ...]) -> tuple[Frame, int]:
    """Where something can be worked out from some atoms: the innermost of their frames, and the stage there."""
    frame = root
    for atom in atoms:
        if atom.frame is not None and not frame.within(atom.frame):
            if not atom.frame.within(frame):
                message = "items of two lists that are not within each other"
                raise NotStraightError(message)
            frame = atom.frame
    return frame, max((a.stage for a in atoms if a.frame is frame), default=0)


def put(root: Frame, stem: str, code: str, *atoms: Atom, maybe: bool | None = None, negates: str | None = None) -> Atom:
    """A name for what an expression comes to, which is that of the same expression where there is one.

    `maybe`: whether it may be None; if not given, whether one of the atoms may.
    """
    frame, stage = deepest(root, atoms)
    if code not in frame.known:
        name = frame.names.fresh(stem)
        frame.line(f"{name} = {code}", stage)
        frame.known[code] = Atom(name, frame, stage, any(a.maybe for a in atoms) if maybe is None else maybe, negates)
    return frame.known[code]


def guarded(root: Frame, stem: str, code: str, *atoms: Atom, negates: str | None = None) -> Atom:
    """The same of an expression that is None where one of its atoms is."""
    doubtful = list(dict.fromkeys(f"{a} is None" for a in atoms if a.maybe))
    code = f"None if {' or '.join(doubtful)} else {code}" if doubtful else code
    return put(root, stem, code, *atoms, negates=negates)
