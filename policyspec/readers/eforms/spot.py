"""An element of a notice with the way to it, and steps from there."""

from collections.abc import Iterator
from functools import cache, partial

from policyspec.base.dataclasses import dataclass, field
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.model.facts import Origin
from policyspec.model.vocabulary import Vocabulary
from policyspec.readers import errors
from policyspec.readers.tree import MAX_RAW
from policyspec.readers.xml_tree import Element
from policyspec.readers.zones import Zone

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_EFORMS = "http://data.europa.eu/p27/eforms-ubl-extension"

#: The prefixes by which the standard's own documents name its namespaces; a notice may use others.
PREFIXES = {
    f"{_UBL}CommonAggregateComponents-2": "cac",
    f"{_UBL}CommonBasicComponents-2": "cbc",
    f"{_UBL}CommonExtensionComponents-2": "ext",
    f"{_EFORMS}s/1": "efext",
    f"{_EFORMS}-aggregate-components/1": "efac",
    f"{_EFORMS}-basic-components/1": "efbc",
}
#: The XPath of the root, or the way to an element, the step from there, and its number among those of the same name.
Way = str | tuple["Way", str, int]
EXTENSION = "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/efext:EformsExtension"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reading of one notice has at hand, and what it has found to say."""

    file: str
    vocabulary: Vocabulary
    zone: Zone | None = None
    languages: tuple[str, ...] = ()  # in three small letters, the best first
    currency: str = ""  # of the notice's amounts, for numbers that have none of their own
    found: list[Diagnostic] = field(default_factory=list)

    def say(self, diagnostic: Diagnostic) -> None:
        self.found.append(diagnostic)


@dataclass(frozen=True, slots=True)
class Spot:
    """An element, the way to it, and what is at hand in reading the notice."""

    element: Element
    way: Way
    reading: Reading

    @property
    def text(self) -> str:
        return self.element.text

    @property
    def origin(self) -> Origin:
        element = self.element
        return Origin.later(partial(_origin, self.reading.file, element.line, element.column, element.text, self.way))

    @property
    def span(self) -> Span:
        return errors.at(self.origin)

    def attribute(self, name: str) -> str:
        return self.element.attributes.get(name, "").strip()

    def each(self, path: str) -> list["Spot"]:
        """The elements at a path below, in the order of the notice.

        A step is a name, `EXT` for the way through the extensions, a name and the list or scheme that its element
        must name (`cbc:ID@Lot`), or a name and such an element that it must hold (`cac:X(cbc:Code@list)`).
        """
        found = [self]
        for step in _steps(path):
            found = [inner for spot in found for inner in spot.below(step.name, step.listed)]
            if step.holding:
                found = [spot for spot in found if spot.at(step.holding)]
            if not found:
                break
        return found

    def at(self, path: str) -> "Spot | None":
        """The first element at a path below."""
        return next(iter(self.each(path)), None)

    def word(self, path: str) -> str:
        """The text of the first element at a path below that has one, for ids and codes that steer the reading."""
        return next((spot.text for spot in self.each(path) if spot.text), "")

    def anywhere(self, name: str) -> Iterator["Spot"]:
        """The elements of a name at any depth below."""
        waiting = [self]
        while waiting:
            spot = waiting.pop()
            names = dict.fromkeys(child.step for child in spot.element.children)
            inside = [inner for other in names for inner in spot.below(other)]
            yield from (inner for inner in inside if inner.element.step == name)
            waiting += inside

    def below(self, name: str, listed: str = "") -> list["Spot"]:
        """The elements of a name inside this one; `listed` is the list or scheme that they must name."""
        same = [child for child in self.element.children if child.step == name]
        if not same:
            return []
        way, reading = self.way, self.reading
        return [
            Spot(child, (way, name, number if len(same) > 1 else 0), reading)
            for number, child in enumerate(same, start=1)
            if not listed or listed in (child.attributes.get("listName"), child.attributes.get("schemeName"))
        ]


def _origin(file: str, line: int, column: int, text: str, way: Way) -> Origin:
    return Origin(file, line, column, _xpath(way), text[:MAX_RAW] or None)


def _xpath(way: Way) -> str:
    steps: list[str] = []
    while not isinstance(way, str):
        way, name, number = way
        steps.append(f"{name}[{number}]" if number else name)
    return "/".join((way, *reversed(steps)))


def root_spot(root: Element, reading: Reading) -> Spot:
    """The root. It has a namespace of its own and no prefix, so in an XPath it is any root."""
    return Spot(root, "/*", reading)


@dataclass(frozen=True, slots=True)
class _Step:
    name: str
    listed: str
    holding: str


@cache
def _steps(path: str) -> tuple[_Step, ...]:
    steps = []
    for written in path.replace("EXT", EXTENSION).split("/"):
        step, _, holding = written.rstrip(")").partition("(")
        name, _, listed = step.partition("@")
        steps.append(_Step(name, listed, holding))
    return tuple(steps)
