"""A pattern that is compiled later matches as one that is compiled at once."""

import re

import pytest

from policyspec.base.patterns import pattern


def test_compiled_when_first_used() -> None:
    word = pattern("[a-z]+", re.IGNORECASE)
    with pytest.raises(AttributeError):
        object.__getattribute__(word, "match")  # as it stands, without being made
    assert word.fullmatch("Tender") is not None
    assert object.__getattribute__(word, "match") == re.compile("[a-z]+", re.IGNORECASE).match


@pytest.mark.parametrize("method", ["findall", "fullmatch", "match", "search", "split"])
def test_it_matches_as_the_standard_one(method: str) -> None:
    text = "12 lots, 3 bids"
    later, at_once = (repr(getattr(made(r"(\d+)"), method)(text)) for made in (pattern, re.compile))
    assert later == at_once


def test_its_text_and_flags() -> None:
    one = pattern("a b", re.VERBOSE)
    assert one.pattern == "a b"
    assert one.sub("-", "xabx") == "x-x"


def test_it_has_nothing_else() -> None:
    assert not hasattr(pattern("a"), "no_such_method")
