"""What the sections of a page have in common: where they stand, their headings, tags and places in files."""

from policyspec.base.dataclasses import dataclass
from policyspec.model.facts import Origin
from policyspec.model.outcomes import Citation, Verdict
from policyspec.report.formats import View
from policyspec.report.html.elements import Content, Element, el, link
from policyspec.report.html.words import TAGS
from policyspec.report.run import Judged, Key, NamedPolicy


@dataclass(frozen=True, slots=True)
class Part:
    """A tender's part of the page. `number`: its place, from 1; `level`: that of its own heading."""

    judged: Judged
    view: View
    number: int
    level: int
    policies: tuple[NamedPolicy, ...] = ()
    new: frozenset[Key] | None = None  # the findings that an earlier run did not have; None: there was none

    def id(self, name: str) -> str:
        """A name that no other part of the page has."""
        return f"t{self.number}-{name}"

    def place(self, origin: Origin) -> str:
        """A place in the tender's own file without the file's name, which the part names once."""
        where = place_of(origin)
        return where.removeprefix(f"{self.judged.result.source}, ")

    def heading(self, text: str | list[Content], name: str, *, below: int = 1, class_: str | None = None) -> Element:
        """A heading `below` the tender's own, with an id that links lead to."""
        children = text if isinstance(text, list) else [text]
        return el(f"h{self.level + below}", *children, id=self.id(name), class_=class_)

    def section(self, title: str, name: str, *children: Content, class_: str | None = None) -> Element:
        """A section with its heading."""
        return el("section", self.heading(title, name), *children, class_=class_)


def tag(text: str, kind: str) -> Element:
    """A word in a box. Its colour says nothing that the word does not."""
    return el("strong", text, class_=f"tag {kind}")


def verdict_tag(verdict: Verdict) -> Element:
    return tag(verdict.value.capitalize(), TAGS[verdict])


def cited(citation: Citation) -> list[Content]:
    """A source, with its link where it has one on the web, and when it was checked."""
    checked = f" ({citation.checked})" if citation.checked else ""
    written = link(str(citation), citation.url)
    if citation.url and isinstance(written, str):
        return [f"{written}{checked} ", el("code", citation.url)]
    return [written, checked]


def place_of(origin: Origin) -> str:
    """`tender.yaml, line 42`; in a sheet its name and the cell; with the XPath where the file has one."""
    where = str(origin) if origin.sheet else f"{origin.file}, line {origin.line}"
    return f"{where}, {origin.pointer}" if origin.pointer else where
