"""Datasets of any size for measuring with: one part that was read from releases, again and again under other names."""

import json
from dataclasses import replace
from pathlib import Path

from benchmarks.releases import write_releases
from policyspec.api import load_policies
from policyspec.audit.dataset import Dataset, ingest, load
from policyspec.audit.duck import connection, quoted
from policyspec.audit.inputs import Input
from policyspec.audit.reading import Part
from policyspec.model.columns import IDENTITY, INPUT, SOURCE, TENDER
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import Policies

RULES = Path(__file__).parent / "peers" / "rules.policy"


def rules() -> Policies:
    """The eight rules of the peers' benchmark."""
    return load_policies(RULES)


def read_once(
    folder: Path, number: int, policies: Policies, lots: int | None = None, *, whole: bool = False
) -> Dataset:
    """A dataset of so many releases, each of them read."""
    folder.mkdir(parents=True, exist_ok=True)
    write_releases(folder / "releases.jsonl", number, lots, whole=whole)
    return ingest([str(folder / "releases.jsonl")], folder / "dataset", Disk(), policies.vocabulary).dataset


def replicated(base: Dataset, copies: int, folder: Path) -> Dataset:
    """A dataset of so many copies of another that has one part. Tenders of a copy have names of their own."""
    (folder / "parts").mkdir(parents=True)
    (part,) = base.parts
    made = []
    with connection(threads=2) as duck:
        for number in range(copies):
            name = f"{number:08}"
            beside = replace(part, id=name, inputs=(Input(f"{name}.jsonl", name),))
            renamed = f"{quoted(name + '/')} || {SOURCE}"
            duck.execute(
                f"COPY (SELECT * REPLACE ({renamed} AS {SOURCE}, {quoted(name + '/')} || {IDENTITY} AS {IDENTITY}, "
                f"{quoted(name + '.jsonl')} AS {INPUT}, "
                f'regexp_replace({TENDER}, \'^."source":"\', \'{{"source":"{name}/\') AS {TENDER}) '
                f"FROM read_parquet({quoted(str(base.files[0]))})) "
                f"TO {quoted(str(folder / 'parts' / f'{name}.parquet'))} (FORMAT parquet, COMPRESSION zstd)"
            )
            made.append(beside)
    return listed(folder, base.circumstances, made)


def listed(folder: Path, circumstances: str, parts: list[Part]) -> Dataset:
    """A dataset of some of the parts that stand in a folder, with its list written."""
    written = {"version": 1, "circumstances": circumstances, "parts": [part.to_json() for part in parts]}
    (folder / "dataset.json").write_text(json.dumps(written), encoding="utf-8")
    found = load(folder)
    assert found is not None
    return found
