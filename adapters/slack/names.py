"""What the members of each workspace are called, so that their names can be hidden from models.

Read once a day, in the background. Until then, and where the scope was not granted, nobody is known.
"""

from __future__ import annotations

import structlog

from adapters.slack.members import Members
from bot.domain.surface import TenantId
from bot.ports.clock import Clock

FRESH = 24 * 3600.0
"""Seconds until the names are read again."""

log = structlog.get_logger(__name__)


class Names:
    """The names of each workspace's members, as far as they were read."""

    def __init__(self, *, members: Members, clock: Clock) -> None:
        self._members, self._clock = members, clock
        self._known: dict[TenantId, tuple[str, ...]] = {}
        self._asked: dict[TenantId, float] = {}

    def of(self, team: TenantId) -> tuple[str, ...]:
        """Real names and display names; the same tuple until they are read again."""
        return self._known.get(team, ())

    def due(self, team: TenantId) -> bool:
        """Whether they are to be read now; then they are not due again for a day."""
        now = self._clock.monotonic()
        if now - self._asked.get(team, -FRESH) < FRESH:
            return False
        self._asked[team] = now
        return True

    async def read(self, team: TenantId) -> None:
        """Reads them. Raises PlatformError, and keeps what was known."""
        members = await self._members.all(team)
        found = dict.fromkeys(name for member in members for name in member.names)
        self._known[team] = tuple(found)
        log.info("slack.names", team=team, count=len(found))
