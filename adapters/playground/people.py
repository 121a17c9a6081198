"""Who is at the playground: whoever opens it, known by their browser's cookie, and the sample team."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from adapters.playground.errors import reported
from adapters.playground.inbound import home
from adapters.playground.records import Records
from bot.domain import calendar
from bot.domain.member import EVERYONE, Group, GroupId, Person, Role
from bot.domain.sample import PEOPLE, is_sample
from bot.domain.surface import MemberId, Surface, TenantId

REMEMBERED = 500
"""People who are known though they have begun nothing."""
SHOWN = 4
"""Letters of an id that stand for a name: nobody has told one."""


class People:
    """The playground's `Directory`. Whoever is there runs it, so that all of it can be tried."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._met: OrderedDict[MemberId, str | None] = OrderedDict()

    def meet(self, member: MemberId, *, zone: str = "") -> None:
        """Notes who is there, before they have begun anything, and the time zone of their browser."""
        self._met[member] = zone if calendar.is_zone(zone) else self._met.get(member)
        self._met.move_to_end(member)
        if len(self._met) > REMEMBERED:
            self._met.popitem(last=False)

    async def role(self, tenant: TenantId, member: MemberId) -> Role:  # noqa: ARG002  # the port's form
        return "trainee" if is_sample(tenant) else "admin"

    async def person(self, tenant: TenantId, member: MemberId) -> Person | None:
        if is_sample(tenant) and member not in PEOPLE:
            return None
        return self._person(member)

    async def people(self, tenant: TenantId) -> Sequence[Person]:
        if is_sample(tenant):
            return [Person(id=id, name=name) for id, name in PEOPLE.items()]
        with reported():
            known = await self._records.office.members(tenant)
        everybody = dict.fromkeys([*known, *self._met])
        return [self._person(member) for member in everybody]

    def _person(self, member: MemberId) -> Person:
        return Person(id=member, name=name(member), zone=self._met.get(member))

    async def group(self, tenant: TenantId, group: GroupId) -> Group | None:
        if group != EVERYONE:
            return None
        members = frozenset(person.id for person in await self.people(tenant))
        return Group(id=EVERYONE, name="everyone", members=members)

    async def groups(self, tenant: TenantId) -> Sequence[Group]:  # noqa: ARG002  # the port's form
        return [Group(id=EVERYONE, name="everyone")]

    async def zone(self, tenant: TenantId) -> str | None:  # noqa: ARG002  # the port's form
        return None

    async def private(self, tenant: TenantId, member: MemberId) -> Surface | None:
        """The page shows what is asked of somebody by itself, on whatever page they are."""
        return None if is_sample(tenant) else home(member)

    async def is_shared(self, surface: Surface) -> bool:  # noqa: ARG002  # the port's form
        return False

    async def refusal(self, surface: Surface) -> str | None:  # noqa: ARG002  # the port's form
        return None


def name(member: MemberId) -> str:
    """What somebody is called."""
    return PEOPLE.get(member) or f"Trainee {member[-SHOWN:]}"
