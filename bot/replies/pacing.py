"""Who may call a platform when: the budgets that all replies and messages of a process share.

Nothing here knows what is said, or how a platform is called.
"""

from __future__ import annotations

import asyncio
import itertools
import math
from bisect import insort
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field

from bot.domain.surface import Surface
from bot.errors import PlatformRateLimited
from bot.ports.clock import Clock
from bot.ports.platform import Platform, Verb
from bot.replies.budget import SHARED, Budget, Priority
from bot.replies.routes import Routes
from bot.replies.talks import TALK, Talks

__all__ = ["Budgets", "Permit", "Priority"]

LOYALTY = 0.3
"""For each second that a conversation began before another, its calls count as asked for by this
much earlier: under load conversations end, instead of all being slow."""
THRIFT = {False: 0.5, True: 0.85}
"""The part of a burst that growing replies leave to those that will come; of scarce edits, which
both let a reply grow and end it, more."""
SLOW = 5.0
"""Calls a second below which a budget that many share fills slowly."""
PATIENCE = 20.0
"""How many times the lag of this process a growing message waits for its next call."""
LEARNING = 0.02
"""How much one more measure changes what is known of the lag."""
SOONEST = 0.001
"""Shortest wait in seconds, so that rounding cannot make a loop spin."""


class Permit:
    """The right to make one call: to be landed when it was answered, or given back unused."""

    __slots__ = ("_budgets", "_held", "_since")

    def __init__(self, budgets: Budgets, held: tuple[Budget, ...], since: float) -> None:
        self._budgets, self._held, self._since = budgets, held, since

    def landed(self, *, answered: bool = True) -> None:
        """The call is over; `answered` says that the platform did what was asked, so that the time
        tells how long that takes."""
        self._budgets.land(self._held, self._since if answered else None)
        self._held = ()

    def unused(self) -> None:
        self._budgets.give_back(self._held)
        self._held = ()


@dataclass(slots=True, order=True)
class _Waiter:
    priority: Priority
    turn: float
    """When it asked, in seconds, later by `LOYALTY` the later its conversation began."""
    number: int
    held: tuple[Budget, ...] = field(compare=False)
    granted: asyncio.Future[None] = field(compare=False)


class Budgets:
    """Every budget of this process.

    A call waits until all limits of its verb have room, and takes from all or none. The more
    urgent go first, and within a priority those who came first, with some preference for
    conversations that began earlier. Nobody waits behind one that waits for another budget. `calls`
    and `limited` count by platform and verb.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._routes = Routes(clock)
        self._queue: list[_Waiter] = []
        self._numbers = itertools.count()
        self._talks = Talks()
        self._due = math.inf
        self._timer: asyncio.TimerHandle | None = None
        self._lag = 0.0
        self.calls: Counter[tuple[str, Verb]] = Counter()
        self.limited: Counter[tuple[str, Verb]] = Counter()

    async def acquire(
        self, platform: Platform, verb: Verb, surface: Surface, priority: Priority
    ) -> None:
        """Waits until the call may be made, and counts it as made."""
        (await self.permit(platform, verb, surface, priority)).landed(answered=False)

    def made_beside(self, platform: Platform, verb: Verb, surface: Surface, asked: Surface) -> None:
        """Takes in that a call asked for in one place was made in another: it counts there too."""
        counted = self._routes.of(platform, verb, asked)
        held = tuple(b for b in self._routes.of(platform, verb, surface) if b not in counted)
        _take(held)
        self.land(held)

    @asynccontextmanager
    async def call(
        self, platform: Platform, verb: Verb, surface: Surface, priority: Priority
    ) -> AsyncIterator[None]:
        """Within, the call may be made; it counts until it is left. Learns from a 429."""
        permit = await self.permit(platform, verb, surface, priority)
        answered = False
        try:
            yield
            answered = True
        except PlatformRateLimited as limited:
            self.empty(platform, verb, surface, limited.retry_after, limited.per)
            raise
        finally:
            permit.landed(answered=answered)

    async def permit(
        self, platform: Platform, verb: Verb, surface: Surface, priority: Priority
    ) -> Permit:
        """Waits until the call may be made. Cancelled, it leaves nothing behind."""
        held = self._routes.of(platform, verb, surface)
        now = self._clock.monotonic()
        if now >= self._due:
            self._grant()
        # Whoever waits already waits for lack of room in a budget of theirs: nobody is overtaken.
        since = self._talks.since(surface, now)
        if verb == "status":
            since = now - TALK  # a sign comes in time or is of no use
        if all(budget.room(priority, now) for budget in held):
            _take(held)
        else:
            await self._wait(held, priority, since)
        self.calls[platform.name, verb] += 1
        return Permit(self, held, self._clock.monotonic())

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
                for budget in self._routes.of(platform, verb, surface)
            ),
            default=0.0,
        )

    @contextmanager
    def seat(self, platform: Platform, verb: Verb, surface: Surface) -> Iterator[None]:
        """Counts a reply among those that grow by calls of that verb."""
        held = self._routes.of(platform, verb, surface)
        for budget in held:
            budget.seats += 1
        try:
            yield
        finally:
            for budget in held:
                budget.seats -= 1

    @contextmanager
    def promise(self, platform: Platform, verb: Verb, surface: Surface) -> Iterator[None]:
        """Keeps one call of that verb for a reply, until it is made or not needed."""
        held = self._routes.of(platform, verb, surface)
        for budget in held:
            budget.promised += 1
        try:
            yield
        finally:
            for budget in held:
                budget.promised -= 1

    @contextmanager
    def expected(self, platform: Platform, surface: Surface, by: float) -> Iterator[None]:
        """Lets texts that grow leave a call for a reply of which nothing is seen yet: for its first
        text, or for the sign that it is being made."""
        held = self._routes.of(platform, "status", surface)
        for budget in held:
            budget.due.add(by)
        try:
            yield
        finally:
            for budget in held:
                budget.due.remove(by)

    def pace(
        self, platform: Platform, verb: Verb, surface: Surface, *, shared: bool = False
    ) -> float:
        """Seconds between two calls of one reply, if all that grow share the budget evenly, and
        this process, too. `shared` leaves out what only one conversation uses."""
        now = self._clock.monotonic()
        thrift = THRIFT[verb == "edit" and self.scarce(platform, verb, surface)]
        held = self._routes.of(platform, verb, surface)
        paces = (b.pace(now, thrift) for b in held if b.limit.per in SHARED or not shared)
        return max(paces, default=0.0) + self._lag * PATIENCE

    def woke(self, late: float) -> None:
        """Takes in by how many seconds a writer woke too late: then this process is busy."""
        self._lag += (max(0.0, late) - self._lag) * LEARNING

    def crowded(self, platform: Platform, verb: Verb, surface: Surface, calls: int = 1) -> bool:
        """Whether one more reply that needs that many calls could make final texts late."""
        now = self._clock.monotonic()
        held = self._routes.of(platform, verb, surface)
        return any(budget.crowded(now, calls) for budget in held)

    def scarce(self, platform: Platform, verb: Verb, surface: Surface) -> bool:
        """Whether many share a budget of that verb that fills slowly."""
        now = self._clock.monotonic()
        held = self._routes.of(platform, verb, surface)
        return any(b.limit.per in SHARED and b.rate(now) < SLOW for b in held)

    def fullness(self, platform: Platform, verb: Verb, surface: Surface) -> float:
        """The part of the budgets of a verb that nobody has taken or been promised, from 0 to 1."""
        now = self._clock.monotonic()
        held = self._routes.of(platform, verb, surface)
        return min((budget.fullness(now) for budget in held), default=1.0)

    def empty(
        self,
        platform: Platform,
        verb: Verb,
        surface: Surface,
        retry_after: float,
        per: str | None = None,
    ) -> None:
        """Takes in a 429: no call until then, and fewer after it. `per` says which limit was met,
        where the platform said so."""
        self.limited[platform.name, verb] += 1
        now, retry_after = self._clock.monotonic(), max(retry_after, SOONEST)
        for budget in self._routes.met(platform, verb, surface, per, now + retry_after):
            budget.close(now, retry_after)
        self._arm(now, SOONEST)

    def land(self, held: tuple[Budget, ...], since: float | None = None) -> None:
        now = self._clock.monotonic()
        took = None if since is None else now - since
        for budget in held:
            budget.land(now, took)

    def give_back(self, held: tuple[Budget, ...]) -> None:
        for budget in held:
            budget.give_back()
        if held and self._queue:
            self._grant()

    async def _wait(self, held: tuple[Budget, ...], priority: Priority, since: float) -> None:
        granted = asyncio.get_running_loop().create_future()
        now = self._clock.monotonic()
        turn = now + LOYALTY * since
        waiter = _Waiter(priority, turn, next(self._numbers), held, granted)
        insort(self._queue, waiter)
        for budget in held:
            budget.waiting[priority] += 1
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


def _take(held: tuple[Budget, ...]) -> None:
    for budget in held:
        budget.take()
