"""Writes down what is kept besides sessions: assignments, roles, digests, disputes, the audit.

Each as a whole, in place of the one of its name. Every function runs inside the caller's
transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import assert_never

from sqlalchemy import Connection, Executable, Table, bindparam, select, update

from bot.domain.assignment import Assignee, Assignment
from bot.domain.digest import Digest
from bot.domain.dispute import Dispute
from bot.domain.keeping import Audited, Kept, Sent, Shared, TenantSettings
from bot.domain.member import Granted
from bot.errors import Overtaken
from bot.ports.store import MailboxId
from bot.stores import kept_rows, schema
from bot.stores.inserting import insert
from bot.stores.rows import Columns, member_mailbox, session_mailbox
from bot.stores.schema import disputes, marks, outcomes, sessions, settings


def keep(connection: Connection, mailbox: MailboxId, kept: Sequence[Kept]) -> None:
    """Writes things down: assignments before whom they reach, the rest in the order given. Raises
    Overtaken where a dispute is decided that is not open, or settings were changed meanwhile."""
    for one in sorted(kept, key=lambda one: not isinstance(one, Assignment)):
        if isinstance(one, Dispute) and not one.open:
            _may_decide(connection, one)
        if isinstance(one, TenantSettings) and one.changed is not None:
            _may_change(connection, one)
        if isinstance(one, Shared):
            _share(connection, mailbox, one)
            continue
        table, columns = _line(one)
        connection.execute(_put(connection.dialect.name, table), columns)


_OPEN = (
    select(disputes.c.id)
    .where(
        disputes.c.id == bindparam("of"),
        disputes.c.tenant == bindparam("tenant"),
        disputes.c.decided_at.is_(None),
    )
    .with_for_update()
)


def _may_decide(connection: Connection, decided: Dispute) -> None:
    """The first decision stands, and what was deleted is not written again."""
    if connection.scalar(_OPEN, {"of": decided.id, "tenant": decided.tenant}) is None:
        raise Overtaken


_SET = select(settings.c.body).where(settings.c.tenant == bindparam("tenant")).with_for_update()


def _may_change(connection: Connection, made: TenantSettings) -> None:
    """What another admin has set meanwhile is not taken back: these were made without it."""
    first = kept_rows.settings_columns(TenantSettings(tenant=made.tenant))
    connection.execute(_unless_there(connection.dialect.name, settings), first)
    stood = kept_rows.settings(connection.execute(_SET, {"tenant": made.tenant}).scalar_one())
    if stood.changed != made.before:
        raise Overtaken


@cache
def _unless_there(dialect: str, table: Table) -> Executable:
    """Puts a line in where there is none, so that there is one to wait for."""
    return insert(dialect, table).on_conflict_do_nothing()


def _line(
    one: Assignment | Assignee | Granted | Digest | Sent | Dispute | TenantSettings | Audited,
) -> tuple[Table, Columns]:
    match one:
        case Assignment():
            return schema.assignments, kept_rows.assignment_columns(one)
        case Assignee():
            return schema.assignees, kept_rows.assignee_columns(one)
        case Granted():
            return schema.grants, kept_rows.granted_columns(one)
        case Digest():
            return schema.digests, kept_rows.digest_columns(one)
        case Sent():
            return schema.sent_periods, kept_rows.sent_columns(one)
        case Dispute():
            return schema.disputes, kept_rows.dispute_columns(one)
        case TenantSettings():
            return schema.settings, kept_rows.settings_columns(one)
        case Audited():
            return schema.audit, kept_rows.audited_columns(one)
        case _:
            assert_never(one)


@cache
def _put(dialect: str, table: Table) -> Executable:
    """Puts a line in, in place of the one of its name; never in place of another tenant's."""
    new = insert(dialect, table)
    names = list(table.primary_key.columns)
    if table is schema.audit:
        return new
    return new.on_conflict_do_update(
        index_elements=names,
        set_={c.name: new.excluded[c.name] for c in table.c if not c.primary_key},
        where=table.c.tenant == new.excluded.tenant if "tenant" in table.c else None,
    )


_WHOSE = select(sessions.c.tenant, sessions.c.member, sessions.c.assignment).where(
    sessions.c.id == bindparam("of")
)


def _share(connection: Connection, mailbox: MailboxId, shared: Shared) -> None:
    """Shares a session's score, or no longer. Only in its trainee's name: who asked for it is known
    by the mailbox."""
    session = connection.execute(_WHOSE, {"of": shared.session}).one_or_none()
    if session is None or mailbox not in (
        member_mailbox(session.tenant, session.member),
        session_mailbox(shared.session),
    ):
        return
    names = {"of": shared.session}
    visible = shared.shared or session.assignment is not None
    connection.execute(
        update(sessions).where(sessions.c.id == bindparam("of")).values(shared=shared.shared), names
    )
    for table in (outcomes, marks):
        connection.execute(
            update(table).where(table.c.session == bindparam("of")).values(visible=visible), names
        )
