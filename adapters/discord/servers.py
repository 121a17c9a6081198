"""Which server a direct message belongs to: that of the person's open session in it, or for words of
their open session wherever it is; else where they last used the bot, else the only one that fits.
Where several fit, they are asked.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from discord.http import Route

from adapters.discord.addressing import NAME
from adapters.discord.calls import Calls
from adapters.discord.records import Records
from bot.domain.surface import MemberId, Surface, TenantId
from bot.errors import PermissionMissing, SurfaceGone

MOST = 20_000
"""Of how many people it is known where they last used the bot."""
ASKED = 20
"""With more servers than these, Discord is not asked in which of them somebody is."""


@dataclass(slots=True, kw_only=True)
class Servers:
    """The servers that the bot is in."""

    calls: Calls
    records: Records
    names: dict[TenantId, str] = field(default_factory=dict)
    """Every server, with its name as far as that is known."""
    _last: OrderedDict[MemberId, TenantId] = field(default_factory=OrderedDict)
    _meant: OrderedDict[MemberId, TenantId] = field(default_factory=OrderedDict)
    """Whose sessions in several servers are open, and which of them they said they write in."""

    def learn(self, server: str, name: str = "") -> None:
        """Takes in that the bot is in a server."""
        tenant = TenantId(server)
        self.names[tenant] = name or self.names.get(tenant, "")

    def only(self, there: Collection[str], shard: int, shards: int) -> None:
        """Takes in all servers of a shard: the bot was removed from the others."""
        for server in there:
            self.learn(server)
        for tenant in tuple(self.names):
            if tenant not in there and (int(tenant) >> 22) % shards == shard:
                del self.names[tenant]

    def left(self, server: str) -> None:
        """Takes in that the bot was removed from a server."""
        self.names.pop(TenantId(server), None)

    def used(self, member: MemberId, server: str) -> None:
        """Takes in that somebody used the bot in a server."""
        _keep(self._last, member, TenantId(server))
        self._meant.pop(member, None)

    def chosen(self, member: MemberId, server: str) -> None:
        """Takes in that somebody said which server they mean."""
        self.used(member, server)
        _keep(self._meant, member, TenantId(server))

    async def of(
        self, member: MemberId, channel: str, *, words: bool = False
    ) -> TenantId | tuple[TenantId, ...]:
        """The server of a direct message, or those that it may belong to: of `words`, wherever the
        person has a session open, since they may have forgotten its thread. Raises PlatformError and
        StoreError."""
        found = await self.records.member_surfaces(tuple(self.names), member)
        sessions = [(s, open) for s, open in found if s.platform == NAME]
        here = (s.tenant for s, open in sessions if open and s.channel == channel)
        if (known := next(here, None)) is not None:
            return known
        if words and (open_in := tuple(dict.fromkeys(s.tenant for s, open in sessions if open))):
            meant = self._meant.get(member)
            return meant if meant in open_in else _one(open_in)
        if (last := self._last.get(member)) is not None:
            return last
        if sessions:
            return sessions[0][0].tenant
        shared = await self._shared(member)
        return self._last.get(member) or _one(shared)  # it may have been chosen meanwhile

    async def open_sessions(self, member: MemberId) -> frozenset[Surface]:
        """Where somebody has a session open. Raises StoreError."""
        found = await self.records.member_surfaces(tuple(self.names), member)
        return frozenset(surface for surface, open in found if open and surface.platform == NAME)

    async def _shared(self, member: MemberId) -> tuple[TenantId, ...]:
        """The servers that somebody is in with the bot; all of them, where there are too many to
        ask about each."""
        every = tuple(self.names)
        if len(every) == 1 or len(every) > ASKED:
            return every
        shared = await asyncio.gather(*(self._is_in(member, tenant) for tenant in every))
        return tuple(tenant for tenant, is_in in zip(every, shared, strict=True) if is_in)

    async def _is_in(self, member: MemberId, tenant: TenantId) -> bool:
        route = Route(
            "GET", "/guilds/{guild_id}/members/{user_id}", guild_id=tenant, user_id=member
        )
        try:
            await self.calls.call(route, patient=True)
        except (SurfaceGone, PermissionMissing):
            return False
        return True


def _keep(known: OrderedDict[MemberId, TenantId], member: MemberId, server: TenantId) -> None:
    known[member] = server
    known.move_to_end(member)
    if len(known) > MOST:
        known.popitem(last=False)


def _one(found: Iterable[TenantId]) -> TenantId | tuple[TenantId, ...]:
    every = tuple(found)
    return every[0] if len(every) == 1 else every
