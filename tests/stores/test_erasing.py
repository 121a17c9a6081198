"""What is deleted is gone: every row of it, and on SQLite its bytes as well."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.domain.content import Report
from bot.domain.dispute import Override
from bot.domain.effects import Erase, Forward
from bot.domain.events import Decided, Scheduled
from bot.domain.keeping import Shared, TenantSettings
from bot.domain.member import Granted
from bot.domain.surface import MemberId, SessionId, TenantId
from bot.domain.transcript import Micros
from bot.errors import StaleSession
from bot.ports.store import Change, Post
from bot.stores import SqlStore
from bot.stores.rows import member_mailbox, session_mailbox, tenant_mailbox
from bot.stores.schema import metadata
from tests.requirements import claims
from tests.stores.offices import (
    ACME,
    BOSS,
    DAY,
    START,
    assignee,
    assignment,
    audited,
    begun,
    call,
    digest,
    dispute,
    home,
    keep,
    lobby,
    practised,
    scored,
    session,
)
from tests.stores.values import accept, claimed, commit, said, saying

GONE = MemberId("zq7gone")
"""Whom nothing is left of; no part of anything else."""
WORDS = "xylophone"
"""What they said."""
OTHER = TenantId("other")


def surface_of(member: MemberId) -> Any:
    return replace(home(ACME, member), channel=member)


async def everything_of(store: SqlStore, member: MemberId) -> None:
    """Rows of every kind that name a member or hold their words."""
    asked = assignment("a1", people=(BOSS, member), by=member, home=surface_of(member))
    first = session(f"s1-{member}", member, assignment="a1", home=surface_of(member))
    quoted = f"{WORDS} {member}"
    done = await practised(store, first, 50, 100)
    own = (
        asked,
        assignee(asked, member),
        assignee(asked, BOSS),
        Granted(tenant=ACME, member=member, role="manager", by=BOSS, at=START),
        Granted(tenant=ACME, member=BOSS, role="manager", by=member, at=START),
        dispute("d1", done, reason=quoted),
        digest(by=member),
        Shared(session=first.id, shared=True),
        audited("assign", by=member),
        audited("report", about=member),
        audited("managers", details={"added": f"<member:{member}>"}),
        audited("report", about="unrelated"),
    )
    await keep(store, member, ACME, *own)
    theirs = session("s-boss", BOSS)
    changed = scored(theirs, 0)
    override = Override(
        criterion="c0",
        level=1,
        points=100,
        level_title="there",
        by=member,
        at=START,
        reason="heard it",
        who=f"Name of {member}",
    )
    scores = (replace(changed.scores[0], overridden=override),)
    await practised(store, theirs, 0, scores=scores)
    open = dispute("d2", theirs)
    decided = replace(open, decided_by=member, decider=member, decided_at=START)
    await keep(store, BOSS, ACME, open, decided)
    await tell(store, member, quoted)
    async with store.begin() as transaction:
        await transaction.log_call(call(first))


async def tell(store: SqlStore, member: MemberId, quoted: str) -> None:
    """Messages and events of theirs, and messages to others that name them."""
    report = Report(title=quoted, text=quoted * 300)

    def post(key: str, *, shown: bool) -> Post:
        return Post(key=key, surface=surface_of(member), content=report, shown=shown)

    await accept(
        store,
        said("said", text=quoted * 200, member=member, surface=home(ACME, member)),
        said("in", text=quoted, member=member, session=f"s1-{member}", surface=home(ACME, member)),
    )
    await commit(
        store,
        await lobby(store, member, ACME),
        Change(posts=(post(f"p:{member}", shown=False), post("own", shown=True)), handled=(1,)),
    )
    manager = await lobby(store, BOSS, ACME)
    await commit(store, manager, Change(posts=(post("to the boss", shown=False),)))
    await commit(store, manager, Change(posts=(post("to the boss", shown=True),)))
    open = saying(session("s2-running", member, at=START + 5), quoted)
    await begun(store, open)
    mine = await claimed(store, session_mailbox(open.id))
    await commit(store, mine, Change(posts=(post(f"s:{member}", shown=True),)))


async def counts(store: SqlStore) -> dict[str, int]:
    def count(connection: Any) -> dict[str, int]:
        return {
            name: connection.scalar(select(func.count()).select_from(table))
            for name, table in metadata.tables.items()
        }

    return await store._read(count)


async def rows_that_hold(store: SqlStore, *words: str) -> list[tuple[str, Any]]:
    def look(connection: Any) -> list[tuple[str, Any]]:
        return [
            (name, tuple(row))
            for name, table in metadata.tables.items()
            for row in connection.execute(select(table))
            if any(word in str(value) for value in row for word in words)
        ]

    return await store._read(look)


async def by_the_member(store: SqlStore) -> None:
    mine = await lobby(store, GONE, ACME)
    line = audited("forget-me", by=GONE, about=GONE)
    await commit(store, mine, Change(erased=(Erase(tenant=ACME, member=GONE),), kept=(line,)))


async def by_an_operator(store: SqlStore) -> None:
    await store.forget(ACME, GONE, START)


@claims("durable.erased")
@pytest.mark.parametrize("forget", [by_the_member, by_an_operator])
async def test_nothing_of_a_member_is_left(store: SqlStore, url: str, forget: Any) -> None:
    await everything_of(store, GONE)
    filled = await counts(store)
    assert [name for name, count in filled.items() if not count] == [
        name for name in filled if name in UNCONCERNED
    ]
    await forget(store)
    assert await rows_that_hold(store, GONE, WORDS) == []
    if url.startswith("sqlite"):
        file = Path(url.removeprefix("sqlite:///"))
        beside = [file, *file.parent.glob(f"{file.name}-*")]
        assert len(beside) == 3
        held = {path.name: path.read_bytes() for path in beside}
        assert [(n, w) for n, b in held.items() for w in (GONE, WORDS) if w.encode() in b] == []


UNCONCERNED = ("erased_sessions", "install_states", "installations", "settings", "sent_periods")
"""Tables that say nothing of anybody."""


async def test_what_is_anothers_stays(store: SqlStore) -> None:
    await everything_of(store, GONE)
    await practised(store, session("elsewhere", GONE, OTHER), 50)
    await store.forget(ACME, GONE, START)
    assert await store.office.attempt(OTHER, SessionId("elsewhere")) is not None
    (asked,) = await store.office.assignments(ACME)
    assert (asked.people, asked.by) == ((BOSS,), "")
    (promised,) = await store.office.digests(ACME)
    assert promised.by == ""
    card = await store.scorecard(SessionId("s-boss"))
    assert card is not None
    assert card.scores[0].overridden is not None
    assert (card.scores[0].overridden.by, card.scores[0].points_now) == ("", 100)
    lines = await store.office.audit(ACME)
    assert [(line.what, line.by, line.about) for line in lines] == [
        ("forget-me", "", ""),
        ("report", BOSS, "unrelated"),
    ]


async def test_who_is_at_work_on_a_deleted_session_is_refused(store: SqlStore) -> None:
    started = session("s1", GONE)
    await begun(store, started)
    mine = await claimed(store, session_mailbox(started.id))
    await store.forget(ACME, GONE)
    spoken = saying(started, WORDS)
    with pytest.raises(StaleSession):
        await commit(store, mine, Change(before=started, after=spoken))
    with pytest.raises(StaleSession):
        async with store.begin() as transaction:
            await transaction.renew(mine, Micros(10**12))
    with pytest.raises(StaleSession):
        async with store.begin() as transaction:
            await transaction.release(mine)
    async with store.begin() as transaction:
        await transaction.log_call(call(started))
    assert await rows_that_hold(store, GONE, WORDS) == []
    assert (await store.calls(started.id))[0].member is None


async def test_a_decision_on_a_deleted_session_goes_to_who_decided(store: SqlStore) -> None:
    decided = Decided(
        key="decided",
        surface=home(ACME, BOSS),
        member=BOSS,
        at=START,
        session=SessionId("gone"),
        dispute="d1",
        criterion="c0",
        level=None,
        reason="",
        who="Boss",
    )
    manager = await lobby(store, BOSS, ACME)
    forward = Forward(session=SessionId("gone"), event=decided, closed=True)
    assert await commit(store, manager, Change(forwarded=(forward,))) == ()
    mailbox = member_mailbox(ACME, BOSS)
    assert "decided" in [received.event.key for received in await store.pending(mailbox)]


async def test_a_decision_reaches_a_closed_session_of_its_own_tenant(store: SqlStore) -> None:
    done = await practised(store, session("s1"), 50)
    for tenant, mailbox in ((ACME, session_mailbox(done.id)), (OTHER, member_mailbox(OTHER, BOSS))):
        decided = Decided(
            key=f"decided in {tenant}",
            surface=home(tenant, BOSS),
            member=BOSS,
            at=START,
            session=done.id,
            dispute="d1",
            criterion="c0",
            level=None,
            reason="",
            who="Boss",
        )
        async with store.begin() as transaction:
            (accepted,) = await transaction.accept([decided])
        assert accepted.mailbox == mailbox


@pytest.mark.parametrize(
    ("what", "mailbox"),
    [
        ("digest", tenant_mailbox(ACME)),
        ("announce", member_mailbox(ACME, BOSS)),
        ("remind", member_mailbox(ACME, BOSS)),
    ],
)
async def test_what_is_scheduled_goes_to_whom_it_concerns(
    store: SqlStore, what: Any, mailbox: str
) -> None:
    hour = Scheduled(
        key="hour", surface=home(ACME, BOSS), member=BOSS, at=START, what=what, about="x"
    )
    async with store.begin() as transaction:
        (accepted,) = await transaction.accept([hour])
    assert accepted.mailbox == mailbox


async def test_sessions_are_kept_as_long_as_their_tenant_says(store: SqlStore) -> None:
    for tenant in (ACME, OTHER):
        for age in (40, 20):
            started = session(f"{tenant}-{age}", tenant=tenant)
            await practised(store, started, 50, at=START - age * DAY)
        await begun(store, session(f"{tenant}-open", tenant=tenant))
    settings = TenantSettings(tenant=ACME, retention_days=30)
    await keep(store, BOSS, ACME, settings)
    assert await store.retain(None, START) == {ACME: 1}
    assert await store.retain(10, START) == {OTHER: 2}
    left = {tenant: [a.session for a in await attempts(store, tenant)] for tenant in (ACME, OTHER)}
    assert left == {ACME: ["acme-20", "acme-open"], OTHER: ["other-open"]}
    assert (await rows_that_hold(store, "acme-40")) == []


async def attempts(store: SqlStore, tenant: TenantId) -> Sequence[Any]:
    async with store.office.every_attempt(tenant) as every:
        return [one async for one in every]


async def test_all_that_is_stored_of_a_member_can_be_had(store: SqlStore) -> None:
    await everything_of(store, GONE)
    lines = [json.loads(line) async for line in store.exported(ACME, GONE)]
    kinds = {line["kind"] for line in lines}
    assert kinds >= {
        *("sessions", "turns", "scorecards", "marks", "posts", "model_calls", "inbox"),
        *("assignments", "assignees", "disputes", "grants", "audit"),
    }
    assert any(WORDS in line.get("text", "") for line in lines)
