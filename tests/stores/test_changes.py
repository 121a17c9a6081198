"""What is written beside a session: forwarded events, posts and the log of model calls."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.effects import Begin, Forward
from bot.domain.surface import MessageRef, SessionId
from bot.domain.transcript import Micros
from bot.ports.provider import Usage
from bot.ports.store import Change, MailboxId, ModelCall, Spent
from bot.stores import SqlStore
from tests.stores.values import (
    ANNA,
    HOME,
    LOBBY,
    NOW,
    TENANT,
    THREAD,
    accept,
    begun,
    changed,
    claimed,
    commanded,
    commit,
    keys,
    new_session,
    notice,
    said,
)

SESSION = MailboxId("session:s1")


class TestAForwardedEvent:
    async def test_reaches_the_session_though_its_key_is_known_here(self, store: SqlStore) -> None:
        session = new_session()
        await begun(store, session)
        await accept(store, commanded("stop"))
        lobby = await claimed(store, LOBBY)
        forward = Forward(session=session.id, event=commanded("stop"))
        assert await commit(store, lobby, Change(forwarded=(forward,))) == (SESSION,)
        (received,) = await store.pending(SESSION)
        assert received.event == commanded("stop")

    async def test_is_forwarded_once(self, store: SqlStore) -> None:
        session = new_session()
        await begun(store, session)
        lobby = await claimed(store, LOBBY)
        forward = Forward(session=session.id, event=said("a"))
        assert await commit(store, lobby, Change(forwarded=(forward,))) == (SESSION,)
        assert await commit(store, lobby, Change(forwarded=(forward,))) == ()
        assert await keys(store, SESSION) == ["a"]

    async def test_comes_back_to_the_member_where_the_session_is_closed(
        self, store: SqlStore
    ) -> None:
        session = new_session()
        await begun(store, session)
        await changed(store, session, replace(session, phase="closed", closed_at=NOW))
        lobby = await claimed(store, LOBBY)
        before = await keys(store, LOBBY)
        forward = Forward(session=session.id, event=said("a"))
        assert await commit(store, lobby, Change(forwarded=(forward,))) == ()
        assert await keys(store, LOBBY) == [*before, "a"]
        assert await keys(store, SESSION) == []

    async def test_wakes_the_session_it_goes_to_and_the_one_that_begins(
        self, store: SqlStore
    ) -> None:
        await begun(store, new_session("s1"))
        lobby = await claimed(store, LOBBY)
        woken = await commit(
            store,
            lobby,
            Change(
                forwarded=(Forward(session=SessionId("s1"), event=said("leave")),),
                begun=(Begin(session=new_session("s2")),),
            ),
        )
        assert woken == (SESSION, MailboxId("session:s2"))


class TestAPost:
    REF = MessageRef(THREAD, "17")

    async def test_comes_back_by_its_key(self, store: SqlStore) -> None:
        await begun(store, new_session())
        mine = await claimed(store, SESSION)
        post = notice("k", surface=THREAD, ref=self.REF, called=True, shown=True)
        page = notice("p", content=None)
        await commit(store, mine, Change(posts=(post, page)))
        assert await store.post("k") == post
        assert await store.post("p") == page
        assert await store.post("other") is None

    async def test_keeps_its_place_in_the_order_of_first_writing(self, store: SqlStore) -> None:
        await begun(store, new_session())
        mine = await claimed(store, SESSION)
        await commit(store, mine, Change(posts=(notice("b"), notice("a"))))
        await commit(store, mine, Change(posts=(notice("c"), notice("b", "Changed."))))
        posts = await store.posts(SessionId("s1"))
        assert [post.key for post in posts] == ["b", "a", "c"]
        assert posts[0] == notice("b", "Changed.")

    async def test_never_loses_its_reference_nor_that_it_was_asked_for(
        self, store: SqlStore
    ) -> None:
        await begun(store, new_session())
        mine = await claimed(store, SESSION)
        await commit(store, mine, Change(posts=(notice("k", ref=self.REF, called=True),)))
        await commit(store, mine, Change(posts=(notice("k", "Newer."),)))
        assert await store.post("k") == notice("k", "Newer.", ref=self.REF, called=True)
        moved = MessageRef(HOME, "18")
        await commit(store, mine, Change(posts=(notice("k", ref=moved, called=True),)))
        assert await store.post("k") == notice("k", ref=moved, called=True)

    async def test_is_unshown_until_its_content_stands_there(self, store: SqlStore) -> None:
        await begun(store, new_session())
        mine = await claimed(store, SESSION)
        page = notice("page of a reply", content=None)
        await commit(store, mine, Change(posts=(notice("a"), page, notice("b"))))
        assert [post.key for post in await store.unshown(SESSION)] == ["a", "b"]
        await commit(store, mine, Change(posts=(notice("a", shown=True),)))
        assert [post.key for post in await store.unshown(SESSION)] == ["b"]
        await commit(store, mine, Change(posts=(notice("a", "Edited.", shown=False),)))
        assert [post.key for post in await store.unshown(SESSION)] == ["a", "b"]

    async def test_of_a_lobby_is_not_a_sessions(self, store: SqlStore) -> None:
        await begun(store, new_session())
        lobby = await claimed(store, LOBBY)
        await commit(store, lobby, Change(posts=(notice("answer"),)))
        assert await store.posts(SessionId("s1")) == []
        assert [post.key for post in await store.unshown(LOBBY)] == ["answer"]


async def test_model_calls_come_back_in_the_order_they_were_logged(store: SqlStore) -> None:
    call = ModelCall(
        session=SessionId("s1"),
        tenant=TENANT,
        purpose="persona",
        provider="openai",
        model="small",
        usage=Usage(tokens_in=3, tokens_out=5, tokens_cached=1, estimated=True),
        at=Micros(NOW),
        first_token=120,
        duration=900,
        outcome="complete",
        cost=0.25,
    )
    local = replace(call, first_token=None, cost=None, at=Micros(1), outcome="interrupted")
    async with store.begin() as transaction:
        for logged in (call, local, replace(call, session=SessionId("s2"))):
            await transaction.log_call(logged)
    assert await store.calls(SessionId("s1")) == [call, local]


async def test_what_was_taken_is_added_up_by_member_from_a_moment_on(store: SqlStore) -> None:
    call = ModelCall(
        session=SessionId("s1"),
        tenant=TENANT,
        member=ANNA,
        purpose="judge",
        provider="openai",
        model="small",
        usage=Usage(tokens_in=3, tokens_out=5),
        at=Micros(NOW),
        first_token=None,
        duration=900,
        outcome="ok",
        streamed=False,
        cost=0.25,
    )
    await begun(store, new_session("s1"))
    before = replace(call, at=Micros(NOW - 1))
    unknown = replace(call, member=None, cost=None)
    async with store.begin() as transaction:
        for logged in (before, call, call, unknown):
            await transaction.log_call(logged)
    assert await store.calls_since(Micros(NOW)) == [call, call, unknown]
    assert await store.calls_since(Micros(NOW + 1)) == []
    assert await store.spent(Micros(NOW + 1)) == []
    found = {spent.member: spent for spent in await store.spent(Micros(NOW))}
    assert found == {
        ANNA: Spent(tenant=TENANT, member=ANNA, tokens=16, cost=0.5),
        None: Spent(tenant=TENANT, member=None, tokens=8, cost=0.0),
    }
