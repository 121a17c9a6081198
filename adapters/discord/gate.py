"""The one gate before Discord: never more requests a second than a bot may make, whoever asks.

Who goes first is decided before, by the engine's budgets; what nobody waits for keeps back here.
"""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.ports.clock import Clock

CALLS = 49
"""Requests in any second; Discord's limit is 50 for everything but answers to interactions."""
SECONDS = 1.0
SPARE = 8
"""How many of them what nobody waits for leaves to the others."""
QUICKEST = 0.1
"""No answer is taken to need longer than this on its way, whatever was measured."""
MEASURED = 50
"""After so many answers it is known how long the quickest takes."""


class Gate:
    """A window over all requests: each counts from when it is sent until a second after its answer,
    because Discord counts it somewhere between the two. What even the quickest answer takes is on
    the way there or back for each of them, so that much sooner it counts no more."""

    def __init__(self, clock: Clock, *, calls: int = CALLS, seconds: float = SECONDS) -> None:
        self._clock, self._calls, self._seconds = clock, calls, seconds
        self._landed: deque[float] = deque()
        self._out = 0
        self._quickest, self._measured = QUICKEST, 0
        self._shut_until = -math.inf
        self._turn = {False: asyncio.Lock(), True: asyncio.Lock()}
        self._moved = asyncio.Event()

    @asynccontextmanager
    async def passed(self, *, patient: bool = False) -> AsyncIterator[None]:
        """Within, one request may be made. `patient` lets all others go first."""
        async with self._turn[patient]:
            await self._room(SPARE if patient else 0)
            self._out += 1
        began, answered = self._clock.monotonic(), False
        try:
            yield
            answered = True
        finally:
            self._out -= 1
            self._land(began if answered else None)
            self._moved.set()

    def shut(self, seconds: float) -> None:
        """Takes in that Discord lets nothing through for a while."""
        self._shut_until = max(self._shut_until, self._clock.monotonic() + seconds)

    def shut_for(self) -> float:
        """Seconds until Discord lets anything through."""
        return max(0.0, self._shut_until - self._clock.monotonic())

    def left(self) -> int:
        """How many requests may be made now."""
        now = self._clock.monotonic()
        while self._landed and self._landed[0] <= now - self._seconds:
            self._landed.popleft()
        shut = now < self._shut_until
        return 0 if shut else self._calls - self._out - len(self._landed)

    def _land(self, began: float | None) -> None:
        now = self._clock.monotonic()
        if began is not None:
            self._quickest, self._measured = min(self._quickest, now - began), self._measured + 1
        self._landed.append(now - (self._quickest if self._measured > MEASURED else 0.0))

    async def _room(self, spare: int) -> None:
        while True:
            if self.left() > spare:
                return
            now = self._clock.monotonic()
            if now < self._shut_until:
                await self._clock.sleep(self._shut_until - now)
            elif self._landed:
                await self._clock.sleep(max(0.001, self._landed[0] + self._seconds - now))
            else:
                self._moved.clear()
                await self._moved.wait()
