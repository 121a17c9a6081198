"""Making a database, bringing one up to date, and refusing one that does not fit."""

from __future__ import annotations

import asyncio
import errno
import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, select, text

from bot import stores
from bot.domain.digest import Period
from bot.domain.events import to_json
from bot.domain.surface import TenantId
from bot.domain.transcript import Micros
from bot.errors import MigrationNeeded, StoreError
from bot.ports.store import MailboxId
from bot.stores import SqlStore, addresses, rows, serving, versions
from bot.stores.schema import REVISION, marks, metadata
from tests.fakes.postgres import PostgresServer
from tests.requirements import claims
from tests.stores.values import LOBBY, accept, keys, notice, said

OLD, TOMORROW = "0000", "9998"


@pytest.fixture(params=["sqlite", "postgres"])
def nowhere(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where there is no database yet, or one without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/new.db"
    server = request.getfixturevalue("postgres_server")
    assert isinstance(server, PostgresServer)
    return server.create()


def execute(url: str, *statements: str) -> None:
    engine = addresses.migrating(addresses.understand(url))
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def files(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


def build_by_migrations(url: str, until: str = "head") -> None:
    engine = addresses.migrating(addresses.understand(url))
    with engine.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(versions.MIGRATIONS))
        command.upgrade(config, until)


def shape(url: str) -> dict[str, object]:
    """Everything the database knows of its tables."""
    engine = addresses.migrating(addresses.understand(url))
    with engine.connect() as connection:
        seen = inspect(connection)
        return {
            table: (
                [{**column, "type": str(column["type"])} for column in seen.get_columns(table)],
                seen.get_pk_constraint(table),
                sorted(seen.get_foreign_keys(table), key=str),
                sorted(seen.get_indexes(table), key=str),
                sorted(seen.get_unique_constraints(table), key=str),
            )
            for table in sorted(seen.get_table_names())
        }


def test_the_newest_migration_is_the_one_the_program_names() -> None:
    config = Config()
    config.set_main_option("script_location", str(versions.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [REVISION]


def test_migrations_and_tables_do_not_differ(nowhere: str) -> None:
    build_by_migrations(nowhere)
    engine = addresses.migrating(addresses.understand(nowhere))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_a_new_database_is_made_as_the_migrations_would_make_it(
    nowhere: str, postgres_server: PostgresServer, tmp_path: Path
) -> None:
    other = f"sqlite:///{tmp_path}/other.db"
    migrated = other if nowhere.startswith("sqlite") else postgres_server.create()
    stores.migrate(nowhere)
    build_by_migrations(migrated)
    assert shape(nowhere) == shape(migrated)
    assert "alembic_version" in shape(nowhere)


async def test_a_new_database_can_be_used_at_once_and_migrated_again(nowhere: str) -> None:
    for _ in range(2):
        stores.migrate(nowhere)
        async with stores.connect(nowhere) as store:
            await accept(store, said("a"))
            assert await keys(store, LOBBY) == ["a"]


async def test_programs_that_make_a_database_at_once_make_one(nowhere: str) -> None:
    async with asyncio.TaskGroup() as tasks:
        for _ in range(4):
            tasks.create_task(asyncio.to_thread(stores.migrate, nowhere))
    async with stores.connect(nowhere) as store:
        assert await keys(store, LOBBY) == []


async def test_where_no_database_is_the_command_that_makes_one_is_named(
    nowhere: str, tmp_path: Path
) -> None:
    with pytest.raises(MigrationNeeded, match="run `chattrain migrate`"):
        async with stores.connect(nowhere):
            pass
    assert files(tmp_path) == []


async def test_an_older_database_is_refused_until_it_is_migrated(url: str) -> None:
    execute(url, f"UPDATE alembic_version SET version_num = '{OLD}'")
    with pytest.raises(MigrationNeeded, match=f"of version {OLD}.*run `chattrain migrate`"):
        async with stores.connect(url):
            pass


@claims("bad.newer")
async def test_a_newer_database_is_refused_and_left_alone(url: str) -> None:
    execute(url, "UPDATE alembic_version SET version_num = '9999'")
    before = shape(url)
    with pytest.raises(MigrationNeeded, match=r"newer than this program.*update ChatTrain"):
        async with stores.connect(url):
            pass
    with pytest.raises(MigrationNeeded, match="newer than this program"):
        stores.migrate(url)
    assert shape(url) == before


def test_a_database_of_something_else_is_left_alone(nowhere: str) -> None:
    execute(nowhere, "CREATE TABLE recipes (name TEXT)")
    with pytest.raises(StoreError, match="holds something else"):
        stores.migrate(nowhere)
    assert list(shape(nowhere)) == ["recipes"]


@claims("durable.migrations")
async def test_calls_that_were_logged_before_members_were_are_kept(nowhere: str) -> None:
    build_by_migrations(nowhere, "0001")
    execute(
        nowhere,
        "INSERT INTO model_calls (session, tenant, purpose, provider, model, tokens_in, tokens_out,"
        " tokens_cached, estimated, at, duration, outcome) VALUES"
        " ('s1', 't1', 'persona', 'openai', 'm', 1, 2, 0, false, 5, 6, 'ok')",
    )
    stores.migrate(nowhere)
    async with stores.connect(nowhere) as store:
        (call,) = await store.calls_since(Micros(0))
    assert (call.member, call.streamed, call.usage.tokens_out) == (None, True, 2)


@claims("durable.migrations")
async def test_what_was_scored_before_managers_could_see_it_is_counted(nowhere: str) -> None:
    """Scorecards get their marks, ratings stay, and words of no more use are forgotten."""
    build_by_migrations(nowhere, "0003")
    engine = addresses.migrating(addresses.understand(nowhere))
    with engine.begin() as connection:
        for table, lines in OLDER.items():
            for line in lines:
                names = ", ".join(line)
                values = ", ".join(f":{name}" for name in line)
                connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), line)
    stores.migrate(nowhere)
    async with stores.connect(nowhere) as store:
        found = await store.office.attempts(TenantId("acme"))
        assert [(one.session, one.total, one.blocked) for one in found] == [
            (f"s{n:03}", n % 100, n == 0) for n in range(OLD_SESSIONS)
        ]
        assert {(one.title, one.difficulty, one.visible) for one in found} == {("T", 4, False)}
        assert [found[n].safe for n in (69, 79, 80)] == [69, None, 60]
        assert [(mark.criterion, mark.points, mark.weight) for mark in found[7].marks] == [
            ("c1", 7, 60),
            ("c0", None, 40),
        ]
        skills = await store._read(_skill_points, "s007", "s008")
        assert skills == [("s007", 7), ("s008", 27.6)]
        week = Period(name="w", begins=Micros(0), ends=Micros(10**9), due=Micros(10**9))
        figures = await store.office.figures(TenantId("acme"), (week,), Micros(10**9))
        assert figures.ratings == (1, 0)
        assert await store.post("shown") == replace(notice("shown"), content=None, shown=True)
        assert await store.post("waits") == notice("waits")
        assert await keys(store, LOBBY) == ["new"]


def _skill_points(connection: Connection, *ids: str) -> list[tuple[str, float]]:
    """What sessions came to in their skills."""
    known = marks.c.skill_points.is_not(None) & marks.c.session.in_(ids)
    found = connection.execute(select(marks.c.session, marks.c.skill_points).where(known))
    return sorted((row.session, row.skill_points) for row in found)


OLD_SESSIONS = 501
"""More than are migrated at once."""


def _old_session(number: int) -> dict[str, object]:
    rating = "up" if number == 3 else None
    return {
        "id": f"s{number:03}",
        "tenant": "acme",
        "member": "ada",
        "scenario": "lamp",
        "fingerprint": "f",
        "attempt": 1,
        "home": "here:acme:ada",
        "opened_at": number,
        "phase": "closed",
        "timer": 0,
        "state": json.dumps({"rating": rating}),
    }


def _old_scorecard(number: int) -> dict[str, object]:
    score = {"title": "C", "skill": "calm", "evidence": []}
    scores = [
        score | {"criterion": "c1", "points": number % 100, "weight": 60},
        score | {"criterion": "c0", "points": 57 if number == 8 else None, "weight": 40},
    ]
    body = {
        "scores": scores,
        "blocked_by": ["threat"] if not number else [],
        "pass_mark": 70,
        "passed": False,
        "secured": 60 if number == 80 else None,
    }
    return {
        "session": f"s{number:03}",
        "tenant": "acme",
        "member": "ada",
        "title": "T",
        "total": number % 100,
        "passed": False,
        "at": number,
        "body": json.dumps(body),
    }


def _old_post(key: str, *, shown: bool) -> dict[str, object]:
    line = rows.post_columns(MailboxId("session:"), notice(key))
    return line | {"mailbox": LOBBY, "number": len(key) + shown, "shown": shown}


OLDER: dict[str, list[dict[str, object]]] = {
    "scenarios": [
        {
            "fingerprint": "f",
            "id": "lamp",
            "version": 1,
            "title": "T",
            "body": '{"difficulty": {"level": 4}}',
        }
    ],
    "sessions": [_old_session(number) for number in range(OLD_SESSIONS)],
    "scorecards": [_old_scorecard(number) for number in range(OLD_SESSIONS)],
    "mailboxes": [{"id": LOBBY, "last_seq": 2, "epoch": 0, "unfinished": False}],
    "inbox": [
        {
            "event_key": key,
            "mailbox": LOBBY,
            "seq": seq,
            "payload": to_json(said(key)),
            "handled": seq == 1,
        }
        for seq, key in ((1, "old"), (2, "new"))
    ],
    "posts": [_old_post("shown", shown=True), _old_post("waits", shown=False)],
}


class TestAnOlderFile:
    """With a migration of tomorrow: a second column of mailboxes, and perhaps a mistake."""

    @pytest.fixture
    def tomorrow(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
        migrations = tmp_path / "migrations"
        shutil.copytree(versions.MIGRATIONS, migrations)
        monkeypatch.setattr(versions, "MIGRATIONS", migrations)
        monkeypatch.setattr(versions, "REVISION", TOMORROW)
        file = migrations / "versions" / "r9998_note.py"
        file.write_text(
            "import sqlalchemy as sa\nfrom alembic import op\n"
            f"revision = '{TOMORROW}'\ndown_revision = '{REVISION}'\n"
            "def upgrade() -> None:\n"
            "    with op.batch_alter_table('mailboxes', recreate='always') as table:\n"
            "        table.add_column(sa.Column('note', sa.Text()))\n"
        )
        return file

    @claims("durable.migrations")
    async def test_is_copied_and_then_migrated(
        self, tomorrow: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = Path(sqlite_url.removeprefix("sqlite:///"))
        monkeypatch.setattr(versions, "REVISION", REVISION)
        async with stores.connect(sqlite_url) as store:
            await accept(store, said("a"))
            monkeypatch.setattr(versions, "REVISION", TOMORROW)
            stores.migrate(sqlite_url)  # with the newest rows still in the log beside the file
        copy = file.with_name(f"{file.name}.{REVISION}.bak")
        assert self._rows(copy) == self._rows(file) == [("a",)]
        assert "note" not in self._columns(copy)
        assert "note" in self._columns(file)
        async with stores.connect(sqlite_url) as store:
            await accept(store, said("b"))
            assert await keys(store, LOBBY) == ["a", "b"]

    def test_is_as_it_was_where_a_migration_fails(self, tomorrow: Path, sqlite_url: str) -> None:
        tomorrow.write_text(tomorrow.read_text() + "    op.execute('SELECT nonsense')\n")
        file = Path(sqlite_url.removeprefix("sqlite:///"))
        with pytest.raises(StoreError, match="nonsense"):
            stores.migrate(sqlite_url)
        assert "note" not in self._columns(file)

    def _columns(self, file: Path) -> list[str]:
        with closing(sqlite3.connect(file)) as connection:
            return [row[1] for row in connection.execute("PRAGMA table_info(mailboxes)")]

    def _rows(self, file: Path) -> list[tuple[str]]:
        with closing(sqlite3.connect(file)) as connection:
            return connection.execute("SELECT event_key FROM inbox").fetchall()


@claims("durable.one-server")
def test_a_second_serving_process_is_sent_to_postgresql(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/chattrain.db"
    with (
        stores.serve_lock(url),
        pytest.raises(StoreError, match=r"already running on .*chattrain\.db.*PostgreSQL"),
        stores.serve_lock(url),
    ):
        pass
    with stores.serve_lock(url):
        pass


def test_several_may_serve_on_postgresql() -> None:
    with stores.serve_lock("postgresql://h/x"), stores.serve_lock("postgresql://h/x"):
        pass


@pytest.mark.parametrize(
    ("in_the_way", "told"),
    [
        ("file", r"the folder .*/file cannot be written \(it is no folder\)"),
        ("file/x.db.lock/", r"its lock .*/file/x\.db\.lock cannot be written \(Is a directory\)"),
    ],
)
def test_a_folder_that_cannot_be_written_is_told_with_what_to_do(
    in_the_way: str, told: str, tmp_path: Path
) -> None:
    if in_the_way.endswith("/"):
        (tmp_path / in_the_way).mkdir(parents=True)
    else:
        (tmp_path / in_the_way).touch()
    with (
        pytest.raises(StoreError, match=f"{told}: let this user write there, or set DATABASE_URL"),
        stores.serve_lock(f"sqlite:///{tmp_path}/file/x.db"),
    ):
        pass


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "Permission denied"),
        (OSError(errno.EROFS, "Read-only file system"), "Read-only file system"),
    ],
)
def test_what_the_system_forbids_is_not_taken_for_another_process(
    error: OSError, told: str, tmp_path: Path
) -> None:
    told = f"the folder {tmp_path} cannot be written ({told})"
    assert told in str(serving._unwritable(tmp_path / "x.db", error))


async def test_commands_work_beside_a_serving_process(store: SqlStore, url: str) -> None:
    with stores.serve_lock(url):
        await accept(store, said("a"))
        async with stores.connect(url) as beside:
            await accept(beside, said("b"))
            assert await keys(store, LOBBY) == await keys(beside, LOBBY) == ["a", "b"]
