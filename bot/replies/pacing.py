"""Who may call a platform when: the budgets that all replies and messages of a process share.

Nothing here knows what is said, or how a platform is called.
"""

from __future__ import annotations

import asyncio
import itertools
import math
from bisect import insort
from collections import Counter
from collections.abc import AsyncIterator, Hashable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field

from bot.domain.surface import Surface
from bot.errors import PlatformRateLimited
from bot.ports.clock import Clock
from bot.ports.platform import Limit, Platform, Verb
from bot.replies.budget import Budget, Priority, open_budget

__all__ = ["Budgets", "Permit", "Priority"]

GROWTH = 0.7
"""The part of a budget that replies plan to grow with; firsts and finals take from the rest."""
PATIENCE = 20.0
"""How many times the lag of this process a growing message waits for its next call."""
LEARNING = 0.02
"""How much one more measure changes what is known of the lag."""
SOONEST = 0.001
"""Shortest wait in seconds, so that rounding cannot make a loop spin."""
UNLIMITED = Limit(calls=1_000_000_000, seconds=1.0, per="thread", burst=1_000_000_000)
"""What stands for a limit nobody told us of, once a call was refused all the same."""
WIDTH = {"bot": 0, "tenant": 1, "channel": 2, "thread": 3}


class Permit:
    """The right to make one call: to be landed when it was answered, or given back unused."""

    __slots__ = ("_budgets", "_held")

    def __init__(self, budgets: Budgets, held: tuple[Budget, ...]) -> None:
        self._budgets, self._held = budgets, held

    def landed(self) -> None:
        self._budgets.land(self._held)
        self._held = ()

    def unused(self) -> None:
        self._budgets.give_back(self._held)
        self._held = ()


@dataclass(slots=True, order=True)
class _Waiter:
    priority: Priority
    number: int
    held: tuple[Budget, ...] = field(compare=False)
    granted: asyncio.Future[None] = field(compare=False)


class Budgets:
    """Every budget of this process.

    A call waits until all limits of its verb have room, and takes from all or none. The more
    urgent go first, and within a priority those who came first, except past one that waits for
    another budget. `calls` and `limited` count by platform and verb.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._budgets: dict[Hashable, Budget] = {}
        self._queue: list[_Waiter] = []
        self._numbers = itertools.count()
        self._due = math.inf
        self._timer: asyncio.TimerHandle | None = None
        self._swept = 64
        self._blamed: dict[Budget, tuple[Budget, float]] = {}
        self._lag = 0.0
        self.calls: Counter[tuple[str, Verb]] = Counter()
        self.limited: Counter[tuple[str, Verb]] = Counter()

    async def acquire(
        self, platform: Platform, verb: Verb, surface: Surface, priority: Priority
    ) -> None:
        """Waits until the call may be made, and counts it as made."""
        (await self.permit(platform, verb, surface, priority)).landed()

    @asynccontextmanager
    async def call(
        self, platform: Platform, verb: Verb, surface: Surface, priority: Priority
    ) -> AsyncIterator[None]:
        """Within, the call may be made; it counts until it is left. Learns from a 429."""
        permit = await self.permit(platform, verb, surface, priority)
        try:
            yield
        except PlatformRateLimited as limited:
            self.empty(platform, verb, surface, limited.retry_after, limited.per)
            raise
        finally:
            permit.landed()

    async def permit(
        self, platform: Platform, verb: Verb, surface: Surface, priority: Priority
    ) -> Permit:
        """Waits until the call may be made. Cancelled, it leaves nothing behind."""
        held = self._of(platform, verb, surface)
        now = self._clock.monotonic()
        if now >= self._due:
            self._grant()
        # Whoever waits already waits for lack of room in a budget of theirs: nobody is overtaken.
        if all(budget.room(priority, now) for budget in held):
            _take(held)
        else:
            await self._wait(held, priority)
        self.calls[platform.name, verb] += 1
        return Permit(self, held)

    def wait(
        self,
        platform: Platform,
        verb: Verb,
        surface: Surface,
        priority: Priority = Priority.GROWING,
    ) -> float:
        """How many seconds an acquire would take now; infinite where it would never come."""
        now = self._clock.monotonic()
        return max(
            (
                budget.delay(priority, now, sum(budget.waiting[: priority + 1]))
                for budget in self._of(platform, verb, surface)
            ),
            default=0.0,
        )

    @contextmanager
    def seat(self, platform: Platform, verb: Verb, surface: Surface) -> Iterator[None]:
        """Counts a reply among those that grow by calls of that verb."""
        held = self._of(platform, verb, surface)
        for budget in held:
            budget.seats += 1
        try:
            yield
        finally:
            for budget in held:
                budget.seats -= 1

    def pace(self, platform: Platform, verb: Verb, surface: Surface) -> float:
        """Seconds between two calls of one reply, if all that grow share the budget evenly, and
        this process, too."""
        now = self._clock.monotonic()
        shares = (b.seats / (GROWTH * b.rate(now)) for b in self._of(platform, verb, surface))
        return max(shares, default=0.0) + self._lag * PATIENCE

    def woke(self, late: float) -> None:
        """Takes in by how many seconds a writer woke too late: then this process is busy."""
        self._lag += (max(0.0, late) - self._lag) * LEARNING

    def crowded(self, platform: Platform, verb: Verb, surface: Surface) -> bool:
        """Whether one more reply that grows could make final texts late."""
        now = self._clock.monotonic()
        return any(budget.crowded(now) for budget in self._of(platform, verb, surface))

    def empty(
        self,
        platform: Platform,
        verb: Verb,
        surface: Surface,
        retry_after: float,
        per: str | None = None,
    ) -> None:
        """Takes in a 429: no call until then, and fewer after it.

        `per` says which limit was met. Where the platform did not say, it is the narrowest, and the
        next wider one too when another of those it holds met a limit meanwhile.
        """
        self.limited[platform.name, verb] += 1
        now, retry_after = self._clock.monotonic(), max(retry_after, SOONEST)
        held = self._of(platform, verb, surface) or (self._unlimited(platform, verb, surface),)
        named = [budget for budget in held if budget.limit.per == per]
        for budget in named or self._blame(held, now, now + retry_after):
            budget.close(now, retry_after)
        self._arm(now, SOONEST)

    def land(self, held: tuple[Budget, ...]) -> None:
        now = self._clock.monotonic()
        for budget in held:
            budget.land(now)

    def give_back(self, held: tuple[Budget, ...]) -> None:
        for budget in held:
            budget.give_back()
        if held and self._queue:
            self._grant()

    def _blame(self, held: tuple[Budget, ...], now: float, until: float) -> list[Budget]:
        """The narrowest budget, and each wider one that two narrower ones speak against."""
        blamed = [held[-1]]
        for wider in reversed(held[:-1]):
            before, still = self._blamed.get(wider, (held[-1], -math.inf))
            self._blamed[wider] = (held[-1], until)
            if before is held[-1] or now > still:
                break
            blamed.append(wider)
        return blamed

    async def _wait(self, held: tuple[Budget, ...], priority: Priority) -> None:
        loop = asyncio.get_running_loop()
        waiter = _Waiter(priority, next(self._numbers), held, loop.create_future())
        insort(self._queue, waiter)
        for budget in held:
            budget.waiting[priority] += 1
        now = self._clock.monotonic()
        self._arm(now, max(budget.delay(priority, now) for budget in held))
        try:
            await waiter.granted
        except asyncio.CancelledError:
            if waiter.granted.done() and not waiter.granted.cancelled():
                self.give_back(held)
            else:
                self._leave(waiter)
            raise

    def _grant(self) -> None:
        """Lets everyone go who can, in order."""
        now = self._clock.monotonic()
        self._due, delay = math.inf, math.inf
        for waiter in tuple(self._queue):
            if waiter.granted.done():  # given up in this very moment
                continue
            if all(budget.room(waiter.priority, now) for budget in waiter.held):
                _take(waiter.held)
                self._leave(waiter)
                waiter.granted.set_result(None)
            else:
                delay = min(
                    delay, max(budget.delay(waiter.priority, now) for budget in waiter.held)
                )
        self._arm(now, delay)

    def _leave(self, waiter: _Waiter) -> None:
        with suppress(ValueError):
            self._queue.remove(waiter)
            for budget in waiter.held:
                budget.waiting[waiter.priority] -= 1

    def _arm(self, now: float, delay: float) -> None:
        due = now + max(delay, SOONEST)
        if not self._queue or due >= self._due:
            return
        self._due = due
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(due - now, self._grant)

    def _of(self, platform: Platform, verb: Verb, surface: Surface) -> tuple[Budget, ...]:
        """The budgets a call counts against, the widest first: it is the likeliest to be empty."""
        limits = platform.capabilities.limits.get(verb, ())
        found = [self._budget(platform, verb, surface, limit) for limit in limits]
        if not found:
            refused = self._budgets.get((platform.name, verb, UNLIMITED, str(surface)))
            return () if refused is None else (refused,)
        found.sort(key=lambda budget: WIDTH[budget.limit.per])
        return tuple(found)

    def _unlimited(self, platform: Platform, verb: Verb, surface: Surface) -> Budget:
        return self._budget(platform, verb, surface, UNLIMITED)

    def _budget(self, platform: Platform, verb: Verb, surface: Surface, limit: Limit) -> Budget:
        key = (platform.name, limit.name or verb, limit, _sharers(limit, surface))
        budget = self._budgets.get(key)
        if budget is None:
            now = self._clock.monotonic()
            self._sweep(now)
            budget = self._budgets[key] = open_budget(limit, now)
        return budget

    def _sweep(self, now: float) -> None:
        """Forgets what is as good as new, whenever the number of budgets has doubled."""
        if len(self._budgets) < self._swept:
            return
        self._budgets = {key: b for key, b in self._budgets.items() if not b.idle(now)}
        self._blamed = {b: blamed for b, blamed in self._blamed.items() if now <= blamed[1]}
        self._swept = max(64, 2 * len(self._budgets))


def _take(held: tuple[Budget, ...]) -> None:
    for budget in held:
        budget.take()


def _sharers(limit: Limit, surface: Surface) -> str:
    match limit.per:
        case "bot":
            return ""
        case "tenant":
            return surface.tenant
        case "channel":
            return f"{surface.tenant}:{surface.channel}"
        case "thread":
            return str(surface)
