"""The literate form: a Markdown document whose fenced `policy` blocks are the source."""

import re

from policyspec.base.source import Source

SUFFIX = ".policy.md"

_FENCE = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^\n`]*)$")


def policy_of(source: Source) -> Source:
    """The document with all but its policy blocks blanked, so that every place stays where it was."""
    if not source.name.endswith(SUFFIX):
        return source
    kept, fence, inside = [], "", False
    for line in source.text.split("\n"):
        match = _FENCE.match(line.rstrip("\r"))
        opens, closes = bool(match and not fence), bool(match and fence and _closes(match, fence))
        kept.append(line if inside and not closes else " " * len(line))
        if match and opens:
            fence, inside = match["fence"], match["info"].split()[:1] == ["policy"]
        elif closes:
            fence, inside = "", False
    return Source(source.name, "\n".join(kept))


def _closes(match: re.Match[str], fence: str) -> bool:
    return match["fence"].startswith(fence) and not match["info"].strip()
