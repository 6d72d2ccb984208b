"""Completion by a shell, as the shell itself asks for it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from policyspec.cli.main import COMMANDS
from policyspec.report.formats import FORMATS

BASH = shutil.which("bash")

#: What somebody has typed after `policyspec`, and what bash then offers for the last word.
TYPED: dict[tuple[str, ...], list[str]] = {
    ("",): list(COMMANDS),
    ("check", "--gate", "p"): ["publish"],
    ("check", "--format", "git"): [name for name in FORMATS if name.startswith("git")],
    ("check", "ten"): ["a file"],
    ("report", ""): ["a file"],
}

SCRIPT = """
eval "$(policyspec completion bash)"
complete -p policyspec
compopt() { COMPREPLY+=("a file"); }
ask() {
    COMP_WORDS=(policyspec "$@") COMP_CWORD=$# COMPREPLY=()
    _policyspec_completion policyspec
    echo "$*:"
    printf '%s\\n' "${COMPREPLY[@]}"
}
"""


@pytest.mark.skipif(BASH is None, reason="there is no bash here")
def test_bash_completes_commands_options_words_and_files(tmp_path: Path) -> None:
    command = tmp_path / "policyspec"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m policyspec.cli.main "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    asked = "".join(f"ask {' '.join(repr(word) for word in words)}\n" for words in TYPED)
    ran = subprocess.run(
        [str(BASH), "--norc", "-c", SCRIPT + asked],
        env=os.environ | {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    expected = [line for words, offered in TYPED.items() for line in (f"{' '.join(words)}:", *offered)]
    assert (ran.stderr, ran.stdout.splitlines()) == (
        "",
        ["complete -o nosort -F _policyspec_completion policyspec", *expected],
    )


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_other_shells_are_told_to_ask_the_same(shell: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "policyspec.cli.main", "completion", shell], capture_output=True, text=True, check=True
    )
    assert f"_POLICYSPEC_COMPLETE={shell}_complete" in ran.stdout
