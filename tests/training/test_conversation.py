"""The engine at work: what a trainee sees in the thread, with everything but the chat and the
model as it is."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.domain.content import Card, Notice, Opening, Speech
from bot.domain.events import Said
from bot.domain.stepping import step
from bot.domain.surface import Surface, TenantId
from bot.domain.transcript import Micros
from bot.domain.wording import ENGLISH
from bot.errors import (
    MessageGone,
    PermissionMissing,
    PlatformError,
    StaleSession,
    SurfaceGone,
    Unavailable,
)
from bot.ports.clock import SystemClock
from bot.ports.store import Change, MailboxId
from tests.fakes.chat import Chat, Fault, limited, unavailable
from tests.fakes.scenarios import scenario
from tests.requirements import claims
from tests.training.stage import CHAT, HOME, ME, Hasty, Stage, stage


def speech(on: Stage, turn: int) -> Speech:
    content = on.shows(f"turn:{turn}:0")
    assert isinstance(content, Speech)
    return content


async def answered(on: Stage, turn: int, text: str) -> None:
    """Lets the persona say `text` as turn `turn`, to the end."""
    on.persona.says(text)
    on.persona.ends()
    await on.until(lambda: on.shows(f"turn:{turn}:0") and speech(on, turn).complete)


async def test_a_session_runs_from_briefing_to_scorecard(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        opening = on.shows("opening")
        assert isinstance(opening, Opening)
        assert opening.opening == "My lamp has not come."
        await on.say("I am sorry about that.")
        await answered(on, 3, "Thank you for saying that.")
        await on.press("finish")
        await on.until(on.card)
        card = on.card()
        assert card is not None
        assert card.scorecard.complete
        await on.settled()
        assert (await on.session()).phase == "closed"


def _has_words(on: Stage, count: int) -> bool:
    return on.shows("turn:3:0") is not None and len(speech(on, 3).text.split()) >= count


async def test_a_reply_is_one_message_that_grows(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        await on.say("Hello.")
        for number, word in enumerate(["I ", "have ", "waited ", "long."], 1):
            on.persona.says(word)
            await on.until(
                partial(_has_words, on, min(number, 3)),
            )
        on.persona.ends()
        await on.until(lambda: speech(on, 3).complete)
        history = [m for m in on.chat.messages.values() if m.key == "s1:turn:3:0"]
        assert len(history) == 1
        assert len(history[0].history) >= 4


async def test_the_final_text_is_committed_before_the_last_edit(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario(), clock=Hasty()) as on:
        await on.start()
        await on.say("Hello.")
        on.persona.says("Well, ")
        await on.until(lambda: on.shows("turn:3:0"))
        on.chat.add_faults("edit", *[unavailable()] * 3)
        on.persona.says("go on.")
        on.persona.ends()
        await on.until(lambda: speech(on, 3).complete)
        await on.settled()
        assert (await on.session()).transcript.turns[2].text == "Well, go on."


async def test_a_message_while_the_persona_writes_stops_the_model_and_both_are_answered(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        await on.say("Hello.")
        on.persona.says("I have waited for ")
        await on.until(lambda: on.shows("turn:3:0"))
        await on.say("I see it now.")
        await on.until(lambda: on.persona.left == 1)
        await answered(on, 5, "Good.")
        turns = (await on.session()).transcript.turns
        assert [t.speaker for t in turns[1:]] == ["trainee", "persona", "trainee", "persona"]
        assert "I have waited for".startswith(turns[2].text.strip())
        assert speech(on, 3).complete
        last = on.persona.asked[-1]
        assert any("I see it now." in message.text for message in last.messages)


async def test_stop_keeps_what_was_shown_and_closes_the_request(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        await on.say("Hello.")
        on.persona.says("I have waited ")
        await on.until(lambda: on.shows("turn:3:0"))
        await on.press("stop")
        await on.settled()
        turn = (await on.session()).transcript.turns[2]
        assert (turn.state, turn.text.strip()) == ("interrupted", speech(on, 3).text.strip())
        assert on.persona.left == 1


async def test_stop_is_seen_while_the_model_is_silent(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        await on.say("Hello.")
        await on.until(lambda: on.persona.asked)
        await on.press("stop")
        await on.settled()
        assert on.shows("turn:3:0") is None
        await on.say("Are you there?")
        await answered(on, 5, "Yes.")


async def test_a_model_that_fails_is_asked_again_into_the_same_message(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        await on.say("Hello.")
        on.persona.says("I have wai")
        await on.until(lambda: on.shows("turn:3:0"))
        on.persona.fails(Unavailable("gone"))
        await answered(on, 3, "It should have come on Friday.")
        assert on.posted().count("s1:turn:3:0") == 1
        assert speech(on, 3).text == "It should have come on Friday."


async def test_a_model_that_fails_twice_is_told_and_can_be_asked_again(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario(), clock=Hasty()) as on:
        await on.start()
        await on.say("Hello.")
        on.persona.fails(Unavailable("gone"))
        on.persona.fails(Unavailable("gone"))
        await on.until(lambda: any("could not be finished" in text for text in on.notices()))
        await on.press("again")
        await answered(on, 4, "Go on.")


async def test_a_platform_that_asks_to_wait_gets_every_word_in_the_end(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        on.chat.add_faults("post", limited(0.05), None)
        on.chat.add_faults("edit", limited(0.05), None, limited(0.05))
        await on.say("Hello.")
        await answered(on, 3, "All of it, and nothing less.")
        assert speech(on, 3).text == "All of it, and nothing less."


async def test_a_post_whose_answer_is_lost_is_not_posted_twice(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario(), clock=Hasty()) as on:
        await on.start()
        on.chat.add_faults("post", unavailable(after=True))
        await on.say("Hello.")
        await answered(on, 3, "Once.")
        assert on.posted().count("s1:turn:3:0") == 1


async def test_a_deleted_message_is_posted_again(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        await on.say("Hello.")
        on.persona.says("I have waited ")
        await on.until(lambda: on.shows("turn:3:0"))
        on.chat.add_faults("edit", Fault(MessageGone()))
        on.persona.says("for days.")
        on.persona.ends()
        await on.settled()
        standing = [m.now.text for m in on.chat.standing() if m.key.startswith("s1:turn:3")]
        assert "I have waited for days." in standing


async def test_a_thread_that_is_gone_closes_the_session(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        on.chat.add_faults("post", Fault(SurfaceGone()))
        await on.say("Hello.")
        on.persona.says("I have waited ")
        await on.settled()
        assert (await on.session()).ending == "lost"


@claims("bad.not-opened")
@pytest.mark.parametrize("error", [PermissionMissing(scope="threads"), SurfaceGone()])
async def test_a_thread_that_cannot_be_opened_is_told_where_it_was_asked_for(
    tmp_path: Path, error: PlatformError
) -> None:
    async with stage(tmp_path, scenario()) as on:
        on.chat.add_faults("post", Fault(error))
        await on.accept(on.command("start", opens=on.session_id, scenario="late-lamp"))
        await on.settled()
        assert (await on.session()).ending == "lost"
        [told] = on.chat.standing(HOME)
        assert isinstance(told.now.content, Notice)
        assert (told.now.text, told.now.content.only_for) == (ENGLISH.talk.not_opened, ME)
        await on.start(id="s2")
        await on.say("Hello.")
        await answered(on, 3, "My lamp has not come.")
        assert (await on.session()).is_open


async def test_a_place_where_nothing_can_be_said_still_lets_the_session_go(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario()) as on:
        on.chat.add_faults("post", Fault(SurfaceGone()), Fault(SurfaceGone()))
        await on.accept(on.command("start", opens=on.session_id, scenario="late-lamp"))
        await on.settled()
        assert on.notices() == []
        assert (await on.session()).ending == "lost"
        assert await on.store.unfinished(on.clock.now()) == []


async def test_a_retry_from_a_turn_opens_a_thread_of_its_own_and_names_the_change(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        await on.say("Well, what is it now?")
        await answered(on, 3, "My lamp.")
        await on.say("That is how it is.")
        await answered(on, 5, "And now?")
        await on.press("finish")
        await on.until(on.card)
        first = on.card()
        await on.press("retry", "4", opens="s2")
        await on.until(lambda: "s2:opening" in on.posted())
        on.session_id = type(on.session_id)("s2")
        opening = on.shows("opening")
        assert isinstance(opening, Opening)
        assert opening.recap[-1] == ("You", "Well, what is it now?")
        await on.say("I am sorry. It comes tomorrow.")
        await answered(on, 5, "Good, then tomorrow. Bye.")
        await on.until(on.card)
        second = on.card()
        assert first is not None
        assert second is not None
        assert [score.previous for score in second.scorecard.scores] == [
            score.points for score in first.scorecard.scores
        ]
        assert (second.scorecard.total or 0) > (first.scorecard.total or 0)


async def test_another_start_asks_and_then_leaves_the_first(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        await on.accept(on.command("start", opens=type(on.session_id)("s2"), scenario="late-lamp"))
        await on.until(lambda: any("Leave it without a score" in t for t in on.notices()))
        await on.press("leave_and_start", "late-lamp", opens="s3")
        await on.until(lambda: "s3:opening" in on.posted())
        await on.settled()
        assert (await on.session()).ending == "stopped"


async def test_what_was_said_twice_by_two_routes_is_heard_once(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        event = Said(
            key="same",
            surface=on.thread,
            member=ME,
            at=on.clock.now(),
            text="Hello.",
            message="same",
        )
        assert await on.accept(event)
        assert not await on.accept(replace(event, at=Micros(event.at + 5)))
        await answered(on, 3, "Go on.")
        assert (await on.session()).said == 1


async def test_a_worker_that_lost_its_claim_writes_and_edits_no_more(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        await on.say("Hello.")
        on.persona.says("I have waited ")
        await on.until(lambda: on.shows("turn:3:0"))
        calls = on.chat.calls.total()
        mailbox = MailboxId(f"session:{on.session_id}")
        now = on.clock.now()
        async with on.store.begin() as transaction:
            stolen = await transaction.claim(
                mailbox, "another", Micros(now + 60_000_000), Micros(now + 120_000_000)
            )
        assert stolen is not None
        on.persona.ends()
        await on.settled()
        session = await on.session()
        assert session.transcript.turns[2].state == "streaming"
        assert on.chat.calls.total() - calls <= 1, "at most the edit that was on its way"
        async with on.store.begin() as transaction:
            await transaction.release(stolen)
        on.running.runner.take_up([mailbox])
        await answered(on, 3, "It never came.")


async def test_a_stale_claim_is_refused(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        await on.settled()
        mailbox, now = MailboxId(f"session:{on.session_id}"), on.clock.now()
        until = Micros(now + 1_000_000)
        async with on.store.begin() as transaction:
            old = await transaction.claim(mailbox, "first", now, until)
        async with on.store.begin() as transaction:
            await transaction.claim(mailbox, "second", until, Micros(until + 1))
        assert old is not None
        session = await on.session()
        moved, _ = step(session, _hello(on), now)
        try:
            async with on.store.begin() as transaction:
                await transaction.commit(old, Change(before=session, after=moved))
        except StaleSession:
            pass
        assert (await on.session()).said == 0


def _hello(on: Stage) -> Said:
    return Said(
        key="h", surface=on.thread, member=ME, at=on.clock.now(), text="Hello.", message="h"
    )


async def test_what_an_earlier_process_left_is_taken_up(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        await on.say("Hello.")
        on.persona.says("I have waited ")
        await on.until(lambda: on.shows("turn:3:0"))
        chat = on.chat
    async with stage(tmp_path, scenario(), chat=chat) as on:
        await answered(on, 3, "My lamp has not come.")
        assert on.posted().count("s1:turn:3:0") == 1
        assert speech(on, 3).text == "My lamp has not come."


@claims("killed.native-stream")
async def test_a_stream_that_a_kill_left_open_is_stopped_before_the_reply_is_made_anew(
    tmp_path: Path,
) -> None:
    chat = Chat(SystemClock(), replace(CHAT, streams=True))
    async with stage(tmp_path, scenario(), chat=chat) as on:
        await on.start()
        await on.say("Hello.")
        on.persona.says("I ")
        await on.until(partial(_has_words, on, 1))
        on.persona.says("have waited ")
        await on.until(partial(_has_words, on, 2))  # its reference is saved by now
        [message] = [m for m in chat.standing() if m.key == "s1:turn:3:0"]
    assert message.growing
    async with stage(tmp_path, scenario(), chat=chat) as on:
        await on.until(lambda: not message.growing)
        assert chat.calls["stop"] == 1
        await answered(on, 3, "My lamp has not come.")
        assert on.posted().count("s1:turn:3:0") == 1
        assert speech(on, 3).text == "My lamp has not come."
    assert chat.violations == []


async def test_a_reply_that_was_to_stop_when_the_process_ended_is_taken_back(
    tmp_path: Path,
) -> None:
    chat = Chat(SystemClock(), replace(CHAT, streams=True))
    async with stage(tmp_path, scenario(), chat=chat, clock=Hasty()) as on:
        await on.start()
        await on.say("Hello.")
        on.persona.says("I have waited ")
        await on.until(lambda: on.shows("turn:3:0"))
        chat.add_faults("stop", *[unavailable()] * 2)
        await on.press("finish")
        await on.until(lambda: chat.calls["stop"])
    assert [m.key for m in chat.standing() if m.growing] == ["s1:turn:3:0"]
    async with stage(tmp_path, scenario(), chat=chat, clock=Hasty()) as on:
        await on.until(on.card)
        await on.settled()
        assert on.shows("turn:3:0") is None
        assert (await on.session()).transcript.turns[2].text == ""
    assert chat.violations == []


async def test_the_line_of_a_turn_counts_what_every_attempt_took(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        with capture_logs() as lines:
            await on.say("Hello.")
            on.chat.add_faults("post", limited(0.01))
            on.persona.says("I have wai")
            await on.until(lambda: on.shows("turn:3:0"))
            on.chat.add_faults("edit", limited(0.01))
            on.persona.fails(Unavailable("gone"))
            await answered(on, 3, "It should have come on Friday.")
            await on.settled()
        [turn] = [line for line in lines if line["event"] == "turn"]
        [message] = [m for m in on.chat.messages.values() if m.key == "s1:turn:3:0"]
        assert turn["tokens"] == 6, "3 for each of both calls"
        assert turn["limited"] == 2
        assert turn["edits"] == len(message.history) - 1
        assert turn["first_text_ms"] <= turn["duration_ms"]


async def test_a_platform_that_cannot_edit_gets_each_reply_whole(tmp_path: Path) -> None:
    chat = Chat(SystemClock(), replace(CHAT, edits=False))
    async with stage(tmp_path, scenario(), chat=chat) as on:
        await on.start()
        await on.say("Hello.")
        on.persona.says("I have ", "waited.")
        on.persona.ends()
        await on.until(lambda: on.shows("turn:3:0"))
        await on.settled()
        history = [m.history for m in chat.messages.values() if m.key == "s1:turn:3:0"]
        assert [len(shown) for shown in history] == [1]
        assert speech(on, 3).text == "I have waited."
        assert not chat.violations


async def test_the_card_is_there_once_and_complete(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        await on.say("I am sorry.")
        await answered(on, 3, "Fine.")
        await on.press("finish")
        await on.press("finish")
        await on.settled()
        cards = [m for m in on.chat.messages.values() if m.key == "s1:scorecard"]
        assert len(cards) == 1
        assert isinstance(cards[0].now.content, Card)
        assert await on.store.scorecard(on.session_id) is not None


async def test_a_session_of_a_platform_that_is_not_here_is_left_to_a_process_that_has_it(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        await on.say("Hello.")
        on.persona.says("I have waited ")
        await on.until(lambda: on.shows("turn:3:0"))
        chat = on.chat
    elsewhere = Chat(SystemClock(), CHAT, name="elsewhere")
    async with stage(tmp_path, scenario(), chat=elsewhere) as on:
        await on.settled()
        assert not elsewhere.messages
    async with stage(tmp_path, scenario(), chat=chat) as on:
        await answered(on, 3, "My lamp has not come.")
        assert speech(on, 3).text == "My lamp has not come."


async def test_a_stop_before_the_reply_has_begun_asks_no_model(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(on.say("Hello."))
            tasks.create_task(on.press("stop"))
        await on.settled()
        assert (await on.session()).transcript.turns[2].state == "interrupted"
        assert on.persona.left == len(on.persona.asked)


async def test_what_is_said_before_a_retry_stands_is_answered_in_it(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario(), clock=Hasty()) as on:
        await on.start()
        await on.say("Well, what is it now?")
        await answered(on, 3, "My lamp.")
        await on.say("That is how it is.")
        await answered(on, 5, "And now?")
        await on.press("finish")
        await on.until(on.card)
        on.chat.add_faults("post", unavailable(), unavailable())
        await on.press("retry", "4", opens="s2")
        on.session_id = type(on.session_id)("s2")
        place = Surface("chat", TenantId("t1"), "m1")
        said = Said(
            key="early",
            surface=place,
            member=ME,
            at=on.clock.now(),
            text="I am sorry.",
            message="early",
            session=on.session_id,
        )
        await on.accept(said)
        await answered(on, 5, "Thank you.")
        assert (await on.session()).transcript.turns[3].text == "I am sorry."


async def test_a_platform_that_is_away_for_a_moment_loses_no_answer_outside_a_session(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, scenario(), clock=Hasty()) as on:
        on.chat.add_faults("post", unavailable())
        on.chat.add_faults("lookup", unavailable())
        await on.accept(on.command("list"))
        await on.until(lambda: any(key.endswith(":offer") for key in on.posted()))


async def test_a_card_that_was_growing_at_a_crash_ends_complete(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario(), clock=Hasty()) as on:
        await on.start()
        await on.say("I am sorry.")
        await answered(on, 3, "Fine.")
        await on.settled()
        chat = on.chat
        chat.add_faults("post", *[unavailable()] * 4)
        await on.press("finish")
        await on.until(lambda: chat.calls["post"] > 2)
    async with stage(tmp_path, scenario(), chat=chat, clock=Hasty()) as on:
        await on.until(on.card)
        await on.settled()
        assert on.card() is not None
        assert on.posted().count("s1:scorecard") == 1
