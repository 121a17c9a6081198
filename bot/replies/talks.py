"""Which conversations go on, and since when: who waits for a call is let in with regard to that."""

from __future__ import annotations

import math

from bot.domain.surface import Surface

TALK = 600.0
"""After so many seconds without a call, a conversation is a new one to the queue."""


class Talks:
    """When each conversation began. Forgets those that nobody has heard of for long."""

    __slots__ = ("_heard", "_swept")

    def __init__(self) -> None:
        self._heard: dict[str, tuple[float, float]] = {}
        self._swept = 256

    def since(self, surface: Surface, now: float) -> float:
        """When the conversation there began, at most `TALK` seconds ago."""
        name = str(surface)
        began, heard = self._heard.get(name, (now, -math.inf))
        if now - heard > TALK:
            began = now
            self._sweep(now)
        began = max(began, now - TALK)
        self._heard[name] = (began, now)
        return began

    def _sweep(self, now: float) -> None:
        if len(self._heard) < self._swept:
            return
        self._heard = {n: talk for n, talk in self._heard.items() if now - talk[1] <= TALK}
        self._swept = max(256, 2 * len(self._heard))
