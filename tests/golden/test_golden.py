"""Every case says what a person claims of it, and nothing else.

Beside the mistakes stands `said.txt`, in which the whole wording can be reviewed, and beside each good case its rules as
the Core IR has them; `make golden` writes both.
"""

from pathlib import Path

import pytest

from policyspec.ir.dump import dump
from tests.golden.claims import HERE, claims_of, rulebook_of, said_of, shown

CASES = sorted(p for folder in ("mistakes", "good") for p in (HERE / folder).glob("*.policy"))


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", CASES, ids=name_of)
def test_a_case_says_what_is_claimed_and_no_more(path: Path) -> None:
    said = said_of(path)
    claims = claims_of(path.read_text(encoding="utf-8"))
    unclaimed = [shown(d) for d in said if not any(claim.speaks_of(d) for claim in claims)]
    unsaid = [claim for claim in claims if not any(claim.speaks_of(d) for d in said)]
    assert (unclaimed, unsaid) == ([], [])
    assert len(said) == len(claims)


@pytest.mark.parametrize("path", [p for p in CASES if p.parent.name == "mistakes"], ids=name_of)
def test_a_mistake_is_claimed_with_its_place_and_a_hint(path: Path) -> None:
    claims = claims_of(path.read_text(encoding="utf-8"))
    assert claims
    assert all(claim.line and claim.column and claim.message and claim.hint for claim in claims)


@pytest.mark.parametrize("folder", ["mistakes"])
def test_the_wording_is_as_reviewed(folder: str, pytestconfig: pytest.Config) -> None:
    cases = [p for p in CASES if p.parent.name == folder]
    text = "\n".join(f"{p.stem}\n{''.join(map(shown, said_of(p)))}" for p in cases)
    golden = HERE / folder / "said.txt"
    if pytestconfig.getoption("--update-golden", default=False):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [p for p in CASES if p.parent.name == "good"], ids=name_of)
def test_the_rules_mean_what_was_reviewed(path: Path, pytestconfig: pytest.Config) -> None:
    text = dump(rulebook_of(path))
    golden = path.with_suffix(".ir")
    if pytestconfig.getoption("--update-golden", default=False):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_forty_mistakes_are_held() -> None:
    assert sum(p.parent.name == "mistakes" for p in CASES) >= 40
