"""The people of every workspace, as the engine asks for them: `bot.ports.directory` in Slack.

An admin is who Slack calls an admin or owner of the workspace; of an organisation that has installed
the app as a whole, of the organisation.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from adapters.chat.errors import Unfit
from adapters.chat.languages import Languages
from adapters.slack import addressing, wording
from adapters.slack.calls import Calls
from adapters.slack.members import Member, Members, is_organisation
from adapters.slack.payloads import Json, part
from adapters.slack.wording import Wording
from bot.domain.member import EVERYONE, Group, GroupId, Person, Role
from bot.domain.surface import MemberId, Surface, TenantId
from bot.domain.wording import outside
from bot.errors import PermissionMissing, SurfaceGone

PUBLIC = "chat:write.public"
GROUPS = "usergroups:read"
Ask = Callable[[TenantId, MemberId], Awaitable[Member]]


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The people of every workspace in which the app is installed."""

    calls: Calls
    members: Members
    languages: Languages

    async def role(self, tenant: TenantId, member: MemberId) -> Role:
        found = await self._one(self.members.one, tenant, member)
        if found is None or not found.here:
            return "trainee"
        runs_it = found.runs_all if is_organisation(tenant) else found.is_admin
        return "admin" if runs_it else "trainee"

    async def person(self, tenant: TenantId, member: MemberId) -> Person | None:
        found = await self._one(self.members.one_of_many, tenant, member)
        return _person(found) if found is not None and found.is_person else None

    async def people(self, tenant: TenantId) -> Sequence[Person]:
        return [_person(one) for one in await self.members.all(tenant)]

    async def group(self, tenant: TenantId, group: GroupId) -> Group | None:
        """Everyone is all members in full: no guests, and nobody of another company."""
        if group == EVERYONE:
            everybody = await self.members.all(tenant)
            members = frozenset(one.id for one in everybody if _belongs(one, tenant))
            name = outside.of(await self.languages.around(tenant)).everyone
            return Group(id=EVERYONE, name=name, members=members)
        if not addressing.is_id(group):
            return None
        try:
            found = (await self.members.groups(tenant)).get(group)
            inside = None if found is None else await self.members.inside(tenant, group, found)
        except SurfaceGone:
            return None
        except PermissionMissing as error:
            if error.scope == GROUPS:
                words = wording.of(await self.languages.around(tenant))
                told = words.no_groups.format(scope=GROUPS)
                raise PermissionMissing(told, scope=GROUPS) from error
            raise
        if found is None or inside is None:
            return None
        return Group(id=group, name=found.name, members=frozenset(inside))

    async def groups(self, tenant: TenantId) -> Sequence[Group]:
        """None where the scope was not granted, or user groups are no part of what is paid for."""
        try:
            found = await self.members.groups(tenant)
        except PermissionMissing:
            return ()
        return [Group(id=GroupId(id), name=group.name) for id, group in found.items()]

    async def zone(self, tenant: TenantId) -> str | None:  # noqa: ARG002  # the port's form
        """Slack knows the zones of people alone."""
        return None

    async def private(self, tenant: TenantId, member: MemberId) -> Surface | None:
        """Posting to somebody's id opens the direct message with them."""
        return addressing.place(tenant, member)

    async def is_shared(self, surface: Surface) -> bool:
        return not addressing.is_direct(surface)

    async def refusal(self, surface: Surface) -> str | None:
        """By what Slack tells of a channel. Where the scopes for that were not granted, nothing is
        known that is against it."""
        if addressing.is_private(surface):
            return None
        words = wording.of(await self.languages.around(surface.tenant))
        try:
            answer = await self.calls.call(
                surface.tenant, "conversations.info", channel=surface.channel
            )
        except (SurfaceGone, Unfit):
            return words.not_in
        except PermissionMissing as error:
            return words.among_few if error.scope.startswith("mpim") else None
        return await self._against(surface.tenant, part(answer, "channel"), words)

    async def _against(self, tenant: TenantId, channel: Json, words: Wording) -> str | None:
        if channel.get("is_archived") or channel.get("is_frozen"):
            return words.archived
        if channel.get("is_mpim"):
            return words.among_few
        open_to_all = not channel.get("is_private") and await self.calls.grants(tenant, PUBLIC)
        if not channel.get("is_member") and not open_to_all:
            return words.not_in
        is_closed = channel.get("is_read_only") or channel.get("is_thread_only")
        return words.read_only if is_closed else None

    async def _one(self, ask: Ask, tenant: TenantId, member: MemberId) -> Member | None:
        if not addressing.is_id(member):
            return None
        try:
            return await ask(tenant, member)
        except SurfaceGone:
            return None


def _person(found: Member) -> Person:
    name = found.names[0] if found.names else found.id
    return Person(id=found.id, name=name, zone=found.zone, here=found.here)


def _belongs(found: Member, tenant: TenantId) -> bool:
    """Whether somebody is one of the tenant's own: people of shared channels are listed too."""
    return not found.is_guest and (tenant in found.homes or not found.homes)
