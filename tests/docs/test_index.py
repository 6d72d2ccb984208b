"""The index of the documentation names every page, and what it points to within a page is there."""

import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
INDEX = (DOCS / "README.md").read_text(encoding="utf-8")
LINKS = re.findall(r"\]\(([^)\s]+)\)", INDEX)


def anchors(page: Path) -> set[str]:
    """The addresses of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-") for heading in headings}


def test_every_page_is_named() -> None:
    pages = {page.name for page in DOCS.iterdir() if page.suffix in {".md", ".json"}} - {"README.md"}
    assert pages - {link.partition("#")[0] for link in LINKS} == set()


def test_what_is_pointed_to_within_a_page_is_there() -> None:
    pointed = [(DOCS / name, anchor) for name, _, anchor in (link.partition("#") for link in LINKS) if anchor]
    assert len(pointed) > 1
    assert [(page.name, anchor) for page, anchor in pointed if anchor not in anchors(page)] == []
