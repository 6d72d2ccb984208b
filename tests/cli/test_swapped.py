"""A policy named as a tender, a tender as a policy, and files of other programs."""

import json

import pytest

from tests.cli.conftest import GOOD, POLICY, Shop


@pytest.fixture
def desk(shop: Shop) -> Shop:
    shop.write("t.yaml", GOOD)
    return shop


def test_a_policy_after_the_tender_lacks_its_option(desk: Shop) -> None:
    ran = desk.run("check", "t.yaml", "p.policy")
    assert ran.code == 2
    assert "option `--policy` is missing" in ran.err
    assert "hint: put `--policy` before it: `--policy p.policy`" in ran.err


def test_a_policy_among_the_tenders_is_seen(desk: Shop) -> None:
    ran = desk.run("check", "t.yaml", "p.policy", "--policy", "p.policy")
    assert ran.code == 3
    assert "error[PS016]: `p.policy` is a policy, and stands where a tender should" in ran.out
    assert "PS50" not in ran.out


@pytest.mark.parametrize("title", ["", "# notes\n\n"])
def test_policy_and_tender_the_wrong_way_round(desk: Shop, title: str) -> None:
    desk.write("t.yaml", title + GOOD)
    ran = desk.run("check", "p.policy", "--policy", "t.yaml")
    assert ran.code == 2
    assert ran.err.count("error[") == 1
    assert "error[PS016]: `t.yaml` is a tender, and stands where a policy should" in ran.err


def test_a_notice_given_to_lint(desk: Shop) -> None:
    desk.write("n.json", json.dumps({"ocid": "a", "tender": {"title": "Day care"}}))
    ran = desk.run("lint", "n.json")
    assert "hint: hold it against one: `policyspec check n.json --policy POLICY`" in ran.out


def test_the_name_of_a_file_does_not_make_it_a_tender(desk: Shop) -> None:
    desk.write("rules.yaml", POLICY)
    assert desk.run("lint", "rules.yaml").code == 0


def test_a_policy_that_speaks_of_a_tender_is_none(desk: Shop) -> None:
    desk.write("q.policy", "# tender: the rules for any\n" + POLICY)
    assert desk.run("lint", "q.policy").code == 0


def test_a_word_document_is_not_quoted(desk: Shop) -> None:
    desk.write("d.docx", b"PK\x03\x04\x14\x00\x06\x00word/document.xml")
    out = desk.run("lint", "d.docx").out
    assert "error[PS002]: this is a Word document" in out
    assert "PK" not in out


def test_a_folder_without_policies_speaks_of_one_ending(desk: Shop) -> None:
    desk.write("empty/readme.txt", "nothing")
    assert "folder `empty` has no .policy file in it" in desk.run("lint", "empty").out


PAPER = f"# Standards\n\nA tender begins so:\n\n```yaml\ntender: Day care\n```\n\n```policy\n{POLICY}```\n"


def test_a_paper_that_shows_a_tender_is_a_policy_all_the_same(desk: Shop) -> None:
    desk.write("paper.policy.md", PAPER)
    assert "PS016" not in desk.run("lint", "paper.policy.md").out
    assert "is a policy, and stands where a tender should" in desk.check(GOOD, "paper.policy.md").out
