"""Messages that grow by themselves: begun, appended to, stopped, closed by Slack, left by a kill."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.domain.content import Button, Speech
from bot.domain.events import Pressed
from bot.domain.surface import MessageRef, Surface
from bot.errors import MessageGone, PlatformUnavailable, StreamClosed
from bot.ports.platform import NativeStream
from tests.adapters.slack_app import Practice, listening, made, page_key, speech
from tests.fakes.slack import Message, MovableClock, Slack, dropped, error, lost
from tests.requirements import claims


@pytest.fixture
async def practice() -> AsyncIterator[Practice]:
    async with Slack(clock=MovableClock()) as slack, made(slack) as practice:
        yield practice


@pytest.fixture
async def thread(practice: Practice) -> Surface:
    return await practice.thread()


async def begun(practice: Practice, thread: Surface, text: str = "I have") -> NativeStream:
    stream = await practice.adapter.stream(thread, speech(text), page_key())
    assert stream is not None
    return stream


def seen(practice: Practice, ref: MessageRef) -> Message:
    return practice.space.message(ref.surface.channel, ref.id)


@claims("slack.streams")
async def test_a_reply_grows_and_ends_with_its_buttons(practice: Practice, thread: Surface) -> None:
    stream = await begun(practice, thread)
    await stream.append(" waited")
    done = speech("I have waited for weeks.", complete=True)
    await stream.stop(_with_buttons(done))
    message = seen(practice, stream.ref)
    assert [text.splitlines()[0] for text in message.states[:2]] == ["I have", "I have waited"]
    assert message.text == "I have waited for weeks."
    assert message.username == "Maren Holt"
    assert len(message.buttons) == 1
    assert not message.growing


async def test_without_the_scope_the_reply_begins_with_the_personas_name(thread: Surface) -> None:
    async with Slack() as slack:
        slack.installations.clear()
        slack.install(slack.workspace, scopes=("chat:write", "im:history"))
        async with made(slack) as practice:
            surface = await practice.thread()
            stream = await begun(practice, surface)
            await stream.append(" waited")
            await stream.stop(speech("I have waited.", complete=True))
            message = seen(practice, stream.ref)
            assert message.text == "**Maren Holt**\nI have waited."
            assert message.username is None


@claims("slack.streams")
async def test_a_stream_that_slack_closed_by_age_is_mended_by_an_edit(
    practice: Practice, thread: Surface
) -> None:
    stream = await begun(practice, thread)
    assert isinstance(practice.clock, MovableClock)
    await practice.clock.advance(301)
    with pytest.raises(StreamClosed):
        await stream.append(" waited")
    await practice.adapter.edit(stream.ref, speech("I have waited.", complete=True))
    message = seen(practice, stream.ref)
    assert message.blocks
    assert message.shown == "I have waited."
    assert message.metadata is not None, "it is found by its key from now on"


@claims("slack.streams")
async def test_a_stream_as_long_as_one_may_be_is_closed_and_mended(
    practice: Practice, thread: Surface
) -> None:
    practice.slack.stream_bytes = 20
    stream = await begun(practice, thread)
    with pytest.raises(StreamClosed):
        await stream.append(" waited for a very long time")
    assert not seen(practice, stream.ref).growing
    await practice.adapter.edit(stream.ref, speech("I have waited.", complete=True))
    assert seen(practice, stream.ref).shown == "I have waited."


async def test_a_last_text_that_slack_does_not_take_is_mended(
    practice: Practice, thread: Surface
) -> None:
    stream = await begun(practice, thread)
    practice.slack.faults.play("chat.stopStream", error("msg_too_long"))
    with pytest.raises(StreamClosed):
        await stream.stop(speech("I have waited.", complete=True))
    assert not seen(practice, stream.ref).growing


async def test_another_text_than_was_begun_is_mended(practice: Practice, thread: Surface) -> None:
    stream = await begun(practice, thread)
    with pytest.raises(StreamClosed):
        await stream.stop(speech("Begun anew.", complete=True))
    assert not seen(practice, stream.ref).growing
    await practice.adapter.edit(stream.ref, speech("Begun anew.", complete=True))
    assert seen(practice, stream.ref).shown == "Begun anew."


@claims("slack.once")
async def test_words_whose_arrival_is_not_certain_are_not_said_twice(
    practice: Practice, thread: Surface
) -> None:
    stream = await begun(practice, thread)
    practice.slack.faults.play("chat.appendStream", lost())
    with pytest.raises(PlatformUnavailable):
        await stream.append(" waited")
    with pytest.raises(StreamClosed):
        await stream.stop(speech("I have waited.", complete=True))
    await practice.adapter.edit(stream.ref, speech("I have waited.", complete=True))
    assert seen(practice, stream.ref).shown == "I have waited."


async def test_a_stop_whose_answer_was_lost_is_mended(practice: Practice, thread: Surface) -> None:
    stream = await begun(practice, thread)
    practice.slack.faults.play("chat.stopStream", lost())
    with pytest.raises(PlatformUnavailable):
        await stream.stop(speech("I have waited.", complete=True))
    with pytest.raises(StreamClosed):
        await stream.stop(speech("I have waited.", complete=True))
    assert seen(practice, stream.ref).text == "I have waited."


@claims("slack.left-open")
async def test_a_stream_left_open_by_a_kill_is_found_ended_and_edited(
    practice: Practice, thread: Surface
) -> None:
    stream = await begun(practice, thread)
    async with made(practice.slack) as later:
        later.kept.sessions.update(practice.kept.sessions)
        found = await later.adapter.lookup(thread, page_key())
        assert found == stream.ref
        await later.adapter.end_stream(found)
        assert not seen(practice, found).growing
        await later.adapter.end_stream(found)  # one that does not grow is no error
        await later.adapter.edit(found, speech("Begun anew.", complete=True))
        assert seen(practice, found).shown == "Begun anew."
        assert await later.adapter.lookup(thread, page_key()) == found


@claims("slack.left-open")
async def test_an_open_stream_that_is_edited_is_ended_first(
    practice: Practice, thread: Surface
) -> None:
    stream = await begun(practice, thread)
    async with made(practice.slack) as later:
        await later.adapter.edit(stream.ref, speech("Begun anew.", complete=True))
    assert seen(practice, stream.ref).shown == "Begun anew."


@claims("slack.left-open")
async def test_only_a_page_of_a_reply_is_looked_for_among_streams(
    practice: Practice, thread: Surface
) -> None:
    await begun(practice, thread)
    async with made(practice.slack) as later:
        assert await later.adapter.lookup(thread, "slack:T0:1.2:answer") is None


async def test_an_earlier_stream_is_not_the_one_after_the_trainees_next_message(
    practice: Practice, thread: Surface
) -> None:
    await begun(practice, thread)
    ann = practice.space.user("U1")
    ann.writes(ann.dm, "And now?", thread.thread)
    async with made(practice.slack) as later:
        assert await later.adapter.lookup(thread, page_key(turn=4)) is None


async def test_a_start_whose_answer_was_lost_is_found(practice: Practice, thread: Surface) -> None:
    practice.slack.faults.play("chat.startStream", lost())
    with pytest.raises(PlatformUnavailable):
        await practice.adapter.stream(thread, speech("I have"), page_key())
    found = await practice.adapter.lookup(thread, page_key())
    assert found is not None
    assert seen(practice, found).shown == "I have"


async def test_a_start_that_never_arrived_is_not_found(practice: Practice, thread: Surface) -> None:
    practice.slack.faults.play("chat.startStream", dropped())
    with pytest.raises(PlatformUnavailable):
        await practice.adapter.stream(thread, speech("I have"), page_key())
    assert await practice.adapter.lookup(thread, page_key()) is None


@pytest.mark.parametrize("code", ["unknown_method", "method_deprecated", "feature_not_enabled"])
async def test_a_workspace_without_streams_is_not_asked_again(
    practice: Practice, thread: Surface, code: str
) -> None:
    practice.slack.faults.play("chat.startStream", error(code))
    assert await practice.adapter.stream(thread, speech("I have"), page_key()) is None
    assert await practice.adapter.stream(thread, speech("I have"), page_key()) is None
    assert len(practice.slack.calls("chat.startStream")) <= 1
    await practice.adapter.end_stream(MessageRef(thread, "1.2"))
    assert practice.slack.calls("chat.stopStream") == []


@pytest.mark.parametrize(
    "code", ["missing_recipient_user_id", "user_not_found", "channel_type_not_supported"]
)
async def test_a_thread_that_cannot_stream_is_declined_and_the_next_one_tried(
    practice: Practice, thread: Surface, code: str
) -> None:
    practice.slack.faults.play("chat.startStream", error(code))
    assert await practice.adapter.stream(thread, speech("I have"), page_key()) is None
    assert await practice.adapter.stream(thread, speech("I have"), page_key()) is not None


async def test_nothing_streams_but_in_a_thread_of_direct_messages(
    practice: Practice, thread: Surface
) -> None:
    for surface in (
        Surface("slack", thread.tenant, thread.channel),
        Surface("slack", thread.tenant, "C1", "1.2"),
    ):
        assert await practice.adapter.stream(surface, speech("I"), page_key()) is None
    assert practice.slack.calls("chat.startStream") == []


async def test_a_message_that_was_deleted_has_gone(practice: Practice, thread: Surface) -> None:
    stream = await begun(practice, thread)
    practice.space.delete(seen(practice, stream.ref))
    with pytest.raises(MessageGone):
        await stream.append(" waited")
    with pytest.raises(MessageGone):
        await practice.adapter.end_stream(stream.ref)


@claims("slack.stop-button")
async def test_slacks_own_stop_button_is_there_while_a_reply_is_streamed() -> None:
    async with Slack() as slack, made(slack) as practice, listening(practice):
        thread = await practice.thread()
        stream = await begun(practice, thread)
        await slack.until(lambda: button(practice, thread) == "processing")
        ann = practice.space.user("U1")
        ann.stops(ann.dm, thread.thread or "")
        with pytest.raises(StreamClosed):
            await stream.append(" waited")
        pressed = await practice.intake.first(Pressed)
        await slack.acked()
        await practice.intake.until(lambda: len(practice.intake.offered) == 2)
        assert [e.key for e in practice.intake.events] == [pressed.key], "told twice, it is one"
        assert (pressed.action, pressed.member, pressed.surface) == ("stop", "U1", thread)


@claims("slack.stop-button")
@pytest.mark.parametrize("closed", [True, False])
async def test_the_stop_button_goes_when_the_reply_is_whole(closed: bool) -> None:  # noqa: FBT001
    async with Slack() as slack, made(slack) as practice, listening(practice):
        thread = await practice.thread()
        stream = await begun(practice, thread)
        await slack.until(lambda: button(practice, thread) == "processing")
        done = speech("I have waited.", complete=True)
        if closed:
            await practice.adapter.edit(stream.ref, done)
        else:
            await stream.stop(done)
        await slack.until(lambda: button(practice, thread) == "active")
        assert len(slack.calls("agents.sessions.setStatus")) == (2 if closed else 1)


@claims("slack.stop-button", "slack.left-open")
async def test_the_stop_button_of_a_stream_left_open_by_a_kill_is_taken_away() -> None:
    async with Slack() as slack, made(slack) as practice, listening(practice):
        thread = await practice.thread()
        stream = await begun(practice, thread)
        await slack.until(lambda: button(practice, thread) == "processing")
        async with made(slack) as restarted, listening(restarted):
            await restarted.adapter.end_stream(stream.ref)
            await slack.until(lambda: button(practice, thread) == "active")


def button(practice: Practice, thread: Surface) -> str:
    """What Slack shows of a thread: processing where its stop button is there."""
    session = practice.space.sessions.get((thread.channel, thread.thread or ""))
    return session.status if session is not None else ""


def _with_buttons(content: Speech) -> Speech:
    return replace(content, buttons=(Button("Hint", "hint"),))
