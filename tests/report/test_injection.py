"""Hostile texts in every field of a run, and what becomes of them in the formats for people and for data."""

import csv
import io
import json
import re
import unicodedata
from functools import cache
from typing import Any

import pytest
from markdown_it import MarkdownIt

from policyspec.report import formats
from policyspec.report.csv import text as cell
from policyspec.report.page import visible, write
from policyspec.report.run import Run
from tests.report.payloads import NOTHING, PAYLOADS, RUN, poisoned

#: What no output has: controls other than the end of a line, marks that turn or hide text, halves of pairs.
ACTING = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
FORMULA = tuple("=+-@\t\r＝＋－＠")


def made(name: str, run: Run) -> str:
    found = formats.render(name, run, NOTHING)
    assert not isinstance(found, bytes)
    return found if isinstance(found, str) else write(found)


@cache
def hostile(name: str, payload: str) -> str:
    """The format with a payload of the table in every field."""
    return made(name, poisoned(PAYLOADS[payload]))


@pytest.mark.parametrize("name", ["text", "plain", "concise", "json", "jsonl", "markdown", "csv"])
def test_nothing_acts_on_a_terminal_or_the_log_of_a_pipeline(name: str) -> None:
    for payload in PAYLOADS:
        said = hostile(name, payload)
        assert not ACTING.search(said.replace("\r\n", "\n")), payload
        assert not [row for row in said.splitlines() if row.lstrip().startswith("::")], payload
        assert "##[" not in said, payload
        said.encode("utf-8")


@pytest.mark.parametrize("name", ["plain", "concise", "json", "jsonl", "markdown", "csv"])
def test_no_line_is_forged(name: str) -> None:
    """As many lines as with a harmless text, wherever the hostile one stands."""
    harmless = len(made(name, poisoned("x")).split("\n"))
    lines = {payload: len(hostile(name, payload).split("\n")) for payload in PAYLOADS if payload != "long"}
    assert lines == dict.fromkeys(lines, harmless)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_json_is_ascii_and_says_the_very_text(payload: str) -> None:
    said = hostile("json", payload)
    assert said.isascii()
    whole = PAYLOADS[payload].encode("utf-8", "backslashreplace").decode()
    assert json.loads(said)["tenders"][0]["outcomes"][0]["message"] == whole


@pytest.mark.parametrize("payload", PAYLOADS)
def test_each_line_of_jsonl_is_a_record(payload: str) -> None:
    records = [json.loads(row) for row in hostile("jsonl", payload).splitlines()]
    kinds = [record["kind"] for record in records]
    assert (kinds[0], kinds[-1]) == ("start", "end")
    assert kinds.count("outcome") == 9
    assert kinds.count("tender") == 2
    assert records[-1]["counts"]["outcomes"]["breached"] == 2


# --- a spreadsheet ------------------------------------------------------------------------------------------------


def table(said: str) -> list[list[str]]:
    assert said.startswith("\ufeff")
    return list(csv.reader(io.StringIO(said[1:], newline="")))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_is_a_formula_and_none_breaks_out(payload: str) -> None:
    rows = table(hostile("csv", payload))
    assert {len(row) for row in rows} == {len(table(made("csv", RUN))[0])}
    assert len(rows) == len(table(made("csv", RUN)))
    assert not [c for row in rows for c in row if c.lstrip().startswith(FORMULA)]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_is_a_formula_where_a_semicolon_parts_cells(payload: str) -> None:
    said = made("csv", poisoned(f"a;{PAYLOADS[payload]};"))
    pieces = [piece for row in said[1:].splitlines() for piece in row.split(";")]
    assert not [piece for piece in pieces if piece.lstrip().startswith(FORMULA)]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("=1+1", "'=1+1"),
        (" -5", " '-5"),
        ("10%", "10%"),
        ("a; =b", "a; '=b"),
        ("＝1", "'＝1"),
        ("GBP 5; 6", "GBP 5; 6"),
        ("two\nlines", "two\\x0alines"),
        ("it's", "it's"),
    ],
)
def test_a_cell(written: str, shown: str) -> None:
    assert cell(written) == shown


def test_a_cell_holds_no_more_than_a_spreadsheet_takes() -> None:
    assert len(cell("x" * 100_000)) < 32_767
    assert "the JSON report has it all" in cell("x" * 100_000)


# --- Markdown -----------------------------------------------------------------------------------------------------

#: What we write ourselves; anything else would be somebody's markup.
OURS = {
    "heading_open", "paragraph_open", "table_open", "thead_open", "tbody_open", "tr_open", "th_open", "td_open",
    "bullet_list_open", "list_item_open", "strong_open", "inline", "text", "html_inline", "softbreak",
}  # fmt: skip


def parsed(said: str) -> list[Any]:
    """The tokens of a page as GitHub reads it, but for its links of bare addresses, for which see `LINKED`."""
    return list(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(said))


#: What becomes a link, a mention or a reference without any markup.
LINKED = re.compile(r"://|www\.\w|@\w|#\w|GH-\d", re.IGNORECASE)


def shape(said: str) -> list[str]:
    """The elements of a page, in order; of HTML, which. A code span shows words and can do nothing."""
    parts = [part for token in parsed(said) for part in (token, *(token.children or ()))]
    kinds = [f"{p.type} {p.content}" if p.type.startswith("html") else p.type for p in parts]
    return [
        kind
        for kind in kinds
        if kind not in {"text", "code_inline", "html_inline <!-- -->"} and not kind.endswith("_close")
    ]


@pytest.mark.parametrize("payload", [name for name in PAYLOADS if name != "long"])
def test_markdown_of_anybody_is_words(payload: str) -> None:
    said = hostile("markdown", payload)
    page = shape(said)
    assert not LINKED.search(said)
    assert page == shape(made("markdown", poisoned("x")))
    assert {one.split()[0] for one in page} <= OURS


def test_markdown_shows_what_was_written() -> None:
    """The escapes are none to the reader."""
    for payload in PAYLOADS.values():
        found = parsed(made("markdown", poisoned(payload)))
        shown = ["".join(p.content for p in t.children or [] if p.type == "text") for t in found if t.type == "inline"]
        wanted = visible(payload)[:2000].strip()
        assert any(unicodedata.normalize("NFC", wanted) in text for text in shown), payload


def test_a_comment_on_a_pull_request_takes_all_of_it() -> None:
    for payload in ("#" * 3000, "x" * 3000, "@a|b`"):
        run = poisoned(payload)
        many = Run(run.tenders * 200, run.diagnostics, run.unread * 500, run.comparison)
        said = made("markdown", many)
        assert len(said) < 65_536
        assert "left out here: the JSON report has all." in said
        assert "| not applicable | 200 | 200 |" in said
