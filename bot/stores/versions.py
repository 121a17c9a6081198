"""The schema's version: whether a database fits this program, and bringing it up to date."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, String, Table, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import MigrationNeeded, StoreError
from bot.stores import addresses
from bot.stores.addresses import Address
from bot.stores.failures import told
from bot.stores.schema import REVISION, metadata

MIGRATIONS = Path(__file__).parent / "migrations"
_OVERWRITES = "0004"
"""The version from which on what is deleted is overwritten in an SQLite file."""
_ONE_AT_A_TIME = 0x63686174
"""The advisory lock that lets one program migrate a PostgreSQL database at a time."""

_stamp = Table("alembic_version", MetaData(), Column("version_num", String(32), nullable=False))


async def check(address: Address, reading: AsyncEngine) -> None:
    """Raises MigrationNeeded unless the database has this program's version."""
    if address.file is not None and not address.file.exists():
        raise MigrationNeeded(f"There is no database {address} yet: run `chattrain migrate`.")
    with told(str(address)):
        async with reading.connect() as connection:
            found = await connection.run_sync(revision)
    if found is None:
        raise MigrationNeeded(f"{address} has no tables yet: run `chattrain migrate`.")
    if found < REVISION:
        raise MigrationNeeded(
            f"The database {address} is of version {found}, this program works with {REVISION}:"
            " run `chattrain migrate`."
        )
    _refuse_newer(address, found)


def migrate(url: str) -> None:
    """Brings a database to this program's version; makes it where there is none.

    An SQLite file is copied beforehand, to `<file>.<its version>.bak`, with all it held. The rest is
    done in one transaction: killed half-way, it leaves the database as it was.
    """
    address = addresses.understand(url)
    engine = addresses.migrating(address)
    with told(str(address)), engine.begin() as connection:
        if address.file is None:
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _ONE_AT_A_TIME})
        found = revision(connection)
        if found is None:
            _create(address, connection)
        elif found < REVISION:
            if address.file is not None:
                copy(address.file, address.file.with_name(f"{address.file.name}.{found}.bak"))
            upgrade(connection)
        _refuse_newer(address, found or REVISION)
    if found is not None and found < _OVERWRITES and address.file is not None:
        with told(str(address)):
            _tidy(address.file)


def _tidy(file: Path) -> None:
    """Writes a file anew, without what was deleted before deleting meant overwriting."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def revision(connection: Connection) -> str | None:
    """The version of a database; None where it has none yet."""
    if not inspect(connection).has_table(_stamp.name):
        return None
    return connection.scalar(select(_stamp.c.version_num))


def upgrade(connection: Connection) -> None:
    """Runs every migration that the database has not seen, inside the caller's transaction."""
    from alembic import command  # noqa: PLC0415 (a third of a second, for something rare)
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "head")


def copy(file: Path, to: Path) -> None:
    """Copies an SQLite file as it stands, with what is still in its log."""
    half = to.with_name(to.name + ".part")
    half.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(half)) as target:
        source.backup(target)
    half.replace(to)


def _create(address: Address, connection: Connection) -> None:
    """The newest schema at once, as the migrations would leave it."""
    if foreign := inspect(connection).get_table_names():
        raise StoreError(
            f"{address} holds something else (a table {foreign[0]}): choose another DATABASE_URL."
        )
    metadata.create_all(connection, checkfirst=False)
    connection.execute(text(_STAMP_TABLE))
    connection.execute(_stamp.insert().values(version_num=REVISION))


_STAMP_TABLE = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
    " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)


def _refuse_newer(address: Address, found: str) -> None:
    if found > REVISION:
        raise MigrationNeeded(
            f"The database {address} is of version {found}, which is newer than this program"
            f" ({REVISION}): update ChatTrain."
        )
