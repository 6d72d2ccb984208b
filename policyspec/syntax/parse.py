"""Policy text into the abstract syntax. One mistake gives one diagnostic, and its neighbours are still read."""

from functools import lru_cache

from policyspec.base.dataclasses import replace
from policyspec.base.diagnostics import Diagnostic, in_order
from policyspec.base.patterns import pattern
from policyspec.base.source import Source
from policyspec.syntax import ast, declarations, errors, rows, rules, thresholds
from policyspec.syntax.clause import Clause
from policyspec.syntax.layout import Block, Layout, Part, lay_out
from policyspec.syntax.literate import SUFFIX, policy_of, unread
from policyspec.syntax.read import MOST_CORRECTED, read_part
from policyspec.syntax.text import plain, read_text

__all__ = ["parse", "read_text"]

_NAMED = pattern(
    r"(?:parameter|threshold|fact|define|table)\s+(?:an?\s+)?"
    r"(?P<name>[^\W\d_][\w' -]*?)\s*(?:\([^()\"]*\"(?P<plural>[^\"]+)\"[^()]*\))?"
    r"\s+(?:is|of|as|decides(?:\s+(?P<decides>[^\W\d_][\w' -]*))?|where)(?![\w-])"
)


def parse(source: Source) -> tuple[ast.PolicyFile, tuple[Diagnostic, ...]]:
    """The file's syntax tree, and what is wrong with the text; never raises, whatever the text is.

    A clause that cannot be read is left out and its declaration marked `broken`; a declaration that cannot be read is
    left out and its name is among `broken_names`. A name ending in `.policy.md` is read as Markdown.
    """
    hidden = [errors.block_set_in(span) for span in unread(source)]
    source = policy_of(source)
    text = plain(source)
    layout = lay_out(source, text)
    found = [*hidden, *text.found]
    header = _header(source, layout, found)
    read: list[ast.Declaration] = []
    names: list[ast.Phrase] = []
    nameless = False
    for block in layout.blocks:
        if block.kind != "policy":
            declaration = _known(block, found)
            if declaration is None:
                lost = _names_of(block.head.clause)
                names += lost
                nameless = nameless or not lost
            else:
                read.append(declaration)
    clauses = tuple(part.clause.whole for block in layout.blocks for part in (block.head, *block.parts))
    file = ast.PolicyFile(header, tuple(read), text.comments, source.name, tuple(names), nameless, clauses)
    return file, tuple(in_order(found))


def _header(source: Source, layout: Layout, found: list[Diagnostic]) -> ast.Policy | None:
    """The policy header, and what is wrong with where it stands."""
    headers = [block for block in layout.blocks if block.kind == "policy"]
    if layout.before:
        first = layout.before[0]
        found.append(errors.before_header(first.whole, first.text))
    elif not headers and not layout.blocks and source.name.endswith(SUFFIX):
        found += [] if found else [errors.no_block(source.span(0, 0))]
    elif not headers:
        start = layout.blocks[0].head.clause.whole if layout.blocks else source.span(0, 0)
        found.append(errors.no_header(start, empty=not layout.blocks))
    elif layout.blocks[0].kind != "policy":
        found.append(errors.header_not_first(headers[0].head.clause.whole, layout.blocks[0].head.clause.whole))
    read = [rules.header(block, found) for block in headers]
    found += [errors.second_header(extra.head.clause.whole, headers[0].head.clause.whole) for extra in headers[1:]]
    return read[0] if read else None


def _known(block: Block, found: list[Diagnostic]) -> ast.Declaration | None:
    """The declaration of a block, read once for as long as its text and its place stay what they are."""
    if len(found) >= MOST_CORRECTED:
        return _declaration(block, found)
    declaration, said = _read_once(_alone(block))
    found += said
    return declaration


@lru_cache(maxsize=1024)
def _read_once(block: Block) -> tuple[ast.Declaration | None, tuple[Diagnostic, ...]]:
    found: list[Diagnostic] = []
    declaration = _declaration(block, found)
    return declaration, tuple(found)


def _alone(block: Block) -> Block:
    """The block over its own stretch of the file, so that it is equal to itself after an edit elsewhere."""
    first, last = block.head.clause, (block.head, *block.parts)[-1].clause
    text = first.source.text[first.start : last.start + len(last.text) + 1]
    own = Source(first.source.name, text, first.source.position(first.start))

    def moved(part: Part) -> Part:
        return replace(part, clause=replace(part.clause, source=own, start=part.clause.start - first.start))

    return Block(block.kind, moved(block.head), tuple(map(moved, block.parts)))


def _declaration(block: Block, found: list[Diagnostic]) -> ast.Declaration | None:
    """The declaration of a block; None where it cannot be read."""
    match block.kind:
        case "rule":
            return rules.rule(block, found)
        case "change":
            return rules.change(block, found)
        case "table":
            return rows.table(block, found)
        case "threshold":
            return thresholds.threshold(block, found)
        case _:
            return _one_line(block, found)


def _one_line(block: Block, found: list[Diagnostic]) -> ast.Declaration | None:
    """A declaration that has no clauses: `use`, `parameter`, `fact`, `define`."""
    for part in block.parts[:1]:  # what follows is the same mistake
        rules.out_of_place(part, block.kind, found)
    parsed = read_part(block.head, found)
    if parsed is None:
        return None
    match block.kind:
        case "use":
            return declarations.use(*parsed)
        case "parameter":
            return declarations.parameter(*parsed)
        case "fact":
            return declarations.fact(*parsed)
        case _:
            return declarations.define(*parsed)


def _names_of(head: Clause) -> list[ast.Phrase]:
    """What a declaration which cannot be read would have declared: its name, a plural, what a table decides."""
    match = _NAMED.match(head.text[:200])
    groups = match.groupdict() if match else {}
    return [ast.Phrase(text, head.span(*match.span(name))) for name, text in groups.items() if match and text]
