"""What a database's own errors mean, in one place."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as WaitedTooLong

from bot.errors import StoreBusy, StoreError, StoreFull

_SQLITE: Final = {
    sqlite3.SQLITE_BUSY: StoreBusy,
    sqlite3.SQLITE_LOCKED: StoreBusy,
    sqlite3.SQLITE_FULL: StoreFull,
}
_POSTGRESQL: Final = {
    "40P01": StoreBusy,  # deadlock
    "40001": StoreBusy,  # could not be serialised
    "55P03": StoreBusy,  # lock not available
    "57014": StoreBusy,  # statement timeout
    "53100": StoreFull,  # disk full
}
_SENTENCES: Final = {
    sqlite3.SQLITE_CANTOPEN: "The database {} cannot be opened: check that its folder exists and"
    " can be written.",
    sqlite3.SQLITE_READONLY: "The database {} cannot be written: check the permissions of the file"
    " and its folder.",
    sqlite3.SQLITE_NOTADB: "{} is not a database: move the file away or choose another"
    " DATABASE_URL.",
    sqlite3.SQLITE_CORRUPT: "The database {} is damaged: restore it from a copy.",
}

_REMEDY: Final = (
    "see whether PostgreSQL runs there, and whether host, port, user, password and name in"
    " DATABASE_URL are right."
)


@contextmanager
def told(database: str) -> Iterator[None]:
    """Tells what went wrong as a StoreError."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise _meaning(error, database) from error
    except ValidationError as error:
        raise StoreError(
            f"The database {database} holds something this program cannot read"
            f" ({error.title}): was it written by a newer ChatTrain?"
        ) from error
    except (UnicodeError, PydanticSerializationError) as error:
        raise StoreError(f"This cannot be stored as text: {error}") from error


def _meaning(error: Exception, database: str) -> StoreError:
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(error, WaitedTooLong):
        return StoreBusy()
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(cause, database)
    state = getattr(cause, "sqlstate", None)
    if state in _POSTGRESQL:
        return _POSTGRESQL[state]()
    first = str(cause).strip().partition("\n")[0]
    if isinstance(error, OperationalError) and state is None:
        return StoreError(f"The database {database} cannot be reached ({first}): {_REMEDY}")
    return StoreError(f"The database {database} could not do what was asked: {first}")


def _of_sqlite(error: sqlite3.Error, database: str) -> StoreError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest of the bits is detail
    if code in _SQLITE:
        return _SQLITE[code]()
    if code in _SENTENCES:
        return StoreError(_SENTENCES[code].format(database))
    return StoreError(f"The database {database} could not do what was asked: {error}")
