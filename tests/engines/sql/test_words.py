"""Whole words in a text, as a query finds them: where the interpreter does."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from policyspec.audit.duck import connection
from policyspec.engines.sql import DIALECTS
from policyspec.engines.sql.conditions import mentioned
from policyspec.model.columns import in_words
from policyspec.model.comparing import mentions
from policyspec.model.ranges import Choice, Ranged
from policyspec.model.vocabulary import fold

#: Letters of one and of several characters when folded, figures, signs, blanks.
TEXTS = st.text(alphabet="ab_1Éß.-( \t'", max_size=8)
WORDS = st.text(alphabet="ab1É.-( ", min_size=1, max_size=4).filter(str.strip)


@given(TEXTS, TEXTS)
@example("a-b", "a - b")
@example("a (b", "a(b")
def test_texts_are_the_same_where_they_are_when_folded(one: str, other: str) -> None:
    assert (in_words(one) == in_words(other)) == (fold(one) == fold(other))
    assert fold(in_words(one).replace(" ", "")) == re.sub(r"\s", "", fold(one))


def test_a_query_finds_the_words_that_the_interpreter_does() -> None:
    dialect = DIALECTS["duckdb"]

    @settings(max_examples=20, deadline=None)
    @given(WORDS, st.lists(TEXTS, min_size=30, max_size=60))
    @example("(a)", ["b(a)", "b (a)", "-(a)", "- (a)", "(a)", "(a)b", "(a) b", "(a)-", "x(a) (a)", ""])
    @example("a b", ["a b", "a  b", "ab", "ba b", "a-b", "a b-", "a ba", "(a\tb)"])
    def compared(words: str, texts: list[str]) -> None:
        held = ", ".join(f"({dialect.string(in_words(text))})" for text in texts)
        query = f"SELECT {mentioned(dialect, 't', words)} FROM (VALUES {held}) v(t)"  # noqa: S608
        said = [row[0] for row in duck.execute(query).fetchall()]
        assert said == [mentions(Ranged(Choice.of(text)), words).holds for text in texts]

    with connection() as duck:
        compared()
