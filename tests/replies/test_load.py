"""Many replies at once: edits in between thin out, and nothing is lost, cut or late."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

import pytest

from bot.ports.platform import Capabilities, Limit
from bot.replies.pacing import Budgets, Priority
from bot.replies.stream import ReplyStream
from tests.fakes.chat import Chat
from tests.fakes.virtual_time import VirtualClock, in_virtual_time, run
from tests.replies.shows import place, reply
from tests.requirements import claims

WORDS = " ".join(f"word{number}" for number in range(120))

BY_THREAD = Capabilities(
    page=1900,
    unit="utf16",
    cadence=1.2,
    limits={
        "post": (
            Limit(calls=5, seconds=5, per="thread"),
            Limit(calls=50, seconds=1, per="bot", name="all"),
        ),
        "edit": (
            Limit(calls=5, seconds=5, per="thread"),
            Limit(calls=50, seconds=1, per="bot", name="all"),
        ),
    },
)
"""Buckets for each thread, and one over all calls."""
BY_TENANT = Capabilities(
    page=3900,
    streams=True,
    stream_seconds=240,
    stream_bytes=9000,
    cadence=1.0,
    finds=True,
    limits={
        "post": (
            Limit(calls=1, seconds=1, per="channel"),
            Limit(calls=300, seconds=60, per="tenant"),
        ),
        "edit": (Limit(calls=50, seconds=60, per="tenant"),),
        "start": (Limit(calls=20, seconds=60, per="tenant"),),
        "append": (Limit(calls=100, seconds=60, per="tenant"),),
        "stop": (Limit(calls=20, seconds=60, per="tenant"),),
    },
)
"""A tier for each method, shared by a tenant."""


@dataclass
class Told:
    """A reply, and how late its first word and its end were visible, in seconds."""

    stream: ReplyStream
    first: float = 0.0
    last: float = 0.0


async def tell(
    chat: Chat,
    budgets: Budgets,
    clock: VirtualClock,
    number: int,
    start: float,
    *,
    channel: str = "",
) -> Told:
    """One reply of three seconds in a thread of its own."""
    await clock.sleep(start)
    surface = place(str(number), channel=channel or f"c{number}")
    stream = reply(chat, clock, budgets=budgets, surface=surface, key=f"r{number}")
    told = Told(stream)
    began = clock.monotonic()
    async with asyncio.TaskGroup() as tasks:
        showing = tasks.create_task(stream.run())
        for word in WORDS.split(" "):
            stream.feed(f"{word} ")
            await clock.sleep(0.025)
        stream.finish(WORDS)
        ended = clock.monotonic()
        await showing
    told.last = clock.monotonic() - ended
    assert stream.first_shown_at is not None
    told.first = stream.first_shown_at - began
    return told


async def crowd(chat: Chat, clock: VirtualClock, count: int, seconds: float) -> list[Told]:
    """So many replies that begin within so many seconds."""
    budgets = Budgets(clock)
    async with asyncio.TaskGroup() as tasks:
        telling = [
            tasks.create_task(tell(chat, budgets, clock, number, number * seconds / count))
            for number in range(count)
        ]
    assert chat.refused == 0
    assert chat.violations == []
    assert [message.now.text for message in chat.standing()] == [WORDS] * count
    assert all(message.now.complete for message in chat.standing())
    return [task.result() for task in telling]


def median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


@claims("replies.thin-out")
@in_virtual_time
async def test_with_buckets_by_thread_edits_thin_out_and_firsts_and_finals_stay_prompt() -> None:
    edits = {}
    for count in (5, 40, 200):
        clock = VirtualClock()
        chat = Chat(clock, BY_THREAD, latency=lambda: 0.08)
        told = await crowd(chat, clock, count, seconds=count / 15)
        edits[count] = sum(one.stream.edits for one in told) / count
        assert median([one.first for one in told]) < 0.2
        assert median([one.last for one in told]) < 0.5
        assert max(one.last for one in told) < 3
    assert edits[5] == 3  # two at 1.2 s each, and the end
    assert 1 <= edits[200] < edits[40] <= edits[5]


@in_virtual_time
async def test_with_a_tier_for_each_method_replies_are_streamed_then_edited_then_whole() -> None:
    clock = VirtualClock()
    chat = Chat(clock, BY_TENANT, latency=lambda: 0.08)
    told = await crowd(chat, clock, 100, seconds=20)
    assert 0 < chat.calls["start"] <= 20
    assert chat.calls["post"] == 100 - chat.calls["start"]
    whole = [message for message in chat.standing() if len(message.history) == 1]
    assert len(whole) > 20
    assert median([one.last for one in told]) < 1
    assert max(one.last for one in told) < 15


def tier(calls: int, burst: int) -> tuple[Limit, ...]:
    return (Limit(calls=calls, seconds=60, per="tenant", burst=burst),)


BY_METHOD = replace(
    BY_TENANT,
    cadence=0.2,
    limits={
        "post": (*tier(300, 60), Limit(calls=1, seconds=1, per="channel", burst=1)),
        "edit": tier(50, 20),
        "start": tier(20, 10),
        "append": tier(100, 40),
        "stop": tier(20, 10),
    },
)
"""A tier for each method with its burst, shared by a tenant."""


async def practise(
    chat: Chat, budgets: Budgets, clock: VirtualClock, number: int, arrives: float
) -> list[Told]:
    """A trainee who comes, has a session opened, and is answered three times."""
    home = place(str(number), channel=f"c{number}")
    await clock.sleep(arrives)
    await budgets.acquire(chat, "post", home, Priority.OPENING)
    replies = []
    for turn in range(3):
        await clock.sleep(1 + (number * 7 + turn * 3) % 20 / 10 + 0.6)
        stream = reply(chat, clock, budgets=budgets, surface=home, key=f"r{number}.{turn}")
        told = Told(stream)
        async with asyncio.TaskGroup() as tasks:
            showing = tasks.create_task(stream.run())
            for word in WORDS.split(" "):
                stream.feed(f"{word} ")
                await clock.sleep(0.02)
            stream.finish(WORDS)
            ended = clock.monotonic()
            await showing
        told.last = clock.monotonic() - ended
        replies.append(told)
    return replies


@pytest.mark.parametrize(
    ("count", "late", "growing"),
    [(5, 0.33, 0.8), (20, 0.33, 0.54), (50, 0.33, 0.28), (100, 9.7, 0.17), (200, 13.3, 0.13)],
)
@claims("replies.thin-out")
def test_a_tenant_full_of_trainees_is_answered_wholly(
    count: int, late: float, growing: float
) -> None:
    async def day() -> None:
        clock = VirtualClock()
        chat, budgets = Chat(clock, BY_METHOD, latency=lambda: 0.08), Budgets(clock)
        async with asyncio.TaskGroup() as tasks:
            coming = [
                tasks.create_task(
                    practise(chat, budgets, clock, number, (number * 137 % count) * 20 / count)
                )
                for number in range(count)
            ]
        told = [one for task in coming for one in task.result()]
        assert chat.refused == 0
        assert chat.violations == []
        assert [message.now.text for message in chat.standing()] == [WORDS] * 3 * count
        assert sorted(one.last for one in told)[int(0.95 * len(told))] < late
        seen = [len(message.history) - 1 for message in chat.standing()]
        assert sum(states >= 2 for states in seen) >= round(growing * len(seen), 6)
        assert max(one.last for one in told) < 27

    run(day())


@claims("replies.thin-out")
@in_virtual_time
async def test_five_who_share_the_limits_of_one_channel_are_all_answered_wholly() -> None:
    five = Limit(calls=5, seconds=5, per="channel")
    clock = VirtualClock()
    chat = Chat(
        clock,
        Capabilities(page=1900, cadence=0.25, limits={"post": (five,), "edit": (five,)}),
        latency=lambda: 0.08,
    )
    budgets = Budgets(clock)
    async with asyncio.TaskGroup() as tasks:
        telling = [
            tasks.create_task(
                tell(chat, budgets, clock, number, number % 5 + number // 5 * 6.0, channel="one")
            )
            for number in range(15)
        ]
    assert chat.refused == 0
    assert chat.violations == []
    assert [message.now.text for message in chat.standing()] == [WORDS] * 15
    assert all(message.now.complete for message in chat.standing())
    assert max(task.result().last for task in telling) < 5


@in_virtual_time
async def test_where_edits_are_rare_the_first_text_is_a_few_words_more() -> None:
    first = {}
    for count in (10, 150):
        clock = VirtualClock()
        chat = Chat(clock, BY_THREAD, latency=lambda: 0.08)
        told = await crowd(chat, clock, count, seconds=count / 25)
        first[count] = median([len(m.history[0].text) for m in chat.standing()])
        assert median([one.first for one in told]) < 0.5
    assert first[10] < 10 < first[150]


@in_virtual_time
async def test_a_few_replies_in_one_tenant_all_stream_by_themselves() -> None:
    clock = VirtualClock()
    chat = Chat(clock, BY_TENANT, latency=lambda: 0.08)
    told = await crowd(chat, clock, 3, seconds=1)
    assert chat.calls["start"] == 3
    assert max(one.first for one in told) < 0.1
    assert max(one.last for one in told) < 0.3


@in_virtual_time
async def test_three_hundred_that_begin_at_once_all_stand_in_the_end() -> None:
    clock = VirtualClock()
    chat = Chat(clock, BY_THREAD, latency=lambda: 0.08)
    told = await crowd(chat, clock, 300, seconds=0.001)
    assert max(one.last for one in told) < 20
