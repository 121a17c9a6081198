"""The sign that a reply is being made: in time, never for nothing, never in a text's way."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.domain.surface import Surface
from bot.errors import PlatformUnavailable
from bot.ports.platform import Capabilities, Limit, Stage
from bot.replies.due import Due
from bot.replies.pacing import Budgets, Priority
from bot.replies.signs import LONGEST, Sign
from bot.replies.stream import ReplyStream
from tests.fakes.chat import Chat, limited, unavailable
from tests.fakes.virtual_time import VirtualClock, in_virtual_time
from tests.replies.shows import place, reply, write
from tests.requirements import claims

ALL = Limit(calls=20, seconds=1.0, per="bot", name="all")
OWN = Limit(calls=5, seconds=5.0, per="thread")
TYPING = Capabilities(
    page=1900,
    cadence=0.1,
    status_after=0.75,
    status_lasts=8.0,
    limits={"post": (ALL, OWN), "edit": (ALL,), "status": (ALL, OWN)},
)
WORDS = " ".join(f"word{number}" for number in range(40))


class Typing(Chat):
    """A chat that notes when it was said that somebody types."""

    def __init__(self, clock: VirtualClock, capabilities: Capabilities = TYPING) -> None:
        super().__init__(clock, capabilities, latency=lambda: 0.08)
        self.typed: list[tuple[Surface, float]] = []

    async def status(self, surface: Surface, stage: Stage, text: str) -> None:
        await super().status(surface, stage, text)
        self.typed.append((surface, round(self._clock.monotonic() - 0.04, 2)))


async def made(
    chat: Chat, clock: VirtualClock, thinks: float, *, budgets: Budgets, surface: Surface
) -> ReplyStream:
    """One reply, with its sign, by a model that thinks so long."""
    stream = reply(chat, clock, budgets=budgets, surface=surface, key=str(surface))
    async with asyncio.TaskGroup() as tasks:
        writer = tasks.create_task(stream.run())
        sign = tasks.create_task(stream.sign.show("thinking", ""))
        await clock.sleep(thinks)
        await write(stream, WORDS, clock, every=0.05)
        await writer
        sign.cancel()
    return stream


@claims("discord.typing")
class TestWhenItIsShown:
    @pytest.mark.parametrize(("thinks", "typed"), [(0.4, []), (2.0, [0.79]), (9.5, [0.79, 8.87])])
    @in_virtual_time
    async def test_it_comes_where_nothing_can_be_seen_for_a_while_and_is_kept_up(
        self, thinks: float, typed: list[float]
    ) -> None:
        clock = VirtualClock()
        chat = Typing(clock)
        await made(chat, clock, thinks, budgets=Budgets(clock), surface=place())
        assert [at for _, at in chat.typed] == typed
        assert chat.violations == []

    @in_virtual_time
    async def test_what_was_waited_before_counts(self) -> None:
        clock = VirtualClock()
        chat = Typing(clock)
        sign = Sign(chat, place(), Budgets(clock), clock, waited=0.6)
        async with asyncio.timeout(1):
            showing = asyncio.ensure_future(sign.show("thinking", ""))
            await clock.sleep(0.3)
            showing.cancel()
        assert [at for _, at in chat.typed] == [0.19]

    @in_virtual_time
    async def test_a_platform_that_names_no_time_is_told_at_once_and_once(self) -> None:
        clock = VirtualClock()
        chat = Typing(clock, Capabilities(page=1900, limits={}))
        await Sign(chat, place(), Budgets(clock), clock).show("thinking", "Dana is thinking")
        assert chat.statuses == [(place(), "thinking", "Dana is thinking")]
        assert clock.monotonic() == pytest.approx(0.08)

    @in_virtual_time
    async def test_it_is_not_kept_up_for_ever(self) -> None:
        clock = VirtualClock()
        chat = Typing(clock)
        await Sign(chat, place(), Budgets(clock), clock).show("thinking", "")
        assert LONGEST < clock.monotonic() < LONGEST + 10
        assert len(chat.typed) < 20

    @in_virtual_time
    async def test_a_refusal_is_waited_for_and_a_failure_is_told(self) -> None:
        clock = VirtualClock()
        chat = Typing(clock)
        chat.add_faults("status", limited(3.0), None, unavailable())
        with pytest.raises(PlatformUnavailable):
            await Sign(chat, place(), Budgets(clock), clock).show("thinking", "")
        assert len(chat.typed) == 1
        assert chat.violations == []


@claims("discord.typing")
class TestWhereCallsAreScarce:
    @in_virtual_time
    async def test_every_reply_is_seen_or_typing_is_within_a_second(self) -> None:
        clock = VirtualClock()
        chat, budgets = Typing(clock), Budgets(clock)

        async def talk(number: int) -> None:
            await clock.sleep(number * 0.14)
            thinks = (0.4, 3.0)[number % 2]
            await made(chat, clock, thinks, budgets=budgets, surface=place(str(number)))

        async with asyncio.TaskGroup() as tasks:
            for number in range(60):
                tasks.create_task(talk(number))
        assert chat.refused == 0
        typed = dict(reversed(chat.typed))
        for number in range(60):
            surface, begun = place(str(number)), number * 0.14
            [message] = chat.standing(surface)
            seen = min(message.history[0].at, typed.get(surface, 99.0))
            assert seen - begun < 1.0
        assert len(typed) == 30, "only where nothing can be read"
        assert chat.calls["edit"] > 60 * 2, "and replies grow all the same"

    @in_virtual_time
    async def test_texts_that_grow_leave_it_a_call_and_no_more(self) -> None:
        clock = VirtualClock()
        chat, budgets = Typing(clock), Budgets(clock)

        async def grow() -> int:
            made = 0
            while budgets.wait(chat, "edit", place()) == 0:
                await budgets.acquire(chat, "edit", place(), Priority.GROWING)
                made += 1
            return made

        without = await grow()
        await clock.sleep(5)
        with budgets.expected(chat, place(), by=clock.monotonic() + 0.65):
            assert await grow() == without - 1
        await clock.sleep(5)
        for _ in range(10):
            await budgets.acquire(chat, "edit", place(), Priority.FINAL)
        await clock.sleep(0.5)
        with budgets.expected(chat, place(), by=clock.monotonic() + 0.65):
            assert await grow() == without - 10, "those ten come back until then"

    @in_virtual_time
    async def test_it_does_not_come_after_the_text_it_stands_for(self) -> None:
        clock = VirtualClock()
        chat, budgets = Typing(clock), Budgets(clock)
        for _ in range(20):
            await budgets.acquire(chat, "edit", place("other"), Priority.FINAL)
        sign = Sign(chat, place(), budgets, clock)
        showing = asyncio.ensure_future(sign.show("thinking", ""))
        await clock.sleep(0.9)
        sign.over()
        await clock.sleep(20)
        assert showing.done()
        assert chat.typed == []

    @in_virtual_time
    async def test_where_first_texts_queue_it_waits_for_them(self) -> None:
        clock = VirtualClock()
        chat, budgets = Typing(clock, replace(TYPING, status_after=0.1)), Budgets(clock)
        served: list[float] = []

        async def first(number: int) -> None:
            await budgets.acquire(chat, "edit", place(str(number)), Priority.FIRST)
            served.append(clock.monotonic())

        async with asyncio.TaskGroup() as tasks:
            for number in range(60):
                tasks.create_task(first(number))
            showing = tasks.create_task(Sign(chat, place(), budgets, clock).show("thinking", ""))
            await clock.sleep(6)
            showing.cancel()
        [(_, typed)] = chat.typed
        assert sum(at < typed for at in served) >= 40


class TestWhatIsLeftForThem:
    def test_what_comes_back_in_time_is_counted_on(self) -> None:
        due = Due()
        assert not due
        for by in (2.0, 1.0, 3.0):
            due.add(by)
        assert due.needed(0.0, lambda by, now: 0.0, ending=0.0) == 3
        assert due.needed(0.1, lambda by, now: by, ending=0.0) == 0
        due.remove(2.0)
        assert due.needed(0.1, lambda by, now: 0.0, ending=0.0) == 2

    def test_and_what_replies_take_that_end_until_then_is_not(self) -> None:
        due = Due()
        due.add(2.0)
        assert due.needed(0.0, lambda by, now: 3.0, ending=2.0) == 2
