"""Reads conversations back, for what was said while nobody listened: those of open sessions, and the
direct messages in which somebody has written to this process. Discord has no list of the others.

A connection that is resumed brings what was missed; a new one does not. What is read back has the
keys of the events it would have been, so that nothing counts twice.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import structlog

from adapters.discord import addressing
from adapters.discord.addressing import place
from adapters.discord.inbound import Moment, said
from adapters.discord.listening import Listening
from adapters.discord.messages import Messages
from adapters.discord.payloads import text
from adapters.discord.records import Records
from bot.domain.surface import SessionId, Surface
from bot.errors import PlatformError, PlatformRateLimited, PlatformUnavailable, StoreError
from bot.ports.clock import Clock
from bot.ports.platform import Accept

TRIES = 5
PAUSE = 5.0
"""Seconds until a conversation is tried again that could not be read."""
AT_ONCE = 4
PAGE = 100
PAGES = 20
NOBODYS = "0"
"""In the place of a server, before it is known to which a direct message belongs."""

log = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class Catchup:
    """Reads back whenever it was asked to, once for many that ask meanwhile."""

    records: Records
    messages: Messages
    listening: Listening
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
        """Every open session, the newest first; gives how many messages were missed."""
        waiting = list(reversed(await self.records.open_surfaces(addressing.NAME)))
        found = 0
        while waiting:
            some, waiting = waiting[:AT_ONCE], waiting[AT_ONCE:]
            found += sum(await asyncio.gather(*(self._session(*one, accept) for one in some)))
        for channel, after in list(self.listening.directs.items()):
            await self._direct(channel, after)
        return found

    async def _direct(self, channel: str, after: str) -> None:
        """Hears what was written in a direct message since then, as if it were told now."""
        try:
            for message in await self.messages.history(place(NOBODYS, channel), after=after):
                self.listening.written(message)
        except PlatformError as error:
            log.warning("catchup.not_read", channel=channel, problem=str(error))

    async def _session(self, id: SessionId, surface: Surface, accept: Accept) -> int:
        for _ in range(TRIES):
            try:
                return await self._conversation(id, surface, accept)
            except PlatformRateLimited as limited:
                await self.clock.sleep(limited.retry_after)
            except PlatformUnavailable:
                await self.clock.sleep(PAUSE)
            except PlatformError as error:
                log.warning("catchup.not_read", session=id, problem=str(error))
                return 0
        log.warning("catchup.not_read", session=id, problem="Discord gives no answer")
        return 0

    async def _conversation(self, id: SessionId, surface: Surface, accept: Accept) -> int:
        session = await self.records.session(id)
        if session is None:
            return 0
        known = {turn.message for turn in session.transcript if turn.message}
        after, fresh = addressing.snowflake(session.opened_at), 0
        for _ in range(PAGES):
            page = await self.messages.history(surface, after=after)
            for message in page:
                after = text(message, "id") or after
                moment = Moment(at=self.clock.now(), opens=SessionId(self.clock.new_id()))
                event = said(message, surface, moment)
                if event is not None and event.message not in known:
                    fresh += await accept(event)
            if len(page) < PAGE:
                break
        return fresh
