"""The tables, written once for SQLite and PostgreSQL.

Ids are text, times integer microseconds since 1970 in UTC, structured values JSON kept as text.
Order comes from an explicit number, never from a time. Every query has its index here.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    true,
)

REVISION = "0003"
"""The newest migration: the schema version this program works with."""

metadata = MetaData(
    naming_convention={
        "ix": "%(table_name)s_by_%(column_0_N_name)s",
        "uq": "%(table_name)s_%(column_0_N_name)s_unique",
        "fk": "%(table_name)s_%(column_0_name)s_known",
        "pk": "%(table_name)s_key",
    }
)

mailboxes = Table(
    "mailboxes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("last_seq", Integer, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("owner", Text),
    Column("lease_until", BigInteger),
    Column("unfinished", Boolean, nullable=False),
    Index(None, "unfinished"),
)
"""Who may write what belongs to a mailbox, and the number its last event got."""

inbox = Table(
    "inbox",
    metadata,
    Column("event_key", Text, primary_key=True),
    Column("mailbox", Text, ForeignKey("mailboxes.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("payload", Text, nullable=False),
    Column("handled", Boolean, nullable=False),
    UniqueConstraint("mailbox", "seq"),
    Index(None, "handled", "mailbox", "seq"),
)
"""Every event that was ever taken, once. Handled ones stay, so that a late redelivery is known."""

scenarios = Table(
    "scenarios",
    metadata,
    Column("fingerprint", Text, primary_key=True),
    Column("id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
)
"""Scenarios as sessions began with them; never changed."""

sessions = Table(
    "sessions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("member", Text, nullable=False),
    Column("scenario", Text, nullable=False),
    Column("fingerprint", Text, ForeignKey("scenarios.fingerprint"), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("parent", Text),
    Column("parent_turn", Integer),
    Column("home", Text, nullable=False),
    Column("opened_at", BigInteger, nullable=False),
    Column("phase", Text, nullable=False),
    Column("ending", Text),
    Column("surface", Text),
    Column("closed_at", BigInteger),
    Column("due_at", BigInteger),
    Column("timer", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Index(None, "phase", "surface"),
    Index(None, "tenant", "member", "phase"),
    Index(None, "due_at"),
)
"""Sessions; `state` holds what only `bot.domain.session` reads."""

turns = Table(
    "turns",
    metadata,
    Column("session", Text, ForeignKey("sessions.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("speaker", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("message", Text),
    Column("attempt", Integer, nullable=False),
    Column("play", Text, nullable=False),
)

posts = Table(
    "posts",
    metadata,
    Column("key", Text, primary_key=True),
    Column("mailbox", Text, ForeignKey("mailboxes.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("surface", Text, nullable=False),
    Column("content", Text),
    Column("ref_surface", Text),
    Column("ref_id", Text),
    Column("called", Boolean, nullable=False),
    Column("shown", Boolean, nullable=False),
    UniqueConstraint("mailbox", "number"),
    Index(None, "mailbox", "shown"),
)
"""Messages that are to stand on a platform, in the order of `number` within their mailbox."""

scorecards = Table(
    "scorecards",
    metadata,
    Column("session", Text, ForeignKey("sessions.id"), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("member", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("total", Integer),
    Column("passed", Boolean, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    Index(None, "tenant", "member", "at"),
)
"""The one scorecard of each session."""

model_calls = Table(
    "model_calls",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("session", Text, nullable=False),
    Column("tenant", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("provider", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("tokens_in", Integer, nullable=False),
    Column("tokens_out", Integer, nullable=False),
    Column("tokens_cached", Integer, nullable=False),
    Column("estimated", Boolean, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("first_token", BigInteger),
    Column("duration", BigInteger, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("cost", Float),
    Column("member", Text),
    Column("streamed", Boolean, nullable=False, server_default=true()),
    Index(None, "session", "number"),
    Index(None, "at"),
)
"""The log of model calls, in the order of `number`."""

installations = Table(
    "installations",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    Column("sealed", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)
"""Where a platform's app is installed; `sealed` is encrypted by the adapter, and read by it alone."""

install_states = Table(
    "install_states",
    metadata,
    Column("state", Text, primary_key=True),
    Column("until", BigInteger, nullable=False),
    Index(None, "until"),
)
"""Installations that were begun; each can be ended once."""
