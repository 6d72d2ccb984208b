"""The sentence of an outcome says whose each fact is: the item's that the rule is judged for, an outer one's, none's."""

import pytest

from policyspec.engines.interpret import evaluate
from policyspec.model.vocabulary import standard
from policyspec.readers import read
from tests.passes.compiling import compiled

TENDER = """\
tender: T
estimated value: GBP 100,000
procedure: restricted procedure
CPV codes: [45000000]
lots: [{title: North, value: "GBP 300,000"}]
criteria:
  - {name: Care, kind: quality, weight: 60%}
  - {name: Price, kind: price, weight: 40%}
"""


def said(scope: str, duty: str) -> str:
    """What a rule of one duty says of the first item of its scope."""
    book, found = compiled(f'rule r "R"\n  for each {scope}\n  {duty}\n')
    assert not [one.message for one in found if one.is_error]
    (tender,), _ = read(TENDER.encode(), "t.yaml", standard())
    result, _ = evaluate(book, tender, standard())
    return result.outcomes[0].message.partition(";")[0]


@pytest.mark.parametrize(
    ("scope", "duty", "sentence"),
    [
        ("lot", "estimated value must be at most GBP 5", "the estimated value is GBP 100,000"),
        ("lot", "procedure must be open procedure", "the procedure is restricted procedure"),
        ("lot", "procedure must be stated", "the procedure is stated"),
        ("lot", "CPV codes must include CPV 85000000", "CPV codes are CPV 45000000"),
        ("lot", "value of the lot must be below GBP 1", "the value of lot 1 (North) is GBP 300,000"),
        ("lot", "quality weight must be above 99%", "the quality weight of lot 1 (North) is 60%"),
        (
            "criterion of each lot",
            "weight must be above 99%",
            "the weight of criterion 1 (Care) of lot 1 (North) is 60%",
        ),
        ("criterion of each lot", "quality weight must be above 99%", "the quality weight of lot 1 (North) is 60%"),
        ("criterion of each lot", "estimated value must be below GBP 5", "the estimated value is GBP 100,000"),
    ],
)
def test_a_fact_is_told_as_that_of_its_own_item(scope: str, duty: str, sentence: str) -> None:
    assert said(scope, duty) == sentence
