"""Scalars and comments of YAML, written so that a person reads them easily and our reader gets the same text back."""

import re

from policyspec.base.visible import HIDDEN, visible

#: What a scalar may be without quotes: words that YAML, and our reader, take for nothing but text.
_PLAIN = re.compile(r"[A-Za-z0-9(£€][^\x00-\x1f\x7f-\x9f\"\\]*")
_MEANS_SOMETHING = re.compile(
    r":(\s|$)|\s#|\s$|^(null|withheld|not applicable|more to come|yes|no|true|false)$", re.IGNORECASE
)
_FLOW = frozenset("{}[]")
#: What YAML has no plain place for: besides what is hidden, line breaks of other systems and what is no character.
_ESCAPED = re.compile(f'{HIDDEN.pattern[:-1]}"\\\\\ufffe\uffff]')
_NAMED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def scalar(text: str, indent: int = 0) -> str:
    """A text after `key: ` or `- `: plain where that is safe, over several lines where it has them, else in quotes.

    `indent` is the column at which the lines of a text that has several begin.
    """
    if _PLAIN.fullmatch(text) and not (_MEANS_SOMETHING.search(text) or HIDDEN.search(text) or _FLOW & set(text)):
        return text
    if "\n" in text and _fits_a_block(text):
        lines = (" " * indent + row if row else "" for row in text.split("\n"))
        return "\n".join(("|-", *lines))
    return quoted(text)


def quoted(text: str) -> str:
    return f'"{_ESCAPED.sub(_escape, text)}"'


def comment(text: str) -> str:
    """One line of comment, whatever the text holds."""
    return f"# {visible(' '.join(text.split()))}"


def _fits_a_block(text: str) -> bool:
    """Whether nothing of the text would be taken for indentation, or lost at the end of a line."""
    plain = not HIDDEN.search(text.replace("\n", ""))
    return plain and text[0] not in " \n" and not text.endswith("\n") and not re.search(r"[ \t\u3000]\n", text)


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    return _NAMED.get(char) or f"\\u{ord(char):04x}"
