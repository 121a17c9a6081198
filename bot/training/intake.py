"""The one way in: every event is made durable in its mailbox before anyone is told it has arrived.

Group commit: whatever arrives while a commit is on its way goes into the next one together. A
group that fails is tried again event by event, so that one bad event harms no other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from bot.domain.events import InboundEvent
from bot.errors import StoreBusy, StoreError, StoreFull
from bot.ports.runner import Runner
from bot.ports.store import Accepted, Store

LARGEST = 500
"""Events in one commit: more would make the first of them wait for the last."""

SHUTTING_DOWN = "ChatTrain is shutting down; send it again in a moment."

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Arrival:
    event: InboundEvent
    taken: asyncio.Future[bool]


class Intake:
    """Takes events from every platform and from the timers."""

    def __init__(self, store: Store, runner: Runner) -> None:
        self._store = store
        self._runner = runner
        self._arrivals: list[_Arrival] = []
        self._arrived = asyncio.Event()
        self._closed = False
        self._in_hand: list[_Arrival] = []

    async def accept(self, event: InboundEvent) -> bool:
        """Returns once `event` is durable: True where it is new, False where it was known.

        The event is taken even if the caller is cancelled meanwhile. Raises StoreError where it
        could not be made durable: then it has not arrived.
        """
        if self._closed:
            raise StoreError(SHUTTING_DOWN)
        arrival = _Arrival(event, asyncio.get_running_loop().create_future())
        self._arrivals.append(arrival)
        self._arrived.set()
        return await arrival.taken

    async def run(self) -> None:
        """Commits what arrives, until cancelled."""
        try:
            while True:
                await self._arrived.wait()
                self._arrived.clear()
                while self._arrivals:
                    group, self._arrivals = self._arrivals[:LARGEST], self._arrivals[LARGEST:]
                    self._in_hand = group
                    await self._take(group)
        finally:
            self._closed = True
            _refuse([*self._in_hand, *self._arrivals], StoreError(SHUTTING_DOWN))

    async def _take(self, group: list[_Arrival]) -> None:
        try:
            accepted = await self._commit([arrival.event for arrival in group])
        except StoreError as error:
            if len(group) == 1 or isinstance(error, StoreBusy | StoreFull):
                return _refuse(group, error)  # it would be no different for each by itself
            log.warning("intake.group_failed", events=len(group), problem=str(error))
            for arrival in group:
                await self._take([arrival])
            return None
        for arrival, place in zip(group, accepted, strict=True):
            if not arrival.taken.done():
                arrival.taken.set_result(place.fresh)
        return None

    async def _commit(self, events: Sequence[InboundEvent]) -> list[Accepted]:
        async with self._store.begin() as transaction:
            accepted = await transaction.accept(events)
            woken = {place.mailbox for place in accepted if place.fresh}
            self._runner.wake(woken, transaction)
        return accepted


def _refuse(group: list[_Arrival], error: StoreError) -> None:
    for arrival in group:
        if not arrival.taken.done():
            arrival.taken.set_exception(error)
