"""What is measured, in a process of its own: the fake platform and its people take no time from it.

It runs on the loop that `chattrain run` has, and says at its end what it used.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

import structlog

from bot import beginning
from bot.ports.clock import SystemClock

Work = Callable[..., AbstractAsyncContextManager[None]]

SPAWNED = multiprocessing.get_context("spawn")
BEAT = 0.02
"""Seconds between two looks at how late a loop is."""


@dataclass(slots=True)
class Late:
    """By how many milliseconds a loop woke too late."""

    each: list[float] = field(default_factory=list)

    @property
    def ms_p99(self) -> float:
        ordered = sorted(self.each)
        return round(ordered[int(0.99 * len(ordered))], 1) if ordered else 0.0


@dataclass(slots=True)
class Used:
    """What the process has used, once it has ended."""

    cpu_seconds: float = 0.0
    seconds: float = 0.0
    late_ms_p99: float = 0.0

    @property
    def cpu_share(self) -> float:
        return round(self.cpu_seconds / max(self.seconds, 0.001), 2)


@asynccontextmanager
async def beside(work: Work, *args: Any) -> AsyncIterator[Used]:
    """While it is entered, `work(*args)` is entered in a process of its own."""
    here, there = SPAWNED.Pipe()
    process = SPAWNED.Process(target=_run, args=(there, work, args))
    process.start()
    there.close()
    used = Used()
    try:
        await asyncio.to_thread(here.recv)
        yield used
        here.send("end")
        used.cpu_seconds, used.seconds, used.late_ms_p99 = await asyncio.to_thread(here.recv)
        await asyncio.to_thread(process.join, 20)
    finally:
        process.kill()
        process.join()


@asynccontextmanager
async def beating() -> AsyncIterator[Late]:
    """While it is entered, how late this loop is."""
    late = Late()
    task = asyncio.ensure_future(_beat(late))
    try:
        yield late
    finally:
        task.cancel()


def _run(parent: Connection, work: Work, args: Any) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    beginning.run(_entered(parent, work, args))


async def _entered(parent: Connection, work: Work, args: Any) -> None:
    clock = SystemClock()
    async with work(*args), beating() as late:
        cpu, began = time.process_time(), clock.monotonic()
        parent.send("begun")
        await asyncio.to_thread(parent.recv)
        used = time.process_time() - cpu, clock.monotonic() - began, late.ms_p99
    parent.send(used)


async def _beat(late: Late) -> None:
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + BEAT
        await asyncio.sleep(BEAT)
        late.each.append(1000 * max(0.0, loop.time() - due))
