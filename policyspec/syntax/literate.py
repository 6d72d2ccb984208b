"""The literate form: a Markdown document whose fenced `policy` blocks are the source."""

import re
from collections.abc import Iterator

from policyspec.base.source import Source

SUFFIX = ".policy.md"

_FENCE = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^\n`]*)$")


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
    fence, start = "", None
    number = -1
    for number, line in enumerate(text.split("\n")):
        match = _FENCE.match(line.rstrip("\r"))
        if match and not fence:
            fence = match["fence"]
            start = number + 1 if match["info"].split()[:1] == ["policy"] else None
        elif match and _closes(match, fence):
            if start is not None:
                yield start, number
            fence, start = "", None
    if start is not None:
        yield start, number + 1


def _closes(match: re.Match[str], fence: str) -> bool:
    return match["fence"].startswith(fence) and not match["info"].strip()
