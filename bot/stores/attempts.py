"""Sessions as results see them: what came of each, without a word of what was said.

Every function runs inside the caller's transaction, and takes a piece that is read and made into
values within a few milliseconds: nothing else happens on the event loop meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, or_, select

from bot.domain.assignment import AssignmentId
from bot.domain.attempt import Attempt, Mark
from bot.domain.surface import MemberId, SessionId, TenantId
from bot.domain.transcript import Micros
from bot.stores import kept_rows
from bot.stores.schema import marks, outcomes, scenarios, sessions

PIECE = 400
"""Sessions that are read at once."""

_COLUMNS = (
    sessions.c.id,
    sessions.c.member,
    sessions.c.scenario,
    sessions.c.fingerprint,
    sessions.c.attempt,
    sessions.c.assignment,
    sessions.c.shared,
    sessions.c.phase,
    sessions.c.home,
    sessions.c.opened_at,
    sessions.c.closed_at,
    scenarios.c.title,
    scenarios.c.difficulty,
    outcomes.c.total,
    outcomes.c.safe,
    outcomes.c.passed,
    outcomes.c.blocked,
)


def _selected(*outcomes_within: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(*_COLUMNS)
        .join(scenarios, scenarios.c.fingerprint == sessions.c.fingerprint)
        .outerjoin(outcomes, and_(outcomes.c.session == sessions.c.id, *outcomes_within))
    )


_ATTEMPTS = _selected()
_MINE = sessions.c.tenant == bindparam("tenant")
_MARKS = select(
    marks.c.session,
    marks.c.criterion,
    marks.c.title,
    marks.c.skill,
    marks.c.points,
    marks.c.weight,
    marks.c.overridden,
).order_by(marks.c.session, marks.c.place)
_MARKS_AMONG = _MARKS.where(marks.c.session.in_(bindparam("ids", expanding=True)))
_MARKS_BETWEEN = _MARKS.join(sessions, sessions.c.id == marks.c.session).where(
    _MINE,
    *(
        and_(id >= bindparam("first"), id <= bindparam("last"))
        for id in (sessions.c.id, marks.c.session)
    ),
)
_ONE = _ATTEMPTS.where(_MINE, sessions.c.id == bindparam("of"))
_OF = _ATTEMPTS.where(
    _MINE,
    sessions.c.member.in_(bindparam("members", expanding=True)),
    sessions.c.opened_at >= bindparam("since"),
)
_SINCE = (
    _ATTEMPTS.where(
        _MINE,
        sessions.c.opened_at >= bindparam("since"),
        or_(sessions.c.opened_at > bindparam("since"), sessions.c.id > bindparam("after")),
    )
    .order_by(sessions.c.opened_at, sessions.c.id)
    .limit(PIECE)
)
# The bounds are told twice: else PostgreSQL reads outcomes, or marks, from their beginning.
_AFTER = (
    _selected(outcomes.c.session > bindparam("after"))
    .where(_MINE, sessions.c.id > bindparam("after"))
    .order_by(sessions.c.id)
    .limit(PIECE)
)
_COUNTING = _ATTEMPTS.where(
    _MINE,
    sessions.c.assignment == bindparam("assignment"),
    sessions.c.member >= bindparam("first"),
    sessions.c.member <= bindparam("last"),
).order_by(sessions.c.opened_at, sessions.c.id)
_COUNTING_OF = _ATTEMPTS.where(
    _MINE, sessions.c.member == bindparam("member"), sessions.c.assignment.is_not(None)
).order_by(sessions.c.opened_at, sessions.c.id)


def one(connection: Connection, tenant: TenantId, session: SessionId) -> Attempt | None:
    found = connection.execute(_ONE, {"tenant": tenant, "of": session}).all()
    return next(iter(_marked(connection, found)), None)


def of(
    connection: Connection, tenant: TenantId, members: Sequence[MemberId], since: Micros
) -> list[Attempt]:
    """Of these people, in no order; all at once, so let them be few."""
    names = {"tenant": tenant, "members": members, "since": since}
    return _marked(connection, connection.execute(_OF, names).all())


def since(connection: Connection, tenant: TenantId, at: Micros, after: SessionId) -> list[Attempt]:
    """The next piece of those opened since, after a session that was opened then."""
    names = {"tenant": tenant, "since": at, "after": after}
    return _marked(connection, connection.execute(_SINCE, names).all())


def after(
    connection: Connection, tenant: TenantId, session: SessionId, *, marks: bool
) -> list[Attempt]:
    """The next piece in the order of ids, with marks or without."""
    found = connection.execute(_AFTER, {"tenant": tenant, "after": session}).all()
    if not found or not marks:
        return [kept_rows.attempt(row) for row in found]
    # Not by all their ids: so many parameters take longer than the rows.
    between = {"tenant": tenant, "first": found[0].id, "last": found[-1].id}
    return _with(found, connection.execute(_MARKS_BETWEEN, between))


def counting(
    connection: Connection,
    tenant: TenantId,
    assignment: AssignmentId,
    first: MemberId,
    last: MemberId,
) -> list[Attempt]:
    """Those for an assignment by the people from `first` to `last`, in the order of their opening,
    without marks."""
    names = {"tenant": tenant, "assignment": assignment, "first": first, "last": last}
    return [kept_rows.attempt(row) for row in connection.execute(_COUNTING, names)]


def counting_of(connection: Connection, tenant: TenantId, member: MemberId) -> list[Attempt]:
    """One person's for any assignment, in the order of their opening, without marks."""
    names = {"tenant": tenant, "member": member}
    return [kept_rows.attempt(row) for row in connection.execute(_COUNTING_OF, names)]


def _marked(connection: Connection, found: Sequence[Row[*tuple[Any, ...]]]) -> list[Attempt]:
    if not found:
        return []
    return _with(found, connection.execute(_MARKS_AMONG, {"ids": [row.id for row in found]}))


def _with(
    found: Sequence[Row[*tuple[Any, ...]]], marked: Iterable[Row[*tuple[Any, ...]]]
) -> list[Attempt]:
    by_session: dict[str, list[Mark]] = {}
    for row in marked:
        by_session.setdefault(row[0], []).append(_mark(tuple(row[1:])))
    return [kept_rows.attempt(row, tuple(by_session.get(row.id, ()))) for row in found]


@lru_cache(maxsize=4096)
def _mark(columns: tuple[str, str, str, int | None, int, bool]) -> Mark:
    """The same marks are the same value: there are many, and few that differ."""
    criterion, title, skill, points, weight, overridden = columns
    return Mark(
        criterion=criterion,
        title=title,
        skill=skill,
        points=points,
        weight=weight,
        overridden=bool(overridden),
    )
