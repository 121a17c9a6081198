"""An office in which nobody was asked for anything, and nobody has practised."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.digest import Figures
from bot.domain.keeping import TenantSettings
from bot.domain.surface import TenantId


class Unasked:
    """The part of `bot.ports.office.Office` that a page reads, with nothing in it."""

    async def settings(self, tenant: TenantId) -> TenantSettings:
        return TenantSettings(tenant=tenant)

    async def figures(self, *_: object) -> Figures:
        return Figures(sessions=0, people=0, finished=0)

    async def _nothing(self, *_: object, **__: object) -> Sequence[object]:
        return []

    assigned = assignments = attempts = members = standings = _nothing
