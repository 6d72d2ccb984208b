"""Holds every tender of a folder of real notices against the shipped policies, and prints what could be told of it.

    python -m benchmarks.packs_over_notices [DIR] [--keep FILE | --again FILE] [--jobs N]
        [--gates draft,publish] [--packs picked,law]

Three tables: by folder of DIR (by default `../shared/data`) and policy, how many verdicts of each kind; by folder and
rule, how many tenders breach it or are flagged; by folder, the facts that most tenders would have to state for more to
be told. `picked` stands for what `policyspec check` picks where no policy is named; `law` for each policy of law by
itself, whatever the buyer's country. `--keep` writes what the tables are made of, a line of JSON for each tender;
`--again` makes the tables of such a file.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from benchmarks.read_real_notices import DATA, paths, table
from policyspec.base.data import data_file
from policyspec.engines.interpret import evaluate
from policyspec.model.facts import Tender
from policyspec.model.outcomes import Gate, Outcome, TenderResult, Verdict
from policyspec.model.vocabulary import standard
from policyspec.workspace.disk import Disk
from policyspec.workspace.picking import Picking
from policyspec.workspace.policies import Loaded, Policies, load
from policyspec.workspace.tenders import read_input

PICKED, LAW = "picked", "law"
NO_LAW = ("commissioning", "red-flags")
CLEAR = "nothing to flag"
VERDICTS = (*(str(verdict) for verdict in Verdict if verdict is not Verdict.WAIVED), CLEAR)
TOLD = (Verdict.BREACHED, Verdict.FLAGGED)
MOST_WANTED = 8

Record = dict[str, Any]
Key = tuple[str, str, str]  # folder, policy, gate


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.name.split('.')[0]}"


@cache
def laws() -> dict[str, Policies]:
    """The policies of law, each loaded by itself with what it uses."""
    files = [path for path in sorted(data_file("policies").glob("*/*.policy")) if path.parent.name not in NO_LAW]
    return {name_of(path): load([str(path)], Disk()) for path in files}


@cache
def picking() -> Picking:
    return Picking(Disk())


def judged(path: Path, folder: Path, gates: Sequence[str], packs: Sequence[str]) -> list[Record]:
    """A record for each tender of a file, policy or pick, and gate."""
    source = path.relative_to(folder).parts[0]
    tenders = read_input(str(path), Disk(), standard()).tenders
    return [record(source, run, gate, tender) for tender in tenders for run in packs for gate in gates]


def record(source: str, run: str, gate: str, tender: Tender) -> Record:
    runs = [(PICKED, picking().of(tender)[1])] if run == PICKED else list(laws().items())
    return {
        "source": source,
        "tender": tender.source,
        "gate": gate,
        "packs": {name: told(tender, policies, gate, name) for name, policies in runs},
    }


def told(tender: Tender, policies: Loaded, gate: str, name: str) -> Record:
    result, _ = evaluate(policies.rulebook, tender, policies.vocabulary, gate=Gate(gate), on=None, assumptions=True)
    rules = verdicts(result)
    kept = rules if name == PICKED else {rule: verdict for rule, verdict in rules.items() if rule.startswith(name)}
    open_ = [one for one in result.outcomes if one.rule in kept and one.verdict is Verdict.UNDETERMINED]
    missing = sorted({plain(fact.name) for one in open_ for fact in one.missing})
    found: Record = {"judged_on": result.judged_on, "identity": result.identity, "rules": kept, "missing": missing}
    if name == PICKED:
        found["decided"] = [brief(one) for one in result.outcomes if one.verdict in (*TOLD, Verdict.MET)]
    return found


def verdicts(result: TenderResult) -> dict[str, str]:
    """The verdict of each rule; a flag that was looked at and not raised is told apart from one that does not apply."""
    clear = {one.rule for one in result.outcomes if one.clear}
    return {
        one.rule: CLEAR if one.verdict is Verdict.NOT_APPLICABLE and one.rule in clear else str(one.verdict)
        for one in result.rules
    }


def brief(one: Outcome) -> Record:
    return {
        "rule": one.rule,
        "limb": one.limb,
        "item": one.item_label,
        "verdict": str(one.verdict),
        "message": one.message,
        "assumptions": list(one.assumptions),
    }


def plain(fact: str) -> str:
    """A missing fact without the names and numbers of the things that it belongs to."""
    return re.sub(r" (\([^)]*\)+|\d+)(?= |$)", "", re.sub(r" \([^)]*\)+", "", fact))


def each_record(folder: Path, gates: Sequence[str], packs: Sequence[str], jobs: int) -> Iterator[Record]:
    with Pool(jobs) as pool:
        waiting = [pool.apply_async(judged, (path, folder, gates, packs)) for path in paths(folder)]
        for one in waiting:
            yield from one.get()


def tables(records: Iterable[Record]) -> None:
    counts: dict[Key, Counter[str]] = defaultdict(Counter)
    tenders: dict[Key, set[str]] = defaultdict(set)
    rules: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    missing: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for one in records:
        source, gate = one["source"], one["gate"]
        for pack, found in one["packs"].items():
            for rule, verdict in found["rules"].items():
                for row in rows_of(pack, rule):
                    counts[source, row, gate][verdict] += 1
                    tenders[source, row, gate].add(one["tender"])
            if pack == PICKED:
                rules[source, gate].update((r, v) for r, v in found["rules"].items() if v in TOLD)
                missing[source, gate].update(found["missing"])
    table(("what", "policy", "gate", "tenders", "rules × tenders", "decided", *VERDICTS), count_rows(counts, tenders))
    told_of = [[*key, rule, verdict, f"{n:,}"] for key, c in rules.items() for (rule, verdict), n in c.most_common()]
    table(("what", "gate", "rule", "verdict", "tenders"), told_of)
    wanted = [[*key, ", ".join(f"{f} {n:,}" for f, n in c.most_common(MOST_WANTED))] for key, c in missing.items()]
    table(("what", "gate", "most wanted"), wanted)


def rows_of(pack: str, rule: str) -> tuple[str, ...]:
    """Where a rule is counted: at its policy, and what was picked also as a whole."""
    return (PICKED, rule.partition("#")[0]) if pack == PICKED else (pack,)


def count_rows(counts: dict[Key, Counter[str]], tenders: dict[Key, set[str]]) -> Iterator[list[str]]:
    for key, found in sorted(counts.items()):
        every = found.total()
        decided = every - found[str(Verdict.UNDETERMINED)]
        share = f"{decided:,} ({decided * 100 // every}%)" if every else "0"
        yield [*key, f"{len(tenders[key]):,}", f"{every:,}", share, *(f"{found[verdict]:,}" for verdict in VERDICTS)]


def kept(records: Iterable[Record], file: Path) -> Iterator[Record]:
    """The records, each also written as a line."""
    with file.open("w", encoding="utf-8") as out:
        for one in records:
            out.write(json.dumps(one) + "\n")
            out.flush()
            yield one


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=DATA)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--again", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--gates", default="draft,publish")
    parser.add_argument("--packs", default=f"{PICKED},{LAW}")
    given = parser.parse_args()
    if given.again:
        return tables(map(json.loads, given.again.read_text("utf-8").splitlines()))
    records = each_record(given.folder, given.gates.split(","), given.packs.split(","), given.jobs)
    return tables(kept(records, given.keep) if given.keep else records)


if __name__ == "__main__":
    main()
