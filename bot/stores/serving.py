"""One serving process for an SQLite file; other commands work beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

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
    lock = FileLock(f"{file.resolve()}.lock")
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise StoreError(
            f"Another chattrain is already running on {file}: stop that one, or set DATABASE_URL"
            " to a PostgreSQL database, on which several can run."
        ) from None
    except OSError as error:
        raise StoreError(
            f"The folder of the database {file} cannot be written: {error.strerror}."
        ) from error
    try:
        yield
    finally:
        lock.release()
