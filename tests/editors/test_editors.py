"""What the folder `editors/` says of the language and of its server is so."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from policyspec.base.source import Source
from policyspec.model.vocabulary import standard
from policyspec.passes.compile import compile_policies
from policyspec.syntax.format import format_policy
from policyspec.syntax.keywords import CLAUSES, DECLARATIONS
from policyspec.syntax.parse import parse

ROOT = Path(__file__).parents[2]
VSCODE = ROOT / "editors" / "vscode"
PACKAGE = json.loads((VSCODE / "package.json").read_text(encoding="utf-8"))
SNIPPETS = json.loads((VSCODE / "snippets" / "policyspec.json").read_text(encoding="utf-8"))
DOCS = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
HEADER = 'policy a/b "A"\n  judged on publication date\n  under "A" not checked\n\n'


def expanded(body: list[str]) -> str:
    """A snippet as it stands before anybody fills it in."""
    text = "\n".join(body).replace("$0", "")
    text = re.sub(r"\$\{\d+\|([^,|]*)[^|]*\|\}", r"\1", text)
    return re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text)


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_snippet_is_a_policy_without_mistakes_in_the_canonical_layout(name: str) -> None:
    text = expanded(SNIPPETS[name]["body"])
    whole = text if name == "Policy" else HEADER + text
    if not text.startswith(tuple(DECLARATIONS)):
        whole = f'{HEADER}rule r "R"\n  {text}\n  title must be stated\n'
    source = Source("snippet", whole.rstrip() + "\n")
    file, found = parse(source)
    _, more = compile_policies([file], standard(), {source.name: source})
    assert [one for one in (*found, *more) if one.is_error] == []
    assert format_policy(source) == source.text


def test_the_settings_of_the_extension_are_those_of_the_server_and_the_path() -> None:
    own = {key.removeprefix("policyspec.") for key in PACKAGE["contributes"]["configuration"]["properties"]}
    rows = set(re.findall(r"^\| `(\w+)` \|", DOCS.partition("## Settings")[2].partition("\n## ")[0], re.MULTILINE))
    assert own == {*rows, "path"}


def test_each_command_is_in_the_code_and_none_is_the_servers() -> None:
    code = (VSCODE / "src" / "extension.ts").read_text(encoding="utf-8")
    registered = set(re.findall(r'registerCommand\("([\w.]+)"', code))
    assert registered == {one["command"] for one in PACKAGE["contributes"]["commands"]}
    assert not registered & {"policyspec.showInTender", "policyspec.tryOn"}


def test_what_the_package_names_is_there() -> None:
    contributed = PACKAGE["contributes"]
    named = [
        one[key]
        for kind in ("languages", "grammars", "snippets")
        for one in contributed[kind]
        for key in ("path", "configuration")
        if key in one
    ]
    assert len(named) == 4
    assert all((VSCODE / name).is_file() for name in named)


def test_the_lock_has_no_addresses() -> None:
    lock = json.loads((VSCODE / "package-lock.json").read_text(encoding="utf-8"))
    assert all("integrity" in one or not name for name, one in lock["packages"].items())
    assert [name for name, one in lock["packages"].items() if "resolved" in one] == []
    assert "omit-lockfile-registry-resolved=true" in (VSCODE / ".npmrc").read_text(encoding="utf-8")


def test_a_declaration_with_clauses_is_followed_by_an_indented_line_and_a_blank_one_ends_that() -> None:
    rules = json.loads((VSCODE / "language-configuration.json").read_text(encoding="utf-8"))["onEnterRules"]

    def after(line: str) -> list[str]:
        fits = [rule for rule in rules if re.search(rule["beforeText"], line) and "afterText" not in rule]
        return [rule["action"]["indent"] for rule in fits]

    for kind in {kind for _, kinds in CLAUSES.values() for kind in kinds}:
        words = [word for word, declared in DECLARATIONS.items() if declared == kind and word != "drop rule"]
        assert [after(f"{word} some thing is") for word in words] == [["indent"]] * len(words)
    assert after("threshold most is GBP 5") == after("use a/b") == after("parameter most is 5%") == after("") == []
    assert after("  title must be stated") == []
    assert after("  ") == ["outdent"]


def test_the_page_shows_the_configuration_of_helix() -> None:
    own = (ROOT / "editors" / "helix" / "languages.toml").read_text(encoding="utf-8").partition("\n\n")[2]
    assert own in DOCS


@pytest.mark.long
def test_neovim_gets_every_answer(tmp_path: Path) -> None:
    editor = shutil.which("nvim")
    if editor is None:
        pytest.skip("Neovim is not installed: editors/neovim/README.md")
    command = tmp_path / "policyspec"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m policyspec.cli.main "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    ran = subprocess.run(
        [editor, "--headless", "--clean", "-c", "luafile editors/neovim/try.lua"],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "POLICYSPEC": str(command), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    said = ran.stdout + ran.stderr
    assert ran.returncode == 0, said
    assert said.count("ok      ") == 10
