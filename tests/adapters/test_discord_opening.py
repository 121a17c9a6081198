"""Where sessions are opened: one private thread for each trainee, else a direct message."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from adapters.discord.errors import DirectClosed, Later
from adapters.discord.threads import DIRECT_SECONDS, DIRECTS
from bot.domain.content import Notice
from bot.domain.events import Commanded, Said
from bot.domain.showing import opening_key
from bot.domain.surface import MemberId, SessionId, Surface
from bot.errors import PermissionMissing, PlatformUnavailable, SurfaceGone
from tests.adapters.discord_app import OTHER, SESSION, Practice, made, practising
from tests.fakes.discord import Discord, MovableClock, error, limited, lost
from tests.requirements import claims


@pytest.fixture
async def practice() -> AsyncIterator[Practice]:
    async with Discord(clock=MovableClock()) as discord, made(discord) as practice:
        yield practice


def direct(practice: Practice, name: str = "ann") -> Surface:
    return Surface("discord", practice.tenant, practice.person(name).dm.id)


@claims("discord.thread")
class TestThreads:
    async def test_a_session_opens_in_a_private_thread_with_its_trainee_alone(
        self, practice: Practice
    ) -> None:
        ref = await practice.opens()
        (thread,) = practice.threads
        assert ref.surface == Surface("discord", practice.tenant, practice.place.id, thread.id)
        assert set(thread.members) == {practice.person().id, practice.discord.bot.id}
        assert "The late lamp" in practice.message(ref).shown
        assert practice.person("bob").sees(thread) == []
        assert not thread.invitable

    async def test_the_next_session_is_in_the_same_thread(self, practice: Practice) -> None:
        first = await practice.opens()
        second = await practice.opens(id=OTHER)
        assert second.surface == first.surface
        assert second.id != first.id
        assert len(practice.threads) == 1

    async def test_after_a_restart_too(self, practice: Practice) -> None:
        first = await practice.opens()
        async with made(practice.discord, practice.kept) as later:
            second = await later.opens(id=OTHER)
        assert second.surface == first.surface

    async def test_a_session_asked_for_in_its_thread_stays_there(self, practice: Practice) -> None:
        thread = (await practice.opens()).surface
        assert (await practice.opens(id=OTHER, home=thread)).surface == thread

    async def test_each_trainee_and_each_channel_has_its_own(self, practice: Practice) -> None:
        elsewhere = Surface("discord", practice.tenant, practice.discord.guild.channel("two").id)
        surfaces = {
            (await practice.opens()).surface,
            (await practice.opens("bob", OTHER)).surface,
            (await practice.opens("ann", OTHER, home=elsewhere)).surface,
        }
        assert len(surfaces) == len(practice.threads) == 3

    async def test_an_archived_one_is_opened_again(self, practice: Practice) -> None:
        first = await practice.opens()
        practice.discord.world.archive(practice.channel(first.surface))
        assert (await practice.opens(id=OTHER)).surface == first.surface
        assert not practice.channel(first.surface).archived

    @pytest.mark.parametrize("fate", ["deleted", "locked"])
    async def test_one_that_is_gone_is_replaced(self, practice: Practice, fate: str) -> None:
        first = await practice.opens()
        thread = practice.channel(first.surface)
        practice.discord.guild.bot_permissions -= {"manage_threads"}
        if fate == "deleted":
            practice.discord.guild.deletes(thread)
        else:
            thread.locked = True
        second = await practice.opens(id=OTHER)
        assert second.surface != first.surface
        assert "The late lamp" in practice.message(second).shown

    async def test_a_trainee_who_left_it_is_let_in_again(self, practice: Practice) -> None:
        first = await practice.opens()
        thread, ann = practice.channel(first.surface), practice.person()
        ann.leaves(thread)
        await practice.opens(id=OTHER)
        assert ann.id in thread.members

    async def test_an_opening_that_is_asked_for_again_is_one_message(
        self, practice: Practice
    ) -> None:
        practice.discord.faults.play("create message", lost())
        with pytest.raises(PlatformUnavailable):
            await practice.opens()
        ref = await practice.opens()
        assert len(practice.threads) == 1
        assert [m.id for m in practice.threads[0].standing if m.type == 0] == [ref.id]

    async def test_it_is_found_after_a_restart(self, practice: Practice) -> None:
        ref = await practice.opens()
        await practice.adapter.post(ref.surface, Notice(text="Hello", session=SESSION), "k")
        async with made(practice.discord, practice.kept) as later:
            assert await later.adapter.lookup(later.home, opening_key(SESSION)) == ref
            later.kept.sessions.clear()
            assert await later.adapter.lookup(later.home, opening_key(SESSION)) is None


@claims("discord.wait")
class TestWaiting:
    async def test_who_has_to_wait_for_a_thread_raises_nothing_for_the_others(
        self, practice: Practice
    ) -> None:
        await practice.opens("bob", OTHER)
        practice.discord.faults.play("start thread", limited(136.0))
        with pytest.raises(Later) as raised:
            await practice.opens()
        assert raised.value.retry_after == 136.0
        asked = len(practice.discord.calls("start thread"))
        with pytest.raises(Later):
            await practice.opens()
        assert len(practice.discord.calls("start thread")) == asked
        assert (await practice.opens("bob", OTHER)).surface.thread is not None

    async def test_it_is_told_how_long_and_then_led_there(self) -> None:
        clock = MovableClock()
        async with practising(clock=clock) as practice:
            practice.discord.faults.play("start thread", limited(136.0))
            ann = practice.person()
            await practice.discord.until(lambda: practice.discord.commands.everywhere)
            asked = ann.runs("chattrain start", practice.place, scenario="late-lamp")
            started = await practice.intake.first(Commanded)
            assert started.opens is not None
            with pytest.raises(Later):
                await practice.opens(id=started.opens)
            told = await asked.answered()
            assert "about 3 minutes" in told.shown
            await clock.advance(140)
            ref = await practice.opens(id=started.opens)
            assert ref.surface.thread is not None
            assert asked.messages[0] is told
            assert any(ref.surface.thread in str(m.components) for m in asked.messages)


@claims("discord.direct")
class TestDirectMessages:
    @pytest.mark.parametrize("lacks", ["create_private_threads", "send_messages_in_threads"])
    async def test_without_the_permission_it_is_a_direct_message(
        self, practice: Practice, lacks: str
    ) -> None:
        practice.discord.guild.bot_permissions -= {lacks}
        ref = await practice.opens()
        assert ref.surface == direct(practice)
        assert "The late lamp" in practice.person().sees()[-1].shown

    @claims("discord.wait")
    async def test_they_are_not_opened_in_bulk(self, practice: Practice) -> None:
        practice.discord.guild.bot_permissions -= {"create_private_threads"}
        clock = practice.clock
        assert isinstance(clock, MovableClock)
        people = [f"p{number}" for number in range(DIRECTS + 1)]
        for number, name in enumerate(people[:-1]):
            await practice.opens(name, SessionId(f"s{number}"))
            await clock.advance(1)  # the bot's own limit is another one
        with pytest.raises(Later) as raised:
            await practice.opens(people[-1], OTHER)
        assert 0 < raised.value.retry_after <= DIRECT_SECONDS
        await clock.advance(DIRECT_SECONDS)
        assert (await practice.opens(people[-1], OTHER)).surface == direct(practice, people[-1])

    async def test_in_a_channel_without_private_threads_too(self, practice: Practice) -> None:
        practice.place.kind = 2
        assert (await practice.opens()).surface == direct(practice)

    async def test_where_the_server_has_no_room_for_threads_too(self, practice: Practice) -> None:
        practice.discord.faults.play("start thread", error(160006))
        assert (await practice.opens()).surface == direct(practice)

    async def test_asked_for_in_a_direct_message_it_opens_there(self, practice: Practice) -> None:
        ref = await practice.opens(home=direct(practice))
        assert ref.surface == direct(practice)
        assert practice.threads == []
        async with made(practice.discord, practice.kept) as later:
            assert await later.adapter.lookup(direct(later), opening_key(SESSION)) == ref

    async def test_closed_direct_messages_lead_to_the_thread(self, practice: Practice) -> None:
        thread = (await practice.opens()).surface
        practice.person().closes_dms()
        assert (await practice.opens(id=OTHER, home=direct(practice))).surface == thread

    async def test_closed_direct_messages_without_a_thread_are_gone(
        self, practice: Practice
    ) -> None:
        practice.person().closes_dms()
        with pytest.raises(DirectClosed):
            await practice.opens(home=direct(practice))

    async def test_where_neither_is_possible_what_is_missing_is_named(self) -> None:
        async with practising() as practice:
            practice.discord.guild.bot_permissions -= {"create_private_threads"}
            ann = practice.person()
            ann.closes_dms()
            await practice.discord.until(lambda: practice.discord.commands.everywhere)
            asked = ann.runs("chattrain start", practice.place, scenario="late-lamp")
            started = await practice.intake.first(Commanded)
            assert started.opens is not None
            with pytest.raises(PermissionMissing) as raised:
                await practice.opens(id=started.opens)
            assert raised.value.scope == "Create Private Threads"
            assert "Create Private Threads" in (await asked.answered()).shown


@claims("discord.server")
class TestServers:
    async def test_a_direct_message_belongs_where_the_person_last_used_the_bot(self) -> None:
        async with practising() as practice:
            discord, ann = practice.discord, practice.person()
            other = discord.add_guild("Other")
            channel = other.channel("practice")
            again = other.user("ann")
            await discord.until(lambda: discord.commands.everywhere)
            ann.writes(practice.place, f"Hello <@{discord.bot.id}>")
            await practice.intake.until(lambda: practice.intake.events)
            ann.writes(ann.dm, "In the first")
            await practice.intake.until(lambda: len(practice.intake.events) == 2)
            await again.runs("chattrain list", channel).acked()
            ann.writes(ann.dm, "In the second")
            await practice.intake.until(lambda: len(practice.intake.events) == 4)
            said = [e for e in practice.intake.events if isinstance(e, Said)]
            assert [(e.text, e.tenant) for e in said] == [
                ("In the first", practice.tenant), ("In the second", other.id),
            ]  # fmt: skip

    async def test_an_open_session_there_counts_first(self) -> None:
        async with practising() as practice:
            ann = practice.person()
            await practice.opens(home=direct(practice))
            other = practice.discord.add_guild("Other")
            other.user("ann")
            await practice.discord.until(lambda: practice.discord.commands.everywhere)
            await other.user("ann").runs("chattrain list", other.channel("x")).acked()
            ann.writes(ann.dm, "Hello")
            assert (await practice.intake.first(Said)).tenant == practice.tenant

    async def test_where_several_fit_the_person_is_asked_and_nothing_is_lost(self) -> None:
        async with practising() as practice:
            discord, ann = practice.discord, practice.person()
            other = discord.add_guild("Other")
            other.user("ann")
            ann.writes(ann.dm, "Hello")
            question = (await discord.until(lambda: ann.sees()[1:]))[0]
            assert question.buttons == ["Practice", "Other"]
            ann.writes(ann.dm, "Are you there?")
            await ann.presses(question, "Other").acked()
            await practice.intake.until(lambda: len(practice.intake.events) == 2)
            said = [(e.text, e.tenant) for e in practice.intake.events if isinstance(e, Said)]
            assert said == [("Hello", other.id), ("Are you there?", other.id)]
            assert "Other" in question.shown

    async def test_servers_where_the_person_is_not_do_not_fit(self) -> None:
        async with practising() as practice:
            practice.discord.add_guild("Other")
            ann = practice.person()
            ann.writes(ann.dm, "Hello")
            assert (await practice.intake.first(Said)).tenant == practice.tenant


async def test_what_is_gone_is_said_to_be(practice: Practice) -> None:
    surface = await practice.thread()
    practice.discord.guild.deletes(practice.channel(surface))
    with pytest.raises(SurfaceGone):
        await practice.adapter.post(surface, Notice(text="Hello"), "k")
    practice.discord.guild.removes_bot()
    with pytest.raises((SurfaceGone, PermissionMissing)):
        await practice.adapter.post(practice.home, Notice(text="Hello"), "k")


@claims("discord.private")
async def test_what_is_for_one_person_is_not_shown_in_a_channel(practice: Practice) -> None:
    member = MemberId(practice.person().id)
    notice = Notice(text="Only you", only_for=member)
    ref = await practice.adapter.post(practice.home, notice, "a")
    assert ref.surface == direct(practice)
    thread = await practice.thread()
    assert (await practice.adapter.post(practice.home, notice, "b")).surface == thread
    assert practice.place.standing == []
