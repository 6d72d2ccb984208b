"""The figures of an impact as one HTML file that asks the network for nothing and runs nothing."""

from collections.abc import Iterator, Sequence

from policyspec.report.dashboard import shares
from policyspec.report.dashboard.numbers import counted, number
from policyspec.report.dashboard.numbers import sums as sums_of
from policyspec.report.dashboard.plot import Column, plot
from policyspec.report.dashboard.style import STYLE
from policyspec.report.html.elements import Content, Element, document, el, items, para, prose, row, rows, table
from policyspec.report.html.head import head
from policyspec.report.impact import words
from policyspec.report.impact.figures import Effect, Impact, OfBook
from policyspec.report.words import sentence

_SHOWN = 25  # buyers
_SMALL = 8  # a stretch that is less than one part in so many of the highest column is drawn again by itself


def render(impact: Impact) -> str:
    """The page. Same figures, same bytes."""
    title = words.title(impact)
    return document(
        el(
            "html",
            head(f"{title} – policyspec impact", STYLE),
            el(
                "body",
                el("a", "Skip to main content", href="#main", class_="skip"),
                shares.patterns(),
                el("header", el("p", el("b", "policyspec"), " Impact: what a policy would have done to past notices")),
                el("main", *_content(impact, title), id="main", tabindex="-1"),
                el("footer", para(f"Made by policyspec {impact.tool} from the dataset and policies named above.")),
            ),
            lang="en-GB",
        )
    )


def _content(impact: Impact, title: str) -> Iterator[Content]:
    yield el("h1", sentence(title).removesuffix("."), class_="verdict")
    yield para(*_summary(impact), class_="inset")
    yield from (para(*prose(sentence(note)), class_="hint") for note in impact.notes)
    yield from _curve(impact) if impact.parameter else _whole(impact)
    yield _buyers(impact)
    yield el("section", el("h2", "What this cannot tell"), items([prose(said) for said in words.CANNOT]))
    told: list[tuple[str, list[Content]]] = [(key, [value]) for key, value in words.basis(impact)]
    yield el("section", el("h2", "What the figures rest on"), rows(told))


def _summary(impact: Impact) -> list[Content]:
    """The answer in a sentence or two."""
    verb, first, last = words.hit(impact), impact.books[0], impact.books[-1]
    if impact.parameter is None:
        musts = [effect for strength, effect in first.strengths if strength == "must"]
        said = [sentence(f"{_of(musts[0])} of {counted(impact.tenders, 'tender')} breach a must")] if musts else []
        return [*said, *(_change(effect) for effect in musts)] or [f"{counted(impact.tenders, 'tender')} were judged."]
    if not impact.parameter.touches:
        return ["No rule rests on this parameter: at every value the verdicts are the same."]
    ends = (f"with {book.value} {_of(book.together)} tenders {verb}" for book in (first, last))
    judged = f"The rules that it touches speak, or may speak, of {number(first.together.judged)} of the tenders"
    decided = f"{number(words.decided(first.together))} of these say enough to be decided."
    return [f"{sentence('; '.join(ends))} {judged}; {decided}"]


def _change(effect: Effect) -> str | None:
    if effect.newly is None or effect.no_longer is None:
        return None
    return f" Against the baseline, newly: {words.band(effect.newly)}; no longer: {words.band(effect.no_longer)}."


def _of(effect: Effect) -> str:
    least, most = effect.hit.least.tenders, effect.hit.most.tenders
    return f"{number(least)}" if least == most else f"at least {number(least)} and at most {number(most)}"


# --- a curve ----------------------------------------------------------------------------------------------------


def _curve(impact: Impact) -> Iterator[Element]:
    assert impact.parameter is not None
    verb, name = words.hit(impact), impact.parameter.name
    yield el(
        "section",
        el("h2", f"Tenders by {name}"),
        _plots(impact, verb),
        _table(impact, verb),
    )
    if len(impact.parameter.touches) > 1:
        titles = ["Rule", "Strength", *(words.name(book) for book in impact.books)]
        numbers = frozenset(range(2, len(titles)))
        body = [
            row(
                [rule.title, el("br"), el("code", words.short(impact, rule))],
                rule.strength.value,
                *(words.band(book.rules[place].effect.hit) for book in impact.books),
                numeric=numbers,
            )
            for place, rule in enumerate(impact.books[0].rules)
        ]
        caption = f"Tenders that {verb}, by each rule that it touches, at least and at most"
        yield el("section", el("h2", "By rule"), table(caption, titles, body, numeric=numbers))


def _plots(impact: Impact, verb: str) -> Element:
    """The band over the whole scale; where what is certain is small beside it, that by itself as well."""
    drawn = [_column(book, verb) for book in impact.books]
    highest = max(column.tenders for column in drawn)
    least = [Column(column.label, column.stretches[:1]) for column in drawn]
    top = max(column.tenders for column in least)
    legend = shares.legend(
        (("breached", sentence(verb)[:-1]), ("undetermined", "May, when more is known"), ("met", "Do not"))
    )
    described = " ".join(f"{words.name(book)}: {_of(book.together)}." for book in impact.books)
    parts: list[Content] = [el("figcaption", f"Tenders that the rules speak of, by {words.title(impact)}")]
    if highest:
        parts += [legend, plot(drawn, "curve", f"Tenders that {verb}", described)]
    if top and top * _SMALL < highest:
        said = " ".join(f"{words.name(book)}: {number(book.together.hit.least.tenders)}." for book in impact.books)
        parts += [
            para(f"Those that {verb} whatever is not known, by themselves, on a scale of their own."),
            plot(least, "certain", f"Tenders that {verb} for certain", said),
        ]
    return el("figure", *parts, class_="plotted")


def _column(book: OfBook, verb: str) -> Column:
    effect = book.together
    stretches = (
        shares.Stretch("breached", verb, effect.hit.least.tenders),
        shares.Stretch("undetermined", "may, when more is known", effect.hit.open),
        shares.Stretch("met", "do not", effect.judged - effect.hit.most.tenders),
    )
    return Column((book.value or "", "as it is" if book.own else ""), stretches)


def _table(impact: Impact, verb: str) -> Element:
    assert impact.parameter is not None
    against = ["Newly", "No longer"] if impact.baseline else []
    titles = [impact.parameter.name.capitalize(), "Judged", "At least", "At most", "Undetermined"]
    numbers = frozenset(range(1, len(titles) + len(against)))
    body = [
        row(words.name(book), *_numbers(book.together), sums_of(book.together.hit.least.value), numeric=numbers)
        for book in impact.books
    ]
    caption = f"Tenders that {verb} under the rules that it touches, and the value of those that do for certain"
    return el("div", table(caption, [*titles, *against, "Value of these"], body, numeric=numbers), class_="shares")


def _numbers(effect: Effect) -> list[str]:
    found = (effect.judged, effect.hit.least.tenders, effect.hit.most.tenders, effect.undetermined)
    bands = (words.band(each) for each in (effect.newly, effect.no_longer) if each is not None)
    return [*map(number, found), *bands]


# --- a whole policy ---------------------------------------------------------------------------------------------


def _whole(impact: Impact) -> Iterator[Element]:
    [book] = impact.books
    strengths = [(f"Any {strength}", "", effect) for strength, effect in book.strengths]
    rules = [(rule.title, words.short(impact, rule), rule.effect) for rule in book.rules]
    legend = shares.legend(
        (("breached", sentence(words.hit(impact))[:-1]), ("undetermined", "May, when more is known"), ("met", "Do not"))
    )
    caption = f"Tenders that {words.hit(impact)}"
    for name, title, found in (("all", "In all", strengths), ("rules", "By rule", rules)):
        yield el(
            "section",
            el("h2", title, id=name),
            legend,
            el("div", _effects(impact, caption, name, found), class_="shares"),
        )


def _effects(impact: Impact, caption: str, name: str, found: Sequence[tuple[str, str, Effect]]) -> Element:
    against = ["Newly", "No longer"] if impact.baseline else []
    titles = ["Rule", "What the tenders come to", "Judged", "At least", "At most", "Undetermined", *against]
    numbers = frozenset(range(2, len(titles)))
    body = []
    for place, (title, id_, effect) in enumerate(found, 1):
        column = _column(OfBook("", own=False, together=effect, strengths=(), rules=()), words.hit(impact))
        bar = shares.bar(column.stretches, f"{name}-{place}", f"Tenders under {title}")
        named: list[Content] = [title, el("br"), el("code", id_)] if id_ else [title]
        value = sums_of(effect.hit.least.value)
        body.append(row(named, bar, *_numbers(effect), value, numeric=numbers))
    return table(caption, [*titles, "Value at least"], body, numeric=numbers)


# --- buyers -----------------------------------------------------------------------------------------------------


def _buyers(impact: Impact) -> Element:
    verb, newly = words.hit(impact), "newly " if impact.baseline else ""
    ends = impact.books if len(impact.books) < 2 else (impact.books[0], impact.books[-1])
    places = (0,) if len(impact.books) < 2 else (0, -1)
    titles = ["Buyer", "Tenders"]
    for book in ends:
        at = f" at {book.value}" if book.value else ""
        titles += [f"At least{at}", f"At most{at}"]
    numbers = frozenset(range(1, len(titles)))
    body = []
    for buyer in impact.buyers[:_SHOWN]:
        figures = (number(each) for place in places for each in (buyer.least[place], buyer.most[place]))
        body.append(row(buyer.name or "Not stated", number(buyer.tenders), *figures, numeric=numbers))
    if not body:
        return el("section", el("h2", "Buyers", id="buyers"), para("No buyer has a tender that may be affected."))
    rest = len(impact.buyers) - _SHOWN
    told = f"{number(rest)} more are in " if rest > 0 else "The same is in "
    return el(
        "section",
        el("h2", "The buyers most affected", id="buyers"),
        table(f"Tenders that {newly}{verb}, by buyer", titles, body, numeric=numbers),
        para(told, el("code", "buyers.csv"), "."),
    )
