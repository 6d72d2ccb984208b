"""Every real spreadsheet that is at hand is read, or refused with a place and what to do."""

from collections import Counter
from pathlib import Path

import pytest

from policyspec.model.vocabulary import standard
from policyspec.readers import read

DATA = Path(__file__).parents[3] / "../shared/data/spreadsheet"
FILES = sorted(path for path in DATA.rglob("*") if path.suffix in (".xlsx", ".ods", ".csv")) if DATA.exists() else []


def test_each_file_is_read_or_refused_with_a_place() -> None:
    if not FILES:
        pytest.skip(f"there are no real spreadsheets at {DATA}")
    found: Counter[str] = Counter()
    for path in FILES:
        tenders, said = read(path.read_bytes(), path.name, standard())
        assert tenders or said, path
        assert all(one.span is not None for one in said), path
        assert all(one.hint for one in said if one.is_error), path
        errors = [one.code for one in said if one.is_error]
        assert len(errors) <= 1, path
        found["read" if tenders else errors[0]] += 1
    assert found["read"] >= 6, found
    assert set(found) <= {"read", "PS501", "PS507", "PS508", "PS565"}, found
