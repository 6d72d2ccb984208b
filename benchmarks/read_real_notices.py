"""Reads every file of a folder of real notices, as `policyspec check` reads them, and prints what came of it.

    python -m benchmarks.read_real_notices [DIR]

A table with a row for each folder of DIR (by default `../shared/data`): files, those read, the tenders in them, those
refused by code, facts, and the slowest file with its seconds; and a table of remarks by code. No rule is judged.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from policyspec.base.codes import CODES
from policyspec.model.facts import Absence, Absent, Stated, Tender, items
from policyspec.model.vocabulary import standard
from policyspec.workspace.disk import Disk
from policyspec.workspace.tenders import Input, read_input

DATA = Path(__file__).parents[1] / "../shared/data"
HEADINGS = ("type", "files", "read", "tenders", "refused", "facts", "unreadable", "withheld", "slowest file", "s")


@dataclass(slots=True)
class Row:
    """What the files of one type came to."""

    files: int = 0
    read: int = 0
    tenders: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)
    remarks: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")

    def add(self, name: str, found: Input, seconds: float) -> None:
        self.files += 1
        self.read += bool(found.tenders)
        self.tenders += len(found.tenders)
        if not found.tenders:
            self.refused.update({d.code for d in found.diagnostics if d.is_error})
        for tender in found.tenders:
            self.facts.update(kinds_of(tender))
            self.remarks.update(diagnostic.code for diagnostic in tender.diagnostics)
        self.remarks.update(d.code for d in found.diagnostics if found.tenders or not d.is_error)
        self.slowest = max(self.slowest, (seconds, name))

    def cells(self, name: str) -> list[str]:
        numbers = (self.facts["stated"], self.facts["unreadable"], self.facts["withheld"])
        seconds, slowest = self.slowest
        counts = [f"{number:,}" for number in (self.files, self.read, self.tenders)]
        refused = by_code(self.refused)
        return [name, *counts, refused, *(f"{number:,}" for number in numbers), f"`{slowest}`", f"{seconds:.2f}"]


def paths(folder: Path) -> list[Path]:
    """The files in the folders of `folder`; what lies beside these describes them."""
    return sorted(path for path in folder.glob("*/**/*") if path.is_file())


def read_all(folder: Path) -> Iterator[tuple[Path, Input, float]]:
    """Each file, what it comes to, and the seconds that reading took."""
    disk, vocabulary = Disk(), standard()
    for path in paths(folder):
        start = time.perf_counter()
        found = read_input(str(path), disk, vocabulary)
        yield path, found, time.perf_counter() - start


def kinds_of(tender: Tender) -> Iterator[str]:
    """How each fact of a tender stands."""
    for thing in items(tender.root):
        for fact in thing.facts.values():
            match fact:
                case Stated():
                    yield "stated"
                case Absent(why=Absence.UNREADABLE):
                    yield "unreadable"
                case Absent(why=why):
                    yield str(why)


def by_code(counts: Counter[str]) -> str:
    return ", ".join(f"{code} {number:,}" for code, number in sorted(counts.items())) or "–"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table in Markdown."""
    print(f"\n| {' | '.join(headings)} |\n|{'---|' * len(headings)}")
    for row in rows:
        print(f"| {' | '.join(row)} |")


def main(folder: Path) -> None:
    rows: dict[str, Row] = {}
    remarks: Counter[str] = Counter()
    total = 0.0
    for path, found, seconds in read_all(folder):
        row = rows.setdefault(path.relative_to(folder).parts[0], Row())
        row.add(path.name, found, seconds)
        total += seconds
    for row in rows.values():
        remarks += row.remarks
    number = sum(row.files for row in rows.values())
    print(f"{number:,} files in {total:.1f} s, {1000 * total / max(number, 1):.1f} ms each")
    table(HEADINGS, (row.cells(name) for name, row in sorted(rows.items())))
    table(("remark", "of", "times"), ((c, CODES[c].title, f"{n:,}") for c, n in remarks.most_common()))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
