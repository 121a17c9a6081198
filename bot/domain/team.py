"""What the sessions of many people come to, summed up: all that a team's report tells. Pure.

The database sums up large teams; `of` does it with the sessions themselves, to the same figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain import strengths
from bot.domain.attempt import Attempt
from bot.domain.digest import WEEKS, Spread
from bot.domain.strengths import DAY, Level
from bot.domain.surface import MemberId
from bot.domain.transcript import Micros

WEEK = 7 * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """One person's sessions: how many, and when the last was begun; of the scores that managers may
    see the best and the last."""

    member: MemberId
    sessions: int
    opened: Micros
    best: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """How one scenario was played."""

    title: str
    difficulty: int
    scores: Spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Sums over the sessions of a team. `people`, `finished` and `time` count all of them, the rest
    those whose scores managers may see."""

    people: tuple[Own, ...]
    """Who has begun one."""
    finished: int
    """Closed with a scorecard."""
    time: Micros
    seen: int
    seen_time: Micros
    scores: Spread
    improvement: Spread
    skills: tuple[Level, ...]
    criteria: tuple[Level, ...]
    scenarios: tuple[Played, ...]
    weeks: tuple[Spread, ...]
    """The last `WEEKS`; each is seven days, the last of them ends now."""

    @property
    def sessions(self) -> int:
        return sum(one.sessions for one in self.people)


def of(attempts: Sequence[Attempt], now: Micros) -> Team:
    """What these sessions come to."""
    seen = strengths.visible(attempts)
    return Team(
        people=tuple(_own(member, own) for member, own in strengths.by_member(attempts).items()),
        finished=strengths.finished(attempts),
        time=strengths.time_spent(attempts),
        seen=len(seen),
        seen_time=strengths.time_spent(seen),
        scores=strengths.overall(seen),
        improvement=strengths.improvement(seen),
        skills=strengths.skills(seen, now),
        criteria=strengths.criteria(seen, now),
        scenarios=tuple(_played(seen)),
        weeks=tuple(_within(seen, *week) for week in weeks(now)),
    )


def weeks(now: Micros) -> Sequence[tuple[Micros, Micros]]:
    """When each of the last weeks began and ended; a score that came when one began is not in it,
    one that came when it ended is."""
    begun = (Micros(now - back * WEEK) for back in range(WEEKS, 0, -1))
    return [(one, Micros(one + WEEK)) for one in begun]


def _own(member: MemberId, attempts: Sequence[Attempt]) -> Own:
    totals = strengths.totals(strengths.visible(attempts))
    return Own(
        member=member,
        sessions=len(attempts),
        opened=attempts[-1].opened,
        best=max(totals, default=None),
        last=totals[-1] if totals else None,
    )


def _played(seen: Sequence[Attempt]) -> list[Played]:
    grouped: dict[str, list[Attempt]] = {}
    for attempt in seen:
        grouped.setdefault(attempt.scenario, []).append(attempt)
    return [
        Played(
            title=these[-1].title,
            difficulty=these[-1].difficulty,
            scores=strengths.overall(these),
        )
        for these in grouped.values()
    ]


def _within(seen: Sequence[Attempt], begins: Micros, ends: Micros) -> Spread:
    return strengths.overall(a for a in seen if a.closed is not None and begins < a.closed <= ends)


NOBODY = of((), Micros(0))
"""A team that has not begun."""
