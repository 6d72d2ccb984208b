"""Reports that are written while the tenders are judged, and what is said meanwhile."""

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from policyspec.cli import progress, streaming
from policyspec.cli.exits import Exit, exit_code
from policyspec.cli.outputs import Output, rendered
from policyspec.report.run import Judged, Run
from policyspec.workspace.tenders import Unread, gathered
from tests.cli.conftest import BREACHING, GOOD, OPEN, OTHER, Shop
from tests.report.payloads import NOTHING, RUN

FOUND: list[streaming.Found] = [RUN.tenders[0], *RUN.diagnostics, Unread("lost.yaml"), RUN.tenders[1]]


@pytest.mark.parametrize("format_", ["concise", "jsonl"])
def test_each_tender_is_written_before_the_next_is_judged(format_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="utf-8"))
    sizes: list[int] = []

    def found() -> Iterator[streaming.Found]:
        for _ in range(3):
            yield RUN.tenders[0]
            sizes.append(len(written.getvalue()))

    streaming.write([Output(format_, None)], found(), (), frozenset(), "never")
    first, second, third = sizes
    assert second - first == third - second > 1000


@pytest.mark.parametrize("format_", ["concise", "jsonl"])
def test_what_is_streamed_is_what_is_rendered(format_: str, tmp_path: Path) -> None:
    file = tmp_path / "report"
    code = streaming.write([Output(format_, str(file))], iter(FOUND), (), frozenset(), "never")
    run = Run(RUN.tenders, RUN.diagnostics, ("lost.yaml",))
    assert file.read_text(encoding="utf-8") == rendered(Output(format_, str(file)), run, NOTHING.sources, "never")
    assert code == exit_code(run, frozenset()) == Exit.FAULT


@pytest.mark.parametrize("format_", ["concise", "jsonl"])
@pytest.mark.parametrize(
    ("tenders", "code"),
    [([GOOD], 0), ([GOOD, BREACHING], 1), ([GOOD, "a: ["], 3), ([BREACHING, OTHER], 3), ([OPEN], 0)],
)
def test_exit_codes_are_those_of_the_text(shop: Shop, format_: str, tenders: list[str], code: int) -> None:
    names = [shop.write(f"{number}.yaml", tender) for number, tender in enumerate(tenders)]
    assert shop.run("check", *names, "--policy", "p.policy").code == code
    assert shop.run("check", *names, "--policy", "p.policy", "--format", format_).code == code


def test_two_streams_at_once(shop: Shop) -> None:
    ran = shop.check(BREACHING, "--format", "jsonl=r.jsonl", "--format", "concise")
    assert ran.code == 1
    assert "breached must council/standards#quality" in ran.out
    last = (shop.folder / "r.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    assert json.loads(last)["kind"] == "end"


def test_an_interrupted_stream_leaves_no_file(tmp_path: Path) -> None:
    def found() -> Iterator[streaming.Found]:
        yield RUN.tenders[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        streaming.write([Output("jsonl", str(tmp_path / "r.jsonl"))], found(), (), frozenset(), "never")
    assert list(tmp_path.iterdir()) == []


def test_a_stream_that_nobody_reads_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed(io.TextIOWrapper):
        def flush(self) -> None:
            raise BrokenPipeError

        def close(self) -> None:
            return

    judged: list[Judged] = []

    def found() -> Iterator[streaming.Found]:
        for _ in range(100):
            judged.append(RUN.tenders[0])
            yield judged[-1]

    monkeypatch.setattr(sys, "stdout", Closed(io.BytesIO()))
    streaming.write([Output("concise", None)], found(), (), frozenset(), "never")
    assert len(judged) == 1


# --- how far it is ------------------------------------------------------------------------------------------------


class Watched(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def said(monkeypatch: pytest.MonkeyPatch, seconds: float, *, screen: bool = True, apart: bool = True) -> str:
    """What is told of three tenders, each of which takes so long."""
    buffer = io.BytesIO()
    error = (Watched if screen else io.TextIOWrapper)(buffer, encoding="utf-8")
    clock = iter(number * seconds for number in range(100))
    monkeypatch.setattr(sys, "stderr", error)
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    monkeypatch.delenv("TERM", raising=False)
    run = gathered(progress.watched(iter([RUN.tenders[0]] * 3), apart=apart), of_policies=())
    assert len(run.tenders) == 3
    return buffer.getvalue().decode()


def test_a_long_run_says_how_far_it_is_and_cleans_up(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = said(monkeypatch, 2)
    assert "\r1 tender checked …\r2 tenders checked …" in shown
    assert shown.endswith("\r")
    assert not shown.rpartition("…")[2].strip()


def test_a_short_run_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(monkeypatch, 0.1) == ""


def test_nothing_is_said_where_nobody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(monkeypatch, 2, screen=False) == ""
    assert said(monkeypatch, 2, apart=False) == ""
