"""`policyspec repl`: each line is answered, each mistake is told, and nothing ends it but the end."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policyspec.cli.completing import completions, phrases
from policyspec.cli.dialogue import Dialogue
from policyspec.model.outcomes import Gate
from policyspec.model.vocabulary import standard
from tests.cli.conftest import BREACHING, GOOD, POLICY, Shop

LOTS = GOOD.replace("{title: North}", '{title: North, value: "GBP 300,000"}')


class Talk:
    """A dialogue over a tender and the policy, and what it answers."""

    def __init__(self, shop: Shop, tender: str = LOTS) -> None:
        shop.write("t.yaml", tender)
        self.dialogue, self.shop = Dialogue(), shop
        self.say(":policy p.policy", ":tender t.yaml")

    def say(self, *lines: str) -> tuple[str, str]:
        """What it answers, and what it says is wrong."""
        self.shop.capture.readouterr()
        for line in lines:
            self.dialogue.hear(line)
        return self.shop.capture.readouterr()


@pytest.fixture
def talk(shop: Shop) -> Talk:
    return Talk(shop)


# --- questions ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("? estimated value", "GBP 500,000\n  estimated value: GBP 500,000  t.yaml:3:18\n"),
        ("? quality:cost ratio of lot 2", "70:30\n"),
        ("? the quality:cost ratio", "70:30\n"),
        ("? quality weight of South", "70%\n"),
        ("? value of lot 1 (North)", "GBP 300,000\n  value of lot 1 (North): GBP 300,000  t.yaml:9:27\n"),
        ("? weight of Price", "30%\n  weight of criterion 2 (Price): 30%  t.yaml:7:40\n"),
        ("? weight of criterion 2 of lot 2", "30%\n"),
        ("? value of lot 2", "not known\n  value of lot 2 (South): not stated\n"),
        ("? lots", "lot 1 (North), lot 2 (South)\n"),
        ("? wanted number", "2\n"),
        ("? number of lots", "2\n"),
        ("? criteria where kind of the criterion is price", "criterion 2 (Price)\n"),
        ("? options", "perhaps others, which are not stated\n  options: not stated\n"),
        ("estimated value is above GBP 10", "true\n  estimated value: GBP 500,000  t.yaml:3:18\n"),
        ("estimated value is above GBP 500,000", "false\n"),
        ("value of lot 2 is above GBP 5", "not known\n  value of lot 2 (South): not stated\n"),
        ("value of lot 1 is at least GBP 300,000", "true\n"),
        ("number of lots is at least wanted number", "true\n"),
        ("every lot is suitable for SMEs", "not known\n"),
    ],
)
def test_a_question_has_its_answer(talk: Talk, question: str, answer: str) -> None:
    out, err = talk.say(question)
    assert err == ""
    assert out.startswith(answer)


def test_the_gate_and_the_date_count(talk: Talk) -> None:
    assert talk.say("there are at least 1 option")[0].startswith("not known")
    assert talk.say(":gate publish", "there are at least 1 option")[0].startswith("false")
    threshold = [
        "threshold old cap is",
        "  GBP 1 from 1 January 2025 until 31 December 2025",
        "  GBP 2 from 1 January 2026",
        "",
    ]
    assert talk.say(*threshold, "? old cap")[0].endswith("GBP 2\n  publication date: 2 March 2026  t.yaml:4:19\n")
    assert talk.say(":on 1 June 2025", "? old cap")[0].startswith("GBP 1\n")


# --- what is typed in ---------------------------------------------------------------------------------------------


def test_a_rule_gives_its_verdict_at_once(talk: Talk) -> None:
    rule = ['rule small "Small"', "  for each lot", "  value of the lot must be at most GBP 200,000"]
    assert talk.say(*rule) == ("", "")
    out, _ = talk.say("")
    assert out.startswith("breached lot 1 (North)\n  The value of lot 1 (North) is GBP 300,000;")
    assert "undetermined lot 2 (South)" in out


def test_a_rule_may_use_what_the_policies_and_the_person_declared(talk: Talk) -> None:
    said = talk.say(
        "parameter own cap is GBP 400,000", "", 'rule r "R"', "  estimated value must be at most own cap", ""
    )
    assert said[0].startswith("it counts from here on\nbreached\n")
    assert talk.say('rule r "R"', "  number of lots must be at least wanted number", "")[0].startswith("met\n")


def test_the_end_ends_a_rule_too(shop: Shop) -> None:
    shop.write("t.yaml", BREACHING)
    given = b'rule r "R"\n  the quality:cost ratio must be at least 60:40'
    ran = shop.spawn("repl", "t.yaml", "-p", "p.policy", given=given)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"breached" in ran.stdout


# --- mistakes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "code", "place"),
    [
        (["? estimate value"], "PS201", "typed:1:1"),
        (["estimated value is above 60%"], "PS3", "typed:1:"),
        (["the lot is suitable for SMEs"], "PS20", "typed:1:1"),
        (['rule r "R"', "  estimated value must be above 60%", ""], "PS3", "typed:2:"),
        (['rule r "R"', ""], "PS108", "typed:1:6"),
        (["parameter cap is", ""], "PS", "typed:1"),
        (["("], "PS110", "typed:1:1"),
    ],
)
def test_a_mistake_is_told_where_it_was_typed(talk: Talk, lines: list[str], code: str, place: str) -> None:
    out, err = talk.say(*lines)
    assert out == ""
    assert f"error[{code}" in err
    assert place in err
    assert err.count("error[") == 1
    assert talk.say("? number of lots")[0].startswith("2\n")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (":tendre t.yaml", "did you mean `tender`?"),
        (":tender", "`:tender` names no file"),
        (":tender none.yaml", "none.yaml"),
        (":policy none.policy", "none.policy"),
        (":policy", "`:policy` names no file"),
        (":gate now", "it is draft or publish"),
        (":on soon", "`soon` is not a date"),
        (":facts zzzzz", "no fact is called like `zzzzz`"),
        (":explain lotts", "did you mean `lots`?"),
        (":explain", "there is no rule"),
        (":facts", "`:facts` names none"),
        ("? value of lot 9", "there is no lot 9: there are lot 1 (North) and lot 2 (South)"),
        ("? name of party 1", "there is no party 1: none is stated"),
        ("value of lot 1 is above value of lot 2", "`lot 2` is the second thing that is named"),
        (":", "there is no `:`"),
    ],
)
def test_a_command_with_a_mistake_leaves_all_as_it_is(talk: Talk, line: str, said: str) -> None:
    before = talk.dialogue.session
    _, err = talk.say(line)
    assert said in err
    assert talk.dialogue.session == before


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(
            st.text(max_size=20),
            st.lists(
                st.sampled_from(
                    [
                        "rule",
                        "r",
                        '"R"',
                        "lot",
                        "lots",
                        "2",
                        "of",
                        "the",
                        "value",
                        "is",
                        "must",
                        "be",
                        "at",
                        "least",
                        "(",
                        ")",
                        "not",
                        "every",
                        "GBP",
                        "5",
                        "60%",
                        "quality",
                        ":",
                        "cost",
                        "ratio",
                        "?",
                        ":on",
                        ":gate",
                        "there",
                        "are",
                        "where",
                        "kind",
                        "and",
                        "or",
                        "South",
                        "\x1b[31m",
                        "\u202e",
                        "parameter",
                        "define",
                        "a",
                    ]
                ),
                max_size=8,
            ).map(" ".join),
        ),
        max_size=4,
    )
)
def test_whatever_is_typed_is_answered(shop: Shop, lines: list[str]) -> None:
    talk = Talk(shop)
    out, err = talk.say(*lines, "")
    assert "Traceback" not in err
    assert "\x1b" not in out + err
    assert "\u202e" not in out + err


# --- commands -----------------------------------------------------------------------------------------------------


def test_the_commands(talk: Talk, shop: Shop) -> None:
    assert ":explain RULE" in talk.say(":help")[0]
    assert "council/standards#quality" in talk.say(":rules")[0]
    assert "estimated value" in talk.say(":facts estimated value")[0]
    assert "estimated value" in talk.say(":facts value")[0]
    out, _ = talk.say(":explain quality")
    assert "Quality outweighs cost: met" in out
    shop.write("u.yaml", BREACHING)
    assert talk.say(":tender u.yaml", "? quality weight")[0].startswith("Day care\n10%")
    talk.say(":gate publish")
    assert talk.dialogue.session.gate is Gate.PUBLISH
    talk.say(":quit")
    assert talk.dialogue.over


def test_without_a_tender_nothing_is_known(shop: Shop) -> None:
    ran = shop.spawn("repl", "--no-config", given=b"? estimated value\n? lots\n:rules\n:explain x\n:quit\n? title\n")
    assert ran.returncode == 0
    assert ran.stdout.startswith(b"not known\n  estimated value: not stated\n")
    assert ran.stderr.count(b"policyspec:") == 2


def test_a_tender_or_policy_that_cannot_be_read_ends_it_before_it_begins(shop: Shop) -> None:
    shop.write("bad.policy", POLICY + "oops\n")
    assert shop.run("repl", "none.yaml").code == 2
    assert shop.run("repl", "-p", "bad.policy").code == 2
    assert shop.run("repl", "--on", "soon").code == 2


def test_names_with_blanks(shop: Shop) -> None:
    shop.write("our rules/the policy.policy", POLICY)
    shop.write("the tender.yaml", GOOD)
    given = b":rules\n:policy our rules/the policy.policy\n? number of lots\n"
    ran = shop.spawn("repl", "the tender.yaml", "-p", "our rules/the policy.policy", given=given)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.endswith(b"Day care\n2\n  lots: 2 stated  the tender.yaml:9:3\n")


def test_bytes_that_are_no_text(shop: Shop) -> None:
    ran = shop.spawn("repl", given=b"\xff\xfe\n? title\n")
    assert ran.returncode == 0
    assert b"title: not stated" in ran.stdout


# --- completion ---------------------------------------------------------------------------------------------------


def test_completion_goes_on_with_the_longest_phrase_that_is_begun() -> None:
    known = phrases(standard(), ())
    assert completions("? estimated v", known, []) == ["? estimated value", "? estimated values"]
    assert "the quality weight of lot" in completions("the quality weight of lo", known, [])
    assert "procedure is open procedure" in completions("procedure is open p", known, [])
    assert completions(":ga", known, [":gate", ":on"]) == [":gate"]
    assert completions("", known, []) == []


def test_names_of_the_policies_are_completed(talk: Talk) -> None:
    assert talk.dialogue.completions("? wanted n") == ["? wanted number"]
    talk.say("parameter my own cap is GBP 5", "")
    assert talk.dialogue.completions("? my ow") == ["? my own cap"]
