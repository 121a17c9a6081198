"""How Discord is called: never too often, and never again by itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from discord.http import Route

from adapters.discord.calls import Calls, calling
from adapters.discord.gate import Gate
from bot.domain.content import Notice
from bot.errors import PlatformRateLimited, PlatformUnavailable
from tests.adapters.discord_app import made, page_key, speech
from tests.fakes.discord import RATES, Discord, MovableClock, Rate, dropped, status
from tests.fakes.slack.clock import settle
from tests.requirements import claims


def message(channel: str = "5") -> Route:
    return Route("POST", "/channels/{channel_id}/messages", channel_id=channel)


@pytest.fixture
async def calls() -> AsyncIterator[tuple[Discord, Calls]]:
    async with (
        Discord(clock=MovableClock()) as discord,
        calling(discord.api_url, discord.app.token, discord.clock) as calls,
    ):
        yield discord, calls


@claims("discord.gate")
class TestGate:
    async def test_no_second_has_more_calls_than_are_allowed(self) -> None:
        clock = MovableClock()
        gate, made_at = Gate(clock, calls=5, seconds=1.0), []

        async def call() -> None:
            async with gate.passed():
                made_at.append(clock.monotonic())

        async with asyncio.TaskGroup() as tasks:
            for _ in range(17):
                tasks.create_task(call())
            for _ in range(40):
                await clock.advance(0.1)
        assert len(made_at) == 17
        spans = zip(made_at, made_at[5:], strict=False)
        assert all(later - earlier >= 1.0 for earlier, later in spans)

    async def test_a_slow_call_counts_until_a_second_after_its_answer(self) -> None:
        clock = MovableClock()
        gate, second = Gate(clock, calls=1, seconds=1.0), asyncio.Event()

        async def slow() -> None:
            async with gate.passed():
                await clock.sleep(3)

        async def quick() -> None:
            async with gate.passed():
                second.set()

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(slow())
            await settle()
            tasks.create_task(quick())
            await clock.advance(3.9)
            assert not second.is_set()
            await clock.advance(0.2)
            assert second.is_set()

    async def test_what_nobody_waits_for_leaves_room(self) -> None:
        clock = MovableClock()
        gate, order = Gate(clock, calls=10, seconds=1.0), []

        async def call(name: str, *, patient: bool) -> None:
            async with gate.passed(patient=patient):
                order.append(name)

        async with asyncio.TaskGroup() as tasks:
            for _ in range(5):
                tasks.create_task(call("patient", patient=True))
            await settle()
            for _ in range(5):
                tasks.create_task(call("urgent", patient=False))
            await settle()
            assert order == ["patient"] * 2 + ["urgent"] * 5
            await clock.advance(5)
        assert len(order) == 10


@claims("discord.gate")
async def test_fifty_a_second_are_never_exceeded_whoever_asks() -> None:
    async with Discord(rates={"global": RATES["global"]}) as discord, made(discord) as practice:
        surfaces = [await practice.thread(f"trainee {n}") for n in range(3)]
        async with asyncio.TaskGroup() as tasks:
            for n in range(60):
                notice = Notice(text=f"Hello {n}")
                tasks.create_task(practice.adapter.post(surfaces[n % 3], notice, f"k{n}"))
        assert discord.limits.refused == {}


async def test_the_last_call_of_a_bucket_comes_back_at_once_and_the_next_is_not_sent() -> None:
    rates = {"edit message": Rate(5, 5.0)}
    clock = MovableClock()
    async with Discord(clock=clock, rates=rates) as discord, made(discord) as practice:
        surface = await practice.thread()
        ref = await practice.adapter.post(surface, speech("One"), page_key())
        for n in range(5):
            await practice.adapter.edit(ref, speech(f"One {n}"))
        assert clock.monotonic() == 0
        with pytest.raises(PlatformRateLimited) as raised:
            await practice.adapter.edit(ref, speech("One more"))
        assert raised.value.retry_after == pytest.approx(5.0)
        assert discord.limits.refused == {}
        await clock.advance(5.1)
        await practice.adapter.edit(ref, speech("One more"))


async def test_nothing_is_tried_again_here(calls: tuple[Discord, Calls]) -> None:
    discord, client = calls
    for fault in (status(500), status(502), dropped()):
        discord.faults.play("create message", fault)
        with pytest.raises(PlatformUnavailable):
            await client.call(message(), {"content": "Hello"})
    assert len(discord.calls("create message")) == 3


async def test_answers_to_interactions_do_not_wait_at_the_gate(
    calls: tuple[Discord, Calls],
) -> None:
    discord, client = calls
    me = Route("GET", "/users/@me")
    for _ in range(49):
        await client.call(me)
    route = Route(
        "POST", "/webhooks/{webhook_id}/{webhook_token}", webhook_id="1", webhook_token="t"
    )
    with pytest.raises(Exception, match="Discord refused"):
        await client.answer(route, {"content": "Hello"})
    assert len(discord.asked) == 50
