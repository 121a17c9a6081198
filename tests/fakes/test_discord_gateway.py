"""The fake Discord's gateway and the real library: lost connections, lost sessions, shards."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import discord as library
import pytest

from tests.fakes.discord import App, Channel, Discord, Person
from tests.fakes.discord.bot import Running, SmallBot, settings_for


class Quick(SmallBot):
    """Does not wait before it identifies anew."""

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        self.note("identify")


class Sharded(library.AutoShardedClient):
    """Several shards, one after another at once."""

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        return


@pytest.fixture
async def discord() -> AsyncIterator[Discord]:
    async with Discord() as discord:
        yield discord


@pytest.fixture
def place(discord: Discord) -> Channel:
    return discord.guild.channel("practice")


@pytest.fixture
def ann(discord: Discord) -> Person:
    return discord.guild.user("ann")


@pytest.fixture
async def bot(discord: Discord) -> AsyncIterator[SmallBot]:
    bot = Quick(discord)
    bot.answers = False
    async with Running(discord, bot):
        yield bot


def texts(bot: SmallBot) -> list[str]:
    return [what.content for event, what in bot.heard if event == "message"]


class TestResuming:
    async def test_brings_what_happened_meanwhile_in_order(
        self, discord: Discord, bot: SmallBot, ann: Person, place: Channel
    ) -> None:
        discord.gateway.drop()
        ann.writes(place, "One")
        ann.writes(place, "Two")
        await discord.until(lambda: bot.count("resumed"))
        assert texts(bot) == ["One", "Two"]
        assert bot.count("ready") == 1

    async def test_may_bring_an_event_twice(
        self, discord: Discord, bot: SmallBot, ann: Person, place: Channel
    ) -> None:
        ann.writes(place, "One")
        await discord.until(lambda: texts(bot))
        discord.gateway.replays = 1
        discord.gateway.reconnect()
        await discord.until(lambda: bot.count("resumed"))
        assert texts(bot) == ["One", "One"]

    async def test_follows_a_close_with_a_code_that_allows_it(
        self, discord: Discord, bot: SmallBot
    ) -> None:
        await discord.gateway.close(4009)
        await discord.until(lambda: bot.count("resumed"))
        assert (discord.gateway.identified, discord.gateway.opened) == (1, 2)

    async def test_is_refused_when_the_session_is_forgotten(
        self, discord: Discord, bot: SmallBot, ann: Person, place: Channel
    ) -> None:
        discord.gateway.forget()
        ann.writes(place, "Lost")
        discord.gateway.drop()
        await discord.until(lambda: bot.count("ready") == 2)
        ann.writes(place, "Heard")
        await discord.until(lambda: texts(bot))
        assert texts(bot) == ["Heard"]


class TestSessions:
    async def test_that_are_void_lose_what_happens_until_the_next(
        self, discord: Discord, bot: SmallBot, ann: Person, place: Channel
    ) -> None:
        discord.gateway.invalidate()
        ann.writes(place, "Lost")
        await discord.until(lambda: bot.count("ready") == 2)
        assert texts(bot) == []
        assert [m.content for m in ann.sees(place)] == ["Lost"]

    async def test_end_with_a_code_that_nothing_follows(
        self, discord: Discord, ann: Person
    ) -> None:
        async with Running(discord, SmallBot(discord)) as running:
            await discord.gateway.close(4010)
            with pytest.raises(library.ConnectionClosed) as caught:
                await running.ended()
        assert caught.value.code == 4010

    async def test_need_the_privileged_intents_to_be_switched_on(self) -> None:
        async with Discord(app=App(intents=frozenset())) as discord:
            with pytest.raises(library.PrivilegedIntentsRequired):
                async with Running(discord, SmallBot(discord)):
                    pass

    async def test_are_as_many_as_the_day_has(self) -> None:
        async with Discord(app=App(starts=0)) as discord:
            with pytest.raises(library.ConnectionClosed) as caught:
                async with Running(discord, SmallBot(discord)):
                    pass
        assert caught.value.code == 4004

    async def test_need_the_right_token(self, discord: Discord) -> None:
        with pytest.raises(library.LoginFailure):
            async with Running(discord, SmallBot(discord), token="another"):
                pass

    async def test_end_unseen_when_an_event_is_malformed(
        self, discord: Discord, ann: Person
    ) -> None:
        bot = Quick(discord)
        async with Running(discord, bot) as running:
            discord.gateway.tell("MESSAGE_CREATE", {"channel_id": "1", "guild_id": None})
            with pytest.raises(TypeError):
                await running.ended()
            assert bot.is_ready()
            assert discord.gateway.live

    async def test_are_begun_by_the_rules(self, discord: Discord) -> None:
        url = f"{discord.gateway_url}?v=10&encoding=json"
        identity: dict[str, Any] = {"token": discord.app.token, "intents": 1, "properties": {}}
        for said, code in (
            ({"op": 3, "d": {}}, 4003),
            ({"op": 2, "d": identity | {"token": "another"}}, 4004),
            ({"op": 2, "d": identity | {"shard": [2, 2]}}, 4010),
            ({"op": 2, "d": identity | {"intents": -1}}, 4013),
        ):
            assert await _closed(url, said) == code


async def _closed(url: str, said: Any) -> int | None:
    """The code that a connection is closed with after what was said."""
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        assert (await socket.receive_json())["op"] == 10
        await socket.send_json(said)
        async for _ in socket:
            pass
        return socket.close_code


class TestGuilds:
    async def test_come_and_go(self, discord: Discord, bot: SmallBot) -> None:
        other = discord.add_guild("Other")
        await discord.until(lambda: bot.count("guild"))
        other.fails()
        other.recovers()
        other.removes_bot()
        await discord.until(lambda: bot.count("guild gone"))
        assert bot.count("guild") == 1

    async def test_are_shared_out_between_shards(self) -> None:
        async with Discord(app=App(shards=2)) as discord:
            for number in range(6):
                discord.add_guild(f"Guild {number}")
            client = Sharded(**settings_for(discord, {}))
            async with Running(discord, client):
                await discord.connected(2)
                shards = {guild.shard_id for guild in client.guilds}
            assert shards == {0, 1}
            assert len(client.guilds) == 7


async def test_a_whole_process_can_be_pointed_at_it(discord: Discord) -> None:
    with discord.pointed():
        async with Running(discord, SmallBot(discord, connector=None)) as running:
            assert running is not None
    assert library.http.Route.BASE == "https://discord.com/api/v10"
