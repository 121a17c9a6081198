"""A tenant's regular summary in a channel: when it is due, and of which period. Pure.

A period is named by the day on which it begins in the digest's own zone, or by its month, so that
`(digest, period)` is the same in every process, whenever it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NewType

from bot.domain import calendar
from bot.domain.calendar import date, time, timedelta
from bot.domain.surface import MemberId, Surface, TenantId
from bot.domain.transcript import Micros

DigestId = NewType("DigestId", str)
Cadence = Literal["weekly", "monthly"]
WEEKS = 12
"""Periods that the trend shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What a channel was promised. There is one of a channel at most: its id is its surface."""

    id: DigestId
    tenant: TenantId
    surface: Surface
    by: MemberId
    cadence: Cadence = "weekly"
    weekday: int = 0
    """0 is Monday; of a monthly one, the first such day of the month."""
    hour: int = 9
    zone: str = "UTC"
    language: str = "en"
    since: Micros
    """Nothing is sent for hours before."""
    off: Micros | None = None
    trouble: str = ""
    """Why the last one could not be posted; its manager has been told."""
    gone: bool = False
    """Whether that was because its channel seems to be gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From `begins` until `ends`, which is no part of it; `due` is when its digest is sent."""

    name: str
    """The first day in the digest's zone, 2026-11-16; of a month, 2026-11."""
    begins: Micros
    ends: Micros
    due: Micros


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """What many scores come to: sessions, people, and each person's own mean summed up.

    Sessions of one person are alike, so that intervals rest on people's means.
    """

    sessions: int = 0
    people: int = 0
    means: float = 0.0
    """Sum over people of the mean of their scores, of 100."""
    squares: float = 0.0
    """Sum over people of the square of that mean."""
    scores: tuple[tuple[int, int], ...] = ()
    """How many sessions had each score, in order; left out where no median is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A criterion, a skill or a scenario in the period and the one before."""

    id: str
    title: str
    now: Spread
    before: Spread
    level: int = 0
    """A scenario's difficulty; 0 for all else."""
    words: tuple[str, ...] = ()
    """Lines of trainees that were cited for it, masked; only where the tenant wants them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a digest tells, as the database gives it. Scores only of sessions that managers may see;
    `sessions`, `people` and `finished` count all of them. The last of `trend` is the period itself."""

    sessions: int
    """Begun in the period."""
    people: int
    """Who began one."""
    finished: int
    """Of those, closed with a scorecard."""
    sessions_before: int = 0
    people_before: int = 0
    trend: tuple[Spread, ...] = ()
    criteria: tuple[Part, ...] = ()
    skills: tuple[Part, ...] = ()
    scenarios: tuple[Part, ...] = ()
    assigned: int = 0
    """People-and-assignment pairs that were open in the period, or ended in it."""
    assigned_people: int = 0
    """How many people those are of."""
    done: int = 0
    passed: int = 0
    not_started: int = 0
    past_due: tuple[MemberId, ...] = ()
    ratings: tuple[int, int] = (0, 0)
    """Scorecards that were found helpful, and not."""
    cost: float | None = None
    """Of model calls in the period, in US dollars; None where no price is known."""
    calls: int = 0
    cost_before: float | None = None


def latest(digest: Digest, now: Micros) -> Period | None:
    """The last period that was due by now; None where that was before the digest was asked for, or
    since it is off."""
    period = ended(digest, now)
    while period.due > now:
        period = _beside(digest, period, -1)
    off = digest.off is not None and digest.off <= now
    return None if off or period.due < digest.since else period


def ended(digest: Digest, now: Micros) -> Period:
    """The last period that is over, whether it was due or not."""
    return _beside(digest, holding(digest, now), -1)


def holding(digest: Digest, moment: Micros) -> Period:
    """The period that a moment is in."""
    day = calendar.day(moment, digest.zone)
    first = day.replace(day=1) if digest.cadence == "monthly" else _weekday(day, digest.weekday)
    period = _of(digest, first)
    while moment < period.begins:
        period = _beside(digest, period, -1)
    while moment >= period.ends:
        period = _beside(digest, period, 1)
    return period


def before(period: Period, digest: Digest, count: int) -> tuple[Period, ...]:
    """So many periods before one, the oldest first."""
    first = first_day(period.name)
    return tuple(_of(digest, _moved(digest, first, -back)) for back in range(count, 0, -1))


def first_day(name: str) -> date:
    """The day on which the period of a name begins."""
    return date.fromisoformat(name if name.count("-") > 1 else f"{name}-01")


def _of(digest: Digest, first: date) -> Period:
    """The period that begins on a day.

    A day begins at midnight or, where clocks jump over that, when they jump. A monthly digest is
    due on the first of its weekdays after the month.
    """
    last = _moved(digest, first, 1)
    due = _weekday(last + timedelta(days=6), digest.weekday)
    return Period(
        name=f"{first:%Y-%m}" if digest.cadence == "monthly" else first.isoformat(),
        begins=calendar.moment(first, time(), digest.zone),
        ends=calendar.moment(last, time(), digest.zone),
        due=calendar.moment(due, time(digest.hour), digest.zone),
    )


def _beside(digest: Digest, period: Period, steps: int) -> Period:
    return _of(digest, _moved(digest, first_day(period.name), steps))


def _moved(digest: Digest, first: date, steps: int) -> date:
    """The first day of a period so many periods later."""
    if digest.cadence == "weekly":
        return first + timedelta(weeks=steps)
    months = first.year * 12 + first.month - 1 + steps
    return date(months // 12, months % 12 + 1, 1)


def _weekday(day: date, weekday: int) -> date:
    """The last such day of the week up to `day`."""
    return day - timedelta(days=(day.weekday() - weekday) % 7)
