"""Real notices through both engines."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from policyspec.engines.python import Compiled, compile_rulebook
from policyspec.model.facts import Tender
from policyspec.readers import read
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import load
from tests.engines.python.agreeing import disagreements, everyhow

ROOT = Path(__file__).parents[3]
DATA = ROOT / "../shared/data"
FILES = sorted(path for path in DATA.rglob("*") if path.suffix in (".json", ".jsonl", ".xml")) if DATA.exists() else []
PACKS = ("commissioning/five-principles.policy", "uk/procurement-act.policy", "red-flags")
#: In the default run one file in so many.
STEP = 400

needs_data = pytest.mark.skipif(not FILES, reason=f"there are no real notices at {DATA}")


@cache
def compiled(pack: str) -> Compiled:
    policies = load([str(ROOT / "policies" / pack)], Disk())
    assert policies.usable
    return compile_rulebook(policies.rulebook, policies.vocabulary)


def tenders(pack: str, files: list[Path]) -> Iterator[Tender]:
    for path in files:
        found, _ = read(path.read_bytes(), path.name, compiled(pack).vocabulary)
        yield from found


@needs_data
@pytest.mark.parametrize("pack", PACKS)
def test_some_notices_come_out_alike(pack: str) -> None:
    found = [said for tender in tenders(pack, FILES[::STEP]) for said in disagreements(compiled(pack), tender)]
    assert found == []


@needs_data
@pytest.mark.long
@pytest.mark.parametrize("pack", PACKS)
def test_all_notices_come_out_alike(pack: str) -> None:
    assert [said for tender in tenders(pack, FILES) for said in everyhow(compiled(pack), tender)] == []
