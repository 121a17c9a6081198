"""Events on their way into mailboxes: each once, in the order in which they came.

A group of events takes as many statements as a single one. Every function runs inside the
caller's transaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from itertools import count
from typing import Any

from sqlalchemy import Connection, Row, bindparam, not_, select, union_all, update
from sqlalchemy.sql.dml import ReturningInsert

from bot.domain.effects import Forward
from bot.domain.events import (
    Decided,
    InboundEvent,
    Scheduled,
    from_json,
    to_json,
)
from bot.domain.routing import is_for_lobby
from bot.domain.surface import SessionId, TenantId
from bot.ports.store import Accepted, MailboxId, Received
from bot.stores.inserting import insert
from bot.stores.rows import (
    OPEN_PHASES,
    member_mailbox,
    session_mailbox,
    tenant_mailbox,
    whole,
)
from bot.stores.schema import inbox, mailboxes, sessions

_OPEN = select(sessions.c.id, sessions.c.tenant, sessions.c.member, sessions.c.surface).where(
    sessions.c.phase.in_(OPEN_PHASES)
)
_OPEN_AMONG = union_all(
    _OPEN.where(sessions.c.id.in_(bindparam("ids", expanding=True))),
    _OPEN.where(sessions.c.surface.in_(bindparam("surfaces", expanding=True))),
)
_AMONG = select(sessions.c.id, sessions.c.tenant).where(
    sessions.c.id.in_(bindparam("ids", expanding=True))
)
_KNOWN = select(inbox.c.event_key, inbox.c.mailbox).where(
    inbox.c.event_key.in_(bindparam("keys", expanding=True))
)
_PENDING = (
    select(inbox.c.seq, inbox.c.payload)
    .where(inbox.c.mailbox == bindparam("of"), not_(inbox.c.handled))
    .order_by(inbox.c.seq)
    .limit(bindparam("most"))
)
_HANDLE = (
    update(inbox)
    .where(inbox.c.mailbox == bindparam("of"), inbox.c.seq.in_(bindparam("seqs", expanding=True)))
    .values(handled=True, payload="")
)


@dataclass(frozen=True, slots=True)
class _Letter:
    """An event with its address."""

    key: str
    mailbox: MailboxId
    event: InboundEvent


def accept(connection: Connection, events: Sequence[InboundEvent]) -> list[Accepted]:
    """Puts events into their mailboxes; see `bot.ports.store.Transaction.accept`."""
    first: dict[str, InboundEvent] = {}
    for event in events:
        first.setdefault(event.key, event)
    places = _known(connection, first)
    new = [event for key, event in first.items() if key not in places]
    addressed = _addressed(connection, new)
    fresh = _put(connection, addressed)
    places |= {letter.key: letter.mailbox for letter in addressed if letter.key in fresh}
    if beaten := [letter.key for letter in addressed if letter.key not in fresh]:
        places |= _known(connection, beaten)
    accepted = []
    for event in events:
        accepted.append(Accepted(mailbox=places[event.key], fresh=event.key in fresh))
        fresh.discard(event.key)
    return accepted


def forward(connection: Connection, forwarded: Sequence[Forward]) -> set[MailboxId]:
    """Puts events into sessions' mailboxes, or into their members' where a session is closed.

    The event keeps its key, but stands in the inbox under a name of its own: it may be there
    already, in the mailbox it is forwarded from.
    """
    if not forwarded:
        return set()
    open = _open_sessions(connection, ids={forward.session for forward in forwarded})
    there = _there(connection, {forward.session for forward in forwarded if forward.closed})
    letters = [
        _Letter(
            f"forwarded:{forward.session}:{forward.event.key}",
            session_mailbox(forward.session)
            if forward.session in open or there.get(forward.session) == forward.event.tenant
            else member_mailbox(forward.event.tenant, forward.event.member),
            forward.event,
        )
        for forward in forwarded
    ]
    known = _known(connection, [letter.key for letter in letters])
    fresh = _put(connection, [letter for letter in letters if letter.key not in known])
    return {letter.mailbox for letter in letters if letter.key in fresh}


def pending(connection: Connection, mailbox: MailboxId, limit: int) -> list[Received]:
    rows = connection.execute(_PENDING, {"of": mailbox, "most": limit})
    return [Received(seq=row.seq, event=from_json(row.payload)) for row in rows]


def handle(connection: Connection, mailbox: MailboxId, seqs: Sequence[int]) -> None:
    if seqs:
        connection.execute(_HANDLE, {"of": mailbox, "seqs": seqs})


def _known(connection: Connection, keys: Iterable[str]) -> dict[str, MailboxId]:
    if not (wanted := list(keys)):
        return {}
    rows = connection.execute(_KNOWN, {"keys": wanted})
    return {row.event_key: MailboxId(row.mailbox) for row in rows}


def _addressed(connection: Connection, events: Sequence[InboundEvent]) -> list[_Letter]:
    """Each event with its mailbox: that of the open session it names, else of the one that lives
    on its surface, else its member's; what is for the lobby is always its member's. A decision is
    for the session it names, closed or not, and a digest is for the tenant.

    A session that closes meanwhile is no harm: the event waits in its mailbox, whose owner cannot
    release it unread, and a closed session has an answer to everything.
    """
    asking = [event for event in events if not is_for_lobby(event)]
    open = _open_sessions(
        connection,
        ids={event.session for event in asking if event.session is not None},
        surfaces={str(event.surface) for event in asking},
    )
    decided = {e.session for e in asking if isinstance(e, Decided) and e.session is not None}
    there = _there(connection, decided)
    living: dict[str, list[Row[Any]]] = {}
    for row in open.values():
        living.setdefault(row.surface, []).append(row)
    return [_Letter(event.key, _address(event, open, living, there), event) for event in events]


def _address(
    event: InboundEvent,
    open: Mapping[str, Row[Any]],
    living: Mapping[str, list[Row[Any]]],
    there: Mapping[SessionId, TenantId],
) -> MailboxId:
    if isinstance(event, Scheduled) and event.what == "digest":
        return tenant_mailbox(event.tenant)
    if isinstance(event, Decided):
        if event.session is not None and there.get(event.session) == event.tenant:
            return session_mailbox(event.session)
        return member_mailbox(event.tenant, event.member)
    if not is_for_lobby(event):
        named = open.get(event.session or "")
        if named is not None and named.tenant == event.tenant:
            return session_mailbox(named.id)
        if here := living.get(str(event.surface)):
            # The member's own before another's, and of several the latest.
            return session_mailbox(max(here, key=lambda s: (s.member == event.member, s.id)).id)
    return member_mailbox(event.tenant, event.member)


def _open_sessions(
    connection: Connection, *, ids: Collection[str], surfaces: Collection[str] = ()
) -> dict[str, Row[Any]]:
    if not ids and not surfaces:
        return {}
    rows = connection.execute(_OPEN_AMONG, {"ids": list(ids), "surfaces": list(surfaces)})
    return {row.id: row for row in rows}


def _there(connection: Connection, ids: Collection[SessionId]) -> dict[SessionId, TenantId]:
    """Those of these sessions that there are, open or closed, with their tenants."""
    if not ids:
        return {}
    rows = connection.execute(_AMONG, {"ids": sorted(ids)})
    return {SessionId(row.id): TenantId(row.tenant) for row in rows}


def _put(connection: Connection, letters: Sequence[_Letter]) -> set[str]:
    """Numbers letters and puts them in; gives the keys of those that were not there yet."""
    if not letters:
        return set()
    counts = Counter(letter.mailbox for letter in letters)
    numbers = {id: count(first) for id, first in _set_aside(connection, counts).items()}
    lines = [
        {
            "event_key": letter.key,
            "mailbox": letter.mailbox,
            "seq": next(numbers[letter.mailbox]),
            "payload": _payload(letter.event),
            "handled": False,
        }
        for letter in letters
    ]
    return set(connection.scalars(_put_in(connection.dialect.name), lines))


@cache
def _put_in(dialect: str) -> ReturningInsert[tuple[str]]:
    new = insert(dialect, inbox).on_conflict_do_nothing(index_elements=[inbox.c.event_key])
    return new.returning(inbox.c.event_key)


def _set_aside(connection: Connection, counts: Mapping[MailboxId, int]) -> dict[MailboxId, int]:
    """Sets numbers aside in each mailbox, which is made where there is none; gives the first.

    The rows are locked in the order of their ids: in the order of arrival, two groups that meet
    in two mailboxes could wait for each other for ever.
    """
    lines = [
        {"id": id, "last_seq": counts[id], "epoch": 0, "unfinished": False} for id in sorted(counts)
    ]
    rows = connection.execute(_numbered(connection.dialect.name), lines)
    return {MailboxId(row.id): row.last_seq - counts[row.id] + 1 for row in rows}


@cache
def _numbered(dialect: str) -> ReturningInsert[tuple[str, int]]:
    new = insert(dialect, mailboxes)
    return new.on_conflict_do_update(
        index_elements=[mailboxes.c.id],
        set_={"last_seq": mailboxes.c.last_seq + new.excluded.last_seq},
    ).returning(mailboxes.c.id, mailboxes.c.last_seq)


def _payload(event: InboundEvent) -> str:
    try:
        return to_json(event)
    except ValueError:  # halves of surrogate pairs, which are no text
        return to_json(_mended(event))


def _mended(event: InboundEvent) -> InboundEvent:
    values = {field.name: getattr(event, field.name) for field in fields(event)}
    return replace(event, **{name: _whole(value) for name, value in values.items()})


def _whole(value: Any) -> Any:
    match value:
        case str():
            return whole(value)
        case Mapping():
            return {_whole(key): _whole(item) for key, item in value.items()}
        case _:
            return value
