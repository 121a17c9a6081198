"""Of which replies nothing can be seen yet, and what is to be left for them."""

from __future__ import annotations

import math
from bisect import insort
from collections.abc import Callable


class Due:
    """When, at the latest, something of each is to be seen, or a sign of it, with the calls of one
    budget."""

    __slots__ = ("_known", "_times")

    def __init__(self) -> None:
        self._times: list[float] = []
        self._known = (-math.inf, 0)

    def __bool__(self) -> bool:
        return bool(self._times)

    def add(self, by: float) -> None:
        insort(self._times, by)
        self._known = (-math.inf, 0)

    def remove(self, by: float) -> None:
        self._times.remove(by)
        self._known = (-math.inf, 0)

    def needed(self, now: float, back: Callable[[float, float], float], ending: float) -> int:
        """How many calls must be left now so that each finds one in time.

        What comes `back` until then is counted on, but for what replies take that end until then,
        `ending` a second. Asked for by everyone who waits, so it is reckoned once for a moment.
        """
        if self._known[0] != now:
            short = (
                number + ending * max(0.0, by - now) - back(by, now)
                for number, by in enumerate(self._times, 1)
            )
            self._known = (now, math.ceil(max(0.0, max(short, default=0.0))))
        return self._known[1]
