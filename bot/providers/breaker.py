"""Spares a model that fails: it is not asked for a while, then by one, and then by all again."""

from __future__ import annotations

from collections import deque
from typing import Literal

from bot.errors import RateLimited
from bot.ports.clock import Clock
from bot.providers import outcomes

FAILURES = 3
WINDOW = 60.0
"""So many failures within so many seconds open it."""
REST = 20.0
"""Seconds it is open at first; twice as long each time the trial fails, up to `LONGEST`."""
LONGEST = 300.0
"""The longest rest, also where a server asks for a longer one: what it says may be wrong."""
UNSAID = 5.0
"""The rest of a model that asked to wait and did not say how long."""


class Breaker:
    """One model's record. Whoever asks it says `enter` before, and one of the rest after."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._failed: deque[float] = deque(maxlen=FAILURES)
        self._rest = REST
        self._rests_until = 0.0
        self._waits_until = 0.0
        self._open = self._tried = False

    @property
    def state(self) -> Literal["closed", "open", "half-open"]:
        if not self._open:
            return "closed"
        return "open" if self._clock.monotonic() < self._rests_until else "half-open"

    @property
    def asked_to_wait(self) -> float:
        """Seconds for which its server asked not to be asked, that have not passed yet."""
        return max(0.0, self._waits_until - self._clock.monotonic())

    @property
    def admits(self) -> bool:
        """Whether it may be asked now: after a rest by one alone, on trial."""
        return not self.asked_to_wait and (
            self.state == "closed" or (self.state == "half-open" and not self._tried)
        )

    def enter(self) -> None:
        """It is being asked."""
        self._tried = True

    def leave(self) -> None:
        """Whoever asked left before it said anything: nothing was learned."""
        self._tried = False

    def answered(self) -> None:
        """It answered, if only to decline."""
        self._failed.clear()
        self._open = self._tried = False
        self._rest = REST

    def failed(self, error: Exception) -> None:
        """It raised `error`."""
        if isinstance(error, RateLimited):
            wait = UNSAID if error.retry_after is None else min(error.retry_after, LONGEST)
            self._waits_until = max(self._waits_until, self._clock.monotonic() + wait)
            self._tried = False
        elif outcomes.of(error).counts:
            self._count()
        else:
            self.answered()

    def _count(self) -> None:
        now = self._clock.monotonic()
        self._tried = False
        self._failed.append(now)
        if self.state == "half-open":
            self._rest = min(2 * self._rest, LONGEST)
        elif self._open or len(self._failed) < FAILURES or self._failed[0] <= now - WINDOW:
            return
        self._open = True
        self._rests_until = now + self._rest
