"""A reply that is taken back: only where nothing of it can have been seen, whatever goes on meanwhile."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from hypothesis import event, given, settings
from hypothesis import strategies as st

from bot.errors import PlatformUnavailable
from bot.ports.platform import Limit
from bot.replies.pacing import Budgets, Priority
from bot.replies.stream import ReplyStream
from tests.fakes.chat import Chat, limited, unavailable
from tests.fakes.virtual_time import VirtualClock, in_virtual_time, run
from tests.replies.shows import Book, dress, place, raw, reply, write
from tests.replies.test_stream import EDITS, STREAMS, WHOLE, WORDS, texts
from tests.replies.test_stream_properties import World, certain, pieces, worlds
from tests.requirements import claims

pytestmark = claims("replies.recalled")


async def until_recalled(stream: ReplyStream, clock: VirtualClock, moment: float) -> None:
    """Shows a reply, of which a recall is asked at a moment; its writer is heard no more then."""
    async with asyncio.TaskGroup() as tasks:
        writing = tasks.create_task(write(stream, WORDS, clock))
        showing = tasks.create_task(stream.run())
        await clock.sleep(moment)
        stream.recall()
        await showing
        if stream.recalled:
            writing.cancel()


class TestRecall:
    @in_virtual_time
    async def test_before_the_first_word_nothing_is_shown(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, EDITS)
        stream = reply(chat, clock)
        stream.recall()
        await stream.run()
        assert stream.recalled
        assert not chat.calls

    @in_virtual_time
    async def test_after_the_first_word_the_reply_goes_on(self) -> None:
        for capabilities in (EDITS, STREAMS):
            clock = VirtualClock()
            chat = Chat(clock, capabilities)
            stream = reply(chat, clock)
            await until_recalled(stream, clock, 0.5)
            assert not stream.recalled
            assert texts(chat) == [WORDS]

    @in_virtual_time
    async def test_what_is_on_its_way_to_the_platform_counts_as_seen(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, EDITS, latency=lambda: 2.0)
        stream = reply(chat, clock)
        await until_recalled(stream, clock, 0.5)
        assert not stream.recalled
        assert texts(chat) == [WORDS]

    @in_virtual_time
    async def test_a_call_that_was_refused_has_shown_nothing(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, EDITS, latency=lambda: 2.0, faults={"post": [limited(30)]})
        stream = reply(chat, clock)
        await until_recalled(stream, clock, 0.5)
        assert stream.recalled
        assert texts(chat) == []

    @in_virtual_time
    async def test_a_call_without_an_answer_may_have_shown_something(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, EDITS, faults={"post": [unavailable(after=True)]})
        stream = reply(chat, clock)
        await until_recalled(stream, clock, 0.1)
        assert not stream.recalled
        assert texts(chat) == [WORDS]

    @in_virtual_time
    async def test_one_that_waits_for_its_turn_to_be_posted_is_recalled_at_once(self) -> None:
        clock = VirtualClock()
        capabilities = replace(WHOLE, limits={"post": (Limit(calls=1, seconds=10, per="channel"),)})
        chat = Chat(clock, capabilities)
        budgets = Budgets(clock)
        await budgets.acquire(chat, "post", place(), Priority.FIRST)
        stream = reply(chat, clock, budgets=budgets)
        stream.finish(WORDS)
        async with asyncio.TaskGroup() as tasks:
            showing = tasks.create_task(stream.run())
            await clock.sleep(5)
            stream.recall()
            await showing
            assert clock.monotonic() == 5
        assert stream.recalled
        assert not chat.calls

    @in_virtual_time
    async def test_after_a_crash_what_was_posted_before_it_is_looked_for(self) -> None:
        for posted in (True, False):
            clock = VirtualClock()
            chat = Chat(clock, EDITS, faults={"lookup": [limited(3), unavailable()]})
            if posted:
                await chat.post(place(), dress(0, "word0", False), "reply:0")  # noqa: FBT003
            stream = reply(chat, clock, book=Book(asked={0}), unsure={0})
            stream.recall()
            stream.finish(WORDS)
            await shown_in_spite_of(stream)
            assert stream.recalled is not posted
            assert texts(chat) == ([WORDS] if posted else [])

    @in_virtual_time
    async def test_where_it_cannot_be_looked_for_it_counts_as_seen(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, replace(EDITS, finds=False))
        stream = reply(chat, clock, unsure={0})
        stream.recall()
        stream.finish(WORDS)
        await stream.run()
        assert not stream.recalled
        assert texts(chat) == [WORDS]


async def shown_in_spite_of(stream: ReplyStream) -> None:
    """Tried again after an error, as the engine does."""
    try:
        await stream.run()
    except PlatformUnavailable:
        await stream.run()


@given(worlds.map(certain), pieces, st.floats(min_value=0.0, max_value=20.0))
@settings(max_examples=250)
def test_a_recalled_reply_was_never_seen_and_any_other_stands_whole(
    world: World, text: list[str], moment: float
) -> None:
    async def check() -> None:
        clock = VirtualClock()
        chat, budgets = world.chat(clock), Budgets(clock)
        stream = reply(chat, clock, budgets=budgets)
        async with asyncio.TaskGroup() as tasks:
            writing = tasks.create_task(world.write(stream, text, clock))
            showing = tasks.create_task(stream.run())
            await clock.sleep(moment)
            stream.recall()
            await showing
            if stream.recalled:
                writing.cancel()
        whole = raw("".join(text))
        stands = "".join(raw(message.now.text) for message in chat.standing())
        assert stands == ("" if stream.recalled else whole)
        assert not (stream.recalled and chat.messages), "nothing was there for a moment either"
        event(f"recalled: {stream.recalled}")

    run(check())
