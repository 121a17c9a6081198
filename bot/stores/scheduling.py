"""What is due, over all tenants; see `bot.ports.office.Schedule`."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from sqlalchemy import Column, Connection, exists, func, or_, select

from bot.domain.assignment import Assignee, Assignment, AssignmentId
from bot.domain.digest import Digest, DigestId
from bot.domain.surface import MemberId, TenantId
from bot.stores import kept_rows
from bot.stores.kept import PIECE
from bot.stores.reading import Read
from bot.stores.schema import (
    assignees,
    assignments,
    digests,
    inbox,
    sent_periods,
    sessions,
    settings,
)

_TO_DO = exists().where(assignees.c.assignment == assignments.c.id, assignees.c.done.is_(None))
_OPEN = (
    select(assignments.c.body)
    .where(assignments.c.withdrawn.is_(None), or_(assignments.c.grows, _TO_DO))
    .order_by(assignments.c.id)
)


class SqlSchedule:
    """See `bot.ports.office.Schedule`."""

    def __init__(self, read: Read) -> None:
        self._read = read

    async def open_assignments(self) -> list[Assignment]:
        return await self._read(_open_assignments)

    async def assignees(self, assignment: AssignmentId) -> list[Assignee]:
        found, after = list[Assignee](), MemberId("")
        while piece := await self._read(_assignees, assignment, after):
            found += piece
            if len(piece) < PIECE:
                break
            after = piece[-1].member
        return found

    async def all_digests(self) -> list[Digest]:
        return await self._read(_digests)

    async def sent(self, digest: DigestId, periods: Collection[str]) -> set[str]:
        return await self._read(_sent, digest, periods)

    async def tenants(self) -> list[TenantId]:
        return await self._read(_tenants)


_assignment = lru_cache(maxsize=1024)(kept_rows.assignment)
"""They are asked for every few seconds, and seldom change."""


def _open_assignments(connection: Connection) -> list[Assignment]:
    return [_assignment(body) for body in connection.scalars(_OPEN)]


def _assignees(connection: Connection, assignment: AssignmentId, after: MemberId) -> list[Assignee]:
    table = assignees.c
    mine = select(assignees).where(table.assignment == assignment, table.member > after)
    found = connection.execute(mine.order_by(table.member).limit(PIECE))
    return [kept_rows.assignee(row) for row in found]


def _digests(connection: Connection) -> list[Digest]:
    on = select(digests.c.body).where(digests.c.off.is_(None)).order_by(digests.c.id)
    return [kept_rows.digest(body) for body in connection.scalars(on)]


def _sent(connection: Connection, digest: DigestId, periods: Collection[str]) -> set[str]:
    keys = {f"digest:{digest}:{period}": period for period in periods}
    posted = select(sent_periods.c.period).where(
        sent_periods.c.digest == digest, sent_periods.c.period.in_(periods)
    )
    on_their_way = select(inbox.c.event_key).where(inbox.c.event_key.in_(keys))
    claimed = {keys[key] for key in connection.scalars(on_their_way)}
    return claimed | set(connection.scalars(posted))


def _tenants(connection: Connection) -> list[TenantId]:
    columns = (sessions.c.tenant, settings.c.tenant, assignments.c.tenant, digests.c.tenant)
    found = {tenant for column in columns for tenant in _distinct(connection, column)}
    return sorted(TenantId(tenant) for tenant in found)


def _distinct(connection: Connection, column: Column[str]) -> list[str]:
    """A column's values, each found by the index from the one before: not by reading all rows."""
    found = select(func.min(column).label("value")).cte("found", recursive=True)
    later = select(func.min(column)).where(column > found.c.value).scalar_subquery()
    found = found.union_all(select(later).where(found.c.value.is_not(None)))
    return list(connection.scalars(select(found.c.value).where(found.c.value.is_not(None))))
