"""OCDS releases that are not all as they should be, read and judged by the eight rules of the peers' benchmark."""

# ruff: noqa: S311 - as in books.py
from functools import cache
from pathlib import Path
from random import Random

import pytest

import policyspec
from policyspec.model.facts import Tender
from policyspec.model.outcomes import Gate, Verdict
from policyspec.readers import read
from tests.differential.books import ROOT, Book
from tests.differential.cases import Case, How
from tests.differential.comparing import differences
from tests.differential.engines import ENGINES, interpreted
from tests.differential.releases import release, written

SEEDS, MANY = range(250), range(250, 4_000)


@cache
def rules() -> Book:
    path = Path(ROOT / "benchmarks/peers/rules.policy")
    policies = policyspec.load_policies(path)
    return Book(path.name, policies.rulebook, policies.vocabulary)


@cache
def drawn(seeds: range) -> list[Case]:
    found = []
    for seed in seeds:
        tender = read_as(seed)
        if tender is not None:
            found.append(Case(tender.source, rules(), tender, How(Gate.PUBLISH if seed % 3 else Gate.DRAFT)))
    return found


def read_as(seed: int) -> Tender | None:
    tenders, _ = read(written(release(Random(seed))), f"{seed}.json", rules().vocabulary)
    return tenders[0] if tenders else None


def test_python_says_what_the_interpreter_says() -> None:
    unlike = differences(ENGINES["python"], drawn(SEEDS))
    assert not unlike, "\n".join(map(str, unlike[:5]))


@pytest.mark.long
def test_python_says_what_the_interpreter_says_of_many() -> None:
    assert not differences(ENGINES["python"], drawn(MANY))


def test_most_can_be_read_and_come_to_every_verdict() -> None:
    assert len(drawn(SEEDS)) > len(SEEDS) * 0.9
    seen = {
        verdict
        for rows in interpreted(drawn(SEEDS))
        for row in rows
        for verdict in row.possible
        if len(row.possible) == 1
    }
    assert seen >= {Verdict.MET, Verdict.BREACHED, Verdict.EXPLAINED, Verdict.NOT_APPLICABLE}
