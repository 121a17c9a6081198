"""What attempts show of a person or a team: skills and criteria as they stand now, best and last,
progress, time. Pure; docs/explanation/figures.md says how each figure is made.

It looks at whatever attempts it is given: what managers may see is `visible`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import TypeVar

from bot.domain import statistics
from bot.domain.attempt import Attempt, Mark
from bot.domain.digest import Spread
from bot.domain.surface import MemberId
from bot.domain.transcript import HOUR, Micros

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

DAY = 24 * HOUR
FEWEST = 3
"""Scored sessions that a mean takes, of a skill as of all."""
HALF_LIFE = 30 * DAY
"""After so long a session weighs half in a skill."""
OLDEST = 1000
"""Half-lives after which a session weighs as little as it ever will: not quite nothing."""
LONGEST = HOUR
"""Of one session's time that counts as time spent: people leave them open overnight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How a skill or a criterion stands, of 100; None where it was judged in too few sessions."""

    id: str
    title: str
    """The criterion's as it was judged last; a skill's is its id."""
    mean: float | None
    before: float | None
    """As it stood one half-life ago; None where nothing has come since."""
    sessions: int
    people: int
    last: Micros
    """When it was judged last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """One person's attempts at one scenario, in order."""

    scenario: str
    title: str
    difficulty: int
    attempts: tuple[Attempt, ...]

    @property
    def scored(self) -> tuple[Attempt, ...]:
        return tuple(attempt for attempt in self.attempts if attempt.state == "scored")

    @property
    def totals(self) -> tuple[int, ...]:
        """In order; those without a total left out."""
        return tuple(a.total for a in self.scored if a.total is not None)

    @property
    def best(self) -> int | None:
        return max(self.totals, default=None)

    @property
    def last(self) -> int | None:
        return self.totals[-1] if self.totals else None

    @property
    def passed(self) -> bool:
        return any(attempt.passed for attempt in self.scored)

    @property
    def improvement(self) -> int | None:
        """From the first to the best; None under two totals."""
        return max(self.totals) - self.totals[0] if len(self.totals) > 1 else None


def visible(attempts: Iterable[Attempt]) -> tuple[Attempt, ...]:
    """Those whose scores managers may see."""
    return tuple(attempt for attempt in attempts if attempt.visible)


def finished(attempts: Iterable[Attempt]) -> int:
    """How many were closed with a scorecard."""
    return sum(attempt.state == "scored" for attempt in attempts)


def by_member(attempts: Iterable[Attempt]) -> dict[MemberId, list[Attempt]]:
    return _grouped(_in_order(attempts), lambda attempt: attempt.member)


def totals(attempts: Iterable[Attempt]) -> list[int]:
    """The scores there are."""
    return [a.total for a in attempts if a.state == "scored" and a.total is not None]


def overall(attempts: Iterable[Attempt]) -> Spread:
    """The totals of all people."""
    return statistics.spread(totals(own) for own in by_member(attempts).values())


def tries(attempts: Iterable[Attempt]) -> tuple[Tries, ...]:
    """One person's attempts by scenario, the one practised last first."""
    grouped = _grouped(_in_order(attempts), lambda attempt: attempt.scenario)
    latest = sorted(grouped.values(), key=lambda these: _when(these[-1]), reverse=True)
    return tuple(
        Tries(
            scenario=these[-1].scenario,
            title=these[-1].title,
            difficulty=these[-1].difficulty,
            attempts=tuple(these),
        )
        for these in latest
    )


def improvement(attempts: Iterable[Attempt]) -> Spread:
    """By how many points people went up from their first to their best attempt at a scenario: over
    those scenarios that they tried twice or more."""
    return statistics.spread(
        [up for tried in tries(own) if (up := tried.improvement) is not None]
        for own in by_member(attempts).values()
    )


def time_spent(attempts: Iterable[Attempt]) -> Micros:
    """How long closed sessions took, each counted up to `LONGEST`."""
    took = (a.closed - a.opened for a in attempts if a.closed is not None)
    return Micros(sum(min(max(0, micros), LONGEST) for micros in took))


def skills(attempts: Iterable[Attempt], now: Micros) -> tuple[Level, ...]:
    """Each skill as it stands, the strongest first; those with too few sessions last."""
    return _levels(attempts, now, lambda mark: (mark.skill,), lambda mark: mark.skill)


def criteria(attempts: Iterable[Attempt], now: Micros) -> tuple[Level, ...]:
    """The same of each criterion. Scenarios may share an id: what is judged is its title."""
    return _levels(
        attempts, now, lambda mark: (mark.criterion, mark.title), lambda mark: mark.title
    )


@dataclass(slots=True)
class _Weighed:
    """What one person's sessions come to: the sum of their weights, and of their points by weight."""

    weight: float = 0.0
    points: float = 0.0

    @property
    def mean(self) -> float:
        return self.points / self.weight


@dataclass(slots=True)
class _Tally:
    """What is found about one skill or criterion, session by session."""

    sessions: int = 0
    last: int = -1
    title: str = ""
    people: dict[MemberId, _Weighed] = field(default_factory=dict)

    def add(self, member: MemberId, at: Micros, weight: float, points: float, title: str) -> None:
        own = self.people.setdefault(member, _Weighed())
        own.weight += weight
        own.points += weight * points
        self.sessions += 1
        if at > self.last:
            self.last, self.title = at, title

    @property
    def mean(self) -> float | None:
        """The mean over people, of each of whom recent sessions weigh more."""
        if self.sessions < FEWEST:
            return None
        return fmean(own.mean for own in self.people.values())


def _levels(
    attempts: Iterable[Attempt],
    now: Micros,
    key: Callable[[Mark], tuple[str, ...]],
    title: Callable[[Mark], str],
) -> tuple[Level, ...]:
    every: dict[tuple[str, ...], _Tally] = {}
    earlier: dict[tuple[str, ...], _Tally] = {}
    for attempt in attempts:
        if attempt.state != "scored":
            continue
        at = _when(attempt)
        weight = 0.5 ** min(OLDEST, (now - at) / HALF_LIFE)
        into = (every, earlier) if at <= now - HALF_LIFE else (every,)
        for name, (mark, points) in _points(attempt.marks, key).items():
            for tallies in into:
                tally = tallies.setdefault(name, _Tally())
                tally.add(attempt.member, at, weight, points, title(mark))
    return ranked(_level(name[0], tally, earlier.get(name)) for name, tally in every.items())


def ranked(levels: Iterable[Level]) -> tuple[Level, ...]:
    """The strongest first; those with too few sessions last."""
    return tuple(sorted(levels, key=lambda one: (one.mean is None, -(one.mean or 0), one.title)))


def _points(
    marks: Sequence[Mark], key: Callable[[Mark], tuple[str, ...]]
) -> dict[tuple[str, ...], tuple[Mark, float]]:
    """The mean of a session's marks for each thing, by their weight; none where nothing was judged."""
    known = [mark for mark in marks if mark.points is not None and mark.weight]
    return {name: (these[-1], _weighted(these)) for name, these in _grouped(known, key).items()}


def _weighted(marks: Sequence[Mark]) -> float:
    points = sum(mark.weight * (mark.points or 0) for mark in marks)
    return points / sum(mark.weight for mark in marks)


def _level(id: str, tally: _Tally, earlier: _Tally | None) -> Level:
    old = earlier is not None and earlier.sessions < tally.sessions
    return Level(
        id=id,
        title=tally.title,
        mean=tally.mean,
        before=earlier.mean if old and earlier is not None else None,
        sessions=tally.sessions,
        people=len(tally.people),
        last=Micros(tally.last),
    )


def _in_order(attempts: Iterable[Attempt]) -> list[Attempt]:
    return sorted(attempts, key=lambda attempt: (attempt.opened, attempt.session))


def _when(attempt: Attempt) -> Micros:
    return attempt.opened if attempt.closed is None else attempt.closed


def _grouped(things: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    found: dict[K, list[T]] = {}
    for thing in things:
        found.setdefault(key(thing), []).append(thing)
    return found
