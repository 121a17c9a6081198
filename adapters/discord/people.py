"""The people of every server, as the engine asks for them: `bot.ports.directory` in Discord.

An admin is whoever may manage the server. A role means the people with it who are known, never all
that have it; nobody is written to who has no conversation with the bot yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from discord.http import Route

from adapters.chat.languages import Languages
from adapters.discord import addressing, wording
from adapters.discord.members import LATELY, Member, Members, Server
from adapters.discord.payloads import Json, number, parts, text
from adapters.discord.places import Places
from adapters.discord.threads import PERMISSIONS, Threads
from bot.domain.member import EVERYONE, Group, GroupId, Person, Role
from bot.domain.surface import MemberId, Surface, TenantId
from bot.domain.wording import outside
from bot.errors import ChannelGone, PermissionMissing, SurfaceGone

ADMINISTRATOR, MANAGE_SERVER = 1 << 3, 1 << 5
POSTED = ("View Channel", "Send Messages")
"""What the bot needs in a channel to post there at all."""
WRITTEN_IN = (0, 1, 2, 5, 13)
"""Types of channels that take messages by themselves; a forum takes threads alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The people of every server that the bot is in."""

    languages: Languages
    members: Members
    places: Places
    threads: Threads

    async def role(self, tenant: TenantId, member: MemberId) -> Role:
        may = self.members.may_lately(tenant, member)
        if may is None:
            may = await self._may(tenant, member)
        return "admin" if may & (ADMINISTRATOR | MANAGE_SERVER) else "trainee"

    async def person(self, tenant: TenantId, member: MemberId) -> Person | None:
        if not addressing.is_id(member):
            return None
        found = await self.members.one(tenant, member)
        if found is not None:
            return _person(found) if found.is_person else None
        if await self.members.was_here(tenant, member):
            name = self.threads.names.user(member)
            return Person(id=member, name=name or member, here=False)
        return None

    async def people(self, tenant: TenantId) -> Sequence[Person]:
        """Those seen so far."""
        return [_person(one) for one in await self.members.all(tenant)]

    async def group(self, tenant: TenantId, group: GroupId) -> Group | None:
        """A role, or everyone: those seen so far."""
        server = await self.members.server(tenant)
        if group == EVERYONE:
            name = outside.of(await self.languages.around(tenant)).everyone
            every = await self.members.all(tenant)
        elif group in server.roles:
            found = await self.members.all(tenant)
            name = server.roles[group].name
            every = [one for one in found if group in one.roles]
        else:
            return None
        ids = frozenset(one.id for one in every)
        return Group(id=group, name=name, members=ids, complete=False)

    async def groups(self, tenant: TenantId) -> Sequence[Group]:
        """The roles that people can be given."""
        server = await self.members.server(tenant)
        return [
            Group(id=GroupId(id), name=role.name, complete=False)
            for id, role in server.roles.items()
            if id != tenant and not role.managed
        ]

    async def zone(self, tenant: TenantId) -> str | None:  # noqa: ARG002  # the port's form
        """Discord knows nobody's."""
        return None

    async def private(self, tenant: TenantId, member: MemberId) -> Surface | None:
        """The member's thread or direct message that is there already: none is opened for this."""
        return await self.threads.conversation(tenant, member)

    async def is_shared(self, surface: Surface) -> bool:
        return not await self.places.is_direct(surface)

    async def refusal(self, surface: Surface) -> str | None:
        """By what the bot's roles and the channel allow it."""
        if await self.places.is_direct(surface):
            return None
        words = wording.of(await self.languages.around(surface.tenant))
        route = Route("GET", "/channels/{channel_id}", channel_id=surface.channel)
        try:
            channel = await self.members.asked(route)
        except ChannelGone:
            return words.gone.format(missing=POSTED[0])
        except (SurfaceGone, PermissionMissing):
            return words.lacks.format(missing=POSTED[0])
        if number(channel, "type") not in WRITTEN_IN:
            return words.elsewhere
        may = await self._bots(surface.tenant, channel)
        lacking = [name for name in POSTED if not may & PERMISSIONS[name]]
        return words.lacks.format(missing=", ".join(lacking)) if lacking else None

    async def _may(self, tenant: TenantId, member: MemberId) -> int:
        if not addressing.is_id(member):
            return 0
        found = await self.members.one(tenant, member, within=LATELY)
        if found is None or not found.here:
            return 0
        return (await self.members.server(tenant)).may(tenant, found)

    async def _bots(self, tenant: TenantId, channel: Json) -> int:
        """What the bot may do in a channel."""
        bot = await self.members.one(tenant, MemberId(self.places.bot), within=0.0)
        if bot is None:
            return 0
        return allowed(await self.members.server(tenant), tenant, bot, channel)


def allowed(server: Server, tenant: TenantId, member: Member, channel: Json) -> int:
    """What somebody may do in a channel: by their roles, and what the channel changes of that, for
    everyone first, for roles then, for them at last."""
    may = server.may(tenant, member)
    if may & ADMINISTRATOR:
        return -1
    for allow, deny in _changes(tenant, member, list(parts(channel, "permission_overwrites"))):
        may = (may & ~deny) | allow
    return may


def _changes(tenant: TenantId, member: Member, every: Sequence[Any]) -> Iterator[tuple[int, int]]:
    for whose in ({str(tenant)}, member.roles - {tenant}, {str(member.id)}):
        allow = deny = 0
        for one in every:
            if text(one, "id") in whose:
                allow, deny = allow | number(one, "allow"), deny | number(one, "deny")
        yield allow, deny


def _person(found: Member) -> Person:
    return Person(id=found.id, name=found.name, here=found.here)
