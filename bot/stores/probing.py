"""Whether a database takes writes: found out by writing, on a connection of its own, so that nothing
waits behind the question."""

from __future__ import annotations

import asyncio
import math
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.errors import StoreBusy, StoreError
from bot.ports.clock import Clock
from bot.stores.addresses import Address, understand
from bot.stores.failures import told

PATIENCE = 1.0
"""Seconds within which a write must be done."""
_PAUSE = 0.005
"""Seconds between two tries to have an SQLite file to oneself: short, because our own writer leaves
it for moments only."""
_ROUND = 1000
"""Where the number that is written begins anew."""


class Probe:
    """Tries a database out; at most once a second, however often it is asked."""

    def __init__(self, url: str, clock: Clock) -> None:
        self._url = url
        self._clock = clock
        self._one_at_a_time = asyncio.Lock()
        self._again = -math.inf
        self._found: str | None = None

    async def look(self) -> str | None:
        """The reason why the database takes no writes, if it does not."""
        async with self._one_at_a_time:
            if self._clock.monotonic() >= self._again:
                self._found = await self._reason()
                self._again = self._clock.monotonic() + 1
            return self._found

    async def _reason(self) -> str | None:
        try:
            await write(self._url)
        except StoreError as error:
            return str(error)
        return None


async def write(url: str) -> None:
    """Writes something that takes no room; raises StoreError where that cannot be done in time."""
    address = understand(url)
    with told(str(address)):
        if address.file is not None:
            await asyncio.to_thread(_write_file, address.file)
        else:
            await _write_server(address)


def _write_file(file: Path) -> None:
    """Counts a number in the file's header on; nobody reads it."""
    place = f"{file.resolve().as_uri()}?mode=rw"
    with closing(sqlite3.connect(place, uri=True, timeout=0, isolation_level=None)) as connection:
        _begin(connection)
        (number,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute(f"PRAGMA user_version = {(number + 1) % _ROUND}")
        connection.execute("COMMIT")


def _begin(connection: sqlite3.Connection) -> None:
    for again in range(round(PATIENCE / _PAUSE), -1, -1):
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or not again:
                raise
            time.sleep(_PAUSE)
        else:
            return


async def _write_server(address: Address) -> None:
    """Writes the row of the version as it stands."""
    engine = create_async_engine(address.url, poolclass=NullPool)
    try:
        async with asyncio.timeout(PATIENCE), engine.begin() as connection:
            await connection.execute(_AS_IT_STANDS)
    except TimeoutError:
        raise StoreBusy from None
    finally:
        await engine.dispose()


_AS_IT_STANDS = text("UPDATE alembic_version SET version_num = version_num")
