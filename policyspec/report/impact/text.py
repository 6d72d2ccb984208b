"""The figures of an impact as text for a screen."""

from collections.abc import Iterator, Sequence

from policyspec.report.dashboard.numbers import number
from policyspec.report.impact import words
from policyspec.report.impact.figures import Effect, Impact, OfBook
from policyspec.report.page import BLANK, Line, Piece, Style, columns, line, visible, wrapped
from policyspec.report.words import count, sentence

_SHOWN = 10  # buyers
_GAP = "  "


def render(impact: Impact, width: int) -> list[Line]:
    """The page; the whole of its tables is in the files beside the page of `--out`."""
    return [
        line(Piece(sentence(words.title(impact)).removesuffix("."), Style.TITLE)),
        *(found for key, value in words.basis(impact) for found in wrapped(value, width, lead=f"{key}: ")),
        *(found for note in impact.notes for found in wrapped(sentence(note), width, lead=Piece("! ", Style.DOUBT))),
        BLANK,
        *(_curve(impact) if impact.parameter else _whole(impact)),
        BLANK,
        *_buyers(impact),
        BLANK,
        *(found for said in words.CANNOT for found in wrapped(said, width, lead="- ", style=Style.QUIET)),
    ]


# --- tables -----------------------------------------------------------------------------------------------------


def _curve(impact: Impact) -> Iterator[Line]:
    verb = words.hit(impact)
    head = [str(impact.parameter and impact.parameter.name), "judged", "at least", "at most", "undetermined"]
    against = ["newly", "no longer"] if impact.baseline else []
    rows = [
        [words.name(book), *_numbers(book.together), *_against(book.together), _value(book)] for book in impact.books
    ]
    yield line(f"Tenders that {verb}, for certain and possibly, by its value")
    yield from table([*head, *against, "value at least"], rows)
    rules = {rule.rule for book in impact.books for rule in book.rules}
    if len(rules) > 1:
        yield BLANK
        yield line(f"Tenders that {verb}, by rule: at least, and at most")
        yield from table(["rule", *(words.name(book) for book in impact.books)], _by_rule(impact))


def _by_rule(impact: Impact) -> list[list[str]]:
    return [
        [words.short(impact, rule), *(words.band(book.rules[place].effect.hit) for book in impact.books)]
        for place, rule in enumerate(impact.books[0].rules)
    ]


def _whole(impact: Impact) -> Iterator[Line]:
    [book] = impact.books
    head = ["judged", "at least", "at most", "undetermined", *(["newly", "no longer"] if impact.baseline else [])]
    yield line(f"Tenders that {words.hit(impact)}, for certain and possibly")
    told = [[f"any {strength}", *_numbers(effect), *_against(effect)] for strength, effect in book.strengths]
    yield from table(["", *head], told)
    yield BLANK
    yield line("By rule")
    rows = [[words.short(impact, r), str(r.strength), *_numbers(r.effect), *_against(r.effect)] for r in book.rules]
    yield from table(["rule", "", *head], rows, words_first=2)


def _buyers(impact: Impact) -> Iterator[Line]:
    shown = impact.buyers[:_SHOWN]
    if not shown:
        return
    newly = " newly" if impact.baseline else ""
    yield line(f"The buyers most affected, of {count(len(impact.buyers), 'buyer')} with a tender that may{newly} be")
    books = impact.books if len(impact.books) < 2 else (impact.books[0], impact.books[-1])
    places = (0,) if len(books) < 2 else (0, -1)
    head = ["buyer", "tenders", *(f"{words.name(book)} at least".strip() + ", at most" for book in books)]
    rows = [
        [
            buyer.name or "not stated",
            number(buyer.tenders),
            *(f"{number(buyer.least[place])} to {number(buyer.most[place])}" for place in places),
        ]
        for buyer in shown
    ]
    yield from table(head, rows)


def _numbers(effect: Effect) -> list[str]:
    found = (effect.judged, effect.hit.least.tenders, effect.hit.most.tenders, effect.undetermined)
    return [number(each) for each in found]


def _against(effect: Effect) -> list[str]:
    return [words.band(each) for each in (effect.newly, effect.no_longer) if each is not None]


def _value(book: OfBook) -> str:
    sums = words.sums(book.together.hit.least)
    return "-" if not sums else sums[0] if len(sums) == 1 else f"{sums[0]}, and {count(len(sums) - 1, 'more sum')}"


_LONGEST = 48  # columns of a cell of words


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, words_first: int = 1) -> Iterator[Line]:
    """Columns side by side: those of words (the first ones, and the last where it is one) left, numbers right."""
    cells = [[_cut(visible(cell)) for cell in row] for row in (head, *rows)]
    widths = [max(columns(row[place]) for row in cells) for place in range(len(head))]
    for place, row in enumerate(cells):
        parts = [_set(cell, widths[n], left=n < words_first) for n, cell in enumerate(row)]
        yield line(Piece(_GAP.join(parts), Style.QUIET if place == 0 else Style.PLAIN))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _set(text: str, width: int, *, left: bool) -> str:
    room = " " * (width - columns(text))
    return text + room if left else room + text
