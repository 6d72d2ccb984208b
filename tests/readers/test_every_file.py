"""Every file of real data that is at hand, of whatever kind, read as `policyspec check` reads it."""

from pathlib import Path

import pytest

from benchmarks.read_real_notices import DATA, paths
from policyspec.base.diagnostics import Diagnostic
from policyspec.model.vocabulary import standard
from policyspec.workspace.disk import Disk
from policyspec.workspace.tenders import Input, read_input

FAULT = "PS9"  # how the codes of our own mistakes begin


@pytest.mark.long
def test_every_file_is_read_or_refused_with_a_place_and_what_to_do() -> None:
    files = paths(DATA) if DATA.exists() else []
    if not files:
        pytest.skip(f"there are no real notices at {DATA}")
    disk, vocabulary = Disk(), standard()
    lacking = [words for path in files for words in lacks(path, read_input(str(path), disk, vocabulary))]
    assert lacking == []


def lacks(path: Path, found: Input) -> list[str]:
    """What a file's reading leaves to be wished: nothing said, no place, no advice, a fault of ours."""
    refusals = [diagnostic for diagnostic in found.diagnostics if diagnostic.is_error]
    said = [*found.diagnostics, *(diagnostic for tender in found.tenders for diagnostic in tender.diagnostics)]
    silent = [] if found.tenders or refusals else [f"{path}: neither read nor refused"]
    placeless = [f"{path}: {one.code} has no place in it" for one in said if not placed(one, path)]
    helpless = [f"{path}: {one.code} has no hint: {one.message}" for one in refusals if not one.hint]
    faults = [f"{path}: {one.code}: {one.message}" for one in said if one.code.startswith(FAULT)]
    return silent + placeless + helpless + faults


def placed(one: Diagnostic, path: Path) -> bool:
    """Whether it names a line or a cell of this file; a name may go on with the line of a tender in it."""
    return one.span is not None and one.span.file.startswith(str(path)) and one.span.line >= 1


@pytest.mark.parametrize(
    "text", ["tender: Day care", "{}", "", "[R003]", '{"a": 1 "b": 2}', '{"a": }', "{a: 1}", "{,}"]
)
def test_a_small_file_lacks_nothing(text: str) -> None:
    found = read_input("t.json", Disk({"t.json": text.encode()}), standard())
    assert lacks(Path("t.json"), found) == []


def test_what_is_lacking_is_seen() -> None:
    found = read_input("t.yaml", Disk({"t.yaml": b""}), standard())
    assert lacks(Path("another.yaml"), found) == ["another.yaml: PS501 has no place in it"]
    assert lacks(Path("t.yaml"), Input((), ())) == ["t.yaml: neither read nor refused"]
