"""Reads every JSON file of a folder of real notices, and prints what came of it.

    python benchmarks/read_real_notices.py DIR

Three tables: files read and refused, by folder and code; facts stated, assumed and unreadable, by folder; and what
reading had to say, by code and message.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from policyspec.model.facts import Absence, Absent, Stated, Tender, items
from policyspec.model.vocabulary import standard
from policyspec.readers import read


def main(folder: Path) -> None:
    files: Counter[tuple[str, str]] = Counter()
    facts: Counter[tuple[str, str]] = Counter()
    said: Counter[tuple[str, str]] = Counter()
    paths = sorted(path for path in folder.rglob("*") if path.suffix in (".json", ".jsonl", ".xml"))
    start = time.perf_counter()
    for path in paths:
        source = path.relative_to(folder).parts[0]
        tenders, refused = read(path.read_bytes(), path.name, standard())
        files.update([(source, "read" if tenders else "refused"), *((source, f"refused {d.code}") for d in refused)])
        facts.update((source, what) for tender in tenders for what in kinds_of(tender))
        found = [*refused, *(d for tender in tenders for d in tender.diagnostics)]
        said.update((d.code, d.message[:90]) for d in found)
    seconds = time.perf_counter() - start
    print(f"{len(paths)} files in {seconds:.1f} s, {1000 * seconds / max(len(paths), 1):.1f} ms each")
    table("Files", sorted(files.items()))
    table("Facts", sorted(facts.items()))
    table("What reading had to say, commonest first", said.most_common(60))


def kinds_of(tender: Tender) -> Iterable[str]:
    """How each fact of a tender stands."""
    for thing in items(tender.root):
        for fact in thing.facts.values():
            match fact:
                case Stated(assumption=None):
                    yield "stated"
                case Stated():
                    yield "stated under an assumption"
                case Absent(why=Absence.UNREADABLE):
                    yield "unreadable"
                case Absent(why=why):
                    yield str(why)


def table(title: str, rows: Iterable[tuple[tuple[str, str], int]]) -> None:
    print(f"\n{title}\n")
    for (left, right), number in rows:
        print(f"{number:7,}  {left:20} {right}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
