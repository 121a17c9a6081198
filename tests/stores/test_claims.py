"""Who may write a mailbox: claims, leases, the fence, on both databases."""

from __future__ import annotations

import asyncio

import pytest

from bot import stores
from bot.domain.effects import Begin
from bot.domain.transcript import Micros
from bot.errors import StaleSession
from bot.ports.store import Change, Claim, MailboxId
from bot.stores import SqlStore
from tests.requirements import claims
from tests.stores.values import (
    LATER,
    LOBBY,
    NOW,
    OWNER,
    accept,
    begun,
    claim,
    claimed,
    commit,
    keys,
    new_session,
    notice,
    said,
    saying,
    scorecard,
)

pytestmark = claims("durable.stores")

OTHER = "worker-2"
SESSION = MailboxId("session:s1")


async def release(store: SqlStore, claim: Claim) -> bool:
    async with store.begin() as transaction:
        return await transaction.release(claim)


async def renew(store: SqlStore, claim: Claim, until: int) -> None:
    async with store.begin() as transaction:
        await transaction.renew(claim, Micros(until))


async def unfinished(store: SqlStore, now: int) -> list[MailboxId]:
    return await store.unfinished(Micros(now))


@claims("durable.lease")
class TestALease:
    async def test_keeps_other_owners_out_while_it_runs(self, store: SqlStore) -> None:
        await begun(store, new_session())
        assert await claim(store, SESSION) is not None
        assert await claim(store, SESSION, OTHER, now=LATER - 1) is None

    async def test_lets_another_owner_in_once_it_has_run_out(self, store: SqlStore) -> None:
        await begun(store, new_session())
        mine = await claimed(store, SESSION)
        theirs = await claimed(store, SESSION, OTHER, now=LATER)
        assert theirs.epoch == mine.epoch + 1

    async def test_may_be_taken_again_by_its_owner(self, store: SqlStore) -> None:
        await begun(store, new_session())
        first, again = await claimed(store, SESSION), await claimed(store, SESSION)
        assert again.epoch == first.epoch + 1

    async def test_runs_on_when_it_is_renewed(self, store: SqlStore) -> None:
        await begun(store, new_session())
        await renew(store, await claimed(store, SESSION), 2 * LATER)
        assert await claim(store, SESSION, OTHER, now=LATER) is None
        assert await claim(store, SESSION, OTHER, now=2 * LATER) is not None

    async def test_ends_when_it_is_released(self, store: SqlStore) -> None:
        await begun(store, new_session())
        assert await release(store, await claimed(store, SESSION))
        assert await claim(store, SESSION, OTHER) is not None

    async def test_of_a_mailbox_that_does_not_exist_is_not_to_be_had(self, store: SqlStore) -> None:
        assert await claim(store, MailboxId("session:nobody")) is None

    async def test_goes_to_one_of_many_who_ask_at_once(self, url: str) -> None:
        async with stores.connect(url) as one, stores.connect(url) as two:
            await begun(one, new_session())
            async with asyncio.TaskGroup() as tasks:
                asked = [
                    tasks.create_task(claim((one, two)[n % 2], SESSION, f"worker-{n}"))
                    for n in range(10)
                ]
        assert len([task for task in asked if task.result() is not None]) == 1


class TestRelease:
    async def test_is_refused_while_events_are_pending(self, store: SqlStore) -> None:
        await accept(store, said("a"))
        mine = await claimed(store, LOBBY)
        assert not await release(store, mine)
        assert await claim(store, LOBBY, OTHER) is None
        await commit(store, mine, Change(handled=(1,)))
        assert await release(store, mine)

    async def test_says_that_nothing_is_in_hand_any_more(self, store: SqlStore) -> None:
        await accept(store, said("a"))
        mine = await claimed(store, LOBBY)
        await commit(store, mine, Change(handled=(1,), unfinished=True))
        assert await release(store, mine)
        assert await unfinished(store, NOW) == []

    async def test_sees_an_event_that_is_committed_while_it_waits(self, store: SqlStore) -> None:
        """Were it missed, nobody would ever come back for it."""
        await accept(store, said("a"))
        mine = await claimed(store, LOBBY)
        await commit(store, mine, Change(handled=(1,)))
        async with asyncio.TaskGroup() as tasks, store.begin() as transaction:
            await transaction.accept([said("b")])
            releasing = tasks.create_task(release(store, mine))
            for _ in range(50):  # gives it the time to run into the lock
                await store.pending(LOBBY)
        assert not releasing.result()
        assert await keys(store, LOBBY) == ["b"]


@claims("durable.fence")
class TestAWorkerThatLostItsMailbox:
    async def test_finds_each_of_its_writes_refused(self, store: SqlStore) -> None:
        await begun(store, new_session())
        old = await claimed(store, SESSION)
        await claimed(store, SESSION, OTHER, now=LATER)
        with pytest.raises(StaleSession):
            await commit(store, old, Change(unfinished=True))
        with pytest.raises(StaleSession):
            await renew(store, old, 2 * LATER)
        with pytest.raises(StaleSession):
            await release(store, old)

    async def test_writes_nothing_at_all(self, store: SqlStore) -> None:
        session = new_session()
        await begun(store, session)
        await accept(store, said("a", session=session.id))
        old = await claimed(store, SESSION)
        await claimed(store, SESSION, OTHER, now=LATER)
        change = Change(
            before=session,
            after=saying(session, "too late"),
            handled=(1,),
            posts=(notice("late"),),
            begun=(Begin(session=new_session("s2")),),
            scorecard=scorecard(session),
        )
        with pytest.raises(StaleSession):
            await commit(store, old, change)
        assert await store.session(session.id) == session
        assert await keys(store, SESSION) == ["a"]
        assert await store.posts(session.id) == []
        assert await store.scorecard(session.id) is None
        assert await store.open_surfaces("here") == []
        assert (await store.pending(MailboxId("session:s2"))) == []

    async def test_is_stale_even_where_it_claimed_again_itself(self, store: SqlStore) -> None:
        await begun(store, new_session())
        old = await claimed(store, SESSION)
        await claimed(store, SESSION)
        with pytest.raises(StaleSession):
            await commit(store, old, Change())


class TestUnfinishedMailboxes:
    async def test_are_those_with_pending_events(self, store: SqlStore) -> None:
        await accept(store, said("a"))
        assert await unfinished(store, NOW) == [LOBBY]

    async def test_are_those_with_work_in_hand(self, store: SqlStore) -> None:
        await begun(store, new_session())
        mine = await claimed(store, SESSION)
        await commit(store, mine, Change(unfinished=True))
        assert SESSION in await unfinished(store, LATER)
        await commit(store, mine, Change(unfinished=False))
        assert SESSION not in await unfinished(store, LATER)

    async def test_are_not_those_that_someone_works_on(self, store: SqlStore) -> None:
        await accept(store, said("a"))
        await claimed(store, LOBBY)
        assert await unfinished(store, LATER - 1) == []
        assert await unfinished(store, LATER) == [LOBBY]

    async def test_are_free_at_once_when_an_only_process_starts_again(
        self, store: SqlStore, url: str
    ) -> None:
        await accept(store, said("a"))
        await claimed(store, LOBBY)
        await store.clear_leases()
        free = [LOBBY] if url.startswith("sqlite") else []  # PostgreSQL may have other workers
        assert await unfinished(store, NOW) == free

    async def test_of_a_session_that_begins_wait_for_its_thread_to_be_opened(
        self, store: SqlStore
    ) -> None:
        await accept(store, said("start"))
        lobby = await claimed(store, LOBBY)
        woken = await commit(
            store, lobby, Change(handled=(1,), begun=(Begin(session=new_session()),))
        )
        assert woken == (SESSION,)
        assert await unfinished(store, NOW) == [SESSION]


async def test_what_is_to_follow_a_commit_follows_it_and_no_failure(store: SqlStore) -> None:
    followed: list[str] = []
    async with store.begin() as transaction:
        transaction.after_commit(lambda: followed.append("first"))
        transaction.after_commit(lambda: followed.append("second"))
        await transaction.accept([said("a")])
        assert followed == []
    assert followed == ["first", "second"]
    with pytest.raises(StaleSession):  # noqa: PT012 (the whole transaction is what fails)
        async with store.begin() as transaction:
            transaction.after_commit(lambda: followed.append("never"))
            await transaction.renew(Claim(mailbox=LOBBY, epoch=99, owner=OWNER), Micros(LATER))
    assert followed == ["first", "second"]
