"""Deletes all that is stored of a tenant: of the sample team, which was made up.

Every function runs inside the caller's transaction.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, or_, select

from bot.domain.surface import SessionId, TenantId
from bot.stores import erasing
from bot.stores.schema import digests, inbox, mailboxes, metadata, posts, sent_periods, sessions


def some(connection: Connection, tenant: TenantId) -> int:
    """Deletes some of a tenant's sessions; says how many."""
    theirs = select(sessions.c.id).where(sessions.c.tenant == tenant).limit(erasing.PIECE)
    ids = [SessionId(id) for id in connection.scalars(theirs)]
    if ids:
        erasing.drop(connection, ids)
    return len(ids)


def rest(connection: Connection, tenant: TenantId) -> None:
    """Deletes what is left of a tenant that has no sessions any more."""
    owned = select(digests.c.id).where(digests.c.tenant == tenant)
    connection.execute(delete(sent_periods).where(sent_periods.c.digest.in_(owned)))
    for column in (posts.c.mailbox, inbox.c.mailbox, mailboxes.c.id):
        theirs = or_(
            column == f"tenant:{tenant}", column.startswith(f"member:{tenant}:", autoescape=True)
        )
        connection.execute(delete(column.table).where(theirs))
    for table in reversed(metadata.sorted_tables):
        if "tenant" in table.c:
            connection.execute(delete(table).where(table.c.tenant == tenant))
