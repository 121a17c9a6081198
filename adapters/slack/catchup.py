"""Reads the threads of open sessions back, for what was said while nobody listened.

Slack gives up after its third try to deliver.
"""

from __future__ import annotations

from dataclasses import dataclass

from adapters.chat import catchup, moment
from adapters.slack import addressing
from adapters.slack.hearing import Self, heard
from adapters.slack.reading import Reading
from bot.domain.events import Said
from bot.domain.surface import SessionId, Surface
from bot.ports.platform import Accept


@dataclass(slots=True, kw_only=True)
class Catchup(catchup.Catchup):
    """Reads the threads of every workspace, one after the other."""

    reading: Reading

    async def once(self, accept: Accept) -> int:
        return await self._open(addressing.NAME, accept)

    async def _conversation(self, id: SessionId, surface: Surface, accept: Accept) -> int:
        installed = await self.reading.calls.installed(surface.tenant)
        bot = Self(user_id=installed.user_id, bot_id=installed.bot_id)
        fresh = 0
        known = catchup.heard(await self.records.session(id))
        async for said in self.reading.thread(surface, surface.thread):
            now, there = moment.now(self.clock), {**said, "channel": surface.channel}
            event = heard(there, surface.tenant, now, bot)
            if isinstance(event, Said) and event.surface == surface and event.message not in known:
                fresh += await accept(event)
        return fresh
