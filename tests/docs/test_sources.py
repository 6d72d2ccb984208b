"""The table of docs/notices.md on what each source can decide."""

import re
from collections import Counter
from pathlib import Path

import pytest

from policyspec.analysis.determinable import determinable
from policyspec.model.decidable import Reach
from policyspec.model.sources import NAMES, SOURCES, Source
from policyspec.readers.readable import speech
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import load

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("source", SOURCES)
def test_the_table_counts_what_is_so(source: Source) -> None:
    loaded = load([str(ROOT / "policies/commissioning/five-principles.policy")], Disk())
    counted = Counter(rule.reach for rule in determinable(loaded.rulebook, speech(source, loaded.vocabulary)))
    row = re.search(
        rf"^\| {NAMES[source]} \| (.*) \|$", (ROOT / "docs/notices.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert row is not None
    assert row[1].split(" | ") == [str(counted[reach]) for reach in Reach]
