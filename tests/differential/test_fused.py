"""The code over releases held against the whole way: generated rulebooks and releases, in either form of a document."""

# ruff: noqa: S311 - as in books.py
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Any

import pytest

from policyspec.engines.python import Compiled, compile_rulebook
from policyspec.engines.python.parsed.compiled import Setting, Words, compile_parsed
from policyspec.model.facts import Tender
from policyspec.model.outcomes import Gate, Verdict
from policyspec.model.verdicts import Row
from policyspec.readers import read
from policyspec.readers.ocds.plain import plainly
from policyspec.workspace.releases import word_of
from policyspec.workspace.typed import decoder
from tests.differential.books import Book, book, packs
from tests.differential.releases import release, written
from tests.differential.test_releases import rules

#: Verdicts in their own words; and in two, of which each is said of several.
ITSELF: dict[Verdict, object] = {verdict: verdict for verdict in Verdict}
ROUGHLY: dict[Verdict, object] = {
    v: "wrong" if v in (Verdict.BREACHED, Verdict.UNDETERMINED) else "fine" for v in Verdict
}


@dataclass(frozen=True)
class Judges:
    """The code for some rules of a book, over objects and over texts, and the whole way for them."""

    compiled: Compiled
    gate: Gate
    words: dict[Verdict, object]
    parsed: Callable[[Any], Words]
    typed: Callable[[bytes], Words]

    def told(self, made: dict[str, Any]) -> Iterator[tuple[str, Words]]:
        """What the code says, in each form in which it says something."""
        for way, found in (("parsed", self.parsed(made)), ("typed", self.typed(written(made)))):
            if found:
                yield way, found

    def whole(self, made: dict[str, Any]) -> Words | None:
        tenders, _ = read(written(made), "x.json", self.compiled.vocabulary)
        return self.judged(tenders[0]) if len(tenders) == 1 else None

    def judged(self, tender: Tender) -> Words:
        rows: dict[str, list[Row]] = {rule.id: [] for rule in self.compiled.rulebook.rules}
        for row in self.compiled.judge(tender, gate=self.gate):
            rows[row.rule].append(row)
        return tuple(word_of(each, self.words) for each in rows.values())


def judges(of: Book, gate: Gate, words: dict[Verdict, object]) -> Judges | None:
    """Of those rules for which there is code; None: there is none."""
    setting = Setting(gate is Gate.PUBLISH, of.rulebook.vat_basis, words)
    table = plainly(of.vocabulary)
    parsed, emitted = compile_parsed(of.rulebook, table, setting, _refused)
    if not emitted.rules:
        return None
    kept = replace(of.rulebook, rules=tuple(of.rulebook.rules[place] for place in emitted.rules))
    typed, read_ = compile_parsed(of.rulebook, table, setting, _refused, typed=True)
    decode, errors = decoder(read_.paths)

    def of_text(data: bytes) -> Words:
        try:
            return typed(decode(data))
        except errors:
            return ()

    return Judges(compile_rulebook(kept, of.vocabulary), gate, words, parsed, of_text)


def _refused(_: object) -> Words:
    return ()


def unlike(of: Judges, seeds: range) -> tuple[list[str], int]:
    """Where the code says something else than the whole way, and how often it says anything."""
    found: list[str] = []
    told = 0
    for seed in seeds:
        made = release(Random(f"release {seed}"))
        for way, said in of.told(made):
            told += 1
            if said != (wanted := of.whole(made)):
                ids = [rule.id for rule in of.compiled.rulebook.rules]
                parts = [each for each in zip(ids, said, wanted or said, strict=True) if each[1] != each[2]]
                found.append(f"release {seed}, {way}, {of.gate}: {parts if wanted else wanted}\n{json.dumps(made)}")
    return found, told


@cache
def eight() -> list[Judges]:
    """The eight rules of the peers' benchmark, alone and together, for which more releases are plain when alone."""
    book_ = rules()
    alone = [replace(book_, rulebook=replace(book_.rulebook, rules=(rule,))) for rule in book_.rulebook.rules]
    made = [judges(each, gate, words) for each in (book_, *alone) for gate in Gate for words in (ITSELF, ROUGHLY)]
    assert all(made)
    return [each for each in made if each is not None]


def test_the_eight_rules_over_releases_with_gaps() -> None:
    found: list[str] = []
    told = 0
    for number, each in enumerate(eight()):
        some, times = unlike(each, range(20 * number, 20 * number + 20))
        found, told = [*found, *some], told + times
    assert not found, "\n".join(found[:3])
    assert told > 15 * len(eight()), "nearly all of it is told, in one form or both"


@pytest.mark.long
def test_the_eight_rules_over_many_releases() -> None:
    assert [said for each in eight() for said in unlike(each, range(1_000))[0]] == []


def generated(seeds: range) -> Iterator[tuple[str, Judges]]:
    for seed in seeds:
        of = book(seed)
        made = judges(of, list(Gate)[seed % 2], ROUGHLY if seed % 5 == 0 else ITSELF)
        if made is not None:
            yield of.name, made


def test_generated_rules() -> None:
    told = 0
    for name, each in generated(range(40)):
        found, times = unlike(each, range(15))
        assert not found, f"{name}: {found[0]}"
        told += times
    assert told > 40


@pytest.mark.long
@pytest.mark.parametrize("start", range(0, 4_000, 500))
def test_many_generated_rules(start: int) -> None:
    for name, each in generated(range(start, start + 500)):
        found, _ = unlike(each, range(start, start + 30))
        assert not found, f"{name}: {found[0]}"


@pytest.mark.long
@pytest.mark.parametrize("of", packs(), ids=lambda of: of.name)
def test_policies_that_ship(of: Book) -> None:
    for gate in Gate:
        made = judges(of, gate, ITSELF)
        assert made is None or unlike(made, range(150))[0] == []
