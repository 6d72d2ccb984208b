"""What is said of a policy with one word wrong: `python -m benchmarks.one_token_edits [EDITS] [--show N] [--seed S]`.

Each edit takes a shipped policy as it is and changes one token of it: deletes it, puts another token of the policy
before it, swaps it with the next of its line, or misspells it by one letter. A token is a word, a number with its sign,
a quoted text, or a sign; comments and the prose of a paper have none. All that the edit adds to the policy's
diagnostics, of whatever severity, is of its one cause; the first is the first that `policyspec lint` prints. The same
edits for the same seed.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from random import Random
from typing import Literal

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Source
from policyspec.syntax.literate import policy_of
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import load

ROOT = Path(__file__).parents[1]
FILES = sorted(path for path in (ROOT / "policies").rglob("*.policy*") if path.suffix in (".policy", ".md"))
KINDS = ("delete", "insert", "swap", "misspell")
SEED = 2026
MOST_SAID = 2  # of one cause
LEAST_NEAR = 95  # of a hundred first diagnostics
_TOLD = 1_000  # edits after which the figures so far are told

_TOKEN = re.compile(r'"[^"\n]*"|<[^<>\s"]+>|[^\W_][\w:.,%/\'-]*(?<![,.])|[^\s\w]')
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WORD = re.compile(r"[^\W\d_][\w-]{2,}")


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    end: int
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A policy with one token changed. `line` is the token's; it is the first of two that are swapped."""

    file: str
    kind: Literal["delete", "insert", "swap", "misspell"]
    line: int
    words: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What an edit added, in the order in which it is printed."""

    edit: Edit
    added: tuple[Diagnostic, ...]

    @property
    def near(self) -> bool:
        span = self.added[0].span
        return span is not None and span.line in (self.edit.line, self.edit.line + 1)


def tokens(source: Source) -> list[Token]:
    """The tokens of a policy outside its comments; of a paper those in its policy blocks."""
    found, start = [], 0
    for number, line in enumerate(policy_of(source).text.splitlines(keepends=True), 1):
        for match in _TOKEN.finditer(line):
            if match[0] == "#" and (match.start() == 0 or line[match.start() - 1].isspace()):
                break
            found.append(Token(start + match.start(), start + match.end(), number, match[0]))
        start += len(line)
    return found


def edits(count: int, seed: int = SEED) -> Iterator[Edit]:
    """So many edits, of all files and kinds alike."""
    random = Random(seed)
    texts = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in FILES}
    split = {name: tokens(Source(name, text)) for name, text in texts.items()}
    places = [(name, number) for name, all_ in split.items() for number in range(len(all_))]
    while count:
        name, number = random.choice(places)
        edit = _edited(name, texts[name], split[name], number, random)
        if edit is not None and edit.text != texts[name]:
            count -= 1
            yield edit


def _edited(name: str, text: str, all_: list[Token], number: int, random: Random) -> Edit | None:
    token = all_[number]
    before, after = text[: token.start], text[token.end :]
    match random.choice(KINDS):
        case "delete":
            return Edit(name, "delete", token.line, token.text, before + after.removeprefix(" "))
        case "insert":
            other = random.choice(all_).text
            return Edit(name, "insert", token.line, other, f"{before}{other} {token.text}{after}")
        case "swap" if number + 1 < len(all_) and all_[number + 1].line == token.line:
            following = all_[number + 1]
            between, rest = text[token.end : following.start], text[following.end :]
            swapped = f"{before}{following.text}{between}{token.text}{rest}"
            return Edit(name, "swap", token.line, f"{token.text} {following.text}", swapped)
        case "misspell" if _WORD.fullmatch(token.text):
            slip = _misspelt(token.text, random)
            return Edit(name, "misspell", token.line, f"{token.text} {slip}", before + slip + after)
        case _:
            return None


def _misspelt(word: str, random: Random) -> str:
    """A letter left out, doubled, changed for another, or changed for the next."""
    at = random.randrange(len(word) - 1)
    head, letter, rest = word[:at], word[at], word[at + 1 :]
    slips = (head + rest, head + letter + letter + rest, head + random.choice(_LETTERS) + rest)
    return random.choice((*slips, head + rest[0] + letter + rest[1:]))


def said(file: str, text: str) -> tuple[Diagnostic, ...]:
    return load([file], Disk({file: text.encode()})).diagnostics


_SOUND: dict[str, frozenset[tuple[str, str]]] = {}


def answer(edit: Edit) -> Answer:
    """What the edit adds to what is said of the file as it ships."""
    if edit.file not in _SOUND:
        sound = said(edit.file, (ROOT / edit.file).read_text(encoding="utf-8"))
        _SOUND[edit.file] = frozenset((d.code, d.message) for d in sound)
    return Answer(edit, tuple(d for d in said(edit.file, edit.text) if (d.code, d.message) not in _SOUND[edit.file]))


@dataclass(frozen=True, slots=True)
class Figures:
    edits: int
    correct: int  # leave a policy of which nothing more is said
    near: int
    many: int

    @property
    def wrong(self) -> int:
        return self.edits - self.correct


def measure(count: int, seed: int, workers: int, show: int) -> Figures:
    """The figures of so many edits; with `show`, the first answers that are far off or too many."""
    near = many = correct = 0
    with Pool(workers) as pool:
        for number, found in enumerate(pool.imap(answer, edits(count, seed), chunksize=25), 1):
            if number % _TOLD == 0:
                print(f"  {number:,}: {correct:,} correct, {near:,} near, {many:,} with too many", file=sys.stderr)
            if not found.added:
                correct += 1
                continue
            near += found.near
            many += len(found.added) > MOST_SAID
            if show and (not found.near or len(found.added) > MOST_SAID):
                show -= 1
                _show(found)
    return Figures(count, correct, near, many)


def _show(found: Answer) -> None:
    edit = found.edit
    print(f"{edit.file}:{edit.line} {edit.kind} `{edit.words}`")
    print("   ", edit.text.split("\n")[edit.line - 1].strip())
    for each in found.added:
        print(f"      {each.span.line if each.span else '-'} {each.code} {each.message}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("edits", type=int, nargs="?", default=20_000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--show", type=int, default=0)
    chosen = parser.parse_args()
    figures = measure(chosen.edits, chosen.seed, chosen.workers, chosen.show)
    share = figures.near * 10_000 // max(figures.wrong, 1)
    print(f"{figures.edits:,} edits of {len(FILES)} policies, seed {chosen.seed}")
    print(f"  {figures.correct:,} leave a policy of which nothing more is said; {figures.wrong:,} are mistakes")
    print(f"  the first diagnostic is at the edited line or the next: {figures.near:,}, {share / 100:.2f}%")
    print(f"  more than {MOST_SAID} diagnostics for the one cause: {figures.many:,}")
    sys.exit(figures.near * 100 < figures.wrong * LEAST_NEAR or figures.many > 0)


if __name__ == "__main__":
    main()
