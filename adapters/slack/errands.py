"""What is done beside the talk and nobody waits for: it may fail, and is never in the way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.errors import ChatTrainError, PlatformRateLimited
from bot.ports.clock import Clock

TRIES = 4
"""How often an errand is run that Slack asks to run later."""
MOST = 1000
"""Errands that wait at most; more are dropped."""
AT_ONCE = 8

log = structlog.get_logger(__name__)

Errand = Callable[[], Awaitable[object]]


class Errands:
    """Errands, run a few at a time while `run` does."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._queue: asyncio.Queue[Errand] = asyncio.Queue(MOST)

    def add(self, errand: Errand) -> None:
        try:
            self._queue.put_nowait(errand)
        except asyncio.QueueFull:
            log.warning("errand.dropped")

    async def run(self) -> None:
        """Runs what is added, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            for _ in range(AT_ONCE):
                tasks.create_task(self._work())

    async def _work(self) -> None:
        while True:
            errand = await self._queue.get()
            try:
                await self._done(errand)
            except ChatTrainError as error:
                log.info("errand.failed", problem=str(error))
            except Exception:  # it must not keep the others from being run
                log.exception("errand.broke")

    async def _done(self, errand: Errand) -> None:
        for _ in range(TRIES - 1):
            try:
                await errand()
            except PlatformRateLimited as limited:
                await self._clock.sleep(limited.retry_after)
            else:
                return
        await errand()
