"""That the bot is typing. When that is said, and for how long, the engine decides: see
`Capabilities.status_after`. Discord takes the sign away by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from discord.http import Route

from adapters.discord.addressing import target
from adapters.discord.calls import Calls
from bot.domain.surface import Surface
from bot.ports.platform import Stage

AFTER = 0.8
"""Seconds after which it is shown: with its way there, within the first second."""
LASTS = 8.0
"""Seconds until it is said once more: Discord shows it for ten."""
OVER: frozenset[Stage] = frozenset({"complete", "error"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Statuses:
    """Where something is being done now."""

    calls: Calls

    async def show(self, surface: Surface, stage: Stage) -> None:
        """Says that something is being done. Raises PlatformError."""
        if stage not in OVER:
            place = target(surface)
            await self.calls.call(Route("POST", "/channels/{channel_id}/typing", channel_id=place))
