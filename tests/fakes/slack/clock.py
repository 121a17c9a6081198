"""Time that stands still until a test moves it, and tasks that outlive the call that began them."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from bot.domain.transcript import Micros
from bot.ports.clock import Clock, SystemClock

T = TypeVar("T")


class MovableClock:
    """A Clock that begins at the real time of day and moves only by `advance`."""

    def __init__(self) -> None:
        self._system = SystemClock()
        self._start = self._system.now()
        self._passed = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()

    def now(self) -> Micros:
        return Micros(self._start + round(self._passed * 1_000_000))

    def monotonic(self) -> float:
        return self._passed

    def new_id(self) -> str:
        return self._system.new_id()

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        waking = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._passed + seconds, next(self._numbers), waking))
        await waking

    async def advance(self, seconds: float) -> None:
        """Goes through every moment on the way, so that what a timer starts may set another."""
        await settle()
        end = self._passed + seconds
        while self._sleepers and self._sleepers[0][0] <= end:
            due, _, waking = heapq.heappop(self._sleepers)
            if waking.done():
                continue
            self._passed = max(self._passed, due)
            waking.set_result(None)
            await settle()
        self._passed = end
        await settle()


async def settle() -> None:
    """Lets what is ready run."""
    for _ in range(10):
        await asyncio.sleep(0)


async def within(clock: Clock, seconds: float, wanted: Awaitable[T]) -> asyncio.Future[T] | None:
    """What is wanted, if it comes in that time of the clock; else it is cancelled."""
    future = asyncio.ensure_future(wanted)
    timer = asyncio.ensure_future(clock.sleep(seconds))
    try:
        await asyncio.wait((future, timer), return_when=asyncio.FIRST_COMPLETED)
        return future if future.done() else None
    finally:
        timer.cancel()
        future.cancel()


class Work:
    """Tasks of a server. A TaskGroup would have to be left by the task that entered it, and a
    fixture is closed by another one."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()
        self.failures: list[BaseException] = []

    def start(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (failure := task.exception()) is not None:
            self.failures.append(failure)

    async def end(self) -> None:
        """Cancels what still runs and raises what failed."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self.failures:
            raise self.failures[0]


class Watched:
    """Something that tests wait for: each change looks again at what they wait for."""

    def __init__(self) -> None:
        self._waits: list[tuple[Callable[[], Any], asyncio.Future[Any]]] = []

    async def until(self, look: Callable[[], T]) -> T:
        """Waits until it is true, and gives it. The test's own timeout ends a wait in vain."""
        found = look()
        if found:
            return found
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waits.append((look, future))
        return await future

    def changed(self) -> None:
        for wait in list(self._waits):
            look, future = wait
            if not future.done():
                try:
                    found = look()
                except Exception as failure:  # noqa: BLE001  it is the waiting test's
                    future.set_exception(failure)
                else:
                    if not found:
                        continue
                    future.set_result(found)
            self._waits.remove(wait)
