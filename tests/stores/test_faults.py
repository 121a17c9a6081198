"""What is said and what is kept when the disk is full, the file locked, or a caller goes away."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from bot import stores
from bot.domain.transcript import Micros
from bot.errors import ConfigError, StoreBusy, StoreError, StoreFull
from bot.ports.store import Change, MailboxId
from bot.stores import SqlStore
from bot.stores.addresses import understand
from tests.requirements import claims
from tests.stores.values import (
    LOBBY,
    accept,
    begun,
    claimed,
    commit,
    keys,
    new_session,
    notice,
    said,
    saying,
)


@pytest.fixture
async def hasty(sqlite_url: str) -> AsyncIterator[SqlStore]:
    """A store on SQLite that does not wait for another program's lock."""
    async with stores.connect(sqlite_url, patience=0.05) as store:
        yield store


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


async def set_most_pages(store: SqlStore, more: int) -> None:
    """Lets the file grow by so many pages and no further, as a full disk would."""
    async with store._writing.connect() as connection:
        pages = await connection.scalar(text("PRAGMA page_count"))
        await connection.execute(text(f"PRAGMA max_page_count = {pages + more}"))


@claims("bad.disk-full")
async def test_a_full_disk_is_said_in_a_sentence_and_loses_nothing(hasty: SqlStore) -> None:
    await accept(hasty, said("a"))
    await set_most_pages(hasty, 2)
    taken = ["a"]
    with pytest.raises(StoreFull, match="disk is full"):  # noqa: PT012 (until it is full)
        for number in range(1000):
            await accept(hasty, said(f"b{number}", text="x" * 1000))
            taken.append(f"b{number}")
    assert await keys(hasty, LOBBY) == taken
    await set_most_pages(hasty, 1000)
    await accept(hasty, said("c"))
    assert await keys(hasty, LOBBY) == [*taken, "c"]


@claims("bad.disk-full")
async def test_a_disk_that_fills_up_in_a_commit_leaves_the_state_before_it(
    hasty: SqlStore,
) -> None:
    session = new_session()
    await begun(hasty, session)
    await accept(hasty, said("a", session=session.id))
    mailbox = MailboxId("session:s1")
    mine = await claimed(hasty, mailbox)
    await set_most_pages(hasty, 2)
    change = Change(
        before=session, after=saying(session, "x" * 50_000), handled=(1,), posts=(notice("p"),)
    )
    with pytest.raises(StoreFull):
        await commit(hasty, mine, change)
    assert await hasty.session(session.id) == session
    assert await keys(hasty, mailbox) == ["a"]
    await set_most_pages(hasty, 1000)
    await commit(hasty, mine, change)
    assert await hasty.session(session.id) == change.after


@claims("bad.locked")
async def test_a_file_that_another_program_locks_is_busy_and_can_still_be_read(
    hasty: SqlStore, sqlite_url: str
) -> None:
    await accept(hasty, said("a"))
    with closing(sqlite3.connect(file_of(sqlite_url))) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="locked by another program"):
            await accept(hasty, said("b"))
        assert await keys(hasty, LOBBY) == ["a"]
        other.rollback()
    await accept(hasty, said("b"))
    assert await keys(hasty, LOBBY) == ["a", "b"]


async def test_a_lock_is_waited_for(sqlite_url: str) -> None:
    async with stores.connect(sqlite_url, patience=30) as store:
        with closing(sqlite3.connect(file_of(sqlite_url))) as other:
            other.execute("BEGIN IMMEDIATE")
            async with asyncio.TaskGroup() as tasks:
                accepting = tasks.create_task(accept(store, said("a")))
                for _ in range(20):
                    assert await keys(store, LOBBY) == []
                other.rollback()
        assert accepting.result() == [(LOBBY, True)]


async def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("These are notes, and no database, of some length. " * 50)
    with pytest.raises(StoreError, match=r"notes\.txt is not a database"):
        stores.migrate(f"sqlite:///{file}")
    with pytest.raises(StoreError, match=r"notes\.txt is not a database"):
        async with stores.connect(f"sqlite:///{file}"):
            pass
    assert file.read_text().startswith("These are notes")


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"missing/x\.db cannot be opened: check that its folder"):
        stores.migrate(f"sqlite:///{tmp_path}/missing/x.db")


def test_a_server_that_cannot_be_reached_is_named_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"postgresql://.* cannot be reached") as failure:
        stores.migrate(f"postgresql://anna:geheim@/x?host={tmp_path}")
    assert "geheim" not in str(failure.value)
    assert "see whether PostgreSQL runs there, and whether host, port, " in str(failure.value)
    assert "DATABASE_URL" in str(failure.value)
    assert "\n" not in str(failure.value)


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("mysql://host/x", "begins with mysql"),
        ("chattrain.db", "is not a database address"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite:///x.db?mode=ro", "names no file"),
    ],
)
def test_an_address_that_is_none_is_refused(url: str, problem: str) -> None:
    with pytest.raises(ConfigError, match=problem):
        understand(url)


@pytest.mark.parametrize(
    "url", ["postgres://h/x", "postgresql://h/x", "postgresql+psycopg://h/x", "sqlite:///x.db"]
)
def test_the_usual_forms_of_an_address_are_understood(url: str) -> None:
    address = understand(url)
    assert (address.file is None) == url.startswith("postgres")


@claims("durable.sqlite")
async def test_sqlite_is_durable_and_keeps_its_references(hasty: SqlStore) -> None:
    await accept(hasty, said("a"))
    async with hasty._writing.connect() as connection:
        found = {
            pragma: await connection.scalar(text(f"PRAGMA {pragma}"))
            for pragma in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@claims("durable.no-lost-update")
async def test_concurrent_writers_lose_no_update(url: str) -> None:
    """Each group reads the mailbox's last number and writes the next: what a transaction that
    begins without a lock gets wrong."""
    async with (
        stores.connect(url, patience=60) as one,
        stores.connect(url, patience=60) as two,
        stores.connect(url, patience=60) as three,
    ):
        async with asyncio.TaskGroup() as tasks:
            for number in range(150):
                tasks.create_task(accept((one, two, three)[number % 3], said(f"{number}")))
        pending = await one.pending(LOBBY, limit=1000)
        assert [received.seq for received in pending] == list(range(1, 151))


async def test_whoever_is_cancelled_leaves_the_store_in_order(store: SqlStore) -> None:
    """Cancelled later and later, until a transaction comes to its end: whatever was taken is there
    once and in order, and the next one to come is served."""
    whole, steps = False, 0
    while not whole:
        steps += 1 + steps // 8
        accepting = asyncio.ensure_future(accept(store, said(f"a{steps}"), said(f"b{steps}")))
        for _ in range(steps):
            await asyncio.sleep(0)
        accepting.cancel()
        (outcome,) = await asyncio.gather(accepting, return_exceptions=True)
        whole = not isinstance(outcome, BaseException)
        assert whole or isinstance(outcome, asyncio.CancelledError)
    assert await accept(store, said("last")) == [(LOBBY, True)]
    pending = await store.pending(LOBBY)
    assert [received.seq for received in pending] == list(range(1, len(pending) + 1))
    taken = [received.event.key for received in pending]
    assert taken[-3:] == [f"a{steps}", f"b{steps}", "last"]
    assert [a[1:] for a in taken[:-1:2]] == [b[1:] for b in taken[1:-1:2]]


async def test_a_server_that_dropped_its_connections_is_connected_to_again(
    store: SqlStore, request: pytest.FixtureRequest, url: str
) -> None:
    if url.startswith("postgres"):
        request.getfixturevalue("postgres_server").cleared()
    assert await accept(store, said("a")) == [(LOBBY, True)]


async def test_a_transaction_that_fails_takes_back_what_it_wrote(store: SqlStore) -> None:
    with pytest.raises(ZeroDivisionError):  # noqa: PT012 (the whole transaction is what fails)
        async with store.begin() as transaction:
            await transaction.accept([said("a")])
            raise ZeroDivisionError
    assert await keys(store, LOBBY) == []
    assert await store.unfinished(Micros(0)) == []


async def test_a_key_that_is_no_text_harms_no_other_event(store: SqlStore) -> None:
    with pytest.raises(StoreError, match="cannot be stored as text"):
        await accept(store, said("half \ud800"))
    await accept(store, said("whole"))
    assert await keys(store, LOBBY) == ["whole"]


async def test_what_a_newer_program_wrote_is_said_to_be_unreadable(store: SqlStore) -> None:
    await accept(store, said("a"))
    async with store._writing.begin() as connection:
        await connection.execute(text('UPDATE inbox SET payload = \'{"kind": "unheard of"}\''))
    with pytest.raises(StoreError, match="holds something this program cannot read"):
        await store.pending(LOBBY)
