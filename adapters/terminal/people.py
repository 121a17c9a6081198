"""Who is at the terminal: one person, who runs it, so that all of it can be tried."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.terminal.inbound import HOME, MEMBER
from bot.domain.member import EVERYONE, Group, GroupId, Person, Role
from bot.domain.surface import MemberId, Surface, TenantId

YOU = Person(id=MEMBER, name="you")
ALL = Group(id=EVERYONE, name="everyone", members=frozenset({MEMBER}))


class People:
    """The terminal's `Directory`."""

    async def role(self, *_: object) -> Role:
        return "admin"

    async def person(self, tenant: TenantId, member: MemberId) -> Person | None:  # noqa: ARG002  # the port's form
        return YOU if member == MEMBER else None

    async def people(self, *_: object) -> Sequence[Person]:
        return [YOU]

    async def group(self, tenant: TenantId, group: GroupId) -> Group | None:  # noqa: ARG002  # the port's form
        return ALL if group == EVERYONE else None

    async def groups(self, *_: object) -> Sequence[Group]:
        return [ALL]

    async def zone(self, *_: object) -> str | None:
        return None

    async def private(self, *_: object) -> Surface | None:
        """Everything is written on the one screen there is."""
        return HOME

    async def is_shared(self, *_: object) -> bool:
        return False

    async def refusal(self, *_: object) -> str | None:
        return None
