"""What Discord tells, on its way into the intake: durable first, acknowledged after that.

What happens in one channel is taken in the order in which it happened; channels do not wait for each
other. A message that cannot be stored is tried again until it is, for Discord does not repeat it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog

from bot.errors import PlatformRateLimited, PlatformUnavailable, StoreError
from bot.ports.clock import Clock

PAUSE = 1.0
"""Seconds until something is tried again that could not be stored."""
SLOWEST = 15.0

log = structlog.get_logger(__name__)

Work = Callable[[], Awaitable[None]]
"""Takes in one event. Raises StoreError and PlatformUnavailable where it has to be tried again."""


@dataclass(slots=True, kw_only=True)
class Receiving:
    """A lane for each channel in which something happens."""

    clock: Clock
    _lanes: dict[str, deque[Work]] = field(default_factory=dict)
    _tasks: asyncio.TaskGroup | None = None

    async def run(self) -> None:
        """Takes in what is heard, until cancelled."""
        try:
            async with asyncio.TaskGroup() as self._tasks:
                await asyncio.get_running_loop().create_future()
        finally:
            self._tasks = None
            self._lanes.clear()

    def hear(self, lane: str, work: Work) -> None:
        """Takes in an event after those of the same lane. Never waits."""
        if self._tasks is None:
            return
        waiting = self._lanes.setdefault(lane, deque())
        waiting.append(work)
        if len(waiting) == 1:
            self._tasks.create_task(self._work(lane, waiting))

    def beside(self, work: Work) -> None:
        """Takes in an event for which no order counts."""
        if self._tasks is not None:
            self._tasks.create_task(self._take(work))

    def do(self, work: Work, *, after: float = 0.0) -> None:
        """Does something that nobody waits for, after so many seconds, while this runs."""
        if self._tasks is not None:
            self._tasks.create_task(self._quietly(work, after))

    async def _work(self, lane: str, waiting: deque[Work]) -> None:
        while waiting:
            await self._take(waiting[0])
            waiting.popleft()
        del self._lanes[lane]

    async def _take(self, work: Work) -> None:
        pause = PAUSE
        while True:
            try:
                return await work()
            except PlatformRateLimited as limited:
                await self.clock.sleep(limited.retry_after)
            except (StoreError, PlatformUnavailable) as error:
                log.warning("event.waits", problem=str(error))
                await self.clock.sleep(pause)
                pause = min(SLOWEST, pause * 2)
            except Exception:  # it must not keep the others from being heard
                log.exception("event.broke")
                return None

    async def _quietly(self, work: Work, after: float) -> None:
        if after:
            await self.clock.sleep(after)
        try:
            await work()
        except Exception as error:  # noqa: BLE001  # nobody waits for it
            log.info("errand.failed", problem=str(error) or type(error).__name__)
