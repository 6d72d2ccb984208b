"""A node of an OCDS file with the way to it, and safe steps from there."""

from policyspec.base.dataclasses import dataclass
from policyspec.base.source import Span
from policyspec.model.facts import Absence, Absent, Origin
from policyspec.readers import errors
from policyspec.readers.scalars import Reading
from policyspec.readers.tree import Mapping, Node, Scalar, Sequence, Style, Way, pointer_of


@dataclass(frozen=True, slots=True)
class Spot:
    """A node, the way to it, and what is at hand in reading the file."""

    node: Node
    way: Way
    reading: Reading

    @property
    def pointer(self) -> str:
        return pointer_of(self.way)

    @property
    def origin(self) -> Origin:
        return self.reading.document.origin(self.node, self.way)

    @property
    def span(self) -> Span:
        return self.reading.document.span(self.node)

    @property
    def says_nothing(self) -> bool:
        return _says_nothing(self.node)

    def at(self, *path: str) -> "Spot | Absent | None":
        """What stands at a path below: None where nothing is stated, an absence where the way there is blocked."""
        node, way, pointers = self.node, self.way, self.reading.document.pointers
        for key in path:
            if not isinstance(node, Mapping):
                nothing = _says_nothing(node) or _is_blank(node)
                return None if nothing else Spot(node, way, self.reading).blocked("an object")
            entry = node.entries.get(key)
            if entry is None:
                return None
            node = entry.value
            way = (pointers and pointers.get(node.start)) or (way, key)
        return None if _says_nothing(node) else Spot(node, way, self.reading)

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
        return spot.members()

    def members(self) -> list["Spot"]:
        if not isinstance(self.node, Sequence):
            return []
        way, reading, pointers = self.way, self.reading, self.reading.document.pointers
        return [
            Spot(item, (pointers and pointers.get(item.start)) or (way, number), reading)
            for number, item in enumerate(self.node.items)
        ]

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


def _says_nothing(node: Node) -> bool:
    """Null, or an empty list or object: exports write them where there is nothing to say."""
    if isinstance(node, Scalar):
        return node.style is Style.WORD and node.text == "null"
    return not (node.items if isinstance(node, Sequence) else node.entries)


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
