"""The connection: what comes over it, and what becomes of it when it breaks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from adapters.discord.gateway import FATAL
from bot.domain.content import Notice
from bot.domain.events import Commanded, Deleted, Edited, Said
from bot.domain.session import Session
from bot.domain.transcript import Transcript, TurnNumber
from bot.errors import StoreError
from tests.adapters.discord_app import SESSION, Practice, listening, made, practising
from tests.fakes.discord import App, Discord, MovableClock, status
from tests.fakes.slack.clock import settle
from tests.requirements import claims

STRANGE: tuple[object, ...] = (None, [], {}, {"id": 5, "guild_id": None, "type": "x"}, "text")
"""What is no event's data."""


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
            practice.kept.sessions[SESSION] = having_said(session, message.id)
            ann.deletes(message)
            deleted = await practice.intake.first(Deleted)
            assert (deleted.message, deleted.member) == (message.id, ann.id)

    async def test_a_message_that_goes_before_its_session_has_it_is_taken_back(self) -> None:
        async with practising() as practice:
            surface, ann = await practice.thread(), practice.person()
            ann.deletes(message := ann.writes(practice.channel(surface), "Oh"))
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

    @claims("discord.read-back")
    async def test_direct_messages_outside_sessions_are_read_back_too(self) -> None:
        clock = MovableClock()
        async with practising(clock=clock) as practice:
            ann = practice.person()
            ann.writes(ann.dm, "Hello")
            await until_said(practice, "Hello")
            practice.discord.gateway.invalidate()
            await until(lambda: practice.adapter.ready() is not None)
            ann.writes(ann.dm, "Is anybody there?")
            await until_ready(practice, clock)
            await until_said(practice, "Hello", "Is anybody there?")


@claims("discord.supervised")
class TestSupervised:
    async def test_a_client_that_has_ended_is_replaced(self) -> None:
        clock = MovableClock()
        async with practising(clock=clock) as practice:
            surface = await practice.thread()
            assert practice.adapter.ready() is None
            await practice.discord.gateway.close(4004)
            await until(lambda: practice.adapter.ready() is not None)
            practice.person().writes(practice.channel(surface), "Meanwhile")
            await until_ready(practice, clock)
            await until_said(practice, "Meanwhile")

    @claims("discord.any-payload")
    async def test_a_payload_that_cannot_be_read_ends_nothing(self) -> None:
        async with practising() as practice:
            surface = await practice.thread()
            for event in ("MESSAGE_CREATE", "INTERACTION_CREATE", "GUILD_CREATE", "THREAD_UPDATE"):
                for data in STRANGE:
                    practice.discord.gateway.tell(event, data)
            practice.person().writes(practice.channel(surface), "Hello")
            await until_said(practice, "Hello")
            assert practice.discord.gateway.opened == 1

    async def test_a_client_that_ends_over_a_payload_while_its_heart_beats_is_replaced(
        self,
    ) -> None:
        clock = MovableClock()
        async with practising(clock=clock) as practice:
            surface = await practice.thread()
            practice.discord.gateway.tell("READY", {"user": {"id": "1"}})
            await until(lambda: practice.adapter.ready() is not None)
            practice.person().writes(practice.channel(surface), "Meanwhile")
            await until_ready(practice, clock)
            await until_said(practice, "Meanwhile")
            assert len(practice.discord.gateway.live) == 1

    async def test_an_intent_that_is_off_is_said(self) -> None:
        app = App(intents=frozenset())
        async with Discord(app=app) as discord, made(discord) as practice, running(practice):
            await until(lambda: practice.adapter.ready() == FATAL[4014])

    async def test_a_token_that_is_refused_is_said(self) -> None:
        async with Discord(app=App(token="another.one.now")) as discord:
            discord.app.token, token = "this.one.now", discord.app.token
            async with made(discord) as practice, running(practice):
                discord.app.token = token
                await until(lambda: practice.adapter.ready() == FATAL[4004])

    async def test_a_gateway_that_is_away_is_asked_again(self) -> None:
        clock = MovableClock()
        async with Discord(clock=clock) as discord, made(discord) as practice:
            discord.faults.play("get gateway for bot", status(503), status(503))
            async with running(practice):
                await until_ready(practice, clock)

    async def test_a_session_that_is_void_is_begun_anew_and_read_back(self) -> None:
        clock = MovableClock()
        async with practising(clock=clock) as practice:
            surface = await practice.thread()
            practice.discord.gateway.invalidate()
            await until(lambda: practice.adapter.ready() is not None)
            practice.person().writes(practice.channel(surface), "Meanwhile")
            await until_ready(practice, clock)
            await until_said(practice, "Meanwhile")

    async def test_it_is_not_ready_before_it_runs(self) -> None:
        async with Discord() as discord, made(discord) as practice:
            assert practice.adapter.ready() == "it is connecting"


@claims("discord.shards")
async def test_there_are_as_many_shards_as_discord_recommends() -> None:
    clock, app = MovableClock(), App(shards=3, sharding_required=True)
    async with (
        Discord(app=app, clock=clock) as discord,
        made(discord) as practice,
        running(practice),
    ):
        await until_ready(practice, clock)
        shards = {session.shard for session in discord.gateway.live}
        assert shards == {(0, 3), (1, 3), (2, 3)}
        thread = await practice.thread()
        practice.person().writes(practice.channel(thread), "Hello")
        await until_said(practice, "Hello")


@asynccontextmanager
async def practising_on(discord: Discord, before: Practice) -> AsyncIterator[Practice]:
    """Another process, with what the one before has stored."""
    async with made(discord, before.kept) as practice, listening(practice):
        yield practice


@asynccontextmanager
async def running(practice: Practice) -> AsyncIterator[None]:
    """The adapter at work, connected or not."""
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(practice.adapter.run(practice.intake))
        yield
        task.cancel()


async def until(look: Callable[[], bool]) -> None:
    """Lets everything run until it is so."""
    while not look():
        await settle()


async def until_ready(practice: Practice, clock: MovableClock) -> None:
    while practice.adapter.ready() is not None:
        await clock.advance(1)


def having_said(session: Session, message: str) -> Session:
    """The session with one more turn of its trainee."""
    first = session.transcript.turns[0]
    said = replace(first, number=TurnNumber(2), speaker="trainee", message=message)
    return replace(session, transcript=Transcript((*session.transcript.turns, said)))
