"""Writes docs/policies.md, and in the READMEs of the packs the tables that are made of their rules.

`python -m tests.docs.policy_tables` writes them all. In a README a table stands between two marks.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tests.docs.rows import ROOT, Group, Row, Rule, groups, rules

PAGE = ROOT / "docs" / "policies.md"
MARKED = re.compile(r"(?<=<!-- generated: )(?P<what>[\w ]+)(?P<mark> -->\n).*?(?=<!-- end -->)", re.DOTALL)

_HEAD = """\
# The shipped policies, row by row

Every row that the shipped policies were drawn from, with the rules that decide it, or the reason why none does. Rows are called by the
ids that stand above the rules in the policy files: `A` are those of the founding documents on commissioning, the others the law and
policy of a country, and `RF` red flags. What each pack covers, and what it leaves out, its README says; `policyspec explain RULE` says all of one rule.

- **Strength.** A `must` blocks publication and a `should` does not; *or explain*: a recorded reason will do. A flag says
  look, and is never a breach.
- **Checked.** *In the reference*: the reference from which the rules were drawn had read the text, or an account of it; the
  text itself was not opened again. *Not checked*: only recalled; such a rule is a `should` or a flag. A day: somebody held the rule
  against the text on that day.
- **In force.** The days for which a tender is judged by it; a dash where the rule sets none.
- **What it leaves open.** What the rules of the row do not see, or what stands in for it.

This page is written by `make generated` from the policies and from [the list of rows](_sources/rows.yaml).
"""


def page() -> str:
    """The text of docs/policies.md."""
    known = rules()
    parts = [_HEAD, _counts(known), *(_group(group, known) for group in groups()), _without(known)]
    return "\n".join(parts)


def _counts(known: Sequence[Rule]) -> str:
    cells = [
        (f"[{group.title}](#{_anchor(group.title)})", len(group.rows), len(_open(group)), len(_of(group.rows, known)))
        for group in groups()
    ]
    return _table(("Rows on", "rows", "of them without a rule", "rules"), ([str(c) for c in row] for row in cells))


def _open(group: Group) -> list[Row]:
    return [row for row in group.rows if row.none]


def _of(rows: Sequence[Row], known: Sequence[Rule]) -> list[Rule]:
    ids = {row.id for row in rows}
    return [rule for rule in known if ids & set(rule.rows)]


def _group(group: Group, known: Sequence[Rule]) -> str:
    head = ("Id", "What it is about", "Rules", "Strength", "Checked", "In force", "What it leaves open")
    return f"## {group.title}\n\n{_table(head, (line for row in group.rows for line in _row(row, known)))}"


def _row(row: Row, known: Sequence[Rule]) -> Iterator[list[str]]:
    """A line for each rule of a row; what is said of the row stands in the first."""
    mine = _of([row], known)
    if not mine:
        yield [row.id, row.about, "none", "", "", "", row.none]
    for number, rule in enumerate(mine):
        told = [f"[`{rule.id}`](../{rule.file.as_posix()})", rule.strength, rule.checked, rule.in_force or "—"]
        yield [row.id, row.about, *told, row.note] if number == 0 else ["", "", *told, ""]


def _without(known: Sequence[Rule]) -> str:
    """The rules that answer to no row."""
    cells = (
        [f"[`{rule.id}`](../{rule.file.as_posix()})", rule.title, rule.strength, rule.checked, rule.in_force or "—"]
        for rule in known
        if not rule.rows
    )
    text = "These have no row. Norway's are drawn from its own check of notices; the others say which law a tender is under."
    head = ("Rule", "What it asks", "Strength", "Checked", "In force")
    return f"## Rules beside the rows\n\n{text}\n\n{_table(head, cells)}"


# --- the READMEs ------------------------------------------------------------------------------------------------------


def readme(folder: Path, text: str) -> str:
    """A README with its marked tables made again; without marks, as it is."""
    mine = [rule for rule in rules() if rule.file.parent == folder.relative_to(ROOT)]
    tables = {"rules of each source": _of_each_source, "source of each rule": _of_each_rule}
    return MARKED.sub(lambda mark: f"{mark['what']}{mark['mark']}\n{tables[mark['what']](mine)}\n", text)


def _of_each_source(mine: Sequence[Rule]) -> str:
    """Each row of the source with its sections and rules, or why it has none."""
    families = {_family(id_) for rule in mine for id_ in rule.rows}
    rows = [row for group in groups() for row in group.rows if _family(row.id) in families]
    return _table(("Id", "What it is about", "Source", "Rules", "What they leave open"), map(_sourced, rows))


def _sourced(row: Row) -> list[str]:
    there = _of([row], rules())
    sources = "; ".join(dict.fromkeys(source for rule in there for source in rule.sources))
    return [row.id, row.about, sources, ", ".join(f"`{r.id}`" for r in there) or "none", row.none or row.note]


def _family(id_: str) -> str:
    return id_.partition("-")[0]


def _of_each_rule(mine: Sequence[Rule]) -> str:
    lines = (
        [f"`{rule.id}`", ", ".join(rule.rows), rule.strength, "; ".join(rule.sources), rule.checked] for rule in mine
    )
    return _table(("Rule", "Id", "Strength", "Source", "Checked"), lines)


# --- Markdown ---------------------------------------------------------------------------------------------------------


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _anchor(title: str) -> str:
    """A heading's address, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", title.casefold()).replace(" ", "-")


def outputs() -> dict[Path, str]:
    """Each page that is made of the rules, in whole or in part, with the text that it should have."""
    readmes = sorted((ROOT / "policies").glob("*/README.md"))
    return {PAGE: page()} | {path: readme(path.parent, path.read_text(encoding="utf-8")) for path in readmes}


def main() -> None:
    for path, text in outputs().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
