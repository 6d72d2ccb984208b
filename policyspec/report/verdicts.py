"""A row for each tender: where it was read from, its number in a register (ocid), and the verdict of each rule.

For programs that read very many of them. A tender that could not be read has a row too, which says so.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial

from policyspec.base.dataclasses import dataclass
from policyspec.base.diagnostics import Diagnostic
from policyspec.model.outcomes import Verdict
from policyspec.report import csv
from policyspec.report.json import one_text

NOT_CHECKED = "not checked"

#: What each rule comes to, in the order of the rules. They are plain texts: `Verdict` takes long to be hashed.
Words = tuple[str, ...]
WORDS: Mapping[Verdict, str] = {verdict: verdict.value for verdict in Verdict}


@dataclass(frozen=True, slots=True)
class Form:
    """How rows are written.

    `row`: of a tender, from its source, its number in a register, if it has one, and the words. `unread`: of something
    that could not be read, from its source, and from why where that is told beside the rows.
    """

    opening: str
    row: Callable[[str, str | None, Words], str]
    unread: Callable[[str, str | None, Diagnostic | None], str]


def form(name: str, rules: Sequence[str]) -> Form:
    """A form by its name, for these rules."""
    return FORMS[name](tuple(rules))


# --- csv ----------------------------------------------------------------------------------------------------------

# A text that is safe in a cell as it stands: most are, and looking closer takes ten times as long.
_PLAIN = re.compile(r"[A-Za-z0-9._/][A-Za-z0-9._/: -]*")


def _csv(rules: tuple[str, ...]) -> Form:
    opening = csv.table(("source", "ocid", *rules), ())
    nothing = (NOT_CHECKED,) * len(rules)
    return Form(opening, _csv_row, lambda source, ocid, _why: _csv_row(source, ocid, nothing))


def _csv_row(source: str, ocid: str | None, words: Words) -> str:
    return f'"{_cell(source)}","{_cell(ocid or "")}"{_cells(words)}\r\n'


def _cell(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else csv.quoted(text)


@lru_cache(maxsize=4096)
def _cells(words: Words) -> str:
    return "".join(f',"{word}"' for word in words)


# --- jsonl --------------------------------------------------------------------------------------------------------


def _jsonl(rules: tuple[str, ...]) -> Form:
    return Form("", partial(_json_row, lru_cache(maxsize=4096)(partial(_verdicts, rules))), _json_unread)


def _json_row(told: Callable[[Words], str], source: str, ocid: str | None, words: Words) -> str:
    return f'{{"source": {one_text(source)}, "ocid": {one_text(ocid)}, "verdicts": {told(words)}}}\n'


def _verdicts(rules: tuple[str, ...], words: Words) -> str:
    return one_text(dict(zip(rules, words, strict=True)))


def _json_unread(source: str, ocid: str | None, why: Diagnostic | None) -> str:
    said = f"{why.code}: {why.message}" if why else None
    return one_text({"source": source, "ocid": ocid, "verdicts": None, "not_checked": said}) + "\n"


FORMS: Mapping[str, Callable[[tuple[str, ...]], Form]] = {"csv": _csv, "jsonl": _jsonl}
