"""The configuration: which file it is, what it may say, and that the command line prevails over it."""

import json
from typing import Any

import pytest

from policyspec.base.diagnostics import Diagnostic
from policyspec.cli.configured import SETTINGS
from policyspec.workspace.config import Config, Key, Shape, read_config
from tests.cli.conftest import BREACHING, GOOD, ONE_LOT, Shop

KEYS = {
    "gate": Key(Shape.TEXT, ("draft", "publish")),
    "policy": Key(Shape.TEXTS),
    "fail-on": Key(Shape.TEXTS, ("should", "flag")),
    "assumptions": Key(Shape.YES_NO),
    "set": Key(Shape.TABLE),
}


def read(text: str, name: str = "policyspec.toml") -> tuple[Config, tuple[Diagnostic, ...]]:
    found = read_config(name, text.encode(), KEYS)
    assert not isinstance(found, Diagnostic), found
    return found


def mistake(text: str, name: str = "policyspec.toml") -> Diagnostic:
    """The one thing that is wrong with a configuration."""
    found = read_config(name, text.encode(), KEYS)
    if isinstance(found, Diagnostic):
        return found
    (one,) = found[1]
    return one


# --- what it may say ----------------------------------------------------------------------------------------------


def test_a_text_stands_for_a_list_of_one_and_a_table_for_settings() -> None:
    config, found = read('policy = "a.policy"\n[set]\n"floor" = "60%"\nwanted = 3\nshare = 0.10\nopen = true\n')
    assert found == ()
    assert config.settings == {"policy": ("a.policy",), "set": ("floor=60%", "wanted=3", "share=0.10", "open=yes")}


def test_pyproject_has_it_in_a_table_of_its_own() -> None:
    text = '[project]\nname = "x"\n\n[tool.policyspec]\ngate = "publish"\n\n[tool.policyspec.set]\nfloor = "60%"\n'
    config, found = read(text, "sub/pyproject.toml")
    assert found == ()
    assert config.settings == {"gate": "publish", "set": ("floor=60%",)}
    assert config.lines == {"gate": 5, "set": 7}
    assert str(config.folder) == "sub"


@pytest.mark.parametrize(
    ("text", "code", "line", "said"),
    [
        ('polcy = "a"', "PS031", 1, "did you mean `policy`?"),
        ('\nfail_on = "flag"', "PS031", 2, "did you mean `fail-on`?"),
        ('extends = "other.toml"', "PS031", 1, "the settings are gate, policy, fail-on, assumptions, set"),
        ('[plugins]\ncode = "x.py"', "PS031", 1, "there is no setting `plugins`"),
        ("gate = 3", "PS032", 1, "`gate` takes a text"),
        ('gate = "published"', "PS032", 1, "did you mean `publish`?"),
        ('# x\ngate = "draft"\nfail-on = ["flag", "shoud"]', "PS032", 3, "`fail-on` cannot be `shoud`"),
        ("policy = [1]", "PS032", 1, 'write `policy = "…"`'),
        ('assumptions = "no"', "PS032", 1, "write `assumptions = true`, without quotes"),
        ('set = "a=1"', "PS032", 1, "`set` takes a table of names and values"),
        ('[set]\na = ["1"]', "PS032", 1, "`set` takes a table"),
        ("policy = a.policy", "PS030", 1, "not written as TOML is"),
        ('gate = "draft"\ngate = "draft"', "PS030", 2, "not written as TOML is"),
        ('policy = ["a"', "PS030", 1, "not written as TOML is"),
        ("policy = " + "[" * 5_000, "PS030", 1, "not written as TOML is"),
        ("policy = " + "9" * 5_000, "PS030", 1, "not written as TOML is"),
    ],
)
def test_mistakes_are_told_with_their_line(text: str, code: str, line: int, said: str) -> None:
    found = mistake(text)
    assert (found.code, found.span.line if found.span else 0) == (code, line)
    assert said in f"{found.message}; {found.hint}"


def test_a_file_that_is_no_text_is_told() -> None:
    found = read_config("policyspec.toml", b'gate = "caf\xe9"', KEYS)
    assert isinstance(found, Diagnostic)
    assert found.code == "PS030"


def test_each_setting_is_a_long_option_of_check(shop: Shop) -> None:
    described = shop.run("check", "--help").out
    assert [key for key in SETTINGS if key != "tenders" and f"--{key}" not in described] == []


# --- which file it is ---------------------------------------------------------------------------------------------


def gate_of(shop: Shop, *options: str) -> str:
    shop.write("t.yaml", GOOD)
    report: dict[str, Any] = json.loads(shop.run("check", "t.yaml", "-p", "p.policy", "-f", "json", *options).out)
    return str(report["tenders"][0]["gate"])


def test_the_nearest_of_the_folders_around_is_taken(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.write("policyspec.toml", 'gate = "publish"\npolicy = "p.policy"')
    shop.write("deep/down/t.yaml", BREACHING)
    monkeypatch.chdir(shop.folder / "deep" / "down")
    ran = shop.run("check", "t.yaml", "--format", "json")
    assert ran.code == 1, ran.err
    assert json.loads(ran.out)["tenders"][0]["gate"] == "publish"
    shop.write("deep/policyspec.toml", 'policy = "../p.policy"')
    assert json.loads(shop.run("check", "t.yaml", "--format", "json").out)["tenders"][0]["gate"] == "draft"


def test_policyspec_toml_goes_before_pyproject(shop: Shop) -> None:
    shop.write("pyproject.toml", '[tool.policyspec]\ngate = "publish"')
    assert gate_of(shop) == "publish"
    shop.write("policyspec.toml", 'gate = "draft"')
    assert gate_of(shop) == "draft"


@pytest.mark.parametrize("text", ["", "[tool.ruff]\nline-length = 80", "this is = no TOML", '[tool]\npolicyspec = "x"'])
def test_a_pyproject_that_says_nothing_of_it_is_passed_over(
    shop: Shop, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.write("policyspec.toml", 'gate = "publish"\npolicy = "p.policy"')
    shop.write("inner/pyproject.toml", text)
    shop.write("inner/t.yaml", GOOD)
    monkeypatch.chdir(shop.folder / "inner")
    assert json.loads(shop.run("check", "t.yaml", "--format", "json").out)["tenders"][0]["gate"] == "publish"


def test_a_tender_brings_no_settings_along(shop: Shop) -> None:
    shop.write("inbox/policyspec.toml", 'fail-on = ["never"]')
    shop.write("inbox/t.yaml", BREACHING)
    assert shop.run("check", "inbox/t.yaml", "--policy", "p.policy").code == 1


def test_it_can_be_named_or_left_out(shop: Shop) -> None:
    shop.write("policyspec.toml", 'gate = "publish"')
    shop.write("ci/strict.toml", 'gate = "draft"')
    assert gate_of(shop, "--config", "ci/strict.toml") == "draft"
    assert gate_of(shop, "--no-config") == "draft"
    for both in (["--no-config", "--config", "ci/strict.toml"], ["--config", "ci/strict.toml", "--no-config"]):
        ran = shop.run("check", "t.yaml", *both)
        assert ran.code == 2
        assert "do not go together" in ran.err


# --- what it does -------------------------------------------------------------------------------------------------


def test_paths_are_meant_from_the_folder_of_the_file(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.write(
        "ci/policyspec.toml", 'policy = "../p.policy"\ntenders = ["../t.yaml"]\nformat = ["json=../r.json", "text"]'
    )
    shop.write("t.yaml", BREACHING)
    ran = shop.run("check", "--config", "ci/policyspec.toml")
    assert ran.code == 1, ran.err
    assert "t.yaml:6:" in ran.out
    assert json.loads((shop.folder / "r.json").read_text())["tenders"][0]["source"] == "t.yaml"


def test_the_command_line_prevails(shop: Shop) -> None:
    shop.write("policyspec.toml", 'gate = "publish"\nfail-on = "should"\nassumptions = false\n')
    shop.write("t.yaml", ONE_LOT)
    assert gate_of(shop, "--gate", "draft") == "draft"
    assert shop.check(ONE_LOT).code == 1
    assert shop.check(ONE_LOT, "--fail-on", "never").code == 0


def test_settings_of_parameters_add_up_and_the_command_line_prevails(shop: Shop) -> None:
    shop.write("policyspec.toml", 'fail-on = "should"\n[set]\n"wanted number" = 1\n')
    assert shop.check(ONE_LOT).code == 0
    assert shop.check(ONE_LOT, "--set", "Wanted  number=2").code == 1


def test_a_mistake_in_it_stops_the_run(shop: Shop) -> None:
    shop.write("policyspec.toml", 'fail-on = "should"\npolcy = "p.policy"')
    ran = shop.check(GOOD)
    assert (ran.code, ran.out) == (2, "")
    assert "error[PS031]" in ran.err
    assert "policyspec.toml:2:1" in ran.err
    assert "nothing was checked" in ran.err


def test_without_tenders_anywhere_it_says_so(shop: Shop) -> None:
    shop.write("policyspec.toml", 'gate = "draft"')
    assert "no TENDER is named" in shop.run("check", "--policy", "p.policy").err


def test_it_shows_each_setting_and_where_it_comes_from(shop: Shop) -> None:
    shop.write("policyspec.toml", '# ours\npolicy = "p.policy"\ngate = "draft"\n[set]\n"wanted number" = 3\n')
    ran = shop.run("check", "--show-settings", "--gate", "publish", "--set", "floor=60%")
    assert ran.code == 0
    rows = {row.split()[0]: row.split()[1:] for row in ran.out.splitlines()}
    assert list(rows) == list(SETTINGS)
    assert rows["policy"] == ["p.policy", "policyspec.toml:2"]
    assert rows["gate"] == ["publish", "command", "line"]
    assert " ".join(rows["set"]) == "floor=60%, wanted number=3 command line"
    assert rows["library"] == ["none", "default"]


def test_showing_checks_nothing(shop: Shop) -> None:
    shop.write("t.yaml", BREACHING)
    assert shop.run("check", "t.yaml", "--show-settings").code == 0


def test_a_named_file_that_is_not_there(shop: Shop) -> None:
    ran = shop.run("check", "t.yaml", "--config", "no.toml")
    assert ran.code == 2
    assert "PS001" in ran.err


# --- other commands -----------------------------------------------------------------------------------------------


def test_rules_and_explain_look_at_the_policies_of_the_configuration(shop: Shop) -> None:
    shop.write("ci/policyspec.toml", 'policy = "../p.policy"\ngate = "publish"\nformat = "html=r.html"')
    config = ("--config", "ci/policyspec.toml")
    assert shop.run("rules", *config).out.startswith("Standards  council/standards")
    assert "Quality outweighs cost" in shop.run("explain", "quality", *config).out
    assert "council/standards" not in shop.run("rules").out


def test_lint_takes_them_where_no_policy_is_named(shop: Shop) -> None:
    assert shop.run("lint").code == 2
    shop.write("policyspec.toml", 'policy = "p.policy"\nformat = "html=r.html"')
    assert shop.run("lint").out == "1 policy, 3 rules: no problems.\n"
    shop.write("other.policy", 'policy a/b "B" version 1.0.0\n')
    assert shop.run("lint", "other.policy").out == "1 policy, no rules: no problems.\n"
    assert shop.run("lint", "--no-config").code == 2


def test_libraries_of_the_configuration_are_looked_in(shop: Shop) -> None:
    shop.write("lib/uk/more.policy", 'policy uk/more "More" version 1.0.0\n\nparameter floor is 1 between 1 and 5\n')
    shop.write("q/q.policy", 'policy a/b "B" version 1.0.0\n  use uk/more\n')
    assert "uk/more" in shop.run("lint", "q/q.policy").out
    shop.write("policyspec.toml", 'library = "lib"')
    assert "2 policies" in shop.run("lint", "q/q.policy").out


def test_a_code_is_explained_beside_a_configuration_with_mistakes(shop: Shop) -> None:
    shop.write("policyspec.toml", "plicy = 3")
    assert shop.run("explain", "PS031").code == 0
    ran = shop.run("explain", "quality")
    assert ran.code == 2
    assert "PS031" in ran.err
