"""The grammar and the policies are found from a checkout, and are in the wheel."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from policyspec.base.data import data_file
from tests.house.tree import ROOT

SHIPPED = ("grammars", "policies", "docs/codes")


def shipped_files() -> set[str]:
    files = (path for folder in SHIPPED for path in (ROOT / folder).rglob("*"))
    return {p.relative_to(ROOT).as_posix() for p in files if p.is_file() and p.suffix != ".pyc"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel is unpacked."""
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(target)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = target.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(target / "unpacked")
    return target / "unpacked"


def test_a_checkout_has_its_data_at_the_root() -> None:
    assert data_file("grammars", "policyspec.lark") == ROOT / "grammars" / "policyspec.lark"


def test_the_wheel_carries_all_data(wheel: Path) -> None:
    data = wheel / "policyspec" / "_data"
    assert {p.relative_to(data).as_posix() for p in data.rglob("*") if p.is_file()} == shipped_files()


def test_a_wheel_finds_its_own_data(wheel: Path, tmp_path: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(wheel)!r}); "
        "from policyspec.base.data import data_file; print(data_file('grammars', 'policyspec.lark'))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert Path(run.stdout.strip()) == wheel / "policyspec" / "_data" / "grammars" / "policyspec.lark"


def test_the_wheel_carries_nothing_else(wheel: Path) -> None:
    tops = {p.name for p in wheel.iterdir()}
    assert {name for name in tops if not name.endswith(".dist-info")} == {"policyspec"}
