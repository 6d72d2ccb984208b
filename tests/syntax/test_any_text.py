"""Any text gives a result; one damage to a good text gives one diagnostic at most, where the damage is."""

import re
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from policyspec.base.source import Source
from policyspec.syntax.keywords import KEYWORDS
from policyspec.syntax.parse import parse, read_text
from tests.syntax.reading import EVERY_FORM, HEADER, SAMPLE, source

TOKEN = re.compile(r'"[^"\n]*"|<[^>\n]*>|[\w#/:.,%-]*\w%?|[^\s\w]')
WORDS = [
    *KEYWORDS,
    "lots",
    "the lot",
    "value",
    "60%",
    "GBP 10",
    '"',
    '"text"',
    "(",
    ")",
    "|",
    "#",
    ",",
    "=",
    "5",
    "rule r",
    "é",
]


@cache
def sample() -> tuple[str, list[re.Match[str]]]:
    text = source(SAMPLE).text
    return text, list(TOKEN.finditer(text))


@given(st.binary(max_size=400))
def test_any_bytes_are_a_text_or_a_diagnostic(data: bytes) -> None:
    read = read_text(data, "any.policy")
    if isinstance(read, Source):
        parse(read)


@given(st.text(max_size=400))
def test_any_text_is_parsed(text: str) -> None:
    for name in ("any.policy", "any.policy.md"):
        file, found = parse(Source(name, text))
        assert file.policy is not None or found


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS) | st.just("\n"), max_size=40))
def test_any_sentence_of_keywords_is_parsed(words: list[str]) -> None:
    text = f'{HEADER}rule r "R"\n{" ".join(words)}'
    _, found = parse(Source("any.policy", text))
    lines = text.count("\n") + 1
    assert all(d.span is not None and 1 <= d.span.line <= lines + 1 for d in found)
    assert all("\n" not in d.message for d in found)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_token_left_out_or_doubled_gives_one_diagnostic_at_most(data: st.DataObject) -> None:
    text, tokens = sample()
    token = data.draw(st.sampled_from(tokens))
    doubled = data.draw(st.booleans())
    put = f"{token[0]} {token[0]}" if doubled else ""
    _, found = parse(Source("any.policy", text[: token.start()] + put + text[token.end() :]))
    line = text.count("\n", 0, token.start()) + 1
    assert len(found) <= 1
    assert all(d.span is not None and abs(d.span.line - line) <= 1 for d in found)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_letter_left_out_gives_one_diagnostic_at_most(data: st.DataObject) -> None:
    text, tokens = sample()
    token = data.draw(st.sampled_from([t for t in tokens if t[0].isalpha()]))
    at = data.draw(st.integers(token.start(), token.end() - 1))
    _, found = parse(Source("any.policy", text[:at] + text[at + 1 :]))
    assert len(found) <= 1


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_lines_of_a_policy_in_any_order_are_parsed(data: st.DataObject) -> None:
    lines = source(EVERY_FORM).text.split("\n")
    drawn = data.draw(st.lists(st.sampled_from(lines), max_size=30))
    parse(Source("any.policy", "\n".join(drawn)))
