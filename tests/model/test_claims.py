"""The amounts that a sentence names, and the direction that it gives them."""

from fractions import Fraction

import pytest

from policyspec.model.claims import claims
from policyspec.model.types import Kind
from policyspec.model.values import Duration, Money, Ratio, Unit


def read(text: str) -> list[tuple[Kind, object, str | None, str]]:
    return [(found.kind, found.value, found.direction, found.phrase) for found in claims(text)]


@pytest.mark.parametrize(
    ("text", "kind", "value", "direction", "phrase"),
    [
        ("quality carries at least 60%.", Kind.PERCENTAGE, Fraction(3, 5), "at least", "at least 60%"),
        ("60% or more of the marks", Kind.PERCENTAGE, Fraction(3, 5), "at least", "60% or more"),
        ("no more than ten per cent", Kind.PERCENTAGE, Fraction(1, 10), "at most", "no more than ten per cent"),
        ("quality carries four fifths, or", Kind.PERCENTAGE, Fraction(4, 5), None, "four fifths"),
        ("a quarter of the value", Kind.PERCENTAGE, Fraction(1, 4), None, "a quarter"),
        ("below 60% is too little", Kind.PERCENTAGE, Fraction(3, 5), None, "60%"),
        ("at 90:10", Kind.RATIO, Ratio(Fraction(90), Fraction(10)), None, "90:10"),
        ("up to £1.5 million", Kind.MONEY, Money("GBP", Fraction(1_500_000)), "at most", "up to £1.5 million"),
        ("GBP 663,540, says", Kind.MONEY, Money("GBP", Fraction(663_540)), None, "GBP 663,540"),
        ("15 whole days", Kind.DURATION, Duration(Fraction(15), Unit.DAYS), None, "15 whole days"),
        ("a two-year term", Kind.DURATION, Duration(Fraction(24), Unit.MONTHS), None, "two-year"),
        ("at least two lots", Kind.NUMBER, Fraction(2), "at least", "at least two"),
        ("5 or fewer bidders", Kind.NUMBER, Fraction(5), "at most", "5 or fewer"),
    ],
)
def test_an_amount_in_a_sentence(text: str, kind: Kind, value: object, direction: str | None, phrase: str) -> None:
    assert read(text) == [(kind, value, direction, phrase)]
    (found,) = claims(text)
    assert text[found.start : found.end] in phrase


@pytest.mark.parametrize(
    "text",
    ["", "section 18 of the Act of 2023", "two lots", "a third party", "one of them", "XYZ 5 of it", "principle 5"],
)
def test_a_sentence_without_an_amount(text: str) -> None:
    assert claims(text) == []


def test_several_stand_in_their_order() -> None:
    assert [found.phrase for found in claims("80% quality to 20% cost, within 25 days")] == ["80%", "20%", "25 days"]
