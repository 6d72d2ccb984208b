"""Every phrase of the vocabulary can be said."""

import pytest

from policyspec.model.vocabulary import standard
from tests.syntax.reading import rule_of, sketch

VOCABULARY = standard()
PHRASES = sorted(VOCABULARY.phrases())
CODES = sorted({code for codes in VOCABULARY.codes.values() for code in codes})


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_is_a_name(phrase: str) -> None:
    rule = rule_of(f"{phrase} must be stated", f"price must be at least {phrase} of the lot")
    assert sketch(rule.duties[0].alternatives) == f"[(DutyTerm <{phrase}> (IsStated))]"
    assert sketch(rule.duties[1].alternatives[0].predicate) == f"(Bound at least (Of {phrase} <the lot>))"


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_a_value(code: str) -> None:
    rule = rule_of(f"price must be {code}", f"price must be one of {code}, {code}")
    assert sketch(rule.duties[0].alternatives[0].predicate) == f"(Is <{code}>)"
    assert sketch(rule.duties[1].alternatives[0].predicate) == f"(OneOf [<{code}>, <{code}>])"
