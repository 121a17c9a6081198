"""The log of model calls. Every function runs inside the caller's transaction."""

from __future__ import annotations

from sqlalchemy import Connection, select

from bot.domain.surface import SessionId
from bot.ports.store import ModelCall
from bot.stores import rows
from bot.stores.schema import model_calls


def log(connection: Connection, call: ModelCall) -> None:
    connection.execute(model_calls.insert(), rows.call_columns(call))


def of(connection: Connection, session: SessionId) -> list[ModelCall]:
    """A session's calls in the order in which they were logged."""
    mine = select(model_calls).where(model_calls.c.session == session)
    return [rows.call(row) for row in connection.execute(mine.order_by(model_calls.c.number))]
