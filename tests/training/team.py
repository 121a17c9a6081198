"""A whole team in one engine: managers and trainees in a chat in memory, on a clock that a test sets.

Replies are the script's, at once; only the waiting is left out.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot import app, stores
from bot.casting import Cast
from bot.domain.content import Card, Content, Notice, Report
from bot.domain.events import Action, Command, Commanded, Pressed, Said
from bot.domain.scenario import Scenario
from bot.domain.session import Session
from bot.domain.surface import MemberId, MessageRef, SessionId, Surface, TenantId
from bot.domain.transcript import Micros
from bot.ports.clock import Clock, SystemClock
from bot.ports.platform import Capabilities
from bot.providers.scripted import ScriptedProvider
from bot.stores import SqlStore
from bot.training.scheduling import Scheduling
from tests.fakes.chat import Chat, Message, text_of
from tests.fakes.people import People
from tests.fakes.scenarios import scenario
from tests.training.stage import Scenarios

TENANT = TenantId("t1")
CHAT = Capabilities(page=8000, cadence=0.01, limits={}, finds=True)
BERLIN = "Europe/Berlin"
HALL = Surface("chat", TENANT, "hall")
"""A channel where managers talk."""


class SetClock(SystemClock):
    """Real waiting, at a time of day that a test sets."""

    def __init__(self, at: str, zone: str = BERLIN) -> None:
        self._zone = zone
        self._offset = 0
        self.set(at)

    def set(self, at: str) -> None:
        """Goes to a local time, "2026-11-23 10:00"."""
        wanted = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(self._zone))
        self._offset = int(wanted.timestamp() * 1_000_000) - super().now()

    def now(self) -> Micros:
        return Micros(super().now() + self._offset)


class Holding(Chat):
    """A chat in which posts to one place wait while a test wants it."""

    def __init__(self, clock: Clock, people: People | None) -> None:
        super().__init__(clock, CHAT, people=people)
        self.closed: Surface | None = None
        self.waiting = 0
        self.open = asyncio.Event()

    async def post(self, surface: Surface, content: Content, key: str) -> MessageRef:
        if surface == self.closed:
            self.waiting += 1
            await self.open.wait()
        return await super().post(surface, content, key)


class Team:
    """Everybody's way through one engine."""

    def __init__(
        self, store: SqlStore, chat: Holding, running: app.Running, clock: SetClock
    ) -> None:
        self.store, self.chat, self.running, self.clock = store, chat, running, clock
        self.people: People = chat.directory
        self.ticks = Scheduling(engine=running.engine, accept=running.accept)
        self._count = 0

    def home(self, who: MemberId) -> Surface:
        return Surface("chat", TENANT, f"with-{who}")

    async def command(
        self, who: MemberId, name: Command, text: str = "", at: Surface | None = None, **named: str
    ) -> str:
        """Gives a command and waits until all is done; gives the text of the answer."""
        arguments = {**named, **({"text": text} if text else {})}
        event = Commanded(
            **self._place(who, at or self.home(who)),
            command=name,
            arguments=arguments,
            opens=self._opens(),
        )
        await self.running.accept(event)
        await self.settled()
        return self.answer(event.key)

    async def press(
        self,
        who: MemberId,
        action: Action,
        value: str = "",
        *,
        text: str = "",
        session: str | None = None,
        at: Surface | None = None,
    ) -> str:
        event = Pressed(
            **self._place(who, at or self.home(who)),
            action=action,
            value=value,
            text=text,
            session=SessionId(session) if session else None,
            opens=self._opens(),
        )
        await self.running.accept(event)
        await self.settled()
        return self.answer(event.key)

    async def practise(self, who: MemberId, *lines: str, start: str = "late-lamp") -> SessionId:
        """Practises a scenario from start to score; gives the session."""
        await self.command(who, "start", scenario=start)
        return await self.play(who, *lines)

    async def play(self, who: MemberId, *lines: str) -> SessionId:
        """Says lines in the open session and finishes it."""
        open = await self.store.open_session(TENANT, who)
        assert open is not None
        assert open.surface is not None
        for line in lines:
            await self.say(who, line, open.id, open.surface)
        await self.press(who, "finish", session=open.id, at=open.surface)
        await self.settled()
        return open.id

    async def say(self, who: MemberId, text: str, session: str | None, at: Surface) -> None:
        """Writes a message and waits until all is done."""
        place = self._place(who, at)
        id = None if session is None else SessionId(session)
        await self.running.accept(Said(**place, text=text, message=place["key"], session=id))
        await self.settled()

    async def session(self, id: str) -> Session:
        """A session as it is stored."""
        found = await self.store.session(SessionId(id))
        assert found is not None
        return found

    async def tick(self) -> None:
        """Looks at what is due, as every process does now and then."""
        await self.ticks.call()
        await self.ticks.send()
        await self.ticks.retain()
        await self.settled()

    def elsewhere(self, tenant: str, channel: str = "hall") -> Surface:
        """A place in any tenant."""
        return Surface("chat", TenantId(tenant), channel)

    async def begin(self, who: MemberId, scenario: str, at: Surface) -> None:
        """Asks for a session, and waits for nothing."""
        place, arguments = self._place(who, at), {"scenario": scenario}
        started = Commanded(**place, command="start", arguments=arguments, opens=self._opens())
        await self.running.accept(started)

    async def until(self, holds: Callable[[], object]) -> None:
        """Lets the engine go on until something holds."""
        while not holds():  # noqa: ASYNC110  # whatever it is, nobody tells us
            await asyncio.sleep(0.001)

    async def settled(self) -> None:
        await self.running.idle()

    def hold(self, surface: Surface) -> None:
        self.chat.closed = surface

    def let_go(self) -> None:
        self.chat.open.set()

    @property
    def held(self) -> int:
        """How many posts wait."""
        return self.chat.waiting

    def answer(self, key: str) -> str:
        return "\n".join(said(m.now.content) for m in self.messages(key))

    def messages(self, begins: str = "") -> list[Message]:
        return [m for m in self.chat.messages.values() if m.key.startswith(begins)]

    def private(self, who: MemberId) -> list[Message]:
        """What stands in somebody's own conversation with the bot, besides sessions."""
        return [m for m in self.messages() if m.ref.surface == self.home(who)]

    def starts(self, who: MemberId) -> str:
        """What the first Start button in somebody's own conversation stands for."""
        reports = (m.now.content for m in self.private(who))
        return next(
            button.value
            for report in reports
            if isinstance(report, Report)
            for section in report.sections
            for button in section.buttons
            if button.action == "assigned"
        )

    def card(self, session: str) -> Card:
        (message,) = self.messages(f"{session}:scorecard")
        assert isinstance(message.now.content, Card)
        return message.now.content

    def report(self, key: str) -> Report:
        (message,) = self.messages(key)
        return report_of(message)

    def _opens(self) -> SessionId:
        self._count += 1
        return SessionId(self.clock.new_id())

    def _place(self, who: MemberId, surface: Surface) -> dict[str, Any]:
        self._count += 1
        return {
            "key": f"k{self._count}.",
            "surface": surface,
            "member": who,
            "at": self.clock.now(),
        }


def said(content: Content) -> str:
    """All the words of a content."""
    if not isinstance(content, Report):
        return text_of(content)
    parts = [content.title, content.text, content.footer]
    for section in content.sections:
        parts += [section.title, section.text]
        parts += [f"{row.label}: {row.value} {row.detail}" for row in section.rows]
        parts += [f"[{button.label}]" for button in section.buttons]
    return "\n".join(part for part in parts if part)


def report_of(message: Message) -> Report:
    """What stands in a message, which is a report."""
    content = message.now.content
    assert isinstance(content, Report)
    return content


def everything(folder: Path) -> bytes:
    """All that stands in the database's files."""
    return b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())


def notices(team: Team, surface: Surface) -> list[str]:
    found = (m.now.content for m in team.messages() if m.ref.surface == surface)
    return [content.text for content in found if isinstance(content, Notice)]


@asynccontextmanager
async def working(
    store: SqlStore, chat: Holding, clock: SetClock, *played: Scenario, cast: Cast | None = None
) -> AsyncIterator[Team]:
    """An engine at work on a store, with a scripted persona where no others are given."""
    async with app.engine(
        store=store,
        platforms=[chat],
        persona=ScriptedProvider(clock, pace=0) if cast is None else cast.persona,
        judge=None if cast is None else cast.judge,
        catalogue=Scenarios(*(played or (scenario(),))),
        clock=clock,
    ) as running:
        yield Team(store, chat, running, clock)


def database(folder: Path) -> Path:
    """A database with tables; they are made once, for all tests of a process."""
    empty, file = folder.parent / "empty.db", folder / "team.db"
    if not empty.exists():
        stores.migrate(f"sqlite:///{empty}")
    if not file.exists():
        shutil.copy(empty, file)
    return file


@asynccontextmanager
async def team(
    folder: Path, *played: Scenario, at: str = "2026-11-23 10:00", people: People | None = None
) -> AsyncIterator[Team]:
    """A team whose people a test adds, on a Monday morning in Berlin."""
    url = f"sqlite:///{await asyncio.to_thread(database, folder)}"
    clock = SetClock(at)
    chat = Holding(clock, people)
    async with (
        stores.connect(url) as store,
        _alone(store),
        working(store, chat, clock, *played) as there,
    ):
        yield there


@asynccontextmanager
async def _alone(store: SqlStore) -> AsyncIterator[None]:
    """Nobody else works on an SQLite file."""
    await store.clear_leases()
    yield
