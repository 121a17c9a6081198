"""Answers that hold for some minutes, asked for again after that."""

from __future__ import annotations

import asyncio
import math
from collections import OrderedDict, defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from bot.ports.clock import Clock

KEPT = 5_000
"""How many answers are kept."""

T = TypeVar("T")


@dataclass(slots=True)
class Lately(Generic[T]):
    """Answers of one kind by workspace and what was asked. Whoever asks while the same is being
    asked waits for that answer."""

    clock: Clock
    seconds: float
    _known: OrderedDict[tuple[str, str], tuple[float, T]] = field(default_factory=OrderedDict)
    _asking: defaultdict[tuple[str, str], asyncio.Lock] = field(
        default_factory=lambda: defaultdict(asyncio.Lock)
    )

    async def of(self, team: str, what: str, ask: Callable[[], Awaitable[T]]) -> T:
        """The answer; asked for where there is none, or none that is new enough."""
        name = team, what
        async with self._asking[name]:
            found = self._known.get(name)
            if found is not None and self.clock.monotonic() - found[0] < self.seconds:
                return found[1]
            answer = await ask()
            self._known[name] = self.clock.monotonic(), answer
            self._known.move_to_end(name)
        self._forget()
        return answer

    def known(self, team: str, what: str, seconds: float) -> T | None:
        """The answer if there is one that is not older than that."""
        found = self._known.get((team, what))
        if found is None or self.clock.monotonic() - found[0] >= seconds:
            return None
        return found[1]

    def at(self, team: str, what: str) -> float:
        """When the answer came; long ago where there is none."""
        found = self._known.get((team, what))
        return -math.inf if found is None else found[0]

    def _forget(self) -> None:
        while len(self._known) > KEPT:
            name, _ = self._known.popitem(last=False)
            if not self._asking[name].locked():
                del self._asking[name]
