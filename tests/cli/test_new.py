"""`policyspec new`: what it writes is without mistakes, laid out, and runs; it asks a person and nobody else."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from policyspec.cli import asking
from tests.cli.conftest import GOOD, POLICY, Shop

FIVE = Path(__file__).parents[2] / "policies" / "commissioning" / "five-principles.policy"


def text(name: str) -> str:
    return Path(name).read_text(encoding="utf-8")


def sound(shop: Shop, name: str) -> None:
    """A policy without any finding, and laid out."""
    assert shop.run("lint", name).out.endswith("no problems.\n")
    assert shop.run("fmt", "--check", name).code == 0


# --- a policy -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["care.policy", "care.policy.md", "council/care.policy"])
def test_a_policy_lints_clean_and_is_laid_out_and_checks_and_has_tests_that_pass(shop: Shop, name: str) -> None:
    Path("council").mkdir()
    ran = shop.run("new", "policy", name, "--title", "Standards for care", "--source", "Care strategy")
    assert (ran.code, ran.err) == (0, "")
    sound(shop, name)
    assert 'under "Care strategy" not checked' in text(name)
    shop.write("t.yaml", GOOD)
    assert shop.run("check", "t.yaml", "--policy", name).code == 0
    assert shop.run("new", "tests", name, "--tender", "t.yaml").code == 0
    assert shop.run("test", name).out.endswith("1 case passed.\n")


def test_the_id_is_the_one_by_which_the_file_is_found(shop: Shop) -> None:
    Path("council").mkdir()
    shop.run("new", "policy", "council/Home Care.policy", "--title", "T")
    assert "\npolicy council/home-care " in text("council/Home Care.policy")
    shop.run("new", "policy", "b.policy", "--title", "T", "--id", "uk/b")
    assert "\npolicy uk/b " in text("b.policy")


# --- a rule -------------------------------------------------------------------------------------------------------

SMALL = ("--title", "Lots stay small", "--duty", "value of the lot should be <= £500,000", "--for-each", "lot")


def test_a_rule_is_added_at_the_end_and_laid_out(shop: Shop) -> None:
    more = ("--when", "category is services", "--because", "Small firms bid.", "--suggest", "Part it.")
    assert shop.run("new", "rule", "p.policy", *SMALL, *more, "--source", "Plan").code == 0
    added = """
rule lots-stay-small "Lots stay small"
  applies when category is services
  for each lot
  under "Plan" not checked
  value of the lot should be at most GBP 500,000
  because "Small firms bid."
  suggest "Part it."
"""
    assert text("p.policy") == POLICY + added
    sound(shop, "p.policy")


def test_a_paper_gets_a_block(shop: Shop) -> None:
    shop.run("new", "policy", "p.policy.md", "--title", "T")
    assert shop.run("new", "rule", "p.policy.md", *SMALL).code == 0
    assert text("p.policy.md").endswith("\n\n```policy\n" + text("p.policy.md").rpartition("```policy\n")[2])
    assert "rule lots-stay-small" in text("p.policy.md").rpartition("```policy\n")[2]
    sound(shop, "p.policy.md")


def test_line_ends_of_a_policy_stay(shop: Shop) -> None:
    shop.write("p.policy", POLICY.replace("\n", "\r\n"))
    assert shop.run("new", "rule", "p.policy", *SMALL).code == 0
    assert b"\n" not in Path("p.policy").read_bytes().replace(b"\r\n", b"")


def test_a_policy_that_uses_others_beside_it_is_checked_with_them(shop: Shop) -> None:
    shop.write("council/floor.policy", 'policy council/floor "F"\n\nparameter least share is 60%\n')
    shop.write("council/care.policy", 'policy council/care "C"\n  under "C" not checked\n\nuse council/floor\n')
    duty = ("--title", "Quality", "--duty", "quality weight must be at least least share", "--for-each", "lot")
    assert shop.run("new", "rule", "council/care.policy", *duty).code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--title", "T", "--duty", "estimate value must be stated"), "did you mean `estimated value`?"),
        (("--title", 'An 8" pipe', "--duty", "estimated value must be stated"), "PS"),
        (("--title", "T", "--id", "quality", "--duty", "title must be stated"), "two rules have the id `quality`"),
        (("--title", "T", "--duty", "title must be stated\nrule x"), "PS"),
        (("--title", "T"), "option `--duty` is missing"),
        ((), "options `--title` and `--duty` are missing"),
    ],
)
def test_a_rule_with_a_mistake_is_not_added(shop: Shop, arguments: tuple[str, ...], said: str) -> None:
    ran = shop.run("new", "rule", "p.policy", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert text("p.policy") == POLICY


def test_no_rule_is_added_to_a_policy_with_a_mistake(shop: Shop) -> None:
    shop.write("bad.policy", POLICY.replace("number of lots", "number of lotts"))
    ran = shop.run("new", "rule", "bad.policy", *SMALL)
    assert ran.code == 2
    assert "bad.policy:16" in ran.err
    assert shop.run("new", "rule", "none.policy", *SMALL).code == 2


# --- a tender -----------------------------------------------------------------------------------------------------


def test_a_tender_states_what_was_said_and_is_read(shop: Shop) -> None:
    said = ("--title", "Day care: two centres", "--cpv", "85312100", "--value", "GBP 500,000 excluding VAT")
    assert (
        shop.run("new", "tender", "new.yaml", *said, "--buyer", "Ash & Co, #1", "--published", "2 March 2026").code == 0
    )
    ran = shop.run("check", "new.yaml", "--policy", "p.policy")
    assert ran.code == 0
    assert "Day care: two centres" in ran.out
    assert "could not be read" not in ran.out


@pytest.mark.parametrize("policy", ["p.policy", str(FIVE)])
def test_what_the_policies_look_at_stands_below_and_can_be_stated_by_taking_the_sign_away(
    shop: Shop, policy: str
) -> None:
    assert shop.run("new", "tender", "new.yaml", "--title", "Day care", "--policy", policy).code == 0
    assert shop.run("check", "new.yaml", "--policy", policy).code in (0, 1)
    comments = [row for row in text("new.yaml").splitlines() if row.startswith("# ") and not row.endswith(".")]
    assert "# main CPV code: 85000000" in comments
    stated = text("new.yaml")
    for row in comments:
        stated = stated.replace(f"{row}\n", f"{row.removeprefix('# ')}\n")
    shop.write("stated.yaml", stated)
    ran = shop.run("check", "stated.yaml", "--policy", policy, "--format", "json")
    assert '"diagnostics": []' in ran.out
    assert "PS5" not in ran.out


def test_facts_of_a_policys_own_stand_under_extensions(shop: Shop) -> None:
    shop.write(
        "own.policy",
        'policy o/o "O"\n\nfact carbon plan of the tender is yes or no\n\nrule r "R"\n  carbon plan must be yes\n',
    )
    shop.run("new", "tender", "new.yaml", "--title", "T", "--policy", "own.policy")
    assert text("new.yaml").endswith("# extensions:\n#   carbon plan: yes\n")


def test_a_value_that_cannot_be_read_is_told(shop: Shop) -> None:
    ran = shop.run("new", "tender", "new.yaml", "--title", "T", "--value", "lots of money")
    assert ran.code == 2
    assert "new.yaml:2" in ran.err
    assert not Path("new.yaml").exists()


# --- tests --------------------------------------------------------------------------------------------------------


def test_tests_without_a_tender_pass_as_they_stand(shop: Shop) -> None:
    assert shop.run("new", "tests", "p.policy").code == 0
    assert "      quality: undetermined\n" in text("p.tests.yaml")
    assert shop.run("test", "p.policy").out.endswith("1 case passed.\n")


def test_the_tender_is_named_from_where_the_tests_stand(shop: Shop) -> None:
    shop.write("council/q.policy", POLICY)
    shop.write("tenders/good.yaml", GOOD)
    shop.run("new", "tests", "council/q.policy", "--tender", "tenders/good.yaml")
    assert 'base: "../tenders/good.yaml"\n' in text("council/q.tests.yaml")
    assert shop.run("test", "council").out.endswith("1 case passed.\n")


def test_two_rules_of_one_name_are_told_apart(shop: Shop) -> None:
    other = 'policy uk/o "O"\n  under "O" not checked\n\nrule quality "Q"\n  title must be stated\n'
    shop.write("uk/o.policy", other)
    shop.write("q.policy", POLICY.replace("\nparameter", "\nuse uk/o\n\nparameter", 1))
    shop.run("new", "tests", "q.policy")
    assert "      uk/o#quality: met\n" in text("q.tests.yaml")
    assert shop.run("test", "q.policy").out.endswith("1 case passed.\n")


# --- what is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("policy", "p.policy", "--title", "T"), "there is a `p.policy` already"),
        (("tender", "there.yaml", "--title", "T"), "there is a `there.yaml` already"),
        (("policy", "care.txt", "--title", "T"), "`care.txt` does not end in `.policy`"),
        (("policy", "none/care.policy", "--title", "T"), "there is no folder `none`"),
        (("policy", "--title", "T"), "no file is named"),
        (("tests", "none.policy"), "none.policy"),
        (("tests", "p.policy", "--tender", "none.yaml"), "`none.yaml` is not one tender"),
        (("policies",), "there is no command `policies`"),
    ],
)
def test_what_cannot_be_done_is_said(shop: Shop, arguments: tuple[str, ...], said: str) -> None:
    shop.write("there.yaml", GOOD)
    before = sorted(Path().rglob("*"))
    ran = shop.run("new", *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert sorted(Path().rglob("*")) == before
    assert text("p.policy") == POLICY


# --- questions ----------------------------------------------------------------------------------------------------


def typed(folder: Path, arguments: Sequence[str], lines: Sequence[str]) -> tuple[int, str]:
    """The command at a terminal, with a person who answers each question in turn; without lines, who interrupts."""
    screen, keys = pty.openpty()
    command = [sys.executable, "-m", "policyspec.cli.main", *arguments]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[2]), "TERM": "dumb"}
    with subprocess.Popen(command, stdin=keys, stdout=keys, stderr=keys, cwd=folder, env=environment) as child:
        os.close(keys)
        seen, waiting, until = b"", list(lines), time.monotonic() + 30
        while child.poll() is None and time.monotonic() < until:
            news = _read(screen) if select.select([screen], [], [], 0.1)[0] else b""
            seen += news
            asked = seen.rstrip(b" ").endswith((b"?", b")"))
            if asked and not lines:
                child.send_signal(signal.SIGINT)  # again, where it came before the reading began
            elif asked and news and waiting:
                os.write(screen, f"{waiting.pop(0)}\n".encode())
        child.kill()
    seen += _read(screen) if select.select([screen], [], [], 0)[0] else b""
    os.close(screen)
    return child.returncode, seen.decode().replace("\r\n", "\n")


def _read(screen: int) -> bytes:
    try:
        return os.read(screen, 4096)
    except OSError:  # the other end is closed
        return b""


def test_a_person_is_asked_and_asked_again_where_something_is_wrong(shop: Shop) -> None:
    lines = [
        "Lots stay small",
        "",
        "lotts",
        "lot",
        "",
        "value of teh lot must be 5",
        "value of the lot must be stated",
        "",
        "",
        "",
    ]
    code, seen = typed(shop.folder, ["new", "rule", "p.policy"], lines)
    assert code == 0, seen
    assert seen.count("What must hold") == 2
    assert seen.count("Is it judged for each") == 2
    assert "error[PS" in seen
    assert text("p.policy").endswith(
        '\nrule lots-stay-small "Lots stay small"\n  for each lot\n  value of the lot must be stated\n'
    )


@pytest.mark.long
def test_a_file_is_asked_for_too(shop: Shop) -> None:
    code, seen = typed(shop.folder, ["new", "policy"], ["care.policy", "Standards", "", ""])
    assert code == 0, seen
    sound(shop, "care.policy")


@pytest.mark.long
def test_an_interrupt_leaves_nothing(shop: Shop) -> None:
    code, _ = typed(shop.folder, ["new", "policy", "care.policy"], [])
    assert code == 130
    assert not Path("care.policy").exists()


def test_nothing_is_asked_where_the_options_say_enough(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "asked", None)
    monkeypatch.setattr(asking, "watched", lambda: True)
    assert shop.run("new", "rule", "p.policy", *SMALL).code == 0


def test_each_question_is_plain() -> None:
    from policyspec.cli import new

    for one in (*new._POLICY, *new._RULE, *new._TENDER):
        assert re.fullmatch(r"[A-Z][^?]+\?( \(.+\))?", one.text), one.text
