"""That the bot is typing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from adapters.discord.calls import calling
from adapters.discord.statuses import Statuses
from bot.domain.content import Notice
from bot.domain.surface import Surface
from tests.adapters.discord_app import Practice, page_key, practising, speech
from tests.fakes.discord import MovableClock, error
from tests.requirements import claims


@pytest.fixture
async def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
async def practice(clock: MovableClock) -> AsyncIterator[Practice]:
    async with practising(clock=clock) as practice:
        yield practice


async def typed(practice: Practice, times: int) -> None:
    await practice.discord.until(lambda: len(practice.discord.calls("typing")) >= times)
    assert len(practice.discord.calls("typing")) == times


@claims("discord.typing")
class TestTyping:
    async def test_it_is_shown_where_an_answer_takes_a_while_and_kept_up(
        self, practice: Practice, clock: MovableClock
    ) -> None:
        surface = await practice.thread()
        await practice.adapter.status(surface, "thinking", "Maren is thinking")
        await clock.advance(0.4)
        await typed(practice, 0)
        await clock.advance(0.5)
        await typed(practice, 1)
        await clock.advance(9)
        await typed(practice, 2)

    async def test_it_ends_with_the_first_text(
        self, practice: Practice, clock: MovableClock
    ) -> None:
        surface = await practice.thread()
        await practice.adapter.status(surface, "thinking", "")
        await practice.adapter.post(surface, speech("I have"), page_key())
        await clock.advance(30)
        await typed(practice, 0)

    async def test_it_ends_when_nothing_is_being_done_any_more(
        self, practice: Practice, clock: MovableClock
    ) -> None:
        surface = await practice.thread()
        await practice.adapter.status(surface, "thinking", "")
        await practice.adapter.status(surface, "complete", "")
        await clock.advance(30)
        await typed(practice, 0)

    async def test_it_is_not_kept_up_for_ever(
        self, practice: Practice, clock: MovableClock
    ) -> None:
        surface = await practice.thread()
        await practice.adapter.status(surface, "analyzing", "")
        await clock.advance(600)
        before = len(practice.discord.calls("typing"))
        await clock.advance(600)
        assert len(practice.discord.calls("typing")) == before < 20

    async def test_where_it_fails_nothing_else_does(
        self, practice: Practice, clock: MovableClock
    ) -> None:
        surface = await practice.thread()
        practice.discord.faults.play("typing", error(50013))
        await practice.adapter.status(surface, "thinking", "")
        await clock.advance(1)
        await typed(practice, 1)
        gone = Surface("discord", practice.tenant, "1", "2")
        await practice.adapter.status(gone, "thinking", "")
        await clock.advance(10)
        await practice.adapter.post(surface, Notice(text="Hello"), "k")


@claims("discord.typing")
async def test_a_sign_that_finds_no_room_does_not_come_after_the_answer(
    practice: Practice, clock: MovableClock
) -> None:
    discord, surface = practice.discord, await practice.thread()
    async with (
        calling(discord.api_url, discord.app.token, clock) as calls,
        asyncio.TaskGroup() as tasks,
    ):
        statuses = Statuses(calls=calls, clock=clock)
        running = tasks.create_task(statuses.run())
        async with AsyncExitStack() as full:
            for _ in range(calls.gate.left()):
                await full.enter_async_context(calls.gate.passed())
            statuses.show(surface, "thinking")
            await clock.advance(2)
            statuses.over(surface)
        await clock.advance(5)
        await typed(practice, 0)
        statuses.show(surface, "thinking")
        await clock.advance(1)
        await typed(practice, 1)
        running.cancel()
