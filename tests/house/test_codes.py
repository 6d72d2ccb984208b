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


def reads_as_a_title(text: str) -> bool:
    """One short line in lower case; an acronym or a word in backticks may come first."""
    starts_well = text[0] == "`" or text[0].islower() or text.split(maxsplit=1)[0].isupper()
    return starts_well and text == text.strip() and "\n" not in text and len(text) <= 80 and not text.endswith(".")


def test_a_title_is_one_short_line_in_lower_case() -> None:
    assert {code: c.title for code, c in CODES.items() if not reads_as_a_title(c.title)} == {}


@pytest.mark.parametrize("title", ["File is gone", "file is gone.", "file\nis gone", "file " * 20])
def test_what_is_no_title(title: str) -> None:
    assert not reads_as_a_title(title)


def test_a_page_is_headed_by_its_code_and_title() -> None:
    heads = {code: page.read_text(encoding="utf-8").split("\n", 1)[0] for code, page in PAGES.items()}
    assert heads == {code: f"# {code}: {CODES[code].title}" for code in PAGES if code in CODES}


def test_a_page_says_how_to_fix_it() -> None:
    assert [code for code, page in PAGES.items() if "fix" not in page.read_text(encoding="utf-8").casefold()] == []
