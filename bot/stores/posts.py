"""Messages that are to stand on a platform, each under its key.

Every function runs inside the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Connection, Executable, bindparam, func, not_, or_, select

from bot.ports.store import MailboxId, Post
from bot.stores import rows
from bot.stores.inserting import insert
from bot.stores.schema import posts


def write(connection: Connection, mailbox: MailboxId, written: Sequence[Post]) -> None:
    """Writes posts down; those already there keep their number, and never lose a reference or
    forget that the platform was asked."""
    if written:
        lines = [rows.post_columns(mailbox, post) | {"of": mailbox} for post in written]
        connection.execute(_written(connection.dialect.name), lines)


@cache
def _written(dialect: str) -> Executable:
    last = select(func.coalesce(func.max(posts.c.number), 0))
    number = last.where(posts.c.mailbox == bindparam("of")).scalar_subquery() + 1
    new = insert(dialect, posts).values(number=number)
    old = posts.c
    return new.on_conflict_do_update(
        index_elements=[posts.c.key],
        set_={
            "surface": new.excluded.surface,
            "content": new.excluded.content,
            "ref_surface": func.coalesce(new.excluded.ref_surface, old.ref_surface),
            "ref_id": func.coalesce(new.excluded.ref_id, old.ref_id),
            "called": or_(old.called, new.excluded.called),
            "shown": new.excluded.shown,
        },
    )


def of(connection: Connection, mailbox: MailboxId) -> list[Post]:
    """A mailbox's posts in the order in which they were first written down."""
    mine = select(posts).where(posts.c.mailbox == mailbox).order_by(posts.c.number)
    return [rows.post(row) for row in connection.execute(mine)]


def unshown(connection: Connection, mailbox: MailboxId) -> list[Post]:
    """A mailbox's posts whose content does not stand on the platform yet."""
    missing = select(posts).where(
        posts.c.mailbox == mailbox, not_(posts.c.shown), posts.c.content.is_not(None)
    )
    return [rows.post(row) for row in connection.execute(missing.order_by(posts.c.number))]


def read(connection: Connection, key: str) -> Post | None:
    row = connection.execute(select(posts).where(posts.c.key == key)).one_or_none()
    return None if row is None else rows.post(row)
