"""For whom a model was called, whether it streamed, and an index by time, for reports and limits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("model_calls", sa.Column("member", sa.Text(), nullable=True))
    op.add_column(
        "model_calls",
        sa.Column("streamed", sa.Boolean(), server_default=sa.true(), nullable=False),
    )
    op.create_index(op.f("model_calls_by_at"), "model_calls", ["at"], unique=False)
