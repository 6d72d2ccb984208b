"""Corrections to a clause that does not parse: a keyword misspelt, a word of habit, a word too many or too few.

A correction is only proposed if the clause reads on with it.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Literal

from policyspec.base.dataclasses import dataclass
from policyspec.base.patterns import pattern
from policyspec.base.suggest import nearest
from policyspec.syntax import grammar
from policyspec.syntax.clause import Clause, Edit
from policyspec.syntax.grammar import Failure
from policyspec.syntax.keywords import HABITS, KEYWORDS, RESERVED
from policyspec.syntax.rewordings import rewordings

Mistake = Literal[
    "misspelt", "habit", "twice", "lacking", "full stop", "instead", "no modal", "joined list", "reworded"
]
Candidate = tuple[Mistake, Edit]

_WORD = pattern(r"[^\W\d_][\w'/-]*")
_ANY_HABIT = "|".join(habit.replace(" ", r"\s+") for habit in HABITS)
_HABIT = pattern(rf"(?<![\w-])(?:{_ANY_HABIT})(?![\w-])")
_LIST = pattern(r"(?<![\w-])(?:one|each)\s+of(?![\w-])[^\"]{0,300}?(?<=[^\s,])(?P<join>,?\s+(?:or|and))(?![\w-])")
_AT = pattern(r"(?<![\w-])(?<!at )(?:least|most)(?![\w-])")
_IS = pattern(r"(?<![\w-])(?:is|are|be)(?P<not>\s+not)?(?![\w-])")
_MODAL = pattern(r"(?<![\w-])(?:must|should)(?![\w-])")
_SINGLE = {word for keyword in KEYWORDS for word in keyword.split()}
_SMALL: dict[str, tuple[str, ...]] = {"policy": ("version",), "use": ("version",), "rule": (), "change": ()}
_MOST_TRIED = 30


@dataclass(frozen=True, slots=True)
class Correction:
    """An edit with which the clause reads on, and what the mistake was. `whole`: the clause parses with it."""

    edit: Edit
    mistake: Mistake
    whole: bool
    hint: str | None = None


def correction(clause: Clause, failure: Failure) -> Correction | None:
    """The first correction with which the clause parses, else one with which it parses further than it did."""
    reworded = _reworded(clause)
    if reworded is not None:
        return reworded
    further = None
    for number, (mistake, edit) in enumerate(_candidates(clause, failure)):
        if number >= _MOST_TRIED:
            break
        again = grammar.parse(clause.mended(edit).text, clause.kind)
        if not isinstance(again, Failure):
            return Correction(edit, mistake, whole=True)
        grown = len(edit.text) - (edit.end - edit.start)
        if further is None and mistake == "misspelt" and again.start - grown > max(failure.end, edit.end):
            further = Correction(edit, mistake, whole=False)
    return further


def _reworded(clause: Clause) -> Correction | None:
    """What is said in everyday words, where the clause parses once it is said in the language's."""
    for said in islice(rewordings(clause.kind, clause.bare), _MOST_TRIED):
        if not isinstance(grammar.parse(clause.mended(said.edit).text, clause.kind), Failure):
            return Correction(said.edit, "reworded", whole=True, hint=said.hint)
    return None


def _candidates(clause: Clause, failure: Failure) -> Iterator[Candidate]:
    bare = clause.bare
    yield from _full_stop(clause, failure)
    yield from _twice(clause, failure)
    yield from _habits(bare)
    yield from _misspelt(bare, failure)
    yield from _joined_list(bare)
    if clause.kind == "duty" and not _MODAL.search(bare):
        yield from _no_modal(bare, failure)
    else:
        yield from _lacking(clause.kind, bare, failure)
    yield from _instead(failure)


def _full_stop(clause: Clause, failure: Failure) -> Iterator[Candidate]:
    if failure.word in (".", ";", ":") and not clause.text[failure.end :].strip():
        yield "full stop", Edit(failure.start, failure.end, "")


def _twice(clause: Clause, failure: Failure) -> Iterator[Candidate]:
    before = clause.text[: failure.start].rstrip()
    if failure.word and re.search(rf"(?<!\w){re.escape(failure.word)}$", before):
        yield "twice", Edit(len(before), failure.end, "")


def _habits(bare: str) -> Iterator[Candidate]:
    for match in _HABIT.finditer(bare):
        yield "habit", Edit(match.start(), match.end(), HABITS[" ".join(match[0].split())])


def _misspelt(bare: str, failure: Failure) -> Iterator[Candidate]:
    """Words at and before the place of failure that are near to a keyword."""
    words = [m for m in _WORD.finditer(bare) if m.start() <= failure.start][-6:]
    for last in range(len(words), 0, -1):
        for size in (1, 2, 3):
            if size > last:
                continue
            start, end = words[last - size].start(), words[last - 1].end()
            keyword = _near_keyword(bare[start:end].split())
            if keyword is not None:
                yield "misspelt", Edit(start, end, keyword)


def _near_keyword(written: list[str]) -> str | None:
    """The keyword that some words are near to; those among them that are right must be in it."""
    right = {word for word in written if word in _SINGLE}
    run = "".join(written)
    for keyword in KEYWORDS:
        if keyword.replace(" ", "") == run and len(keyword.split()) != len(written):
            return keyword
    near = nearest(" ".join(written), (k for k in KEYWORDS if len(k.split()) == len(written)), cutoff=0.72)
    return near if near and near.split() != written and right <= set(near.split()) else None


def _joined_list(bare: str) -> Iterator[Candidate]:
    """`one of defence or utilities`: lists have commas only."""
    for match in _LIST.finditer(bare):
        yield "joined list", Edit(match.start("join"), match.end("join"), ",")


def _lacking(kind: str, bare: str, failure: Failure) -> Iterator[Candidate]:
    """A small word that is left out: `must at least 60%`, `value below GBP 10`, `use uk/thresholds 2026.1`."""
    small = [word for word in _SMALL.get(kind, ("is", "be")) if word == "is" or word not in bare.split()]
    for start in _starts(bare, failure):
        for word in small:
            if word != "be" or _may_follow_be(bare[start:]):
                yield "lacking", Edit(start, start, f"{word} ")
    for match in _AT.finditer(bare):
        yield "lacking", Edit(match.start(), match.start(), "at ")


def _may_follow_be(rest: str) -> bool:
    """`must at least 60%` lacks `be`; in `must publish a notice` another word is wrong."""
    first = _WORD.match(rest)
    return first is None or first[0] in _SINGLE


def _starts(bare: str, failure: Failure) -> list[int]:
    """Where the words before the place of failure begin, the furthest first."""
    words = [m.start() for m in _WORD.finditer(bare) if m.start() < failure.start]
    fits = failure.word and not failure.word.startswith('"')
    return [*words[-4:], failure.start] if fits else words[-4:]


def _instead(failure: Failure) -> Iterator[Candidate]:
    """One small word for another: `between 3 to 5`."""
    for terminal, word in (("AND", "and"), ("TO", "to"), ("OF", "of")):
        if terminal in failure.accepts and failure.word in RESERVED - {"if", "then", "unless"}:
            yield "instead", Edit(failure.start, failure.end, word)


def _no_modal(bare: str, failure: Failure) -> Iterator[Candidate]:
    """A duty that says what is, in place of what must be, or only how much."""
    for match in _IS.finditer(bare):
        yield "no modal", Edit(match.start(), match.end(), "must not be" if match["not"] else "must be")
    for start in _starts(bare, failure):
        yield "no modal", Edit(start, start, "must be ")
