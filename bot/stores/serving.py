"""One serving process for an SQLite file; other commands work beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from bot.errors import StoreError
from bot.stores.addresses import understand


@contextmanager
def serve_lock(url: str) -> Iterator[None]:
    """Held by a process that serves; raises StoreError where another one holds it.

    The lock goes with the process, however that ends. PostgreSQL needs none.
    """
    file = understand(url).file
    if file is None:
        yield
        return
    lock = FileLock(_lock(file))
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise _refused(file) from None
    except OSError as error:
        raise _unwritable(file, error) from error
    try:
        yield
    finally:
        lock.release()


def _lock(file: Path) -> Path:
    return Path(f"{file.resolve()}.lock")


def _refused(file: Path) -> StoreError:
    """Another process holds the lock, or the lock is one that this user cannot write."""
    try:
        with _lock(file).open("a"):
            pass
    except OSError as error:
        return _unwritable(file, error)
    return StoreError(
        f"Another chattrain is already running on {file}: stop that one, or set DATABASE_URL"
        " to a PostgreSQL database, on which several can run."
    )


def _unwritable(file: Path, error: OSError) -> StoreError:
    lock = _lock(file)
    place = f"its lock {lock}" if os.path.lexists(lock) else f"the folder {lock.parent}"
    no_folder = isinstance(error, FileExistsError | NotADirectoryError)
    reason = "it is no folder" if no_folder else error.strerror or type(error).__name__
    return StoreError(
        f"The database {file} cannot be used, because {place} cannot be written ({reason}):"
        " let this user write there, or set DATABASE_URL to a file elsewhere."
    )
