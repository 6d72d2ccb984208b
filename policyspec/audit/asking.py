"""For want of which facts outcomes are undetermined. The interpreter says it, of all of them or of a sample.

The query tells that an outcome is open, not what would settle it: that is a search, outcome by outcome. So of each rule
no more than some tenders are asked about, those whose names come first by their digest: as good as drawn by lot, and
the same in every run.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from heapq import nsmallest
from pathlib import Path

from policyspec.audit.chunks import Chunk, Task, database
from policyspec.audit.duck import Connection, quoted
from policyspec.audit.parquet import read_tenders
from policyspec.base.dataclasses import dataclass, replace
from policyspec.engines.interpret import evaluate
from policyspec.ir.nodes import Rule, Rulebook
from policyspec.model.columns import SOURCE
from policyspec.model.facts import Item, Tender, items
from policyspec.model.inherit import implicit_lot
from policyspec.model.outcomes import Outcome, Verdict
from policyspec.model.vocabulary import Vocabulary

#: A row for each fact that an outcome waits for; one without a fact where none would settle it. `outcome`: its number.
COLUMNS = {
    "source": "VARCHAR",
    "rule": "VARCHAR",
    "limb": "VARCHAR",
    "item": "VARCHAR",
    "outcome": "INTEGER",
    "entity": "VARCHAR",
    "fact": "VARCHAR",
    "words": "VARCHAR",
    "why": "VARCHAR",
}
_TOGETHER = 50  # tenders that are asked about at a time


@dataclass(frozen=True, slots=True)
class Question:
    """Of which rules of which tenders of one chunk the missing facts are wanted."""

    number: int
    chunk: Chunk
    tenders: tuple[tuple[str, tuple[str, ...]], ...]  # source, and ids of rules


def questions(
    duck: Connection, outcomes: Sequence[tuple[Chunk, Path]], rulebook: Rulebook, most: int | None
) -> list[Question]:
    """What is to be asked. `outcomes`: the file of each chunk. `most`: tenders for each rule; None: all of them."""
    chosen: dict[str, list[tuple[str, int, str]]] = {rule.id: [] for rule in rulebook.rules}
    for chunk, file in outcomes:
        for rule, digest, source in _open(duck, file, most):
            chosen[rule].append((digest, chunk.number, source))
        if most is not None:
            chosen = {rule: nsmallest(most, found) for rule, found in chosen.items()}
    by_chunk: dict[int, dict[str, list[str]]] = {chunk.number: {} for chunk, _ in outcomes}
    for rule, found in chosen.items():
        for _, number, source in found:
            by_chunk[number].setdefault(source, []).append(rule)
    made: list[Question] = []
    for chunk, _ in outcomes:
        tenders = [(source, tuple(rules)) for source, rules in sorted(by_chunk[chunk.number].items())]
        for start in range(0, len(tenders), _TOGETHER):
            made.append(Question(len(made), chunk, tuple(tenders[start : start + _TOGETHER])))
    return made


def _open(duck: Connection, file: Path, most: int | None) -> list[tuple[str, str, str]]:
    """The tenders of a chunk in which each rule is undetermined, no more than are wanted."""
    limit = "" if most is None else f"QUALIFY row_number() OVER (PARTITION BY rule ORDER BY digest, source) <= {most}"
    return list(
        duck.execute(
            f"SELECT rule, md5(source) AS digest, source FROM read_parquet({quoted(str(file))}) "
            f"WHERE verdict = '{Verdict.UNDETERMINED}' GROUP BY rule, source {limit}"
        ).fetchall()
    )


# --- the answers ------------------------------------------------------------------------------------------------


def answer(task: Task, question: Question, work: Path) -> Path:
    """Write what the outcomes of a question wait for as Parquet into `work`."""
    lines, made = work / f"asked-{question.number:05}.jsonl", work / f"asked-{question.number:05}.parquet"
    wanted = dict(question.tenders)
    sources = ", ".join(map(quoted, wanted))
    number = 0
    with lines.open("w", encoding="utf-8") as out:
        for tender in read_tenders(question.chunk.files, f"{SOURCE} IN ({sources})"):
            for outcome in _undetermined(task, tender, wanted[tender.source]):
                number += 1
                for row in _rows(tender, outcome, number, task.vocabulary):
                    out.write(json.dumps(dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False) + "\n")
    typed = ", ".join(f"{quoted(name)}: {quoted(type_)}" for name, type_ in COLUMNS.items())
    read = f"read_json({quoted(str(lines))}, format = 'newline_delimited', columns = {{{typed}}})"
    with database(task, work) as duck:
        query = f"SELECT * FROM {read} ORDER BY source, outcome, entity, fact, words"
        duck.execute(f"COPY ({query}) TO {quoted(str(made))} (FORMAT parquet, COMPRESSION zstd)")
    lines.unlink()
    return made


def _undetermined(task: Task, tender: Tender, rules: Collection[str]) -> list[Outcome]:
    some = replace(task.rulebook, rules=tuple(_with_those_that_prevail(task.rulebook.rules, rules)))
    how = task.how
    result, _ = evaluate(some, tender, task.vocabulary, gate=how.gate, on=how.on, assumptions=how.assumptions)
    return [o for o in result.outcomes if o.rule in rules and o.verdict is Verdict.UNDETERMINED]


def _with_those_that_prevail(rules: Sequence[Rule], wanted: Collection[str]) -> Iterator[Rule]:
    """These rules and, again and again, those that they yield to."""
    by_id = {rule.id: rule for rule in rules}
    known, waiting = set(wanted), list(wanted)
    while waiting:
        more = {one.rule for one in by_id[waiting.pop()].yields_to if one.rule in by_id} - known
        known |= more
        waiting += more
    return (rule for rule in rules if rule.id in known)


def _rows(
    tender: Tender, outcome: Outcome, number: int, vocabulary: Vocabulary
) -> Iterator[tuple[str | int | None, ...]]:
    start = (tender.source, outcome.rule, outcome.limb, outcome.item, number)
    if not outcome.missing:
        yield (*start, None, None, None, None)
    for missing in outcome.missing:
        entity, fact = called(missing.name, tender, vocabulary)
        yield (*start, entity, fact, missing.name, missing.absence)


def called(name: str, tender: Tender, vocabulary: Vocabulary) -> tuple[str, str]:
    """The kind of thing and the phrase of a fact that the interpreter names in words: `weight of criterion 1 (Price)`.

    A name that is of no thing of the tender stands for itself, without a kind.
    """
    own = vocabulary.fact("tender", name)
    if own is not None:
        return own.owner, own.phrase
    for item in sorted(_things(tender, vocabulary), key=lambda item: -len(item.label)):
        phrase = name.removesuffix(f" of {item.label}").removeprefix(f"whether {item.label} is ")
        found = vocabulary.fact(item.entity, phrase) if phrase != name else None
        if found is not None:
            return found.owner, found.phrase
    return "", name


def _things(tender: Tender, vocabulary: Vocabulary) -> list[Item]:
    return [item for item in (*items(tender.root), implicit_lot(tender.root, vocabulary)) if item.label]
