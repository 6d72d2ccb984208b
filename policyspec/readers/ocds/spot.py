"""A node of an OCDS file with the way to it, and safe steps from there."""

from collections.abc import Iterator

from policyspec.base.dataclasses import dataclass
from policyspec.base.source import Span
from policyspec.model.facts import Absence, Absent, Origin
from policyspec.readers import errors
from policyspec.readers.scalars import Reading
from policyspec.readers.tree import Mapping, Node, Scalar, Sequence


@dataclass(frozen=True, slots=True)
class Spot:
    """A node, its JSON pointer, and what is at hand in reading the file."""

    node: Node
    pointer: str
    reading: Reading

    @property
    def origin(self) -> Origin:
        return self.reading.document.origin(self.node, self.pointer)

    @property
    def span(self) -> Span:
        return self.reading.document.span(self.node)

    @property
    def says_nothing(self) -> bool:
        """Null, or an empty list or object: exports write them where there is nothing to say."""
        match self.node:
            case Scalar():
                return self.node.text == "null" and self.node.style.value == "word"
            case Sequence():
                return not self.node.items
            case Mapping():
                return not self.node.entries

    def at(self, *path: str) -> "Spot | Absent | None":
        """What stands at a path below: None where nothing is stated, an absence where the way there is blocked."""
        spot = self
        for key in path:
            if not isinstance(spot.node, Mapping):
                return None if spot.says_nothing or _is_blank(spot.node) else spot.blocked("an object")
            entry = spot.node.entries.get(key)
            if entry is None:
                return None
            spot = spot.below(entry.value, escaped(key))
        return None if spot.says_nothing else spot

    def blocked(self, expected: str) -> Absent:
        """Says that something else stands where `expected` should, and is a fact that cannot be read."""
        found = _called(self.node)
        self.reading.say(errors.wrong_shape(self.span, f"`{self.pointer}`", found, expected, None))
        return Absent(Absence.UNREADABLE, self.origin, f"{found} stands where {expected} should")

    def each(self, *path: str) -> list["Spot"]:
        """The members of a list below; none where it is not stated or is no list, which is said."""
        spot = self.at(*path)
        if not isinstance(spot, Spot):
            return []
        if not isinstance(spot.node, Sequence):
            spot.blocked("a list")
            return []
        return list(spot.members())

    def members(self) -> Iterator["Spot"]:
        items = self.node.items if isinstance(self.node, Sequence) else ()
        for number, item in enumerate(items):
            yield self.below(item, str(number))

    def below(self, node: Node, step: str) -> "Spot":
        """A member of this node."""
        pointer = self.reading.document.pointers.get(node.start) or f"{self.pointer}/{step}"
        return Spot(node, pointer, self.reading)

    def things(self, *path: str) -> list["Spot"]:
        """The members of a list below that are objects; others are said."""
        found = []
        for spot in self.each(*path):
            if isinstance(spot.node, Mapping):
                found.append(spot)
            elif not spot.says_nothing:
                spot.blocked("an object")
        return found

    def word(self, *path: str) -> str | None:
        """The text of a scalar below, for ids, tags and codes that steer the reading; None where there is none."""
        spot = self.at(*path)
        if isinstance(spot, Spot) and isinstance(spot.node, Scalar) and spot.node.text.strip():
            return spot.node.text
        return None

    def words(self, *path: str) -> list[str]:
        """The texts of a list below, or the one text that stands in its place."""
        spot = self.at(*path)
        if not isinstance(spot, Spot):
            return []
        nodes = spot.node.items if isinstance(spot.node, Sequence) else (spot.node,)
        return [node.text for node in nodes if isinstance(node, Scalar) and node.text.strip()]


def _is_blank(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text.strip()


def _called(node: Node) -> str:
    match node:
        case Scalar():
            return "a text" if node.style.value == "quoted" else f"`{node.text[:20]}`"
        case Sequence():
            return "a list"
        case Mapping():
            return "an object"


def escaped(key: str) -> str:
    """A key as a step of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1")
