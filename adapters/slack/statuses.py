"""The line below a thread that says what is being done, and Slack's own stop button with it."""

from __future__ import annotations

from dataclasses import dataclass, field

import structlog

from adapters.slack.addressing import is_direct
from adapters.slack.allowance import Allowance
from adapters.slack.calls import Calls
from adapters.slack.errors import NotOffered
from bot.domain.surface import Surface, TenantId
from bot.errors import PlatformError
from bot.ports.clock import Clock
from bot.ports.platform import Stage

LONGEST = 100
"""Of a status, in characters."""
OVER: frozenset[Stage] = frozenset({"complete", "error"})

log = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class Statuses:
    """What is said of each thread now."""

    calls: Calls
    clock: Clock
    _spare: Allowance = field(init=False)
    _at_work: set[Surface] = field(default_factory=set)
    """Threads that Slack shows as being worked on, with its stop button."""
    _without: set[TenantId] = field(default_factory=set)
    """Workspaces that do not show that."""

    def __post_init__(self) -> None:
        self._spare = Allowance(clock=self.clock, calls=44, seconds=60.0, burst=16)

    async def show(self, surface: Surface, stage: Stage, text: str) -> None:
        """Says what is being done, or that nothing is any more. Raises PlatformError."""
        if surface.thread is None or not is_direct(surface):
            return
        if stage in OVER:
            await self._say(surface, "")
            await self.ended(surface)
        else:
            await self._say(surface, text[:LONGEST])

    async def at_work(self, surface: Surface) -> None:
        """Asks for Slack's stop button while a reply is streamed, which has none of its own; where
        there is room for that and for taking it away."""
        team = surface.tenant
        if team in self._without or surface in self._at_work or not self._spare.take(team, 2):
            return
        self._at_work.add(surface)
        if await self._set(surface, "processing") and surface not in self._at_work:
            await self._set(surface, "active")  # the reply was whole before Slack answered

    async def left_open(self, surface: Surface) -> None:
        """Takes away the stop button that an earlier process may have asked for."""
        if surface.tenant not in self._without:
            self._at_work.discard(surface)
            await self._set(surface, "active")

    def stands(self, surface: Surface) -> bool:
        """Whether Slack shows a thread as being worked on."""
        return surface in self._at_work

    def forget(self, surface: Surface) -> None:
        """Takes in that a thread's work was said to be over by another call."""
        self._at_work.discard(surface)

    async def ended(self, surface: Surface) -> None:
        """Takes Slack's stop button away, where it stands."""
        if surface not in self._at_work:
            return
        self._at_work.discard(surface)
        await self._set(surface, "active")

    async def _say(self, surface: Surface, text: str) -> None:
        await self.calls.call(
            surface.tenant,
            "assistant.threads.setStatus",
            channel_id=surface.channel,
            thread_ts=surface.thread,
            status=text,
            loading_messages=[text] if text else None,
        )

    async def _set(self, surface: Surface, status: str) -> bool:
        try:
            await self.calls.call(
                surface.tenant,
                "agents.sessions.setStatus",
                channel_id=surface.channel,
                thread_ts=surface.thread,
                status=status,
            )
        except NotOffered:
            self._without.add(surface.tenant)
        except PlatformError as error:
            log.info("status.failed", problem=str(error))
        else:
            return True
        self._at_work.discard(surface)
        return False
