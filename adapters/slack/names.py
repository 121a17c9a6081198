"""What the members of each workspace are called, so that their names can be hidden from models.

Read once a day, in the background. Until then, and where the scope was not granted, nobody is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import structlog

from adapters.slack.calls import Calls
from adapters.slack.payloads import Json, part, text
from bot.domain.surface import TenantId
from bot.errors import PlatformRateLimited
from bot.ports.clock import Clock

FRESH = 24 * 3600.0
"""Seconds until the names are read again."""
PAGE = 500
MOST = 20_000
"""Members that are read at most: a list of names takes memory, and time with each text."""

log = structlog.get_logger(__name__)


class Names:
    """The names of each workspace's members, as far as they were read."""

    def __init__(self, *, calls: Calls, clock: Clock) -> None:
        self._calls, self._clock = calls, clock
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
        found: dict[str, None] = {}
        cursor = ""
        while len(found) < MOST:
            answer = await self._page(team, cursor)
            members = answer.get("members")
            for member in members if isinstance(members, list) else ():
                found.update(dict.fromkeys(_names(member)))
            cursor = text(part(answer, "response_metadata"), "next_cursor")
            if not cursor:
                break
        self._known[team] = tuple(found)
        log.info("slack.names", team=team, count=len(found))

    async def _page(self, team: TenantId, cursor: str) -> Json:
        while True:
            try:
                return dict(
                    await self._calls.call(team, "users.list", limit=PAGE, cursor=cursor or None)
                )
            except PlatformRateLimited as limited:
                await self._clock.sleep(limited.retry_after)


def _names(member: object) -> Iterator[str]:
    """What one member is called; nothing of bots and of those who have left."""
    if not isinstance(member, Mapping) or member.get("deleted") or member.get("is_bot"):
        return
    if member.get("id") == "USLACKBOT":
        return
    profile = part(member, "profile")
    for name in (text(profile, "real_name"), text(profile, "display_name")):
        if name.strip():
            yield name.strip()
