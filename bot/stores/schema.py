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
    false,
    true,
)

REVISION = "0004"
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
"""Every event that was ever taken, once. Handled ones stay, so that a late redelivery is known, but
not their words."""

scenarios = Table(
    "scenarios",
    metadata,
    Column("fingerprint", Text, primary_key=True),
    Column("id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("difficulty", Integer, nullable=False, server_default="1"),
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
    Column("assignment", Text),
    Column("shared", Boolean, nullable=False, server_default=false()),
    Column("rating", Text),
    Index(None, "phase", "surface"),
    Index(None, "tenant", "member", "phase"),
    Index(None, "due_at"),
    Index(None, "tenant", "id"),
    Index(
        "sessions_by_time",
        *("tenant", "opened_at", "id", "member", "rating", "closed_at", "assignment", "shared"),
    ),
    Index(None, "tenant", "closed_at"),
    Index("sessions_by_assignment", "tenant", "assignment", "member", "scenario", "id"),
)
"""Sessions; `state` holds what only `bot.domain.session` reads. Managers see the scores of those
that are assigned or shared."""

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
"""Messages that are to stand on a platform, in the order of `number` within their mailbox. What is
shown outside sessions is kept no longer than until it stands."""

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

outcomes = Table(
    "outcomes",
    metadata,
    Column("session", Text, ForeignKey("sessions.id"), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("member", Text, nullable=False),
    Column("scenario", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("difficulty", Integer, nullable=False),
    Column("total", Integer),
    Column("passed", Boolean, nullable=False),
    Column("blocked", Boolean, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("visible", Boolean, nullable=False),
    Column("assignment", Text),
    Column("safe", Integer),
    Index(
        "outcomes_by_assignment",
        *("tenant", "assignment", "member", "scenario", "safe", "passed", "blocked"),
    ),
    Index("outcomes_by_time", "tenant", "visible", "at", "scenario", "member", "total"),
    sqlite_with_rowid=False,
)
"""What a scorecard came to, so that figures need not read scorecards. `visible` says whether
managers see its score, as the session does; `at` is when it was first given; `safe` is what
passing rests on."""

marks = Table(
    "marks",
    metadata,
    Column("session", Text, ForeignKey("sessions.id"), primary_key=True),
    Column("criterion", Text, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("skill", Text, nullable=False),
    Column("points", Integer),
    Column("weight", Integer, nullable=False),
    Column("overridden", Boolean, nullable=False),
    Column("tenant", Text, nullable=False),
    Column("member", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("visible", Boolean, nullable=False),
    Column("skill_points", Float),
    Index(
        "marks_by_time",
        *("tenant", "visible", "at", "member", "skill", "skill_points"),
        *("criterion", "points", "title"),
    ),
    sqlite_with_rowid=False,
)
"""What each criterion of a scorecard came to, so that figures need not read scorecards.
`skill_points` is what the session came to in the skill, at the first judged criterion of each."""

erased_sessions = Table(
    "erased_sessions", metadata, Column("session", Text, primary_key=True), sqlite_with_rowid=False
)
"""Sessions that were deleted while they ran: what is still heard of them is nobody's."""

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
    Index(None, "tenant", "at", "cost"),
)
"""The log of model calls, in the order of `number`. `member` only where the session is there."""

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

assignments = Table(
    "assignments",
    metadata,
    Column("id", Text, primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("due", BigInteger),
    Column("withdrawn", BigInteger),
    Column("grows", Boolean, nullable=False),
    Column("body", Text, nullable=False),
    Index(None, "tenant", "at"),
    Index(None, "withdrawn"),
)
"""What managers asked for. `grows` where groups are asked, whose members may come later."""

assignees = Table(
    "assignees",
    metadata,
    Column("assignment", Text, ForeignKey("assignments.id"), primary_key=True),
    Column("member", Text, primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("announced", BigInteger),
    Column("reminded", BigInteger),
    Column("reminders", Integer, nullable=False),
    Column("done", BigInteger),
    Index(None, "tenant", "member"),
    Index(None, "assignment", "done"),
    sqlite_with_rowid=False,
)
"""Whom an assignment reaches, and what they were told of it."""

grants = Table(
    "grants",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("member", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)
"""Roles given here, besides what the platform makes of somebody."""

digests = Table(
    "digests",
    metadata,
    Column("id", Text, primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("off", BigInteger),
    Column("body", Text, nullable=False),
    Index(None, "tenant"),
    Index(None, "off"),
)

sent_periods = Table(
    "sent_periods",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("period", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
)
"""The periods of digests that were posted."""

disputes = Table(
    "disputes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("session", Text, nullable=False),
    Column("member", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("decided_at", BigInteger),
    Column("body", Text, nullable=False),
    Index(None, "tenant", "decided_at", "at"),
    Index(None, "session"),
)

settings = Table(
    "settings",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("body", Text, nullable=False),
)
"""What an admin set for a tenant."""

audit = Table(
    "audit",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("what", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("details", Text, nullable=False),
    Index(None, "tenant", "at"),
)
"""Who saw or changed what."""
