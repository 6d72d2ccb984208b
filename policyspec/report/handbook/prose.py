"""The prose of a policy paper: Markdown as elements, with a card where a rule stands. Raw HTML stays text."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from policyspec.base.extras import library
from policyspec.base.source import Source
from policyspec.report.handbook.frame import code
from policyspec.report.html.elements import Content, Element, add, el, link, para
from policyspec.syntax import ast
from policyspec.syntax.literate import SUFFIX

_TABLE_PARTS = {"thead": "thead", "tbody": "tbody", "tr": "tr", "th": "th", "td": "td"}
_INLINE = {"strong": "strong", "em": "em", "s": "s"}
_BLOCKS = {"paragraph": "p", "bullet_list": "ul", "ordered_list": "ol", "list_item": "li", "blockquote": "blockquote"}


def is_paper(file: ast.PolicyFile) -> bool:
    return file.file.endswith(SUFFIX)


def paper(source: Source, cards: Mapping[int, Element], title: str | None = None) -> Element:
    """The document. `cards`: what stands for the rule that begins on a line, counted from 1.

    `title`: that of the page, which the paper need not say again above its first paragraph.

    Raises:
        ExtraMissing: The library that reads Markdown is not installed.
    """
    markdown = library("markdown_it", what="the prose of a policy paper", extra="docs")
    tree = library("markdown_it.tree", what="the prose of a policy paper", extra="docs")
    parser = markdown.MarkdownIt("commonmark", {"html": False}).enable("table")
    root = tree.SyntaxTreeNode(parser.parse(source.text))
    page = _Page(cards)
    first, *others = root.children or [None]
    nodes = others if first is not None and first.type == "heading" and said(first) == title else root.children
    return el("div", *(made for node in nodes for made in _block(node, page)))


def said(node: Any) -> str:  # noqa: ANN401 – the library's nodes
    """The text of a heading."""
    return "".join(child.content for inline in node.children for child in inline.walk() if child.type == "text")


class _Page:
    """What the blocks of one paper share: how deep the last heading was, and how many tables there were."""

    def __init__(self, cards: Mapping[int, Element]) -> None:
        self.cards = cards
        self.last = 2
        self.tables = 0

    def level(self, written: int) -> int:
        """Headings stand below the page's own, and none is more than one deeper than the last."""
        self.last = min(written + 2, self.last + 1, 6)
        return self.last

    def caption(self) -> str:
        self.tables += 1
        return f"Table {self.tables}"


def _block(node: Any, page: _Page) -> Iterator[Content]:  # noqa: ANN401 – the library's nodes
    match node.type:
        case "heading":
            yield el(f"h{page.level(int(node.tag[1:]))}", *_children(node))
        case "fence" if node.info.split()[:1] == ["policy"]:
            yield from _policy_block(node, page.cards)
        case "fence" | "code_block":
            yield code(node.content.rstrip("\n"))
        case "hr":
            yield el("hr")
        case "table":
            name = page.caption()
            made = el("table", el("caption", name), *_table(node))
            yield el("div", made, class_="scroll", role="group", aria_label=name, tabindex="0")
        case kind if kind in _BLOCKS:
            inner = [made for child in node.children for made in _block(child, page)]
            yield el(_BLOCKS[kind], *inner)
        case "inline":
            yield from _inline(node)
        case _:
            yield para(node.content) if node.content else None


def _policy_block(node: Any, cards: Mapping[int, Element]) -> Iterator[Content]:  # noqa: ANN401 – as above
    """The cards of the rules in a block; what else it declares, as written."""
    first, last = node.map[0] + 2, node.map[1]
    inside = [card for line, card in cards.items() if first <= line <= last]
    rest = _RULE.sub("", node.content) if inside else node.content
    if any(line.strip() and not line.lstrip().startswith("#") for line in rest.splitlines()):
        yield code(rest.strip("\n"))
    yield from inside


_DECLARATIONS = "policy|use|parameter|threshold|fact|define|rule|tighten|relax|drop|table"
_RULE = re.compile(rf"(?:^#.*\n)*^rule .*?(?=(?:^#.*\n)*^(?:{_DECLARATIONS})\b|\Z)", re.MULTILINE | re.DOTALL)


def _children(node: Any) -> list[Content]:  # noqa: ANN401 – as above
    return [made for child in node.children for made in _inline(child)]


def _inline(node: Any) -> Iterator[Content]:  # noqa: ANN401 – as above
    match node.type:
        case "text" | "html_inline" | "html_block":
            yield node.content
        case "inline":
            yield from _children(node)
        case "softbreak":
            yield " "
        case "hardbreak":
            yield el("br")
        case "code_inline":
            yield el("code", node.content)
        case "link":
            yield from _link(node)
        case "image":
            yield node.content or None
        case kind if kind in _INLINE:
            yield el(_INLINE[kind], *_children(node))
        case _:
            yield node.content or None


def _link(node: Any) -> Iterator[Content]:  # noqa: ANN401 – as above
    """A link to the web; one to a file beside the paper is text, since the handbook stands elsewhere."""
    made = link("", node.attrs.get("href"))
    if isinstance(made, str):
        yield from _children(node)
        return
    for child in _children(node):
        add(made, child)
    yield made


def _table(node: Any) -> Iterator[Element]:  # noqa: ANN401 – as above
    for child in node.children or ():
        if child.type not in _TABLE_PARTS:
            continue
        cell = child.type in {"th", "td"}
        inner: list[Content] = _children(child) if cell else list(_table(child))
        yield el(_TABLE_PARTS[child.type], *inner, scope="col" if child.type == "th" else None)
