"""Clocks on which nobody waits long before something is tried again."""

from __future__ import annotations

from bot.ports.clock import Clock

SOON = 0.02
LONG = 30.0
"""Seconds from which on a wait is one for a person, not for another try."""


class Hurried:
    """Another clock that does not wait long."""

    def __init__(self, clock: Clock) -> None:
        self.now, self.monotonic, self.new_id = clock.now, clock.monotonic, clock.new_id
        self._sleep = clock.sleep

    async def sleep(self, seconds: float) -> None:
        await self._sleep(min(seconds, SOON) if seconds < LONG else seconds)
