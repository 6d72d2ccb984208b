"""Files and folders that are there and may not be opened."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policyspec.base.diagnostics import Diagnostic
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import load

POLICY = 'policy a/b "A"\n  under "Act" section "1" not checked\n\nrule r "R"\n  title must be stated\n'


PLACES = st.lists(st.sampled_from(["a", "b.yaml", ".", "..", "", "c d"]), max_size=5).map("/".join)


@given(PLACES)
@example("/")
@example("/a/b.yaml")
@example("a")
def test_the_folders_above_are_those_of_pathlib(name: str) -> None:
    near = [] if ".." in Path(name).parts else [str(folder) for folder in Path(name).parents]
    far = [str(folder) for folder in Path(os.path.abspath(name)).parents]  # noqa: PTH100 – keeps no `..`
    assert Disk().folders_above(name) == [*near, *far[len(near) :]]


def refusing(shut: Path, really: Callable[..., object]) -> Callable[..., object]:
    def open_or_list(name: str, *rest: object) -> object:
        if Path(name) == shut:
            raise PermissionError(13, "Permission denied", str(name))
        return really(name, *rest)

    return open_or_list


@pytest.mark.parametrize("shut", ["rules/shut", "rules"])
def test_a_folder_that_may_not_be_looked_into_is_told(
    shut: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may hold the very policy that matters, or the only tender: passing over it would look like a pass."""
    (tmp_path / "rules" / "shut").mkdir(parents=True)
    (tmp_path / "rules" / "a.policy").write_text(POLICY, encoding="utf-8")
    monkeypatch.setattr(os, "scandir", refusing(tmp_path / shut, os.scandir))
    (told,) = [one for one in load([str(tmp_path / "rules")], Disk()).diagnostics if one.is_error]
    assert told.code == "PS001"
    assert str(tmp_path / shut) in told.message


def test_no_other_name_is_proposed_for_a_file_that_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tender.yaml").touch()
    monkeypatch.setattr("builtins.open", refusing(tmp_path / "tender.yaml", open))
    told = Disk().read(str(tmp_path / "tender.yaml"))
    assert isinstance(told, Diagnostic)
    assert told.message.endswith("cannot be read: you may not open it")
    assert told.hint is None
