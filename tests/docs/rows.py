"""The rows that the shipped policies were drawn from, and the rules that answer them.

The comment right above a rule names its rows (`# A07, first part`); docs/_sources/rows.yaml says what each row is about,
why no rule decides it, and what its rules leave open.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from policyspec.report.rules import Declared, declared, sources_of, strengths, window_in_words
from policyspec.syntax import ast
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import load

ROOT = Path(__file__).parents[2]
ROWS = ROOT / "docs" / "_sources" / "rows.yaml"
ID = re.compile(r"\b(?:A\d{2,3}|(?:UK|SC|WA|NI|EU|US|AU|CA|INT|RF)-\d{2})\b")


@dataclass(frozen=True)
class Row:
    """A row of the source: `none` is why no rule decides it, `note` what its rules leave open."""

    id: str
    about: str
    none: str = ""
    note: str = ""


@dataclass(frozen=True)
class Group:
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Rule:
    """A shipped rule, as the tables have it."""

    id: str  # `uk/payment#payment-record-asked`
    title: str
    file: Path  # from the root of the project
    rows: tuple[str, ...]
    strength: str
    sources: tuple[str, ...]
    checked: str
    in_force: str

    @property
    def name(self) -> str:
        return self.id.partition("#")[2]

    @property
    def pack(self) -> str:
        return self.id.partition("#")[0]


def groups() -> tuple[Group, ...]:
    read = yaml.safe_load(ROWS.read_text(encoding="utf-8"))
    return tuple(Group(one["title"], tuple(_row(id_, said) for id_, said in one["rows"].items())) for one in read)


def _row(id_: str, said: str | dict[str, str]) -> Row:
    return Row(id_, said) if isinstance(said, str) else Row(id_, **said)


@cache
def rules() -> tuple[Rule, ...]:
    """All shipped rules, in the order of their files."""
    loaded = load([str(ROOT / "policies")], Disk())
    above = {id_: rows for file in loaded.files for id_, rows in _above(file)}
    files = {file.policy.id: Path(file.file).relative_to(ROOT) for file in loaded.files if file.policy}
    return tuple(_rule(one, files, above) for one in declared(loaded.rulebook, loaded.files, loaded.sources))


def named() -> dict[str, list[str]]:
    """The rows that comments of the policies name, wherever they stand, with the places."""
    found: dict[str, list[str]] = {}
    for file in load([str(ROOT / "policies")], Disk()).files:
        for comment in file.comments:
            for id_ in ID.findall(comment.text):
                found.setdefault(id_, []).append(f"{Path(file.file).relative_to(ROOT)}:{comment.span.line}")
    return found


def _above(file: ast.PolicyFile) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each rule with the rows that the comment right above it names."""
    lines = {comment.span.line: comment.text for comment in file.comments if comment.own_line}
    for node in file.declarations:
        if isinstance(node, ast.Rule) and file.policy is not None:
            line, found = node.span.line - 1, list[str]()
            while line in lines:
                found = [*ID.findall(lines[line]), *found]
                line -= 1
            yield f"{file.policy.id}#{node.id}", tuple(dict.fromkeys(found))


def _rule(one: Declared, files: dict[str, Path], above: dict[str, tuple[str, ...]]) -> Rule:
    rule = one.rule
    cited = sources_of(rule)
    explained = any(limb.explain for limb in rule.limbs)
    return Rule(
        id=rule.id,
        title=rule.title,
        file=files[rule.id.partition("#")[0]],
        rows=above[rule.id],
        strength=f"{strengths(rule)}{', or explain' if explained else ''}",
        sources=tuple(map(str, cited)),
        checked="; ".join(dict.fromkeys(_checked(c.checked) for c in cited)),
        in_force="; ".join(window_in_words(window).removeprefix("in force ") for window in rule.in_force),
    )


def _checked(said: str) -> str:
    """`on 22 November 2026`, `not checked`; `in the reference`, since all rules that name a reference name the same."""
    return said.removeprefix("checked ").replace("in rules and sources reference", "in the reference")
