"""Sessions with their turns, scenarios and scorecards.

Every function runs inside the caller's transaction.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from itertools import zip_longest
from typing import Any

from sqlalchemy import Connection, Executable, Select, bindparam, delete, select, update

from bot.domain.lobby import OpenSession, Result
from bot.domain.scenario import Scenario
from bot.domain.scorecard import Scorecard, from_json
from bot.domain.session import Session
from bot.domain.surface import MemberId, SessionId, Surface, TenantId
from bot.domain.transcript import Micros, Transcript, Turn
from bot.ports.store import MailboxId
from bot.stores import rows
from bot.stores.inserting import insert
from bot.stores.schema import mailboxes, marks, outcomes, scenarios, scorecards, sessions, turns

_SCORED = (
    select(
        sessions.c.id,
        sessions.c.tenant,
        sessions.c.member,
        sessions.c.scenario,
        sessions.c.assignment,
        sessions.c.shared,
        scenarios.c.difficulty,
    )
    .join(scenarios, scenarios.c.fingerprint == sessions.c.fingerprint)
    .where(sessions.c.id == bindparam("of"))
)
_SCORED_AT = select(scorecards.c.at).where(scorecards.c.session == bindparam("of"))
_NOT_SCORED = tuple(
    delete(table).where(table.c.session == bindparam("of"))
    for table in (marks, outcomes, scorecards)
)
_UPDATE = update(sessions).where(sessions.c.id == bindparam("of"))
_NO_MORE_ASSIGNED = _UPDATE.values(assignment=None)
_SESSIONS = select(sessions, scorecards.c.body.label("scorecard")).outerjoin(scorecards)
_TURNS = (
    select(turns)
    .where(turns.c.session.in_(bindparam("ids", expanding=True)))
    .order_by(turns.c.session, turns.c.number)
)


class Scenarios:
    """Scenarios as sessions began with them; those used last are kept, each parsed once."""

    def __init__(self, keep: int = 64) -> None:
        self._keep = keep
        self._parsed: OrderedDict[str, Scenario] = OrderedDict()

    def read(self, connection: Connection, fingerprints: Iterable[str]) -> dict[str, Scenario]:
        wanted = set(fingerprints)
        found = {key: self._parsed[key] for key in wanted if key in self._parsed}
        if missing := wanted - found.keys():
            stored = select(scenarios.c.fingerprint, scenarios.c.body)
            for row in connection.execute(stored.where(scenarios.c.fingerprint.in_(missing))):
                found[row.fingerprint] = Scenario.model_validate_json(row.body)
        self._keep_latest(found)
        return found

    def _keep_latest(self, used: dict[str, Scenario]) -> None:
        for fingerprint, scenario in used.items():
            self._parsed[fingerprint] = scenario
            self._parsed.move_to_end(fingerprint)
        while len(self._parsed) > self._keep:
            self._parsed.popitem(last=False)


def begin(connection: Connection, session: Session) -> MailboxId:
    """Writes a new session down, with work in hand: its thread is to be opened."""
    mailbox = rows.session_mailbox(session.id)
    snapshot = insert(connection.dialect.name, scenarios).on_conflict_do_nothing()
    connection.execute(snapshot, rows.scenario_columns(session.scenario))
    connection.execute(sessions.insert(), rows.begun_columns(session))
    _write_turns(connection, session.id, session.transcript.turns)
    begun = {"id": mailbox, "last_seq": 0, "epoch": 0, "unfinished": True}
    connection.execute(mailboxes.insert(), begun)
    return mailbox


def write(connection: Connection, before: Session | None, after: Session) -> None:
    """Writes down what `after` has that `before` had not."""
    if after is before:
        return
    connection.execute(_UPDATE, {"of": after.id, **rows.session_columns(after)})
    if before is not None and before.assignment is not None and after.assignment is None:
        connection.execute(_NO_MORE_ASSIGNED, {"of": after.id})
    known = before.transcript if before is not None else Transcript()
    _write_turns(connection, after.id, _changed(known, after.transcript))


def _changed(before: Transcript, after: Transcript) -> list[Turn]:
    pairs = zip_longest(before, after)
    return [new for old, new in pairs if new is not None and new is not old and new != old]


def _write_turns(connection: Connection, session: SessionId, changed: Sequence[Turn]) -> None:
    if changed:
        lines = [rows.turn_columns(session, turn) for turn in changed]
        connection.execute(_written(connection.dialect.name), lines)


@cache
def _written(dialect: str) -> Executable:
    new = insert(dialect, turns)
    return new.on_conflict_do_update(
        index_elements=[turns.c.session, turns.c.number],
        set_={c.name: new.excluded[c.name] for c in turns.c if not c.primary_key},
    )


def record(connection: Connection, scorecard: Scorecard, *, revised: bool = False) -> None:
    """Writes a session's scorecard down with its marks, unless it has one; a revised one takes its
    place, and counts for the time when the session was first scored."""
    had = connection.scalar(_SCORED_AT, {"of": scorecard.session})
    if had is not None:
        if not revised:
            return
        for nothing in _NOT_SCORED:
            connection.execute(nothing, {"of": scorecard.session})
    at = scorecard.at if had is None else had
    session = connection.execute(_SCORED, {"of": scorecard.session}).one()
    connection.execute(scorecards.insert(), rows.scorecard_columns(session, scorecard, at))
    connection.execute(outcomes.insert(), rows.outcome_columns(session, scorecard, at))
    if lines := rows.mark_columns(session, scorecard, at):
        connection.execute(marks.insert(), lines)


def read(connection: Connection, known: Scenarios, id: SessionId) -> Session | None:
    found = _read(connection, known, _SESSIONS.where(sessions.c.id == id))
    return found[0] if found else None


def due(connection: Connection, known: Scenarios, now: Micros, limit: int) -> list[Session]:
    timed_out = _SESSIONS.where(sessions.c.due_at <= now)
    first = timed_out.order_by(sessions.c.due_at, sessions.c.id).limit(limit)
    return _read(connection, known, first)


def closed_on(
    connection: Connection, known: Scenarios, surface: Surface, member: MemberId
) -> Session | None:
    """The member's latest session that was closed on a surface."""
    there = _SESSIONS.where(
        sessions.c.phase == "closed",
        sessions.c.surface == str(surface),
        sessions.c.member == member,
    )
    found = _read(connection, known, there.order_by(sessions.c.id.desc()).limit(1))
    return found[0] if found else None


def _read(
    connection: Connection, known: Scenarios, wanted: Select[*tuple[Any, ...]]
) -> list[Session]:
    found = connection.execute(wanted).all()
    scenario = known.read(connection, (row.fingerprint for row in found))
    said: dict[str, list[Turn]] = {row.id: [] for row in found}
    for row in connection.execute(_TURNS, {"ids": list(said)}):
        said[row.session].append(rows.turn(row))
    return [
        rows.session(row, said[row.id], scenario[row.fingerprint], row.scorecard) for row in found
    ]


def scorecard(connection: Connection, session: SessionId) -> Scorecard | None:
    body = connection.scalar(select(scorecards.c.body).where(scorecards.c.session == session))
    return None if body is None else from_json(body)


def open_session(
    connection: Connection, known: Scenarios, tenant: TenantId, member: MemberId
) -> OpenSession | None:
    """The member's open session; while one is being left for another, the other."""
    latest = (
        select(sessions.c.id, sessions.c.surface, sessions.c.fingerprint, sessions.c.phase)
        .where(
            sessions.c.tenant == tenant,
            sessions.c.member == member,
            sessions.c.phase.in_(rows.OPEN_PHASES),
        )
        .order_by(sessions.c.id.desc())
        .limit(1)
    )
    row = connection.execute(latest).one_or_none()
    if row is None:
        return None
    scenario = known.read(connection, [row.fingerprint])[row.fingerprint]
    return OpenSession(
        id=SessionId(row.id),
        title=scenario.title,
        surface=rows.surface(row.surface),
        language=scenario.language,
        scoring=row.phase == "grading",
    )


def results(connection: Connection, tenant: TenantId, member: MemberId, limit: int) -> list[Result]:
    """The member's scored sessions, the latest first."""
    latest = (
        select(scorecards.c.title, scorecards.c.total, scorecards.c.passed, scorecards.c.at)
        .where(scorecards.c.tenant == tenant, scorecards.c.member == member)
        .order_by(scorecards.c.at.desc(), scorecards.c.session.desc())
        .limit(limit)
    )
    return [
        Result(title=row.title, total=row.total, passed=row.passed, at=Micros(row.at))
        for row in connection.execute(latest)
    ]


def open_surfaces(connection: Connection, platform: str) -> list[tuple[SessionId, Surface]]:
    living = (
        select(sessions.c.id, sessions.c.surface)
        .where(sessions.c.phase.in_(rows.OPEN_PHASES), sessions.c.surface.is_not(None))
        .order_by(sessions.c.id)
    )
    pairs = ((SessionId(row.id), Surface.parse(row.surface)) for row in connection.execute(living))
    return [(id, surface) for id, surface in pairs if surface.platform == platform]


def member_surfaces(
    connection: Connection, tenants: Collection[TenantId], member: MemberId
) -> list[tuple[Surface, bool]]:
    """Where a member's sessions were, each place once, the latest first, and whether one is open."""
    if not tenants:
        return []
    theirs = (
        select(sessions.c.surface, sessions.c.phase)
        .where(
            sessions.c.tenant.in_(tenants),
            sessions.c.member == member,
            sessions.c.surface.is_not(None),
        )
        .order_by(sessions.c.id.desc())
    )
    found: dict[str, bool] = {}
    for row in connection.execute(theirs):
        found[row.surface] = found.get(row.surface, False) or row.phase in rows.OPEN_PHASES
    return [(Surface.parse(surface), open) for surface, open in found.items()]
