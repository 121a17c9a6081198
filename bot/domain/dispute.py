"""A trainee does not agree with a score, and a manager decides. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from bot.domain.scorecard import Evidence, Override
from bot.domain.surface import MemberId, SessionId, TenantId
from bot.domain.transcript import Micros

__all__ = ["Dispute", "DisputeId", "Override"]

DisputeId = NewType("DisputeId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """About one criterion of one session. The lines in `evidence` are all that a manager reads."""

    id: DisputeId
    tenant: TenantId
    session: SessionId
    member: MemberId
    criterion: str
    title: str
    """The criterion's."""
    scenario: str
    """The scenario's title."""
    level: int | None
    levels: tuple[str, ...]
    """Titles of all levels, the lowest first."""
    points: tuple[int, ...]
    """What each level is worth, of 100."""
    why: str
    """Why that level was given, as the scorecard says."""
    reason: str
    """Why the trainee disagrees."""
    evidence: tuple[Evidence, ...] = ()
    language: str = "en"
    at: Micros
    decider: MemberId | None = None
    """Who was asked to decide; None where nobody could be, so that any manager may."""
    decided_by: MemberId | None = None
    decided_at: Micros | None = None
    outcome: int | None = None
    """The level decided on; the same as `level` where it stays."""
    answer: str = ""
    """Why it was decided so."""

    @property
    def open(self) -> bool:
        return self.decided_at is None
