"""YAML: what is refused, where, and that scalars stay as they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Source
from policyspec.readers.tree import Document, Mapping, Node, Scalar, Sequence, Style
from policyspec.readers.yaml_tree import MAX_EVENTS, read_yaml

both = pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])


def parse(text: str, *, pure: bool) -> Document | Diagnostic:
    return read_yaml(Source("t.yaml", text), pure=pure)


def plain(node: Node) -> object:
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key: plain(entry.value) for key, entry in node.entries.items()}


REFUSED = [
    # text, code, line, column, words of the message or the hint
    ("a: b: c", "PS502", 1, 5, "colon"),
    ("a:\n\t- b", "PS502", 2, 1, "tab"),
    ("a: |\n x\n\ty", "PS502", 3, 1, "tab"),
    ("a: {b: c", "PS502", 1, 4, "`{ }`"),
    ("a: [b", "PS502", 1, 4, "`[ ]`"),
    ("a: @x", "PS502", 1, 4, "`@`"),
    ("a: `x`", "PS502", 1, 4, "backtick"),
    ("a: 1\nb", "PS502", 2, 1, "no colon"),
    ("a: 1\nb c\n\n\nd: 2", "PS502", 2, 1, "no colon"),
    ("a:\n  - b c\n    d: 1", "PS502", 2, 5, "no colon"),
    ("a:\n  - b: c\n     d: 1", "PS502", 3, 6, "indented"),
    ("a:\n  -b: 1\n  -c: 2", "PS502", 2, 3, "`- b: …`"),
    ("a:\n  -b: 1\n  -b: 2", "PS502", 2, 3, "no blank after the dash"),
    ('a: "b\nc: d\ne: f', "PS502", 1, 4, "quoted text does not end"),
    ("a: 'b\nc: d\n", "PS502", 1, 4, "quoted text does not end"),
    ("a: {b: c\nd: e\nf: [g]\n", "PS502", 1, 4, "`{ }`"),
    ("a: [b\nc: d\ne: f\n", "PS502", 1, 4, "`[ ]`"),
    ("a:\n  b: 1\n c: 2", "PS502", 3, 2, "indented"),
    ("[a]: b", "PS502", 1, 1, "key"),
    ("a: &x 1", "PS503", 1, 4, "`&x`"),
    ("a: *x", "PS503", 1, 4, "`*x`"),
    ("a: !!python/object:os.system x", "PS503", 1, 4, "`!!python/object:os.system`"),
    ("<<: {a: b}", "PS503", 1, 1, "`<<`"),
    ("a: 1\n---\nb: 2", "PS503", 2, 1, "second document"),
    ("a: 1\nb: 2\na: 3", "PS505", 3, 1, "line 1"),
    ("x: {a: 1, a: 2}", "PS505", 1, 11, "`a`"),
    ("a: {value: GBP 1,200,000 excluding VAT}", "PS502", 1, 18, "quotes"),
    ("a: {weight: 60%, value: GBP 1,200}", "PS502", 1, 31, "`200`"),
]


@both
@pytest.mark.parametrize(("text", "code", "line", "column", "words"), REFUSED)
def test_refused_with_its_place(text: str, code: str, line: int, column: int, words: str, pure: bool) -> None:
    found = parse(text, pure=pure)
    assert isinstance(found, Diagnostic)
    assert found.code == code
    assert found.span is not None
    assert (found.span.line, found.span.column) == (line, column)
    assert words in f"{found.message} / {found.hint}"


@both
@pytest.mark.parametrize("text", ['a: "x', "a: 'x"])
def test_a_quote_that_is_not_closed(text: str, pure: bool) -> None:
    found = parse(text, pure=pure)
    assert isinstance(found, Diagnostic)
    assert "quoted text does not end" in found.message


@both
@pytest.mark.parametrize(
    "written",
    [
        "NO",
        "on",
        "60:40",
        "03111000",
        "1.10",
        "1_000",
        "12:30:45",
        "2026-02-30",
        "0x1F",
        "1e3",
        ".inf",
        "=",
        "~",
        "null",
    ],
)
def test_a_scalar_stays_as_it_is_written(written: str, pure: bool) -> None:
    document = parse(f"a: {written}", pure=pure)
    assert isinstance(document, Document)
    assert plain(document.root) == {"a": written}


@both
def test_quotes_and_places_are_kept(pure: bool) -> None:
    document = parse("é: x\nb:\n  - 'y z'\n", pure=pure)
    assert isinstance(document, Document)
    assert isinstance(document.root, Mapping)
    members = document.root.entries["b"].value
    assert isinstance(members, Sequence)
    (member,) = members.items
    assert isinstance(member, Scalar)
    assert (member.text, member.style) == ("y z", Style.QUOTED)
    origin = document.origin(member)
    assert (origin.line, origin.column, origin.raw) == (3, 5, "y z")


@both
def test_depth_64_is_read_and_65_is_not(pure: bool) -> None:
    assert isinstance(parse("[" * 64 + "]" * 64, pure=pure), Document)
    found = parse("[" * 65 + "]" * 65, pure=pure)
    assert isinstance(found, Diagnostic)
    assert found.code == "PS506"


BOMBS = {
    "brackets": "[" * 100_000,
    "braces": "{a: " * 50_000,
    "dashes": "- " * 50_000,
    "aliases": "a: &a [x]\n"
    + "\n".join(f"{c}: &{c} [*{p},*{p},*{p}]" for p, c in zip("abcdefgh", "bcdefghi", strict=True)),
    "merge keys": "a: &a {x: 1}\nb: &b {<<: [*a, *a]}\nc: {<<: [*b, *b]}",
}


@both
@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused(text: str, pure: bool) -> None:
    """Without the guard these take minutes, or all memory, or end the process."""
    found = parse(text, pure=pure)
    assert isinstance(found, Diagnostic)
    assert found.code in ("PS503", "PS506")


def test_too_many_parts() -> None:
    found = parse("[" + "a," * MAX_EVENTS + "]", pure=False)
    assert isinstance(found, Diagnostic)
    assert found.code == "PS506"


def test_too_large() -> None:
    found = parse("a: " + "x" * (2 * 1024 * 1024), pure=False)
    assert isinstance(found, Diagnostic)
    assert found.code == "PS506"


@given(st.text(alphabet="ab:-[]{},\"'\n \t#&*!|>%@`?~0é", max_size=60))
def test_any_text_gives_a_tree_or_a_place_and_both_parsers_agree_on_trees(text: str) -> None:
    fast, slow = parse(text, pure=False), parse(text, pure=True)
    for found in (fast, slow):
        assert not isinstance(found, Diagnostic) or found.span is not None
    if isinstance(fast, Document) and isinstance(slow, Document):
        assert plain(fast.root) == plain(slow.root)
