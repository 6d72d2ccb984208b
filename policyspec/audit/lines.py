"""Parts of files to rows of verdicts: what one process does at a time. Whatever the process, the same rows.

A line with a plain release of OCDS is judged as it stands (`workspace.releases`). All else is read as `check` reads it,
and what is wrong is said as `check` says it.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from math import isqrt
from typing import assert_never

from policyspec.audit.blocks import Block, End, Gap, Unit, Whole
from policyspec.base.dataclasses import dataclass, replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.extras import ExtraMissing
from policyspec.base.source import Span
from policyspec.engines.python import Compiled, compile_rulebook
from policyspec.model.facts import Stated, Tender
from policyspec.model.outcomes import Verdict, rule_verdict
from policyspec.readers import container_errors, tenders_of
from policyspec.readers.limits import STANDARD
from policyspec.readers.lines import document
from policyspec.readers.streams import digest_of
from policyspec.report.verdicts import Form, Words
from policyspec.workspace import errors as of_files
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import Loaded
from policyspec.workspace.releases import releases
from policyspec.workspace.size import MOST_LOTS, MOST_SHARED, too_large
from policyspec.workspace.tenders import How, judge, read_file
from policyspec.workspace.typed import decoder, in_full


@dataclass(frozen=True, slots=True)
class Task:
    """What every tender is held against, what each verdict is called, and how a row is written."""

    policies: Loaded
    how: How
    words: Mapping[Verdict, str]
    form: Form


#: A tender, or what could not be read: the digest of its process (0: none), its source, its number in a register, its
#: row, and whether it was checked. A plain tuple, since millions of them pass from process to process.
Row = tuple[int, str, str | None, str, bool]


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a part of a file. `ended`: it was the last."""

    name: str
    rows: tuple[Row, ...] = ()
    said: tuple[Diagnostic, ...] = ()
    ended: bool = False


class Judge:
    """Judges parts of files by a task. Each process makes its own, for the rules are compiled then."""

    def __init__(self, task: Task) -> None:
        how = task.how
        self._task, self._policies = task, task.policies
        self._plain = releases(
            task.policies, gate=how.gate, on=how.on, assumptions=how.assumptions, words=task.words
        ).of_json
        self._stated = _ocid_decoder()

    def __call__(self, unit: Unit) -> Told:
        match unit:
            case Block():
                return _told(unit.name, self._lines(unit))
            case Whole():
                return _told(unit.name, self._file(unit))
            case Gap():
                return _told(unit.name, self._not_checked(unit.source, unit.why))
            case End():
                return Told(unit.name, ended=True)
            case _:
                assert_never(unit)

    def _lines(self, block: Block) -> Iterator[Row | Diagnostic]:
        try:
            data = block.bytes()
        except OSError as error:
            why = of_files.unreadable(block.name, (error.strerror or "no reason given").lower())
            yield from self._not_checked(block.name, why)
            return
        name, judged, row = block.name, self._plain, self._task.form.row
        for number, line in enumerate(_split(data), block.first):
            ocid = self._ocid(line) if _harmless(line) and _modest(line) else None
            try:
                words = judged(line) if ocid else None
            except Exception:  # noqa: BLE001 – whatever it is, the reader tells it
                words = None
            if ocid and words:
                source = f"{name}:{number}"
                yield digest_of(ocid), source, ocid, row(source, ocid, words), True
            elif line.strip():
                yield from self._line(line, number, name)

    def _ocid(self, line: bytes) -> str | None:
        """The number of the release in a register; None where there is none that stands for itself everywhere."""
        if found := _FIRST.match(line):
            return found[1].decode()
        try:
            stated = self._stated(line)
        except (ValueError, RecursionError):
            return None
        return stated if isinstance(stated, str) and _NUMBER.fullmatch(stated) else None

    # --- as `check` reads it ---

    def _line(self, line: bytes, number: int, name: str) -> Iterator[Row | Diagnostic]:
        source = f"{name}:{number}"
        if len(line) > STANDARD.record:
            span = Span(name, number, 1, number, 1)
            yield from self._not_checked(source, container_errors.record_too_large(span, "this line", STANDARD.record))
            return
        read = document(line, number, name)
        if isinstance(read, Diagnostic):
            yield from self._not_checked(source, read)
            return
        tenders, said = tenders_of(read, self._policies.vocabulary)
        for tender in tenders:
            yield from self._tender(replace(tender, source=f"{source}{tender.source.removeprefix(name)}"))
        yield from self._said(source, said, any_read=bool(tenders))

    def _file(self, whole: Whole) -> Iterator[Row | Diagnostic]:
        given = {} if whole.data is None else {whole.name: whole.data}
        said: list[Diagnostic] = []
        any_read = False
        for found in read_file(whole.name, Disk(given), self._policies.vocabulary, self._task.how.reading):
            if isinstance(found, Tender):
                yield from self._tender(found, once=False)  # the reader of a whole file has seen to that
                any_read = True
            else:
                said.append(found)
        yield from self._said(whole.name, said, any_read=any_read)

    def _said(self, source: str, said: Sequence[Diagnostic], *, any_read: bool) -> Iterator[Row | Diagnostic]:
        """What reading found. Where not all was read there is a row too, so that the rows alone tell of it."""
        wrong = next((one for one in said if one.is_error), None)
        if wrong or not any_read:
            yield self._unread(source, wrong or next(iter(said), None))
        yield from said

    def _not_checked(self, source: str, why: Diagnostic) -> Iterator[Row | Diagnostic]:
        yield self._unread(source, why)
        yield why

    def _unread(self, source: str, why: Diagnostic | None, ocid: str | None = None, digest: int = 0) -> Row:
        return digest, source, ocid, self._task.form.unread(source, ocid, why), False

    def _tender(self, tender: Tender, *, once: bool = True) -> Iterator[Row | Diagnostic]:
        """`once`: no other tender of the file may be of the same process."""
        stated = tender.root.fact("identifier")
        ocid = str(stated.value) if isinstance(stated, Stated) and stated.origin else None
        digest = digest_of(ocid) if once and ocid and tender.format == "ocds" else 0
        if why := too_large(tender):
            yield self._unread(tender.source, why, ocid, digest)
            yield why
            return
        try:
            words = self._words(tender)
        except Exception as error:  # noqa: BLE001 – it must not end the run
            words = (self._task.words[Verdict.FAILED],) * len(self._policies.rulebook.rules)
            yield of_files.fault(tender.source, error)
        yield digest, tender.source, ocid, self._task.form.row(tender.source, ocid, words), True

    def _words(self, tender: Tender) -> Words:
        how, words, rules = self._task.how, self._task.words, self._policies.rulebook.rules
        if tender.explanations or tender.waivers:  # which of them answers what is the interpreter's to say
            result = judge(tender, self._policies, self._policies.vocabulary, how)
            return tuple(words[each.verdict] for each in result.rules)
        found: dict[str, set[Verdict]] = {rule.id: set() for rule in rules}
        for row in self._compiled.judge(tender, gate=how.gate, on=how.on, assumptions=how.assumptions):
            found[row.rule].add(row.verdict)
        return tuple(words[rule_verdict(each)] for each in found.values())

    @cached_property
    def _compiled(self) -> Compiled:
        return compile_rulebook(self._policies.rulebook, self._policies.vocabulary)


def _split(data: bytes) -> Iterator[bytes]:
    """The lines, one at a time: the next takes the memory of the last, which is quicker than to have all of them."""
    start = 0
    while (end := data.find(b"\n", start)) >= 0:
        yield data[start:end]
        start = end + 1
    yield data[start:]


def _told(name: str, found: Iterable[Row | Diagnostic]) -> Told:
    rows: list[Row] = []
    said: list[Diagnostic] = []
    for one in found:
        if isinstance(one, Diagnostic):
            said.append(one)
        else:
            rows.append(one)
    return Told(name, tuple(rows), tuple(said))


# --- the number of a release --------------------------------------------------------------------------------------

_NUMBER = re.compile("[A-Za-z0-9][A-Za-z0-9._-]*")
#: Where it stands before all that is not a text, it is found without decoding.
_FIRST = re.compile(
    rb'\s*+\{\s*+(?:"[a-zA-Z]++"\s*+:\s*+"[^"\\]*+"\s*+,\s*+)*?"ocid"\s*+:\s*+"([A-Za-z0-9][A-Za-z0-9._-]*+)"'
)


def _ocid_decoder() -> Callable[[bytes], object]:
    """The number of a release from its text, wherever it stands. What it makes raises ValueError for what is none."""
    try:
        decode, errors_ = decoder([("ocid",)])
    except ExtraMissing:
        return lambda line: found.get("ocid") if isinstance(found := in_full(line), dict) else None

    def stated(line: bytes) -> object:
        try:
            return decode(line).ocid
        except errors_:
            return None

    return stated


# --- what a decoder lets pass ------------------------------------------------------------------------------------

#: So many objects are needed at least to be too many, half of them lots and half of them criteria.
_FEW = 2 * isqrt(MOST_SHARED)
_SHORT = 10_000  # bytes of a line; whatever it holds is judged soon, and most lines need not be looked through
_TURNED = re.compile(rb"\xe2(?:\x80[\xaa-\xae]|\x81[\xa6-\xa9])")
_PAIRED = re.compile(rb"\\u[dD][89a-fA-F]")


def _harmless(line: bytes) -> bool:
    """Whether readers take its texts: UTF-8 without hidden characters (`readers.text`) or halves of surrogate pairs.

    Single bytes are looked for before patterns, which take longer by far.
    """
    if len(line) > STANDARD.record or b"\x7f" in line or (b"\xe2" in line and _TURNED.search(line)):
        return False
    try:
        if not line.isascii():
            line.decode()
        if b"\\" in line and _PAIRED.search(line):
            json.dumps(json.loads(line), ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return False
    return True


def _modest(line: bytes) -> bool:
    """Whether it holds no more lots, and criteria for all of them, than are read (`workspace.size`)."""
    if len(line) < _SHORT or line.count(b"{") < _FEW:
        return True
    try:
        tender = json.loads(line)["tender"]
        lots, criteria = len(tender.get("lots") or ()), tender.get("awardCriteria") or {}
        shared = len(criteria.get("criteria") or ())
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        return False
    return lots <= MOST_LOTS and lots * shared <= MOST_SHARED
