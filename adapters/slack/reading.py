"""What stands in a channel or thread, read back; slowly, for Slack allows few such calls."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from adapters.slack.allowance import Allowance
from adapters.slack.calls import Answer, Calls
from bot.domain.surface import MemberId, Surface, TenantId
from bot.errors import SurfaceGone
from bot.ports.clock import Clock

PAGE = 200
"""Messages in one answer; Slack may give fewer."""
PAGES = 20


@dataclass(slots=True, kw_only=True)
class Reading:
    """Reads messages, within what a workspace allows of it."""

    calls: Calls
    clock: Clock
    _spare: Allowance = field(init=False)
    _directs: dict[tuple[TenantId, str], str] = field(default_factory=dict)
    _whose: dict[tuple[TenantId, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._spare = Allowance(clock=self.clock, calls=40, seconds=60.0, burst=10)

    async def thread(self, surface: Surface, since: str | None = None) -> AsyncIterator[Answer]:
        """The messages of a thread, or of the last page of a channel, the oldest first; `since`
        leaves out those up to that one. Raises PlatformError."""
        if surface.thread is None:
            for said in reversed(_messages(await self._page(surface, None, since))):
                yield said
            return
        cursor: str | None = None
        for _ in range(PAGES):
            answer = await self._page(surface, cursor, since)
            for said in _messages(answer):
                yield said
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or None
            if cursor is None:
                return

    async def direct(
        self, team: TenantId, member: MemberId, *, create: bool = False
    ) -> Surface | None:
        """Somebody's direct message with the bot, if there has been one or it is made now."""
        if (team, member) not in self._directs:
            await self._spare.wait(team)
            try:
                answer = await self.calls.call(
                    team, "conversations.open", users=member, prevent_creation=not create
                )
            except SurfaceGone:
                return None
            channel = (answer.get("channel") or {}).get("id")
            if not isinstance(channel, str):
                return None
            self.learn(team, member, channel)
        return Surface("slack", team, self._directs[team, member])

    def learn(self, team: TenantId, member: MemberId, channel: str) -> None:
        """Takes in which direct message is somebody's."""
        self._directs[team, member] = channel
        self._whose[team, channel] = member

    def is_anothers(self, surface: Surface, member: MemberId) -> bool:
        """Whether it is known as the direct message of another than that member."""
        return self._whose.get((surface.tenant, surface.channel), member) != member

    async def _page(self, surface: Surface, cursor: str | None, since: str | None) -> Answer:
        await self._spare.wait(surface.tenant)
        asked: dict[str, Any] = {
            "channel": surface.channel,
            "limit": PAGE,
            "include_all_metadata": True,
            "oldest": since,
            "cursor": cursor,
        }
        if surface.thread is None:
            return await self.calls.call(surface.tenant, "conversations.history", **asked)
        return await self.calls.call(
            surface.tenant, "conversations.replies", ts=surface.thread, **asked
        )


def _messages(answer: Answer) -> list[dict[str, Any]]:
    found = answer.get("messages")
    return [said for said in found if isinstance(said, dict)] if isinstance(found, list) else []
