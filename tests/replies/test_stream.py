"""How one reply is shown, on each kind of platform and in spite of each kind of fault."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.errors import (
    MessageGone,
    PermissionMissing,
    PlatformUnavailable,
    SurfaceGone,
)
from bot.ports.platform import Capabilities, Limit, Verb
from bot.replies.pacing import Budgets, Priority
from bot.replies.setbacks import RETRIES
from tests.fakes.chat import Chat, Fault, Message, gone, limited, unavailable
from tests.fakes.virtual_time import VirtualClock, in_virtual_time
from tests.replies.shows import Book, assert_grows, place, reply, show, write
from tests.requirements import claims

Limits = dict[Verb, tuple[Limit, ...]]

WORDS = " ".join(f"word{number}" for number in range(200))
EDITS = Capabilities(page=2000, limits={}, finds=True)
WHOLE = Capabilities(page=2000, limits={}, edits=False)
STREAMS = Capabilities(
    page=2000, limits={}, streams=True, stream_seconds=240, stream_bytes=9000, finds=True
)
SMALL = replace(EDITS, page=200)


def texts(chat: Chat) -> list[str]:
    return [message.now.text for message in chat.standing()]


class TestTheUsualWay:
    @in_virtual_time
    async def test_the_first_whole_word_is_shown_at_once(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, EDITS)
        stream = reply(chat, clock)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(stream.run())
            stream.feed("He")
            await clock.sleep(0.5)
            assert texts(chat) == []
            stream.feed("llo ")
            await clock.sleep(0.001)
            assert texts(chat) == ["Hello"]
            assert stream.first_shown_at == 0.5
            stream.finish("Hello there.")

    @claims("replies.whole")
    @in_virtual_time
    async def test_a_reply_grows_by_edits_at_the_platforms_cadence(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, EDITS)
        stream = reply(chat, clock)
        await show(stream, WORDS, clock)
        [message] = chat.standing()
        assert message.now.text == WORDS
        assert message.now.complete
        assert not any(seen.complete for seen in message.history[:-1])
        assert len(message.history) == 6  # at once, 4.2 s at one a second, and the end
        assert stream.edits == 5
        assert stream.shown == WORDS
        assert_grows(message)

    @in_virtual_time
    async def test_a_reply_written_within_a_moment_is_posted_whole_and_once(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, EDITS, latency=lambda: 0.2)
        stream = reply(chat, clock)
        stream.feed("All at ")
        stream.finish("All at once.")
        await stream.run()
        [message] = chat.standing()
        assert [(seen.text, seen.complete) for seen in message.history] == [("All at once.", True)]

    @claims("replies.whole-post")
    @in_virtual_time
    async def test_without_edits_a_reply_is_posted_whole(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, WHOLE)
        await show(reply(chat, clock), WORDS, clock)
        assert [len(message.history) for message in chat.standing()] == [1]
        assert texts(chat) == [WORDS]

    @in_virtual_time
    async def test_an_empty_reply_posts_nothing(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, EDITS)
        await show(reply(chat, clock), "", clock)
        assert chat.standing() == []

    @in_virtual_time
    async def test_nothing_is_called_while_nothing_new_is_written(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, EDITS)
        stream = reply(chat, clock)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(stream.run())
            stream.feed("One two ")
            await clock.sleep(60)
            assert chat.calls == {"post": 1}
            stream.feed("three ")
            await clock.sleep(0.001)
            assert texts(chat) == ["One two three"]
            stream.finish("One two three")
        assert chat.calls == {"post": 1, "edit": 2}

    @claims("replies.newest")
    @in_virtual_time
    async def test_the_newest_text_is_read_after_the_wait_for_the_budget(self) -> None:
        clock = VirtualClock()
        limits: Limits = {"post": (Limit(calls=1, seconds=10, per="channel"),)}
        chat = Chat(clock, replace(EDITS, limits=limits))
        budgets = Budgets(clock)
        await budgets.acquire(chat, "post", place(), Priority.FIRST)
        stream = reply(chat, clock, budgets=budgets)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(stream.run())
            stream.feed("written before ")
            await clock.sleep(9)
            stream.feed("and while it waited ")
            await clock.sleep(2)
            assert texts(chat) == ["written before and while it waited"]
            stream.finish("written before and while it waited.")

    @claims("replies.healed")
    @in_virtual_time
    async def test_half_written_marks_are_shown_closed(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, EDITS)
        stream = reply(chat, clock)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(stream.run())
            stream.feed("This is **very im")
            await clock.sleep(0.1)
            assert texts(chat) == ["This is **very im**"]
            assert stream.shown == "This is **very im"
            stream.finish("This is **very important**.")


class TestPages:
    @claims("replies.pages")
    @in_virtual_time
    async def test_a_long_reply_goes_on_in_further_messages_in_order(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, SMALL)
        await show(reply(chat, clock), WORDS, clock)
        assert " ".join(texts(chat)) == WORDS
        assert len(texts(chat)) > 5
        assert all(message.now.complete for message in chat.standing())
        assert chat.violations == []

    @in_virtual_time
    async def test_code_is_closed_at_a_pages_end_and_opened_again_on_the_next(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, SMALL)
        code = "\n".join(f"line_{number} = {number}" for number in range(30))
        await show(reply(chat, clock), f"Look:\n\n```python\n{code}\n```", clock)
        assert all(text.endswith("\n```") for text in texts(chat))
        assert all(text.startswith("```python\n") for text in texts(chat)[1:])


class TestNativeStreams:
    @in_virtual_time
    async def test_a_message_grows_by_itself_where_the_platform_has_it(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, STREAMS)
        await show(reply(chat, clock), WORDS, clock)
        assert texts(chat) == [WORDS]
        assert chat.calls["start"] == chat.calls["stop"] == 1
        assert chat.calls["append"] == 4
        assert chat.calls["post"] == chat.calls["edit"] == 0

    @in_virtual_time
    async def test_unfinished_marks_are_held_back(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, STREAMS)
        stream = reply(chat, clock)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(stream.run())
            stream.feed("One two ")
            await clock.sleep(2)
            stream.feed("three **fo")
            await clock.sleep(2)
            assert texts(chat) == ["One two three"]
            stream.feed("ur** five ")
            await clock.sleep(2)
            assert texts(chat) == ["One two three **four** five"]
            stream.finish("One two three **four** five")

    @claims("replies.native")
    @in_virtual_time
    async def test_a_platform_that_declines_gets_posts_and_edits(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, STREAMS, declines=True)
        await show(reply(chat, clock), WORDS, clock)
        assert texts(chat) == [WORDS]
        assert chat.calls["start"] == chat.calls["append"] == 0
        assert chat.calls["post"] == 1

    @in_virtual_time
    async def test_a_stream_is_ended_before_it_is_too_old_and_its_message_edited_on(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, STREAMS, closes_after=300)
        await show(reply(chat, clock), WORDS, clock, every=2.0)
        [message] = chat.standing()
        assert message.now.text == WORDS
        assert chat.calls["stop"] == 1
        assert chat.calls["edit"] > 10
        assert_grows(message)

    @in_virtual_time
    async def test_a_stream_that_the_platform_closed_is_mended_by_edits(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, STREAMS, closes_after=1.5)
        await show(reply(chat, clock), WORDS, clock)
        [message] = chat.standing()
        assert message.now.text == WORDS
        assert message.now.complete

    @in_virtual_time
    async def test_an_append_without_an_answer_is_never_sent_again(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, STREAMS, faults={"append": [None, unavailable(after=True)]})
        await show(reply(chat, clock), WORDS, clock)
        [message] = chat.standing()
        assert message.now.text == WORDS
        assert_grows(message)

    @in_virtual_time
    async def test_without_budget_for_a_stream_the_reply_is_posted(self) -> None:
        clock = VirtualClock()
        limits: Limits = {"start": (Limit(calls=1, seconds=60, per="tenant"),)}
        chat = Chat(clock, replace(STREAMS, limits=limits))
        budgets = Budgets(clock)
        await show(reply(chat, clock, budgets=budgets, key="a"), WORDS, clock)
        await show(reply(chat, clock, budgets=budgets, key="b"), WORDS, clock)
        assert texts(chat) == [WORDS, WORDS]
        assert (chat.calls["start"], chat.calls["post"]) == (1, 1)

    @in_virtual_time
    async def test_a_stream_is_never_longer_than_the_platform_bears(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, replace(STREAMS, stream_bytes=400))
        text = " ".join("日本語です。" for _ in range(100))
        await show(reply(chat, clock), text, clock)
        assert chat.violations == []
        assert "".join(texts(chat)).replace(" ", "") == text.replace(" ", "")


class TestFaults:
    @claims("replies.retry-after")
    @in_virtual_time
    async def test_after_a_429_nothing_is_called_until_its_time_is_over(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, EDITS, faults={"edit": [None, limited(30.0)]})
        stream = reply(chat, clock)
        await show(stream, WORDS, clock)
        [message] = chat.standing()
        assert message.now.text == WORDS
        assert stream.limited == 1
        assert clock.monotonic() == pytest.approx(32.0, abs=0.1)

    @claims("replies.failed-edit")
    @in_virtual_time
    async def test_a_failed_edit_in_between_is_counted_and_no_more(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, EDITS, faults={"edit": [unavailable(), unavailable(after=True)]})
        stream = reply(chat, clock)
        await show(stream, WORDS, clock)
        assert texts(chat) == [WORDS]
        assert stream.failures == 2

    @in_virtual_time
    async def test_the_last_edit_is_tried_again_until_it_stands(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, EDITS)
        stream = reply(chat, clock)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(stream.run())
            stream.feed("One two ")
            await clock.sleep(0.1)
            chat.add_faults("edit", *[unavailable()] * RETRIES)
            stream.finish("One two three.")
        assert texts(chat) == ["One two three."]

    @in_virtual_time
    async def test_a_platform_that_stays_away_ends_the_run_which_can_be_taken_up_again(
        self,
    ) -> None:
        clock = VirtualClock()
        chat = Chat(clock, EDITS, faults={"post": [unavailable()] * (RETRIES + 1)})
        stream = reply(chat, clock)
        stream.finish("One two three.")
        with pytest.raises(PlatformUnavailable):
            await stream.run()
        await stream.run()
        assert texts(chat) == ["One two three."]

    @in_virtual_time
    async def test_a_post_whose_answer_was_lost_is_found_again(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, EDITS, faults={"post": [unavailable(after=True)]})
        await show(reply(chat, clock), WORDS, clock)
        assert texts(chat) == [WORDS]
        assert chat.calls["post"] == 1

    @in_virtual_time
    async def test_a_message_that_was_deleted_is_posted_again_with_all_its_text(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, EDITS)
        stream = reply(chat, clock)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(stream.run())
            stream.feed("One two ")
            await clock.sleep(2)
            chat.remove(chat.standing()[0].ref)
            stream.feed("three ")
            await clock.sleep(2)
            assert texts(chat) == ["One two three"]
            stream.finish("One two three four")
        assert texts(chat) == ["One two three four"]

    @in_virtual_time
    async def test_a_message_that_is_deleted_over_and_over_is_given_up(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, EDITS, faults={"edit": [gone()] * 10})
        with pytest.RaisesGroup(MessageGone):
            await show(reply(chat, clock), WORDS, clock, every=0.1)

    @pytest.mark.parametrize("error", [SurfaceGone(), PermissionMissing(scope="write")])
    def test_where_nothing_can_be_done_the_run_ends_at_once(
        self, error: SurfaceGone | PermissionMissing
    ) -> None:
        @in_virtual_time
        async def check() -> None:
            clock = VirtualClock()
            chat = Chat(clock, EDITS, faults={"edit": [Fault(error)]})
            with pytest.RaisesGroup(type(error)):
                await show(reply(chat, clock), WORDS, clock)
            assert clock.monotonic() < 2

        check()


class TestHalting:
    @in_virtual_time
    async def test_a_halted_reply_keeps_what_was_shown_and_is_closed(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, EDITS)
        stream = reply(chat, clock)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(stream.run())
            stream.feed("One **two ")
            await clock.sleep(0.5)
            stream.feed("three** four ")
            stream.halt()
        [message] = chat.standing()
        assert (message.now.text, message.now.complete) == ("One **two**", True)
        assert stream.shown == "One **two"

    @in_virtual_time
    async def test_a_reply_halted_before_its_first_word_shows_nothing(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, EDITS)
        stream = reply(chat, clock)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(stream.run())
            await clock.sleep(0.5)
            stream.halt()
        assert chat.standing() == []
        assert stream.shown == ""

    @in_virtual_time
    async def test_what_was_on_its_way_when_it_was_halted_counts_as_shown(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, EDITS, latency=lambda: 1.0)
        stream = reply(chat, clock)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(stream.run())
            stream.feed("One two ")
            await clock.sleep(0.1)
            stream.halt()
        assert texts(chat) == ["One two"]
        assert stream.shown == "One two"
        assert chat.standing()[0].now.complete

    @in_virtual_time
    async def test_what_may_have_been_shown_counts_as_shown(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, EDITS, faults={"edit": [unavailable(after=True)]})
        stream = reply(chat, clock)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(stream.run())
            stream.feed("One two ")
            await clock.sleep(0.5)
            stream.feed("three four ")
            await clock.sleep(0.6)
            stream.halt()
        assert texts(chat) == ["One two three four"]
        assert stream.shown == "One two three four"

    @in_virtual_time
    async def test_a_native_stream_is_ended_with_what_was_shown(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, STREAMS)
        stream = reply(chat, clock)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(stream.run())
            stream.feed("One two ")
            await clock.sleep(0.5)
            stream.feed("three ")
            stream.halt()
        [message] = chat.standing()
        assert (message.now.text, message.now.complete) == ("One two", True)
        assert not message.growing

    @in_virtual_time
    async def test_a_text_that_is_final_is_shown_whole_even_when_halted_then(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, EDITS, latency=lambda: 1.0)
        stream = reply(chat, clock)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(stream.run())
            stream.feed("One two ")
            await clock.sleep(0.1)
            stream.finish("One two three.")
            stream.halt()
        assert texts(chat) == ["One two three."]


class TestAnotherText:
    @in_virtual_time
    async def test_a_reply_written_anew_replaces_the_text_in_the_same_messages(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, SMALL)
        stream = reply(chat, clock)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(stream.run())
            for word in WORDS.split(" ")[:100]:
                stream.feed(f"{word} ")
                await clock.sleep(0.05)
            stream.restart()
            await write(stream, "Something quite different and short.", clock)
        assert texts(chat) == ["Something quite different and short."]
        assert stream.shown == "Something quite different and short."

    @in_virtual_time
    async def test_a_final_text_that_does_not_go_on_from_what_was_fed_replaces_it(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, STREAMS)
        stream = reply(chat, clock)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(stream.run())
            stream.feed("One two three ")
            await clock.sleep(1.5)
            stream.finish("Four five.")
        [message] = chat.standing()
        assert message.now.text == "Four five."
        assert not message.growing

    @in_virtual_time
    async def test_after_a_crash_the_reply_is_made_anew_in_the_same_messages(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, SMALL)
        book = Book()
        before = reply(chat, clock, book=book)
        async with asyncio.TaskGroup() as tasks:
            task = tasks.create_task(before.run())
            before.feed(WORDS)
            await clock.sleep(3.5)
            task.cancel()
        refs = [message.ref for message in chat.standing()]
        assert len(refs) > 2
        after = reply(chat, clock, book=book, pages=book.refs, unsure=book.unsure())
        await show(after, "This time **one page** is enough.", clock)
        assert [message.ref for message in chat.standing()] == refs[:1]
        assert texts(chat) == ["This time **one page** is enough."]

    @claims("killed.native-stream")
    @in_virtual_time
    async def test_a_stream_left_open_by_a_crash_is_ended_before_its_message_is_edited(
        self,
    ) -> None:
        clock = VirtualClock()
        chat = Chat(clock, STREAMS)
        book = Book()
        [message] = await left_open(chat, clock, book)
        after = reply(chat, clock, book=book, pages=book.refs)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(after.run())
            await clock.sleep(0.5)
            assert not message.growing, "before there is new text"
            await write(after, "This time it is whole.", clock)
        assert chat.standing() == [message]
        assert texts(chat) == ["This time it is whole."]
        assert chat.violations == []

    @in_virtual_time
    async def test_a_stream_whose_reference_was_lost_in_a_crash_is_ended_once_it_is_found(
        self,
    ) -> None:
        clock = VirtualClock()
        chat = Chat(clock, STREAMS)
        [message] = await left_open(chat, clock, Book())
        await show(reply(chat, clock, unsure=[0]), WORDS, clock)
        assert chat.standing() == [message]
        assert texts(chat) == [WORDS]
        assert not message.growing
        assert chat.violations == []

    @in_virtual_time
    async def test_a_stream_whose_start_was_not_answered_is_ended_and_edited(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, STREAMS, faults={"start": [unavailable(after=True)]})
        await show(reply(chat, clock), WORDS, clock)
        assert texts(chat) == [WORDS]
        assert chat.calls["start"] == chat.calls["stop"] == 1
        assert chat.violations == []

    @in_virtual_time
    async def test_ending_a_stream_is_tried_until_the_platform_takes_it(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, STREAMS)
        book = Book()
        await left_open(chat, clock, book)
        chat.add_faults("stop", limited(2.0), unavailable(), unavailable(after=True))
        after = reply(chat, clock, book=book, pages=book.refs)
        after.finish("Whole.")
        await after.run()
        assert texts(chat) == ["Whole."]
        assert after.limited == 1
        assert chat.violations == []

    @in_virtual_time
    async def test_a_message_that_has_gone_with_its_stream_is_posted_again(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, STREAMS)
        book = Book()
        [message] = await left_open(chat, clock, book)
        chat.remove(message.ref)
        await show(reply(chat, clock, book=book, pages=book.refs), WORDS, clock)
        assert texts(chat) == [WORDS]
        assert chat.violations == []

    @in_virtual_time
    async def test_where_nothing_streams_no_stream_is_ended(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, EDITS)
        book = Book()
        await left_open(chat, clock, book)
        await show(reply(chat, clock, book=book, pages=book.refs), WORDS, clock)
        assert "stop" not in chat.calls
        assert chat.violations == []

    @in_virtual_time
    async def test_a_page_whose_reference_was_lost_in_a_crash_is_looked_for(self) -> None:
        clock = VirtualClock()
        chat = Chat(clock, EDITS)
        book = Book()
        await reply_once(chat, clock, book)
        after = reply(chat, clock, unsure=[0])
        await show(after, WORDS, clock)
        assert texts(chat) == [WORDS]


async def left_open(chat: Chat, clock: VirtualClock, book: Book) -> list[Message]:
    """What stands when the process of a reply dies while it grows."""
    stream = reply(chat, clock, book=book)
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(stream.run())
        stream.feed("Half of ")
        await clock.sleep(1.5)
        task.cancel()
    return chat.standing()


async def reply_once(chat: Chat, clock: VirtualClock, book: Book) -> None:
    stream = reply(chat, clock, book=book)
    stream.finish("Posted, but nobody remembers it.")
    await stream.run()
