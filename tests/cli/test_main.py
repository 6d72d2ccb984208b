"""The command as a whole: help, mistakes in options, streams, the environment."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from policyspec.cli.main import COMMANDS
from tests.cli.conftest import BREACHING, GOOD, Shop


def test_alone_it_shows_what_there_is_and_does_not_pass(shop: Shop) -> None:
    ran = shop.run()
    assert ran.code == 2
    assert all(name in ran.err for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(shop: Shop, command: str) -> None:
    ran = shop.run(command, "--help")
    assert ran.code == 0
    assert "Usage: policyspec" in ran.out


def test_help_lists_the_exit_codes(shop: Shop) -> None:
    assert "could not start" in shop.run("check", "--help").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chekc"], "did you mean `check`?"),
        (["check", "t.yaml", "--polcy", "p.policy"], "did you mean `--policy`?"),
        (["check", "--policy", "p.policy"], "no TENDER is named"),
        (["check", "t.yaml", "--policy", "p.policy", "--gate", "final"], "draft"),
        (["check", "-", "-", "--policy", "p.policy"], "named twice"),
        (["lint"], "no POLICY is named"),
        (["explain", "PS99"], "there is no message with the code `PS99`"),
        (["explain", "qualty", "--policy", "p.policy"], "did you mean `quality`?"),
        (["vocabulary", "estimated valu"], "did you mean `estimated value`"),
    ],
)
def test_mistakes_are_met_with_help(shop: Shop, arguments: list[str], said: str) -> None:
    ran = shop.run(*arguments)
    assert ran.code == 2
    assert said in ran.err
    assert ran.out == ""


def test_the_version_is_quick_to_tell(shop: Shop) -> None:
    code = "import sys\nfrom policyspec.cli.main import run\nrun(['--version'])\nprint(sorted(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    version, modules = ran.stdout.splitlines()
    assert version.startswith("policyspec 0.")
    loaded = set(modules.strip("[]").replace("'", "").split(", "))
    assert not loaded & {"lark", "yaml", "pydantic", "policyspec.cli.check", "policyspec.model.vocabulary"}


def test_standard_input_is_a_tender(shop: Shop) -> None:
    ran = shop.spawn("check", "-", "--policy", "p.policy", "--format", "json", given=GOOD.encode())
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["tenders"][0]["source"] == "standard input"
    named = shop.spawn("check", "-", "--policy", "p.policy", "--stdin-name", "draft.yaml", given=BREACHING.encode())
    assert named.returncode == 1
    assert b"draft.yaml:6:" in named.stdout


def test_empty_standard_input_is_not_a_pass(shop: Shop) -> None:
    ran = shop.spawn("check", "-", "--policy", "p.policy", given=b"")
    assert ran.returncode == 3
    assert b"PS501" in ran.stdout


def test_a_policy_may_come_from_standard_input(shop: Shop) -> None:
    ran = shop.spawn("lint", "-", given=(shop.folder / "p.policy").read_bytes())
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_a_closed_pipe_is_quiet(shop: Shop) -> None:
    for number in range(30):
        shop.write(f"tenders/{number}.yaml", BREACHING)
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "policyspec.cli.main", "check", "tenders", "--policy", "p.policy"]
    with subprocess.Popen(
        command, cwd=shop.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
        assert process.wait() == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_told(shop: Shop) -> None:
    shop.write("t.yaml", GOOD)
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "policyspec.cli.main", "check", "t.yaml", "--policy", "p.policy"],
            cwd=shop.folder, stdout=full, stderr=subprocess.PIPE, check=False,
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2])},
        )  # fmt: skip
    assert ran.returncode == 2
    assert b"the report could not be written" in ran.stderr


@pytest.mark.parametrize("environment", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C"}, {"LC_ALL": "tr_TR.UTF-8"}])
def test_other_encodings_and_locales(shop: Shop, environment: dict[str, str]) -> None:
    shop.write("t.yaml", BREACHING.replace("Day care", "İş ve bakım £"))
    ran = shop.spawn("check", "t.yaml", "--policy", "p.policy", environment=environment)
    assert ran.returncode == 1, ran.stderr
    assert b"Holds back publication" in ran.stdout
    if "PYTHONIOENCODING" in environment:
        assert ran.stdout.isascii()


def test_a_name_with_a_line_break_forges_nothing(shop: Shop) -> None:
    shop.write("t\nerror[PS001]: forged.yaml", GOOD)
    ran = shop.run("check", "t\nerror[PS001]: forged.yaml", "--policy", "p.policy")
    assert ran.code == 0
    assert not any(line.startswith("error[PS001]") for line in ran.out.splitlines())
    assert "t\\x0aerror[PS001]: forged.yaml" in ran.out


@pytest.mark.parametrize("name", ["t\0.yaml", "t" * 5000, "p.policy/t.yaml", ""])
def test_a_name_that_no_file_can_have(shop: Shop, name: str) -> None:
    ran = shop.run("check", name, "--policy", "p.policy")
    assert ran.code == 3
    assert "PS001" in ran.out
    shop.write("t.yaml", GOOD)
    assert shop.run("check", "t.yaml", "--policy", name).code == 2
    assert shop.run("check", "t.yaml", "--policy", "p.policy", "--library", name).code == 0
    assert shop.run("check", "t.yaml", "--policy", "p.policy", "--output", f"{name or 'no'}/r.txt").code == 2


def test_an_interrupted_run_says_so(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("policyspec.workspace.tenders.evaluate", interrupted)
    ran = shop.check(GOOD)
    assert ran.code == 130
    assert "interrupted" in ran.err


@pytest.mark.skipif(os.geteuid() == 0, reason="whoever runs this may read everything")
def test_a_file_that_may_not_be_read(shop: Shop) -> None:
    shop.write("t.yaml", GOOD)
    (shop.folder / "t.yaml").chmod(0)
    ran = shop.run("check", "t.yaml", "--policy", "p.policy")
    assert ran.code == 3
    assert "you may not open it" in ran.out


def test_many_tenders_in_one_run(shop: Shop) -> None:
    names = [f"t{number}.yaml" for number in range(300)]
    for name in names:
        shop.write(name, GOOD)
    ran = shop.run("check", *names, "--policy", "p.policy")
    assert ran.code == 0
    assert "Together: 300 tenders" in ran.out
