"""The literate form: a Markdown document whose fenced `policy` blocks are the source."""

import re
from collections.abc import Iterator

from policyspec.base.patterns import pattern
from policyspec.base.source import Source, Span

SUFFIX = ".policy.md"

_SET_IN = pattern(r"[ \t]*(?:(?:>|[-*+]|[0-9]+[.)])[ \t]*)*(?P<fence>(?:`{3,}|~{3,})[ \t]*policy)\b", re.IGNORECASE)
_FENCE = pattern(r"^ {0,3}(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^\n`]*)$")


def policy_of(source: Source) -> Source:
    """The document with all but its policy blocks blanked, so that every place stays where it was."""
    if not source.name.endswith(SUFFIX):
        return source
    lines = source.text.split("\n")
    kept = {number for start, end in blocks(source.text) for number in range(start, end)}
    return Source(source.name, "\n".join(line if n in kept else " " * len(line) for n, line in enumerate(lines)))


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """The policy blocks of a document: the first line of each and the line after its last, counted from 0.

    One that is not closed runs to the end of the document.
    """
    return ((start, end) for info, start, end in _fenced(text) if info.lower() == "policy")


def unread(source: Source) -> Iterator[Span]:
    """Policy blocks within lists, quotations and what is set in: a reader sees them, and they are not read."""
    if not source.name.endswith(SUFFIX):
        return
    fenced = {number for _, start, end in _fenced(source.text) for number in range(start - 1, end + 1)}
    offset = 0
    for number, line in enumerate(source.text.split("\n")):
        match = _SET_IN.match(line)
        if match and number not in fenced:
            yield source.span(offset + match.start("fence"), offset + match.end("fence"))
        offset += len(line) + 1


def _fenced(text: str) -> Iterator[tuple[str, int, int]]:
    """Every fenced block: the first word beside its fence, its first line and the line after its last."""
    fence, info, start = "", "", 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        match = _FENCE.match(line.rstrip("\r"))
        if match and not fence:
            fence, info, start = match["fence"], next(iter(match["info"].split()), ""), number + 1
        elif match and _closes(match, fence):
            yield info, start, number
            fence = ""
    if fence:
        yield info, start, len(lines)


def _closes(match: re.Match[str], fence: str) -> bool:
    return match["fence"].startswith(fence) and not match["info"].strip()
