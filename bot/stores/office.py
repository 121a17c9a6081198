"""What the managers' side reads; see `bot.ports.office.Office`.

Long reading is done in pieces, so that nothing else waits for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Collection, Sequence
from contextlib import aclosing, asynccontextmanager

from bot.domain import team
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
from bot.stores import attempts, calls, kept, quoting, tallying, teaming
from bot.stores.completing import Completion
from bot.stores.reading import Read

MEMBERS = 20
"""People whose sessions are read at once."""
FEW = 100
"""People whose sessions are all read to be summed up; those of more the database sums up."""
_FIRST_OF_ALL = Micros(0)


class SqlOffice:
    """One tenant at a time; see `bot.ports.office.Office`."""

    def __init__(self, read: Read) -> None:
        self._read = read

    async def settings(self, tenant: TenantId) -> TenantSettings:
        return await self._read(kept.settings, tenant)

    async def taken(self, tenant: TenantId, since: Micros) -> Taken:
        return await self._read(calls.taken, tenant, since)

    async def granted(self, tenant: TenantId) -> list[Granted]:
        return await self._read(kept.granted, tenant)

    async def assignment(self, tenant: TenantId, id: AssignmentId) -> Assignment | None:
        return await self._read(kept.assignment, tenant, id)

    async def assignments(
        self, tenant: TenantId, *, since: Micros | None = None
    ) -> list[Assignment]:
        return await self._read(kept.assignments, tenant, since)

    async def standings(self, tenant: TenantId, assignment: AssignmentId) -> list[Assigned]:
        asked = await self.assignment(tenant, assignment)
        if asked is None:
            return []
        return [one async for piece in self._standings(asked) for one in piece]

    async def _standings(self, asked: Assignment) -> AsyncGenerator[list[Assigned], None]:
        """An assignment as it stands for each of its people, in pieces, without marks."""
        last = MemberId("")
        while people := await self._read(kept.assignees, asked.tenant, asked.id, last):
            first, last = people[0].member, people[-1].member
            done = await self._read(attempts.counting, asked.tenant, asked.id, first, last)
            yield _standing(asked, people, done)

    async def assigned(self, tenant: TenantId, member: MemberId) -> list[Assigned]:
        asked = await self._read(kept.assigned, tenant, member)
        if not asked:
            return []
        done = await self._read(attempts.counting_of, tenant, member)
        asked.sort(key=lambda pair: (pair[0].due is None, pair[0].due or 0, pair[0].at))
        return [
            Assigned(
                assignment=assignment,
                assignee=assignee,
                attempts=tuple(one for one in done if one.assignment == assignment.id),
            )
            for assignment, assignee in asked
        ]

    async def attempts(
        self,
        tenant: TenantId,
        members: Collection[MemberId] | None = None,
        *,
        since: Micros = _FIRST_OF_ALL,
    ) -> list[Attempt]:
        if members is None:
            return [one async for piece in self._since(tenant, since) for one in piece]
        people, found = sorted(set(members)), list[Attempt]()
        for begin in range(0, len(people), MEMBERS):
            some = people[begin : begin + MEMBERS]
            found += await self._read(attempts.of, tenant, some, since)
        return sorted(found, key=lambda one: (one.opened, one.session))

    async def _since(self, tenant: TenantId, at: Micros) -> AsyncGenerator[list[Attempt], None]:
        after = SessionId("")
        while piece := await self._read(attempts.since, tenant, at, after):
            yield piece
            at, after = piece[-1].opened, piece[-1].session

    async def team(
        self,
        tenant: TenantId,
        members: Collection[MemberId] | None,
        *,
        since: Micros,
        now: Micros,
    ) -> Team:
        if members is None or len(members) > FEW:
            return await teaming.summed(self._read, tenant, members, since, now)
        found = await self.attempts(tenant, members, since=since)
        return await asyncio.to_thread(team.of, found, now)

    async def attempt(self, tenant: TenantId, session: SessionId) -> Attempt | None:
        return await self._read(attempts.one, tenant, session)

    @asynccontextmanager
    async def every_attempt(
        self, tenant: TenantId, *, marks: bool = True
    ) -> AsyncIterator[AsyncIterator[Attempt]]:
        async with aclosing(self._every(tenant, marks=marks)) as every:
            yield every

    async def _every(self, tenant: TenantId, *, marks: bool) -> AsyncGenerator[Attempt, None]:
        after = SessionId("")
        while piece := await self._read(attempts.after, tenant, after, marks=marks):
            for one in piece:
                yield one
            after = piece[-1].session

    async def members(self, tenant: TenantId) -> list[MemberId]:
        return await self._read(kept.members, tenant)

    async def digest(self, tenant: TenantId, id: DigestId) -> Digest | None:
        return await self._read(kept.digest, tenant, id)

    async def digests(self, tenant: TenantId) -> list[Digest]:
        return await self._read(kept.digests, tenant)

    async def figures(self, tenant: TenantId, periods: Sequence[Period], now: Micros) -> Figures:
        completion = Completion(period=periods[-1], now=now)
        for asked in await self.assignments(tenant, since=periods[0].begins):
            await completion.count(self._read, asked)
        return completion.added_to(await tallying.figures(self._read, tenant, periods))

    async def words(
        self, tenant: TenantId, criterion: Part, period: Period, *, limit: int = 3
    ) -> list[str]:
        return await quoting.words(self._read, tenant, criterion, period, limit)

    async def dispute(self, tenant: TenantId, id: DisputeId) -> Dispute | None:
        return await self._read(kept.dispute, tenant, id)

    async def disputes(self, tenant: TenantId, *, open: bool = True) -> list[Dispute]:
        return await self._read(kept.disputes, tenant, open)

    async def audit(self, tenant: TenantId, *, limit: int = 100) -> list[Audited]:
        return await self._read(kept.audit, tenant, limit)


def _standing(
    asked: Assignment, people: Sequence[Assignee], done: Sequence[Attempt]
) -> list[Assigned]:
    by_member: dict[MemberId, list[Attempt]] = {}
    for attempt in done:
        by_member.setdefault(attempt.member, []).append(attempt)
    return [
        Assigned(assignment=asked, assignee=one, attempts=tuple(by_member.get(one.member, ())))
        for one in people
    ]
