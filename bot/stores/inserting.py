"""The insert that meets a known key: the one statement the two databases need a dialect's own
words for. Both understand the same ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

    Insert = sqlite.Insert | postgresql.Insert


def insert(dialect: str, table: Table) -> Insert:
    """An insert that can say `on_conflict_do_nothing` and `on_conflict_do_update`.

    Callers keep what they make of it: it takes longer to make than to run.
    """
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 (slow to import, rarely needed)

        return postgresql.insert(table)
    return sqlite.insert(table)
