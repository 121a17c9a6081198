"""What the managers' side asks of the database: what is kept besides sessions, and figures.

Every method sees one tenant only, and raises StoreError.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from bot.domain.allowance import Taken
from bot.domain.assignment import Assigned, Assignee, Assignment, AssignmentId
from bot.domain.attempt import Attempt
from bot.domain.digest import Digest, DigestId, Figures, Part, Period
from bot.domain.dispute import Dispute, DisputeId
from bot.domain.keeping import Audited, TenantSettings
from bot.domain.member import Granted
from bot.domain.surface import MemberId, SessionId, TenantId
from bot.domain.team import Team
from bot.domain.transcript import Micros


class Office(Protocol):
    """Reads what managers see. All writing goes through `Transaction.commit`."""

    async def settings(self, tenant: TenantId) -> TenantSettings: ...

    async def taken(self, tenant: TenantId, since: Micros) -> Taken:
        """What all calls of models took from a moment on."""

    async def granted(self, tenant: TenantId) -> list[Granted]:
        """The roles given in ChatTrain, those taken back left out."""

    async def assignment(self, tenant: TenantId, id: AssignmentId) -> Assignment | None: ...

    async def assignments(
        self, tenant: TenantId, *, since: Micros | None = None
    ) -> list[Assignment]:
        """The latest first; those withdrawn, and those due before `since`, left out."""

    async def standings(self, tenant: TenantId, assignment: AssignmentId) -> list[Assigned]:
        """An assignment as it stands for each of its people."""

    async def assigned(self, tenant: TenantId, member: MemberId) -> list[Assigned]:
        """What is asked of one person, what is due first; those withdrawn left out."""

    async def attempts(
        self, tenant: TenantId, members: Collection[MemberId] | None = None, *, since: Micros = ...
    ) -> list[Attempt]:
        """Sessions opened since then of these people (None: of all), in the order of their opening,
        with marks."""

    async def team(
        self,
        tenant: TenantId,
        members: Collection[MemberId] | None,
        *,
        since: Micros,
        now: Micros,
    ) -> Team:
        """What the sessions of these people (None: of all) came to since a moment, as
        `bot.domain.team.of` sums them up; of many the database does it."""

    async def attempt(self, tenant: TenantId, session: SessionId) -> Attempt | None: ...

    def every_attempt(
        self, tenant: TenantId, *, marks: bool = True
    ) -> AbstractAsyncContextManager[AsyncIterator[Attempt]]:
        """All sessions in the order of their ids, a few thousand in memory at a time; where nobody
        asks for their `marks`, without."""

    async def members(self, tenant: TenantId) -> list[MemberId]:
        """Everybody who has begun a session or is assigned one."""

    async def digest(self, tenant: TenantId, id: DigestId) -> Digest | None: ...

    async def digests(self, tenant: TenantId) -> list[Digest]: ...

    async def figures(self, tenant: TenantId, periods: Sequence[Period], now: Micros) -> Figures:
        """What a digest of the last of `periods` tells; the others are for its trend."""

    async def words(
        self, tenant: TenantId, criterion: Part, period: Period, *, limit: int = 3
    ) -> list[str]:
        """Lines that were cited for a criterion of `figures` in sessions whose briefing said so, of
        as many different people, as they were written: to be masked before anybody reads them."""

    async def dispute(self, tenant: TenantId, id: DisputeId) -> Dispute | None: ...

    async def disputes(self, tenant: TenantId, *, open: bool = True) -> list[Dispute]: ...

    async def audit(self, tenant: TenantId, *, limit: int = 100) -> list[Audited]:
        """The latest first."""


class Schedule(Protocol):
    """What is due, over all tenants: asked again and again, so that it happens late rather than
    never."""

    async def open_assignments(self) -> list[Assignment]:
        """Those not withdrawn that somebody has still to do, or whose groups may still grow."""

    async def assignees(self, assignment: AssignmentId) -> list[Assignee]: ...

    async def all_digests(self) -> list[Digest]:
        """Those that are not off."""

    async def sent(self, digest: DigestId, periods: Collection[str]) -> set[str]:
        """Those of `periods` that were posted, or are on their way."""

    async def tenants(self) -> list[TenantId]: ...
