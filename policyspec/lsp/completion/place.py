"""Where in a policy something is being written: the clause up to the cursor, and what it stands in."""

import re

from policyspec.base.dataclasses import dataclass, replace
from policyspec.base.source import Source
from policyspec.lsp.analysis import Analysis
from policyspec.passes.declared import Names
from policyspec.syntax.keywords import DECLARATIONS, DeclarationKind
from policyspec.syntax.layout import Block, lay_out
from policyspec.syntax.literate import blocks, policy_of
from policyspec.syntax.text import LEADING, plain

_EACH = re.compile(r"for\s+each\s+(.+?)(?:\s+where\s|$)")
_BASE = re.compile(r"define\s.+?\sas\s+(?:an?\s+)?(.+?)\s+where(?:\s|$)")
_COMMENT = re.compile(r'^(?:[^"#]|"[^"]*"|(?<=\S)#)*(?<!\S)#')


@dataclass(frozen=True, slots=True)
class Place:
    """The clause up to the cursor (`text`), and the grammar's rule for it.

    `opens`: the clause begins here, so that any clause of the declaration may stand here. `kind` is the declaration's;
    None before the first. `nouns` are those of the things in scope, innermost first. `column` is the head of the
    column of a table.
    """

    text: str
    rule: str
    kind: DeclarationKind | None
    nouns: tuple[str, ...]
    names: Names
    above: str = ""  # the clause above, which may go on here
    above_rule: str = ""
    column: str | None = None

    @property
    def opens(self) -> bool:
        return not self.text.strip() and self.column is None

    def up_to(self, start: int) -> "Place":
        return replace(self, text=self.text[:start])


def place_at(analysis: Analysis, offset: int) -> Place | None:
    """The place at an offset; None where no policy is written: in a comment, in quotes, outside the policy blocks."""
    source = policy_of(analysis.page.source)
    number = source.text.count("\n", 0, offset)
    if analysis.page.is_paper and not any(a <= number < b for a, b in blocks(analysis.page.source.text)):
        return None
    before = source.text[:offset]
    line = before[before.rfind("\n") + 1 :]
    if line.count('"') % 2 or _COMMENT.match(line):
        return None
    piece = Source(source.name, before[_declaration_start(before) :])
    return _in_block(piece, line, analysis.names)


def _declaration_start(before: str) -> int:
    """Where the declaration begins in which the text ends."""
    start = len(before)
    while start > 0:
        start = before.rfind("\n", 0, start - 1) + 1 if start > 1 else 0
        match = LEADING.match(before[start : start + 200].split("\n", maxsplit=1)[0])
        if match and " ".join(match[1].lower().split()) in DECLARATIONS:
            return start
    return 0


def _in_block(piece: Source, line: str, names: Names) -> Place:
    read = plain(piece)
    layout = lay_out(piece, read)
    here = len(piece.text) - len(line.lstrip())
    if not layout.blocks:
        return Place(line.lstrip(), "policy", None, (), names)
    block = layout.blocks[-1]
    clauses = [block.head.clause, *(part.clause for part in block.parts)]
    last, nouns = clauses[-1], _nouns(block)
    if last.start + len(last.text) < here or not line.strip():  # the cursor's line has nothing yet
        rule = "row" if block.kind == "table" and line.strip() == "|" else "duty"
        return Place(line.lstrip(), rule, block.kind, nouns, names, last.text, last.kind)
    text = read.text[last.start :].rstrip("\n")[: len(piece.text) - last.start]
    if last.kind == "row":
        return _in_row(block, text, nouns, names)
    if last.start == here and len(clauses) > 1:
        above = clauses[-2]
        return Place(text, last.kind, block.kind, nouns, names, above.text, above.kind)
    return Place(text, last.kind, block.kind, nouns, names)


def _nouns(block: Block) -> tuple[str, ...]:
    """The nouns of `for each criterion of each lot`, or of what is defined."""
    for part in block.parts:
        match = _EACH.match(part.clause.text) if part.keyword == "for each" else None
        if match:
            return tuple(re.split(r"\s+of\s+each\s+", match[1]))
    match = _BASE.match(block.head.clause.text)
    return (match[1],) if match else ()


def _in_row(block: Block, text: str, nouns: tuple[str, ...], names: Names) -> Place:
    """A cell: its text so far, and the head of its column."""
    rows = [part.clause.text for part in block.parts if part.clause.kind == "row"]
    heads = [cell.strip() for cell in rows[0].strip().strip("|").split("|")]
    number = text.count("|") - 1
    cell = text[text.rfind("|") + 1 :].lstrip()
    if len(rows) == 1:
        return Place(cell, "column", block.kind, nouns, names, column="")
    head = heads[number] if 0 <= number < len(heads) else ""
    return Place(cell, "result" if number == len(heads) - 1 else "cell", block.kind, nouns, names, column=head)
