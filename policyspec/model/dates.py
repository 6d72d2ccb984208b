"""Dates as people write them: `1 April 2026`, `2 March 2026 12:00`, `2026-04-01`, ISO date-times."""

import re
from datetime import date, datetime, timedelta

from policyspec.base.patterns import pattern
from policyspec.base.remembered import remembered
from policyspec.base.suggest import nearest
from policyspec.model.numerals import LiteralError
from policyspec.model.values import Moment

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_EXAMPLE = "write it like `1 April 2026`"
_TIME = r"(?:(?:\s+at\s+|[T\s]\s*)(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]+)?)?)?"
_OFFSET = r"\s*(?P<offset>Z|UTC|[+-][0-9]{2}:?[0-9]{2})?"
_WORDS = pattern(
    r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?\s+(?P<month>[A-Za-z]+)\.?,?\s+(?P<year>[0-9]{4})" + _TIME + _OFFSET
)
_ISO = pattern(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})" + _TIME + _OFFSET)
_INSTANT = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])")
_NONE, _MINUTE = timedelta(), timedelta(minutes=1)
_SLASHED = pattern(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_MONTH_FIRST = pattern(r"([A-Za-z]+)\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})")


@remembered
def parse_date(text: str) -> Moment | LiteralError:
    """A calendar day, with its time (fractions of a second dropped) and offset where they are written."""
    return _of_program(text) or _of_person(text)


def _of_program(text: str) -> Moment | None:
    """A date-time in the form in which notices have nearly all of theirs; None for any other, and for none that is."""
    if not _INSTANT.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    second = (moment.hour * 60 + moment.minute) * 60 + moment.second
    offset = moment.utcoffset() or _NONE
    return Moment(moment.date(), second, offset // _MINUTE)


def _of_person(text: str) -> Moment | LiteralError:
    match = _ISO.fullmatch(text) or _WORDS.fullmatch(text)
    if match is None:
        return _not_a_date(text)
    day = _day(match)
    if isinstance(day, LiteralError):
        return day
    second = _second(match)
    if isinstance(second, LiteralError):
        return second
    offset = _offset(match["offset"])
    return offset if isinstance(offset, LiteralError) else Moment(day, second, offset)


def days_of(year: int, month: int) -> int:
    """How many days a month has. The module `calendar` knows it too, and imports `locale`."""
    return 31 if month == 12 else (date(year, month + 1, 1) - date(year, month, 1)).days


def spell_date(moment: Moment) -> str:
    """`1 April 2026`, `1 April 2026 14:30`, `1 April 2026 14:30 +01:00`."""
    parts = [spell_day(moment.day)]
    if moment.second is not None:
        minutes, seconds = divmod(moment.second, 60)
        parts.append(f"{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else ""))
    if moment.offset is not None:
        hours, minutes = divmod(abs(moment.offset), 60)
        parts.append(f"{'-' if moment.offset < 0 else '+'}{hours:02}:{minutes:02}")
    return " ".join(parts)


def spell_day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _month(word: str) -> int | LiteralError:
    if word.isdigit():
        number = int(word)
        return number if 1 <= number <= 12 else LiteralError(f"there is no month {word}", "months run from 01 to 12")
    for number, name in enumerate(MONTHS, 1):
        if word.casefold() in (name.casefold(), name[:3].casefold(), name[:4].casefold()):
            return number
    near = nearest(word, MONTHS)
    return LiteralError(f"`{word}` is not a month", f"did you mean `{near}`?" if near else _EXAMPLE)


def _day(match: re.Match[str]) -> date | LiteralError:
    month = _month(match["month"])
    if isinstance(month, LiteralError):
        return month
    year, day = int(match["year"]), int(match["day"])
    days = days_of(year, month) if year else 0
    if 1 <= day <= days:
        return date(year, month, day)
    return LiteralError(f"`{match[0]}` is not a day of the calendar", f"{MONTHS[month - 1]} {year} has {days} days")


def _second(match: re.Match[str]) -> int | LiteralError | None:
    if match["hour"] is None:
        return None
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if hour < 24 and minute < 60 and second < 60:
        return (hour * 60 + minute) * 60 + second
    return LiteralError(f"`{match['hour']}:{match['minute']}` is not a time of day", "times run from 00:00 to 23:59")


def _offset(text: str | None) -> int | LiteralError | None:
    if text is None:
        return None
    if text in ("Z", "UTC"):
        return 0
    hours, minutes = int(text[1:3]), int(text[-2:])
    if hours > 14 or minutes > 59:
        return LiteralError(f"`{text}` is not a time zone's offset", "offsets run from -14:00 to +14:00")
    return (hours * 60 + minutes) * (-1 if text[0] == "-" else 1)


def _not_a_date(text: str) -> LiteralError:
    if match := _SLASHED.fullmatch(text):
        return _slashed(text, *match.group(1, 3, 4))
    if match := _MONTH_FIRST.fullmatch(text):
        month = _month(match[1])
        if not isinstance(month, LiteralError):
            return LiteralError(
                f"`{text}` has its month first", f"write `{int(match[2])} {MONTHS[month - 1]} {match[3]}`"
            )
    return LiteralError(f"`{text}` is not a date", _EXAMPLE)


def _slashed(text: str, first: str, second: str, year: str) -> LiteralError:
    """What `31/12/2026` may mean: one day, two (day first, month first) or none."""
    full = int(year) if len(year) == 4 else 2000 + int(year)
    readings: dict[str, None] = {}
    for day, month in ((int(first), int(second)), (int(second), int(first))):
        if 1 <= month <= 12 and full and 1 <= day <= days_of(full, month):
            readings[f"`{day} {MONTHS[month - 1]} {full}`"] = None
    match list(readings):
        case []:
            return LiteralError(f"`{text}` is not a day of the calendar", _EXAMPLE)
        case [only]:
            return LiteralError(f"`{text}` has its month as a number", f"write {only}")
        case several:
            message = f"`{text}` does not say which number is the month"
            return LiteralError(message, f"write {' or '.join(several)}")
