"""Looks up whom an event is about: people, groups and roles, as the platform and the office know them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain import calendar, roles
from bot.domain.desk import Seen
from bot.domain.events import Commanded, InboundEvent
from bot.domain.everybody import Everybody, Who, tagged
from bot.domain.member import Granted, Person, Role
from bot.domain.surface import MemberId, TenantId
from bot.ports.directory import Directory


@dataclass(frozen=True, slots=True, kw_only=True)
class Peopling:
    """Looks up the people of one tenant. Raises PlatformError."""

    directory: Directory
    tenant: TenantId

    async def zone(self, person: Person | None, tenants: str | None) -> str:
        """Somebody's own time zone, else the tenant's, else the platform's."""
        own = person.zone if person is not None else None
        found = own or tenants or await self.directory.zone(self.tenant)
        return found if found and calendar.is_zone(found) else "UTC"

    async def people(self, members: Iterable[MemberId]) -> list[Person]:
        found = [
            await self.directory.person(self.tenant, one) for one in dict.fromkeys(members) if one
        ]
        return [person for person in found if person is not None]

    async def with_all(self, seen: Seen, event: InboundEvent) -> Seen:
        """With the people and groups of the tenant, for names that were typed or tagged."""
        people = {one.id: one for one in await self.directory.people(self.tenant)}
        groups = {one.id: one for one in await self.directory.groups(self.tenant)}
        members, named = tagged(_text(event))
        people |= {one.id: one for one in await self.people(members) if one.id not in people}
        for id in named:
            if id not in groups and (group := await self.directory.group(self.tenant, id)):
                groups[id] = group
        return replace(
            seen, everybody=Everybody(people={**seen.everybody.people, **people}, groups=groups)
        )

    async def with_members(self, seen: Seen, who: Who) -> Seen:
        """With the members of the groups that are meant."""
        groups = dict(seen.everybody.groups)
        for id in who.groups:
            if (group := await self.directory.group(self.tenant, id)) is not None:
                groups[id] = group
        ids = {member for id in who.groups if id in groups for member in groups[id].members}
        known = seen.everybody.people
        more = {one.id: one for one in await self.people(sorted(ids - known.keys()))}
        return replace(seen, everybody=Everybody(people={**known, **more}, groups=groups))

    async def known(self, seen: Seen, members: Iterable[MemberId]) -> Seen:
        """With the names of these people."""
        known = seen.everybody.people
        more = await self.people(one for one in members if one not in known)
        people = {**known, **{one.id: one for one in more}}
        return replace(seen, everybody=replace(seen.everybody, people=people))

    async def roles(
        self, members: Iterable[MemberId], granted: Sequence[Granted]
    ) -> Mapping[MemberId, Role]:
        """What people are now; those who have left are nothing."""
        found = dict[MemberId, Role]()
        for person in await self.people(members):
            if person.here:
                role = await self.directory.role(self.tenant, person.id)
                found[person.id] = roles.of(role, granted, person.id)
        return found


def _text(event: InboundEvent) -> str:
    return " ".join(event.arguments.values()) if isinstance(event, Commanded) else ""
