"""What was said while nobody listened is read back, once, and nothing else is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.domain.events import Said
from bot.domain.surface import SessionId, Surface
from bot.errors import StoreError
from tests.adapters.slack_app import SESSION, Practice, listening, made
from tests.fakes.slack import MovableClock, Slack, error, limited
from tests.fakes.talks import said
from tests.requirements import claims


@pytest.fixture
async def practice() -> AsyncIterator[Practice]:
    """A session's thread in a workspace that delivers nothing."""
    async with Slack(clock=MovableClock()) as slack, made(slack) as practice:
        slack.app.events = frozenset()
        yield practice


@pytest.fixture
async def thread(practice: Practice) -> Surface:
    return await practice.thread()


def texts(practice: Practice) -> list[str]:
    return [event.text for event in practice.intake.events if isinstance(event, Said)]


@claims("slack.read-back")
async def test_what_was_missed_is_read_back_in_its_order_and_once(
    practice: Practice, thread: Surface
) -> None:
    ann = practice.space.user("U1")
    for text in ("one", "two", "three"):
        ann.writes(ann.dm, text, thread.thread)
    assert await practice.adapter.catchup.once(practice.intake) == 3
    assert await practice.adapter.catchup.once(practice.intake) == 0
    assert texts(practice) == ["one", "two", "three"]


@claims("slack.read-back")
async def test_a_message_missed_before_one_that_arrived_is_read_back(
    practice: Practice, thread: Surface
) -> None:
    ann = practice.space.user("U1")
    ann.writes(ann.dm, "missed", thread.thread)
    arrived = ann.writes(ann.dm, "arrived", thread.thread)
    session = said(practice.kept.sessions[SESSION], "trainee", "arrived")
    turn = replace(session.transcript.turns[-1], message=arrived.ts)
    practice.kept.sessions[SESSION] = replace(
        session, transcript=session.transcript.replacing(turn)
    )
    await practice.adapter.catchup.once(practice.intake)
    assert texts(practice) == ["missed"]
    assert len(practice.intake.offered) == 1, "what is in the transcript is not asked about"


@claims("slack.read-back")
async def test_the_same_message_delivered_and_read_back_is_one_event(practice: Practice) -> None:
    practice.slack.app.events = frozenset({"message.im"})
    async with listening(practice):
        thread = await practice.thread()
        ann = practice.space.user("U1")
        ann.writes(ann.dm, "one", thread.thread)
        await practice.slack.acked()
        await practice.adapter.catchup.once(practice.intake)
        assert texts(practice) == ["one"]


async def test_our_own_messages_other_places_and_other_threads_are_not_read(
    practice: Practice, thread: Surface
) -> None:
    ann = practice.space.user("U1")
    ann.writes(ann.dm, "at the top")
    await practice.adapter.catchup.once(practice.intake)
    assert practice.intake.offered == []


async def test_a_long_thread_is_read_to_its_end(practice: Practice, thread: Surface) -> None:
    ann = practice.space.user("U1")
    for number in range(250):
        ann.writes(ann.dm, str(number), thread.thread)
    await practice.adapter.catchup.once(practice.intake)
    assert texts(practice) == [str(number) for number in range(250)]
    assert len(practice.slack.calls("conversations.replies")) == 2


async def test_a_thread_that_is_gone_keeps_no_other_from_being_read(
    practice: Practice, thread: Surface
) -> None:
    ann = practice.space.user("U1")
    ann.writes(ann.dm, "one", thread.thread)
    gone = replace(practice.kept.sessions[SESSION], surface=replace(thread, channel="D0GONE"))
    practice.kept.sessions[SessionId("z")] = gone
    practice.slack.faults.play("conversations.replies", None, error("not_in_channel"))
    await practice.adapter.catchup.once(practice.intake)
    await practice.adapter.catchup.once(practice.intake)
    assert texts(practice) == ["one"]


@claims("slack.read-back")
async def test_a_workspace_that_asks_to_wait_is_read_later(
    practice: Practice, thread: Surface
) -> None:
    ann = practice.space.user("U1")
    ann.writes(ann.dm, "one", thread.thread)
    practice.slack.faults.play("conversations.replies", limited(30), error("internal_error"))
    assert isinstance(practice.clock, MovableClock)
    async with asyncio.TaskGroup() as tasks:
        reading = tasks.create_task(practice.adapter.catchup.once(practice.intake))
        while not reading.done():
            await practice.clock.advance(5)
    assert texts(practice) == ["one"]


async def test_a_database_that_fails_is_tried_again(practice: Practice, thread: Surface) -> None:
    ann = practice.space.user("U1")
    ann.writes(ann.dm, "one", thread.thread)
    practice.intake.broken = StoreError("locked")
    assert isinstance(practice.clock, MovableClock)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(practice.adapter.catchup.run(practice.intake))
        practice.adapter.catchup.ask()
        await practice.intake.until(lambda: practice.intake.offered)
        practice.intake.broken = None
        while not practice.intake.events:
            await practice.clock.advance(1)
        running.cancel()
    assert texts(practice) == ["one"]
