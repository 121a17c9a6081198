"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "mailboxes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("unfinished", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("mailboxes_key")),
    )
    op.create_index(op.f("mailboxes_by_unfinished"), "mailboxes", ["unfinished"], unique=False)
    op.create_table(
        "model_calls",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("tokens_in", sa.Integer(), nullable=False),
        sa.Column("tokens_out", sa.Integer(), nullable=False),
        sa.Column("tokens_cached", sa.Integer(), nullable=False),
        sa.Column("estimated", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("first_token", sa.BigInteger(), nullable=True),
        sa.Column("duration", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("cost", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("model_calls_key")),
    )
    op.create_index(
        op.f("model_calls_by_session_number"), "model_calls", ["session", "number"], unique=False
    )
    op.create_table(
        "scenarios",
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("scenarios_key")),
    )
    op.create_table(
        "inbox",
        sa.Column("event_key", sa.Text(), nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("handled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["mailbox"], ["mailboxes.id"], name=op.f("inbox_mailbox_known")),
        sa.PrimaryKeyConstraint("event_key", name=op.f("inbox_key")),
        sa.UniqueConstraint("mailbox", "seq", name=op.f("inbox_mailbox_seq_unique")),
    )
    op.create_index(
        op.f("inbox_by_handled_mailbox_seq"), "inbox", ["handled", "mailbox", "seq"], unique=False
    )
    op.create_table(
        "posts",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("surface", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("ref_surface", sa.Text(), nullable=True),
        sa.Column("ref_id", sa.Text(), nullable=True),
        sa.Column("called", sa.Boolean(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["mailbox"], ["mailboxes.id"], name=op.f("posts_mailbox_known")),
        sa.PrimaryKeyConstraint("key", name=op.f("posts_key")),
        sa.UniqueConstraint("mailbox", "number", name=op.f("posts_mailbox_number_unique")),
    )
    op.create_index(op.f("posts_by_mailbox_shown"), "posts", ["mailbox", "shown"], unique=False)
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("scenario", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("parent_turn", sa.Integer(), nullable=True),
        sa.Column("home", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("ending", sa.Text(), nullable=True),
        sa.Column("surface", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("timer", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fingerprint"], ["scenarios.fingerprint"], name=op.f("sessions_fingerprint_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("sessions_key")),
    )
    op.create_index(op.f("sessions_by_due_at"), "sessions", ["due_at"], unique=False)
    op.create_index(
        op.f("sessions_by_phase_surface"), "sessions", ["phase", "surface"], unique=False
    )
    op.create_index(
        op.f("sessions_by_tenant_member_phase"),
        "sessions",
        ["tenant", "member", "phase"],
        unique=False,
    )
    op.create_table(
        "scorecards",
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session"], ["sessions.id"], name=op.f("scorecards_session_known")
        ),
        sa.PrimaryKeyConstraint("session", name=op.f("scorecards_key")),
    )
    op.create_index(
        op.f("scorecards_by_tenant_member_at"),
        "scorecards",
        ["tenant", "member", "at"],
        unique=False,
    )
    op.create_table(
        "turns",
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("play", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"], name=op.f("turns_session_known")),
        sa.PrimaryKeyConstraint("session", "number", name=op.f("turns_key")),
    )
