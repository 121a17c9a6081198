"""Sessions streaming in one process on one core: whole engine, provider and platform in process.

    python -m benchmarks.sessions [SESSIONS] [SECONDS]

Prints JSON: replies incomplete, memory a session, CPU a token (the generator included), and the
time from a model's first words to the first visible text.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, ClassVar

import structlog
import uvloop

from benchmarks.metronome import Metronome
from bot import app, stores
from bot.domain.content import Content, Opening, Speech
from bot.domain.events import Commanded, Said
from bot.domain.surface import MemberId, MessageRef, SessionId, Surface, TenantId
from bot.ports.clock import SystemClock
from bot.ports.platform import Accept, Capabilities, NativeStream, Stage
from tests.fakes.people import People
from tests.fakes.scenarios import scenario

RATE = 50.0
"""Tokens a second and session."""


class Screen:
    """A platform without limits that keeps the newest text of each message."""

    name = "playground"
    capabilities = Capabilities(page=20_000, cadence=1.0, limits={}, finds=True)

    def __init__(self, clock: SystemClock) -> None:
        self._clock = clock
        self.directory = People(self.name)
        self.shown: dict[str, str] = {}
        self.first: dict[str, float] = {}
        self.whole: set[str] = set()
        self.opened: set[str] = set()
        self.calls = 0

    async def run(self, accept: Accept) -> None:
        await asyncio.Event().wait()

    async def open_thread(self, home: Surface, opening: Opening, key: str) -> MessageRef:
        self.opened.add(opening.session)
        thread = Surface(home.platform, home.tenant, home.channel, opening.session)
        return MessageRef(thread, key.replace(":", "-"))

    async def post(self, surface: Surface, content: Content, key: str) -> MessageRef:
        self._show(content)
        return MessageRef(surface, key.replace(":", "-"))

    async def edit(self, ref: MessageRef, content: Content) -> None:
        self._show(content)

    def _show(self, content: Content) -> None:
        self.calls += 1
        if isinstance(content, Speech):
            self.first.setdefault(content.session, self._clock.monotonic())
            self.shown[content.session] = content.text
            if content.complete:
                self.whole.add(content.session)

    async def delete(self, ref: MessageRef) -> None: ...

    async def stream(self, surface: Surface, content: Content, key: str) -> NativeStream | None:
        return None

    async def status(self, surface: Surface, stage: Stage, text: str) -> None: ...

    async def end_stream(self, ref: MessageRef) -> None: ...

    async def delayed(self, home: Surface, opening: Opening, seconds: float) -> None: ...

    async def lookup(self, surface: Surface, key: str) -> MessageRef | None:
        return None


class Catalogue:
    problems = ()
    scenarios: ClassVar = {"late-lamp": scenario()}

    def refresh(self) -> None: ...


def resident() -> int:
    """Bytes of memory this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def surface(number: int, *, thread: bool = False) -> Surface:
    session = f"s{number}" if thread else None
    return Surface("playground", TenantId("local"), f"m{number}", session)


async def measure(sessions: int, seconds: float, folder: Path) -> dict[str, Any]:
    clock = SystemClock()
    url = f"sqlite:///{folder / 'bench.db'}"
    stores.migrate(url)
    tokens = int(RATE * seconds)
    screen, model = Screen(clock), Metronome(clock, rate=RATE, tokens=tokens)
    async with (
        stores.connect(url) as store,
        app.engine(
            store=store, platforms=[screen], persona=model, catalogue=Catalogue(), clock=clock
        ) as running,
        asyncio.TaskGroup() as tasks,
    ):
        beating = tasks.create_task(model.run())
        await asyncio.gather(*(running.accept(_start(n, clock)) for n in range(sessions)))
        await running.idle()
        idle = resident()
        cpu, began = time.process_time(), clock.monotonic()
        await asyncio.gather(*(running.accept(_said(n, clock)) for n in range(sessions)))
        await clock.sleep(seconds / 2)
        streaming = resident()
        await running.idle()
        cpu, took = time.process_time() - cpu, clock.monotonic() - began
        beating.cancel()
    first = sorted(
        (screen.first[id] - beat.first_at) * 1000
        for id, beat in model.beats.items()
        if beat.first_at is not None and id in screen.first
    )
    whole = ("word " * 11 + "word. ") * (tokens // 12) + "word " * (tokens % 12)
    complete = sum(screen.shown[id] == whole.strip() for id in screen.whole)
    return {
        "sessions": sessions,
        "tokens_each": tokens,
        "incomplete": sessions - complete,
        "seconds": round(took, 1),
        "late_seconds": round(took - seconds, 2),
        "cpu_share_of_one_core": round(cpu / took, 2),
        "cpu_us_per_token": round(cpu / (sessions * tokens) * 1e6, 2),
        "kb_per_session": round((streaming - idle) / sessions / 1024, 1),
        "platform_calls": screen.calls,
        "first_text_ms": {
            "p50": round(statistics.median(first), 2),
            "p99": round(first[int(len(first) * 0.99) - 1], 2),
        },
    }


def _start(number: int, clock: SystemClock) -> Commanded:
    return Commanded(
        key=f"start-{number}",
        surface=surface(number),
        member=MemberId(f"m{number}"),
        at=clock.now(),
        command="start",
        arguments={"scenario": "late-lamp"},
        opens=SessionId(f"s{number}"),
    )


def _said(number: int, clock: SystemClock) -> Said:
    return Said(
        key=f"said-{number}",
        surface=surface(number, thread=True),
        member=MemberId(f"m{number}"),
        at=clock.now(),
        text="Hello, what happened?",
        message=f"said-{number}",
        session=SessionId(f"s{number}"),
    )


def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    sessions = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 20.0
    with tempfile.TemporaryDirectory() as folder:
        result = uvloop.run(measure(sessions, seconds, Path(folder)))
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
