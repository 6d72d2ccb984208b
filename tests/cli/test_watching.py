"""`policyspec check --watch`: it checks again when a file changes, goes on after a mistake, and ends when it is told to."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from policyspec.cli import watching
from tests.cli.conftest import BREACHING, GOOD, POLICY, Shop

#: What a person does while it waits; the last is to end it.
Steps = list[Callable[[], object]]


def watch(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, steps: Steps, *arguments: str
) -> tuple[int, str, str, list[set[str]]]:
    asked: list[set[str]] = []
    waiting = [*steps]

    def changes(files: Callable[[], Iterable[str]], before: Mapping[str, object]) -> frozenset[str]:
        asked.append(set(files()))
        assert set(before) <= asked[-1] | {"."}
        if not waiting:
            raise KeyboardInterrupt
        waiting.pop(0)()
        return frozenset(["t.yaml"])

    monkeypatch.setattr(watching, "changed", changes)
    ran = shop.run("check", "--watch", *arguments)
    return ran.code, ran.out, ran.err, asked


def test_it_checks_again_with_what_the_files_now_say(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.write("t.yaml", GOOD)
    code, out, err, asked = watch(
        shop, monkeypatch, [lambda: shop.write("t.yaml", BREACHING)], "t.yaml", "-p", "p.policy", "--format", "concise"
    )
    assert code == 1
    assert next(line for line in out.splitlines() if "quality:" in line).startswith("t.yaml")
    assert out.count("1 tender; ") == 2
    assert err.count("Waiting for a file to change; Ctrl+C ends.") == 2
    assert {"t.yaml", "p.policy"} <= asked[0]


def test_a_policy_with_a_mistake_and_then_without(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.write("t.yaml", GOOD)
    steps: Steps = [lambda: shop.write("p.policy", POLICY + "oops\n"), lambda: shop.write("p.policy", POLICY)]
    code, out, err, asked = watch(shop, monkeypatch, steps, "t.yaml", "-p", "p.policy", "-f", "concise")
    assert code == 0
    assert "p.policy:21" in err
    assert out.count("1 tender; ") == 2
    assert "p.policy" in asked[1]


def test_what_keeps_one_run_from_starting_does_not_end_it(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.write("t.yaml", GOOD)
    shop.write("old.json", "{")
    code, out, err, _ = watch(
        shop, monkeypatch, [lambda: Path("old.json").unlink()], "t.yaml", "-p", "p.policy", "--baseline", "old.json"
    )
    assert code == 2
    assert "The baseline has 1 error" in err
    assert err.count("Waiting for a file") == 2
    assert out == ""


def test_folders_are_looked_into_anew(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.write("tenders/a.yaml", GOOD)
    shop.write("policies/p.policy", POLICY)
    other = POLICY.replace("council/standards", "council/others")
    steps: Steps = [lambda: shop.write("tenders/b.yaml", GOOD), lambda: shop.write("policies/in/q.policy", other)]
    code, out, _, asked = watch(shop, monkeypatch, steps, "tenders", "-p", "policies", "-f", "concise")
    assert code == 0
    assert [line.split(";")[0] for line in out.splitlines() if "tender" in line and ";" in line] == [
        "1 tender",
        "2 tenders",
        "2 tenders",
    ]
    assert str(Path("tenders/b.yaml")) in asked[1]
    assert str(Path("policies/in/q.policy")) in asked[2]


def test_standard_input_cannot_be_watched(shop: Shop) -> None:
    ran = shop.run("check", "-", "-p", "p.policy", "--watch")
    assert ran.code == 2
    assert "standard input (`-`) can be read only once" in ran.err


def test_it_stops_at_an_interrupt_without_a_word_too_many(shop: Shop) -> None:
    shop.write("t.yaml", BREACHING)
    command = [sys.executable, "-m", "policyspec.cli.main", "check", "t.yaml", "-p", "p.policy", "--watch"]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        command, cwd=shop.folder, stderr=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as child:
        assert child.stderr is not None
        assert child.stdout is not None
        while b"Ctrl+C" not in child.stderr.readline():
            assert child.poll() is None
        time.sleep(0.1)
        child.send_signal(signal.SIGINT)
        out, rest = child.stdout.read(), child.stderr.read()
    assert child.returncode == 1
    assert rest == b"\n"
    assert b"\x1b" not in out
    assert b"Breached" in out
