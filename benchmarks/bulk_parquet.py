"""Eight rules over tenders in Parquet, beside hand-written SQL: `python -m benchmarks.bulk_parquet [TENDERS]`.

Both read Parquet, once each in turn, on one thread; the least processor seconds of each count. The hand-written query
is `by_hand.sql`, over the same releases as OCDS has them; `--sql FILE` takes another in its place, with `release` for
the table. Ours is exact, and tells of each lot what it may become. `--check` compares the two, tender by tender.
"""

import argparse
import tempfile
from collections.abc import Iterable
from pathlib import Path

from benchmarks.datasets import read_once, replicated, rules
from benchmarks.measured import busy, in_turn
from policyspec.audit.chunks import Chunk, Task, judge_chunk
from policyspec.audit.dataset import Dataset
from policyspec.audit.duck import Connection, connection, quoted
from policyspec.audit.judge import How, compiled, rows_of
from policyspec.engines.sql import CompiledQuery
from policyspec.engines.sql.compile import KEYS
from policyspec.engines.sql.judging import verdicts_of
from policyspec.model.outcomes import Gate, Verdict
from policyspec.workspace.policies import Policies

PART = 2_000
HOW = How(gate=Gate.PUBLISH, threads=1)
#: The columns of a release that the rules read; all numbers are binary.
RELEASE = """{ocid: 'VARCHAR', tender: 'STRUCT(mainProcurementCategory VARCHAR, procurementMethod VARCHAR,
  "value" STRUCT(amount DOUBLE, currency VARCHAR),
  lotDetails STRUCT(noLotsRationale VARCHAR, lotSizeJustification VARCHAR),
  tenderPeriod STRUCT(startDate VARCHAR, endDate VARCHAR),
  lots STRUCT("value" STRUCT(amount DOUBLE), suitability STRUCT(sme BOOLEAN), awardCriteria STRUCT(criteria STRUCT(
    "type" VARCHAR, "name" VARCHAR, numbers STRUCT("number" DOUBLE, weight VARCHAR)[])[]))[])'}"""
SAID = {Verdict.MET: "P", Verdict.EXPLAINED: "P", Verdict.BREACHED: "F", Verdict.NOT_APPLICABLE: "N"}


def main() -> None:
    parser = argparse.ArgumentParser(description="Eight rules over Parquet, beside hand-written SQL.")
    parser.add_argument("tenders", nargs="?", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--sql", type=Path, default=Path(__file__).with_name("by_hand.sql"))
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        compared(Path(name), given.tenders, given.times, given.sql.read_text(encoding="utf-8"), check=given.check)


def compared(folder: Path, number: int, times: int, by_hand: str, *, check: bool) -> None:
    policies = rules()
    base = read_once(folder / "base", PART, policies)
    copies = max(1, number // PART)
    ours, theirs = folder / "ours.parquet", folder / "theirs.parquet"
    with connection(threads=1) as duck:
        made(duck, replicated(base, copies, folder / "many"), folder / "base/releases.jsonl", copies, ours, theirs)
        query = compiled(duck, [ours], policies.rulebook, policies.vocabulary, HOW)
        hand = by_hand.replace("FROM release", f"FROM read_parquet({quoted(str(theirs))})")
        if check:
            agree(duck, rows_from(query), hand, policies)

        def written(select: str) -> None:
            duck.execute(f"COPY ({select}) TO {quoted(str(folder / 'out.parquet'))} (FORMAT parquet)")

        task, chunk = Task(policies.rulebook, policies.vocabulary, HOW), Chunk(0, (ours,), copies * PART)
        found = in_turn(
            [
                lambda: written(hand),
                lambda: written(query.text),
                lambda: written(rows_from(query)),
                lambda: judge_chunk(task, chunk, folder),
            ],
            times,
        )
    names = ("SQL by hand", "our query", "our query, a row for each outcome", "a chunk of an audit, written and sorted")
    print(f"{copies * PART:,} tenders, one thread, least of {times} in turn; {busy()}")
    for called, taken in zip(names, found, strict=True):
        print(f"{called:42}{taken:9.3f} s of processor{taken / found[0]:8.2f} × by hand")


def rows_from(query: CompiledQuery) -> str:
    """The query with a row for each tender, limb and item."""
    rows = (row for number, limb in enumerate(query.columns) for row in rows_of("judged", limb, number, KEYS))
    return f"WITH judged AS MATERIALIZED (\n{query.text})\n" + "\nUNION ALL ".join(rows)


def made(duck: Connection, many: Dataset, releases: Path, copies: int, ours: Path, theirs: Path) -> None:
    """The two files, in the same order: tenders in our columns, and the releases that they were read from."""
    files = ", ".join(quoted(str(file)) for file in many.files)
    of_lines = f"read_ndjson({quoted(str(releases))}, columns = {RELEASE})"
    duck.execute(f"COPY (FROM read_parquet([{files}])) TO {quoted(str(ours))} (FORMAT parquet, COMPRESSION zstd)")
    duck.execute(
        f"COPY (SELECT printf('%08d/', n) || ocid AS ocid, tender FROM range({copies}) AS r(n), {of_lines} ORDER BY n) "
        f"TO {quoted(str(theirs))} (FORMAT parquet, COMPRESSION zstd)"
    )


def agree(duck: Connection, rows: str, by_hand: str, policies: Policies) -> None:
    """Where both decide they say the same; ours may tell from bounds what the other leaves open."""
    ids = [rule.id for rule in policies.rulebook.rules]
    limbs = [(rule.id, limb.label) for rule in policies.rulebook.rules for limb in rule.limbs]
    letters: dict[str, dict[str, set[str]]] = {}
    for _, name, limb, _, possible in duck.execute(rows).fetchall():
        found = letters.setdefault(name, {id_: set() for id_ in ids})
        found[limbs[limb][0]].add(letter(verdicts_of(possible)))
    same = decided = 0
    for name, verdicts in duck.execute(by_hand).fetchall():
        for ours, theirs in zip(letters[name].values(), verdicts, strict=True):
            worst = next(one for one in "FUPN" if one in ours)
            same += worst == theirs
            decided += theirs == "U" != worst
            if theirs not in ("U", worst):
                print(f"{name}: {worst} against {theirs}")
    print(f"{same:,} verdicts are the same, {decided:,} are decided by ours only")


def letter(possible: Iterable[Verdict]) -> str:
    found = {SAID[verdict] for verdict in possible}
    return found.pop() if len(found) == 1 else "U"


if __name__ == "__main__":
    main()
