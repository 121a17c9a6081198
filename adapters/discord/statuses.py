"""That the bot is typing: shown where nothing else can be seen for a while, and kept up."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import structlog
from discord.http import Route

from adapters.discord.addressing import target
from adapters.discord.calls import Calls
from bot.domain.surface import Surface
from bot.errors import PlatformError
from bot.ports.clock import Clock
from bot.ports.platform import Stage

SOON = 0.7
"""Seconds after which it is shown; what is answered sooner needs no such sign."""
LEFT = 3
"""How many requests it leaves to all others in each second."""
RETRY = 0.05
"""Seconds until it is tried again where there is no room. Nothing queues: a sign that comes after
what it stands for would be a lie, and would cost a request."""
AGAIN = 8.0
"""Seconds until it is said once more: Discord shows it for ten."""
LONGEST = 120.0
"""Seconds after which it is not kept up any more, whatever has become of it."""

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Typing:
    since: float
    due: float


@dataclass(slots=True, kw_only=True)
class Statuses:
    """The conversations in which something is being done now."""

    calls: Calls
    clock: Clock
    _now: dict[Surface, _Typing] = field(default_factory=dict)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def show(self, surface: Surface, stage: Stage) -> None:
        """Says what is being done, or that nothing is any more."""
        if stage in ("complete", "error"):
            self.over(surface)
        elif surface not in self._now:
            now = self.clock.monotonic()
            self._now[surface] = _Typing(since=now, due=now + SOON)
            self._changed.set()

    def over(self, surface: Surface) -> None:
        """Takes in that something was shown: Discord takes the sign away by itself."""
        self._now.pop(surface, None)

    async def run(self) -> None:
        """Keeps the signs up, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            while True:
                for surface in self._due():
                    tasks.create_task(self._type(surface))
                await self._rest()

    def _due(self) -> list[Surface]:
        now = self.clock.monotonic()
        due: list[Surface] = []
        room = self.calls.gate.left() - LEFT
        for surface, typing in list(self._now.items()):
            if now - typing.since > LONGEST:
                del self._now[surface]
            elif now >= typing.due and len(due) < room:
                typing.due = now + AGAIN
                due.append(surface)
            elif now >= typing.due:
                typing.due = now + RETRY
        return due

    async def _rest(self) -> None:
        """Until one is due, or there is another one."""
        self._changed.clear()
        if not self._now:
            await self._changed.wait()
            return
        first = min(typing.due for typing in self._now.values())
        await self.clock.sleep(max(0.01, min(SOON, first - self.clock.monotonic())))

    async def _type(self, surface: Surface) -> None:
        route = Route("POST", "/channels/{channel_id}/typing", channel_id=target(surface))
        try:
            await self.calls.call(route)
        except PlatformError as error:
            log.info("status.failed", problem=str(error))
