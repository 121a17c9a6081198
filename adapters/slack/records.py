"""What the adapter reads of what is stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

from bot.domain.assignment import Assigned
from bot.domain.attempt import Attempt
from bot.domain.keeping import TenantSettings
from bot.domain.lobby import OpenSession, Result
from bot.domain.scenario import Scenario
from bot.domain.session import Session
from bot.domain.surface import MemberId, SessionId, Surface, TenantId


class Practised(Protocol):
    """What somebody is asked to practise, what came of it, and what is set for all."""

    async def settings(self, tenant: TenantId) -> TenantSettings: ...

    async def assigned(self, tenant: TenantId, member: MemberId) -> list[Assigned]: ...

    async def attempts(
        self, tenant: TenantId, members: Collection[MemberId] | None = None
    ) -> list[Attempt]: ...


class Records(Protocol):
    """The part of the store that the home tab, links and reading back need."""

    @property
    def office(self) -> Practised: ...

    async def session(self, id: SessionId) -> Session | None: ...

    async def open_session(self, tenant: TenantId, member: MemberId) -> OpenSession | None: ...

    async def results(self, tenant: TenantId, member: MemberId, limit: int) -> list[Result]: ...

    async def open_surfaces(self, platform: str) -> list[tuple[SessionId, Surface]]: ...


class Catalogue(Protocol):
    """The scenarios on offer, as they are on disk now."""

    @property
    def scenarios(self) -> Mapping[str, Scenario]: ...
