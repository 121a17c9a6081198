"""The fake Discord's people and the real library: what is written, pressed, run and filled in."""

from __future__ import annotations

from collections.abc import AsyncIterator

import discord as library
import pytest

from tests.fakes.discord import Channel, Discord, MovableClock, Person
from tests.fakes.discord.bot import Running, SmallBot, code, refused


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
async def discord(clock: MovableClock) -> AsyncIterator[Discord]:
    async with Discord(clock=clock) as discord:
        yield discord


@pytest.fixture
def place(discord: Discord) -> Channel:
    return discord.guild.channel("practice")


@pytest.fixture
def ann(discord: Discord) -> Person:
    return discord.guild.user("ann", locale="de")


@pytest.fixture
async def bot(discord: Discord) -> AsyncIterator[SmallBot]:
    bot = SmallBot(discord)
    async with Running(discord, bot):
        yield bot


class TestMessages:
    async def test_are_answered_and_seen_with_all_their_states(
        self, discord: Discord, bot: SmallBot, ann: Person, place: Channel
    ) -> None:
        ann.writes(place, "Hello")
        (reply,) = await discord.until(lambda: ann.sees(place)[1:])
        assert (reply.shown, reply.buttons) == ("Heard: Hello\n[Stop]", ["Stop"])
        await ann.presses(reply, "Stop").acked()
        assert reply.states == ["Heard: Hello\n[Stop]", "Stopped"]
        with pytest.raises(AssertionError, match="no 'Stop' to use"):
            ann.presses(reply, "Stop")

    async def test_of_a_direct_message_come_without_a_server(
        self, discord: Discord, bot: SmallBot, ann: Person
    ) -> None:
        ann.writes(ann.dm, "Hello")
        await discord.until(lambda: ann.sees()[1:])
        (said, _) = discord.gateway.events("MESSAGE_CREATE")
        assert "guild_id" not in said
        assert isinstance(bot.heard[1][1].channel, library.DMChannel)

    async def test_echo_back_to_the_bot_with_every_edit(
        self, discord: Discord, bot: SmallBot, place: Channel
    ) -> None:
        channel = bot.get_partial_messageable(int(place.id))
        sent = await channel.send("One")
        await channel.get_partial_message(sent.id).edit(content="Two")
        await discord.until(lambda: bot.count("message") and bot.count("edit"))
        await channel.get_partial_message(sent.id).delete()
        await discord.until(lambda: bot.count("delete"))
        assert discord.messages(place) == []

    async def test_are_purged_at_once(
        self, discord: Discord, bot: SmallBot, ann: Person, place: Channel
    ) -> None:
        bot.answers = False
        for text in ("One", "Two"):
            ann.writes(place, text)
        discord.guild.user("ada", permissions={"manage_messages"}).purges(place)
        assert ann.sees(place) == []
        assert len(discord.gateway.events("MESSAGE_DELETE_BULK")[0]["ids"]) == 2

    async def test_to_closed_direct_messages_are_refused(
        self, discord: Discord, bot: SmallBot, ann: Person
    ) -> None:
        user = await bot.fetch_user(int(ann.id))
        ann.closes_dms()
        assert await code(user.send("Hello")) == 50007
        ann.opens_dms()
        ann.leaves()
        assert await code(user.send("Hello")) == 50278

    async def test_hide_from_a_bot_without_the_intent(
        self, discord: Discord, ann: Person, place: Channel
    ) -> None:
        intents = library.Intents(guilds=True, guild_messages=True, dm_messages=True)
        async with Running(discord, bot := SmallBot(discord, intents=intents)):
            bot.answers = False
            ann.writes(place, "Hello")
            ann.writes(place, f"Hello <@{discord.bot.id}>")
            await discord.until(lambda: bot.count("message") == 2)
        contents = [what.content for event, what in bot.heard if event == "message"]
        assert contents == ["", f"Hello <@{discord.bot.id}>"]


class TestCommands:
    async def test_are_completed_run_and_answered_to_one_person(
        self, discord: Discord, bot: SmallBot, ann: Person, place: Channel
    ) -> None:
        offered = await ann.completes("chattrain start", place, scenario="la").acked()
        assert offered.choices == [{"name": "Lamp", "value": "lamp"}]
        running = ann.runs("chattrain start", place, scenario="lamp", who=ann)
        answer = await running.answered()
        assert answer.states == ["", "Starting lamp of ann"]
        assert ann.sees(place) == [answer]
        assert discord.guild.user("ben").sees(place) == []
        assert len(discord.commands.syncs) == 1

    async def test_that_nobody_answers_fail_after_three_seconds(
        self, discord: Discord, clock: MovableClock, bot: SmallBot, ann: Person
    ) -> None:
        running = ann.runs("chattrain slow")
        await discord.until(lambda: bot.count("interaction"))
        await clock.advance(3)
        assert await running.settled() == "failed"
        late: library.Interaction[SmallBot] = bot.heard[-1][1]
        assert await code(late.response.defer()) == 10062

    async def test_take_what_a_person_could_type(
        self, bot: SmallBot, ann: Person, place: Channel
    ) -> None:
        for options, told in (
            ({"scenario": 3}, "no text"),
            ({}, "must be filled in"),
            ({"scenario": "lamp", "why": "so"}, "no options"),
        ):
            with pytest.raises(AssertionError, match=told):
                ann.runs("chattrain start", place, **options)
        with pytest.raises(AssertionError, match="no subcommand"):
            ann.runs("chattrain begin", place)

    async def test_show_a_form_that_is_filled_in(
        self, discord: Discord, bot: SmallBot, ann: Person
    ) -> None:
        await ann.runs("chattrain ask").acked()
        assert ann.modal is not None
        with pytest.raises(AssertionError, match="wish must be filled in"):
            ann.submits()
        await ann.runs("chattrain ask").acked()
        answer = await ann.submits({"wish": "A lamp"}).answered()
        assert answer.shown == "Thank you"
        assert answer.for_only == ann.id

    async def test_are_answered_once_and_for_fifteen_minutes(
        self, discord: Discord, clock: MovableClock, bot: SmallBot, ann: Person
    ) -> None:
        await ann.runs("chattrain start", scenario="lamp").answered()
        heard: library.Interaction[SmallBot] = bot.heard[-1][1]
        callback = library.webhook.async_.async_context.get().create_interaction_response
        twice = callback(
            heard.id,
            heard.token,
            session=heard._session,
            params=library.http.MultipartParameters({"type": 5}, None, None),
        )
        assert await code(twice) == 40060
        await clock.advance(900)
        late = heard.followup.send("Still there?")
        assert (await refused(late)).status == 401


class TestThreads:
    async def test_are_private_to_whom_they_are_for(
        self, discord: Discord, bot: SmallBot, ann: Person, place: Channel
    ) -> None:
        parent = await bot.fetch_channel(int(place.id))
        assert isinstance(parent, library.TextChannel)
        made = await parent.create_thread(name="Practice")
        (thread,) = discord.guild.threads(place)
        assert discord.guild.user("ben").sees(thread) == []
        await made.add_user(library.Object(int(ann.id)))
        await discord.until(lambda: bot.count("thread"))
        bot.answers = False
        ann.writes(thread, "Hello")
        assert [m.content for m in ann.sees(thread)] == ["", "Hello"]

    async def test_open_when_somebody_writes_and_not_when_a_message_is_changed(
        self, discord: Discord, bot: SmallBot, ann: Person, place: Channel
    ) -> None:
        thread = discord.guild.starts_thread(ann, place, "Lamp")
        channel = bot.get_partial_messageable(int(thread.id))
        sent = await channel.send("One")
        discord.world.archive(thread)
        edit = channel.get_partial_message(sent.id).edit
        assert await code(edit(content="Two")) == 50083
        ann.writes(thread, "Again")
        assert not thread.archived
        await edit(content="Two")
        await discord.until(lambda: bot.count("thread update") == 2)

    async def test_may_be_unknown_to_the_bot_when_a_message_opens_them(
        self, discord: Discord, bot: SmallBot, ann: Person, place: Channel
    ) -> None:
        thread = discord.guild.starts_thread(ann, place, "Lamp")
        await discord.until(lambda: bot.count("thread"))
        bot.answers = False
        discord.world.unarchive_race = True
        discord.world.archive(thread)
        ann.writes(thread, "Again")
        heard = await discord.until(lambda: [w for e, w in bot.heard if e == "message"][1:])
        assert isinstance(heard[-1].channel, library.PartialMessageable)

    async def test_are_locked_by_those_who_manage_them(
        self, discord: Discord, bot: SmallBot, ann: Person, place: Channel
    ) -> None:
        thread = discord.guild.starts_thread(ann, place, "Lamp")
        made = await bot.fetch_channel(int(thread.id))
        assert isinstance(made, library.Thread)
        discord.guild.bot_permissions.discard("manage_threads")
        assert await code(made.edit(archived=True, locked=True)) == 50013
        discord.guild.bot_permissions.add("manage_threads")
        await made.edit(archived=True, locked=True)
        assert await code(made.send("Hello")) == 50083
        with pytest.raises(AssertionError, match="locked"):
            ann.writes(thread, "Hello")

    async def test_are_put_away_when_nothing_is_said(
        self, discord: Discord, clock: MovableClock, ann: Person, place: Channel
    ) -> None:
        thread = discord.guild.starts_thread(ann, place, "Lamp")
        await clock.advance(4320 * 60 - 1)
        ann.writes(thread, "Still here")
        await clock.advance(2)
        assert not thread.archived
        await clock.advance(4320 * 60)
        assert thread.archived
