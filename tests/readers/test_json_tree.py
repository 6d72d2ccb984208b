"""JSON: what is refused, where, and that what is read is what the standard library reads."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Source, Span
from policyspec.readers.json_tree import read_json
from policyspec.readers.tree import Document, Mapping, Node, Scalar, Sequence, Style

REFUSED = [
    ('{"a":1,}', "PS504", 1, 8, "delete the comma"),
    ("[1,\n]", "PS504", 2, 1, "delete the comma"),
    ('{"a":NaN}', "PS504", 1, 6, "`NaN`"),
    ('{"a" 1}', "PS504", 1, 2, "colon"),
    ("{a:1}", "PS504", 1, 2, "double quotes"),
    ("{'a':1}", "PS504", 1, 2, "double quotes"),
    ('{"a":1', "PS504", 1, 7, "ends here"),
    ('{"é":', "PS504", 1, 6, "ends here"),
    ('{"a":"x', "PS504", 1, 6, "is cut off"),
    ('{"a":"x\ny"}', "PS504", 1, 6, "does not end on its line"),
    ('{"a":"\\ud800"}', "PS504", 1, 6, "half a character"),
    ('{"a":"x\\q"}', "PS504", 1, 8, "backslash"),
    ('{"a":1} x', "PS504", 1, 9, "follows"),
    ('{"a":1}\n{"a":2}', "PS504", 2, 1, "JSON Lines"),
    ("[1 2]", "PS504", 1, 4, "a comma or `]`"),
    ('{"a":01}', "PS504", 1, 6, "`01`"),
    ('{"a":1.}', "PS504", 1, 6, "`1.`"),
    ('{"a":tru}', "PS504", 1, 6, "`tru`"),
    ('{"a":1]', "PS504", 1, 7, "a comma or `}`"),
    ('{"a":1,\n"a":2}', "PS505", 2, 1, "line 1"),
    ("[" * 65 + "]" * 65, "PS506", 1, 65, "64 levels"),
    ("[" * 100_000, "PS506", 1, 65, "64 levels"),
    ('{"a":' * 100_000, "PS506", 1, 321, "64 levels"),
]


def parse(text: str) -> Document | Diagnostic:
    return read_json(Source("t.json", text))


def plain(node: Node) -> object:
    match node:
        case Scalar(style=Style.QUOTED):
            return node.text
        case Scalar():
            return json.loads(node.text)
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key: plain(entry.value) for key, entry in node.entries.items()}


def test_sixty_four_levels_are_read() -> None:
    assert isinstance(parse("[" * 64 + "]" * 64), Document)


@pytest.mark.parametrize(("text", "code", "line", "column", "words"), REFUSED)
def test_refused_with_its_place(text: str, code: str, line: int, column: int, words: str) -> None:
    found = parse(text)
    assert isinstance(found, Diagnostic)
    assert found.code == code
    assert found.span is not None
    assert (found.span.line, found.span.column) == (line, column)
    assert words in f"{found.message} / {found.hint}"


@pytest.mark.parametrize("number", ["Infinity", "-Infinity", "1e9999", "9" * 5000, "-0.0", "1E+2"])
def test_a_number_stays_text(number: str) -> None:
    document = parse(f"[{number}]")
    assert isinstance(document, Document)
    assert isinstance(document.root, Sequence)
    (item,) = document.root.items
    assert isinstance(item, Scalar)
    assert item.text == number


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.decimals(-999, 999, places=2).map(float),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(values, st.sampled_from([None, 1]), st.booleans())
def test_what_is_read_is_what_the_standard_library_reads(value: object, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    document = parse(text)
    assert isinstance(document, Document)
    assert plain(document.root) == value


@given(values)
def test_every_node_stands_where_it_says(value: object) -> None:
    text = json.dumps(value, indent=1)
    document = parse(text)
    assert isinstance(document, Document)
    waiting = [document.root]
    while waiting:
        node = waiting.pop()
        assert json.loads(text[node.start : node.end]) == plain(node)
        match node:
            case Sequence():
                waiting += node.items
            case Mapping():
                waiting += [entry.value for entry in node.entries.values()]


@given(st.text(alphabet='{}[]",:0123456789eE+-.truefalsn\\u \n', max_size=40))
def test_any_text_is_read_as_the_standard_library_does_or_refused_with_a_place(text: str) -> None:
    found = parse(text)
    if isinstance(found, Document):
        assert plain(found.root) == json.loads(text)
    else:
        assert found.span is not None


def test_a_text_may_have_so_many_parts_and_no_more() -> None:
    source = Source("t.json", '{"a": [1, 2], "b": "c"}')
    assert isinstance(read_json(source, most=5), Document)
    refused = read_json(source, most=4)
    assert isinstance(refused, Diagnostic)
    assert (refused.code, refused.span) == ("PS506", Span("t.json", 1, 19, 1, 19))
