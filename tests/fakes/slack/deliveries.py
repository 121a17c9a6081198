"""Payloads on their way to the app: sent, acked, sent again, given up.

Events are sent again three times; commands and interactions never: the person sees at once that it
failed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from bot.ports.clock import Clock
from tests.fakes.slack.clock import within

Sort = Literal["events_api", "slash_commands", "interactive"]
Outcome = Literal["waiting", "acked", "lost", "dispatch_failed", "operation_timeout", "http_error"]

ACK_SECONDS = 3.0
RETRIES = (0.0, 60.0, 300.0)
"""Seconds after a failure until the event is sent again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ack:
    """What the app answered; `ok` is whether it counts, else `reason` says why not."""

    ok: bool
    payload: Any = None
    reason: str = ""


@dataclass(slots=True, kw_only=True)
class Attempt:
    """One sending; `seconds` until its ack."""

    at: float
    number: int
    ok: bool = False
    reason: str = ""
    seconds: float | None = None
    late: bool = False
    """An ack came when the time for it was over."""


@dataclass(slots=True, kw_only=True)
class Delivery:
    """One payload, with what became of it. `answer` is what the app acked it with."""

    sort: Sort
    payload: dict[str, Any]
    first: int = 0
    """The number of its first attempt; 1 where an acked event is sent once more."""
    then: Callable[[Any], None] = lambda answer: None
    """What the app's answer brings about, done before anyone waiting goes on."""
    outcome: Outcome = "waiting"
    answer: Any = None
    attempts: list[Attempt] = field(default_factory=list)
    _settled: asyncio.Event = field(default_factory=asyncio.Event)
    _again: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def event(self) -> dict[str, Any]:
        """The inner event."""
        event: dict[str, Any] = self.payload["event"]
        return event

    @property
    def done(self) -> bool:
        return self._settled.is_set()

    async def settled(self) -> Self:
        """Waits until it is acked or given up."""
        await self._settled.wait()
        return self

    async def acked(self) -> Self:
        """Waits, and fails the test where it was given up."""
        await self.settled()
        assert self.outcome == "acked", f"{self.sort} is {self.outcome}: {self.payload}"
        return self

    def again(self) -> None:
        """The next redelivery is due now."""
        self._again.set()

    def settle(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self._settled.set()


Send = Callable[[Delivery, Attempt], Awaitable[Ack]]


@dataclass(slots=True)
class Post:
    """Carries deliveries; `send` makes one attempt by whichever way the app listens."""

    clock: Clock
    send: Send
    changed: Callable[[], None]
    retries: tuple[float, ...] = RETRIES

    async def carry(self, delivery: Delivery) -> None:
        """Until it is acked or given up."""
        if await self._attempt(delivery):
            return
        if delivery.sort != "events_api":
            delivery.settle(_seen(delivery.attempts[-1].reason))
            return
        for wait in self.retries[delivery.first :]:
            await within(self.clock, wait, delivery._again.wait())
            delivery._again.clear()
            if await self._attempt(delivery):
                return
        delivery.settle("lost")

    async def _attempt(self, delivery: Delivery) -> bool:
        began = self.clock.monotonic()
        attempt = Attempt(at=began, number=delivery.first + len(delivery.attempts))
        delivery.attempts.append(attempt)
        ack = await self.send(delivery, attempt)
        attempt.ok, attempt.reason = ack.ok, ack.reason
        if ack.ok:
            attempt.seconds = self.clock.monotonic() - began
            delivery.answer = ack.payload
            delivery.then(ack.payload)
            delivery.settle("acked")
        self.changed()
        return ack.ok


def _seen(reason: str) -> Outcome:
    """What a person is told of a command or a click that failed."""
    match reason:
        case "timeout":
            return "operation_timeout"
        case "http_error":
            return "http_error"
        case _:
            return "dispatch_failed"
