"""Rows and rules answer to one another: on docs/policies.md, in the READMEs of the packs and above the rules."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.policy_tables import MARKED, outputs
from tests.docs.rows import ID, ROOT, Row, groups, named, rules

ROWS = {row.id: row for group in groups() for row in group.rows}
ANSWERED = {id_ for rule in rules() for id_ in rule.rows}
READMES = sorted((ROOT / "policies").glob("*/README.md"))
FIRST_LAST = {
    "A": (1, 108), "UK": (1, 56), "SC": (1, 13), "WA": (1, 5), "NI": (1, 2), "EU": (0, 21), "US": (1, 5), "AU": (1, 4),
    "CA": (1, 1), "INT": (1, 1), "RF": (1, 11),
}  # fmt: skip


def test_no_row_is_left_out() -> None:
    wanted = {
        f"{family}{number:02}" if family == "A" else f"{family}-{number:02}"
        for family, (first, last) in FIRST_LAST.items()
        for number in range(first, last + 1)
    }
    assert set(ROWS) == wanted
    assert len(ROWS) == sum(len(group.rows) for group in groups())


def test_every_row_has_a_rule_or_a_reason_and_not_both() -> None:
    assert [row.id for row in ROWS.values() if (row.id in ANSWERED) == bool(row.none)] == []


def test_a_reason_names_the_nearest_rule_or_says_that_none_is() -> None:
    names = {name for rule in rules() for name in (rule.name, rule.id, rule.pack)}

    def tells(row: Row) -> bool:
        return bool(names & set(re.findall(r"`([^`]+)`", row.none))) or "No rule is near" in row.none

    assert [row.id for row in ROWS.values() if row.none and not tells(row)] == []


def test_every_id_in_a_policy_is_a_row() -> None:
    assert {id_: places for id_, places in named().items() if id_ not in ROWS} == {}


@pytest.mark.parametrize("path", outputs(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_tables_are_current(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == outputs()[path], "run `make generated`"


def lines(readme: Path) -> Iterator[tuple[set[str], set[str]]]:
    """Each line of a README's tables written by hand that has ids: the ids, and the rules that it names."""
    names = {rule.name for rule in rules()}
    for line in MARKED.sub("", readme.read_text(encoding="utf-8")).splitlines():
        if line.startswith("|") and (ids := set(ID.findall(line))):
            quoted = re.findall(r"`([^`]+)`", line)
            yield ids, {name for text in quoted if (name := text.rpartition("#")[2]) in names}


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.parent.name)
def test_a_table_gives_each_row_its_rules(readme: Path) -> None:
    """`five-principles`, `alliance` and their neighbours answer for each other: a name may be of any pack."""
    answers: dict[str, set[str]] = {}
    for rule in rules():
        for id_ in rule.rows:
            answers.setdefault(id_, set()).add(rule.name)
    told: dict[str, set[str]] = {}
    strayed = []
    for ids, named_there in lines(readme):
        possible = {name for id_ in ids for name in answers.get(id_, ())}
        if any(id_ in answers for id_ in ids):
            strayed += [(sorted(ids), name) for name in sorted(named_there - possible)]
        for id_ in ids:
            told.setdefault(id_, set()).update(named_there)
    assert strayed == []
    assert {id_: sorted(answers[id_] - there) for id_, there in told.items() if answers.get(id_, set()) - there} == {}


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.parent.name)
def test_a_readme_names_every_rule_of_its_packs(readme: Path) -> None:
    quoted = {text.rpartition("#")[2] for text in re.findall(r"`([^`\n]+)`", readme.read_text(encoding="utf-8"))}
    mine = {rule.name for rule in rules() if (ROOT / rule.file).parent == readme.parent}
    assert mine - quoted == set()


def test_a_readme_counts_the_rules_of_its_packs() -> None:
    counted = [
        (match[1], int(match[2]))
        for readme in READMES
        for match in re.finditer(r"^\| \[`([^`]+)`\]\(.+ (\d+) \|$", readme.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert counted
    assert [(pack, n) for pack, n in counted if n != sum(rule.pack == pack for rule in rules())] == []
