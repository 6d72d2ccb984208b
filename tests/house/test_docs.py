"""The pages hold together: no link leads nowhere."""

import re
from pathlib import Path

from tests.house.tree import ROOT, name_of

LINK = re.compile(r"\]\((?!\w+:)([^)#\s]+)[^)]*\)")  # relative targets; those with a scheme are not ours to hold
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def pages() -> list[Path]:
    folders = ("docs", "policies", "examples", "benchmarks", "grammars", "tests")
    return sorted([*ROOT.glob("*.md"), *(page for folder in folders for page in (ROOT / folder).rglob("*.md"))])


def links(text: str) -> list[str]:
    return LINK.findall(FENCED.sub("", text))


def test_every_link_leads_somewhere() -> None:
    targets = [(page, target) for page in pages() for target in links(page.read_text(encoding="utf-8"))]
    assert [f"{name_of(page)}: {target}" for page, target in targets if not (page.parent / target).exists()] == []


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = links((folder / "README.md").read_text(encoding="utf-8"))
    assert sorted(p.name for p in folder.glob("0*.md")) == sorted(listed)


def test_links_are_seen() -> None:
    text = "[a](b.md), [c](d/e.md#f) and [g](https://example.org)\n```\n[h](i.md)\n```\n"
    assert links(text) == ["b.md", "d/e.md"]
