"""The table of codes, its pages and the source agree."""

import re

import pytest

from policyspec.base.codes import CODES
from tests.house.tree import PACKAGE, ROOT, modules, name_of

PAGES = {page.stem: page for page in (ROOT / "docs" / "codes").glob("PS*.md")}
CODE = re.compile(r"\bPS\d{3}\b")


def emitted() -> dict[str, str]:
    """Each code that the source names outside the table, with a file that does."""
    table = PACKAGE / "base" / "codes.py"
    texts = {name_of(path): path.read_text(encoding="utf-8") for path in modules() if path != table}
    return {code: name for name, text in texts.items() for code in CODE.findall(text)}


def test_every_code_has_a_page() -> None:
    assert sorted(CODES.keys() - PAGES.keys()) == []


def test_every_page_has_a_code() -> None:
    assert sorted(PAGES.keys() - CODES.keys()) == []


def test_every_code_in_the_source_is_in_the_table() -> None:
    assert {code: name for code, name in emitted().items() if code not in CODES} == {}


def test_every_code_in_the_table_is_in_the_source() -> None:
    assert sorted(CODES.keys() - emitted().keys()) == []


def test_the_table_is_sorted() -> None:
    assert list(CODES) == sorted(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_title_is_one_short_line_in_lower_case(code: str) -> None:
    title = CODES[code].title
    assert title == title.strip()
    assert "\n" not in title
    assert len(title) <= 80
    assert not title.endswith(".")
    assert title[0] == "`" or title[0].islower() or title.split()[0].isupper()


@pytest.mark.parametrize("code", sorted(PAGES))
def test_a_page_is_headed_by_its_code_and_title(code: str) -> None:
    first = PAGES[code].read_text(encoding="utf-8").splitlines()[0]
    assert first == f"# {code}: {CODES[code].title}"


@pytest.mark.parametrize("code", sorted(PAGES))
def test_a_page_says_what_it_means_and_how_to_mend_it(code: str) -> None:
    text = PAGES[code].read_text(encoding="utf-8")
    assert len(text.splitlines()) >= 8
    assert "fix" in text.casefold()
