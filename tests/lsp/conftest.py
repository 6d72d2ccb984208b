from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest

from tests.lsp.talk import ROOT, Talk, talking

CONFIG = 'policy = "five-principles.policy"\ntenders = ["tenders"]\n'


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    """A conversation in a folder with the five principles, the example tenders and their configuration."""
    folder = tmp_path_factory.mktemp("folder")
    (folder / "tenders").mkdir()
    copy(ROOT / "policies/commissioning/five-principles.policy", folder)
    for tender in (ROOT / "examples").glob("*.yaml"):
        copy(tender, folder / "tenders")
    (folder / "policyspec.toml").write_text(CONFIG, encoding="utf-8")
    with talking(Path(folder)) as one:
        yield one
