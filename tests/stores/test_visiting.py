"""A statement on SQLite is one way to its connection's thread and back; what it needs is there."""

from __future__ import annotations

import math
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.stores import addresses


async def visits(connection: AsyncConnection, statement: str, values: Any = None) -> int:
    """How often the connection's thread is asked for something by a statement."""
    driver: Any = (await connection.get_raw_connection()).driver_connection
    asked: list[object] = []
    put = driver._tx.put_nowait

    class Counting:
        def put_nowait(self, work: object) -> None:
            asked.append(work)
            put(work)

        def __getattr__(self, name: str) -> object:
            return getattr(queue, name)

    queue, driver._tx = driver._tx, Counting()
    try:
        await connection.execute(text(statement), values)
    finally:
        driver._tx = queue
    return len(asked)


async def test_each_statement_is_one_visit_whatever_it_gives(tmp_path: Path) -> None:
    address = addresses.understand(f"sqlite:///{tmp_path / 'visits.db'}")
    engine = addresses.writing(address, 5.0)
    async with engine.begin() as connection:
        assert await visits(connection, "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)") == 1
        assert await visits(connection, "INSERT INTO t VALUES (:a, 'x')", {"a": 1}) == 1
        more = [{"a": number} for number in range(2, 5)]
        assert await visits(connection, "INSERT INTO t VALUES (:a, 'y')", more) == 1
        assert await visits(connection, "SELECT * FROM t") == 1
        rows = (await connection.execute(text("SELECT a, b FROM t ORDER BY a"))).all()
        assert [tuple(row) for row in rows] == [(1, "x"), (2, "y"), (3, "y"), (4, "y")]
        nothing = await connection.execute(text("SELECT a AS name FROM t WHERE a > 9"))
        assert (list(nothing.keys()), nothing.all()) == (["name"], [])
        changed = await connection.execute(text("UPDATE t SET b = 'z' WHERE a > 2"))
        assert changed.rowcount == 2
        given = await connection.execute(text("INSERT INTO t (b) VALUES ('w') RETURNING a"))
        assert given.scalar_one() == 5
    await engine.dispose()


async def test_what_the_database_refuses_is_told_as_ever(tmp_path: Path) -> None:
    engine = addresses.writing(addresses.understand(f"sqlite:///{tmp_path / 'refused.db'}"), 5.0)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE t (a INTEGER PRIMARY KEY)"))

    async def insert_twice() -> None:
        async with engine.begin() as connection:
            await connection.execute(text("INSERT INTO t VALUES (1)"))
            await connection.execute(text("INSERT INTO t VALUES (1)"))

    with pytest.raises(IntegrityError):
        await insert_twice()
    async with engine.begin() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM t"))).scalar_one() == 0
    await engine.dispose()


def test_an_sqlite_built_without_mathematics_is_taught_what_it_needs() -> None:
    class Unable(sqlite3.Cursor):
        def execute(self, *_: object) -> Any:
            raise sqlite3.OperationalError("no such function: pow")

    class Bare(sqlite3.Connection):
        taught: tuple[object, ...] = ()

        def cursor(self, *_: object) -> Any:
            return Unable(self)

        def create_function(self, *told: Any, **_: object) -> None:
            self.taught = told

    with closing(sqlite3.connect(":memory:", factory=Bare)) as bare:
        addresses._powers(bare, None)
        assert bare.taught == ("pow", 2, math.pow)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.create_function("pow", 2, lambda base, power: (base, power) and 0.25)
        addresses._powers(connection, None)
        assert connection.execute("SELECT pow(2, 1)").fetchone() == (0.25,)
