"""The log of model calls. Every function runs inside the caller's transaction."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, bindparam, func, select

from bot.domain.allowance import Taken
from bot.domain.surface import SessionId, TenantId
from bot.domain.transcript import Micros
from bot.ports.store import ModelCall, Spent
from bot.stores import rows
from bot.stores.schema import erased_sessions, model_calls, sessions

_THERE = (
    select(sessions.c.id)
    .where(sessions.c.id == bindparam("of"))
    .with_for_update(key_share=True, read=True)
)
_ERASED = select(erased_sessions.c.session).where(erased_sessions.c.session == bindparam("of"))


def log(connection: Connection, call: ModelCall) -> None:
    """Writes a call down; of a session that was deleted meanwhile, not for whom it was."""
    session = {"of": call.session}
    there = connection.scalar(_THERE, session) is not None
    if not there and connection.scalar(_ERASED, session) is not None:
        call = replace(call, member=None)
    connection.execute(model_calls.insert(), rows.call_columns(call))


def of(connection: Connection, session: SessionId) -> list[ModelCall]:
    """A session's calls in the order in which they were logged."""
    mine = select(model_calls).where(model_calls.c.session == session)
    return [rows.call(row) for row in connection.execute(mine.order_by(model_calls.c.number))]


def since(connection: Connection, at: Micros) -> list[ModelCall]:
    """All calls from a moment on, in the order in which they were logged."""
    later = select(model_calls).where(model_calls.c.at >= at)
    # Sorted here, so that they are found by their time and not by reading all there are.
    found = sorted(connection.execute(later), key=lambda row: row.number)
    return [rows.call(row) for row in found]


def spent(connection: Connection, at: Micros) -> list[Spent]:
    """What the calls from a moment on took, by tenant and member."""
    table = model_calls.c
    tokens = func.sum(table.tokens_in + table.tokens_out)
    sums = select(table.tenant, table.member, tokens, func.sum(table.cost))
    # By the member first: SQLite would read all of the index by tenants for their order.
    later = sums.where(table.at >= at).group_by(table.member, table.tenant)
    return [
        Spent(tenant=tenant, member=member, tokens=tokens, cost=cost or 0.0)
        for tenant, member, tokens, cost in connection.execute(later)
    ]


def taken(connection: Connection, tenant: TenantId, at: Micros) -> Taken:
    """What a tenant's calls took from a moment on, all members together."""
    table = model_calls.c
    sums = select(
        func.sum(table.tokens_in + table.tokens_out).label("tokens"),
        func.sum(table.cost).label("cost"),
    ).where(table.tenant == tenant, table.at >= at)
    found = connection.execute(sums).one()
    return Taken(tokens=int(found.tokens or 0), dollars=float(found.cost or 0.0))
