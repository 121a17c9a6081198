"""A process like `child`'s, in which the trainee changes a message: in time, before a word of the answer
is shown, or late, after the first of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot import app, stores
from bot.domain.events import Edited, InboundEvent, Said
from bot.ports.clock import SystemClock
from bot.ports.provider import Call, Prompt
from bot.ports.store import Accepted, Change, Claim, MailboxId
from tests.fakes.scenarios import scenario
from tests.recovery import child
from tests.recovery.child import SESSION, THREAD, Killer
from tests.recovery.journal import standing

BEFORE, AFTER = "Helo.", "Hello, I am sorry."
PAGE = f"{SESSION}:turn:3:0"


class KilledTransaction(child.KilledTransaction):
    """One that tells apart what is done about a change."""

    async def accept(self, events: Sequence[InboundEvent]) -> list[Accepted]:
        self.did = "heard" if any(isinstance(e, Edited) for e in events) else ""
        return await self._inner.accept(events)

    async def commit(self, claim: Claim, change: Change) -> tuple[MailboxId, ...]:
        before, after = change.before, change.after
        if before is not None and after is not None and before.changes != after.changes:
            self.did = "decided" if before.changes else "changed"
        return await self._inner.commit(claim, change)


class KilledStore(child.KilledStore):
    watched = KilledTransaction


@dataclass
class Persona:
    """Answers with what it was told. In time, it says nothing to what was first written; late, it
    stops after its first words until the change is known."""

    folder: Path
    late: bool
    name = "scripted"

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[Recital]:
        yield Recital(self, prompt.scene.transcript.by("trainee")[-1].text)


@dataclass
class Recital:
    persona: Persona
    said: str
    call: Call = field(default_factory=lambda: Call(provider="scripted", model="script"))

    async def __aiter__(self) -> AsyncIterator[str]:
        if not self.persona.late and self.said == BEFORE:
            await asyncio.Event().wait()
        yield "You said "
        while self.persona.late and not (self.persona.folder / "changed").exists():  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        yield f"“{self.said}”"


class Trainee(child.Trainee):
    def __init__(self, folder: Path, accept: Any, *, late: bool) -> None:
        super().__init__(folder, accept)
        self._folder, self._late = folder, late

    async def practise(self) -> None:
        await self._deliver(child.start())
        await self._until(1)
        await self._deliver(_said())
        while self._late and not any(m.key == PAGE for m in self._shown()):  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        await self._deliver(_edited())
        (self._folder / "changed").touch()
        await self._until(2)


def _said() -> Said:
    return Said(**_place("said"), text=BEFORE, message="said", session=SESSION)


def _edited() -> Edited:
    return Edited(**_place("edited"), text=AFTER, message="said", session=SESSION)


def _place(key: str) -> dict[str, Any]:
    at = SystemClock().now()
    return {"key": key, "surface": THREAD, "member": child.MEMBER, "at": at}


class Catalogue:
    problems = ()

    def __init__(self) -> None:
        played = scenario()
        self.scenarios = {played.id: played}

    def refresh(self) -> None: ...


def play(folder: Path, point: str, *, late: bool) -> None:
    """Plays until `point`, which is `none` for a run to the end."""
    asyncio.run(_play(folder, Killer(point), late=late))


async def _play(folder: Path, killer: Killer, *, late: bool) -> None:
    url = f"sqlite:///{folder / 'chattrain.db'}"
    stores.migrate(url)
    async with stores.connect(url) as store:
        await store.clear_leases()
        platform = child.KilledPlatform(folder / "journal.jsonl", finds=True, killer=killer)
        async with app.engine(
            store=KilledStore(store, killer),
            platforms=[platform],
            persona=Persona(folder, late),
            catalogue=Catalogue(),
            clock=SystemClock(),
        ) as running:
            await Trainee(folder, running.accept, late=late).practise()
            await running.idle()


def notices(folder: Path) -> list[str]:
    """What the trainee was told besides."""
    shown = standing(folder / "journal.jsonl")
    return [m.text for m in shown if ":late:" in m.key or ":re:" in m.key]
