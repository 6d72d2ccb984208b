"""What changes on which day: thresholds as a picture and as a table, and the days on which rules begin and end."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

from policyspec.base.dataclasses import dataclass
from policyspec.model.dates import spell_day
from policyspec.report.english.rules import joint
from policyspec.report.handbook.address import TIMELINE, Place, policy_page, rule_page
from policyspec.report.handbook.frame import page, section
from policyspec.report.handbook.matter import Handbook
from policyspec.report.handbook.numbers import window
from policyspec.report.html.bars import percentage
from policyspec.report.html.elements import Content, Element, el, items, para, row, table
from policyspec.report.rules import Declared
from policyspec.syntax import ast


@dataclass(frozen=True, slots=True)
class Line:
    """A threshold of a policy. Each of its entries has a number that the picture and the table share."""

    policy: str
    node: ast.Threshold
    first: int


def timeline(handbook: Handbook) -> str:
    """The page of all dates."""
    place = Place(TIMELINE)
    lines = list(_lines(handbook))
    return page(
        place,
        "Dates",
        el("h1", "Dates and thresholds"),
        para(
            "Which amount counts, and which rule is in force, the day decides on which a tender is judged.",
            class_="lead",
        ),
        section("Thresholds", "thresholds", *_thresholds(lines, place)),
        section("Rules with dates", "rules", *_windows(handbook.rules(), place)),
        section("Days on which something changes", "days", *_days(lines, handbook.rules())),
    )


def _lines(handbook: Handbook) -> Iterator[Line]:
    number = 1
    for file in handbook.policies():
        for node in file.declarations:
            if isinstance(node, ast.Threshold) and file.policy is not None:
                yield Line(file.policy.id, node, number)
                number += len(node.entries)


def _thresholds(lines: Sequence[Line], place: Place) -> Iterator[Element | None]:
    if not lines:
        yield para("These policies have no threshold whose amount depends on the day.")
        return
    yield _picture(lines)
    body = [
        row(
            str(line.first + n),
            el("a", line.node.name.words, href=place.to(policy_page(line.policy))),
            entry.value.text,
            *window(entry.start, entry.end),
        )
        for line in lines
        for n, entry in enumerate(line.node.entries)
    ]
    head = ["No.", "Threshold", "Amount", "From", "Until (this day included)"]
    yield table("The thresholds, with each of their amounts", head, body)


# --- the picture --------------------------------------------------------------------------------------------------

_ROW = 64  # pixels of one threshold: its name above its bar
_BAR = 28
_NARROW = Fraction(1, 25)  # a part of the width that has room for a number


def _picture(lines: Sequence[Line]) -> Element | None:
    """Each threshold as a row of boxes along the years; their numbers are those of the table."""
    days = [day for line in lines for entry in line.node.entries for day in (entry.start, entry.end) if day]
    if not days:
        return None
    axis = _axis(days)
    height = len(lines) * _ROW + 28
    shapes = [shape for n, line in enumerate(lines) for shape in _row(line, n * _ROW, axis)]
    title, desc = "The thresholds along the years", "Each box is one amount; its number is that of the table below."
    svg = el(
        "svg",
        el("title", title, id="picture-title"),
        el("desc", desc, id="picture-desc"),
        *_years(axis, height),
        *shapes,
        role="img",
        aria_labelledby="picture-title picture-desc",
        width="100%",
        height=str(height),
        class_="bar",
    )
    return el("figure", svg, el("figcaption", f"{title}. {desc}", class_="hint"), class_="line-of-time")


def _axis(days: Sequence[date]) -> tuple[date, date]:
    """Whole years around all days, with one more at the end for amounts that have none."""
    return date(min(days).year, 1, 1), date(min(max(days).year + 2, 9999), 1, 1)


def _at(day: date, axis: tuple[date, date]) -> Fraction:
    return Fraction((day - axis[0]).days, (axis[1] - axis[0]).days)


def _x(part: Fraction) -> str:
    return percentage(Fraction(round(part * 100_000), 100_000))


def _row(line: Line, top: int, axis: tuple[date, date]) -> Iterator[Element]:
    yield el("text", line.node.name.words, x="0", y=str(top + 18), class_="name")
    for n, entry in enumerate(line.node.entries):
        start = _at(entry.start, axis) if entry.start else Fraction(0)
        end = _at(entry.end, axis) + Fraction(1, (axis[1] - axis[0]).days) if entry.end else Fraction(1)
        box = {"x": _x(start), "y": str(top + 26), "width": _x(end - start), "height": str(_BAR)}
        yield el("rect", **box, class_="period")
        if end - start >= _NARROW:
            yield el("text", str(line.first + n), x=_x((start + end) / 2), y=str(top + 45), class_="middle")


def _years(axis: tuple[date, date], height: int) -> Iterator[Element]:
    """A line at each year's beginning, and its name where there is room."""
    years = range(axis[0].year, axis[1].year)
    step = -(-len(years) // 6)
    for year in years[::step]:
        x = _x(_at(date(year, 1, 1), axis))
        yield el("line", x1=x, x2=x, y1="22", y2=str(height - 24), class_="grid")
        yield el("text", str(year), x=x, y=str(height - 6))


# --- rules in force, and the days of change -----------------------------------------------------------------------


def _windows(rules: Sequence[Declared], place: Place) -> Iterator[Element]:
    body = [
        row(
            el("a", one.rule.title or one.rule.id, href=place.to(rule_page(one.rule.id))),
            *window(joint(one.rule.in_force).start, joint(one.rule.in_force).end),
        )
        for one in rules
        if one.rule.in_force
    ]
    if not body:
        yield para("No rule begins or ends on a day: each is in force on every day.")
        return
    yield table("Rules with a beginning or an end", ["Rule", "From", "Until (this day included)"], body)


def _days(lines: Sequence[Line], rules: Sequence[Declared]) -> Iterator[Element]:
    """Every day on which an amount or a rule comes or goes, in order."""
    found: dict[date, list[str]] = {}
    for line in lines:
        for entry in line.node.entries:
            if entry.start:
                found.setdefault(entry.start, []).append(f"the {line.node.name.words} becomes {entry.value.text}")
    for one in rules:
        title = one.rule.title or one.rule.id
        days = joint(one.rule.in_force)
        if days.start:
            found.setdefault(days.start, []).append(f"“{title}” begins")
        if days.end and days.end < date.max:
            found.setdefault(days.end + timedelta(days=1), []).append(f"“{title}” is no longer in force")
    if not found:
        yield para("None.")
        return
    body = [row(spell_day(day), [items(_cells(found[day]))]) for day in sorted(found)]
    yield table("Days of change, in their order", ["From this day", "What changes"], body)


def _cells(texts: Sequence[str]) -> list[Content | list[Content]]:
    return list(dict.fromkeys(texts))
