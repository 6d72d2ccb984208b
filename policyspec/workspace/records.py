"""Explanations and waivers from files of their own: which of them each tender takes, and what is amiss with them.

One record may speak of many tenders, so what is said of it is said once for a run: that it excuses nothing only where
it does so for none.
"""

import posixpath
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from policyspec.base.dataclasses import dataclass, field, replace
from policyspec.base.diagnostics import Diagnostic, has_errors
from policyspec.base.suggest import did_you_mean
from policyspec.model.facts import Explanation, Tender, Waiver
from policyspec.model.keys import identity
from policyspec.model.vocabulary import Vocabulary, fold
from policyspec.readers import record_errors
from policyspec.readers.called import called_of
from policyspec.readers.errors import at
from policyspec.readers.records import Filed, in_tender, read_records
from policyspec.report.run import Judged
from policyspec.report.words import count, joined
from policyspec.workspace.loader import Loader

UNNEEDED = "PS605"


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a run's own files, and whether records count at all, wherever they stand."""

    filed: tuple[Filed, ...] = ()
    files: tuple[str, ...] = ()
    explanations: bool = True
    waivers: bool = True
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def usable(self) -> bool:
        return not has_errors(self.diagnostics)


NONE = Records()


def load_records(
    names: Sequence[str], loader: Loader, vocabulary: Vocabulary, *, explanations: bool = True, waivers: bool = True
) -> Records:
    """The records of these files. With an error among the diagnostics one of them is no such file."""
    filed: list[Filed] = []
    found: list[Diagnostic] = []
    for name in dict.fromkeys(names):
        data = loader.read(name)
        read = data if isinstance(data, Diagnostic) else read_records(data, name, vocabulary)
        if isinstance(read, Diagnostic):
            found.append(read)
        else:
            filed += read[0]
            found += read[1]
    return Records(tuple(filed), tuple(names), explanations, waivers, tuple(found))


@dataclass(slots=True)
class Ledger:
    """What became of each filed record while tenders were judged, one after another."""

    records: Records
    _known: list[str] = field(default_factory=list)  # what the tenders may be called
    _things: list[str] = field(default_factory=list)  # what is in the tenders of which a record speaks
    _spoken: set[Filed] = field(default_factory=set)  # records of which a tender was there
    _held: dict[Filed, list[list[Diagnostic]]] = field(default_factory=dict)  # what was said of it, for each tender

    def joined(self, tender: Tender, vocabulary: Vocabulary) -> Tender:
        """The tender with the records that speak of it, after its own; without those that do not count here."""
        if not self.records.filed:
            return counting(tender, self.records)
        own = [filed for filed in self.records.filed if speaks_of(filed, tender)]
        self._known += [identity(tender), tender.name, tender.file]
        self._spoken.update(own)
        called = called_of(tender.root, vocabulary)
        self._things += called.names() if own else []
        taken = {filed: record for filed in own if (record := in_tender(filed, called)) is not None}
        for filed in taken:
            self._held.setdefault(filed, []).append([])
        explanations = tuple(record for record in taken.values() if isinstance(record, Explanation))
        waivers = tuple(record for record in taken.values() if isinstance(record, Waiver))
        tender = replace(
            tender,
            explanations=(*tender.explanations, *explanations),
            waivers=(*tender.waivers, *waivers),
        )
        return counting(tender, self.records)

    def entered(self, judged: Judged) -> Judged:
        """The tender without what was said of filed records, which is kept for the end."""
        places = {(filed.origin.file, filed.origin.line, filed.origin.column): filed for filed in self._held}
        own: list[Diagnostic] = []
        for found in judged.diagnostics:
            span = found.span
            filed = places.get((span.file, span.line, span.column)) if span else None
            if filed is None:
                own.append(found)
            else:
                self._held[filed][-1].append(found)
        return replace(judged, diagnostics=tuple(own)) if len(own) < len(judged.diagnostics) else judged

    def closing(self) -> Iterator[Diagnostic]:
        """What is to be said of the filed records, each thing once."""
        yield from self.records.diagnostics
        for filed in self.records.filed:
            if not _counts(filed.record, self.records):
                continue
            if filed not in self._spoken and filed.tender is not None:
                span = at(filed.tender_origin or filed.origin)
                yield record_errors.other_tender(span, filed.tender, record_errors.noun(filed.record), self._known)
            elif filed not in self._held:
                yield from self._no_item(filed)
            else:
                yield from self._amiss(filed)

    def _no_item(self, filed: Filed) -> Iterator[Diagnostic]:
        item = filed.record.item
        if item is not None and self._known:
            near = did_you_mean(item, self._things)
            yield record_errors.no_item(
                at(filed.item_origin or filed.origin), item, record_errors.noun(filed.record), near
            )

    def _amiss(self, filed: Filed) -> Iterator[Diagnostic]:
        said = self._held[filed]
        found = {(d.code, d.message): d for each in reversed(said) for d in each}
        needed = not all(any(d.code == UNNEEDED for d in each) for each in said)
        yield from (d for d in found.values() if not (needed and d.code == UNNEEDED))
        if isinstance(filed.record, Waiver) and filed.tender is None and self._known:
            yield record_errors.every_tender(at(filed.origin), filed.record, self._known[0])


def speaks_of(filed: Filed, tender: Tender) -> bool:
    """Whether a record is of this tender: by its number in a register, its title, or a pattern of its file's name."""
    if filed.tender is None or fold(filed.tender) in {fold(identity(tender)), fold(tender.name)}:
        return True
    name, pattern = (posixpath.normpath(text.replace("\\", "/")) for text in (tender.file, filed.tender))
    return fnmatchcase(name if "/" in pattern else posixpath.basename(name), pattern)


def counting(tender: Tender, records: Records) -> Tender:
    """The tender without the kinds of record that do not count, and with a note of how many there are."""
    left = [
        count(number, kind)
        for number, kind, counts in (
            (len(tender.explanations), "explanation", records.explanations),
            (len(tender.waivers), "waiver", records.waivers),
        )
        if number and not counts
    ]
    if not left:
        return tender
    return replace(
        tender,
        explanations=tender.explanations if records.explanations else (),
        waivers=tender.waivers if records.waivers else (),
        assumptions=(*tender.assumptions, f"left out of account, as was asked: {joined(left)}"),
    )


def _counts(record: Explanation | Waiver, records: Records) -> bool:
    return records.waivers if isinstance(record, Waiver) else records.explanations
