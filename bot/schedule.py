"""The clock's ticks: APScheduler says when to look, the database says what is due."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import structlog

from bot.errors import ChatTrainError

LOOK_EVERY = 5
"""Seconds between two looks for timers that are due and work that was left."""

log = structlog.get_logger(__name__)


@contextmanager
def ticking(*looks: Callable[[], Awaitable[object]]) -> Iterator[None]:
    """Calls every look now and then while the context lasts; one that fails is called again.

    Must be entered in a running event loop.
    """
    from apscheduler.schedulers.asyncio import AsyncIOScheduler  # noqa: PLC0415  # 60 ms

    scheduler = AsyncIOScheduler(timezone="UTC")
    for look in looks:
        scheduler.add_job(
            _guarded,
            "interval",
            args=(look,),
            seconds=LOOK_EVERY,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)


async def _guarded(look: Callable[[], Awaitable[object]]) -> None:
    try:
        await look()
    except ChatTrainError as error:
        log.warning("tick.failed", problem=str(error))
