"""Rate limits: a token bucket per method, workspace and app, and what was refused.

The tiers are those of https://docs.slack.dev/apis/web-api/rate-limits; the bursts are an assumption
that lies on the safe side of what was observed.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.ports.clock import Clock


@dataclass(frozen=True, slots=True)
class Rate:
    """So many calls a minute on the long run, and so many at once."""

    per_minute: float
    burst: int


Rates = Mapping[str, Rate]
"""By tier or by method; a method's own wins. What is named nowhere is not limited."""

TIERS: Rates = {
    "tier 1": Rate(1, 1),
    "tier 2": Rate(20, 10),
    "tier 3": Rate(50, 20),
    "tier 4": Rate(100, 40),
    "posting": Rate(300, 60),
    "posting in a channel": Rate(60, 1),
    "assistant.threads.setStatus": Rate(600, 100),
}


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


@dataclass(slots=True)
class Limits:
    """`rates` may be changed at any time. `calls` and `refused` count by method."""

    clock: Clock
    rates: Rates = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    _buckets: dict[tuple[str, ...], _Bucket] = field(default_factory=dict)

    def take(self, owner: str, method: str, tier: str, channel: str | None) -> int:
        """The seconds to wait, 0 where the call may go on. A refused call takes nothing."""
        self.calls[method] += 1
        rate = self.rates.get(method) or self.rates.get(tier)
        wanted: list[tuple[tuple[str, ...], Rate | None]] = [((owner, method), rate)]
        if tier == "posting" and channel is not None:
            wanted.append(((owner, method, channel), self.rates.get("posting in a channel")))
        buckets = [(self._filled(key, rate), rate) for key, rate in wanted if rate is not None]
        wait = max((_missing(bucket, rate) for bucket, rate in buckets), default=0.0)
        if wait > 0:
            self.refused[method] += 1
            return max(1, math.ceil(wait))
        for bucket, _ in buckets:
            bucket.tokens -= 1
        return 0

    def _filled(self, key: tuple[str, ...], rate: Rate) -> _Bucket:
        now = self.clock.monotonic()
        bucket = self._buckets.setdefault(key, _Bucket(rate.burst, now))
        grown = (now - bucket.at) * rate.per_minute / 60
        bucket.tokens, bucket.at = min(rate.burst, bucket.tokens + grown), now
        return bucket


def _missing(bucket: _Bucket, rate: Rate) -> float:
    """Seconds until there is a whole token; a hair less than one is one."""
    return max(0.0, 1 - 1e-9 - bucket.tokens) * 60 / rate.per_minute
