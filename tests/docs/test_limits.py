"""The page of limits has the numbers that the program has, and names tests and codes that are there."""

import re
from pathlib import Path

import pytest

from policyspec.base.codes import CODES
from policyspec.model import numerals
from policyspec.passes import check, context
from policyspec.readers import json_tree, tree, xml_tree, yaml_tree
from policyspec.readers.limits import STANDARD
from policyspec.readers.sheets.limits import LIMITS as SHEETS
from policyspec.readers.text import MAX_BYTES
from policyspec.report import csv, github, github_summary, json, one_rule, sarif_notes, xlsx
from policyspec.report import page as lines
from policyspec.report.html import findings, page
from policyspec.syntax import ids, read
from policyspec.workspace import disk, gather, size

ROOT = Path(__file__).parents[2]
ROWS = {
    cells[0]: cells[1:]
    for line in (ROOT / "docs/limits.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and (cells := [cell.strip() for cell in line.strip("|").split("|")])[0] != "what"
}
DIGITS = (numerals.MOST_DIGITS, numerals.MOST_DECIMALS)
XML = xml_tree.LIMITS

#: Of each row the numbers in it, as the program has them; of a size, its bytes.
HELD = {
    "one policy": (gather.MOST_BYTES,),
    "policies in a run": (gather._MOST,),
    "one clause": (read.MOST_CHARACTERS,),
    "levels within": (read.MOST_LEVELS,),
    "definitions and tables": (context.MOST_EXPANSIONS,),
    "lists within lists": (check.MOST_LISTS,),
    "a part of an id": (ids.MOST_CHARACTERS,),
    "digits of a number": DIGITS,
    "YAML": (yaml_tree.MAX_CHARACTERS, yaml_tree.MAX_EVENTS, tree.MAX_DEPTH),
    "JSON: a file": (STANDARD.record, json_tree.MAX_PARTS, tree.MAX_DEPTH),
    "JSON Lines": (),
    "lines or members": (STANDARD.refused,),
    "a file packed": (STANDARD.ratio, STANDARD.grace),
    "XML": (XML.size, XML.depth, XML.elements),
    "an XML element": (XML.attributes, XML.text),
    "a workbook": (SHEETS.packed, SHEETS.raw, SHEETS.ratio, SHEETS.entries),
    "a sheet of a workbook": (SHEETS.rows, SHEETS.cells, SHEETS.characters),
    "a table of comma-separated values": (MAX_BYTES, SHEETS.rows),
    "any other file": (disk._LIMIT,),
    "lots of a tender": (size.MOST_LOTS,),
    "criteria of the tender": (size.MOST_SHARED,),
    "a number in a tender": DIGITS,
    "outcomes of one rule": (one_rule.TOLD,),
    "lines of `text`": (lines._MOST,),
    "findings of `html`": (page.LIMIT,),
    "results of `sarif`": (sarif_notes.RESULTS,),
    "annotations of `github`": (github.KIND_LIMIT,),
    "`github-summary`": (github_summary.LIMIT,),
    "`markdown`": (65_536,),
    "rows of `csv`": (csv.LIMIT,),
    "characters in a cell of `csv`": (csv._LONGEST,),
    "rows of a sheet of `xlsx`": (xlsx.MOST_ROWS, xlsx.MOST_CHARACTERS),
    "a report that": (json.MOST_BYTES,),
}
UNITS = {"MiB": 2**20, "GiB": 2**30}


def numbers(text: str) -> tuple[int, ...]:
    found = re.findall(r"(\d[\d,]*\d|\d)( MiB| GiB)?", text)
    return tuple(int(number.replace(",", "")) * UNITS.get(unit.strip(), 1) for number, unit in found)


def test_every_row_is_held() -> None:
    assert [next((name for name in HELD if row.startswith(name)), row) for row in ROWS] == list(HELD)


@pytest.mark.parametrize("name", HELD)
def test_a_row_has_the_numbers_of_the_program(name: str) -> None:
    [row] = [cells for what, cells in ROWS.items() if what.startswith(name)]
    assert numbers(row[0]) == HELD[name]
    assert set(re.findall(r"PS\d{3}", " ".join(row))) <= set(CODES)
    tests = re.findall(r"`(tests/[^`]+)`", row[-1])
    assert tests
    assert [test for test in tests if not (ROOT / test).exists()] == []


def test_what_is_told_of_a_rule_is_alike_in_words_and_on_the_page() -> None:
    assert findings.TOLD == one_rule.TOLD
