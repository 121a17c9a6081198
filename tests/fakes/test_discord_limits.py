"""The fake Discord's limits and faults and the real library: what is held back, lost, late."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import discord as library
import pytest

from tests.fakes.discord import (
    RATES,
    Channel,
    Discord,
    MovableClock,
    Rate,
    dropped,
    error,
    hang,
    html,
    limited,
    lost,
    status,
)
from tests.fakes.discord.bot import logged_in, raw, refused


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
async def client(discord: Discord) -> AsyncIterator[library.Client]:
    async with logged_in(discord) as client:
        yield client


@pytest.fixture
def channel(client: library.Client, place: Channel) -> library.PartialMessageable:
    return client.get_partial_messageable(int(place.id))


class TestLimits:
    async def test_hold_five_messages_back_in_five_seconds(
        self, discord: Discord, client: library.Client, place: Channel
    ) -> None:
        discord.limits.rates = RATES
        path = f"{discord.api_url}/channels/{place.id}/messages"
        for number in range(6):
            answer = await _post(discord, path, {"content": f"{number}"})
            if number == 4:
                assert answer.headers["X-RateLimit-Remaining"] == "0"
        assert (answer.status, answer.headers["X-RateLimit-Scope"]) == (429, "user")
        assert answer.headers["Via"]
        assert discord.limits.refused == {"create message": 1}
        assert len(discord.messages(place)) == 5

    async def test_give_back_what_the_window_had(
        self, discord: Discord, clock: MovableClock, place: Channel
    ) -> None:
        discord.limits.rates = {"create message": Rate(1, 5)}
        path = f"{discord.api_url}/channels/{place.id}/messages"
        statuses = []
        for seconds in (0, 4, 1):
            await clock.advance(seconds)
            statuses.append((await _post(discord, path, {"content": "x"})).status)
        assert statuses == [200, 429, 200]

    async def test_hold_back_the_whole_bot(
        self, discord: Discord, place: Channel, client: library.Client
    ) -> None:
        discord.limits.rates = {"global": Rate(1, 1)}
        path = f"{discord.api_url}/channels/{place.id}/messages"
        await _post(discord, path, {"content": "x"})
        answer = await _post(discord, path, {"content": "x"})
        assert (answer.status, answer.headers["X-RateLimit-Global"]) == (429, "true")

    async def test_of_thread_creation_last_minutes(self, discord: Discord, place: Channel) -> None:
        discord.limits.rates = {"start thread": Rate(1, 280, scope="shared")}
        async with logged_in(discord, max_ratelimit_timeout=30) as client:
            path = f"/channels/{place.id}/threads"
            await _post(discord, f"{discord.api_url}{path}", {"name": "One"})
            with pytest.raises(library.RateLimited) as caught:
                await raw(client, "POST", path, {"name": "Two"})
        assert caught.value.retry_after == 280
        assert discord.limits.invalid == 0

    async def test_ban_whoever_does_not_stop(self, discord: Discord, place: Channel) -> None:
        discord.limits.ban = 2
        async with logged_in(discord) as client:
            channel = client.get_partial_messageable(int(place.id))
            place.denies(discord.bot, "send_messages")
            for _ in range(2):
                await refused(channel.send("Hello"))
            assert (await refused(channel.send("Hello"))).status == 429


async def _post(discord: Discord, url: str, body: Any) -> Any:
    """A call without a library that waits by itself."""
    headers = {"Authorization": f"Bot {discord.app.token}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(url, json=body) as answer,
    ):
        await answer.read()
        return answer


class TestFaults:
    @pytest.mark.parametrize(
        ("fault", "told"),
        [
            (error(50013), 50013),
            (status(503), 503),
            (limited(0.01, via=False), 429),
        ],
    )
    async def test_are_answered_in_the_place_of_a_call(
        self,
        discord: Discord,
        channel: library.PartialMessageable,
        place: Channel,
        fault: Any,
        told: int,
    ) -> None:
        discord.faults.play("create message", None, fault)
        await channel.send("One")
        failed = await refused(channel.send("Two"))
        assert told in (failed.code, failed.status)
        await channel.send("Three")
        assert [m.content for m in discord.messages(place)] == ["One", "Three"]

    async def test_of_limits_are_waited_for(
        self, discord: Discord, channel: library.PartialMessageable
    ) -> None:
        discord.faults.play("create message", limited(0.01), limited(0.01, scope="global"))
        await channel.send("One")
        assert [asked.spoilt for asked in discord.calls("create message")] == [True, True, False]

    async def test_cut_the_connection_before_and_after_the_effect(
        self, discord: Discord, channel: library.PartialMessageable, place: Channel
    ) -> None:
        discord.faults.play("create message", dropped(), lost())
        for content in ("One", "Two"):
            with pytest.raises((aiohttp.ClientError, OSError)):
                await channel.send(content)
        assert [m.content for m in discord.messages(place)] == ["Two"]

    async def test_hang_until_the_caller_gives_up(
        self, discord: Discord, channel: library.PartialMessageable
    ) -> None:
        discord.faults.play("create message", hang())
        sending = asyncio.ensure_future(channel.send("One"))
        await discord.until(lambda: discord.calls("create message"))
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)

    async def test_give_a_page_where_json_was_to_come(
        self, discord: Discord, channel: library.PartialMessageable
    ) -> None:
        discord.faults.play("create message", html())
        with pytest.raises(TypeError):
            await channel.send("One")

    async def test_take_time_with_the_effect_in_the_middle(
        self,
        discord: Discord,
        clock: MovableClock,
        channel: library.PartialMessageable,
        place: Channel,
    ) -> None:
        discord.latencies["create message"] = 2.0
        sending = asyncio.ensure_future(channel.send("One"))
        await discord.until(lambda: discord.under_way)
        await clock.advance(1)
        assert discord.messages(place)
        assert not sending.done()
        await clock.advance(1)
        await sending
