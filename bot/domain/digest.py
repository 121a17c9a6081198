"""A tenant's regular summary in a channel: when it is due, and of which period. Pure.

A period is named by the day on which it begins in the digest's own zone, so that `(digest, period)`
is the same in every process, whenever it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NewType

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From `begins` until `ends`, which is no part of it; `due` is when its digest is sent."""

    name: str
    """The first day in the digest's zone, 2026-11-16."""
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
