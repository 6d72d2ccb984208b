"""A row for each tender: where it was read from, its number in a register (ocid), and the verdict of each rule.

For programs that read very many of them. A tender that could not be read has a row too, which says so.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from policyspec.base.dataclasses import dataclass
from policyspec.base.diagnostics import Diagnostic
from policyspec.model.outcomes import Verdict
from policyspec.report import csv
from policyspec.report.json import one_text

NOT_CHECKED = "not checked"

#: What each rule comes to, in the order of the rules. They are plain texts: `Verdict` takes long to be hashed.
Words = tuple[str, ...]
WORDS: Mapping[Verdict, str] = {verdict: verdict.value for verdict in Verdict}


class Form(Protocol):
    """How rows are written. It goes from process to process, so it holds nothing but values."""

    @property
    def opening(self) -> str: ...

    def row(self, source: str, ocid: str | None, words: Words) -> str:
        """Of a tender: where it was read from, its number in a register, if it has one, and its verdicts."""
        ...

    def unread(self, source: str, ocid: str | None, why: Diagnostic | None) -> str:
        """Of something that could not be read."""
        ...


# A text that is safe in a cell as it stands: most are, and looking closer takes ten times as long.
_PLAIN = re.compile(r"[A-Za-z0-9._/][A-Za-z0-9._/: -]*")


@dataclass(frozen=True, slots=True)
class Csv:
    """A table with a column for each rule."""

    rules: tuple[str, ...]

    @property
    def opening(self) -> str:
        return csv.table(("source", "ocid", *self.rules), ())

    def row(self, source: str, ocid: str | None, words: Words) -> str:
        return f'"{_cell(source)}","{_cell(ocid or "")}"{_cells(words)}\r\n'

    def unread(self, source: str, ocid: str | None, why: Diagnostic | None) -> str:  # noqa: ARG002 – a cell holds a verdict
        return self.row(source, ocid, (NOT_CHECKED,) * len(self.rules))


def _cell(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else csv.quoted(text)


@lru_cache(maxsize=4096)
def _cells(words: Words) -> str:
    return "".join(f',"{word}"' for word in words)


@dataclass(frozen=True, slots=True)
class Jsonl:
    """An object on each line, with a key for each rule."""

    rules: tuple[str, ...]

    @property
    def opening(self) -> str:
        return ""

    def row(self, source: str, ocid: str | None, words: Words) -> str:
        verdicts = _verdicts(self.rules, words)
        return f'{{"source": {one_text(source)}, "ocid": {one_text(ocid)}, "verdicts": {verdicts}}}\n'

    def unread(self, source: str, ocid: str | None, why: Diagnostic | None) -> str:
        said = f"{why.code}: {why.message}" if why else None
        return one_text({"source": source, "ocid": ocid, "verdicts": None, "not_checked": said}) + "\n"


@lru_cache(maxsize=4096)
def _verdicts(rules: tuple[str, ...], words: Words) -> str:
    return one_text(dict(zip(rules, words, strict=True)))


FORMS: Mapping[str, Callable[[tuple[str, ...]], Form]] = {"csv": Csv, "jsonl": Jsonl}


def form(name: str, rules: Sequence[str]) -> Form:
    """A form by its name, for these rules."""
    return FORMS[name](tuple(rules))
