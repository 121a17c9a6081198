"""That the bot is typing. When it is said is decided by the engine: see the tests of signs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.domain.content import Notice
from bot.domain.surface import Surface
from bot.errors import PermissionMissing, PlatformError
from bot.ports.platform import Verb
from bot.replies.pacing import Budgets
from bot.replies.signs import Sign
from tests.adapters.discord_app import Practice, practising
from tests.fakes.discord import MovableClock, error, limited
from tests.requirements import claims


@pytest.fixture
async def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
async def practice(clock: MovableClock) -> AsyncIterator[Practice]:
    async with practising(clock=clock) as practice:
        yield practice


def typed(practice: Practice) -> int:
    return len(practice.discord.calls("typing"))


@claims("discord.typing")
class TestTyping:
    async def test_it_is_shown_while_something_is_being_done(self, practice: Practice) -> None:
        surface = await practice.thread()
        for times, stage in enumerate(("thinking", "analyzing", "generating"), 1):
            await practice.adapter.status(surface, stage, "Maren is thinking")  # type: ignore[arg-type]
            assert typed(practice) == times

    async def test_nothing_is_shown_once_it_is_done(self, practice: Practice) -> None:
        surface = await practice.thread()
        await practice.adapter.status(surface, "complete", "")
        await practice.adapter.status(surface, "error", "")
        assert typed(practice) == 0

    async def test_where_it_fails_nothing_else_does(self, practice: Practice) -> None:
        surface = await practice.thread()
        practice.discord.faults.play("typing", error(50013))
        with pytest.raises(PermissionMissing):
            await practice.adapter.status(surface, "thinking", "")
        with pytest.raises(PlatformError):
            await practice.adapter.status(
                Surface("discord", practice.tenant, "1", "2"), "thinking", ""
            )
        await practice.adapter.post(surface, Notice(text="Hello"), "k")

    async def test_the_engine_says_it_within_the_first_second_and_before_it_fades(
        self, practice: Practice, clock: MovableClock
    ) -> None:
        """Discord shows it for ten seconds."""
        surface = await practice.thread()
        capabilities = practice.adapter.capabilities
        assert capabilities.status_after < 0.9
        assert capabilities.status_lasts is not None
        assert capabilities.status_lasts < 10
        sign = Sign(practice.adapter, surface, Budgets(clock), clock, waited=1.0)
        async with asyncio.TaskGroup() as tasks:
            showing = tasks.create_task(sign.show("thinking", ""))
            await practice.discord.until(lambda: typed(practice) == 1)
            await clock.advance(8)
            await practice.discord.until(lambda: typed(practice) == 2)
            showing.cancel()

    async def test_a_limit_of_its_own_stops_nothing_else(
        self, practice: Practice, clock: MovableClock
    ) -> None:
        surface, budgets = await practice.thread(), Budgets(clock)
        practice.discord.faults.play("typing", limited(5))
        sign = Sign(practice.adapter, surface, budgets, clock, waited=1.0)
        async with asyncio.TaskGroup() as tasks:
            showing = tasks.create_task(sign.show("thinking", ""))
            refused: tuple[str, Verb] = (practice.adapter.name, "status")
            await practice.discord.until(lambda: budgets.limited[refused] == 1)
            assert budgets.wait(practice.adapter, "post", surface) == 0
            assert budgets.wait(practice.adapter, "edit", surface) == 0
            assert budgets.wait(practice.adapter, "status", surface) > 0
            showing.cancel()
