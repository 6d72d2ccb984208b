"""The lines of a tender's file that a finding rests on, with the words meant marked."""

from collections.abc import Iterator, Sequence

from policyspec.base.source import Source
from policyspec.model.facts import Origin
from policyspec.report.formats import View
from policyspec.report.frame import Mark, Sources, of_origin
from policyspec.report.html.elements import Content, Element, el, para
from policyspec.report.html.parts import place_of
from policyspec.report.words import count

_WHOLE = 240  # characters of a line that is shown whole
_AROUND = 80  # characters before and after the words meant, in a longer line


def quoted(origins: Sequence[Origin], rest: int, view: View) -> list[Content]:
    """The places, each with its line where the text is at hand. `rest`: how many lines are left out."""
    figures: list[Content] = []
    for file, sheet in dict.fromkeys((origin.file, origin.sheet) for origin in origins):
        there = [origin for origin in origins if (origin.file, origin.sheet) == (file, sheet)]
        figures.append(_figure(there, view.sources))
    return [*figures, para(f"and {count(rest, 'more line')}", class_="hint") if rest else None]


def marked(mark: Mark, sources: Sources) -> Element:
    """The place of a diagnostic, with its line."""
    where = str(mark) if mark.sheet else f"{mark.file}, line {mark.line}"
    return _quote(where, list(_of_source(None if mark.sheet else sources(mark.file), [mark])))


def _figure(origins: Sequence[Origin], sources: Sources) -> Element:
    first = origins[0]
    source = None if first.sheet else sources(first.file)
    lines = list(_of_source(source, [of_origin(origin) for origin in origins]))
    where = place_of(first)
    if not lines:
        lines = [_line(origin, [el("mark", origin.raw)]) for origin in origins if origin.raw]
    if len({origin.line for origin in origins}) > 1 and not first.sheet:
        numbers = sorted({origin.line for origin in origins})
        where = f"{first.file}, lines {', '.join(map(str, numbers))}"
    return _quote(where, lines)


def _line(origin: Origin, parts: list[Content]) -> Element:
    return _row("" if origin.sheet else str(origin.line), parts)


def _quote(where: str, lines: list[Element]) -> Element:
    """A figure without lines is only a place."""
    if not lines:
        return para("Where: ", el("span", where, class_="place"), class_="where")
    caption = el("figcaption", "Where: ", el("span", where, class_="place"))
    return el("figure", caption, *lines, class_="quote")


def _row(number: str, parts: list[Content]) -> Element:
    return el("p", el("span", number, class_="line-number"), el("code", *parts))


def _of_source(source: Source | None, marks: Sequence[Mark]) -> Iterator[Element]:
    if source is None:
        return
    for number in sorted({mark.line for mark in marks}):
        try:
            text = source.line(number)
        except IndexError:  # it is not the text that was read
            continue
        if text.strip("{}[],- \t"):  # a bracket tells a person nothing
            yield _row(str(number), list(_parts(text, [mark for mark in marks if mark.line == number])))


def _parts(text: str, marks: Sequence[Mark]) -> Iterator[Content]:
    """The line, or of a long one the part around the first mark, with the marked stretches."""
    first = min(mark.column for mark in marks) - 1
    start = 0 if len(text) <= _WHOLE else max(first - _AROUND, 0)
    end = len(text) if len(text) <= _WHOLE else min(start + _WHOLE, len(text))
    yield "…" if start else None
    at = start
    for mark in sorted(marks, key=lambda mark: mark.column):
        begin, over = max(mark.column - 1, at), min(mark.column - 1 + mark.length, end)
        if any(map(str.isalnum, text[begin:over])):  # a dash or bracket where a list begins tells nothing
            yield from (text[at:begin], el("mark", text[begin:over]))
            at = over
    yield text[at:end]
    yield "…" if end < len(text) else None
