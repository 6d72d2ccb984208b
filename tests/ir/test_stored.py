"""A rulebook as JSON, and the same rulebook again."""

import json
from pathlib import Path

import pytest

from policyspec.ir.stored import Compiled, NotStoredError, restored, stored
from policyspec.model.vocabulary import standard
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import load
from tests.law.cases import case
from tests.law.domain import VOCABULARY

ROOT = Path(__file__).parents[2]
PACKS = sorted(path.name for path in (ROOT / "policies").iterdir() if path.is_dir())


@pytest.mark.parametrize("pack", PACKS)
def test_a_pack_comes_back_as_it_was(pack: str) -> None:
    policies = load([str(ROOT / "policies" / pack)], Disk())
    compiled = Compiled(policies.rulebook, policies.sources, policies.diagnostics)
    assert restored(stored(compiled, standard()), standard()) == compiled


@pytest.mark.parametrize("seed", range(40))
def test_a_generated_rulebook_comes_back_as_it_was(seed: int) -> None:
    compiled = Compiled(case(seed).rulebook, (), ())
    again = restored(stored(compiled, VOCABULARY), VOCABULARY)
    assert again == compiled
    assert repr(again) == repr(compiled)  # True, 1 and 1/1 are equal, and not the same


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '[["none"]]',
        '[["str",1]]',
        '[["os.system","true"]]',
        '[["Compiled",0,1,2]]',
        '[["fact","tender","no_such_fact"]]',
        '[["Verdict","NO_SUCH"]]',
        "not json",
    ],
)
def test_what_is_no_rulebook_is_told(text: str) -> None:
    with pytest.raises(NotStoredError):
        restored(text, standard())


def test_each_thing_stands_once() -> None:
    entries = json.loads(stored(Compiled(case(1).rulebook, (), ()), VOCABULARY))
    written = [json.dumps(entry) for entry in entries]
    assert len(written) == len(set(written))
