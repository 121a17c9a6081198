"""In which language somebody is told what an adapter itself says: their own as far as the platform
told it, else their tenant's, else English.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import structlog

from bot.domain.keeping import TenantSettings
from bot.domain.surface import MemberId, TenantId
from bot.domain.wording import outside
from bot.errors import StoreError

ENGLISH = outside.ENGLISH.language

log = structlog.get_logger(__name__)


class Office(Protocol):
    """What is set for a tenant."""

    async def settings(self, tenant: TenantId) -> TenantSettings: ...


class Records(Protocol):
    """The part of the store in which that stands."""

    @property
    def office(self) -> Office: ...


class Languages:
    """The languages of the people of one platform. `own` gives what the platform told of somebody's,
    such as `de` or `en-GB`, and nothing where it told nothing."""

    def __init__(self, *, records: Records, own: Callable[[TenantId, MemberId], str]) -> None:
        self._records, self._own = records, own
        self._set: dict[TenantId, str] = {}

    async def of(self, tenant: TenantId, member: MemberId) -> str:
        """Somebody's."""
        return spoken(self._own(tenant, member)) or await self.around(tenant)

    async def around(self, tenant: TenantId) -> str:
        """The tenant's, for what stands in sentences of the engine or is read by several."""
        try:
            self._set[tenant] = (await self._records.office.settings(tenant)).language
        except StoreError as error:
            log.warning("language.unread", tenant=tenant, problem=str(error))
        return self._last(tenant)

    def at_once(self, tenant: TenantId, member: MemberId) -> str:
        """Somebody's, by what is known without reading: for when the store does not answer."""
        return spoken(self._own(tenant, member)) or self._last(tenant)

    def _last(self, tenant: TenantId) -> str:
        return spoken(self._set.get(tenant, "")) or ENGLISH


def spoken(locale: str) -> str:
    """The language of a locale where there are sentences in it; else nothing."""
    language = locale.partition("-")[0]
    return language if any(language == table.language for table in outside.TABLES) else ""
