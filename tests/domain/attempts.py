"""Attempts for tests of results, in a line each."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.attempt import Attempt, Mark
from bot.domain.surface import MemberId, SessionId
from bot.domain.transcript import HOUR, MINUTE, Micros

DAY = 24 * HOUR
NOW = Micros(1_795_172_400_000_000)
"""Friday, the 20th of November 2026, noon in Berlin."""
ANA, BEN, CARLA = MemberId("ana"), MemberId("ben"), MemberId("carla")
NAMES = {ANA: "Ana", BEN: "Ben", CARLA: "Carla"}


def mark(skill: str, points: int | None, *, weight: int = 50, criterion: str = "") -> Mark:
    id = criterion or f"c_{skill}"
    return Mark(criterion=id, title=f"Does {id}", skill=skill, points=points, weight=weight)


def scored(
    total: int | None,
    *,
    days: float = 0,
    member: MemberId = ANA,
    scenario: str = "parcel",
    assigned: bool = True,
    minutes: int = 20,
    asking: int | None = None,
) -> Attempt:
    """An attempt that was closed so many days ago, where `asking` is given with that one mark."""
    opened = Micros(round(NOW - days * DAY) - minutes * MINUTE)
    attempt = Attempt(
        session=SessionId(f"{member}-{opened}-{scenario}"),
        member=member,
        scenario=scenario,
        title=f"A {scenario}",
        assignment="a" if assigned else None,
        state="scored",
        opened=opened,
        closed=Micros(opened + minutes * MINUTE),
        total=total,
        safe=total,
        passed=total is not None and total >= 70,
    )
    return attempt if asking is None else with_marks(attempt, asking=asking)


def with_marks(attempt: Attempt, **skills: int) -> Attempt:
    """With points for skills, each by its one criterion."""
    return replace(attempt, marks=tuple(mark(skill, points) for skill, points in skills.items()))


def own(attempt: Attempt) -> Attempt:
    """As practice that nobody assigned."""
    return replace(attempt, assignment=None, shared=False)


def unscored(attempt: Attempt) -> Attempt:
    return replace(attempt, state="unscored", total=None, passed=False, marks=())
