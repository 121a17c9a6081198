"""What the engine asks of a platform about people: who they are, what they may do, where they are
written to. Answers may be some minutes old. Every method raises PlatformError and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.domain.member import Group, GroupId, Person, Role
from bot.domain.surface import MemberId, Surface, TenantId


class Directory(Protocol):
    """The people of every tenant of one platform."""

    async def role(self, tenant: TenantId, member: MemberId) -> Role:
        """What the platform makes of somebody: "admin" for who runs the tenant, else "trainee"."""

    async def person(self, tenant: TenantId, member: MemberId) -> Person | None:
        """Somebody by their id; None where the tenant has nobody of that id."""

    async def people(self, tenant: TenantId) -> Sequence[Person]:
        """All who are known, for names that were typed; may be those seen so far."""

    async def group(self, tenant: TenantId, group: GroupId) -> Group | None:
        """A group with its members; EVERYONE is one on every platform."""

    async def groups(self, tenant: TenantId) -> Sequence[Group]:
        """The groups people can be assigned by, members left out."""

    async def zone(self, tenant: TenantId) -> str | None:
        """The tenant's own time zone, where the platform knows one."""

    async def private(self, tenant: TenantId, member: MemberId) -> Surface | None:
        """Where somebody may be written to without having asked; None where the platform forbids
        to open a conversation with many people, and they have none with the bot yet."""

    async def is_shared(self, surface: Surface) -> bool:
        """Whether a place is a channel that several people read."""

    async def refusal(self, surface: Surface) -> str | None:
        """Why nothing can be posted in a channel, with the remedy; None where it can."""
