"""Rate limits: a window per route and place, one for the whole bot, and what was refused.

Discord publishes no numbers but the fifty a second and the two hundred new commands a day; the
others were observed. A limit has the name of its route, but for those in RATES that stand for
several routes or for some calls of one, and for "new dm", a direct message opened for the first
time. "start thread" is not in RATES, as its windows of minutes are reached by few.
"""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.ports.clock import Clock

INVALID_WINDOW = 600.0
"""Seconds in which answers 401, 403 and 429 are counted."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many calls in a window, which begins with its first call. A hidden one is in no header."""

    calls: int
    seconds: float
    hidden: bool = False
    scope: str = "user"


Rates = Mapping[str, Rate]
"""By the name of a limit, which is a route's own unless said otherwise. Others are not limited."""

RATES: Rates = {
    "global": Rate(50, 1.0),
    "create message": Rate(5, 5.0),
    "edit message": Rate(5, 5.0),
    "webhook": Rate(5, 2.0),
    "follow-up": Rate(30, 60.0, hidden=True, scope="shared"),
    "rename": Rate(2, 600.0, hidden=True),
    "edit old message": Rate(3, 20.0, hidden=True),
    "new command": Rate(200, 86_400.0, hidden=True),
}
FREE = Rate(10_000, 1.0)


@dataclass(slots=True)
class _Window:
    used: int
    began: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A 429: how long to wait, and whose limit it was."""

    seconds: float
    scope: str
    code: int = 0


class Limited(Exception):
    """The answer 429."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


@dataclass(slots=True)
class Limits:
    """`rates` may be changed at any time. `calls` and `refused` count by route.

    After `ban` answers that Discord calls invalid within ten minutes Cloudflare answers instead.
    """

    clock: Clock
    rates: Rates = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    ban: int = 10_000
    _windows: dict[tuple[str, str], _Window] = field(default_factory=dict)
    _invalid: deque[float] = field(default_factory=deque)

    def demand(self, name: str, place: str, *, code: int = 0) -> None:
        """Counts a call, or raises Limited; with a code the answer is that one's."""
        refusal = self._take(name, place, code)
        if refusal is not None:
            raise Limited(refusal)

    def _take(self, name: str, place: str, code: int) -> Refusal | None:
        """A refused call takes nothing."""
        rate = self.rates.get(name)
        if rate is None:
            return None
        window = self._window(name, place, rate)
        if window.used >= rate.calls:
            left = window.began + rate.seconds - self.clock.monotonic()
            scope = "global" if name == "global" else rate.scope
            return Refusal(seconds=max(left, 0.001), scope=scope, code=code)
        window.used += 1
        return None

    def headers(self, name: str, place: str) -> dict[str, str]:
        """What an answer says of its window."""
        rate = self.rates.get(name, FREE)
        if rate.hidden:
            rate = FREE
        window = self._window(name, place, rate) if rate is not FREE else _Window(1, 0.0)
        left = rate.seconds if rate is FREE else self._left(window, rate)
        return {
            "X-RateLimit-Limit": str(rate.calls),
            "X-RateLimit-Remaining": str(max(0, rate.calls - window.used)),
            "X-RateLimit-Reset": f"{self.clock.now() / 1_000_000 + left:.3f}",
            "X-RateLimit-Reset-After": f"{left:.3f}",
            "X-RateLimit-Bucket": hashlib.md5(name.encode()).hexdigest(),
        }

    def _left(self, window: _Window, rate: Rate) -> float:
        return max(0.0, window.began + rate.seconds - self.clock.monotonic())

    def _window(self, name: str, place: str, rate: Rate) -> _Window:
        now = self.clock.monotonic()
        window = self._windows.get((name, place))
        if window is None or now - window.began >= rate.seconds:
            window = self._windows[name, place] = _Window(0, now)
        return window

    def note(self, status: int, scope: str = "") -> None:
        """Counts an answer that is invalid by Discord's rules."""
        if status in (401, 403) or (status == 429 and scope != "shared"):
            self._invalid.append(self.clock.monotonic())

    @property
    def invalid(self) -> int:
        """Invalid answers in the last ten minutes."""
        oldest = self.clock.monotonic() - INVALID_WINDOW
        while self._invalid and self._invalid[0] <= oldest:
            self._invalid.popleft()
        return len(self._invalid)

    @property
    def banned(self) -> bool:
        return len(self._invalid) >= self.ban and self.invalid >= self.ban
