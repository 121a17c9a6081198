"""A whole engine around one session, as it is: real store, real replies, a chat in memory,
and a persona whose words the test lets go one by one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot import app, stores
from bot.domain.content import Card, Content, Notice
from bot.domain.events import Action, Command, Commanded, InboundEvent, Pressed, Said
from bot.domain.scenario import Scenario
from bot.domain.session import Session
from bot.domain.surface import MemberId, SessionId, Surface, TenantId
from bot.domain.transcript import Micros
from bot.errors import ProviderError, ScenarioError
from bot.ports.clock import Clock, SystemClock
from bot.ports.platform import Capabilities
from bot.ports.provider import Call, Prompt, Usage
from bot.ports.store import Store
from tests.fakes import database
from tests.fakes.chat import Chat

CHAT = Capabilities(page=2000, cadence=0.01, limits={}, finds=True)
ME = MemberId("m1")
HOME = Surface("chat", TenantId("t1"), "m1")


class Persona:
    """Says what it is told to, when it is told to; counts who listens."""

    name = "persona"

    def __init__(self) -> None:
        self.asked: list[Prompt] = []
        self.left = 0
        self._words: asyncio.Queue[str | ProviderError | None] = asyncio.Queue()

    def says(self, *pieces: str) -> None:
        """The next words of whatever reply is being read."""
        for piece in pieces:
            self._words.put_nowait(piece)

    def ends(self) -> None:
        self._words.put_nowait(None)

    def fails(self, error: ProviderError) -> None:
        self._words.put_nowait(error)

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[_Reading]:
        self.asked.append(prompt)
        try:
            yield _Reading(self._words)
        finally:
            self.left += 1


class _Reading:
    def __init__(self, words: asyncio.Queue[str | ProviderError | None]) -> None:
        self.call = Call(provider="persona", model="test", usage=Usage(tokens_out=3))
        self._words = words

    async def __aiter__(self) -> AsyncIterator[str]:
        while (word := await self._words.get()) is not None:
            if isinstance(word, ProviderError):
                raise word
            yield word


class Hasty(SystemClock):
    """A clock on which twenty seconds pass in one: what is waited for is soon there."""

    SPEED = 20

    def __init__(self) -> None:
        self._began = super().now()

    def now(self) -> Micros:
        return Micros(self._began + (super().now() - self._began) * self.SPEED)

    def monotonic(self) -> float:
        return super().monotonic() * self.SPEED

    async def sleep(self, seconds: float) -> None:
        await super().sleep(seconds / self.SPEED)


class Scenarios:
    def __init__(self, *played: Scenario) -> None:
        self.scenarios = {scenario.id: scenario for scenario in played}
        self.problems: tuple[ScenarioError, ...] = ()

    def refresh(self) -> None: ...


class Stage:
    """One member's way through the engine."""

    def __init__(
        self, store: Store, chat: Chat, persona: Persona, running: app.Running, clock: Clock
    ) -> None:
        self.store, self.chat, self.persona = store, chat, persona
        self.running, self.clock = running, clock
        self.count = 0
        self.session_id = SessionId("s1")

    async def start(self, scenario: str = "late-lamp", id: str = "s1") -> None:
        self.session_id = SessionId(id)
        await self.accept(self.command("start", opens=self.session_id, scenario=scenario))
        await self.until(lambda: f"{id}:opening" in self.posted())

    def command(self, name: Command, opens: SessionId | None = None, **arguments: str) -> Commanded:
        return Commanded(**self._place(HOME), command=name, arguments=arguments, opens=opens)

    async def say(self, text: str) -> None:
        place = self._place(self.thread)
        await self.accept(Said(**place, text=text, message=place["key"], session=self.session_id))

    async def press(self, action: Action, value: str = "", opens: str = "") -> None:
        await self.accept(
            Pressed(
                **self._place(self.thread),
                action=action,
                value=value,
                session=self.session_id,
                opens=SessionId(opens) if opens else None,
            )
        )

    async def accept(self, event: InboundEvent) -> bool:
        return await self.running.accept(event)

    def _place(self, surface: Surface) -> dict[str, Any]:
        self.count += 1
        return {
            "key": f"k{self.count}",
            "surface": surface,
            "member": ME,
            "at": self.clock.now(),
        }

    @property
    def thread(self) -> Surface:
        key = f"{self.session_id}:opening"
        return next(m.ref.surface for m in self.chat.messages.values() if m.key == key)

    async def session(self) -> Session:
        session = await self.store.session(self.session_id)
        assert session is not None
        return session

    def posted(self) -> list[str]:
        return [message.key for message in self.chat.messages.values()]

    def shows(self, key: str) -> Content | None:
        """What stands under a key of this session now."""
        found = [m for m in self.chat.messages.values() if m.key == f"{self.session_id}:{key}"]
        return found[-1].now.content if found and not found[-1].deleted else None

    def notices(self) -> list[str]:
        contents = [message.now.content for message in self.chat.messages.values()]
        return [content.text for content in contents if isinstance(content, Notice)]

    def card(self) -> Card | None:
        content = self.shows("scorecard")
        return content if isinstance(content, Card) and not content.stage else None

    async def until(self, holds: Callable[[], object]) -> None:
        """Lets the engine go on until something holds."""
        while not holds():  # noqa: ASYNC110  # whatever it is, nobody tells us
            await asyncio.sleep(0.001)

    async def settled(self) -> None:
        await self.running.idle()


@asynccontextmanager
async def stage(
    folder: Path,
    *played: Scenario,
    chat: Chat | None = None,
    persona: Persona | None = None,
    clock: Clock | None = None,
) -> AsyncIterator[Stage]:
    """An engine at work on a database in `folder`, which may hold what an earlier one left."""
    url = database.address(folder / "stage.db")
    clock = clock or SystemClock()
    chat, persona = chat or Chat(clock, CHAT), persona or Persona()
    async with stores.connect(url) as store:
        await store.clear_leases()
        async with app.engine(
            store=store,
            platforms=[chat],
            persona=persona,
            catalogue=Scenarios(*played),
            clock=clock,
        ) as running:
            yield Stage(store, chat, persona, running, clock)
