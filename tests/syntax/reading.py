"""What the tests of the syntax share: policies read from text, and trees without their places."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Source, Span
from policyspec.syntax import ast
from policyspec.syntax.parse import parse

FIXTURES = Path(__file__).parents[1] / "fixtures"
SAMPLE = FIXTURES / "language-sample" / "council" / "commissioning.policy"
EVERY_FORM = FIXTURES / "forms" / "every-form.policy"
HEADER = 'policy council/test "Test"\n'


def source(path: Path) -> Source:
    return Source(path.name, path.read_text(encoding="utf-8"))


def read(text: str) -> tuple[ast.PolicyFile, tuple[Diagnostic, ...]]:
    """Declarations under a header."""
    return parse(Source("test.policy", HEADER + text))


def file_of(text: str) -> ast.PolicyFile:
    """The tree of a text in which nothing is wrong."""
    file, found = read(text)
    assert found == ()
    return file


def rule_of(*clauses: str) -> ast.Rule:
    """The one rule that has these clauses."""
    (rule,) = file_of("\n  ".join(['rule r "R"', *clauses])).declarations
    assert isinstance(rule, ast.Rule)
    return rule


def sketch(node: Any) -> str:
    """A tree as `(Class part part)`: no places, nothing that is empty, literals and names as written."""
    match node:
        case ast.Phrase(words, _, article):
            return f"{article} {words}" if article else words
        case ast.Literal(text=text):
            return text
        case ast.Name(phrase):
            return f"<{sketch(phrase)}>"
        case tuple():
            return f"[{', '.join(map(sketch, node))}]"
        case _ if is_dataclass(node):
            parts = (getattr(node, f.name) for f in fields(node))
            said = (sketch(p) for p in parts if not isinstance(p, Span) and p not in (None, (), False))
            return f"({' '.join([type(node).__name__, *said])})"
        case _:
            return str(node)


def nodes(node: Any) -> Iterator[Any]:
    """Every node of a tree, parents first."""
    if isinstance(node, tuple):
        for part in node:
            yield from nodes(part)
    elif is_dataclass(node) and not isinstance(node, Span):
        yield node
        if isinstance(node, ast.Literal):
            return
        for f in fields(node):
            yield from nodes(getattr(node, f.name))


def marked(text: str) -> tuple[str, Span]:
    """A text in which `⟦…⟧` marks a stretch: the text without the marks, and the place of the stretch."""
    start = text.index("⟦")
    end = text.index("⟧") - 1
    plain = re.sub("[⟦⟧]", "", text)
    return plain, Source("test.policy", plain).span(start, end)


def slice_of(source_: Source, span: Span) -> str:
    """What stands in a place."""
    lines = source_.text.split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)
