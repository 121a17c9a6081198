"""Time and new names, so that everything else can be run in virtual time and repeated exactly."""

from __future__ import annotations

import asyncio
import os
import time
from typing import Protocol

from bot.domain.transcript import Micros


class Clock(Protocol):
    """The one source of time and of new ids."""

    def now(self) -> Micros:
        """The time of day, UTC."""

    def monotonic(self) -> float:
        """Seconds that never go backwards, for measuring and for pacing."""

    async def sleep(self, seconds: float) -> None: ...

    def new_id(self) -> str:
        """A UUIDv7 (RFC 9562, section 5.7): ids made later sort later."""


class SystemClock:
    """The real time."""

    def now(self) -> Micros:
        return Micros(time.time_ns() // 1000)

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    def new_id(self) -> str:
        return uuid7(time.time_ns() // 1_000_000, os.urandom(10))


def uuid7(milliseconds: int, random: bytes) -> str:
    """A UUIDv7 from a time since 1970 and ten random bytes."""
    bits = (
        (milliseconds & (1 << 48) - 1) << 80
        | 7 << 76
        | (int.from_bytes(random[:2]) & 0xFFF) << 64
        | 2 << 62
        | int.from_bytes(random[2:]) & (1 << 62) - 1
    )
    digits = f"{bits:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
