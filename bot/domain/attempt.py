"""One session as results see it: what came of it, without a word of what was said. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.domain.surface import MemberId, SessionId
from bot.domain.transcript import Micros

State = Literal["open", "scored", "unscored"]
"""Still running; closed with a scorecard; closed without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What one criterion came to, with what a manager made of it."""

    criterion: str
    title: str
    skill: str
    points: int | None
    """Of 100; None where it was not judged."""
    weight: int
    overridden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A session's outcome. `total` and `passed` count what a manager has changed."""

    session: SessionId
    member: MemberId
    scenario: str
    title: str
    number: int = 1
    """Which attempt of a chain of retries."""
    assignment: str | None = None
    shared: bool = False
    """Whether the trainee lets managers see the score of a session that nobody assigned."""
    state: State
    opened: Micros
    closed: Micros | None = None
    total: int | None = None
    safe: int | None = None
    """What passing rests on: the total, or less of it where only a model vouches for the rest."""
    passed: bool = False
    blocked: bool = False
    """Whether a blocker failed it, whatever the total."""
    difficulty: int = 1
    marks: tuple[Mark, ...] = ()
    fingerprint: str = ""
    """Of the scenario as it was begun; for exports, as is `platform`."""
    platform: str = ""
    """Where it took place."""

    @property
    def visible(self) -> bool:
        """Whether managers may see its score (contract, "Privacy")."""
        return self.assignment is not None or self.shared
