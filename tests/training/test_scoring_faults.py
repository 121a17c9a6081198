"""What happens to a scorecard when things go wrong, or are pressed, at the wrong moment."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot import app, stores
from bot.domain.content import Card, Content, Notice
from bot.domain.scenario import Scenario
from bot.domain.surface import MessageRef, Surface
from bot.errors import PlatformUnavailable
from bot.ports.clock import SystemClock
from bot.ports.provider import Answer, Judge, Question, Schema
from bot.runners import local
from bot.training import announcing, posting
from tests.fakes import database
from tests.fakes.chat import Chat
from tests.fakes.judges import FakeJudge, answer
from tests.fakes.scenarios import scenario
from tests.requirements import claims
from tests.training.stage import CHAT, Hasty, Persona, Scenarios, Stage, stage
from tests.training.test_conversation import answered
from tests.training.test_feedback import Held, notes


@asynccontextmanager
async def judged(folder: Path, played: Scenario, judge: Judge) -> AsyncIterator[Stage]:
    """A stage with a judge."""
    url = database.address(folder / "stage.db")
    clock = SystemClock()
    chat, persona = Chat(clock, CHAT), Persona()
    async with (
        stores.connect(url) as store,
        app.engine(
            store=store,
            platforms=[chat],
            persona=persona,
            catalogue=Scenarios(played),
            clock=clock,
            judge=judge,
        ) as running,
    ):
        yield Stage(store, chat, persona, running, clock)


async def talk(on: Stage) -> None:
    await on.start()
    await on.say("I am sorry about that.")
    await answered(on, 3, "Thank you for saying that.")


@claims("score.stopped")
async def test_a_stop_that_was_taken_holds_across_a_kill(tmp_path: Path) -> None:
    chat = Held()
    async with stage(tmp_path, scenario(), chat=chat) as on:
        await talk(on)
        await on.press("finish")
        await chat.reached.wait()
        await on.press("stop")
        await on.press("hint")
        await on.until(on.notices)  # what was pressed before it is taken too
    chat.go_on.set()
    async with stage(tmp_path, scenario(), chat=chat) as on:
        await on.settled()
        session = await on.session()
    assert (session.phase, session.scorecard) == ("closed", None)


class Slow(Chat):
    """Takes its time to say that the card stands which tells of the stop."""

    def __init__(self) -> None:
        super().__init__(SystemClock(), CHAT)
        self.posting, self.posted = asyncio.Event(), asyncio.Event()
        self.edited, self.answered = asyncio.Event(), asyncio.Event()

    async def post(self, surface: Surface, content: Content, key: str) -> MessageRef:
        if isinstance(content, Card):
            self.posting.set()
            await self.posted.wait()
        return await super().post(surface, content, key)

    async def edit(self, ref: MessageRef, content: Content) -> None:
        await super().edit(ref, content)
        if isinstance(content, Card) and content.stopped and not self.edited.is_set():
            self.edited.set()
            await self.answered.wait()


@claims("score.stopped")
async def test_a_scorecard_made_while_the_stop_is_still_being_shown_is_shown_after_it(
    tmp_path: Path,
) -> None:
    chat = Slow()
    async with stage(tmp_path, scenario(), chat=chat) as on:
        await talk(on)
        await on.press("finish")
        await chat.posting.wait()
        await on.press("stop")
        await on.press("hint")
        await on.until(on.notices)
        chat.posted.set()
        await chat.edited.wait()
        await on.press("score")
        while (await on.session()).scorecard is None:  # noqa: ASYNC110  # no event tells of it
            await asyncio.sleep(0)
        chat.answered.set()
        await on.settled()
        card = on.card()
    assert card is not None
    assert not card.stopped


class Away(Chat):
    """Posts a message and is away before it can say so; it knows no keys of its own."""

    def __init__(self, which: Callable[[Content], bool]) -> None:
        super().__init__(SystemClock(), CHAT)
        self._which = which
        self.away, self.hit = False, asyncio.Event()

    async def post(self, surface: Surface, content: Content, key: str) -> MessageRef:
        self._refuse("post")
        ref = await super().post(surface, content, key)
        if self._which(content) and not self.hit.is_set():
            self.away = True
            self.hit.set()
            raise PlatformUnavailable
        return ref

    async def lookup(self, surface: Surface, key: str) -> MessageRef | None:
        self._refuse("lookup")
        return await super().lookup(surface, key)

    def _refuse(self, verb: str) -> None:
        if self.away:
            self.calls[verb] += 1
            raise PlatformUnavailable


@pytest.mark.parametrize("what", ["card", "hint"])
@claims("durable.posts")
async def test_a_message_whose_answer_was_lost_in_a_long_outage_is_looked_for_before_it_is_posted(
    tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "TRIES", 1)
    monkeypatch.setattr(announcing, "UNREACHABLE_PAUSE", 0.01)
    chat = Away(lambda c: isinstance(c, Card if what == "card" else Notice))
    async with stage(tmp_path, scenario(), chat=chat, clock=Hasty()) as on:
        await talk(on)
        await on.press("finish" if what == "card" else "hint")
        await chat.hit.wait()
        tried = chat.calls["post"] + chat.calls["lookup"]
        await on.until(lambda: chat.calls["post"] + chat.calls["lookup"] > tried + 2)
        chat.away = False
        posted = chat.calls["post"]
        await on.settled()
        assert chat.calls["lookup"] > 0
        assert chat.calls["post"] == posted


class Undrawn(Chat):
    """Cannot draw a card that grows."""

    async def post(self, surface: Surface, content: Content, key: str) -> MessageRef:
        if isinstance(content, Card) and content.stage:
            raise ValueError("a growing card")
        return await super().post(surface, content, key)


@claims("score.one")
async def test_a_card_that_cannot_be_drawn_while_it_grows_is_shown_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "PATIENCE", (0.01,))
    async with stage(tmp_path, scenario(), chat=Undrawn(SystemClock(), CHAT), clock=Hasty()) as on:
        await talk(on)
        await on.press("finish")
        await on.until(on.card)
        assert (await on.session()).phase == "closed"


@claims("judge.never-lost")
async def test_half_a_character_in_a_judges_answer_keeps_nothing_from_being_stored(
    tmp_path: Path,
) -> None:
    def half(question: Question, schema: Schema) -> Answer:  # a judge's form
        return answer("L1", reason="Not there \ud83d", missing="x \ud800")

    async with judged(tmp_path, scenario(), FakeJudge(half)) as on:
        await talk(on)
        await on.press("finish")
        await on.until(on.card)
        assert (await on.session()).phase == "closed"


@claims("judge.never-lost")
async def test_a_fault_in_the_judging_leaves_it_to_the_rules(tmp_path: Path) -> None:
    def broken(question: Question, schema: Schema) -> Answer:
        raise ValueError("a fault of ours")

    async with judged(tmp_path, scenario(), FakeJudge(broken)) as on:
        await talk(on)
        await on.press("finish")
        await on.until(on.card)
        card = (await on.session()).scorecard
    assert card is not None
    assert card.without_model == "silent"


@claims("feedback.notes")
async def test_what_was_said_during_the_last_reply_has_its_note_too(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario(feedback="each_turn", interruption="queue")) as on:
        await on.start()
        await on.say("I am sorry about that.")
        on.persona.says("Well. ")
        await on.until(lambda: on.shows("turn:3:0"))
        await on.say("Your lamp comes tomorrow.")
        await on.press("finish")
        await on.settled()
        assert "s1:note:4" in notes(on)
