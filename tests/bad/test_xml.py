"""XML that asks for other files, or for more than is there: nothing is opened, and it is told at once."""

import os
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from policyspec.base.diagnostics import Diagnostic
from policyspec.model.facts import Tender
from policyspec.model.vocabulary import standard
from policyspec.readers import read
from tests.bad.test_bad import CASES, lay_out

ASKING = [case for case in CASES if case.name[:3] in ("085", "086", "087")]
_opened: list[str] = []
_watching = [False]


def _watch(event: str, given: tuple[object, ...]) -> None:
    if _watching[0] and event.split(".", maxsplit=1)[0] in ("open", "socket", "subprocess", "urllib"):
        _opened.append(f"{event} {given[:1]}")


@pytest.fixture
def opened() -> Iterator[Sequence[str]]:
    """What is opened or asked for during a test, in the order of events. An audit hook cannot be taken off again."""
    if not hasattr(sys, "_policyspec_watched"):
        sys.addaudithook(_watch)
        sys._policyspec_watched = True  # type: ignore[attr-defined]
    _opened.clear()
    _watching[0] = True
    yield _opened
    _watching[0] = False


def read_case(data: bytes) -> tuple[tuple[Tender, ...], tuple[Diagnostic, ...]]:
    return read(data, "t.xml", standard())


@pytest.mark.parametrize("case", ASKING, ids=lambda case: case.name)
def test_nothing_else_is_opened(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[str]) -> None:
    lay_out(case, tmp_path, monkeypatch)
    data = Path("t.xml").read_bytes()
    read_case(b"<a/>")  # modules are loaded
    opened.clear()
    tenders, found = read_case(data)
    assert opened == []
    assert tenders or found


def test_what_is_opened_would_be_seen(opened: list[str], tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a", encoding="utf-8")
    socket.socket().close()
    os.close(os.open(tmp_path / "a", os.O_RDONLY))
    assert [one.split()[0] for one in opened] == ["open", "socket.__new__", "open"]


@pytest.mark.parametrize("case", [case for case in ASKING if case.name[:3] == "086"], ids=lambda case: case.name)
def test_a_document_type_is_told_at_once_and_always_in_the_same_words(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(case, tmp_path, monkeypatch)
    data = Path("t.xml").read_bytes()
    read_case(b"<a/>")
    start = time.process_time()
    tenders, (refused,) = read_case(data)
    assert time.process_time() - start < 0.1
    assert tenders == ()
    assert refused.message == "a DOCTYPE (`ContractNotice`) begins here, and a notice needs none"
