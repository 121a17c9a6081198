"""When people may be told unasked of what is assigned to them: by day, and never twice. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain import calendar
from bot.domain.assignment import Assigned, Assignee, Assignment
from bot.domain.calendar import date, time, timedelta
from bot.domain.transcript import Micros

BEGINS, ENDS = 9, 17
"""Hours of a working day in which somebody is written to unasked."""
AHEAD = timedelta(days=2)
"""How long before the due day the first reminder comes."""
_DAY = timedelta(days=1)
_WEEKEND = 5


def is_open(now: Micros, zone: str) -> bool:
    """Whether people in a zone are at work."""
    there = calendar.local(now, zone)
    return there.weekday() < _WEEKEND and BEGINS <= there.hour < ENDS


def opens(now: Micros, zone: str) -> Micros:
    """The next moment at which people in a zone are at work: now, where they are."""
    if is_open(now, zone):
        return now
    there = calendar.local(now, zone)
    day = there.date() + (_DAY if there.hour >= ENDS else timedelta())
    while day.weekday() >= _WEEKEND:
        day += _DAY
    return max(now, calendar.moment(day, time(BEGINS), zone))


def announced_at(assignment: Assignment, now: Micros, zone: str) -> Micros:
    """When somebody is told of an assignment: at work, unless it were too late by then."""
    next = opens(now, zone)
    return now if assignment.due is not None and now < assignment.due <= next else next


def reminder_days(assignment: Assignment, zone: str) -> tuple[date, ...]:
    """The days on which somebody in a zone is reminded; a weekend's come on the Friday before."""
    if assignment.due is None:
        return ()
    last = calendar.local(assignment.due, zone)
    day = last.date() - (_DAY if last.hour < BEGINS or last.time() == time(BEGINS) else timedelta())
    return tuple(sorted({_at_work(day - AHEAD), _at_work(day)}))


def _at_work(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - _WEEKEND + 1))


def is_to_be_reminded(assignment: Assignment, assignee: Assignee, now: Micros, zone: str) -> bool:
    """Whether somebody should be reminded at this hour, as far as this assignment tells."""
    return (
        _counts(assignment, assignee)
        and assignee.announced is not None
        and assignment.due is not None
        and assignment.due > now
        and is_open(now, zone)
        and calendar.day(now, zone) in reminder_days(assignment, zone)
        and not told_today([assignee], now, zone)
    )


def told_today(assignees: Iterable[Assignee], now: Micros, zone: str) -> bool:
    """Whether somebody was told anything unasked on this day of theirs."""
    today = calendar.day(now, zone)
    told = (at for one in assignees for at in (one.announced, one.reminded) if at is not None)
    return any(calendar.day(at, zone) == today for at in told)


def next_look(assignment: Assignment, assignee: Assignee, now: Micros, zone: str) -> Micros | None:
    """When somebody has to be told something next, at the soonest; None where nothing more is."""
    if not _counts(assignment, assignee):
        return None
    if assignee.announced is None:
        return announced_at(assignment, now, zone)
    hours = (calendar.moment(day, time(BEGINS), zone) for day in reminder_days(assignment, zone))
    return min((hour for hour in hours if hour > now), default=None)


def _counts(assignment: Assignment, assignee: Assignee) -> bool:
    return assignment.withdrawn is None and assignee.done is None


def waiting(mine: Iterable[Assigned]) -> list[Assigned]:
    """What somebody has not been told of yet."""
    return [
        one
        for one in mine
        if one.assignee.announced is None and _counts(one.assignment, one.assignee)
    ]
