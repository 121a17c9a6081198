"""Who takes part: people with their roles, and the groups their platform puts them in. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NewType

from bot.domain.surface import MemberId, TenantId
from bot.domain.transcript import Micros

GroupId = NewType("GroupId", str)
Role = Literal["trainee", "manager", "admin"]
"""What somebody may do: each may do what those before may."""
EVERYONE = GroupId("everyone")
"""The group of all people in a tenant, on every platform."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in a tenant, as the platform knows them."""

    id: MemberId
    name: str
    zone: str | None = None
    """The name of their time zone, where the platform knows one (IANA, "Europe/Berlin")."""
    here: bool = True
    """False once they have left, or their account was closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People that belong together on the platform: a user group, a role, or everyone."""

    id: GroupId
    name: str
    members: frozenset[MemberId] = field(default=frozenset())
    complete: bool = True
    """Whether these are all; else they are those that were seen so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """A role that was given in ChatTrain itself, besides what the platform makes of somebody.

    `role` is "trainee" where it was taken back.
    """

    tenant: TenantId
    member: MemberId
    role: Role
    by: MemberId
    at: Micros
