"""All that is stored of a member, for the member: a line of JSON for each thing."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, or_, select

from bot.domain.surface import MemberId, SessionId, TenantId
from bot.stores.reading import Read
from bot.stores.rows import member_mailbox, session_mailbox
from bot.stores.schema import (
    assignees,
    assignments,
    audit,
    disputes,
    grants,
    inbox,
    marks,
    model_calls,
    posts,
    scorecards,
    sessions,
    turns,
)

PIECE = 50
"""Sessions that are read at once."""
_JSON = (
    sessions.c.state,
    turns.c.play,
    posts.c.content,
    inbox.c.payload,
    audit.c.details,
    *(table.c.body for table in (scorecards, assignments, disputes)),
)
"""What holds JSON, which is shown as such."""
_IS_JSON = {(column.table.name, column.name) for column in _JSON}

_Found = list[tuple[Table, Sequence[Row[*tuple[Any, ...]]]]]


async def lines(read: Read, tenant: TenantId, member: MemberId) -> AsyncGenerator[str, None]:
    """See `SqlStore.exported`."""
    for table, found in await read(_besides, tenant, member):
        for row in found:
            yield _line(table, row)
    after = SessionId("")
    while ids := await read(_sessions, tenant, member, after):
        for table, found in await read(_of_sessions, ids):
            for row in found:
                yield _line(table, row)
        after = ids[-1]


def _besides(connection: Connection, tenant: TenantId, member: MemberId) -> _Found:
    """What is stored besides sessions."""

    def mine(table: Table) -> ColumnElement[bool]:
        return (table.c.tenant == tenant) & (table.c.member == member)

    asked = select(assignees.c.assignment).where(mine(assignees))
    lobby = member_mailbox(tenant, member)
    named = or_(audit.c.by == member, audit.c.about == member)
    wanted: tuple[tuple[Table, ColumnElement[bool]], ...] = (
        (grants, mine(grants)),
        (assignments, assignments.c.id.in_(asked)),
        (assignees, mine(assignees)),
        (disputes, mine(disputes)),
        (audit, (audit.c.tenant == tenant) & named),
        (inbox, inbox.c.mailbox == lobby),
        (posts, posts.c.mailbox == lobby),
    )
    return [(table, _all(connection, table, where)) for table, where in wanted]


def _sessions(
    connection: Connection, tenant: TenantId, member: MemberId, after: SessionId
) -> list[SessionId]:
    mine = select(sessions.c.id).where(
        sessions.c.tenant == tenant, sessions.c.member == member, sessions.c.id > after
    )
    found = connection.scalars(mine.order_by(sessions.c.id).limit(PIECE))
    return [SessionId(id) for id in found]


def _of_sessions(connection: Connection, ids: Sequence[SessionId]) -> _Found:
    places = [session_mailbox(id) for id in ids]
    wanted: tuple[tuple[Table, ColumnElement[bool]], ...] = (
        (sessions, sessions.c.id.in_(ids)),
        (turns, turns.c.session.in_(ids)),
        (scorecards, scorecards.c.session.in_(ids)),
        (marks, marks.c.session.in_(ids)),
        (posts, posts.c.mailbox.in_(places)),
        (inbox, inbox.c.mailbox.in_(places)),
        (model_calls, model_calls.c.session.in_(ids)),
    )
    return [(table, _all(connection, table, where)) for table, where in wanted]


def _all(
    connection: Connection, table: Table, where: ColumnElement[bool]
) -> Sequence[Row[*tuple[Any, ...]]]:
    return connection.execute(select(table).where(where).order_by(*table.primary_key.columns)).all()


def _line(table: Table, row: Row[*tuple[Any, ...]]) -> str:
    values = {
        name: json.loads(value) if value and (table.name, name) in _IS_JSON else value
        for name, value in zip(table.c.keys(), row, strict=True)
        if value not in (None, "")
    }
    return json.dumps({"kind": table.name, **values}, ensure_ascii=False)
