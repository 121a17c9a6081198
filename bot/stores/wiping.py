"""Takes what was deleted out of an SQLite file's log.

Where it stood in the file it was overwritten when it was deleted (`secure_delete`); the log beside
the file still has the pages as they were before, until it is emptied into the file and cut off.
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import structlog

PATIENCE = 0.05
"""Seconds that writers wait for readers to finish, each time it is tried."""
PAUSE = 0.05
TRIES = 100

log = structlog.get_logger(__name__)


async def truncate(file: Path) -> None:
    """Empties the log; tries again while somebody reads from it, for some seconds."""
    for _ in range(TRIES):
        if await asyncio.to_thread(_truncated, file):
            return
        await asyncio.sleep(PAUSE)
    log.warning("store.log_not_cut", database=str(file))


def _truncated(file: Path) -> bool:
    place = f"{file.resolve().as_uri()}?mode=rw"
    with closing(sqlite3.connect(place, uri=True, timeout=PATIENCE)) as connection:
        (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
