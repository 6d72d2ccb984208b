"""What the source may not say, to a user or at all."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.tree import GENERATED, PACKAGE, ROOT, modules, name_of, place, strings, tree_of

BANNED = re.compile(r"\b(invalid|valid|illegal|forbidden|please|sorry|oops)\b", re.IGNORECASE)
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedError")
CODE = re.compile(r"PS\d{3}")
LOCKS = [
    p
    for pattern in ("*.lock", "*lock*.json", "requirements*.txt")
    for home in (ROOT, ROOT / ".ci")
    for p in home.glob(pattern)
]


def prose(path: Path) -> list[ast.Constant]:
    """The strings that are sentences or phrases: with a blank in them."""
    return [node for node in strings(path) if " " in str(node.value).strip()]


def messages(path: Path) -> list[ast.Constant]:
    """The message of each call that gives a code: the first string after it, or the first part of that f-string."""
    found = []
    for call in ast.walk(tree_of(path)):
        if not isinstance(call, ast.Call):
            continue
        values = [*call.args, *(k.value for k in call.keywords if k.arg == "message")]
        parts = [v.values[0] if isinstance(v, ast.JoinedStr) and v.values else v for v in values]
        texts = [p for p in parts if isinstance(p, ast.Constant) and isinstance(p.value, str)]
        if texts and CODE.fullmatch(str(texts[0].value)):
            found += texts[1:2]
    return found


def reads_as_a_message(text: str) -> bool:
    """One line in lower case without a full stop; an acronym may come first."""
    first = re.match(r"[^\W\d_]+", text)
    starts_well = first is None or first[0].islower() or (first[0].isupper() and len(first[0]) > 1)
    return starts_well and "\n" not in text and not text.endswith(".")


def test_no_banned_word_reaches_a_user() -> None:
    found = [place(path, node) for path in modules() for node in prose(path) if BANNED.search(str(node.value))]
    assert found == []


def test_no_banned_word_on_a_page() -> None:
    pages = sorted((ROOT / "docs" / "codes").glob("*.md"))
    assert [name_of(page) for page in pages if BANNED.search(page.read_text(encoding="utf-8"))] == []


def test_a_message_is_one_line_in_lower_case_without_a_full_stop() -> None:
    said = [(path, node) for path in modules() for node in messages(path)]
    assert len(said) > 50, "the messages are no longer found"
    assert [place(path, node) for path, node in said if not reads_as_a_message(str(node.value))] == []


@pytest.mark.parametrize("text", ["The lot is gone", "the lot is gone.", "the lot\nis gone", "A lot is gone"])
def test_what_is_no_message(text: str) -> None:
    assert not reads_as_a_message(text)


def test_nothing_is_left_unfinished() -> None:
    found = [name_of(path) for path in modules() if UNFINISHED.search(path.read_text(encoding="utf-8"))]
    assert found == []


@pytest.mark.parametrize("path", LOCKS, ids=name_of)
def test_a_lock_file_names_no_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text
    assert "--hash=" in text


def test_there_is_a_lock_file() -> None:
    assert LOCKS


def test_the_source_is_found() -> None:
    assert PACKAGE / "base" / "source.py" in modules()
    assert all((ROOT / name).name.startswith("_") for name in GENERATED)
