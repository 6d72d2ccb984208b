"""Each format of the report on the same runs, as the command writes it."""

import json

import pytest

from policyspec.report.formats import FORMATS
from tests.cli.conftest import BREACHING, GOOD, ONE_LOT, OPEN, Shop

LINTED = [name for name, format_ in FORMATS.items() if format_.lints]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_and_the_same_twice(shop: Shop, name: str) -> None:
    shop.write("b.yaml", OPEN)
    made = []
    for file in ("one", "two"):
        ran = shop.check(BREACHING, "b.yaml", "lost.yaml", "--format", f"{name}={file}")
        assert (ran.code, ran.out, ran.err) == (3, "", "")
        made.append((shop.folder / file).read_bytes())
    assert made[0] == made[1]
    assert len(made[0]) > 100


@pytest.mark.parametrize("name", LINTED)
def test_every_format_for_policies_is_written(shop: Shop, name: str) -> None:
    shop.write("bad.policy", 'policy a/b "B"\n\nrule r "R"\n  estimated valu must be at most GBP 5\n')
    ran = shop.run("lint", "bad.policy", "--format", name)
    assert ran.code == 1
    assert "PS201" in ran.out
    assert "bad.policy" in ran.out
    assert shop.run("lint", "p.policy", "--format", f"{name}=report").code == 0


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in LINTED])
def test_formats_for_tenders_are_not_for_policies(shop: Shop, name: str) -> None:
    ran = shop.run("lint", "p.policy", "--format", name)
    assert ran.code == 2
    assert f"`{name}` is not for this command" in ran.err


#: What no format may leave out: a word on it, for each run.
TOLD = {
    "breached": (BREACHING, "the quality:cost ratio is 10:90; it must be at least 60:40"),
    "undetermined": (OPEN, "undetermined"),
    "should": (ONE_LOT, "should"),
}


@pytest.mark.parametrize("what", TOLD)
@pytest.mark.parametrize("name", ["text", "plain", "concise", "json", "jsonl", "markdown", "csv"])
def test_what_is_found_is_told(shop: Shop, name: str, what: str) -> None:
    tender, words = TOLD[what]
    said = " ".join(shop.check(tender, "--format", name).out.split()).casefold()
    assert words in said


EXPLAINED = """\
explanations:
  - {rule: council/standards#lots, reason: one building, author: Head of care, date: 2 March 2026}
waivers:
  - {rule: council/standards#quality, reason: agreed, author: Head of care, approver: Chief officer,
     date: 1 March 2026, expiry: 1 June 2027}
"""


@pytest.mark.parametrize("name", ["text", "plain", "concise", "json", "jsonl", "markdown", "csv"])
def test_what_is_explained_waived_and_taken_for_granted_is_told(shop: Shop, name: str) -> None:
    policy = (shop.folder / "p.policy").read_text(encoding="utf-8")
    shop.write("p.policy", policy.replace("at least wanted number", "at least wanted number or explain"))
    tender = BREACHING.replace("  - {title: South}\n", "") + EXPLAINED
    said = " ".join(shop.check(tender, "--format", name).out.split()).casefold()
    for words in ("explained", "one building", "waived", "agreed", "chief officer", "head of care"):
        assert words in said, words


def test_concise_has_a_line_for_each_finding_and_the_counts(shop: Shop) -> None:
    rows = shop.check(BREACHING, "--format", "concise").out.splitlines()
    assert rows[0].startswith("t.yaml:6:")
    assert ": breached must council/standards#quality: The quality:cost ratio is 10:90; " in rows[0]
    assert rows[-1].startswith("1 tender; 3 outcomes: 1 breached, 0 undetermined")
    good = shop.check(GOOD, "--format", "concise").out.splitlines()
    assert len(good) == 1


def test_plain_has_no_marks_and_speaks_in_sentences(shop: Shop) -> None:
    said = shop.check(BREACHING, "--format", "plain", "--color", "always").out
    assert "\x1b" not in said
    assert not set("·–=|^─│*`") & set(said)
    assert "  " not in said
    assert "\nLine 6 of t.yaml: weight of criterion 1 (Care) is 10%; " in said
    assert "\nHolds back publication: 1 rule that must be kept is breached.\n" in said


def test_jsonl_names_the_tender_of_each_outcome(shop: Shop) -> None:
    rows = [json.loads(row) for row in shop.check(BREACHING, "--format", "jsonl").out.splitlines()]
    assert [row["kind"] for row in rows] == ["start", "tender", "outcome", "outcome", "outcome", "end"]
    assert {row["tender"] for row in rows if row["kind"] == "outcome"} == {"t.yaml"}
    assert rows[-1]["tenders"] == 1
