"""Words that every report uses: counts, lists and sentences."""

from collections.abc import Sequence
from datetime import date

from policyspec.model.dates import spell_day


def count(number: int, noun: str, plural: str | None = None) -> str:
    """`1 rule`, `3 rules`, `no rules`."""
    return f"{number or 'no'} {noun if number == 1 else plural or noun + 's'}"


def are(number: int) -> str:
    return "is" if number == 1 else "are"


def joined(words: Sequence[str], conjunction: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    *others, last = words
    return f"{', '.join(others)} {conjunction} {last}" if others else last


def sentence(text: str) -> str:
    """The text with a capital and a full stop, as it stands on its own."""
    text = text.strip()
    if not text:
        return ""
    start = text[0].upper() + text[1:]
    return start if start.rstrip("”’\"'")[-1:] in tuple(".!?…") else f"{start}."


def day_in_words(iso: str) -> str:
    """`2026-03-02` as `2 March 2026`."""
    return spell_day(date.fromisoformat(iso))
