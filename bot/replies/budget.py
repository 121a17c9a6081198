"""One limit of a platform: what it allows now, and what has been used of it."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from bisect import bisect_right
from collections import deque
from enum import IntEnum
from itertools import takewhile

from bot.ports.platform import Limit
from bot.replies.due import Due

LESSON = 0.7
"""What is left of a limit's share after the platform said that it was too much."""
LEAST = 0.2
RECOVERY = 0.1
"""What a share wins back in each quiet window."""
FEW = 5
"""From so many calls on a tenth, and one at least, is kept back from texts that grow."""
PROMPT = 1.5
"""Where a call comes back within this many seconds, the last one need not be kept back."""
AHEAD = 4.0
"""For how many seconds the calls of replies that grow are planned: most have ended by then."""
SAFETY = 3
"""How many of the calls that come in that time are not counted on, as replies end unevenly."""
SOONEST_END = 1.5
"""Seconds in which hardly any reply that begins to grow has ended: what a budget with bursts gains
in that time is counted on in any case."""
UNEVEN = 2.0
"""How many times as many replies as on average may end within a moment."""
SHARED = frozenset({"tenant", "bot"})
QUICKEST = 0.1
"""No answer is taken to need longer than this on its way, whatever was measured."""
MEASURED = 50
"""After so many answers it is known how long the quickest takes."""


class Priority(IntEnum):
    """Who goes first when calls are scarce: the lower, the more urgent."""

    FINAL = 0
    """The last text of a message that stands."""
    FIRST = 1
    """The first text of a reply that is to grow."""
    WHOLE = 2
    """A text that is shown once."""
    SECOND = 3
    """The second text of a reply: with it a reply is seen to grow, so it is promised."""
    CARD = 4
    OPENING = 5
    """A session's first message: those that have begun come before those that begin."""
    GROWING = 6
    """A text of which more will come."""
    NOTICE = 7
    """Announcements, which can wait."""
    UNASKED = 8
    """What nobody waits for: assignments, reminders, digests."""


class Budget(ABC):
    """What one limit allows to those who share it.

    After a 429 nothing is allowed until the time is over, and then a smaller share of the limit,
    which grows back with time (additive increase, multiplicative decrease, as in RFC 5681).
    """

    __slots__ = (
        "_learned",
        "_share",
        "closed_until",
        "due",
        "limit",
        "out",
        "promised",
        "seats",
        "waiting",
    )

    def __init__(self, limit: Limit, now: float) -> None:
        self.limit = limit
        self.out = 0
        """Calls on their way: the platform may count them at any moment until they have landed."""
        self.seats = 0
        """Replies that grow on this budget now."""
        self.promised = 0
        """Calls that these replies will need, and that nobody else who can wait may take."""
        self.due = Due()
        """Replies of which nothing is seen yet: texts that grow leave them what they need."""
        self.waiting = [0] * len(Priority)
        self.closed_until = -math.inf
        self._share = 1.0
        self._learned = now

    def share(self, now: float) -> float:
        """The part of the limit that is used, from `LEAST` to 1."""
        if self._share < 1.0:
            quiet = max(0.0, now - max(self._learned, self.closed_until)) / self.limit.seconds
            return min(1.0, self._share + RECOVERY * quiet)
        return 1.0

    def rate(self, now: float) -> float:
        """Calls a second in the long run."""
        return self.limit.calls * self.share(now) / self.limit.seconds

    def kept(self, priority: Priority, now: float) -> int:
        """How many calls are kept back for those who are more urgent."""
        if priority is Priority.FINAL:
            return 0
        if priority <= Priority.SECOND:
            return self._for_ends(now)
        promised = math.ceil(self.promised - self.soon(now))
        ending = UNEVEN * self.seats / AHEAD
        due = self.due.needed(now, self.back, ending) if self.due else 0
        kept = max(promised, self._for_ends(now) + due)
        return max(self._least(priority, now), min(kept, self.size(now) - 1))

    def crowded(self, now: float, calls: int = 1) -> bool:
        """Whether that many calls more could not be promised without making final texts late."""
        shut = self.closed_until > now
        needed = self.promised + (calls if self.seats else min(calls, self.size(now)))
        return shut or needed > self.spare(now) + self.soon(now)

    def fullness(self, now: float) -> float:
        """The part that nobody has taken or been promised, from 0 to 1."""
        return max(0.0, self.spare(now) - self.promised) / self.size(now)

    def pace(self, now: float, thrift: float) -> float:
        """Seconds between two calls of one of the replies that grow, if they share evenly what is
        there beyond the part `thrift` of a burst, and what will come."""
        left = self.spare(now) - max(self.kept(Priority.GROWING, now), self.size(now) * thrift)
        return self.seats * AHEAD / (max(0.0, left) + self.rate(now) * AHEAD)

    def room(self, priority: Priority, now: float) -> bool:
        return now >= self.closed_until and self.spare(now) >= 1 + self.kept(priority, now)

    def delay(self, priority: Priority, now: float, ahead: int = 0) -> float:
        """Seconds until there is room, where `ahead` others go first; infinite where never."""
        if self._least(priority, now) >= self.size(now):
            return math.inf
        missing = 1 + self.kept(priority, now) + ahead - self.spare(now)
        return max(self.closed_until - now, self.refilled(missing, now) if missing > 0 else 0.0)

    def _for_ends(self, now: float) -> int:
        """What is kept back for last texts where many share a window of few seconds: calls that are
        made in one moment come back in one moment, and in between replies end."""
        size = self.size(now)
        quick = self.limit.burst is None and self.limit.seconds <= AHEAD
        shared = self.limit.per in SHARED and size >= FEW
        return math.ceil(size / 15) if quick and shared else 0

    def _least(self, priority: Priority, now: float) -> int:
        if priority < Priority.GROWING:
            return self._for_ends(now)
        size = self.size(now)
        last = 1 if self.rate(now) * PROMPT < 1 else 0
        few = math.ceil(size / 10) if size >= FEW else 0
        least = max(few, last)
        return min(least, size - 1) if priority >= Priority.NOTICE else least

    def close(self, now: float, retry_after: float) -> None:
        """Takes in a 429. Several that were on their way at once are one lesson."""
        if now >= self.closed_until:
            self._share = max(LEAST, self.share(now) * LESSON)
            self._learned = now
        self.closed_until = max(self.closed_until, now + retry_after)

    def idle(self, now: float) -> bool:
        """Whether nothing would be forgotten if this budget were made anew."""
        growing = self.seats or self.promised
        busy = self.out or growing or any(self.waiting) or now < self.closed_until
        return not busy and self.share(now) >= 1.0 and self.spare(now) >= self.size(now)

    @abstractmethod
    def size(self, now: float) -> int:
        """How many calls may be made at once after a quiet time."""

    @abstractmethod
    def spare(self, now: float) -> float:
        """How many calls may be made now; may be negative."""

    def soon(self, now: float) -> float:
        """How many more calls can be counted on before the replies that grow now have ended."""
        return max(0.0, self.rate(now) * AHEAD - SAFETY)

    @abstractmethod
    def back(self, by: float, now: float) -> float:
        """How many more calls than now may be made by then, whatever else is answered."""

    @abstractmethod
    def refilled(self, missing: float, now: float) -> float:
        """Seconds until that many more calls may be made, as far as can be told now."""

    def take(self) -> None:
        self.out += 1

    def give_back(self) -> None:
        """Takes back a `take` that was not used."""
        self.out -= 1

    def land(self, now: float, took: float | None = None) -> None:  # noqa: ARG002  # for windows
        """A call that was taken has been answered, after so many seconds where that is known."""
        self.out -= 1


class Window(Budget):
    """A limit without bursts: at most `calls` in any stretch of `seconds`.

    A call counts from when it was taken until `seconds` after it landed, because the platform
    counts it somewhere between the two. What even the quickest answer takes is on the way there or
    back for each of them, so that much sooner it counts no more.
    """

    __slots__ = ("_landed", "_measured", "_quickest")

    def __init__(self, limit: Limit, now: float) -> None:
        super().__init__(limit, now)
        self._landed: deque[float] = deque()
        self._quickest, self._measured = QUICKEST, 0

    def size(self, now: float) -> int:
        return max(1, int(self.limit.calls * self.share(now)))

    def spare(self, now: float) -> float:
        landed, horizon = self._landed, now - self.limit.seconds
        while landed and landed[0] <= horizon:
            landed.popleft()
        return self.size(now) - self.out - len(landed)

    def soon(self, now: float) -> float:
        if self.limit.seconds <= AHEAD:
            return super().soon(now)
        horizon = now - self.limit.seconds + AHEAD
        free = sum(1 for _ in takewhile(lambda landed: landed <= horizon, self._landed))
        return max(0.0, free - SAFETY)

    def back(self, by: float, now: float) -> float:
        self.spare(now)  # which forgets what has come back
        return bisect_right(self._landed, by - self.limit.seconds)

    def refilled(self, missing: float, now: float) -> float:
        frees = math.ceil(missing)
        if frees <= len(self._landed):
            return self._landed[frees - 1] + self.limit.seconds - now
        beyond = max(0, frees - len(self._landed) - self.out)
        return self.limit.seconds + beyond / self.rate(now)

    def land(self, now: float, took: float | None = None) -> None:
        super().land(now)
        if took is not None:
            self._quickest, self._measured = min(self._quickest, took), self._measured + 1
        sooner = self._quickest if self._measured > MEASURED else 0.0
        self._landed.append(now - sooner)


class Bucket(Budget):
    """A limit with bursts: a token bucket of `burst`, filled by `calls` in `seconds`.

    The platform's begins to fill when the first call after a quiet time has reached it. When that
    is, only its answer tells: so long nothing is counted on.
    """

    __slots__ = ("_filled", "_reached", "_tokens")

    def __init__(self, limit: Limit, now: float) -> None:
        super().__init__(limit, now)
        self._tokens = float(self.size(now))
        self._filled = now
        self._reached = True

    @property
    def _most(self) -> float:
        return float(max(1, self.limit.burst or 1))

    def size(self, now: float) -> int:  # noqa: ARG002  # a burst does not shrink
        return int(self._most)

    def spare(self, now: float) -> float:
        if now > self._filled:
            gained = (now - self._filled) * self.rate(now) if self._reached else 0.0
            self._tokens = min(float(self.size(now)), self._tokens + gained)
            self._filled = now
        return self._tokens

    def soon(self, now: float) -> float:
        return max(super().soon(now), self.rate(now) * SOONEST_END)

    def back(self, by: float, now: float) -> float:
        return max(0.0, by - now) * self.rate(now)

    def refilled(self, missing: float, now: float) -> float:
        return missing / self.rate(now)

    def close(self, now: float, retry_after: float) -> None:
        super().close(now, retry_after)
        # The platform allows one call at that time; how many more, only it knows.
        self._tokens, self._filled = 1.0, self.closed_until

    def take(self) -> None:
        super().take()
        if self._tokens >= self._most:
            self._reached = False
        self._tokens -= 1

    def give_back(self) -> None:
        super().give_back()
        self._tokens = min(self._tokens + 1, self._most)
        self._reached = self._reached or self.out == 0

    def land(self, now: float, took: float | None = None) -> None:
        super().land(now, took)
        self.spare(now)
        self._reached = True


def open_budget(limit: Limit, now: float) -> Budget:
    return Window(limit, now) if limit.burst is None else Bucket(limit, now)
