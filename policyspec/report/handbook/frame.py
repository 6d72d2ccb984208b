"""The frame of each page: its head, the way to the other pages, its foot."""

from collections.abc import Sequence

from policyspec.base.version import __version__
from policyspec.report.handbook.address import FACTS, INDEX, SOURCES, TIMELINE, Place
from policyspec.report.handbook.style import STYLE
from policyspec.report.html.elements import Content, Element, document, el, items, para, shown
from policyspec.report.html.head import head

_PAGES = ((INDEX, "Rules"), (SOURCES, "Sources"), (TIMELINE, "Dates"), (FACTS, "Facts"))


def page(place: Place, title: str, *content: Content, trail: Sequence[Content] = ()) -> str:
    """A page as a file. `trail`: the pages above it, the outermost first."""
    above = el("nav", items([*trail]), class_="trail", aria_label="You are here") if trail else None
    body = el(
        "body",
        el("a", "Skip to main content", href="#main", class_="skip"),
        el("header", el("p", el("b", "Handbook"), " Procurement rules in plain English"), _pages(place)),
        el("main", above, *content, id="main", tabindex="-1"),
        el("footer", para(_MADE)),
    )
    return document(el("html", head(f"{title} – handbook", STYLE), body, lang="en-GB"))


_MADE = (
    f"Made by policyspec {__version__} from the policies themselves. What stands under “In plain English” is made from "
    "each rule as it is judged; what its author wrote is marked as such."
)


def _pages(place: Place) -> Element:
    links = [_link(place, path, name) for path, name in _PAGES]
    return el("nav", items(links), class_="pages", aria_label="Handbook")


def _link(place: Place, path: str, name: str) -> Element:
    return el("a", name, href=place.to(path), aria_current="page" if path == place.path else None)


def section(title: str, name: str, *content: Content) -> Element:
    return el("section", el("h2", title, id=name), *content)


def code(text: str) -> Element:
    """Text as written, line by line. The breaks are ours: one within a line of somebody's text is made visible."""
    inner = el("code")
    inner.text = "\n".join(map(shown, text.split("\n")))
    return el("pre", inner)
