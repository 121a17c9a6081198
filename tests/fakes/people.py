"""The people of a chat platform in memory: whom a test puts there, and where they can be reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.member import EVERYONE, Group, GroupId, Person, Role
from bot.domain.surface import MemberId, Surface, TenantId
from bot.errors import PlatformError


@dataclass
class _Tenant:
    people: dict[MemberId, Person] = field(default_factory=dict)
    groups: dict[GroupId, Group] = field(default_factory=dict)
    admins: set[MemberId] = field(default_factory=set)
    zone: str | None = None


class People:
    """A Directory. Everybody has a private channel with the bot, unless `private_for` says who."""

    def __init__(self, platform: str = "chat") -> None:
        self.platform = platform
        self.tenants: dict[TenantId, _Tenant] = {}
        self.refusals: dict[Surface, str] = {}
        """Why nothing can be posted in a channel."""
        self.private_for: set[MemberId] | None = None
        """Who can be written to unasked; None for everybody."""
        self.broken: PlatformError | None = None
        self.asked: list[tuple[str, str]] = []

    def add(
        self,
        tenant: TenantId,
        id: str,
        name: str = "",
        *,
        zone: str | None = None,
        admin: bool = False,
    ) -> MemberId:
        """Puts somebody into a tenant."""
        member = MemberId(id)
        self._of(tenant).people[member] = Person(id=member, name=name or id, zone=zone)
        if admin:
            self._of(tenant).admins.add(member)
        return member

    def put_in(
        self, tenant: TenantId, group: str, members: Iterable[MemberId], *, complete: bool = True
    ) -> GroupId:
        """Puts people into a group, which is made where there is none."""
        id, there = GroupId(group), self._of(tenant).groups
        before = there[id].members if id in there else frozenset()
        there[id] = Group(id=id, name=group, members=before | frozenset(members), complete=complete)
        return id

    def leave(self, tenant: TenantId, member: MemberId) -> None:
        """Somebody leaves the tenant."""
        people = self._of(tenant).people
        people[member] = replace(people[member], here=False)

    def set_zone(self, tenant: TenantId, zone: str) -> None:
        self._of(tenant).zone = zone

    def admit(self, tenant: TenantId, member: MemberId) -> None:
        """Makes somebody an admin."""
        self._of(tenant).admins.add(member)

    async def role(self, tenant: TenantId, member: MemberId) -> Role:
        self._ask("role", member)
        return "admin" if member in self._of(tenant).admins else "trainee"

    async def person(self, tenant: TenantId, member: MemberId) -> Person | None:
        self._ask("person", member)
        return self._of(tenant).people.get(member)

    async def people(self, tenant: TenantId) -> Sequence[Person]:
        self._ask("people", tenant)
        return tuple(self._of(tenant).people.values())

    async def group(self, tenant: TenantId, group: GroupId) -> Group | None:
        self._ask("group", group)
        if group == EVERYONE:
            return self._everyone(tenant)
        return self._of(tenant).groups.get(group)

    async def groups(self, tenant: TenantId) -> Sequence[Group]:
        self._ask("groups", tenant)
        every = (self._everyone(tenant), *self._of(tenant).groups.values())
        return tuple(replace(group, members=frozenset()) for group in every)

    async def zone(self, tenant: TenantId) -> str | None:
        self._ask("zone", tenant)
        return self._of(tenant).zone

    async def private(self, tenant: TenantId, member: MemberId) -> Surface | None:
        self._ask("private", member)
        if self.private_for is not None and member not in self.private_for:
            return None
        return Surface(self.platform, tenant, f"with-{member}")

    async def is_shared(self, surface: Surface) -> bool:
        self._ask("is_shared", str(surface))
        return not surface.channel.startswith("with-")

    async def refusal(self, surface: Surface) -> str | None:
        self._ask("refusal", str(surface))
        return self.refusals.get(replace(surface, thread=None))

    def _everyone(self, tenant: TenantId) -> Group:
        here = frozenset(one.id for one in self._of(tenant).people.values() if one.here)
        return Group(id=EVERYONE, name=EVERYONE, members=here)

    def _of(self, tenant: TenantId) -> _Tenant:
        return self.tenants.setdefault(tenant, _Tenant())

    def _ask(self, what: str, about: str) -> None:
        self.asked.append((what, about))
        if self.broken is not None:
            raise self.broken
