"""Every real notice that is at hand is read, or refused with a place."""

from collections import Counter
from pathlib import Path

import pytest

from policyspec.model.facts import Absence, Absent, items
from policyspec.model.vocabulary import standard
from policyspec.readers import read

DATA = Path(__file__).parents[2] / "../shared/data"
FILES = sorted(path for path in DATA.rglob("*") if path.suffix in (".json", ".jsonl")) if DATA.exists() else []

#: Of each publisher whose notices are made for reading, files that hold a tender; fewer means something broke.
READ = {"ocds-uk-fts": 18, "ocds-uk-cf": 134, "ocds-uk-devolved": 119, "ocds-from-eforms": 61}


@pytest.fixture(scope="module")
def counts() -> Counter[tuple[str, str]]:
    if not FILES:
        pytest.skip(f"there are no real notices at {DATA}")
    found: Counter[tuple[str, str]] = Counter()
    for path in FILES:
        found.update((path.relative_to(DATA).parts[0], what) for what in read_one(path))
    return found


def read_one(path: Path) -> list[str]:
    tenders, refused = read(path.read_bytes(), path.name, standard())
    assert tenders or refused, path
    assert all(d.span is not None and d.span.line >= 1 for d in refused), path
    for tender in tenders:
        assert all(d.span is not None for d in tender.diagnostics), path
        said = {(d.span.line, d.span.file) for d in tender.diagnostics if d.span}
        absent = [f for i in items(tender.root) for f in i.facts.values() if isinstance(f, Absent)]
        unreadable = [f for f in absent if f.why is Absence.UNREADABLE]
        assert all(f.origin is not None and f.reason for f in unreadable), path
        assert said or not unreadable, path
    return ["read" if tenders else "refused", *(f"refused {d.code}" for d in refused)]


def test_each_file_is_read_or_refused_with_a_place(counts: Counter[tuple[str, str]]) -> None:
    for (source, what), number in sorted(counts.items()):
        print(f"{source:20} {what:16} {number:5}")  # noqa: T201 - shown with -s, and when the test fails
    assert sum(n for (_, what), n in counts.items() if what in ("read", "refused")) == len(FILES)


@pytest.mark.parametrize("source", READ)
def test_the_notices_of_a_publisher_are_read(source: str, counts: Counter[tuple[str, str]]) -> None:
    assert counts[source, "read"] == READ[source]
    assert counts[source, "refused"] == 0
