"""Reads the threads of open sessions back, for what was said while nobody listened.

Slack gives up after its third try to deliver. What is read back has the keys of the events it would
have been, so that nothing counts twice.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import structlog

from adapters.slack import addressing
from adapters.slack.hearing import Moment, Self, heard
from adapters.slack.reading import Reading
from adapters.slack.records import Records
from bot.domain.events import Said
from bot.domain.surface import SessionId, Surface
from bot.errors import PlatformError, PlatformRateLimited, PlatformUnavailable, StoreError
from bot.ports.clock import Clock
from bot.ports.platform import Accept

TRIES = 5
PAUSE = 5.0
"""Seconds until a thread is tried again that could not be read."""

log = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class Catchup:
    """Reads back whenever it was asked to, once for many that ask meanwhile."""

    records: Records
    reading: Reading
    clock: Clock
    _asked: asyncio.Event = field(default_factory=asyncio.Event)

    def ask(self) -> None:
        """Says that something may have been missed."""
        self._asked.set()

    async def run(self, accept: Accept) -> None:
        """Reads back, until cancelled."""
        while True:
            await self._asked.wait()
            self._asked.clear()
            try:
                found = await self.once(accept)
            except StoreError as error:
                log.warning("catchup.waits", problem=str(error))
                await self.clock.sleep(PAUSE)
                self._asked.set()
            except Exception:  # what cannot be read back must not keep the rest from being heard
                log.exception("catchup.broke")
            else:
                log.info("catchup.done", messages=found)

    async def once(self, accept: Accept) -> int:
        """Every open session's thread, the newest session first; gives how many were missed."""
        threads = await self.records.open_surfaces(addressing.NAME)
        return sum([await self._session(*one, accept) for one in reversed(threads)])

    async def _session(self, id: SessionId, surface: Surface, accept: Accept) -> int:
        for _ in range(TRIES):
            try:
                return await self._thread(id, surface, accept)
            except PlatformRateLimited as limited:
                await self.clock.sleep(limited.retry_after)
            except PlatformUnavailable:
                await self.clock.sleep(PAUSE)
            except PlatformError as error:
                log.warning("catchup.not_read", session=id, problem=str(error))
                return 0
        log.warning("catchup.not_read", session=id, problem="Slack gives no answer")
        return 0

    async def _thread(self, id: SessionId, surface: Surface, accept: Accept) -> int:
        installed = await self.reading.calls.installed(surface.tenant)
        bot = Self(user_id=installed.user_id, bot_id=installed.bot_id)
        fresh = 0
        known = await self._known(id)
        async for said in self.reading.thread(surface, surface.thread):
            moment = Moment(at=self.clock.now(), opens=SessionId(self.clock.new_id()))
            event = heard({**said, "channel": surface.channel}, surface.tenant, moment, bot)
            if isinstance(event, Said) and event.surface == surface and event.message not in known:
                fresh += await accept(event)
        return fresh

    async def _known(self, id: SessionId) -> frozenset[str]:
        """Messages that are in the transcript; of the others the intake knows which it has had."""
        session = await self.records.session(id)
        turns = session.transcript if session is not None else ()
        return frozenset(turn.message for turn in turns if turn.message)
