"""What managers ask for and see: assignments, roles, digests, disputes, settings, the audit, and the
marks of scorecards. Words that are of no more use are forgotten."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

PIECE = 500
"""Rows that are read at once."""

Line = dict[str, Any]


def upgrade() -> None:
    _make()
    _rate()
    _grade_scenarios()
    _mark()
    _forget()


def _make() -> None:
    op.create_table(
        "assignments",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn", sa.BigInteger(), nullable=True),
        sa.Column("grows", sa.Boolean(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("assignments_key")),
    )
    op.create_index(op.f("assignments_by_tenant_at"), "assignments", ["tenant", "at"], unique=False)
    op.create_index(op.f("assignments_by_withdrawn"), "assignments", ["withdrawn"], unique=False)
    op.create_table(
        "audit",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("audit_key")),
    )
    op.create_index(op.f("audit_by_tenant_at"), "audit", ["tenant", "at"], unique=False)
    op.create_table(
        "digests",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("off", sa.BigInteger(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("digests_key")),
    )
    op.create_index(op.f("digests_by_off"), "digests", ["off"], unique=False)
    op.create_index(op.f("digests_by_tenant"), "digests", ["tenant"], unique=False)
    op.create_table(
        "disputes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("disputes_key")),
    )
    op.create_index(op.f("disputes_by_session"), "disputes", ["session"], unique=False)
    op.create_index(
        op.f("disputes_by_tenant_decided_at_at"),
        "disputes",
        ["tenant", "decided_at", "at"],
        unique=False,
    )
    op.create_table(
        "grants",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "member", name=op.f("grants_key")),
    )
    op.create_table(
        "sent_periods",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("digest", "period", name=op.f("sent_periods_key")),
    )
    op.create_table(
        "settings",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", name=op.f("settings_key")),
    )
    op.create_table(
        "assignees",
        sa.Column("assignment", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("announced", sa.BigInteger(), nullable=True),
        sa.Column("reminded", sa.BigInteger(), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("done", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assignment"], ["assignments.id"], name=op.f("assignees_assignment_known")
        ),
        sa.PrimaryKeyConstraint("assignment", "member", name=op.f("assignees_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("assignees_by_assignment_done"), "assignees", ["assignment", "done"], unique=False
    )
    op.create_index(
        op.f("assignees_by_tenant_member"), "assignees", ["tenant", "member"], unique=False
    )
    op.create_table(
        "marks",
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("skill", sa.Text(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("overridden", sa.Boolean(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("visible", sa.Boolean(), nullable=False),
        sa.Column("skill_points", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"], name=op.f("marks_session_known")),
        sa.PrimaryKeyConstraint("session", "criterion", name=op.f("marks_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "marks_by_time",
        "marks",
        [
            *("tenant", "visible", "at", "member", "skill", "skill_points"),
            *("criterion", "points", "title"),
        ],
        unique=False,
    )
    op.create_table(
        "erased_sessions",
        sa.Column("session", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("session", name=op.f("erased_sessions_key")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outcomes",
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("scenario", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("difficulty", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("visible", sa.Boolean(), nullable=False),
        sa.Column("assignment", sa.Text(), nullable=True),
        sa.Column("safe", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"], name=op.f("outcomes_session_known")),
        sa.PrimaryKeyConstraint("session", name=op.f("outcomes_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "outcomes_by_assignment",
        "outcomes",
        ["tenant", "assignment", "member", "scenario", "safe", "passed", "blocked"],
        unique=False,
    )
    op.create_index(
        "outcomes_by_time",
        "outcomes",
        ["tenant", "visible", "at", "scenario", "member", "total"],
        unique=False,
    )
    op.create_index(
        op.f("model_calls_by_tenant_at_cost"), "model_calls", ["tenant", "at", "cost"], unique=False
    )
    op.add_column(
        "scenarios", sa.Column("difficulty", sa.Integer(), server_default="1", nullable=False)
    )
    op.add_column("sessions", sa.Column("assignment", sa.Text(), nullable=True))
    op.add_column(
        "sessions", sa.Column("shared", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("sessions", sa.Column("rating", sa.Text(), nullable=True))
    op.create_index(
        "sessions_by_assignment",
        "sessions",
        ["tenant", "assignment", "member", "scenario", "id"],
        unique=False,
    )
    op.create_index(
        op.f("sessions_by_tenant_closed_at"), "sessions", ["tenant", "closed_at"], unique=False
    )
    op.create_index(op.f("sessions_by_tenant_id"), "sessions", ["tenant", "id"], unique=False)
    op.create_index(
        "sessions_by_time",
        "sessions",
        ["tenant", "opened_at", "id", "member", "rating", "closed_at", "assignment", "shared"],
        unique=False,
    )


_scenarios = sa.table(
    "scenarios", sa.column("fingerprint"), sa.column("body"), sa.column("difficulty")
)
_sessions = sa.table(
    "sessions",
    *(sa.column(name) for name in ("id", "scenario", "fingerprint", "state", "rating")),
)
_scorecards = sa.table(
    "scorecards",
    *(sa.column(name) for name in ("session", "tenant", "member", "title", "total")),
    *(sa.column(name) for name in ("passed", "at", "body")),
)
_outcomes = sa.table(
    "outcomes",
    *(sa.column(name) for name in ("session", "tenant", "member", "title", "total", "passed")),
    *(sa.column(name) for name in ("scenario", "difficulty", "blocked", "at", "visible")),
    sa.column("safe"),
)
_marks = sa.table(
    "marks",
    *(sa.column(name) for name in ("session", "criterion", "place", "title", "skill", "points")),
    *(sa.column(name) for name in ("weight", "overridden", "tenant", "member", "at", "visible")),
    sa.column("skill_points"),
)
_inbox = sa.table("inbox", sa.column("payload"), sa.column("handled", sa.Boolean()))
_posts = sa.table(
    "posts", sa.column("mailbox"), sa.column("content"), sa.column("shown", sa.Boolean())
)


def _rate() -> None:
    """What trainees thought of their scorecards, out of the sessions' states."""
    rated = sa.update(_sessions).where(_sessions.c.id == sa.bindparam("of"))
    wanted = sa.select(_sessions.c.id, _sessions.c.state)
    for piece in _pieces(wanted, _sessions.c.id):
        states = [(row.id, json.loads(row.state).get("rating")) for row in piece]
        _execute(rated, [{"of": id, "rating": rating} for id, rating in states if rating])


def _grade_scenarios() -> None:
    graded = sa.update(_scenarios).where(_scenarios.c.fingerprint == sa.bindparam("of"))
    wanted = sa.select(_scenarios.c.fingerprint, _scenarios.c.body)
    for piece in _pieces(wanted, _scenarios.c.fingerprint):
        bodies = [(row.fingerprint, json.loads(row.body)) for row in piece]
        _execute(graded, [{"of": key, "difficulty": _level(body)} for key, body in bodies])


def _level(scenario: Line) -> int:
    difficulty = scenario["difficulty"]
    return int(difficulty["level"] if isinstance(difficulty, dict) else difficulty)


def _mark() -> None:
    """What figures need of each scorecard."""
    wanted = (
        sa.select(_scorecards, _sessions.c.scenario.label("of"), _scenarios.c.difficulty.label("d"))
        .select_from(_scorecards)
        .join(_sessions, _sessions.c.id == _scorecards.c.session)
        .join(_scenarios, _scenarios.c.fingerprint == _sessions.c.fingerprint)
    )
    for piece in _pieces(wanted, _scorecards.c.session):
        bodies = [(row, json.loads(row.body)) for row in piece]
        _execute(sa.insert(_outcomes), [_outcome(row, body) for row, body in bodies])
        _execute(sa.insert(_marks), [mark for row, body in bodies for mark in _of(row, body)])


def _outcome(row: Any, body: Line) -> Line:
    told = ("session", "tenant", "member", "title", "total", "passed", "at")
    return {
        **{name: getattr(row, name) for name in told},
        "scenario": row.of,
        "difficulty": row.d,
        "blocked": bool(body.get("blocked_by")),
        "visible": False,
        "safe": _safe(row.total, body),
    }


def _safe(total: int | None, body: Line) -> int | None:
    """What passing rests on: nothing, where the total reaches the mark and it was not passed."""
    if total is None or body.get("secured") is not None:
        return None if total is None else min(total, body["secured"])
    missed = total >= body["pass_mark"] and not body["passed"] and not body.get("blockers")
    return None if missed else total


def _of(row: Any, body: Line) -> Iterator[Line]:
    """The marks of a scorecard. Nothing was assigned or shared yet."""
    scores = {score["criterion"]: score for score in body["scores"]}
    by_skill = _skills(scores.values())
    for place, score in enumerate(scores.values()):
        judged = score["points"] is not None
        yield {
            **{name: score[name] for name in ("criterion", "title", "skill", "points", "weight")},
            **{name: getattr(row, name) for name in ("session", "tenant", "member", "at")},
            "place": place,
            "overridden": False,
            "visible": False,
            "skill_points": by_skill.pop(score["skill"], None) if judged else None,
        }


def _skills(scores: Collection[Line]) -> dict[str, float]:
    """What each skill came to: the mean of its criteria by their weight."""
    judged = [score for score in scores if score["points"] is not None]
    found: dict[str, float] = {}
    for skill in dict.fromkeys(score["skill"] for score in judged):
        these = [(one["weight"], one["points"]) for one in judged if one["skill"] == skill]
        if every := sum(weight for weight, _ in these):
            found[skill] = sum(weight * points for weight, points in these) / every
    return found


def _forget() -> None:
    """Events that were handled are known by their keys; messages outside sessions that stand
    somewhere are not shown again."""
    op.execute(sa.update(_inbox).where(_inbox.c.handled).values(payload=""))
    outside = sa.not_(_posts.c.mailbox.startswith("session:"))
    op.execute(sa.update(_posts).where(_posts.c.shown, outside).values(content=None))


def _pieces(wanted: sa.Select[Any], key: sa.ColumnElement[Any]) -> Iterator[Sequence[Any]]:
    last = ""
    while piece := (
        op.get_bind().execute(wanted.where(key > last).order_by(key).limit(PIECE)).fetchall()
    ):
        yield piece
        last = getattr(piece[-1], str(key.key))


def _execute(statement: sa.Executable, lines: Sequence[Line]) -> None:
    if lines:
        op.get_bind().execute(statement, lines)
