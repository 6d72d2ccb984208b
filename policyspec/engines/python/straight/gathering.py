"""What a loop gathers where facts may be missing: written twice, for members of which all is known and for others.

What is certain and what may come on top are kept apart, so that both bounds of a sum are there after the loop.
"""

from collections.abc import Iterator, Sequence

from policyspec.base.dataclasses import dataclass, field
from policyspec.engines.python.straight.frames import Atom, Frame

_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Sum:
    """The total of a value over the members for which all tests hold.

    `more`: the name of what may come on top; `endless`: that of whether there is no limit to it.
    """

    tests: tuple[Atom, ...]
    value: Atom
    most: int | None
    name: str
    more: str | None
    endless: str | None

    def nothing(self) -> dict[str, str]:
        """What it comes to where the members are not stated."""
        return {self.name: "0"}

    def known(self) -> Iterator[str]:
        yield f"{self.name} += {self.value}"

    def perhaps(self) -> Iterator[str]:
        """What is added where something may be missing."""
        yield from _under(_surely(self.tests), self._certain())
        if any(test.maybe for test in self.tests):
            yield from _under(_possibly(self.tests), self._possible(), "elif")

    def _certain(self) -> list[str]:
        added = f"{self.name} += {self.value}"
        if not self.value.maybe:
            return [added]
        return [f"if {self.value} is None:", _INDENT + self._missing(), "else:", _INDENT + added]

    def _possible(self) -> list[str]:
        added = f"{self.more} += {self.value}"
        if not self.value.maybe:
            return [added]
        return [f"if {self.value} is None:", _INDENT + self._missing(), "else:", _INDENT + added]

    def _missing(self) -> str:
        return f"{self.endless} = True" if self.most is None else f"{self.more} += {self.most}"


@dataclass(frozen=True, slots=True)
class Highest:
    """The highest value of the members for which all tests hold; whether one belongs must be known."""

    tests: tuple[Atom, ...]
    value: Atom
    name: str
    endless: str

    def nothing(self) -> dict[str, str]:
        return {self.name: "None"}

    def known(self) -> Iterator[str]:
        yield f"if {self.name} is None or {self.value} > {self.name}:"
        yield f"{_INDENT}{self.name} = {self.value}"

    def perhaps(self) -> Iterator[str]:
        yield from (f"if {test} is None: refuse()" for test in self.tests if test.maybe)
        higher = f"elif {self.name} is None or {self.value} > {self.name}:"
        missing = [f"if {self.value} is None:", f"{_INDENT}{self.endless} = True"]
        yield from _under(_surely(self.tests), [*missing, higher, f"{_INDENT}{self.name} = {self.value}"])


@dataclass(frozen=True, slots=True)
class Alike:
    """The one word (a currency) of the values that are there, and whether others have another.

    `checked` gives the word, where it is one that is known.
    """

    tests: tuple[Atom, ...]
    value: Atom
    word: Atom
    checked: str
    name: str
    unlike: str

    def nothing(self) -> dict[str, str]:
        return {self.name: "None", self.unlike: "False"}

    def known(self) -> Iterator[str]:
        yield f"if {self.word} != {self.name}:"
        yield f"{_INDENT}{self.unlike} = {self.unlike} or {self.name} is not None"
        yield f"{_INDENT}{self.name} = {self.checked}"

    def perhaps(self) -> Iterator[str]:
        there = f"{self.value} is not None"
        possible = _possibly(self.tests)
        yield from _under(f"{possible} and {there}" if possible else there, list(self.known()))


Gathered = Sum | Highest | Alike


@dataclass(slots=True, eq=False)
class Gathering:
    """All that a loop gathers at one stage of its body."""

    gathered: list[Gathered] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        atoms = (atom for each in self.gathered for atom in (*each.tests, each.value) if atom.maybe)
        # What is the opposite of something is missing where that is.
        missing = list(dict.fromkeys(atom.negates or atom.code for atom in atoms))
        if not missing:
            yield from self._known()
            return
        yield f"if {' or '.join(f'{name} is None' for name in missing)}:"
        yield from (_INDENT + line for each in self.gathered for line in each.perhaps())
        yield "else:"
        yield from (_INDENT + line for line in self._known())

    def _known(self) -> Iterator[str]:
        """What is gathered where nothing is missing: what is under one test together, its opposite under `else`."""
        under: dict[tuple[str, ...], list[str]] = {}
        opposite: dict[tuple[str, ...], tuple[str, ...]] = {}
        for each in self.gathered:
            tests = tuple(map(str, each.tests))
            under.setdefault(tests, []).extend(each.known())
            if len(each.tests) == 1 and each.tests[0].negates:
                opposite[(each.tests[0].negates,)] = tests
        otherwise = {tests: other for tests, other in opposite.items() if tests in under}
        for tests in sorted(under, key=len):
            if tests not in otherwise.values():
                yield from _under(" and ".join(tests), under[tests])
                if tests in otherwise:
                    yield "else:"
                    yield from (_INDENT + line for line in under[otherwise[tests]])


def gathering(frame: Frame, stage: int) -> Gathering:
    """What the body of a loop gathers at a stage."""
    block = frame.blocks.setdefault(stage, Gathering())
    assert isinstance(block, Gathering)
    return block


def _surely(tests: Sequence[Atom]) -> str:
    """The test of whether all hold; of what is the opposite of something that is told from that."""
    return " and ".join(f"{test.negates} is False" if test.negates else str(test) for test in tests)


def _possibly(tests: Sequence[Atom]) -> str:
    """The test of whether all may hold."""
    return " and ".join(f"not {test.negates}" if test.negates else f"{test} is not False" for test in tests)


def _under(test: str, lines: list[str], word: str = "if") -> Iterator[str]:
    if test:
        yield f"{word} {test}:"
    yield from (_INDENT * bool(test) + line for line in lines)
