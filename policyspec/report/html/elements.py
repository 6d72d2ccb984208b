"""HTML as elements. What a tender or a policy says becomes text or an attribute's value, never markup.

`el` is the one door for text: blanks of any kind become one, and what cannot be seen is written out by its number.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable

from policyspec.report.page import visible

Element = ET.Element
Content = Element | str | None

_BREAKS = re.compile(r"[\t\n\r\f\v]+")
_QUOTED = re.compile(r"`([^`]+)`")

#: Elements that end a line of the file, so that two reports can be compared line by line.
_BLOCKS = frozenset((
    "article", "body", "caption", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2",
    "h3", "h4", "h5", "h6", "head", "header", "li", "link", "main", "meta", "nav", "ol", "p", "pre", "rect", "section",
    "style", "summary", "svg", "table", "tbody", "thead", "title", "tr", "ul",
))  # fmt: skip


def el(name: str, /, *children: Content, **attributes: str | None) -> Element:
    """An element. `class_` stands for `class`, `aria_label` for `aria-label`; None is left out."""
    element = Element(name)
    for key, value in attributes.items():
        if value is not None:
            element.set(key.rstrip("_").replace("_", "-"), shown(value))
    for child in children:
        add(element, child)
    element.tail = "\n" if name in _BLOCKS else None
    return element


def add(element: Element, child: Content) -> None:
    """Append an element or a text."""
    if child is None:
        return
    if isinstance(child, Element):
        element.append(child)
    elif len(element):
        element[-1].tail = (element[-1].tail or "") + shown(child)
    else:
        element.text = (element.text or "") + shown(child)


def shown(text: str) -> str:
    return visible(_BREAKS.sub(" ", text))


def prose(text: str) -> list[Content]:
    """A sentence, with what stands between backticks as code."""
    parts: list[Content] = list(_QUOTED.split(text))
    return [el("code", part) if number % 2 else part for number, part in enumerate(parts)]


def para(*children: Content, class_: str | None = None) -> Element:
    return el("p", *children, class_=class_)


def items(members: Iterable[Content | list[Content]], class_: str | None = None) -> Element:
    """A list without an order."""
    rows = (el("li", *member) if isinstance(member, list) else el("li", member) for member in members)
    return el("ul", *rows, class_=class_)


def rows(pairs: Iterable[tuple[str, list[Content]]], class_: str = "rows") -> Element:
    """A summary list: what it is, and what it says."""
    return el("dl", *(el("div", el("dt", key), el("dd", *value)) for key, value in pairs), class_=class_)


def details(summary: str, *children: Content) -> Element:
    """What can be unfolded."""
    return el("details", el("summary", summary), *children)


def table(
    caption: str, head: Iterable[str], body: Iterable[Element], *, numeric: frozenset[int] = frozenset()
) -> Element:
    """A table in a box that scrolls where it is too wide, and that the keyboard reaches."""
    titles = [
        el("th", title, scope="col", class_="number" if number in numeric else None)
        for number, title in enumerate(head)
    ]
    whole = el("table", el("caption", caption), el("thead", el("tr", *titles)), el("tbody", *body))
    return el("div", whole, class_="scroll", role="group", aria_label=caption, tabindex="0")


def row(
    first: Content | list[Content], *cells: Content | list[Content], numeric: frozenset[int] = frozenset()
) -> Element:
    """A row of a table, its first cell the heading. `numeric`: the columns of numbers, from 0."""
    made = [el("th", *_several(first), scope="row")]
    for number, cell in enumerate(cells, 1):
        made.append(el("td", *_several(cell), class_="number" if number in numeric else None))
    return el("tr", *made)


def _several(cell: Content | list[Content]) -> list[Content]:
    return cell if isinstance(cell, list) else [cell]


def link(text: str, url: str | None) -> Element | str:
    """A link out of the report, if it is one to a web page; anything else is text."""
    if url is None or not url.lower().startswith(("https://", "http://")):
        return text
    return el("a", text, href=url, rel="noopener noreferrer external", class_="out")


def document(root: Element) -> str:
    """The file. `method="html"` escapes all text and all attributes."""
    return "<!DOCTYPE html>\n" + ET.tostring(root, encoding="unicode", method="html").rstrip() + "\n"
