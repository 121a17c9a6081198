"""A server at work: the whole engine with its store and the adapter, against the fake Discord.

Nothing is limited, so that nobody waits; the persona says the script's lines, and can be held in the
middle of one.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from adapters.discord.calls import calling
from adapters.discord.platform import CAPABILITIES
from adapters.discord.platform import Discord as Adapter
from adapters.discord.settings import Settings
from bot import app, stores
from bot.app import Running
from bot.domain.events import InboundEvent
from bot.domain.session import Session
from bot.domain.surface import SessionId
from bot.ports.clock import Clock, SystemClock
from bot.ports.platform import Accept
from bot.ports.provider import Provider
from bot.stores import SqlStore
from bot.training.engine import Scenarios
from tests.adapters.hurried import Hurried
from tests.adapters.played import Narrator, Printed, Shelf, idle
from tests.adapters.slack_day import words
from tests.fakes.discord import Channel, Discord, Interaction, Message, Person
from tests.fakes.discord.shown import parts_of
from tests.fakes.discord.state import PRIVATE_THREAD

LINK = 5
"""The style of a button that leads somewhere."""


class Heard(Adapter):
    """The adapter, which notes what was taken in: Discord is not told that of a message."""

    heard: list[tuple[str, bool]]
    """The key of each event, and whether it was new."""
    discord: Discord

    @property
    def busy(self) -> bool:
        """Whether something that was heard is still being taken in: a command may be acknowledged
        before that."""
        return bool(self._attending._receiving._lanes)

    async def run(self, accept: Accept) -> None:
        async def noting(event: InboundEvent) -> bool:
            fresh = await accept(event)
            self.heard.append((event.key, fresh))
            self.discord.changed()
            return fresh

        await super().run(noting)


@dataclass
class Day:
    """What a test sees of it."""

    discord: Discord
    store: SqlStore
    running: Running
    persona: Narrator
    adapter: Heard
    others: list[tuple[Running, Heard]] = field(default_factory=list)
    """Further processes on the same database."""

    @property
    def place(self) -> Channel:
        """A channel where sessions are started."""
        return self.discord.guild.channel("practice")

    def thread(self, who: Person, parent: Channel | None = None) -> Channel:
        """Somebody's own thread there."""
        (found,) = [
            thread
            for thread in self.discord.guild.threads(parent or self.place)
            if thread.kind == PRIVATE_THREAD and who.id in thread.members
        ]
        return found

    async def still(self) -> None:
        """Waits until all that happened is answered."""
        await self.discord.until(lambda: not [*self._unheard()])
        while any(adapter.busy for adapter in self._adapters):  # noqa: ASYNC110  # nobody tells us
            await asyncio.sleep(0.001)
        await idle(self.running, *(running for running, _ in self.others))

    @property
    def _adapters(self) -> list[Heard]:
        return [self.adapter, *(adapter for _, adapter in self.others)]

    def _unheard(self) -> Iterator[object]:
        yield from (i for i in self.discord.interactions.all if i.state == "waiting")
        for adapter in self._adapters:
            yield from self._unheard_by({key for key, _ in adapter.heard})

    def _unheard_by(self, keys: set[str]) -> Iterator[object]:
        for message in self.messages():
            if not message.author.bot:
                key = f"discord:{message.id}"
                said = {key, f"{key}:deleted"} if message.deleted else {key}
                yield from (message for _ in "." if not said & keys)
                if message.edited is not None and not message.deleted:
                    edits = [heard for heard in keys if heard.startswith(f"{key}:edit:")]
                    yield from (message for _ in "." if not edits)

    def conversations(self) -> list[Channel]:
        """Where sessions are: private threads and direct messages."""
        found = self.discord.world.channels.values()
        return [one for one in found if one.is_direct or one.kind == PRIVATE_THREAD]

    def messages(self) -> list[Message]:
        """All that were ever in conversations."""
        return [*chain.from_iterable(one.messages.values() for one in self.conversations())]

    async def says(self, who: Person, text: str, place: Channel) -> Message:
        said = who.writes(place, text)
        await self.still()
        return said

    async def runs(
        self, who: Person, command: str, place: Channel | None = None, /, **options: Any
    ) -> Interaction:
        asked = who.runs(f"chattrain {command}", place, **options)
        await self.still()
        return asked

    async def presses(self, who: Person, where: Message, control: str) -> Interaction:
        pressed = who.presses(where, control)
        await self.still()
        return pressed

    async def chooses(self, who: Person, where: Message, control: str, choice: str) -> Interaction:
        chosen = who.chooses(where, control, choice)
        await self.still()
        return chosen

    def times_heard(self, message: Message) -> int:
        return [key for key, _ in self.adapter.heard].count(f"discord:{message.id}")

    async def latest(self, who: Person) -> Session:
        """Somebody's latest session."""
        return [session for session in await self.sessions() if session.member == who.id][-1]

    async def sessions(self) -> list[Session]:
        """All that there ever were, the oldest first."""
        ids = {id for message in self.messages() for id in _sessions(message)}
        found = [await self.store.session(SessionId(id)) for id in sorted(ids)]
        return [session for session in found if session is not None]


def answer(who: Person, place: Channel) -> Message:
    """The latest message of a conversation, which is ours."""
    latest = who.sees(place)[-1]
    assert latest.author.bot, f"no answer to {latest.shown!r}"
    return latest


def opening(who: Person, place: Channel) -> Message:
    """The first message of the latest session there."""
    return next(m for m in reversed(who.sees(place)) if _opens(m))


def spoken(who: Person, place: Channel, persona: str) -> list[Message]:
    """A persona's replies."""
    begins = f"**{persona}**\n"
    return [m for m in who.sees(place) if m.author.bot and m.content.startswith(begins)]


def links(message: Message) -> list[tuple[str, str]]:
    """The addresses in a message with their labels."""
    written = re.findall(r"\[([^\]]+)\]\(<?(https?://[^>)]+)>?\)", message.shown)
    buttons = [part for part in parts_of(message.components) if part.get("style") == LINK]
    return [(address, label) for label, address in written] + [
        (button["url"], button["label"]) for button in buttons
    ]


def address(day: Day, place: Channel, message: Message | None = None) -> str:
    """Where a conversation or a message in it is found."""
    server = "@me" if place.is_direct else day.discord.guild.id
    there = f"https://discord.com/channels/{server}/{place.id}"
    return there if message is None else f"{there}/{message.id}"


def grew(message: Message) -> bool:
    """Whether each state that was seen begins the next one, and there were several before the last;
    buttons that come and go are no part of it."""
    bare = [words(re.sub(r"(\[[^]]*] ?)+$", "", state)) for state in message.states]
    return len(set(bare)) > 1 and all(b.startswith(a) for a, b in pairwise(bare))


async def nothing_is_doubled_cut_or_lost(day: Day) -> None:
    """Every line of every persona stands once, whole and in order, in its conversation; every event
    counted once; and all that was asked was answered in time."""
    sessions = await day.sessions()
    for place in day.conversations():
        there = [
            s for s in sessions if s.surface and place.id in (s.surface.thread, s.surface.channel)
        ]
        lines = [line for session in there for line in _lines(session)]
        begins = tuple(f"**{session.scenario.persona.name}**\n" for session in there)
        shown = [m for m in place.standing if m.author.bot and m.content.startswith(begins)]
        assert [words(t) in words(m.shown) for m, t in zip(shown, lines, strict=True)] == [
            True for _ in lines
        ]
        for session in there:
            scored = [m for m in place.standing if f"ct:rate:{session.id}:up" in _ids(m)]
            assert len(scored) == (session.scorecard is not None)
    assert not [id for m in day.messages() if not m.deleted for id in _ids(m) if ":stop:" in id]
    fresh = [key for key, is_fresh in day.adapter.heard if is_fresh]
    assert len(fresh) == len(set(fresh))
    assert day.discord.interactions.failures == []


def nobody_is_pinged(day: Day) -> None:
    for asked in day.discord.asked:
        if isinstance(asked.body, dict) and "content" in asked.body:
            assert asked.body["allowed_mentions"] == {"parse": []}


def _lines(session: Session) -> list[str]:
    said = session.transcript.turns[max(1, session.inherited) :]
    return [turn.text for turn in said if turn.speaker == "persona" and turn.text]


def _opens(message: Message) -> bool:
    return message.content.startswith("## ") and any("ct:hint:" in id for id in _ids(message))


def _ids(message: Message) -> list[str]:
    return [part["custom_id"] for part in parts_of(message.components) if "custom_id" in part]


def _sessions(message: Message) -> set[str]:
    """The sessions that its buttons ever named."""
    ids = (p.get("custom_id", "") for seen in message.history for p in parts_of(seen.components))
    return {id.split(":")[2] for id in ids if id.startswith("ct:")} - {"-"}


@asynccontextmanager
async def working(
    folder: Path,
    *,
    at: Clock | None = None,
    catalogue: Scenarios | None = None,
    printed: Printed | None = None,
    url: str | None = None,
) -> AsyncIterator[Day]:
    """A day in a server; `at` says which, where that matters. Without `url` on SQLite."""
    url = url or f"sqlite:///{folder / 'day.db'}"
    stores.migrate(url)
    persona = Narrator()
    async with (
        Discord(clock=at) as discord,
        process(discord, url, at, persona, catalogue or Shelf(), printed) as (
            store,
            running,
            heard,
        ),
    ):
        yield Day(discord, store, running, persona, heard)


@asynccontextmanager
async def process(  # noqa: PLR0917  # what it is given in `bot.app`
    discord: Discord,
    url: str,
    at: Clock | None,
    persona: Provider,
    catalogue: Scenarios,
    printed: Printed | None = None,
) -> AsyncIterator[tuple[SqlStore, Running, Heard]]:
    """A whole engine at a database, connected to a Discord."""
    clock = Hurried(at or SystemClock())
    async with (
        stores.connect(url) as store,
        calling(discord.api_url, discord.app.token, clock) as calls,
    ):
        adapter = Heard(
            clock=clock,
            records=store,
            catalogue=catalogue,
            calls=calls,
            settings=Settings(bot_token=discord.app.token, api_url=discord.api_url),
            printer=None if printed is None else printed(store),
        )
        adapter.discord, adapter.heard = discord, []
        adapter.capabilities = replace(CAPABILITIES, limits={}, cadence=0.01)
        identified = discord.gateway.identified
        async with app.engine(
            store=store, platforms=[adapter], persona=persona, catalogue=catalogue, clock=clock
        ) as running:
            await discord.connected(identified + 1)
            await discord.until(lambda: discord.commands.everywhere)
            yield store, running, adapter
