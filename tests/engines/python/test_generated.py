"""Generated rulebooks and tenders, of every construct, through both engines."""

import pytest

from policyspec.engines.python import compile_rulebook
from tests.engines.python.agreeing import everyhow
from tests.law.cases import case
from tests.law.domain import VOCABULARY

CASES, MANY = 30, 3_000


def differences(seed: int) -> list[str]:
    made = case(seed)
    compiled = compile_rulebook(made.rulebook, VOCABULARY)
    return [said for tender in (made.tender, *made.completions(1)) for said in everyhow(compiled, tender)]


@pytest.mark.parametrize("seed", range(CASES))
def test_generated_tenders_come_out_alike(seed: int) -> None:
    assert differences(seed) == []


@pytest.mark.long
def test_many_generated_tenders_come_out_alike() -> None:
    assert [said for seed in range(CASES, MANY) for said in differences(seed)] == []
