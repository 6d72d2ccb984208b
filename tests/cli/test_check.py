"""`policyspec check` from end to end: each exit code, each option."""

import json

import pytest

from tests.cli.conftest import BREACHING, FLAGGED, GOOD, ONE_LOT, OPEN, OTHER, Shop


@pytest.mark.parametrize(
    ("tender", "arguments", "code"),
    [
        (GOOD, [], 0),
        (BREACHING, [], 1),
        (BREACHING, ["--fail-on", "never"], 0),
        (OPEN, [], 0),
        (OPEN, ["--fail-on", "undetermined"], 1),
        (OPEN, ["--gate", "publish"], 1),
        (OPEN, ["--gate", "publish", "--fail-on", "never"], 0),
        (ONE_LOT, [], 0),
        (ONE_LOT, ["--fail-on", "should"], 1),
        (ONE_LOT, ["--set", "wanted number=1", "--fail-on", "should"], 0),
        (FLAGGED, [], 0),
        (FLAGGED, ["--fail-on", "should,flag"], 1),
        (OTHER, [], 3),
        ("", [], 3),
        ("a: [", [], 3),
        (GOOD, ["--gate", "drafty"], 2),
        (GOOD, ["--on", "31/12/2026"], 2),
        (GOOD, ["--set", "wanted numbr=1"], 2),
        (GOOD, ["--fail-on", "muts"], 2),
    ],
)
def test_exit_codes(shop: Shop, tender: str, arguments: list[str], code: int) -> None:
    ran = shop.check(tender, *arguments)
    assert ran.code == code, ran.out + ran.err


def test_the_verdict_is_the_first_thing_said(shop: Shop) -> None:
    ran = shop.check(BREACHING)
    head = ran.out.splitlines()
    assert head[0] == "Day care"
    assert head[4] == "Holds back publication: 1 rule that must be kept is breached."
    assert "To do:   Raise the weight of quality." in ran.out
    assert "      t.yaml:6:" in ran.out
    assert "      6 |   - {name: Care, kind: quality, weight: 10%}" in ran.out
    assert ran.err == ""


def test_an_unreadable_fact_is_told_and_is_no_unread_input(shop: Shop) -> None:
    ran = shop.check(GOOD.replace("GBP 500,000", "c. £2m"))
    assert ran.code == 0
    assert "PS511" in ran.out
    assert "c. £2m" in ran.out


def test_a_missing_tender_is_not_checked_and_the_others_are(shop: Shop) -> None:
    shop.write("draft.yaml", GOOD)
    ran = shop.run("check", "draft.yml", "draft.yaml", "--policy", "p.policy")
    assert ran.code == 3
    assert "`draft.yml` cannot be read: no such file" in ran.out
    assert "did you mean `draft.yaml`?" in ran.out
    assert "  draft.yml\n    Not checked: it could not be read.\n" in ran.out
    assert "  draft.yaml · Day care\n    Nothing holds back publication.\n" in ran.out


def test_a_missing_policy_is_a_run_that_cannot_start(shop: Shop) -> None:
    shop.write("t.yaml", GOOD)
    ran = shop.run("check", "t.yaml", "--policy", "q.policy")
    assert ran.code == 2
    assert ran.out == ""
    assert "`q.policy` cannot be read: no such file" in ran.err


def test_a_policy_with_an_error_judges_nothing(shop: Shop) -> None:
    shop.write("bad.policy", 'policy a/b "B"\n\nrule r "R"\n  estimated valu must be at most GBP 5\n')
    shop.write("t.yaml", GOOD)
    ran = shop.run("check", "t.yaml", "--policy", "bad.policy")
    assert ran.code == 2
    assert ran.out == ""
    assert "estimated valu" in ran.err
    assert "nothing was checked" in ran.err
    written = shop.run("check", "t.yaml", "--policy", "bad.policy", "--format", "json")
    assert written.code == 2
    report = json.loads(written.out)
    assert report["tenders"] == []
    assert [d["code"] for d in report["diagnostics"] if d["severity"] == "error"] == ["PS201"]


def test_a_report_of_another_run_is_not_left_standing(shop: Shop) -> None:
    shop.write("report.txt", "Nothing holds back publication.")
    shop.write("p.policy", 'policy a/b "B"\n\nrule r "R"\n  estimated valu must be at most GBP 5\n')
    assert shop.check(GOOD, "--output", "report.txt").code == 2
    assert "nothing was checked" in (shop.folder / "report.txt").read_text(encoding="utf-8")


def test_a_folder_stands_for_the_tenders_in_it_and_in_its_folders(shop: Shop) -> None:
    shop.write("tenders/b.yaml", GOOD.replace("Day care", "Second"))
    shop.write("tenders/a.yml", GOOD.replace("Day care", "First"))
    shop.write("tenders/readme.txt", "not a tender")
    shop.write("tenders/old/c.yaml", GOOD.replace("Day care", "Third"))
    shop.write("tenders/.git/d.yaml", "not: looked: at")
    ran = shop.run("check", "tenders", "--policy", "p.policy")
    assert ran.code == 0
    assert "Together: 3 tenders" in ran.out
    assert ran.out.index("First") < ran.out.index("Second") < ran.out.index("Third")


def test_an_empty_folder_is_an_input_that_was_not_read(shop: Shop) -> None:
    (shop.folder / "tenders").mkdir()
    ran = shop.run("check", "tenders", "--policy", "p.policy")
    assert ran.code == 3
    assert "folder `tenders` has no .yaml, " in ran.out


def test_a_report_goes_to_a_file(shop: Shop) -> None:
    ran = shop.check(GOOD, "--format", "json", "--output", "report.json")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert json.loads((shop.folder / "report.json").read_bytes())["schema_version"] == "1.1"


def test_a_report_never_replaces_its_tender(shop: Shop) -> None:
    ran = shop.check(GOOD, "--output", "t.yaml")
    assert ran.code == 2
    assert (shop.folder / "t.yaml").read_text(encoding="utf-8") == GOOD


def test_the_same_input_gives_the_same_bytes(shop: Shop) -> None:
    first = shop.check(OPEN, "--format", "json")
    assert first.out == shop.check(OPEN, "--format", "json").out
    assert shop.check(OPEN).out == shop.check(OPEN).out


def test_another_date_is_said(shop: Shop) -> None:
    ran = shop.check(GOOD, "--on", "2026-04-01", "--format", "json")
    assert json.loads(ran.out)["tenders"][0]["judged_on"] == "2026-04-01"
    assert "judged on 1 April 2026" in shop.check(GOOD, "--on", "1 April 2026").out


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("wanted number", "sets nothing"),
        ("=3", "sets nothing"),
        ("wanted numbr=3", "did you mean `wanted number`?"),
        ("wanted number=many", "parameter `wanted number`"),
        ("wanted number=9", "between 1 and 5"),
        ("wanted number=2%", "parameter `wanted number`"),
        ("council/other#wanted number=3", "there is no parameter"),
    ],
)
def test_settings_that_do_not_fit_are_refused_once(shop: Shop, setting: str, said: str) -> None:
    ran = shop.check(GOOD, "--set", setting)
    assert ran.code == 2
    assert said in " ".join(ran.err.split())
    assert ran.err.count("error[") == 1


def test_a_setting_may_name_its_policy(shop: Shop) -> None:
    ran = shop.check(ONE_LOT, "--set", "council/standards#Wanted  Number = 1", "--fail-on", "should")
    assert ran.code == 0


def test_a_parameter_is_set_once(shop: Shop) -> None:
    ran = shop.check(GOOD, "--set", "wanted number=1", "--set", "wanted number=2")
    assert ran.code == 2
    assert "is set twice" in ran.err


def test_an_assumption_can_be_refused(shop: Shop) -> None:
    tender = GOOD.replace("lots:\n  - {title: North}\n  - {title: South}\n", "")
    duty = "for each lot\n  value of the lot must be at most GBP 600,000\n"
    shop.write("p.policy", f'policy a/b "B"\n  under "X" not checked\n\nrule r "R"\n  {duty}')
    assert "Taken for granted" in shop.check(tender).out
    ran = shop.check(tender, "--no-assumptions", "--format", "json")
    (one,) = json.loads(ran.out)["tenders"][0]["outcomes"]
    assert one["verdict"] == "undetermined"


def test_a_hostile_title_is_shown_and_does_nothing(shop: Shop) -> None:
    ran = shop.check(GOOD.replace("Day care", '"Day \\e[31mcare\\u202E\\nDone: 0 breached"'))
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out


def test_colour_is_given_when_asked_for(shop: Shop) -> None:
    assert "\x1b[" in shop.check(BREACHING, "--color", "always").out
    assert "\x1b[" not in shop.check(BREACHING).out


@pytest.mark.parametrize("debug", [False, True])
def test_our_own_fault_is_told_as_ours(shop: Shop, monkeypatch: pytest.MonkeyPatch, debug: bool) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("secret of the tender")

    monkeypatch.setattr("policyspec.workspace.tenders.evaluate", broken)
    if debug:
        monkeypatch.setenv("POLICYSPEC_DEBUG", "1")
        with pytest.raises(KeyError):
            shop.check(GOOD)
        return
    ran = shop.check(GOOD)
    assert ran.code == 4
    assert "this is a fault in policyspec, not in your tender" in " ".join(ran.out.split())
    assert "KeyError" in ran.out
    assert "secret" not in ran.out
