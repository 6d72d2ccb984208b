"""The words of a clause on lines of the page's width."""

from collections.abc import Iterator, Sequence

from policyspec.syntax.format.words import Place, Word, joined

WIDTH = 120  # columns; a quoted text is never broken, so it may be wider
INDENT = 2

_PLACES = (Place.JOIN, Place.WHEN, Place.ITEM)


def wrapped(words: list[Word], indent: int) -> list[str]:
    """The lines of a clause, the first at `indent`, those under it further in."""
    below = [n for n, word in enumerate(words) if n and word.place is Place.BELOW]
    first, *others = _cut(words, below)
    under = indent + INDENT
    return [*_lines(first, indent, under), *(line for part in others for line in _lines(part, under, under + INDENT))]


def _lines(words: list[Word], indent: int, under: int) -> Iterator[str]:
    line = " " * indent + joined(words)
    parts = [words] if len(line) <= WIDTH else _parted(words, WIDTH - indent)
    if len(parts) == 1:
        yield line
        return
    yield from _lines(parts[0], indent, under)
    for part in parts[1:]:
        yield from _lines(part, under, under + INDENT)


def _parted(words: list[Word], room: int) -> list[list[Word]]:
    """The words parted at the best places that there are: outside parentheses before inside, `and` before a comma.

    Conditions stand one to a line; elsewhere a line takes as much as it can.
    """
    for depth in sorted({word.depth for word in words}):
        for place in _PLACES:
            starts = [n for n, word in enumerate(words) if n and word.depth == depth and word.place is place]
            if starts:
                return _cut(words, starts if place is Place.JOIN else [_last_that_fits(words, starts, room)])
    return [words]


def _last_that_fits(words: list[Word], starts: Sequence[int], room: int) -> int:
    return max((start for start in starts if len(joined(words[:start])) <= room), default=starts[0])


def _cut(words: list[Word], starts: Sequence[int]) -> list[list[Word]]:
    ends = [*starts, len(words)]
    return [words[start:end] for start, end in zip([0, *starts], ends, strict=True)]
