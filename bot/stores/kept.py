"""Reads what is kept besides sessions, of one tenant. Every function runs inside the caller's
transaction."""

from __future__ import annotations

from sqlalchemy import Connection, or_, select, union

from bot.domain.assignment import Assignee, Assignment, AssignmentId
from bot.domain.digest import Digest, DigestId
from bot.domain.dispute import Dispute, DisputeId
from bot.domain.keeping import Audited, TenantSettings
from bot.domain.member import Granted
from bot.domain.surface import MemberId, TenantId
from bot.domain.transcript import Micros
from bot.stores import kept_rows
from bot.stores.schema import assignees as assignee_table
from bot.stores.schema import assignments as assignment_table
from bot.stores.schema import audit as audit_table
from bot.stores.schema import digests as digest_table
from bot.stores.schema import disputes as dispute_table
from bot.stores.schema import grants, sessions
from bot.stores.schema import settings as settings_table

PIECE = 500
"""Assignees that are read at once."""


def settings(connection: Connection, tenant: TenantId) -> TenantSettings:
    mine = select(settings_table.c.body).where(settings_table.c.tenant == tenant)
    body = connection.scalar(mine)
    return TenantSettings(tenant=tenant) if body is None else kept_rows.settings(body)


def granted(connection: Connection, tenant: TenantId) -> list[Granted]:
    """Who was made something last stands last."""
    mine = select(grants).where(grants.c.tenant == tenant, grants.c.role != "trainee")
    found = connection.execute(mine.order_by(grants.c.at, grants.c.member))
    return [kept_rows.granted(row) for row in found]


def assignment(connection: Connection, tenant: TenantId, id: AssignmentId) -> Assignment | None:
    table = assignment_table.c
    body = connection.scalar(select(table.body).where(table.tenant == tenant, table.id == id))
    return None if body is None else kept_rows.assignment(body)


def assignments(connection: Connection, tenant: TenantId, since: Micros | None) -> list[Assignment]:
    table = assignment_table.c
    mine = select(table.body).where(table.tenant == tenant, table.withdrawn.is_(None))
    if since is not None:
        mine = mine.where(or_(table.due.is_(None), table.due >= since))
    found = connection.scalars(mine.order_by(table.at.desc(), table.id.desc()))
    return [kept_rows.assignment(body) for body in found]


def assignees(
    connection: Connection, tenant: TenantId, assignment: AssignmentId, after: MemberId
) -> list[Assignee]:
    """The next piece, in the order of their ids."""
    table = assignee_table.c
    mine = select(assignee_table).where(
        table.tenant == tenant, table.assignment == assignment, table.member > after
    )
    found = connection.execute(mine.order_by(table.member).limit(PIECE))
    return [kept_rows.assignee(row) for row in found]


def assigned(
    connection: Connection, tenant: TenantId, member: MemberId
) -> list[tuple[Assignment, Assignee]]:
    """What is asked of one person and was not withdrawn."""
    mine = (
        select(assignee_table, assignment_table.c.body)
        .join(assignment_table, assignment_table.c.id == assignee_table.c.assignment)
        .where(
            assignee_table.c.tenant == tenant,
            assignee_table.c.member == member,
            assignment_table.c.tenant == tenant,
            assignment_table.c.withdrawn.is_(None),
        )
    )
    return [
        (kept_rows.assignment(row.body), kept_rows.assignee(row))
        for row in connection.execute(mine)
    ]


def members(connection: Connection, tenant: TenantId) -> list[MemberId]:
    began = select(sessions.c.member).where(sessions.c.tenant == tenant)
    asked = (
        select(assignee_table.c.member)
        .join(assignment_table, assignment_table.c.id == assignee_table.c.assignment)
        .where(assignee_table.c.tenant == tenant, assignment_table.c.withdrawn.is_(None))
    )
    return sorted(MemberId(member) for member in connection.scalars(union(began, asked)))


def digest(connection: Connection, tenant: TenantId, id: DigestId) -> Digest | None:
    table = digest_table.c
    body = connection.scalar(select(table.body).where(table.tenant == tenant, table.id == id))
    return None if body is None else kept_rows.digest(body)


def digests(connection: Connection, tenant: TenantId) -> list[Digest]:
    """In the order of their ids."""
    table = digest_table.c
    found = connection.scalars(select(table.body).where(table.tenant == tenant).order_by(table.id))
    return [kept_rows.digest(body) for body in found]


def dispute(connection: Connection, tenant: TenantId, id: DisputeId) -> Dispute | None:
    table = dispute_table.c
    body = connection.scalar(select(table.body).where(table.tenant == tenant, table.id == id))
    return None if body is None else kept_rows.dispute(body)


def disputes(connection: Connection, tenant: TenantId, open: bool) -> list[Dispute]:  # noqa: FBT001
    """Those that are open, or those that were decided; the oldest first."""
    table = dispute_table.c
    state = table.decided_at.is_(None) if open else table.decided_at.is_not(None)
    mine = select(table.body).where(table.tenant == tenant, state).order_by(table.at, table.id)
    return [kept_rows.dispute(body) for body in connection.scalars(mine)]


def audit(connection: Connection, tenant: TenantId, limit: int) -> list[Audited]:
    table = audit_table.c
    latest = table.at.desc(), table.number.desc()
    mine = select(audit_table).where(table.tenant == tenant).order_by(*latest).limit(limit)
    return [kept_rows.audited(row) for row in connection.execute(mine)]
