"""Socket Mode on the wire: nothing is lost or acknowledged too early, whatever a connection does."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from adapters.slack import receiving
from adapters.slack.settings import Settings
from adapters.slack.socket import preflight
from bot.domain.events import Commanded, Pressed, Said
from bot.domain.surface import MessageRef
from bot.errors import StoreError
from tests.adapters.slack_app import SESSION, listening, made, practising
from tests.fakes.slack import MovableClock, Slack, error, hang
from tests.fakes.slack.clock import settle
from tests.requirements import claims


@claims("slack.durable-first")
async def test_nothing_is_acknowledged_before_it_is_kept() -> None:
    async with practising() as practice:
        practice.intake.gate.clear()
        ann = practice.space.user("U1")
        ann.writes(ann.dm, "Hello")
        run = ann.runs("/chattrain", "list")
        await practice.intake.until(lambda: len(practice.intake.offered) == 2)
        said = practice.slack.events("message")[0]
        assert not said.done
        assert not run.done
        practice.intake.gate.set()
        await said.acked()
        await run.acked()
        assert {type(e) for e in practice.intake.events} == {Said, Commanded}


@claims("slack.durable-first")
async def test_what_could_not_be_kept_is_delivered_again() -> None:
    async with practising(clock=MovableClock()) as practice:
        assert isinstance(practice.clock, MovableClock)
        practice.intake.broken = StoreError("the disk is full")
        ann = practice.space.user("U1")
        ann.writes(ann.dm, "Hello")
        await practice.intake.until(lambda: practice.intake.offered)
        practice.intake.broken = None
        await practice.clock.advance(3)  # as long as Slack waits
        found = await practice.intake.first(Said)
        assert found.text == "Hello"
        await practice.slack.acked()


@claims("slack.durable-first")
async def test_whoever_gave_a_command_or_pressed_is_told_that_it_was_not_kept() -> None:
    async with practising() as practice:
        ann = practice.space.user("U1")
        thread = await practice.thread()
        opening = practice.space.message(thread.channel, thread.thread or "")
        practice.intake.broken = StoreError("the disk is full")
        await ann.runs("/chattrain", "list").acked()
        assert "could not be stored" in practice.space.ephemeral("U1")[0].shown
        opening.blocks = [_button()]
        await ann.presses(opening, "Hint").acked()
        await practice.slack.until(lambda: len(practice.space.ephemeral("U1")) == 2)
        assert "could not be stored" in practice.space.ephemeral("U1")[1].shown


@claims("slack.slow-store")
async def test_a_command_is_answered_in_time_though_the_store_is_slow_and_an_event_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(receiving, "PATIENCE", 0.05)
    async with practising() as practice:
        practice.intake.gate.clear()
        ann = practice.space.user("U1")
        ann.writes(ann.dm, "Hello")
        await ann.runs("/chattrain", "list").acked()
        assert "takes longer than usual" in practice.space.ephemeral("U1")[0].shown
        assert not practice.slack.events("message")[0].done
        practice.intake.gate.set()
        await practice.slack.acked()
        await practice.intake.first(Said)


@claims("slack.one-event")
async def test_one_utterance_by_two_routes_and_delivered_twice_is_one_event() -> None:
    async with practising() as practice:
        practice.space.channel("C1")
        ann = practice.space.user("U1")
        ann.joins("C1")
        ann.mentions("C1", "hello?")
        await practice.slack.acked()
        for delivery in tuple(practice.slack.deliveries):
            await practice.slack.repeat(delivery).acked()
        assert len(practice.intake.offered) == 4
        (event,) = practice.intake.events
        assert isinstance(event, Commanded)


@claims("slack.echoes")
async def test_our_own_messages_and_their_edits_come_back_as_nothing() -> None:
    async with practising() as practice:
        thread = await practice.thread()
        await practice.adapter.edit(MessageRef(thread, thread.thread or ""), practice.opened())
        await practice.slack.acked()
        assert practice.slack.events("message")
        assert practice.intake.offered == []


@claims("slack.refresh")
async def test_a_refresh_loses_nothing() -> None:
    async with practising(clock=MovableClock()) as practice:
        assert isinstance(practice.clock, MovableClock)
        ann, sockets = practice.space.user("U1"), practice.slack.sockets
        await sockets.refresh()
        for number in range(3):
            ann.writes(ann.dm, f"warned {number}")
        await practice.slack.until(lambda: sockets.opened == 4)
        for number in range(3):
            ann.writes(ann.dm, f"doubled {number}")
        run = ann.runs("/chattrain", "list")
        await practice.slack.acked()
        await practice.clock.advance(10)
        await practice.slack.until(lambda: len(sockets.connections) == 2)
        for number in range(3):
            ann.writes(ann.dm, f"refreshed {number}")
        await practice.slack.acked()
        await run.acked()
        assert len([e for e in practice.intake.events if isinstance(e, Said)]) == 9
        assert {len(d.attempts) for d in practice.slack.deliveries} == {1}, "each arrived at once"


@claims("slack.refresh")
async def test_what_is_being_kept_while_its_connection_goes_is_acknowledged_all_the_same() -> None:
    async with practising(clock=MovableClock()) as practice:
        assert isinstance(practice.clock, MovableClock)
        practice.intake.gate.clear()
        ann, sockets = practice.space.user("U1"), practice.slack.sockets
        run = ann.runs("/chattrain", "list")
        await practice.intake.until(lambda: practice.intake.offered)
        await sockets.refresh()
        await practice.slack.until(lambda: sockets.opened == 4)
        sockets.connections[0].drop()
        sockets.connections[1].drop()
        await practice.slack.until(lambda: len(sockets.connections) == 2)
        practice.intake.gate.set()
        await run.acked()


@claims("slack.refresh")
async def test_a_dropped_connection_is_replaced_and_its_threads_are_read_back() -> None:
    async with practising() as practice:
        ann = practice.space.user("U1")
        thread = await practice.thread()
        practice.slack.sockets.drop()
        missed = ann.writes(ann.dm, "Anyone there?", thread.thread)
        found = await practice.intake.first(Said)
        assert (found.message, found.text) == (missed.ts, "Anyone there?")


@claims("slack.refresh")
async def test_a_connection_that_says_nothing_any_more_is_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("adapters.slack.socket.PING_SECONDS", 0.1)
    async with practising() as practice:
        sockets = practice.slack.sockets
        for connection in sockets.live:
            connection.muted = True
        await practice.slack.until(lambda: sockets.opened >= 4)
        ann = practice.space.user("U1")
        ann.writes(ann.dm, "Hello")
        await practice.intake.first(Said)


async def test_an_address_that_leads_nowhere_is_not_tried_for_ever() -> None:
    async with Slack() as slack, made(slack) as practice:
        slack.faults.play("apps.connections.open", error("internal_error"), error("fatal_error"))
        async with listening(practice):
            assert practice.adapter.ready() is None


@claims("slack.preflight")
async def test_a_slack_that_does_not_answer_is_named_within_seconds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("adapters.slack.socket.OPEN_SECONDS", 0.2)
    async with Slack() as slack:
        slack.faults.play("auth.test", hang())
        (sentence,) = await preflight(Settings(bot_token="xoxb-1", api_url=slack.api_url))
        assert "SLACK_API_URL" in sentence


async def test_variables_of_bolt_in_the_environment_change_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("BOT_TOKEN", "CLIENT_ID", "CLIENT_SECRET", "SIGNING_SECRET", "APP_TOKEN"):
        monkeypatch.setenv(f"SLACK_{name}", "something-else")
    async with practising() as practice:
        ann = practice.space.user("U1")
        ann.writes(ann.dm, "Hello")
        await practice.slack.acked()
        await practice.intake.first(Said)


@claims("slack.preflight")
async def test_wrong_tokens_are_named_within_seconds() -> None:
    async with Slack() as slack:
        right = Settings(
            bot_token=slack.workspace.bot_token,
            app_token=slack.app.app_token,
            api_url=slack.api_url,
        )
        assert await preflight(right) == []
        wrong = replace(right, app_token=right.bot_token, bot_token="xoxb-nobody")
        sentences = await preflight(wrong)
        assert len(sentences) == 2
        assert "SLACK_BOT_TOKEN" in sentences[0]
        assert "SLACK_APP_TOKEN" in sentences[1]


async def test_why_there_is_no_connection_is_said() -> None:
    async with Slack(clock=MovableClock()) as slack, made(slack) as practice:
        assert practice.adapter.ready() == "it takes no events in"
        slack.faults.play("apps.connections.open", *[error("invalid_auth")] * 2)
        async with asyncio.TaskGroup() as tasks:
            running = tasks.create_task(practice.adapter.run(practice.intake))
            while "Slack does not know it" not in (practice.adapter.ready() or ""):
                await settle()
            running.cancel()


@claims("slack.acked")
async def test_what_nobody_asked_for_is_acknowledged() -> None:
    async with practising() as practice:
        practice.space.channel("C1")
        bob = practice.space.user("U2")
        bob.joins("C1")
        bob.writes("C1", "not for the bot")
        await practice.slack.acked()
        assert [d.outcome for d in practice.slack.deliveries] == ["acked"]
        assert practice.intake.offered == []


@claims("slack.press")
async def test_a_press_is_taken_with_its_session_and_place() -> None:
    async with practising() as practice:
        ann = practice.space.user("U1")
        thread = await practice.thread()
        opening = practice.space.message(thread.channel, thread.thread or "")
        opening.blocks = [_button()]
        await ann.presses(opening, "Hint").acked()
        pressed = await practice.intake.first(Pressed)
        assert (pressed.action, pressed.session, pressed.surface) == ("hint", SESSION, thread)


def _button() -> dict[str, object]:
    button = {
        "type": "button",
        "action_id": "hint:0",
        "value": f"{SESSION}:",
        "text": {"type": "plain_text", "text": "Hint"},
    }
    return {"type": "actions", "block_id": "beginning", "elements": [button]}
