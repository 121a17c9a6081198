"""What is kept besides sessions: assignments, roles, digests, disputes, settings, and who did what.

Each is written as a whole, in place of the one with its name. Values only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.allowance import Allowances
from bot.domain.assignment import Assignee, Assignment
from bot.domain.digest import Digest, DigestId
from bot.domain.dispute import Dispute
from bot.domain.member import Granted
from bot.domain.surface import MemberId, SessionId, TenantId
from bot.domain.transcript import Micros


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantSettings:
    """What an admin set for a tenant; `changed` is None where nobody has."""

    tenant: TenantId
    language: str = "en"
    zone: str | None = None
    """Where people's own is not known; None for the platform's."""
    retention_days: int | None = None
    """After so many days a closed session is deleted; None for what the operator set."""
    names: bool = False
    """Whether digests name who is past due."""
    words: bool = False
    """Whether digests quote single lines of assigned sessions, masked and without a name; then the
    briefing of such sessions says so."""
    least_group: int = 5
    """Fewer people than that are neither named nor averaged in a digest."""
    budget: Allowances = field(default_factory=Allowances)
    """What may be spent on models a day; never more than what the operator set."""
    changed: Micros | None = None
    before: Micros | None = None
    """When those were changed that these were made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A digest's period that was posted."""

    digest: DigestId
    period: str
    at: Micros


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A trainee lets managers see the score of a session that nobody assigned, or no longer."""

    session: SessionId
    shared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """Who saw or changed what, and when. Holds no words of a conversation."""

    tenant: TenantId
    by: MemberId
    at: Micros
    what: str
    """assign, withdraw, report, digest, digest now, override, dispute, managers, settings, export,
    export-me, forget-me, share, retain."""
    about: str = ""
    """Whom or what it was about: a member, an assignment, a session."""
    details: Mapping[str, str] = field(default_factory=dict)


Kept = Assignment | Assignee | Granted | Digest | Sent | Dispute | Shared | TenantSettings | Audited
