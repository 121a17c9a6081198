"""SQLite by one visit to a connection's thread for each statement.

SQLAlchemy makes, executes, reads and closes a cursor one after another, each of them a way to the
thread and back through the event loop: under load that is most of what a transaction waits for,
while all others wait for the one connection that writes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import partial
from typing import Any, cast

import aiosqlite
from sqlalchemy.connectors.asyncio import AsyncIODBAPICursor
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
)
from sqlalchemy.engine import Dialect


class _Visits:
    """What SQLAlchemy takes for a cursor of the driver: all of a statement is done by its execution."""

    arraysize = 1

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def execute(self, operation: str, parameters: Sequence[Any] = ()) -> None:
        await self._visit("execute", operation, parameters)

    async def executemany(self, operation: str, parameters: Sequence[Sequence[Any]]) -> None:
        await self._visit("executemany", operation, parameters)

    async def fetchall(self) -> list[Any]:
        return self._rows

    async def close(self) -> None:
        """It was closed as soon as it was read."""

    async def _visit(self, how: str, operation: str, parameters: Sequence[Any]) -> None:
        # The driver has no public way to have several calls made at once.
        await self._connection._execute(partial(self._work, how, operation, parameters))  # type: ignore[no-untyped-call]  # noqa: SLF001

    def _work(self, how: str, operation: str, parameters: Sequence[Any]) -> None:
        """In the connection's thread."""
        connection: sqlite3.Connection = self._connection._conn  # noqa: SLF001
        cursor = connection.cursor()
        try:
            getattr(cursor, how)(operation, parameters)
            self.description = cursor.description
            self._rows = cursor.fetchall() if cursor.description else []
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    __slots__ = ()

    def _make_new_cursor(self, connection: Any) -> AsyncIODBAPICursor:
        return cast("AsyncIODBAPICursor", _Visits(connection))

    def _aenter_cursor(self, cursor: AsyncIODBAPICursor) -> AsyncIODBAPICursor:
        return cursor


class _Connection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ()
    _cursor_cls = _Cursor


def connected(dialect: Dialect, _: object, arguments: Any, named: Any) -> Any:
    """Connects; for SQLAlchemy's event `do_connect`."""
    made = cast("AsyncAdapt_aiosqlite_connection", dialect.connect(*arguments, **named))
    return _Connection(made.dbapi, made.driver_connection)
