"""Feedback through the whole engine: notes on messages, and a scoring that is stopped and resumed."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.domain.content import Card, Content, Notice
from bot.domain.surface import MessageRef, SessionId, Surface
from bot.ports.clock import SystemClock
from tests.fakes.chat import Chat, unavailable
from tests.fakes.scenarios import scenario
from tests.requirements import claims
from tests.training.stage import CHAT, Stage, stage
from tests.training.test_conversation import answered


class Held(Chat):
    """A chat that takes its time over a scorecard."""

    def __init__(self) -> None:
        super().__init__(SystemClock(), CHAT)
        self.reached, self.go_on = asyncio.Event(), asyncio.Event()

    async def post(self, surface: Surface, content: Content, key: str) -> MessageRef:
        if isinstance(content, Card):
            self.reached.set()
            await self.go_on.wait()
        return await super().post(surface, content, key)


def notes(on: Stage) -> list[str]:
    shown = [(m.key, m.now.content) for m in on.chat.messages.values()]
    return [key for key, content in shown if isinstance(content, Notice) and content.note]


async def stopped(on: Stage, chat: Held) -> None:
    """Says something, lets it be scored, and stops that."""
    await on.start()
    await on.say("I am sorry about that.")
    await answered(on, 3, "Thank you for saying that.")
    await on.press("finish")
    await chat.reached.wait()
    await on.press("stop")
    await on.press("hint")  # whose answer says that the stop was taken
    await on.until(on.notices)
    chat.go_on.set()
    await on.settled()


@claims("score.stopped")
async def test_scoring_is_stopped_and_asked_for_again_in_the_same_message(tmp_path: Path) -> None:
    chat = Held()
    async with stage(tmp_path, scenario(), chat=chat) as on:
        await stopped(on, chat)
        session = await on.session()
        assert (session.phase, session.scorecard) == ("closed", None)
        shown = on.shows("scorecard")
        assert isinstance(shown, Card)
        assert shown.stopped
        await on.press("score")
        await on.settled()
        session = await on.session()
        assert session.phase == "closed"
        assert session.scorecard is not None
        assert session.scorecard == await on.store.scorecard(session.id)
        assert [key for key in on.posted() if key.endswith(":scorecard")] == ["s1:scorecard"]
        again = on.card()
        assert again is not None
        assert again.scorecard.complete
        assert not again.stopped


@claims("score.stopped")
async def test_a_stopped_scoring_is_asked_for_after_a_restart_and_beside_another_session(
    tmp_path: Path,
) -> None:
    chat = Held()
    async with stage(tmp_path, scenario(), chat=chat) as on:
        await stopped(on, chat)
    async with stage(tmp_path, scenario(), chat=chat) as on:
        on.count = 100  # keys go on
        await on.start(id="s2")
        on.session_id = SessionId("s1")
        await on.say("!finish")
        await on.until(on.card)
        await on.settled()
        assert (await on.session()).scorecard is not None


@claims("score.stopped")
async def test_a_worker_that_dies_while_scoring_is_stopped_changes_nothing(tmp_path: Path) -> None:
    chat = Held()
    async with stage(tmp_path, scenario(), chat=chat) as on:
        await on.start()
        await on.say("I am sorry about that.")
        await answered(on, 3, "Thank you for saying that.")
        await on.press("finish")
        await chat.reached.wait()
        assert (await on.session()).phase == "grading"
    chat.go_on.set()
    async with stage(tmp_path, scenario(), chat=chat) as on:
        await on.until(on.card)
        await on.settled()
        assert (await on.session()).scorecard is not None


@claims("feedback.notes")
async def test_a_note_follows_the_reply_and_no_model_reads_it(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario(feedback="both")) as on:
        await on.start()
        await on.say("I am sorry about that.")
        await answered(on, 3, "Thank you for saying that.")
        await on.settled()
        assert notes(on) == ["s1:note:2"]
        await on.say("It comes on Monday.")
        await answered(on, 5, "And now?")
        asked = [message.text for message in on.persona.asked[-1].messages]
        assert not [text for text in asked if "To try next" in text]


@claims("feedback.notes")
async def test_a_note_that_could_not_be_shown_is_shown_once_after_a_restart(tmp_path: Path) -> None:
    chat = Chat(SystemClock(), CHAT)
    async with stage(tmp_path, scenario(feedback="both"), chat=chat) as on:
        await on.start()
        await on.say("I am sorry about that.")
        on.persona.says("Thank you.")
        await on.until(lambda: on.shows("turn:3:0"))
        calls = chat.calls["post"]
        chat.add_faults("post", unavailable())
        on.persona.ends()
        await on.until(lambda: chat.calls["post"] > calls)
        assert not notes(on)
    async with stage(tmp_path, scenario(feedback="both"), chat=chat) as on:
        await on.until(lambda: notes(on))
        await on.settled()
        assert notes(on) == ["s1:note:2"]
