"""Who is in each server, as far as that is known, and what may be done there.

Discord tells all members of a server only to bots that read along with its lists, which this one
does not. Known are those who were seen to write or to ask for something, and those the database
has a practice or an assignment of; what these are called and their roles is asked of Discord, one
by one, and holds for a while.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import structlog
from discord.http import Route

from adapters.discord.addressing import is_id
from adapters.discord.calls import Calls
from adapters.discord.errors import MemberGone
from adapters.discord.payloads import Json, names, number, part, parts, text, user
from adapters.discord.records import Records
from bot.domain.surface import MemberId, TenantId
from bot.errors import PlatformRateLimited, PlatformUnavailable, StoreError
from bot.ports.clock import Clock

LATELY = 300.0
"""Seconds that what somebody may do is held to be true, and what roles there are."""
LISTED = 3600.0
"""Seconds that a person's name and roles are; whoever writes is known anew."""
MOST = 20_000
"""How many people are kept, over all servers."""
AT_ONCE = 4

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody as Discord has them in a server."""

    id: MemberId
    name: str
    roles: frozenset[str] = frozenset()
    may: int | None = None
    """What they may do, where Discord has said so with something they did."""
    here: bool = True
    is_person: bool = True
    at: float
    """When this was told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerRole:
    """A role of a server's."""

    name: str
    may: int
    managed: bool
    """Whether it belongs to a bot or a subscription, and nobody can be given it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server's owner and roles, by their ids."""

    owner: str
    roles: Mapping[str, ServerRole]
    at: float

    def may(self, id: TenantId, member: Member) -> int:
        """What somebody may do in all of the server; its owner may do all."""
        if member.id == self.owner:
            return -1
        every = (self.roles[role].may for role in (id, *member.roles) if role in self.roles)
        found = 0
        for one in every:
            found |= one
        return found


@dataclass(slots=True, kw_only=True)
class Members:
    """The people of every server."""

    calls: Calls
    records: Records
    clock: Clock
    _known: OrderedDict[tuple[TenantId, MemberId], Member] = field(default_factory=OrderedDict)
    _servers: dict[TenantId, Server] = field(default_factory=dict)

    def learn(self, tenant: TenantId, body: Json) -> None:
        """Takes in who wrote a message or asked for something, and whom it names."""
        self._learn(tenant, part(body, "author") or user(body), part(body, "member"))
        for one in parts(body, "mentions"):
            self._learn(tenant, one, part(one, "member"))
        resolved = part(part(body, "data"), "resolved")
        users = part(resolved, "users")
        for id in part(resolved, "members"):
            self._learn(tenant, part(users, id), part(part(resolved, "members"), id))

    async def one(
        self, tenant: TenantId, member: MemberId, *, within: float = LISTED
    ) -> Member | None:
        """Somebody as they were known within so many seconds; None where Discord does not have them
        in the server. Raises PlatformError where Discord does not say, and nobody has before."""
        known = self._known.get((tenant, member))
        if known is not None and self.clock.monotonic() - known.at < within:
            return known
        try:
            return await self._asked(tenant, member)
        except MemberGone:
            if known is None:
                return None
            return self._keep(tenant, replace(known, here=False, may=None, at=self._now()))
        except PlatformUnavailable:
            if known is None:
                raise
            return known

    async def all(self, tenant: TenantId) -> Sequence[Member]:
        """The people who are known and have not left. Raises PlatformError."""
        seen = [member for server, member in self._known if server == tenant]
        turn = asyncio.Semaphore(AT_ONCE)

        async def one(member: MemberId) -> Member | None:
            async with turn:
                return await self.one(tenant, member)

        every = dict.fromkeys((*seen, *await self._stored(tenant)))
        found = await asyncio.gather(*(one(member) for member in every if is_id(member)))
        return [one for one in found if one is not None and one.here and one.is_person]

    async def was_here(self, tenant: TenantId, member: MemberId) -> bool:
        """Whether the database has anything of somebody in a server."""
        return member in await self._stored(tenant)

    def may_lately(self, tenant: TenantId, member: MemberId) -> int | None:
        """What somebody may do, where Discord has said so just now."""
        known = self._known.get((tenant, member))
        if known is None or self._now() - known.at >= LATELY:
            return None
        return known.may

    async def server(self, tenant: TenantId) -> Server:
        """A server's owner and roles. Raises PlatformError."""
        known = self._servers.get(tenant)
        if known is not None and self._now() - known.at < LATELY:
            return known
        route = Route("GET", "/guilds/{guild_id}", guild_id=tenant)
        try:
            found = await self.asked(route)
        except PlatformUnavailable:
            if known is None:
                raise
            return known
        roles = {text(one, "id"): _role(one) for one in parts(found, "roles")}
        self._servers[tenant] = Server(owner=text(found, "owner_id"), roles=roles, at=self._now())
        return self._servers[tenant]

    async def asked(self, route: Route) -> Any:
        """An answer that others go before, waited for where Discord asks to."""
        while True:
            try:
                return await self.calls.call(route, patient=True)
            except PlatformRateLimited as limited:
                await self.clock.sleep(limited.retry_after)

    async def _asked(self, tenant: TenantId, member: MemberId) -> Member:
        route = Route(
            "GET", "/guilds/{guild_id}/members/{user_id}", guild_id=tenant, user_id=member
        )
        found = await self.asked(route)
        return self._keep(tenant, _member(part(found, "user"), found, None, self._now()))

    async def _stored(self, tenant: TenantId) -> Iterable[MemberId]:
        try:
            return await self.records.office.members(tenant)
        except StoreError as error:
            raise PlatformUnavailable(str(error)) from error

    def _learn(self, tenant: TenantId, person: Json, member: Json) -> None:
        if not is_id(text(person, "id")) or "roles" not in member:
            return
        may = number(member, "permissions") if "permissions" in member else None
        self._keep(tenant, _member(person, member, may, self._now()))

    def _keep(self, tenant: TenantId, member: Member) -> Member:
        self._known[tenant, member.id] = member
        self._known.move_to_end((tenant, member.id))
        if len(self._known) > MOST:
            self._known.popitem(last=False)
        return member

    def _now(self) -> float:
        return self.clock.monotonic()


def _member(person: Json, member: Json, may: int | None, at: float) -> Member:
    roles, id = member.get("roles"), text(person, "id")
    return Member(
        id=MemberId(id),
        name=next(iter(names(person, member)), id),
        roles=frozenset(one for one in roles or () if isinstance(one, str)),
        may=may,
        is_person=not person.get("bot"),
        at=at,
    )


def _role(role: Json) -> ServerRole:
    return ServerRole(
        name=text(role, "name"), may=number(role, "permissions"), managed=bool(role.get("managed"))
    )
