"""JSON by the standard library's parser: the tree of the scanner that looks at each sign, or none at all."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspec.base.source import Source
from policyspec.readers.json_quick import container
from policyspec.readers.json_tree import MAX_PARTS, Scanner
from policyspec.readers.tree import MAX_DEPTH, Refused

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=20,
)
#: Texts that one of the two parsers takes and the other does not, or that each takes for something else.
UNLIKE = [
    '{"a":1,"a":2}',
    '{"a":{"b":1,"\\u0062":2}}',
    "[NaN]",
    '["\\ud800"]',
    '["\\udc00\\ud800"]',
    "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1),
    "[" * 100_000,
]
ALIKE = [
    '["\\\\ud800"]',
    '["\\ud83d\\ude00 and \\"[{"]',
    "[Infinity,-Infinity,1e9999,-0.0,1E+2]",
    '{"":[],"a":{},"b":[{}]}',
    "[" * MAX_DEPTH + "]" * MAX_DEPTH,
]


def by_scanner(text: str) -> object:
    try:
        return Scanner(Source("t.json", text)).value(0, 0)
    except Refused:
        return None


@given(VALUES.filter(lambda value: isinstance(value, list | dict)), st.sampled_from([None, 2]), st.booleans())
def test_the_same_tree_with_the_same_places(value: object, indent: int | None, escaped: bool) -> None:
    try:
        text = json.dumps(value, indent=indent, ensure_ascii=escaped)
        text.encode()
    except UnicodeEncodeError:
        return
    found = container(text, 0, 0, MAX_PARTS)
    assert found == by_scanner(text) or (found is None and "\\ud" in text.casefold())


@given(st.text(st.sampled_from('{}[]",:\\u0019.eE+-naltrufsINd \t\n'), max_size=12).map(lambda text: f"[{text}]"))
def test_what_the_scanner_refuses_is_never_taken(text: str) -> None:
    found = container(text, 0, 0, MAX_PARTS)
    assert found is None or found == by_scanner(text)


@pytest.mark.parametrize("text", UNLIKE)
def test_what_may_be_passed_over_is_left_to_the_scanner(text: str) -> None:
    assert container(text, 0, 0, MAX_PARTS) is None
    assert by_scanner(text) is None


@pytest.mark.parametrize("text", ALIKE)
def test_what_is_whole_is_read(text: str) -> None:
    assert by_scanner(text) is not None
    assert container(text, 0, 0, MAX_PARTS) in (by_scanner(text), None)


def test_a_part_of_a_text_within_others() -> None:
    text = ' {"a": [1]} , 2'
    assert container(text, 1, 3, MAX_PARTS) == Scanner(Source("t.json", text)).value(1, 3)
    assert container(text, 1, MAX_DEPTH - 1, MAX_PARTS) is None
    assert container(text, 13, 0, MAX_PARTS) is None


def test_a_text_of_too_many_parts_is_left_to_the_scanner() -> None:
    assert container("[1,2,3]", 0, 0, 4) is None
