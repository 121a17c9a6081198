"""SQLite databases with tables, which are made once for all tests of a process and copied."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import stores


def address(file: Path) -> str:
    """The address of the database in a file, which is a new one where there is none."""
    if not file.exists():
        file.write_bytes(_empty())
    return f"sqlite:///{file}"


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "empty.db"
        stores.migrate(f"sqlite:///{file}")
        return file.read_bytes()
