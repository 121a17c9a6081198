"""Snowflakes: ids that carry the time they were made at."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from bot.ports.clock import Clock

EPOCH = 1_420_070_400_000
"""Discord's first moment, in milliseconds."""


class Snowflakes:
    """Ids that rise; those of people and places come from their names and are old."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def new(self) -> str:
        now = (self._clock.now() // 1000 - EPOCH) << 22
        self._last = max(now, self._last + 1)
        return str(self._last)

    def at_now(self) -> int:
        """The first id that could be made now."""
        return (self._clock.now() // 1000 - EPOCH) << 22


def named(name: str) -> str:
    """The id of a person or place that a test calls by a name; a snowflake stays itself."""
    if name.isdecimal() and len(name) >= 15:
        return name
    digest = hashlib.sha256(name.encode()).digest()
    return str((int.from_bytes(digest[:7], "big") >> 1) | 1 << 57)


def moment(micros: int) -> str:
    """A time as Discord writes it."""
    return datetime.fromtimestamp(micros / 1_000_000, UTC).isoformat(timespec="microseconds")


def made_at(snowflake: str) -> float:
    """Seconds since 1970."""
    return ((int(snowflake) >> 22) + EPOCH) / 1000
