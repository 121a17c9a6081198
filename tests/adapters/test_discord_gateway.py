"""The connection: what comes over it, and what becomes of it when it breaks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from adapters.discord.gateway import FATAL
from bot.domain.content import Notice
from bot.domain.events import Commanded, Deleted, Edited, Said
from bot.domain.surface import Surface
from bot.domain.transcript import TurnNumber
from bot.errors import StoreError
from tests.adapters.discord_app import SESSION, Practice, made, practising
from tests.fakes.discord import App, Discord, MovableClock, status
from tests.requirements import claims


def said(practice: Practice) -> list[str]:
    return [e.text for e in practice.intake.events if isinstance(e, Said)]


async def until_said(practice: Practice, *texts: str) -> None:
    await practice.intake.until(lambda: len(said(practice)) >= len(texts))
    assert said(practice) == list(texts)


async def ready(practice: Practice) -> None:
    await practice.discord.until(lambda: practice.adapter.ready() is None)


class TestHearing:
    async def test_what_is_said_in_a_thread_is_heard_in_order(self) -> None:
        async with practising() as practice:
            surface = await practice.thread()
            for text in ("One", "Two", "Three"):
                practice.person().writes(practice.channel(surface), text)
            await until_said(practice, "One", "Two", "Three")
            event = await practice.intake.first(Said)
            assert (event.surface, event.member) == (surface, practice.person().id)

    async def test_edits_and_deletions_are_taken(self) -> None:
        async with practising() as practice:
            surface, ann = await practice.thread(), practice.person()
            message = ann.writes(practice.channel(surface), "Helo")
            ann.edits(message, "Hello")
            edited = await practice.intake.first(Edited)
            assert (edited.text, edited.message) == ("Hello", message.id)
            session = practice.kept.sessions[SESSION]
            turn = session.transcript.turns[0]
            practice.kept.sessions[SESSION] = _with(session, turn, message.id)
            ann.deletes(message)
            deleted = await practice.intake.first(Deleted)
            assert (deleted.message, deleted.member) == (message.id, ann.id)

    @claims("discord.echoes")
    async def test_what_is_said_elsewhere_is_not_heard(self) -> None:
        async with practising() as practice:
            surface, ann, bob = await practice.thread(), practice.person(), practice.person("bob")
            ann.writes(practice.place, "To all")
            started = practice.discord.guild.starts_thread(ann, practice.place, "Chat")
            bob.writes(started, "Here")
            await practice.adapter.post(surface, Notice(text="By the bot"), "k")
            ann.writes(practice.channel(surface), "To the bot")
            await until_said(practice, "To the bot")
            assert len(practice.intake.events) == 1

    async def test_the_bots_name_is_answered_where_it_is_said(self) -> None:
        async with practising() as practice:
            mention = f"Hello <@{practice.discord.bot.id}>"
            practice.person().writes(practice.place, mention)
            event = await practice.intake.first(Commanded)
            assert (event.command, event.surface) == ("hello", practice.home)

    @pytest.mark.parametrize("race", [False, True])
    async def test_a_thread_that_comes_back_is_known_by_its_id(self, *, race: bool) -> None:
        async with Discord() as discord:
            async with made(discord) as before:
                surface = await before.thread()
            thread = before.channel(surface)
            discord.world.archive(thread)
            discord.world.unarchive_race = race
            async with practising_on(discord, before) as practice:
                practice.person().writes(thread, "Back")
                assert (await practice.intake.first(Said)).surface == surface

    async def test_a_message_that_cannot_be_stored_is_tried_until_it_is(self) -> None:
        clock = MovableClock()
        async with practising(clock=clock) as practice:
            surface = await practice.thread()
            practice.intake.broken = StoreError("busy")
            practice.person().writes(practice.channel(surface), "Hello")
            await practice.intake.until(lambda: practice.intake.offered)
            practice.intake.broken = None
            await clock.advance(5)
            await until_said(practice, "Hello")


@claims("discord.resumed")
class TestReconnecting:
    @pytest.mark.parametrize(
        "breaks", [lambda d: d.gateway.drop(), lambda d: d.gateway.reconnect()]
    )
    async def test_what_was_missed_comes_with_the_resume_once(
        self, breaks: Callable[[Discord], None]
    ) -> None:
        async with practising() as practice:
            surface, ann = await practice.thread(), practice.person()
            ann.writes(practice.channel(surface), "Before")
            await until_said(practice, "Before")
            practice.discord.gateway.replays = 3
            breaks(practice.discord)
            ann.writes(practice.channel(surface), "Meanwhile")
            await practice.discord.until(lambda: practice.discord.gateway.resumed)
            await until_said(practice, "Before", "Meanwhile")
            await ready(practice)

    @claims("discord.read-back")
    async def test_what_a_new_connection_does_not_tell_is_read_back(self) -> None:
        async with Discord() as discord:
            async with made(discord) as before:
                surface = await before.thread()
            ann, thread = before.person(), before.channel(surface)
            ann.writes(thread, "One")
            ann.writes(thread, "Two")
            async with practising_on(discord, before) as practice:
                await until_said(practice, "One", "Two")
                assert all(e.surface == surface for e in practice.intake.events)


@claims("discord.supervised")
class TestSupervised:
    async def test_a_client_that_has_ended_is_replaced(self) -> None:
        clock = MovableClock()
        async with practising(clock=clock) as practice:
            surface = await practice.thread()
            assert practice.adapter.ready() is None
            await practice.discord.gateway.close(4004)
            await practice.discord.until(lambda: practice.adapter.ready() is not None)
            practice.person().writes(practice.channel(surface), "Meanwhile")
            await until_ready(practice, clock)
            await until_said(practice, "Meanwhile")

    @claims("discord.any-payload")
    async def test_a_payload_that_cannot_be_read_ends_nothing(self) -> None:
        async with practising() as practice:
            surface = await practice.thread()
            for event in ("MESSAGE_CREATE", "INTERACTION_CREATE", "GUILD_CREATE", "THREAD_UPDATE"):
                for data in (None, [], {}, {"id": 5, "guild_id": None, "type": "x"}, "text"):
                    practice.discord.gateway.tell(event, data)
            practice.person().writes(practice.channel(surface), "Hello")
            await until_said(practice, "Hello")
            assert practice.discord.gateway.opened == 1

    @pytest.mark.parametrize(
        ("app", "code"),
        [(App(intents=frozenset()), 4014), (App(sharding_required=True, shards=1), None)],
    )
    async def test_what_only_a_person_can_mend_is_said(self, app: App, code: int | None) -> None:
        clock = MovableClock()
        async with Discord(app=app, clock=clock) as discord, made(discord) as practice:
            async with asyncio.TaskGroup() as tasks:
                running = tasks.create_task(practice.adapter.run(practice.intake))
                wanted = FATAL[code] if code else None
                await _until(lambda: practice.adapter.ready() == wanted)
                running.cancel()

    async def test_a_token_that_is_refused_is_said(self) -> None:
        clock = MovableClock()
        async with Discord(clock=clock) as discord, made(discord) as practice:
            discord.app.token = "another.one.now"  # noqa: S105
            async with asyncio.TaskGroup() as tasks:
                running = tasks.create_task(practice.adapter.run(practice.intake))
                await _until(lambda: practice.adapter.ready() == FATAL[4004])
                running.cancel()

    async def test_a_gateway_that_is_away_is_asked_again(self) -> None:
        clock = MovableClock()
        async with Discord(clock=clock) as discord, made(discord) as practice:
            discord.faults.play("get gateway for bot", status(503), status(503))
            async with asyncio.TaskGroup() as tasks:
                running = tasks.create_task(practice.adapter.run(practice.intake))
                await until_ready(practice, clock)
                running.cancel()

    async def test_it_is_not_ready_before_it_runs(self) -> None:
        async with Discord() as discord, made(discord) as practice:
            assert practice.adapter.ready() == "it is connecting"


@claims("discord.shards")
async def test_there_are_as_many_shards_as_discord_recommends() -> None:
    async with Discord(app=App(shards=1, sharding_required=True)) as discord, made(discord) as made_:
        async with asyncio.TaskGroup() as tasks:
            running = tasks.create_task(made_.adapter.run(made_.intake))
            await discord.connected(1)
            assert [s.shard for s in discord.gateway.sessions.values()] == [(0, 1)]
            running.cancel()


def practising_on(discord: Discord, before: Practice):  # type: ignore[no-untyped-def]
    from contextlib import asynccontextmanager

    from tests.adapters.discord_app import listening

    @asynccontextmanager
    async def again():  # type: ignore[no-untyped-def]
        async with made(discord, before.kept) as practice, listening(practice):
            yield practice

    return again()


async def until_ready(practice: Practice, clock: MovableClock) -> None:
    while practice.adapter.ready() is not None:
        await clock.advance(30)
        await asyncio.sleep(0.01)


async def _until(look: Callable[[], bool]) -> None:
    while not look():
        await asyncio.sleep(0.01)


def _with(session, turn, message):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    from bot.domain.transcript import Transcript

    said = replace(turn, number=TurnNumber(2), speaker="trainee", message=message)
    return replace(session, transcript=Transcript((*session.transcript.turns, said)))


assert Surface
