"""Streams and files: colour, signs, and writing that fails."""

import io
import os
from pathlib import Path

import pytest

from policyspec.cli.options import day, disk, with_stdin
from policyspec.cli.terminal import emit, terminal
from policyspec.cli.usage import CannotStart


class Screen(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("wish", "environment", "screen", "colored"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, False, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colour(
    wish: str, environment: dict[str, str], screen: bool, colored: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert terminal(wish, stream=Screen() if screen else io.StringIO()).color is colored


def test_without_a_screen_the_page_is_80_columns_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert terminal("auto", stream=io.StringIO()).width == 80
    assert terminal("auto", stream=Screen()).width == 110


def test_a_stream_without_our_signs_gets_plain_ones() -> None:
    ascii_ = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    assert terminal("auto", stream=ascii_).plain
    assert not terminal("auto", stream=ascii_, to_file=True).plain
    assert not terminal("auto", stream=Screen()).plain


def test_a_file_gets_the_whole_report_in_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("old", encoding="utf-8")
    emit("£ · new\n", str(path))
    assert path.read_bytes() == "£ · new\n".encode()
    assert [p.name for p in tmp_path.iterdir()] == ["report.txt"]


def test_a_link_goes_on_pointing_where_it_does(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("real.txt")
    emit("new\n", str(tmp_path / "link.txt"))
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text(encoding="utf-8") == "new\n"


def test_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    emit("new\n", str(path))
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_device_is_written_to() -> None:
    emit("gone\n", os.devnull)
    assert Path(os.devnull).is_char_device()


def test_standard_input_is_read_once() -> None:
    with pytest.raises(CannotStart, match="named twice"):
        disk(["-", "a.yaml", "-"], "standard input")


def test_a_dash_stands_for_standard_input() -> None:
    assert with_stdin(["a.yaml", "-"], "draft.yaml") == ["a.yaml", "draft.yaml"]


@pytest.mark.parametrize(("text", "iso"), [("2026-04-01", "2026-04-01"), ("1 April 2026", "2026-04-01")])
def test_a_day_is_written_as_in_a_policy_or_as_iso(text: str, iso: str) -> None:
    found = day(text)
    assert found is not None
    assert found.isoformat() == iso


@pytest.mark.parametrize("text", ["yesterday", "30 February 2026", "01/04/2026", ""])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(CannotStart, match="--on"):
        day(text)
