"""Budgets: what the limits of a platform allow, shared by everyone, the most urgent first."""

from __future__ import annotations

import asyncio
import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.content import Content, Notice
from bot.domain.surface import Surface
from bot.errors import PlatformRateLimited
from bot.ports.platform import Capabilities, Limit, Verb
from bot.replies.pacing import Budgets, Priority
from tests.fakes.chat import Chat
from tests.fakes.virtual_time import VirtualClock, in_virtual_time, run
from tests.replies.shows import place
from tests.requirements import claims

EDITS = Limit(calls=5, seconds=5, per="thread")
ALL = Limit(calls=10, seconds=1, per="bot", name="all")


def world(**limits: tuple[Limit, ...]) -> tuple[Chat, Budgets, VirtualClock]:
    clock = VirtualClock()
    verbs: dict[str, Verb] = {"edit": "edit", "post": "post"}
    given = {verbs[name]: limit for name, limit in limits.items()}
    return Chat(clock, Capabilities(page=100, limits=given)), Budgets(clock), clock


class Line:
    """People who wait for a call, and the order in which they got it."""

    def __init__(self, chat: Chat, budgets: Budgets, clock: VirtualClock) -> None:
        self._chat, self._budgets, self._clock = chat, budgets, clock
        self.served: list[tuple[str, float]] = []

    async def stand(
        self,
        name: str,
        priority: Priority = Priority.FINAL,
        surface: Surface | None = None,
        verb: Verb = "edit",
    ) -> None:
        await self._budgets.acquire(self._chat, verb, surface or place(), priority)
        self.served.append((name, round(self._clock.monotonic(), 2)))

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.served]


class TestLimits:
    @in_virtual_time
    async def test_a_window_allows_so_many_calls_and_no_more(self) -> None:
        chat, budgets, clock = world(edit=(EDITS,))
        line = Line(chat, budgets, clock)
        for number in range(12):
            await line.stand(str(number))
        times = [time for _, time in line.served]
        assert times == [0.0] * 5 + [5.0] * 5 + [10.0] * 2

    @in_virtual_time
    async def test_a_burst_is_allowed_after_a_quiet_time_and_then_the_average(self) -> None:
        limit = Limit(calls=60, seconds=60, per="channel", burst=3)
        chat, budgets, clock = world(post=(limit,))
        line = Line(chat, budgets, clock)
        for number in range(6):
            await line.stand(str(number), verb="post")
        assert [time for _, time in line.served] == [0.0, 0.0, 0.0, 1.0, 2.0, 3.0]

    @in_virtual_time
    async def test_last_texts_find_room_in_a_second_that_many_share(self) -> None:
        every = Limit(calls=30, seconds=1, per="bot", name="all")
        chat, budgets, clock = world(edit=(every,))
        line = Line(chat, budgets, clock)
        async with asyncio.TaskGroup() as tasks:
            for number in range(40):
                tasks.create_task(line.stand(f"first {number}", Priority.FIRST, place(str(number))))
            await clock.sleep(0.1)
            assert len(line.served) == 28
            await line.stand("final", Priority.FINAL)
            assert line.served[-1] == ("final", 0.1)

    @in_virtual_time
    async def test_a_verb_without_limits_never_waits(self) -> None:
        chat, budgets, clock = world()
        for _ in range(1000):
            await budgets.acquire(chat, "edit", place(), Priority.NOTICE)
        assert clock.monotonic() == 0
        assert budgets.calls == {("chat", "edit"): 1000}

    @in_virtual_time
    async def test_a_call_counts_until_its_window_after_it_was_answered(self) -> None:
        limit = Limit(calls=1, seconds=5, per="thread")
        chat, budgets, clock = world(edit=(limit,))
        async with budgets.call(chat, "edit", place(), Priority.FINAL):
            await clock.sleep(3)
        await budgets.acquire(chat, "edit", place(), Priority.FINAL)
        assert clock.monotonic() == pytest.approx(8, abs=0.01)

    @in_virtual_time
    async def test_what_even_the_quickest_answer_takes_is_not_counted_twice(self) -> None:
        clock, latencies = VirtualClock(), itertools.cycle((0.2, 0.08, 0.1))
        every = Limit(calls=10, seconds=1, per="bot", name="all")
        chat = Chat(
            clock,
            Capabilities(page=100, limits={"post": (every,)}),
            latency=lambda: next(latencies),
        )
        budgets = Budgets(clock)

        async def call(number: int) -> None:
            async with budgets.call(chat, "post", place(str(number)), Priority.FINAL):
                await chat.post(place(str(number)), Notice(text="So it is."), f"n{number}")

        async with asyncio.TaskGroup() as tasks:
            for number in range(200):
                tasks.create_task(call(number))
        assert chat.refused == 0
        # 200 calls, each counted from its beginning to a second after its answer, take 21.8 s.
        assert clock.monotonic() < 21.5

    @in_virtual_time
    async def test_a_burst_begins_to_fill_when_its_first_call_has_arrived(self) -> None:
        clock, latencies = VirtualClock(), itertools.chain((0.8,), itertools.repeat(0.08))
        burst = Limit(calls=60, seconds=60, per="tenant", burst=3)
        chat = Chat(
            clock,
            Capabilities(page=100, limits={"post": (burst,)}),
            latency=lambda: next(latencies),
        )
        budgets = Budgets(clock)

        async def call(number: int) -> None:
            async with budgets.call(chat, "post", place(str(number)), Priority.FINAL):
                await chat.post(place(str(number)), Notice(text="So it is."), f"n{number}")

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(call(0))
            await clock.sleep(0.5)
            for number in range(1, 8):
                tasks.create_task(call(number))
        assert chat.refused == 0

    @in_virtual_time
    async def test_limits_of_the_same_name_are_counted_together_and_others_apart(self) -> None:
        chat, budgets, _ = world(edit=(EDITS, ALL), post=(ALL,))
        for number in range(10):
            await budgets.acquire(chat, "post", place(str(number)), Priority.FINAL)
        assert budgets.wait(chat, "edit", place(), Priority.FINAL) == pytest.approx(1.0)
        other, apart, _ = world(edit=(Limit(calls=1, seconds=9, per="bot"),))
        await apart.acquire(other, "post", place(), Priority.FINAL)
        assert apart.wait(other, "edit", place(), Priority.FINAL) == 0

    @in_virtual_time
    async def test_threads_channels_and_tenants_have_budgets_of_their_own(self) -> None:
        limit = Limit(calls=1, seconds=60, per="channel")
        chat, budgets, _ = world(edit=(limit,))
        await budgets.acquire(chat, "edit", place("1", "c"), Priority.FINAL)
        assert budgets.wait(chat, "edit", place("2", "c"), Priority.FINAL) > 0
        assert budgets.wait(chat, "edit", place("1", "d"), Priority.FINAL) == 0
        assert budgets.wait(chat, "edit", place("1", "c", "u"), Priority.FINAL) == 0

    @in_virtual_time
    async def test_nothing_is_held_of_one_limit_while_another_is_waited_for(self) -> None:
        chat, budgets, clock = world(edit=(Limit(calls=1, seconds=60, per="thread"), ALL))
        await budgets.acquire(chat, "edit", place("1"), Priority.FINAL)
        async with asyncio.TaskGroup() as tasks:
            blocked = [
                tasks.create_task(budgets.acquire(chat, "edit", place("1"), Priority.FIRST))
                for _ in range(20)
            ]
            await clock.sleep(2)
            for number in range(2, 12):
                await budgets.acquire(chat, "edit", place(str(number)), Priority.FINAL)
            assert clock.monotonic() == 2
            for task in blocked:
                task.cancel()


class TestPriorities:
    @claims("replies.shared")
    @in_virtual_time
    async def test_the_more_urgent_go_first_and_the_earlier_among_equals(self) -> None:
        limit = Limit(calls=1, seconds=1, per="bot")
        chat, budgets, clock = world(edit=(limit,))
        line = Line(chat, budgets, clock)
        await line.stand("before")
        async with asyncio.TaskGroup() as tasks:
            for name, priority in (
                ("notice", Priority.NOTICE),
                ("growing 1", Priority.GROWING),
                ("growing 2", Priority.GROWING),
                ("card", Priority.CARD),
                ("opening", Priority.OPENING),
                ("whole", Priority.WHOLE),
                ("first", Priority.FIRST),
                ("final", Priority.FINAL),
            ):
                tasks.create_task(line.stand(name, priority))
        ordered = ["before", "final", "first", "whole", "card", "opening"]
        ordered += ["growing 1", "growing 2", "notice"]
        assert line.names == ordered

    @in_virtual_time
    async def test_growing_messages_leave_the_last_calls_to_the_urgent(self) -> None:
        chat, budgets, clock = world(edit=(EDITS,))
        for _ in range(4):
            await budgets.acquire(chat, "edit", place(), Priority.GROWING)
        assert budgets.wait(chat, "edit", place(), Priority.GROWING) > 0
        await budgets.acquire(chat, "edit", place(), Priority.FINAL)
        assert clock.monotonic() == 0

    @in_virtual_time
    async def test_where_a_single_call_takes_long_to_come_back_nothing_grows_on_it(self) -> None:
        chat, budgets, _ = world(edit=(Limit(calls=1, seconds=60, per="thread"),))
        assert math.isinf(budgets.wait(chat, "edit", place(), Priority.GROWING))
        assert budgets.wait(chat, "edit", place(), Priority.NOTICE) == 0

    @in_virtual_time
    async def test_the_pace_is_shared_among_those_who_grow(self) -> None:
        chat, budgets, _ = world(edit=(ALL,))
        with budgets.seat(chat, "edit", place()):
            one = budgets.pace(chat, "edit", place())
            with budgets.seat(chat, "edit", place("2")), budgets.seat(chat, "edit", place("3")):
                assert budgets.pace(chat, "edit", place()) == pytest.approx(3 * one)
        assert budgets.pace(chat, "edit", place()) == 0

    @in_virtual_time
    async def test_where_this_process_is_late_messages_grow_in_larger_steps(self) -> None:
        chat, budgets, _ = world()
        assert budgets.pace(chat, "edit", place()) == 0
        for _ in range(200):
            budgets.woke(0.05)
        assert budgets.pace(chat, "edit", place()) == pytest.approx(1.0, abs=0.1)
        for _ in range(500):
            budgets.woke(0.0)
        assert budgets.pace(chat, "edit", place()) < 0.01


class TestRefusals:
    @claims("replies.retry-after")
    @in_virtual_time
    async def test_a_429_empties_the_bucket_until_its_retry_after(self) -> None:
        chat, budgets, clock = world(edit=(EDITS,))
        with pytest.raises(PlatformRateLimited):
            async with budgets.call(chat, "edit", place(), Priority.FINAL):
                raise PlatformRateLimited(retry_after=30)
        await budgets.acquire(chat, "edit", place(), Priority.FIRST)
        assert clock.monotonic() == pytest.approx(30, abs=0.01)
        assert budgets.limited == {("chat", "edit"): 1}

    @in_virtual_time
    async def test_those_who_wait_already_wait_for_it_too(self) -> None:
        chat, budgets, clock = world(edit=(Limit(calls=1, seconds=1, per="bot"),))
        line = Line(chat, budgets, clock)
        await line.stand("before")
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(line.stand("waits"))
            await clock.sleep(0.5)
            budgets.empty(chat, "edit", place(), 20)
        assert line.served[-1] == ("waits", 20.5)

    @in_virtual_time
    async def test_a_limit_nobody_told_of_is_kept_all_the_same(self) -> None:
        chat, budgets, clock = world()
        budgets.empty(chat, "edit", place(), 7)
        await budgets.acquire(chat, "edit", place("2"), Priority.FIRST)
        assert clock.monotonic() == 0
        await budgets.acquire(chat, "edit", place(), Priority.FIRST)
        assert clock.monotonic() == pytest.approx(7, abs=0.01)

    @in_virtual_time
    async def test_a_429_of_one_thread_does_not_stop_the_others(self) -> None:
        chat, budgets, _ = world(edit=(EDITS, ALL))
        budgets.empty(chat, "edit", place("1"), 30)
        assert budgets.wait(chat, "edit", place("2"), Priority.FIRST) == 0

    @in_virtual_time
    async def test_429s_in_two_threads_speak_against_the_limit_they_share(self) -> None:
        chat, budgets, _ = world(edit=(EDITS, ALL))
        budgets.empty(chat, "edit", place("1"), 30)
        budgets.empty(chat, "edit", place("2"), 30)
        assert budgets.wait(chat, "edit", place("3"), Priority.FIRST) == pytest.approx(30)

    @in_virtual_time
    async def test_a_platform_that_says_whose_limit_it_was_is_believed(self) -> None:
        chat, budgets, _ = world(edit=(EDITS, ALL))
        budgets.empty(chat, "edit", place("1"), 30, "bot")
        assert budgets.wait(chat, "edit", place("2"), Priority.FIRST) == pytest.approx(30)

    @in_virtual_time
    async def test_after_a_429_fewer_calls_are_made_and_with_time_more_again(self) -> None:
        chat, budgets, clock = world(edit=(Limit(calls=10, seconds=10, per="bot"),))

        async def at_once() -> int:
            made = 0
            while budgets.wait(chat, "edit", place(), Priority.FINAL) == 0:
                await budgets.acquire(chat, "edit", place(), Priority.FINAL)
                made += 1
            return made

        assert await at_once() == 10
        budgets.empty(chat, "edit", place(), 20)
        await clock.sleep(20.1)
        assert await at_once() == 7
        await clock.sleep(300)
        assert await at_once() == 10

    @in_virtual_time
    async def test_several_429s_at_once_are_one_lesson(self) -> None:
        chat, budgets, clock = world(edit=(Limit(calls=10, seconds=10, per="bot"),))
        for _ in range(5):
            budgets.empty(chat, "edit", place(), 20)
        await clock.sleep(20.1)
        for _ in range(7):
            await budgets.acquire(chat, "edit", place(), Priority.FINAL)
        assert clock.monotonic() == pytest.approx(20.1)


class TestGivingUp:
    @in_virtual_time
    async def test_who_gives_up_waiting_takes_nothing(self) -> None:
        chat, budgets, clock = world(edit=(Limit(calls=1, seconds=10, per="bot"),))
        line = Line(chat, budgets, clock)
        await line.stand("before")
        async with asyncio.TaskGroup() as tasks:
            impatient = tasks.create_task(line.stand("impatient"))
            tasks.create_task(line.stand("patient"))
            await clock.sleep(5)
            impatient.cancel()
        assert line.served == [("before", 0.0), ("patient", 10.0)]

    @in_virtual_time
    async def test_who_gives_up_in_the_moment_of_being_let_in_gives_it_back(self) -> None:
        chat, budgets, clock = world(edit=(Limit(calls=1, seconds=10, per="bot"),))
        line = Line(chat, budgets, clock)
        permit = await budgets.permit(chat, "edit", place(), Priority.FINAL)
        async with asyncio.TaskGroup() as tasks:
            impatient = tasks.create_task(line.stand("impatient"))
            tasks.create_task(line.stand("patient"))
            await clock.sleep(5)
            permit.unused()
            impatient.cancel()
        assert line.served == [("patient", 5.0)]

    @in_virtual_time
    async def test_budgets_that_nobody_uses_are_forgotten(self) -> None:
        chat, budgets, clock = world(edit=(EDITS,))
        for number in range(1000):
            await budgets.acquire(chat, "edit", place(str(number)), Priority.FINAL)
            await clock.sleep(1)
        assert len(budgets._routes._budgets) < 200


limits = st.lists(
    st.builds(
        Limit,
        calls=st.integers(1, 8),
        seconds=st.sampled_from((0.5, 1.0, 7.0)),
        per=st.sampled_from(("thread", "channel", "tenant", "bot")),
        burst=st.none() | st.integers(1, 10),
    ),
    max_size=3,
    unique_by=lambda limit: limit.per,
).map(tuple)
callers = st.lists(
    st.tuples(
        st.sampled_from(("1", "2", "3")),
        st.sampled_from([p for p in Priority if p is not Priority.GROWING]),
        st.floats(0, 20),
        st.none() | st.floats(0, 20),
    ),
    max_size=40,
)


@claims("replies.budget")
@given(limits, callers)
def test_no_limit_is_ever_exceeded_and_nothing_leaks(
    limits: tuple[Limit, ...], callers: list[tuple[str, Priority, float, float | None]]
) -> None:
    async def check() -> None:
        chat, budgets, clock = world(edit=limits)
        ref = {thread: await chat.post(place(thread), _notice(), thread) for thread in "123"}

        async def call(thread: str, priority: Priority, at: float, patience: float | None) -> None:
            await clock.sleep(at)
            try:
                async with asyncio.timeout(patience):
                    await budgets.acquire(chat, "edit", place(thread), priority)
            except TimeoutError:
                return
            await chat.edit(ref[thread], _notice())

        async with asyncio.TaskGroup() as tasks:
            for caller in callers:
                tasks.create_task(call(*caller))
        assert chat.refused == 0
        assert budgets._queue == []
        assert all(not any(b.waiting) and b.out == 0 for b in budgets._routes._budgets.values())

    run(check())


def _notice() -> Content:
    return Notice(text="hello")


@in_virtual_time
async def test_a_call_made_elsewhere_than_asked_for_counts_there_too() -> None:
    clock = VirtualClock()
    one = Limit(calls=1, seconds=10, per="channel")
    all = Limit(calls=9, seconds=10, per="bot")
    chat, budgets = Chat(clock, Capabilities(page=100, limits={"post": (one, all)})), Budgets(clock)
    here, there = place("a", channel="here"), place("b", channel="there")
    await budgets.acquire(chat, "post", here, Priority.FIRST)
    budgets.made_beside(chat, "post", there, here)
    assert budgets.wait(chat, "post", there, Priority.FIRST) == pytest.approx(10)
    for number in range(8):
        other = place("c", channel=f"c{number}")
        assert budgets.wait(chat, "post", other, Priority.FIRST) == 0
        await budgets.acquire(chat, "post", other, Priority.FIRST)
