"""`policyspec test`: which tests it finds, its exit codes, its reports, and running again when a file changes."""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest
from lxml import etree

from policyspec.cli import watching
from policyspec.workspace import testing_run
from tests.cli.conftest import GOOD, Shop

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parents[1] / "schemas" / "junit-10.xsd"))
TESTS = """\
tenders: {base: t.yaml}
cases:
  - case: it is good
    expect: {quality: met}
"""
FAILING = TESTS + "  - case: it is not\n    expect: {quality: breached}\n"
MISTAKEN = TESTS + "  - case: it is misspelt\n    expect: {qualty: breached}\n"


@pytest.fixture
def care(shop: Shop) -> Shop:
    shop.write("t.yaml", GOOD)
    shop.write("p.tests.yaml", TESTS)
    return shop


# --- exit codes ---------------------------------------------------------------------------------------------------


def test_all_passed_exits_0(care: Shop) -> None:
    for paths in ([], ["."], ["p.policy"], ["p.tests.yaml"], ["p.tests.yaml", "."]):
        ran = care.run("test", *paths)
        assert (ran.code, ran.out.splitlines()[-1]) == (0, "1 case passed."), paths


def test_a_failed_case_exits_1_and_shows_the_place(care: Shop) -> None:
    care.write("p.tests.yaml", FAILING)
    ran = care.run("test")
    assert ran.code == 1
    assert ran.out == (
        "p.tests.yaml: 1 passed, 1 failed\n\n  FAILED  it is not\n    p.tests.yaml:5:11\n"
        "    - quality: expected breached, got met\n"
        "      The quality:cost ratio is 70:30; it must be at least 60:40.\n"
        "      p.tests.yaml:6:23\n      6 |     expect: {quality: breached}\n        |                       ^^^^^^^^\n\n"
        "1 case passed and 1 case failed.\n"
    )


def test_a_mistake_exits_2_before_a_failure(care: Shop) -> None:
    care.write("p.tests.yaml", FAILING + MISTAKEN.removeprefix(TESTS))
    ran = care.run("test")
    assert ran.code == 2
    assert "did you mean `quality`?" in ran.out
    assert ran.out.endswith("1 case passed, 1 case failed and 1 case could not be run.\n")


def test_a_mistake_in_the_policy_exits_2_and_is_shown(care: Shop) -> None:
    care.write("p.policy", (care.folder / "p.policy").read_text(encoding="utf-8").replace("number of", "nubmer of"))
    ran = care.run("test")
    assert ran.code == 2
    assert "p.policy:" in ran.out
    assert ran.out.endswith("1 tests file could not be run.\n")


def test_no_tests_is_no_pass(shop: Shop) -> None:
    (shop.folder / "empty").mkdir()
    for path in (".", "empty", "p.policy"):
        ran = shop.run("test", path)
        assert ran.code == 3, path
        assert "PS065" in ran.out
        assert ran.out.endswith("No tests were found, so nothing was tested.\n")


def test_one_path_without_tests_beside_one_with_is_no_pass(care: Shop) -> None:
    (care.folder / "empty").mkdir()
    assert care.run("test", "p.tests.yaml", "empty").code == 3


def test_a_path_that_is_not_there_exits_2(care: Shop) -> None:
    ran = care.run("test", "gone.tests.yaml")
    assert (ran.code, "PS001" in ran.out) == (2, True)


def test_a_fault_of_ours_exits_4(care: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def falls(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(testing_run, "evaluate", falls)
    ran = care.run("test")
    assert (ran.code, "PS901" in ran.out) == (4, True)


def test_tests_in_folders_are_found_and_hidden_ones_are_not(care: Shop) -> None:
    care.write("deep/er/q.tests.yaml", TESTS.replace("t.yaml", "../../t.yaml") + "policy: ../../p.policy\n")
    care.write(".hidden/q.tests.yaml", "cases: [")
    ran = care.run("test")
    assert (ran.code, ran.out.splitlines()[:2]) == (0, ["deep/er/q.tests.yaml: 1 passed", "p.tests.yaml: 1 passed"])


def test_a_check_of_a_folder_passes_over_its_tests(care: Shop) -> None:
    ran = care.run("check", ".", "--policy", "p.policy")
    assert ran.code == 0, ran.out
    assert "tests.yaml" not in ran.out


# --- reports ------------------------------------------------------------------------------------------------------


def test_several_reports_at_once(care: Shop) -> None:
    care.write("p.tests.yaml", FAILING)
    ran = care.run("test", "--format", "junit=out.xml", "--format", "json=out.json", "--format", "text")
    assert ran.out.startswith("p.tests.yaml: 1 passed, 1 failed")
    said = json.loads((care.folder / "out.json").read_text(encoding="utf-8"))
    assert said["cases"] == {"not run": 0, "failed": 1, "passed": 1}
    (suite,) = said["suites"]
    assert [(case["case"], case["status"]) for case in suite["cases"]] == [
        ("it is good", "passed"),
        ("it is not", "failed"),
    ]
    (difference,) = suite["cases"][1]["differences"]
    assert difference["rule"] == "council/standards#quality"
    assert (difference["expected"], difference["got"]) == ("breached", "met")
    assert difference["place"] == {"file": "p.tests.yaml", "line": 6, "column": 23}


def test_junit_has_a_test_case_for_each_case(care: Shop) -> None:
    care.write("p.tests.yaml", FAILING + MISTAKEN.removeprefix(TESTS))
    care.write("q.tests.yaml", "cases: [")
    care.run("test", "--format", "junit=out.xml")
    root = etree.parse(care.folder / "out.xml").getroot()
    SCHEMA.assertValid(root)
    found = [(case.get("name"), [part.tag for part in case]) for case in root.iter("testcase")]
    assert found[:3] == [("it is good", []), ("it is not", ["failure"]), ("it is misspelt", ["error"])]
    assert [tags for _, tags in found[3:]] == [["error"]]
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("4", "1", "2")


def test_no_report_goes_over_a_file_that_is_read(care: Shop) -> None:
    for name in ("p.tests.yaml", "p.policy", "t.yaml"):
        before = (care.folder / name).read_bytes()
        ran = care.run("test", "--format", f"json={name}")
        assert (ran.code, (care.folder / name).read_bytes()) == (2, before)


def test_a_format_that_it_does_not_have(care: Shop) -> None:
    ran = care.run("test", "--format", "html")
    assert ran.code == 2
    assert "text, json, junit" in ran.err


def test_what_a_tests_file_says_does_not_act_on_the_terminal(care: Shop) -> None:
    care.write("p.tests.yaml", FAILING.replace("it is not", '"\\e[31mred\\nFORGED"').replace("breached", "breached"))
    ran = care.run("test")
    assert ran.code == 1
    assert "\x1b" not in ran.out
    assert "\nFORGED" not in ran.out


# --- watching -----------------------------------------------------------------------------------------------------


def test_a_change_a_new_file_and_a_lost_one_are_seen(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("1", encoding="utf-8")
    names = [str(one), str(two)]
    steps: list[Callable[[], object]] = [
        lambda: one.write_text("11", encoding="utf-8"),
        lambda: two.write_text("2", encoding="utf-8"),
        one.unlink,
    ]
    for step, name in zip(steps, ["one", "two", "one"], strict=True):
        waits: list[float] = []

        def wait(seconds: float, step: Callable[[], object] = step, waits: list[float] = waits) -> None:
            waits.append(seconds)
            if len(waits) == 2:
                step()

        found = watching.changed(lambda: names, watching.stamps(names), wait)
        assert found == {str(tmp_path / name)}
        assert len(waits) == 2


def test_what_changed_while_the_tests_ran_is_seen_at_once(tmp_path: Path) -> None:
    file = tmp_path / "f"
    file.write_text("1", encoding="utf-8")
    before = watching.stamps([str(file)])
    file.write_text("22", encoding="utf-8")

    def never(_: float) -> None:
        raise AssertionError

    assert watching.changed(lambda: [str(file)], before, never) == {str(file)}


def test_watch_runs_again_with_what_the_files_now_say(care: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    care.write("q/q.tests.yaml", TESTS.replace("t.yaml", "../t.yaml") + "policy: ../p.policy\n")
    asked: list[set[str]] = []

    def changes(files: Callable[[], Iterable[str]], before: Mapping[str, object]) -> frozenset[str]:
        asked.append(set(files()))
        assert set(before) <= asked[-1] | {"."}
        if len(asked) == 2:
            raise KeyboardInterrupt
        care.write("p.tests.yaml", FAILING)
        return frozenset(["p.tests.yaml", "a\x1b[31m"])

    monkeypatch.setattr(watching, "changed", changes)
    ran = care.run("test", "--watch")
    assert ran.out.count("p.tests.yaml: 1 passed, 1 failed") == 1
    assert ran.err.count("Waiting for a file to change; Ctrl+C ends.") == 2
    assert "a\\x1b[31m and p.tests.yaml changed." in ran.err
    assert ran.out.count("q/q.tests.yaml: 1 passed") == 2
    assert {"p.tests.yaml", "q/q.tests.yaml", "p.policy", "t.yaml"} <= {Path(name).as_posix() for name in asked[0]}
