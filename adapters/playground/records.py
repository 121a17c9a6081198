"""What the playground reads of what is stored, and of the scenarios there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.domain.lobby import OpenSession
from bot.domain.scenario import Scenario
from bot.domain.session import Session
from bot.domain.surface import MemberId, SessionId, TenantId
from bot.errors import ScenarioError
from bot.ports.office import Office
from bot.ports.store import ModelCall, Post


class Records(Protocol):
    """The part of the store that the page is rebuilt from."""

    async def session(self, id: SessionId) -> Session | None: ...

    async def posts(self, session: SessionId) -> list[Post]: ...

    async def open_session(self, tenant: TenantId, member: MemberId) -> OpenSession | None: ...

    async def calls(self, session: SessionId) -> list[ModelCall]: ...

    @property
    def office(self) -> Office: ...


class Sampling(Protocol):
    """Fills in a team that is made up, and takes it away again."""

    @property
    def working(self) -> bool:
        """Whether it is being filled in, or taken away."""

    async def fill(self, scenarios: Sequence[Scenario]) -> None: ...

    async def clear(self) -> None: ...


class Catalogue(Protocol):
    """The scenarios on disk, as they are now."""

    @property
    def scenarios(self) -> Mapping[str, Scenario]: ...

    @property
    def problems(self) -> Sequence[ScenarioError]: ...

    def refresh(self) -> object:
        """Reads again what has changed on disk."""

    def nearest(self, id: str) -> Sequence[str]:
        """The ids most like one that there is not."""
