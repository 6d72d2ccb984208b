"""Compiled policies kept between runs of `policyspec check`."""

import os
import stat
from pathlib import Path

import pytest

from policyspec.cli import keeping
from policyspec.cli.keeping import Folder
from tests.cli.conftest import GOOD, OPEN, POLICY, Shop

ROOT = Path(__file__).parents[2]
EXAMPLE = str(ROOT / "examples" / "youth-service.yaml")
FORMATS = ["concise", "json", "html"]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "kept"
    monkeypatch.setenv("POLICYSPEC_CACHE", str(folder))
    return folder


@pytest.fixture
def desk(shop: Shop) -> Shop:
    shop.write("rules.policy", POLICY)
    shop.write("good.yaml", GOOD)
    shop.write("open.yaml", OPEN)
    shop.write("scotland.yaml", f"{GOOD}buyer: {{country: GB, region: Scotland, type: local authority}}\n")
    return shop


def entries(place: Path) -> list[Path]:
    return sorted(place.iterdir()) if place.exists() else []


@pytest.mark.parametrize("policies", [["rules.policy"], ["commissioning/five-principles"], []], ids=str)
def test_reports_are_the_same_with_and_without(
    policies: list[str], desk: Shop, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [f"report.{format_}" for format_ in FORMATS]
    formats = [f"--format={format_}={file}" for format_, file in zip(FORMATS, files, strict=True)]
    named = [f"--policy={policy}" for policy in policies]

    def reports() -> list[object]:
        tenders = [EXAMPLE, "open.yaml"] if policies else ["scotland.yaml"]
        ran = desk.run("check", *tenders, *named, "--format=text", *formats)
        return [ran, *((desk.folder / file).read_bytes() for file in files)]

    monkeypatch.setenv("POLICYSPEC_CACHE", "off")
    plain = reports()
    monkeypatch.setenv("POLICYSPEC_CACHE", str(place))
    assert reports() == plain  # they are kept
    written = [path.stat().st_mtime_ns for path in entries(place)]
    assert reports() == plain  # and taken up
    assert written == [path.stat().st_mtime_ns for path in entries(place)] != []


def test_what_is_kept_is_for_this_user_alone(desk: Shop, place: Path) -> None:
    desk.run("check", "good.yaml", "--policy", "rules.policy")
    (entry,) = entries(place)
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert stat.S_IMODE(entry.stat().st_mode) == 0o600


def test_a_changed_policy_is_not_judged_by_what_it_was(desk: Shop, place: Path) -> None:
    assert desk.run("check", "good.yaml", "--policy", "rules.policy").code == 0
    desk.write("rules.policy", POLICY.replace("at least 60:40", "at least 90:10"))
    assert desk.run("check", "good.yaml", "--policy", "rules.policy").code == 1
    assert len(entries(place)) == 1


def test_off_keeps_nothing(desk: Shop, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYSPEC_CACHE", "off")
    monkeypatch.setenv("XDG_CACHE_HOME", str(place))
    desk.run("check", "good.yaml", "--policy", "rules.policy")
    assert entries(place) == []


def test_a_folder_that_others_may_write_to_is_not_used(desk: Shop, place: Path) -> None:
    place.mkdir()
    place.chmod(0o777)
    assert desk.run("check", "good.yaml", "--policy", "rules.policy").code == 0
    assert entries(place) == []


def test_a_folder_that_cannot_be_made_is_no_mistake(desk: Shop, place: Path) -> None:
    place.write_text("a file")
    ran = desk.run("check", "good.yaml", "--policy", "rules.policy")
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize("text", [b"", b"nonsense", b"\xff\xfe\n\x00", b"0" * 64 + b"\n[]\n[]"])
def test_a_damaged_entry_is_passed_over(text: bytes, desk: Shop, place: Path) -> None:
    command = ["check", "good.yaml", "--policy", "rules.policy"]
    plain = desk.run(*command)
    (entry,) = entries(place)
    whole = entry.read_bytes()
    entry.write_bytes(text)
    assert desk.run(*command) == plain
    assert entry.read_bytes() == whole


def test_another_version_takes_nothing_of_it(tmp_path: Path) -> None:
    Folder(tmp_path, "one").put("key", "text")
    assert Folder(tmp_path, "one").get("key") == "text"
    assert Folder(tmp_path, "two").get("key") is None
    assert Folder(tmp_path, "one").get("other") is None


def test_a_changed_engine_is_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "module.py").write_text("1")
    monkeypatch.setattr(keeping, "_ROOMS", (str(tmp_path),))
    monkeypatch.setenv("POLICYSPEC_CACHE", str(tmp_path))
    before, same = keeping.folder(), keeping.folder()
    (tmp_path / "module.py").write_text("one")
    after = keeping.folder()
    assert before == same
    assert before is not None
    assert after is not None
    assert before.engine != after.engine


def test_beyond_the_limit_the_oldest_go(tmp_path: Path) -> None:
    shelf = Folder(tmp_path, "engine", most=1000)
    for number in range(4):
        shelf.put(str(number), "x" * 300)
        for age, path in enumerate(sorted(tmp_path.iterdir(), key=lambda path: path.stat().st_mtime_ns)):
            os.utime(path, (age, age))
    assert [number for number in range(4) if shelf.get(str(number)) is not None] == [2, 3]
    (tmp_path / "of somebody else").write_text("x" * 5000)
    shelf.put("more", "text")
    assert (tmp_path / "of somebody else").exists()


@pytest.mark.parametrize(
    ("environ", "place"),
    [
        ({"POLICYSPEC_CACHE": "/there", "XDG_CACHE_HOME": "/x"}, "/there"),
        ({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, "/x/policyspec"),
        ({"XDG_CACHE_HOME": "", "HOME": "/h"}, "/h/.cache/policyspec"),
        ({"XDG_CACHE_HOME": "beside"}, None),
        ({}, None),
        ({"POLICYSPEC_CACHE": "off", "HOME": "/h"}, None),
    ],
)
def test_where_it_is(environ: dict[str, str], place: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert keeping._place(environ) == place
