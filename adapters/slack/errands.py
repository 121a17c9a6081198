"""What is done beside the talk and nobody waits for: it may fail, and is never in the way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.errors import ChatTrainError

MOST = 1000
"""Errands that wait at most; more are dropped."""
AT_ONCE = 8

log = structlog.get_logger(__name__)

Errand = Callable[[], Awaitable[object]]


class Errands:
    """Errands, run a few at a time while `run` does."""

    def __init__(self) -> None:
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
                await errand()
            except ChatTrainError as error:
                log.info("errand.failed", problem=str(error))
            except Exception:  # it must not keep the others from being run
                log.exception("errand.broke")
