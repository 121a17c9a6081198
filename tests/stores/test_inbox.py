"""Events on their way into mailboxes, on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot import stores
from bot.domain.events import Deleted, Edited, InboundEvent, TimerFired
from bot.domain.surface import SessionId, TenantId
from bot.domain.transcript import Micros
from bot.stores import SqlStore
from tests.requirements import claims
from tests.stores.values import (
    ANNA,
    BERND,
    HOME,
    LOBBY,
    NOW,
    THREAD,
    accept,
    begun,
    changed,
    commanded,
    keys,
    new_session,
    pressed,
    said,
)

pytestmark = claims("durable.stores")


async def test_an_event_waits_in_its_mailbox_with_its_number(store: SqlStore) -> None:
    await accept(store, said("a"), said("b"))
    first, second = await store.pending(LOBBY)
    assert (first.seq, first.event) == (1, said("a"))
    assert (second.seq, second.event) == (2, said("b"))


async def test_every_kind_of_event_comes_back_as_it_went_in(store: SqlStore) -> None:
    common = {"surface": THREAD, "member": ANNA, "at": NOW, "opens": SessionId("new")}
    events: list[InboundEvent] = [
        said("1", text="ünïcödé \u0000 \u200f \U0001f600"),
        Edited(key="2", text="x", message="m", **common),  # type: ignore[arg-type]
        Deleted(key="3", message="m", **common),  # type: ignore[arg-type]
        pressed("4", SessionId("s")),
        commanded("5"),
        TimerFired(key="6", number=3, **common),  # type: ignore[arg-type]
    ]
    async with store.begin() as transaction:
        await transaction.accept(events)
    assert [received.event for received in await store.pending(LOBBY)] == events


@claims("durable.once")
async def test_a_second_delivery_is_known_by_its_key(store: SqlStore) -> None:
    assert await accept(store, said("a")) == [(LOBBY, True)]
    assert await accept(store, said("a", text="again"), said("b")) == [
        (LOBBY, False),
        (LOBBY, True),
    ]
    assert await keys(store, LOBBY) == ["a", "b"]


@claims("durable.once")
async def test_of_two_deliveries_in_one_group_the_first_counts(store: SqlStore) -> None:
    assert await accept(store, said("a"), said("a", text="again")) == [
        (LOBBY, True),
        (LOBBY, False),
    ]
    (only,) = await store.pending(LOBBY)
    assert only.event == said("a")


async def test_a_second_delivery_is_known_where_its_session_took_it(store: SqlStore) -> None:
    session = replace(new_session(), surface=THREAD, phase="roleplay")
    await begun(store, session)
    await accept(store, said("a", surface=THREAD))
    await changed(store, session, replace(session, phase="closed", closed_at=NOW))
    assert await accept(store, said("a", surface=THREAD)) == [("session:s1", False)]


async def test_no_events_are_no_work(store: SqlStore) -> None:
    assert await accept(store) == []


@claims("durable.order")
async def test_each_mailbox_counts_for_itself_in_the_order_of_arrival(store: SqlStore) -> None:
    mine = [said(f"a{i}") for i in range(3)]
    others = [said(f"b{i}", member=BERND) for i in range(2)]
    await accept(store, mine[0], others[0], mine[1], others[1], mine[2])
    await accept(store, said("a3"))
    assert [r.seq for r in await store.pending(LOBBY)] == [1, 2, 3, 4]
    assert await keys(store, LOBBY) == ["a0", "a1", "a2", "a3"]


async def test_pending_events_come_in_portions(store: SqlStore) -> None:
    await accept(store, *(said(f"a{i}") for i in range(7)))
    assert [r.seq for r in await store.pending(LOBBY, limit=3)] == [1, 2, 3]


@claims("durable.mailbox")
class TestTheMailboxOfAnEvent:
    async def test_is_that_of_the_open_session_it_names(self, store: SqlStore) -> None:
        await begun(store, new_session())
        assert await accept(store, pressed("a", SessionId("s1"))) == [("session:s1", True)]

    async def test_is_that_of_the_open_session_on_its_surface(self, store: SqlStore) -> None:
        await begun(store, replace(new_session(), surface=THREAD))
        assert await accept(store, said("a", surface=THREAD)) == [("session:s1", True)]

    async def test_is_the_members_where_no_session_is(self, store: SqlStore) -> None:
        assert await accept(store, said("a"), pressed("b", SessionId("unknown"))) == [
            (LOBBY, True),
            (LOBBY, True),
        ]

    async def test_is_the_members_once_the_session_is_closed(self, store: SqlStore) -> None:
        session = replace(new_session(), surface=THREAD)
        await begun(store, session)
        await changed(store, session, replace(session, phase="closed", closed_at=NOW))
        assert await accept(
            store, pressed("a", SessionId("s1"), THREAD), said("b", surface=THREAD)
        ) == [(LOBBY, True), (LOBBY, True)]

    async def test_is_the_sessions_while_it_is_scored(self, store: SqlStore) -> None:
        session = replace(new_session(), surface=THREAD, phase="grading")
        await begun(store, session)
        assert await accept(store, said("a", surface=THREAD)) == [("session:s1", True)]

    async def test_is_always_the_members_for_a_command(self, store: SqlStore) -> None:
        await begun(store, replace(new_session(), surface=THREAD))
        assert await accept(store, commanded("a", THREAD)) == [(LOBBY, True)]

    async def test_is_never_a_session_of_another_tenant(self, store: SqlStore) -> None:
        await begun(store, new_session())
        far = replace(HOME, tenant=TenantId("elsewhere"))
        assert await accept(store, pressed("a", SessionId("s1"), far)) == [
            ("member:elsewhere:anna", True)
        ]

    async def test_is_the_members_own_session_before_anothers_on_one_surface(
        self, store: SqlStore
    ) -> None:
        mine = replace(new_session("s1"), surface=THREAD)
        other = replace(new_session("s2", member=BERND), surface=THREAD)
        await begun(store, mine, other)
        assert await accept(store, said("a", surface=THREAD)) == [("session:s1", True)]

    async def test_is_the_latest_session_while_one_is_left_for_another(
        self, store: SqlStore
    ) -> None:
        await begun(
            store,
            replace(new_session("s1"), surface=HOME),
            replace(new_session("s2"), surface=HOME),
        )
        assert await accept(store, said("a")) == [("session:s2", True)]


async def test_halves_of_surrogate_pairs_are_stored_as_question_marks(store: SqlStore) -> None:
    await accept(store, said("a", text="broken \ud800 text"))
    (received,) = await store.pending(LOBBY)
    assert received.event == said("a", text="broken ? text")


@claims("durable.order", "durable.once")
async def test_groups_at_the_same_time_leave_no_gap_and_no_double(url: str) -> None:
    """Twenty groups, by two processes' stores, each over the same ten mailboxes in another order;
    half of their events overlap."""
    members = [f"m{i}" for i in range(10)]

    def group(number: int) -> list[InboundEvent]:
        turned = members[number % 10 :] + members[: number % 10]
        own: list[InboundEvent] = [said(f"{number}:{m}", member=m) for m in turned]
        shared: list[InboundEvent] = [said(f"shared:{number % 5}:{m}", member=m) for m in turned]
        return own + shared

    async def put(store: SqlStore, number: int) -> int:
        async with store.begin() as transaction:
            return sum(place.fresh for place in await transaction.accept(group(number)))

    async with stores.connect(url) as one, stores.connect(url) as two:
        async with asyncio.TaskGroup() as tasks:
            puts = [tasks.create_task(put((one, two)[n % 2], n)) for n in range(20)]
        assert sum(task.result() for task in puts) == 20 * 10 + 5 * 10
        for mailbox in await one.unfinished(Micros(NOW)):
            pending = await one.pending(mailbox, limit=1000)
            assert len({received.event.key for received in pending}) == 25
            seqs = [received.seq for received in pending]
            assert seqs == sorted(set(seqs))
