"""Clocks on which nobody waits long before something is tried again."""

from __future__ import annotations

from adapters.discord.interacting import IN_TIME
from bot.ports.clock import Clock

SOON = 0.02
LONG = 30.0
"""Seconds from which on a wait is one for a person, not for another try."""
KEPT = frozenset({IN_TIME})
"""Waits that are for nothing to be tried again: after them something else is done."""


class Hurried:
    """Another clock that does not wait long."""

    def __init__(self, clock: Clock) -> None:
        self.now, self.monotonic, self.new_id = clock.now, clock.monotonic, clock.new_id
        self._sleep = clock.sleep

    async def sleep(self, seconds: float) -> None:
        hurried = seconds < LONG and seconds not in KEPT
        await self._sleep(min(seconds, SOON) if hurried else seconds)
