"""How many calls the adapter makes of its own accord: what the engine keeps no budget for."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from bot.ports.clock import Clock


@dataclass(slots=True, kw_only=True)
class Allowance:
    """A token bucket for each of those who are counted apart: `burst` at once, then `calls` in
    `seconds`."""

    clock: Clock
    calls: int
    seconds: float
    burst: int
    _tokens: dict[Hashable, tuple[float, float]] = field(default_factory=dict)

    def take(self, whose: Hashable, count: int = 1) -> bool:
        """Takes so many at once, or none."""
        tokens, now = self._filled(whose)
        if tokens < count:
            return False
        self._tokens[whose] = (tokens - count, now)
        return True

    async def wait(self, whose: Hashable) -> None:
        """Waits until there is one, and takes it."""
        while not self.take(whose):
            tokens, _ = self._filled(whose)
            await self.clock.sleep((1 - tokens) * self.seconds / self.calls)

    def _filled(self, whose: Hashable) -> tuple[float, float]:
        now = self.clock.monotonic()
        tokens, at = self._tokens.get(whose, (float(self.burst), now))
        gained = (now - at) * self.calls / self.seconds + 1e-9
        return min(float(self.burst), tokens + gained), now
