"""Where a database is: what `DATABASE_URL` may say, and how the database is opened."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from bot.errors import ConfigError
from bot.stores import visiting

READERS = 4
"""Connections that read an SQLite file beside the one that writes."""
CONNECTIONS = 10
"""Connections to PostgreSQL."""
_WRITING = ("journal_mode = WAL", "foreign_keys = ON", "secure_delete = ON")
"""What was deleted is overwritten in the file: nobody finds it there any more."""
_FORMS = "use sqlite:///file.db or postgresql://user@host/name"


@dataclass(frozen=True, slots=True)
class Address:
    """A database's address, understood."""

    url: URL

    @property
    def file(self) -> Path | None:
        """The SQLite file; None for PostgreSQL."""
        if self.url.get_backend_name() != "sqlite":
            return None
        return Path(self.url.database or "")

    def __str__(self) -> str:
        if self.file is not None:
            return str(self.file)
        return self.url.set(drivername="postgresql").render_as_string(hide_password=True)


def understand(url: str) -> Address:
    """Reads a DATABASE_URL; ConfigError where it names no database this program can use."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise ConfigError(f"DATABASE_URL is not a database address: {_FORMS}.") from None
    match parsed.drivername.partition("+")[0]:
        case "sqlite" if parsed.database and parsed.database != ":memory:" and not parsed.query:
            return Address(parsed.set(drivername="sqlite"))
        case "sqlite":
            raise ConfigError("DATABASE_URL names no file: use sqlite:///file.db.")
        case "postgres" | "postgresql":
            return Address(parsed.set(drivername="postgresql+psycopg"))
        case other:
            raise ConfigError(f"DATABASE_URL begins with {other}, which is not known: {_FORMS}.")


def writing(address: Address, patience: float) -> AsyncEngine:
    """What changes are written with. An SQLite file has one writing connection: several would
    only fight for its lock. `patience` is how many seconds another program's lock is waited for."""
    if address.file is None:
        return create_async_engine(address.url, pool_size=CONNECTIONS, pool_pre_ping=True)
    engine = _aiosqlite(address, patience, pool_size=1)
    event.listen(engine.sync_engine, "connect", _pragmas(*_WRITING))
    event.listen(engine.sync_engine, "begin", _begin_immediate)
    return engine


def reading(address: Address, patience: float, writing: AsyncEngine) -> AsyncEngine:
    """What is read with: every transaction sees one state of the database."""
    if address.file is None:
        return writing.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    engine = _aiosqlite(address, patience, pool_size=READERS)
    event.listen(engine.sync_engine, "connect", _pragmas("query_only = ON"))
    event.listen(engine.sync_engine, "connect", _powers)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def migrating(address: Address) -> Engine:
    """What migrations run with. Foreign keys are not looked at meanwhile: a table that is built
    anew in SQLite is dropped first."""
    if address.file is None:
        return create_engine(address.url, poolclass=NullPool)
    engine = create_engine(address.url, poolclass=NullPool, connect_args={"isolation_level": None})
    event.listen(
        engine,
        "connect",
        _pragmas("journal_mode = WAL", "foreign_keys = OFF", "secure_delete = ON"),
    )
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _aiosqlite(address: Address, patience: float, *, pool_size: int) -> AsyncEngine:
    # Without isolation_level=None the driver begins transactions by itself, too late and without
    # a lock, and updates are lost.
    engine = create_async_engine(
        address.url.set(drivername="sqlite+aiosqlite"),
        pool_size=pool_size,
        max_overflow=0,
        connect_args={"isolation_level": None, "timeout": patience},
    )
    event.listen(engine.sync_engine, "do_connect", visiting.connected)
    event.listen(engine.sync_engine, "connect", _pragmas("synchronous = FULL"))
    return engine


def _pragmas(*pragmas: str) -> Callable[[Any, object], None]:
    def set_pragmas(connection: Any, _: object) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return set_pragmas


def _powers(connection: Any, _: object) -> None:
    """Teaches an SQLite that was built without its mathematical functions the one that is needed."""
    cursor = connection.cursor()
    try:
        cursor.execute("SELECT pow(0.5, 1.0)")
    except sqlite3.OperationalError:
        connection.create_function("pow", 2, math.pow, deterministic=True)
    finally:
        cursor.close()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
