"""Text from files that people did not write themselves, made harmless for a place where only words should stand."""

import re

from policyspec.base.patterns import pattern

# C0 and C1 controls, zero width space, directional marks, line and paragraph separators, byte order mark, and halves of
# surrogate pairs (undecodable bytes of a file name).
HIDDEN = pattern("[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def visible(text: str) -> str:
    """The text with every control and hidden character written out by its number."""

    def escape(match: re.Match[str]) -> str:
        code = ord(match[0])
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"

    return HIDDEN.sub(escape, text)
