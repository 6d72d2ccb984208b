"""Places in a text: lines and columns of characters, whatever ends the lines."""

from hypothesis import given
from hypothesis import strategies as st

from policyspec.base.source import Source


@given(st.text(alphabet="ab\n\r\x0b\x0c\x85\u2028é", max_size=40))
def test_only_a_line_feed_begins_a_line(text: str) -> None:
    source = Source("t", text)
    for offset in range(len(text) + 1):
        before = text[:offset].split("\n")
        assert source.position(offset) == (len(before), len(before[-1]) + 1)
