"""A slice of the differential run: a second or two for each engine, and what it is made of."""

from collections import Counter
from functools import cache

import pytest

from policyspec.engines.interpret import evaluate
from policyspec.model.verdicts import agrees
from tests.differential.cases import HOWS, WRITTEN, Case, cases
from tests.differential.comparing import Difference, differences
from tests.differential.coverage import CLASSES, STATES, VERDICTS, measured, variants
from tests.differential.engines import ENGINES, Rows, interpreted

SEEDS, TENDERS = range(100), 8
#: A query takes half a second to make, however few its tenders: these rulebooks, each with one query.
QUERIED, OF_ONE_QUERY = range(0, 40, 5), 10


@cache
def drawn(seed: int) -> tuple[list[Case], list[Rows]]:
    found = cases(seed, TENDERS)
    return found, interpreted(found)


def test_python_says_what_the_interpreter_says() -> None:
    told([one for seed in SEEDS for one in differences(ENGINES["python"], *drawn(seed))])


def test_sql_says_what_the_interpreter_says() -> None:
    pytest.importorskip("duckdb", reason="the SQL engine needs the extra `audit`")
    taken = [cases(seed, HOWS * OF_ONE_QUERY)[::HOWS] for seed in QUERIED]
    told([one for some in taken for one in differences(ENGINES["sql"], some)])


@pytest.mark.long
@pytest.mark.usefixtures("spark")
def test_spark_says_what_the_interpreter_says() -> None:
    taken = [cases(seed, HOWS * OF_ONE_QUERY)[::HOWS] for seed in QUERIED]
    told([one for some in taken for one in differences(ENGINES["spark"], some)])


def told(unlike: list[Difference]) -> None:
    assert not unlike, "\n".join(map(str, unlike[:5]))


def test_the_slice_has_every_construct_verdict_and_state() -> None:
    found: Counter[str] = Counter()
    for seed in SEEDS:
        found += measured(*drawn(seed))
    wanted = CLASSES | variants() | STATES | {*map(str, VERDICTS), "draft", "publish", "possible of three"}
    assert sorted(wanted - found.keys()) == []
    assert min(found[f"assumptions {word}"] for word in ("yes", "no")) > len(SEEDS)
    assert min(found[f"on {what}"] for what in ("its own", "a given date")) > len(SEEDS)


@pytest.mark.parametrize("seed", SEEDS[::10])
def test_rows_are_the_outcomes_of_the_interpreter(seed: int) -> None:
    """What is compared leaves explanations out; with them the verdicts are the same."""
    for case, rows in zip(*drawn(seed), strict=True):
        how = case.how
        result, _ = evaluate(
            case.book.rulebook, case.tender, case.book.vocabulary, gate=how.gate, on=how.on, assumptions=how.assumptions
        )
        assert len(rows) == len(result.outcomes)
        assert all(agrees(row, outcome) for row, outcome in zip(rows, result.outcomes, strict=True))


def test_some_of_the_rulebooks_are_compiled_from_text() -> None:
    names = [drawn(seed)[0][0].book.name for seed in SEEDS if seed % WRITTEN == 2]
    assert sum(name.endswith("as text") for name in names) > len(names) / 3


def test_a_seed_gives_the_same_cases_again() -> None:
    assert [case.tender for case in cases(5, 3)] == [case.tender for case in cases(5, 3)]
    assert cases(5, 3)[2] == cases(5, 9)[2]
