"""How a writer sleeps until its time has come or someone rings."""

from __future__ import annotations

import asyncio
import math


class Bell:
    """Wakes the one who waits. Ringing where nobody waits is forgotten."""

    __slots__ = ("_waiting",)

    def __init__(self) -> None:
        self._waiting: asyncio.Future[bool] | None = None

    def ring(self) -> None:
        self._wake(rung=True)

    def _wake(self, *, rung: bool = False) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(rung)

    async def wait(self, seconds: float) -> bool:
        """Waits that long, or for ever where it is infinite; True where the bell rang."""
        loop = asyncio.get_running_loop()
        self._waiting = loop.create_future()
        timer = None if math.isinf(seconds) else loop.call_later(seconds, self._wake)
        try:
            return await self._waiting
        finally:
            self._waiting = None
            if timer is not None:
                timer.cancel()
