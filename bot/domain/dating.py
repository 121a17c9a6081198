"""Reads when something is due, as people write it in English and German. Pure: it is told the time.

What could mean two moments is no date: it is said, with how to write it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.domain import calendar
from bot.domain.calendar import date, time, timedelta
from bot.domain.transcript import Micros

END_OF_DAY = time(23, 59)
"""When it is due where only a day was named."""
JUST_PAST = timedelta(days=90)
"""A day without a year that passed so lately was meant as it stands, not for next year."""
FARTHEST = timedelta(days=2 * 366)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why something that was typed cannot be taken: which sentence says so, and with what in it."""

    says: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """A part of a text that names a moment, and what it comes to."""

    start: int
    end: int
    due: Micros | Trouble


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar jän jänner",
            "feb february februar",
            "mar march mär märz mrz",
            "apr april",
            "may mai",
            "jun june juni",
            "jul july juli",
            "aug august",
            "sep sept september",
            "oct october okt oktober",
            "nov november",
            "dec december dez dezember",
        ),
        1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon montag mo",
            "tuesday tue tues dienstag di",
            "wednesday wed mittwoch mi",
            "thursday thu thurs donnerstag do",
            "friday fri freitag fr",
            "saturday sat samstag sonnabend sa",
            "sunday sun sonntag so",
        )
    )
    for name in names.split()
}
_NUMBERS = {
    word: number
    for number, words in enumerate(
        ("", "one a an ein einem einer eine", "two zwei", "three drei", "four vier", "five fünf")
    )
    for word in words.split()
}
_DAYS = {"today": 0, "heute": 0, "tomorrow": 1, "morgen": 1, "übermorgen": 2}
_UNITS = {
    **dict.fromkeys(("day", "days", "tag", "tage", "tagen"), 1),
    **dict.fromkeys(("week", "weeks", "woche", "wochen"), 7),
}
_MONTH_UNITS = {"month", "months", "monat", "monate", "monaten"}


def _any(words: Mapping[str, object] | set[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_BEFORE = r"(?:(?:due|by|until|till|on|bis|zum|zu|am|fällig)\s+)*"
_TIME = (
    r"(?:[\s,T]+(?:at\s+|um\s+)?(?:(?P<hour>\d{1,2})[:.](?P<minute>\d{2})\s*(?P<half>am|pm)?"
    r"|(?P<whole>\d{1,2})\s*(?:(?P<whole_half>am|pm)|uhr|h))(?:\s*uhr)?)?(?![\w:/])"
)
_MONTH = rf"(?P<month>{_any(_MONTHS)})\.?"
_YEAR = r"(?:,?\s*(?P<year>20\d{2}))?"
_NAMED = rf"(?:(?P<named>{_any(_WEEKDAYS)})\.?,?\s+(?:the\s+|den\s+)?)?"
"""The weekday that may stand before a date."""
_FORMS = {
    "iso": r"(?P<year>\d{4})-(?P<number>\d{1,2})-(?P<day>\d{1,2})",
    "slashed": r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{4}|\d{2})",
    "dotted": r"(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>20\d{2})?",
    "day first": rf"(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}{_YEAR}",
    "month first": rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?{_YEAR}(?!:)",
    "next": rf"(?:next|nächste[nr]?|kommende[nr]?)\s+(?P<weekday>{_any(_WEEKDAYS)})",
    "weekday": rf"(?P<weekday>{_any(_WEEKDAYS)})",
    "word": rf"(?P<word>{_any(_DAYS)})",
    "in": rf"in\s+(?P<count>\d{{1,3}}|{_any(_NUMBERS)})\s+"
    rf"(?P<unit>{_any({*_UNITS, *_MONTH_UNITS})})",
}
_DATES = {"iso", "slashed", "dotted", "day first", "month first"}
_PATTERNS = {
    form: re.compile(
        rf"(?<![\w/-]){_BEFORE}{_NAMED if form in _DATES else ''}{pattern}{_TIME}", re.IGNORECASE
    )
    for form, pattern in _FORMS.items()
}
_Groups = dict[str, str]


def find(text: str, now: Micros, zone: str) -> Found | None:
    """The first part of a text that names a day, with the moment it means in a zone."""
    for form, pattern in _PATTERNS.items():
        if (match := pattern.search(text)) is not None:
            said = {name: value.lower() for name, value in match.groupdict().items() if value}
            typed = match[0].strip()
            return Found(match.start(), match.end(), _due(form, said, typed, now, zone))
    return None


def _due(form: str, said: _Groups, typed: str, now: Micros, zone: str) -> Micros | Trouble:
    today = calendar.day(now, zone)
    try:
        day = _READ[form](said, today)
        at = _time(said)
    except (ValueError, OverflowError):
        return Trouble("no_such_date", {"typed": typed})
    if isinstance(day, Trouble):
        return Trouble(day.says, {"typed": typed, **day.values})
    if "named" in said and day.weekday() != _WEEKDAYS[said["named"]]:
        return Trouble("no_such_date", {"typed": typed})
    if day > today + FARTHEST:
        return Trouble("too_far", {"typed": typed, "date": day.isoformat()})
    return _moment(day, at, typed, now, zone)


def _moment(day: date, at: time, typed: str, now: Micros, zone: str) -> Micros | Trouble:
    """The one moment that clocks of the zone show so; a date that is no more is said, as one whose
    hour is there twice, or not at all."""
    known = {"typed": typed, "zone": zone, "date": day.isoformat(), "time": f"{at:%H:%M}"}
    readings = calendar.readings(day, at, zone)
    if not readings:
        later = calendar.local(calendar.moment(day, at, zone), zone)
        return Trouble("hour_missing", known | {"other": f"{later:%Y-%m-%d %H:%M}"})
    if len(readings) > 1:
        first, second = (calendar.local(m, "UTC") for m in readings)
        times = {"first": f"{first:%Y-%m-%d %H:%M}", "second": f"{second:%Y-%m-%d %H:%M}"}
        return Trouble("hour_twice", known | times)
    return readings[0] if readings[0] > now else Trouble("past", known)


def _time(said: _Groups) -> time:
    hour, half = said.get("hour") or said.get("whole"), said.get("half") or said.get("whole_half")
    if hour is None:
        return END_OF_DAY
    number = int(hour)
    if half and not 1 <= number <= 12:
        raise ValueError(hour)
    if half:
        number = number % 12 + 12 * (half == "pm")
    return time(number, int(said.get("minute", "0")))


def _iso(said: _Groups, today: date) -> date:
    return _on(said, today, int(said["number"]))


def _named(said: _Groups, today: date) -> date:
    return _on(said, today, _MONTHS[said["month"]])


def _on(said: _Groups, today: date, month: int) -> date:
    """A day of a month; without a year, the next one, unless it has just passed."""
    if "year" in said:
        return date(int(said["year"]), month, int(said["day"]))
    day = date(today.year, month, int(said["day"]))
    return day if day > today - JUST_PAST else day.replace(year=today.year + 1)


def _slashed(said: _Groups, _: date) -> date | Trouble:
    first, second, year = int(said["first"]), int(said["second"]), int(said["year"])
    year += 2000 * (year < 100)
    if first == second or second > 12:
        return date(year, first, second)
    if first > 12:
        return date(year, second, first)
    both = {"first": date(year, first, second), "second": date(year, second, first)}
    return Trouble("two_dates", {name: day.isoformat() for name, day in both.items()})


def _weekday(said: _Groups, today: date) -> date:
    """The next such day; today's own name means the one in a week."""
    ahead = (_WEEKDAYS[said["weekday"]] - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=ahead)


def _next(said: _Groups, today: date) -> Trouble:
    day = _weekday(said, today)
    later = day + timedelta(days=7)
    return Trouble("two_dates", {"first": day.isoformat(), "second": later.isoformat()})


def _word(said: _Groups, today: date) -> date:
    return today + timedelta(days=_DAYS[said["word"]])


def _in(said: _Groups, today: date) -> date:
    count = _NUMBERS.get(said["count"]) or int(said["count"])
    if said["unit"] not in _MONTH_UNITS:
        return today + timedelta(days=count * _UNITS[said["unit"]])
    months = today.year * 12 + today.month - 1 + count
    first = date(months // 12, months % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(today.day, last.day))


_READ: Mapping[str, Callable[[_Groups, date], date | Trouble]] = {
    "iso": _iso,
    "slashed": _slashed,
    "dotted": _iso,
    "day first": _named,
    "month first": _named,
    "next": _next,
    "weekday": _weekday,
    "word": _word,
    "in": _in,
}
