"""The one canonical layout of a policy: `policyspec fmt`.

A clause stands on a line of its own, indented by two columns in its declaration, and is broken before `and`, `or`,
`where`, `when` and after commas where it is wider than the page. Everyday spellings become the canonical ones. Comments
stay where they are, and so do blank lines that group clauses, one for several. Lines end as the first one does.
"""

from dataclasses import is_dataclass

from policyspec.base.diagnostics import Diagnostic, has_errors
from policyspec.base.source import Source, Span
from policyspec.syntax import ast, errors
from policyspec.syntax.format.layout import Piece, page, pieces
from policyspec.syntax.layout import lay_out
from policyspec.syntax.literate import SUFFIX, blocks, policy_of
from policyspec.syntax.parse import parse
from policyspec.syntax.text import plain

__all__ = ["format_policy"]


def format_policy(source: Source) -> str | tuple[Diagnostic, ...]:
    """The policy's text in the canonical layout, or why it is left as it is.

    A text with a mistake is left alone, and so is one of which the result would not say the same, with the same
    comments in the same order: nothing is ever lost. Of a `.policy.md` only the policy blocks are laid out.
    """
    file, found = parse(source)
    if has_errors(found):
        return tuple(d for d in found if d.is_error)
    made = Source(source.name, _laid_out(source))
    if made.text == source.text:
        return made.text
    again, still = parse(made)
    if (
        [d.code for d in still] != [d.code for d in found]
        or meaning(again) != meaning(file)
        or _texts(again) != _texts(file)
    ):
        return (errors.not_laid_out(source.span(0, 0)),)
    return made.text


def _laid_out(source: Source) -> str:
    policy = policy_of(source)
    text = plain(policy)
    made = pieces(policy, lay_out(policy, text), text.comments)
    if not source.name.endswith(SUFFIX):
        return _ending(source.text).join([*page(made), ""]) if made else ""
    return _paper(source, made)


def _ending(text: str) -> str:
    """How the lines end: as the first one does."""
    return "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"


def _paper(source: Source, made: list[Piece]) -> str:
    """The document with each of its policy blocks laid out, as far in as its fence stands."""
    lines = source.text.split("\n")
    for start, end in reversed(list(blocks(source.text))):
        fence = lines[start - 1]
        margin, ending = fence[: len(fence) - len(fence.lstrip())], fence[len(fence.rstrip("\r")) :]
        rows = page([piece for piece in made if start < piece.first <= end])
        lines[start:end] = [(margin + row if row else "") + ending for row in rows]
    return "\n".join(lines)


def _texts(file: ast.PolicyFile) -> list[str]:
    return [comment.text for comment in file.comments]


def meaning(node: object) -> object:
    """A tree without its places, and without how its values were written."""
    match node:
        case Span() | ast.Comment():
            return None
        case tuple():
            return tuple(meaning(part) for part in node)
        case ast.Literal(value, kind):
            return ("Literal", value, kind)
        case ast.PolicyFile(policy, declarations):
            return meaning(policy), meaning(declarations)
        case _ if is_dataclass(node):
            return (type(node).__name__, *(meaning(getattr(node, name)) for name in node.__dataclass_fields__))
        case _:
            return node
