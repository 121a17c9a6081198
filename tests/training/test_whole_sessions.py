"""Whole sessions through the real engine and a real database, on a chat in memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot import app, stores
from bot.domain.content import Card, Content, Notice, Opening, Speech
from bot.domain.events import Action, Commanded, InboundEvent, Pressed, Said
from bot.domain.showing import scorecard_key
from bot.domain.surface import MemberId, MessageRef, SessionId, Surface, TenantId
from bot.ports.clock import SystemClock
from bot.ports.store import Store
from bot.providers.scripted import ScriptedProvider
from tests.fakes.chat import Chat, Message
from tests.fakes.engine import Shelf
from tests.fakes.scenarios import scenario
from tests.requirements import claims

HOME = Surface("chat", TenantId("local"), "m1")
ME = MemberId("m1")
FIRST = SessionId("s1")
CLOCK = SystemClock()
PATIENCE = 20
"""Real seconds after which a test gives up."""


class Watched(Chat):
    """A chat that can be waited for, and that looks into the database as each reply is shown."""

    def __init__(self, store: Store) -> None:
        super().__init__(CLOCK)
        self._store, self._changed = store, asyncio.Event()
        self.shown_before_kept: list[str] = []

    async def edit(self, ref: MessageRef, content: Content) -> None:
        await self._look(content)
        await super().edit(ref, content)

    async def post(self, surface: Surface, content: Content, key: str) -> MessageRef:
        await self._look(content)
        return await super().post(surface, content, key)

    async def _look(self, content: Content) -> None:
        if isinstance(content, Speech) and content.complete:
            session = await self._store.session(content.session)
            if session is None or session.transcript[content.turn].text != content.text:
                self.shown_before_kept.append(content.text)

    def _show(self, message: Message, content: Content) -> None:
        super()._show(message, content)
        self._changed.set()

    async def until(self, holds: Callable[[list[Content]], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not holds([message.now.content for message in self.standing()]):
                self._changed.clear()
                await self._changed.wait()


class Practice:
    """A trainee at a chat."""

    def __init__(self, chat: Watched, store: Store, running: app.Running) -> None:
        self.chat, self.store, self.running = chat, store, running
        self.thread = HOME

    async def start(self) -> None:
        await self.accept(
            Commanded(
                key="start",
                surface=HOME,
                member=ME,
                at=CLOCK.now(),
                command="start",
                arguments={"scenario": "late-lamp"},
                opens=FIRST,
            )
        )
        await self.chat.until(lambda shown: any(isinstance(c, Opening) for c in shown))
        await self.running.idle()
        self.thread = self.chat.standing()[0].ref.surface

    async def accept(self, event: InboundEvent) -> bool:
        return await self.running.accept(event)

    async def say(self, text: str, key: str) -> None:
        await self.accept(
            Said(key=key, surface=self.thread, member=ME, at=CLOCK.now(), text=text, message=key)
        )
        await self.running.idle()

    async def press(self, action: Action, key: str) -> bool:
        pressed = Pressed(
            key=key, surface=self.thread, member=ME, at=CLOCK.now(), action=action, session=FIRST
        )
        return await self.accept(pressed)

    async def finish(self) -> None:
        await self.press("finish", "finish")
        await self.chat.until(lambda shown: any(isinstance(c, Card) and not c.stage for c in shown))
        await self.running.idle()

    def notices(self) -> list[str]:
        shown = [message.now.content for message in self.chat.standing()]
        return [content.text for content in shown if isinstance(content, Notice)]


@asynccontextmanager
async def practising(folder: Path) -> AsyncIterator[Practice]:
    url = f"sqlite:///{folder / 'chattrain.db'}"
    await asyncio.to_thread(stores.migrate, url)
    async with stores.connect(url) as store:
        chat = Watched(store)
        async with app.engine(
            store=store,
            platforms=[chat],
            persona=ScriptedProvider(CLOCK, pace=0),
            catalogue=Shelf(scenario(interruption="queue")),
            clock=CLOCK,
        ) as running:
            yield Practice(chat, store, running)


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with practising(tmp_path) as practice:
        yield practice


@claims("engine.opening")
async def test_a_session_shows_briefing_and_opening_replies_and_scorecard_in_order(
    practice: Practice,
) -> None:
    await practice.start()
    await practice.say("Hello.", "one")
    await practice.finish()
    opening, reply, card = (message.now.content for message in practice.chat.standing())
    assert isinstance(opening, Opening)
    assert opening.opening == "My lamp has not come."
    assert isinstance(reply, Speech)
    assert reply.complete
    assert isinstance(card, Card)
    session = await practice.store.session(FIRST)
    assert session is not None
    assert session.phase == "closed"
    assert [turn.text for turn in session.transcript][2] == reply.text


@claims("durable.text-first")
async def test_a_whole_reply_is_kept_before_it_is_shown_as_whole(practice: Practice) -> None:
    await practice.start()
    await practice.say("Hello.", "one")
    await practice.say("Why do you need it?", "two")
    replies = [m.now.content for m in practice.chat.standing() if ":turn:" in m.key]
    assert len(replies) == 2
    assert practice.chat.shown_before_kept == []


@claims("durable.posts")
async def test_every_message_has_a_key_of_its_own_and_is_posted_once(practice: Practice) -> None:
    await practice.start()
    await practice.press("hint", "hint")
    await practice.say("", "empty")
    await practice.say("Hello.", "one")
    await practice.finish()
    keys = [message.key for message in practice.chat.messages.values()]
    assert len(keys) == len(set(keys)) == 5
    posts = await practice.store.posts(FIRST)
    assert {post.key for post in posts} == set(keys)
    assert all(post.ref is not None for post in posts)


@claims("bad.double", "score.one")
async def test_a_double_click_counts_once(practice: Practice) -> None:
    await practice.start()
    await practice.say("Hello.", "one")
    clicks = await asyncio.gather(*(practice.press("finish", "click") for _ in range(3)))
    assert sorted(clicks) == [False, False, True]
    await practice.finish()
    assert not practice.notices(), "a press that changes nothing leaves nothing behind"
    cards = [m for m in practice.chat.standing() if isinstance(m.now.content, Card)]
    assert [card.key for card in cards] == [scorecard_key(FIRST)]


@claims("score.grows")
async def test_the_scorecard_grows_in_its_message_until_it_is_complete(practice: Practice) -> None:
    await practice.start()
    await practice.say("I am sorry.", "one")
    await practice.finish()
    card = next(m for m in practice.chat.standing() if m.key == scorecard_key(FIRST))
    shown = [seen.content for seen in card.history]
    assert all(isinstance(content, Card) for content in shown)
    growing = [c for c in shown if isinstance(c, Card) and c.stage]
    assert growing, "it says what is being analysed before it is complete"
    assert [button.action for button in growing[0].buttons] == ["stop"]
    counts = [len(c.scorecard.scores) for c in shown if isinstance(c, Card)]
    assert counts == sorted(counts)
    last = shown[-1]
    assert isinstance(last, Card)
    assert last.scorecard.complete
    assert last.scorecard == await practice.store.scorecard(FIRST)


@claims("serving.logs")
async def test_a_turn_is_one_line_in_the_log_and_nothing_that_was_said_is_in_it(
    practice: Practice,
) -> None:
    with capture_logs() as lines:
        await practice.start()
        await practice.say("A secret of the trainee.", "one")
        await practice.say("Why do you need it?", "two")
        await practice.finish()
    turns = [line for line in lines if line["event"] == "turn"]
    assert [line["turn"] for line in turns] == [3, 5]
    assert all(line["session"] == FIRST and line["first_text_ms"] is not None for line in turns)
    session = await practice.store.session(FIRST)
    assert session is not None
    said = [turn.text for turn in session.transcript if turn.text]
    assert not [text for text in said if text in str(lines)]
