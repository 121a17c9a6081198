"""Whether a database takes writes, found out by writing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.errors import StoreBusy, StoreError
from bot.ports.clock import SystemClock
from bot.stores import SqlStore, probing
from bot.stores.addresses import understand
from bot.stores.probing import Probe
from tests.requirements import claims


class Set(SystemClock):
    """A clock that is set by hand."""

    at = 0.0

    def monotonic(self) -> float:
        return self.at


def file_of(url: str) -> Path:
    file = understand(url).file
    assert file is not None
    return file


@claims("serving.readyz-writes")
async def test_a_database_in_use_takes_writes_and_does_not_grow(store: SqlStore, url: str) -> None:
    async with store.begin():
        pass
    for _ in range(3):
        await probing.write(url)
    if (file := understand(url).file) is not None:
        size = file.stat().st_size
        await probing.write(url)
        assert file.stat().st_size == size


@claims("serving.readyz-writes")
async def test_a_database_that_another_program_holds_is_busy_within_a_second(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = create_engine(understand(url).url)
    with engine.connect() as holder:
        if engine.dialect.name == "sqlite":
            holder.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            holder.execute(text("LOCK TABLE alembic_version"))
        with monkeypatch.context() as patch:
            patch.setattr(probing, "PATIENCE", 0.5)  # enough to connect, and to wait a little
            with pytest.raises(StoreBusy):
                await probing.write(url)
        holder.rollback()
    await probing.write(url)
    engine.dispose()


@claims("serving.readyz-writes")
async def test_a_database_that_is_gone_is_told_and_not_made_anew(sqlite_url: str) -> None:
    file = file_of(sqlite_url)
    file.unlink()
    with pytest.raises(StoreError, match="cannot be opened"):
        await probing.write(sqlite_url)
    assert not file.exists()


@claims("serving.readyz-writes")
async def test_however_often_it_is_asked_it_writes_once_a_second(sqlite_url: str) -> None:
    clock = Set()
    probe = Probe(sqlite_url, clock)

    def written() -> int:
        with closing(sqlite3.connect(file_of(sqlite_url))) as connection:
            (number,) = connection.execute("PRAGMA user_version").fetchone()
        return int(number)

    assert [await probe.look() for _ in range(5)] == [None] * 5
    assert written() == 1
    clock.at = 1.0
    file_of(sqlite_url).write_text("this is no database, though it is long enough to be one")
    reason = await probe.look()
    assert reason is not None
    assert "is not a database" in reason
