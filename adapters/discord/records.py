"""What the adapter reads of what is stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from bot.domain.keeping import TenantSettings
from bot.domain.scenario import Scenario
from bot.domain.session import Session
from bot.domain.surface import MemberId, SessionId, Surface, TenantId


class Everybody(Protocol):
    """Who has practised, or is assigned something; and what is set for all."""

    async def settings(self, tenant: TenantId) -> TenantSettings: ...

    async def members(self, tenant: TenantId) -> Sequence[MemberId]: ...


class Records(Protocol):
    """The part of the store that threads, servers, people and reading back need."""

    @property
    def office(self) -> Everybody: ...

    async def session(self, id: SessionId) -> Session | None: ...

    async def open_surfaces(self, platform: str) -> list[tuple[SessionId, Surface]]: ...

    async def member_surfaces(
        self, tenants: Collection[TenantId], member: MemberId
    ) -> list[tuple[Surface, bool]]:
        """Where a member's sessions are, the latest first, and whether each is open."""


class Catalogue(Protocol):
    """The scenarios on offer, as they are on disk now."""

    @property
    def scenarios(self) -> Mapping[str, Scenario]: ...
