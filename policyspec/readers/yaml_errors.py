"""What PyYAML's scanner says, in plain English."""

import re

import yaml

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.patterns import pattern
from policyspec.base.source import Source, Span
from policyspec.readers import errors

# A fragment of what libyaml or PyYAML's own scanner says → what is wrong, what to do. The first that fits is taken.
TRANSLATIONS: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "a colon stands where none is expected",
        "put a text that holds a colon in quotes, and let the keys of one thing start in the same column",
    ),
    (
        "scanning a quoted scalar",
        "a quoted text does not end",
        "add the closing quote",
    ),
    (
        "found a tab character",
        "this line is indented with a tab",
        "indent with spaces",
    ),
    (
        "parsing a flow mapping",
        "a list in `{ }` does not end, or lacks a comma",
        "put a comma between its entries and `}` at its end",
    ),
    (
        "parsing a flow sequence",
        "a list in `[ ]` does not end, or lacks a comma",
        "put a comma between its members and `]` at its end",
    ),
    (
        "expected ':'",
        "this line has no colon after its key",
        "write `key: value`",
    ),
    (
        "expected key",
        "this line is not indented like its neighbours",
        "let the keys of one thing start in the same column",
    ),
    (
        "<block end>",
        "this line is not indented like its neighbours",
        "let the keys of one thing, or the dashes of one list, start in the same column",
    ),
    (
        "'-' indicator",
        "a key stands among the members of a list",
        "begin each member of the list with `- `, or move the key to the left",
    ),
    (
        "sequence entries are not allowed",
        "a dash stands where no list is expected",
        "put the list on the lines below its key",
    ),
    (
        "escape",
        "a backslash in a quoted text starts no known sign",
        "write the text in single quotes, in which a backslash is a backslash",
    ),
    (
        "scanning a directive",
        "a line may not begin with `%`",
        "put the text in quotes",
    ),
    (
        "undefined tag handle",
        "`!` shortcuts are not used here",
        "write the value out in full, or put it in quotes",
    ),
    (
        "block scalar",
        "the text after `|` or `>` must start on the next line",
        "start the text on the next line, indented",
    ),
    (
        "unexpected end",
        "the file ends in the middle of something",
        "close what was opened last",
    ),
)


_KEY = pattern(r"\s*(?:- +)*[^:#\"'{\[]+:")
_BEGINS_ABOVE = ("scanning a quoted scalar", "scanning a simple key", "parsing a flow")


def in_plain_english(error: yaml.YAMLError, source: Source) -> Diagnostic:
    """The diagnostic for an error of the YAML scanner or parser, at the place where what is wrong begins."""
    said, span = str(error), _span(error, source)
    if "cannot start any token" in said:
        return _odd_start(span, source)
    if "mapping values are not allowed" in said and (found := _of_lines(span, source)):
        return found
    for fragment, message, hint in TRANSLATIONS:
        if fragment in said:
            return errors.not_yaml(span, message, hint)
    return errors.not_yaml(span, "this is not YAML from here on", "write `key: value`, one to a line")


def _of_lines(span: Span, source: Source) -> Diagnostic | None:
    """A colon that is the first on its line is right where it stands: the line above, or the indent, is not."""
    key = _KEY.match(source.line(span.line))
    if key is None or key.end() != span.column:
        return None
    above = next((n for n in range(span.line - 1, 0, -1) if source.line(n).split("#")[0].strip()), None)
    if above is not None and not re.search(r":(\s|$)", source.line(above)):
        return errors.not_yaml(_line(above, source), "this line has no colon after its key", "write `key: value`")
    hint = "let the keys of one thing start in the same column"
    return errors.not_yaml(_line(span.line, source), "this line is not indented like its neighbours", hint)


def _line(number: int, source: Source) -> Span:
    """What stands on a line, its indent and dashes left out."""
    line = source.line(number).rstrip()
    start = len(line) - len(line.lstrip(" -"))
    return Span(source.name, number, start + 1, number, len(line) + 1)


def _odd_start(span: Span, source: Source) -> Diagnostic:
    line = source.line(span.line)
    char = line[span.column - 1 : span.column]
    if "\t" in line[: span.column]:
        return errors.not_yaml(span, "this line is indented with a tab", "indent with spaces")
    sign = "a backtick" if char == "`" else f"`{char}`"
    return errors.not_yaml(span, f"a value may not begin with {sign}", "put the value in quotes")


def _span(error: yaml.YAMLError, source: Source) -> Span:
    """The place that an error names; where what it speaks of began on a line above, that beginning."""
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    begins_above = any(words in (getattr(error, "context", None) or "") for words in _BEGINS_ABOVE)
    if mark is None or (begins_above and context and (context.line < mark.line or mark.index >= len(source.text))):
        mark = context
    offset = mark.index if mark is not None else getattr(error, "position", 0)
    offset = min(offset if isinstance(offset, int) else 0, len(source.text))
    return source.span(offset, min(offset + 1, len(source.text)))
