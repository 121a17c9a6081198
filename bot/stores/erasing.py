"""Deletes what is stored: of a member, or of sessions that have been kept for long enough.

Whoever is at work on something that is deleted finds its mailbox gone, and its next write refused.
Every function runs inside the caller's transaction.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, delete, func, or_, select, union, update

from bot.domain.keeping import Audited
from bot.domain.surface import MemberId, SessionId, TenantId
from bot.domain.transcript import Micros
from bot.ports.store import MailboxId
from bot.stores import kept_rows
from bot.stores.rows import member_mailbox, session_mailbox, tenant_mailbox
from bot.stores.schema import (
    assignees,
    assignments,
    audit,
    digests,
    disputes,
    erased_sessions,
    grants,
    inbox,
    mailboxes,
    marks,
    model_calls,
    outcomes,
    posts,
    scorecards,
    sent_periods,
    sessions,
    turns,
)

NOBODY = MemberId("")
"""Stands where a name was erased."""
PIECE = 100
"""Sessions that are deleted at once."""


def erase(connection: Connection, tenant: TenantId, member: MemberId) -> None:
    """Deletes all that is stored of a member. What they asked of others stays, without their name."""
    lobby = member_mailbox(tenant, member)
    _hold(connection, [lobby])
    theirs = select(sessions.c.id).where(sessions.c.tenant == tenant, sessions.c.member == member)
    found = [SessionId(id) for id in connection.scalars(theirs)]
    for begin in range(0, len(found), PIECE):
        drop(connection, found[begin : begin + PIECE])
    _drop_mailboxes(connection, [lobby])
    _forget_messages(connection, tenant, member)
    for table in (assignees, disputes, grants):
        mine = delete(table).where(table.c.tenant == tenant, table.c.member == member)
        connection.execute(mine)
    _forget_names(connection, tenant, member)
    _forget_lines(connection, tenant, member)


def forget(
    connection: Connection, tenant: TenantId, member: MemberId, at: Micros, by: MemberId = NOBODY
) -> None:
    """Deletes all that is stored of a member, and notes that somebody was forgotten."""
    erase(connection, tenant, member)
    line = Audited(tenant=tenant, by=by, at=at, what="forget-me")
    connection.execute(audit.insert(), kept_rows.audited_columns(line))


def drop(connection: Connection, ids: Sequence[SessionId]) -> None:
    """Deletes sessions with all that belongs to them."""
    places = [session_mailbox(id) for id in ids]
    _hold(connection, places)
    running = select(sessions.c.id).where(sessions.c.id.in_(ids), sessions.c.phase != "closed")
    connection.execute(erased_sessions.insert().from_select(["session"], running))
    for column in (
        turns.c.session,
        marks.c.session,
        outcomes.c.session,
        scorecards.c.session,
        disputes.c.session,
        model_calls.c.session,
        sessions.c.id,
    ):
        connection.execute(delete(column.table).where(column.in_(ids)))
    _drop_mailboxes(connection, places)


def old(connection: Connection, tenant: TenantId, before: Micros) -> list[SessionId]:
    """Some of a tenant's sessions that were closed before a moment."""
    closed = select(sessions.c.id).where(
        sessions.c.tenant == tenant, sessions.c.closed_at < before, sessions.c.phase == "closed"
    )
    return [SessionId(id) for id in connection.scalars(closed.limit(PIECE))]


def count_old(connection: Connection, tenant: TenantId, before: Micros) -> int:
    """How many of a tenant's sessions were closed before a moment."""
    closed = select(func.count()).where(
        sessions.c.tenant == tenant, sessions.c.closed_at < before, sessions.c.phase == "closed"
    )
    return connection.scalar(closed) or 0


def drop_old(connection: Connection, tenant: TenantId, before: Micros) -> int:
    """Deletes some of a tenant's sessions that were closed before a moment; says how many."""
    ids = old(connection, tenant, before)
    if ids:
        drop(connection, ids)
    return len(ids)


def _hold(connection: Connection, places: Collection[MailboxId]) -> None:
    """Waits for whoever is writing there, and lets nobody else begin to."""
    wanted = select(mailboxes.c.id).where(mailboxes.c.id.in_(places))
    connection.execute(wanted.order_by(mailboxes.c.id).with_for_update())


def _drop_mailboxes(connection: Connection, places: Collection[MailboxId]) -> None:
    for column in (posts.c.mailbox, inbox.c.mailbox, mailboxes.c.id):
        connection.execute(delete(column.table).where(column.in_(places)))


def _forget_names(connection: Connection, tenant: TenantId, member: MemberId) -> None:
    """Takes a name out of what concerns others as well."""
    given = update(grants).where(grants.c.tenant == tenant, grants.c.by == member)
    connection.execute(given.values(by=NOBODY))
    _drop_private_digests(connection, tenant, member)
    for column in (assignments.c.body, digests.c.body):
        _rewrite(connection, column, column.table.c.tenant == tenant, member)
    decided = _decided_by(connection, tenant, member)
    _rewrite(connection, disputes.c.body, disputes.c.tenant == tenant, member)
    for session in decided:
        _rewrite(connection, scorecards.c.body, scorecards.c.session == session, member)
        here = posts.c.mailbox == session_mailbox(session)
        _rewrite(connection, posts.c.content, here, member)
        told = here & posts.c.key.contains(":decided:") & posts.c.shown  # by name, who decided
        connection.execute(update(posts).where(told).values(content=None))


def _drop_private_digests(connection: Connection, tenant: TenantId, member: MemberId) -> None:
    """Those of a place that is named like the member, which is theirs alone."""
    bodies = connection.scalars(select(digests.c.body).where(digests.c.tenant == tenant))
    for digest in map(kept_rows.digest, bodies):
        if member in (digest.surface.channel, digest.surface.thread):
            connection.execute(delete(sent_periods).where(sent_periods.c.digest == digest.id))
            connection.execute(delete(digests).where(digests.c.id == digest.id))


def _decided_by(connection: Connection, tenant: TenantId, member: MemberId) -> Iterator[SessionId]:
    """Sessions of others that somebody changed the score of."""
    bodies = select(disputes.c.body).where(disputes.c.tenant == tenant)
    found = connection.scalars(bodies.where(disputes.c.decided_at.is_not(None))).all()
    decided = (kept_rows.dispute(body) for body in found)
    return (dispute.session for dispute in decided if dispute.decided_by == member)


def _rewrite(
    connection: Connection, column: Column[Any], where: ColumnElement[bool], member: MemberId
) -> None:
    """Takes a name out of stored values."""
    key = next(iter(column.table.primary_key.columns))
    lines = connection.execute(select(key, column).where(where, column.contains(member))).all()
    for id, body in lines:
        value = json.loads(body)
        if (nameless := _without(value, member)) != value:
            text = json.dumps(nameless, ensure_ascii=False, separators=(",", ":"))
            connection.execute(update(column.table).where(key == id).values({column: text}))


def _without(value: Any, member: str) -> Any:
    match value:
        case dict():
            named = value.get("by") == member
            return {
                key: "" if named and key == "who" else _unnamed(key, item, member)
                for key, item in value.items()
            }
        case list():
            return [_without(item, member) for item in value]
        case _:
            return value


def _unnamed(key: str, value: Any, member: str) -> Any:
    if key == "people" and isinstance(value, list):
        return [one for one in value if one != member]
    if value != member:
        return _without(value, member)
    return _NAMES.get(key, value)


_NAMES = {
    "by": NOBODY,
    "decider": None,
    "decided_by": NOBODY,
    "channel": "nobody",
    "thread": "nobody",
}
"""What stands for a name where it was, by what it was the name of."""


def _forget_messages(connection: Connection, tenant: TenantId, member: MemberId) -> None:
    """Deletes what managers and digests had posted to somebody, or under their name."""
    managers = union(
        select(grants.c.member).where(grants.c.tenant == tenant),
        select(audit.c.by).where(audit.c.tenant == tenant),
    )
    places = [member_mailbox(tenant, MemberId(one)) for one in connection.scalars(managers)]
    named = _naming(member)
    sent = select(posts.c.key, posts.c.surface, posts.c.ref_surface).where(
        posts.c.mailbox.in_([*places, tenant_mailbox(tenant)])
    )
    keys = [
        row.key
        for row in connection.execute(sent)
        if any(named.search(part) for part in row if part is not None)
    ]
    if keys:
        connection.execute(delete(posts).where(posts.c.key.in_(keys)))


def _naming(member: str) -> re.Pattern[str]:
    """Finds a name where it is no part of another."""
    return re.compile(rf"(?<![\w-]){re.escape(member)}(?![\w-])")


def _forget_lines(connection: Connection, tenant: TenantId, member: MemberId) -> None:
    """Deletes the lines of the audit that are by somebody, or name them."""
    lines = select(audit.c.number, audit.c.by, audit.c.about, audit.c.details).where(
        audit.c.tenant == tenant,
        or_(audit.c.by == member, audit.c.about.contains(member), audit.c.details.contains(member)),
    )
    named = _naming(member)
    numbers = [
        row.number
        for row in connection.execute(lines)
        if row.by == member or named.search(row.about) or named.search(row.details)
    ]
    if numbers:
        connection.execute(delete(audit).where(audit.c.number.in_(numbers)))
