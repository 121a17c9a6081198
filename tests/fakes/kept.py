"""The part of the store where installations are, in memory."""

from __future__ import annotations

from bot.domain.surface import TenantId
from bot.domain.transcript import Micros


class Kept:
    """See `adapters.slack.installations.Kept`."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, TenantId], str] = {}
        self.states: dict[str, Micros] = {}

    async def installation(self, platform: str, tenant: TenantId) -> str | None:
        return self.rows.get((platform, tenant))

    async def installations(self, platform: str) -> dict[TenantId, str]:
        return {tenant: sealed for (p, tenant), sealed in self.rows.items() if p == platform}

    async def keep_installation(
        self, platform: str, tenant: TenantId, sealed: str, at: Micros
    ) -> None:
        self.rows[platform, tenant] = sealed

    async def replace_installation(
        self, platform: str, tenant: TenantId, former: str, sealed: str
    ) -> bool:
        if self.rows.get((platform, tenant)) != former:
            return False
        self.rows[platform, tenant] = sealed
        return True

    async def drop_installation(self, platform: str, tenant: TenantId) -> None:
        self.rows.pop((platform, tenant), None)

    async def begin_installation(self, state: str, now: Micros, until: Micros) -> None:
        self.states[state] = until

    async def end_installation(self, state: str, now: Micros) -> bool:
        return self.states.pop(state, now) > now
