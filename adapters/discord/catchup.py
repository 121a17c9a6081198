"""Reads conversations back, for what was said while nobody listened: those of open sessions, and the
direct messages in which somebody has written to this process. Discord has no list of the others.

A connection that is resumed brings what was missed; a new one does not.
"""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from adapters.chat import catchup, moment
from adapters.discord import addressing
from adapters.discord.addressing import place
from adapters.discord.inbound import said
from adapters.discord.listening import Listening
from adapters.discord.messages import Messages
from adapters.discord.payloads import text
from bot.domain.surface import SessionId, Surface
from bot.errors import PlatformError
from bot.ports.platform import Accept

AT_ONCE = 4
PAGE = 100
PAGES = 20
NOBODYS = "0"
"""In the place of a server, before it is known to which a direct message belongs."""

log = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class Catchup(catchup.Catchup):
    """Reads open sessions, some at once, and then direct messages."""

    messages: Messages
    listening: Listening

    async def once(self, accept: Accept) -> int:
        found = await self._open(addressing.NAME, accept, at_once=AT_ONCE)
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

    async def _conversation(self, id: SessionId, surface: Surface, accept: Accept) -> int:
        session = await self.records.session(id)
        if session is None:
            return 0
        self.listening.learn(session)
        known = catchup.heard(session)
        after, fresh = addressing.snowflake(session.opened_at), 0
        for _ in range(PAGES):
            page = await self.messages.history(surface, after=after)
            for message in page:
                after = text(message, "id") or after
                event = said(message, surface, moment.now(self.clock))
                if event is not None and event.message not in known:
                    fresh += await accept(event)
            if len(page) < PAGE:
                break
        return fresh
