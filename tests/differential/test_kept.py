"""Every case of tests/cases through the engines; among them those on which an engine once differed."""

from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

import policyspec
from policyspec.model.outcomes import Gate
from tests.cases.case import Run, runs
from tests.differential.books import Book
from tests.differential.cases import Case, How
from tests.differential.comparing import differences
from tests.differential.engines import ENGINES

FOLDERS = {folder: list(some) for folder, some in groupby(runs(), key=lambda run: run.case)}
#: A query takes half a second: those that were kept for the sake of engines, and a few of the others.
QUERIED = ("engines-once-differed", "spark-once-differed", "s5-bounds", "s3-vat-basis")


@cache
def policies(path: Path) -> policyspec.Policies:
    return policyspec.load_policies(path)


def kept(folder: str) -> list[Case]:
    return [case(run) for run in FOLDERS[folder]]


def case(run: Run) -> Case:
    of = policies(run.policy)
    book, tender = Book(run.policy.name, of.rulebook, of.vocabulary), policyspec.read_tender(run.tender, of)
    on = datetime.strptime(run.on, "%d %B %Y").date() if run.on else None  # noqa: DTZ007 - a calendar date
    name = f"{run.case} {run.number}"
    return Case(name, book, replace(tender, source=name), How(Gate(run.gate), on, run.assumptions))


@pytest.mark.parametrize("folder", FOLDERS)
def test_python_says_what_the_interpreter_says(folder: str) -> None:
    unlike = differences(ENGINES["python"], kept(folder))
    assert not unlike, "\n".join(map(str, unlike))


@pytest.mark.parametrize("folder", [*QUERIED, *(pytest.param(f, marks=pytest.mark.long) for f in FOLDERS)])
def test_sql_says_what_the_interpreter_says(folder: str) -> None:
    pytest.importorskip("duckdb", reason="the SQL engine needs the extra `audit`")
    unlike = differences(ENGINES["sql"], kept(folder))
    assert not unlike, "\n".join(map(str, unlike))


@pytest.mark.long
@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize("folder", FOLDERS)
def test_spark_says_what_the_interpreter_says(folder: str) -> None:
    unlike = differences(ENGINES["spark"], kept(folder))
    assert not unlike, "\n".join(map(str, unlike))
