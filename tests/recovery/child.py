"""A whole engine in a process of its own, that kills itself with SIGKILL at a named point.

It plays one session to its end. What the platform has delivered but was not told has arrived, it
delivers again after a restart, as the real ones do.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot import app, stores
from bot.domain import reciting
from bot.domain.content import Card, Content, Opening, Speech
from bot.domain.events import Commanded, InboundEvent, Pressed, Said
from bot.domain.surface import MemberId, MessageRef, SessionId, Surface, TenantId
from bot.ports.clock import SystemClock
from bot.ports.provider import Call, Prompt
from bot.ports.store import Accepted, Change, Claim, MailboxId, Store, Transaction
from tests.fakes.scenarios import scenario
from tests.recovery.journal import JournalPlatform, standing

MEMBER = MemberId("m1")
HOME = Surface("playground", TenantId("local"), "m1")
SESSION = SessionId("session-1")
THREAD = Surface("playground", TenantId("local"), "m1", SESSION)
LINES = ("Hello, what happened?", "I am sorry.", "Let me look.")
LONG = " ".join(["Well, let me tell you what happened with the lamp I ordered."] * 6)
PACE = 0.005
"""Seconds between two pieces of a reply: twice what lies between two edits."""
TEXTS = tuple(f"{number}. {LONG}" for number in range(1, 6))


class Killer:
    """Kills this process the moment its point is reached."""

    def __init__(self, point: str) -> None:
        self._point = point

    def at(self, point: str) -> None:
        if point == self._point:
            os.kill(os.getpid(), signal.SIGKILL)


class KilledPlatform(JournalPlatform):
    """The journal, with a death before or after the effect of a call."""

    def __init__(self, file: Path, *, finds: bool, killer: Killer) -> None:
        super().__init__(file, finds=finds)
        self._killer = killer

    async def open_thread(self, home: Surface, opening: Opening, key: str) -> MessageRef:
        self._killer.at("before the thread is opened")
        ref = await super().open_thread(home, opening, key)
        self._killer.at("after the thread is opened")
        return ref

    async def post(self, surface: Surface, content: Content, key: str) -> MessageRef:
        ref = await super().post(surface, content, key)
        if isinstance(content, Speech):
            self._killer.at("after the post, before its reference is saved")
        if isinstance(content, Card):
            self._killer.at("while grading")
        return ref

    async def edit(self, ref: MessageRef, content: Content) -> None:
        if isinstance(content, Speech) and content.complete:
            self._killer.at("before the last edit")
        if isinstance(content, Card) and not content.stage:
            self._killer.at("before the scorecard is shown complete")
        await super().edit(ref, content)
        if isinstance(content, Speech):
            self._killer.at("after the last edit" if content.complete else "while streaming")


class KilledTransaction:
    """A transaction that remembers what it did, so that its commit can be told apart."""

    def __init__(self, inner: Transaction, killer: Killer) -> None:
        self._inner, self._killer = inner, killer
        self.did = ""

    async def accept(self, events: Sequence[InboundEvent]) -> list[Accepted]:
        self.did = "accepted" if any(isinstance(e, Said) for e in events) else ""
        return await self._inner.accept(events)

    async def claim(self, *args: Any) -> Claim | None:
        claim = await self._inner.claim(*args)
        self.did = "claimed" if str(args[0]).startswith("session:") else ""
        return claim

    async def commit(self, claim: Claim, change: Change) -> tuple[MailboxId, ...]:
        if change.scorecard is not None:
            self.did = "graded"
        elif change.handled and change.after is not None and change.after.said:
            self.did = "stepped"
        return await self._inner.commit(claim, change)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


class KilledStore:
    """A store with a death before or after a commit."""

    watched = KilledTransaction

    def __init__(self, inner: Store, killer: Killer) -> None:
        self._inner, self._killer = inner, killer

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Transaction]:
        async with self._inner.begin() as transaction:
            watched = self.watched(transaction, self._killer)
            yield watched
            if watched.did:
                self._killer.at(f"before what was {watched.did} is committed")
        if watched.did:
            self._killer.at(f"after what was {watched.did} is committed")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


class Persona:
    """The scripted persona, quick, in pieces that make a reply grow a few times."""

    name = "scripted"

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[Recital]:
        scene = prompt.scene
        yield Recital(reciting.line(scene.scenario, scene.transcript, scene.play))


class Recital:
    def __init__(self, text: str) -> None:
        self.call = Call(provider="scripted", model="script")
        self._text = text

    async def __aiter__(self) -> AsyncIterator[str]:
        for start in range(0, len(self._text), 60):
            yield self._text[start : start + 60]
            await asyncio.sleep(PACE)


class Catalogue:
    """The one scenario that is played."""

    problems = ()

    def __init__(self) -> None:
        script = {"cues": ({"say": (TEXTS[0],)},), "otherwise": TEXTS[1:]}
        played = scenario(script=script, interruption="queue", limits={"turns": 20})
        self.scenarios = {played.id: played}

    def refresh(self) -> None:
        pass


class Trainee:
    """Starts, answers each reply once it stands whole, and finishes; all of it from the journal,
    so that it goes on where it was after a restart."""

    def __init__(self, folder: Path, accept: Any) -> None:
        self._journal = folder / "journal.jsonl"
        self._acked = folder / "acked"
        self._accept = accept

    async def practise(self) -> None:
        await self._deliver(start())
        await self._until(1)
        for number, line in enumerate(LINES):
            await self._deliver(_said(number, line))
            await self._until(number + 2)
        await self._deliver(_finish())
        while not any(m.key == f"{SESSION}:scorecard" and m.complete for m in self._shown()):  # noqa: ASYNC110  # a person looks
            await asyncio.sleep(0.01)

    async def _deliver(self, event: InboundEvent) -> None:
        """Delivers, and notes the ack; what is acked is delivered once more, as it can happen."""
        fresh = await self._accept(event)
        acked = self._acked.read_text().split() if self._acked.exists() else []
        assert not (fresh and event.key in acked), f"{event.key} was acked and forgotten"
        with self._acked.open("a") as file:
            file.write(event.key + "\n")
        assert not await self._accept(event)

    async def _until(self, replies: int) -> None:
        while len(self._answers()) < replies:  # noqa: ASYNC110  # a person looks
            await asyncio.sleep(0.01)

    def _answers(self) -> set[str]:
        """The keys of the persona's messages that stand whole."""
        return {
            message.key
            for message in self._shown()
            if message.complete and (":turn:" in message.key or message.key.endswith(":opening"))
        }

    def _shown(self) -> list[Any]:
        return standing(self._journal)


def start() -> Commanded:
    return Commanded(
        key="start",
        surface=HOME,
        member=MEMBER,
        at=SystemClock().now(),
        command="start",
        arguments={"scenario": "late-lamp"},
        opens=SESSION,
    )


def _said(number: int, text: str) -> Said:
    return Said(
        key=f"said-{number}",
        surface=THREAD,
        member=MEMBER,
        at=SystemClock().now(),
        text=text,
        message=f"said-{number}",
        session=SESSION,
    )


def _finish() -> Pressed:
    return Pressed(
        key="finish",
        surface=THREAD,
        member=MEMBER,
        at=SystemClock().now(),
        action="finish",
        session=SESSION,
    )


def play(folder: Path, point: str, *, finds: bool) -> None:
    """Plays until `point`, which is `none` for a run to the end."""
    asyncio.run(_play(folder, Killer(point), finds=finds))


async def _play(folder: Path, killer: Killer, *, finds: bool) -> None:
    url = f"sqlite:///{folder / 'chattrain.db'}"
    stores.migrate(url)
    async with stores.connect(url) as store:
        await store.clear_leases()
        platform = KilledPlatform(folder / "journal.jsonl", finds=finds, killer=killer)
        async with app.engine(
            store=KilledStore(store, killer),
            platforms=[platform],
            persona=Persona(),
            catalogue=Catalogue(),
            clock=SystemClock(),
        ) as running:
            await Trainee(folder, running.accept).practise()
            await running.idle()
