"""What goes wrong in Slack, with the whole engine: what the trainee sees of it, what the log tells
the operator, and that the session goes on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.domain.wording import ENGLISH
from tests.adapters.played import LINES, QUEUED
from tests.adapters.slack_day import (
    Day,
    answer,
    nothing_is_doubled_cut_or_lost,
    spoken,
    thread,
    words,
    working,
)
from tests.fakes.slack import Message, Person, dropped, error, html, limited, lost, status
from tests.fakes.slack.faults import Fault
from tests.requirements import claims

STREAMED = (
    ("chat.startStream", (lost(), error("channel_type_not_supported"))),
    ("chat.appendStream", (dropped(), error("message_not_in_streaming_state"))),
    ("chat.stopStream", (lost(), error("msg_too_long"), status(503))),
    ("assistant.threads.setStatus", (error("missing_scope"),)),
    ("agents.sessions.setStatus", (error("feature_disabled"),)),
    ("chat.startStream", (limited(0),)),
)
EDITED = (
    ("chat.postMessage", (limited(0), lost(), error("invalid_blocks"))),
    ("chat.update", (dropped(), html(), error("brand_new_code"))),
)
AT_ONCE = (
    "chat.startStream",
    "chat.postMessage",
    "assistant.threads.setStatus",
    "agents.sessions.setStatus",
)
"""Calls that are made before a reply has begun to grow."""


@pytest.fixture
async def day(tmp_path: Path) -> AsyncIterator[Day]:
    async with working(tmp_path, socket=True) as day:
        yield day


@pytest.fixture
def ann(day: Day) -> Person:
    return day.space.user("U1ANN", name="ann")


@pytest.fixture
async def opening(day: Day, ann: Person) -> Message:
    """Of a session that runs."""
    await ann.runs("/chattrain", f"start {QUEUED}").acked()
    return await day.opening(ann)


async def _answered(day: Day, ann: Person, opening: Message, method: str, fault: Fault) -> None:
    """A message is said, the call fails while the reply is in its midst, and the reply is whole."""
    before = len(spoken(ann, opening))
    async with day.persona.holding(1):
        if method in AT_ONCE:
            day.slack.faults.play(method, fault)
        said = ann.writes(ann.dm, "Which lamp?", opening.ts)
        await day.slack.until(lambda: thread(ann, opening)[-1].ts > said.ts)
        if method not in AT_ONCE:
            day.slack.faults.play(method, fault)
    await day.still()
    assert day.slack.faults.left(method) == 0, f"{method} was not called"
    assert len(spoken(ann, opening)) == before + 1, (method, fault)


@claims("slack.faults", "slack.once", "slack.streams")
@pytest.mark.parametrize("calls", [STREAMED, EDITED], ids=["streamed", "edited"])
async def test_a_reply_is_whole_and_there_once_whatever_call_of_it_fails(
    day: Day, ann: Person, opening: Message, calls: Sequence[tuple[str, Sequence[Fault]]]
) -> None:
    if calls is EDITED:
        day.slack.faults.play("chat.startStream", error("unknown_method"))
        await day.says(ann, "Hello?", opening.ts)
    for method, faults in calls:
        for fault in faults:
            await _answered(day, ann, opening, method, fault)
    await nothing_is_doubled_cut_or_lost(day)


@claims("slack.faults", "slack.private")
@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        ("messages_tab_disabled", "Messages Tab"),
        ("user_disabled", "deactivated"),
        ("missing_scope", "scope"),
        ("token_revoked", "Install the app"),
        ("restricted_action", "admin"),
    ],
)
async def test_a_session_that_cannot_be_opened_says_so_where_it_was_asked_for(
    day: Day, ann: Person, code: str, remedy: str
) -> None:
    sales = day.space.channel("C1SALES", bot=False)
    day.slack.faults.play("chat.postMessage", error(code))
    with capture_logs() as logs:
        (told,) = await day.runs(ann, f"start {QUEUED}", sales)
    assert told.shown == ENGLISH.talk.not_opened
    assert remedy in next(line["remedy"] for line in logs if line["event"] == "slack.refused")
    await ann.runs("/chattrain", f"start {QUEUED}", channel=sales).acked()
    assert (await day.opening(ann)).shown, "it can be tried again at once"


@claims("slack.faults", "slack.after-closing")
async def test_a_token_revoked_in_mid_reply_loses_nothing_that_was_said(
    day: Day, ann: Person, opening: Message
) -> None:
    await day.says(ann, "I am sorry about the lamp.", opening.ts)
    day.slack.faults.play("chat.startStream", error("token_revoked"))
    with capture_logs() as logs:
        await day.says(ann, "Which lamp is it?", opening.ts)
    assert any("Install the app" in line.get("remedy", "") for line in logs)
    day.slack.faults.clear()
    await day.says(ann, "Hello?", opening.ts)
    assert answer(ann, opening).shown.startswith(ENGLISH.talk.closed)
    await day.presses(ann, answer(ann, opening), "Score it after all")
    assert "“I am sorry about the lamp”" in answer(ann, opening).shown


@claims("slack.faults", "slack.unfit", "slack.once")
@pytest.mark.parametrize("fault", [limited(0), lost(), error("invalid_blocks")])
async def test_opening_answers_and_scorecard_are_there_once_whatever_call_of_them_fails(
    day: Day, ann: Person, fault: Fault
) -> None:
    day.slack.faults.play("chat.postMessage", fault)
    await ann.runs("/chattrain", f"start {QUEUED}").acked()
    await day.still()
    (opening,) = ann.sees()
    await day.says(ann, "I am sorry about the lamp.", opening.ts)
    day.slack.faults.play("chat.postMessage", fault)
    await day.says(ann, "!hint", opening.ts)
    assert (
        "Say when it comes." in answer(ann, opening).shown or "Hint" in answer(ann, opening).shown
    )
    day.slack.faults.play("chat.postMessage", fault)
    day.slack.faults.play("chat.update", fault)
    await day.says(ann, "!finish", opening.ts)
    assert "Score: 50/100" in answer(ann, opening).shown
    assert len(thread(ann, opening)) == 6
    await nothing_is_doubled_cut_or_lost(day)


@claims("slack.faults", "slack.one-event")
async def test_whatever_is_sent_twice_counts_once(day: Day, ann: Person) -> None:
    start = await ann.runs("/chattrain", f"start {QUEUED}").acked()
    await day.slack.repeat(start).acked()
    opening = await day.opening(ann)
    await day.says(ann, "I am sorry about the lamp.", opening.ts)
    for event in day.slack.events("message"):
        await day.slack.repeat(event).acked()
    hint = await ann.presses(opening, "Hint").acked()
    await day.slack.repeat(hint).acked()
    ann.presses(opening, "Finish and score")
    ann.presses(opening, "Finish and score")
    await day.still()
    assert len(ann.sees()) == 1
    assert [bool(m.username) for m in thread(ann, opening)] == [False, True, False, False]
    assert words("Score: 50/100") in words(answer(ann, opening).shown)


@claims("slack.faults", "slack.refresh")
async def test_a_connection_dropped_in_mid_reply_loses_nothing(
    day: Day, ann: Person, opening: Message
) -> None:
    async with day.persona.holding(1):
        said = ann.writes(ann.dm, "Which lamp?", opening.ts)
        await day.slack.until(lambda: thread(ann, opening)[-1].ts > said.ts)
        day.slack.sockets.drop()
        ann.writes(ann.dm, "I am sorry.", opening.ts)
    await day.slack.connected(2)
    await day.slack.until(lambda: len(spoken(ann, opening)) == 2)
    day.slack.redeliver()
    await day.still()
    first, second = spoken(ann, opening)
    assert first.shown.startswith(LINES[0])
    assert second.shown.startswith("Thank you for saying that.")


@claims("slack.faults")
async def test_a_reply_that_is_deleted_while_it_grows_is_said_anew(
    day: Day, ann: Person, opening: Message
) -> None:
    async with day.persona.holding(1):
        said = ann.writes(ann.dm, "Which lamp?", opening.ts)
        await day.slack.until(lambda: thread(ann, opening)[-1].ts > said.ts)
        day.space.delete(answer(ann, opening))
    await day.still()
    (said_anew,) = spoken(ann, opening)
    assert said_anew.shown.startswith(LINES[0])
