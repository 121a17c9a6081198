"""Which tenant, person or group is meant by what was typed on the command line.

The database knows people by the ids their platform gives them, and no names.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import typer

from bot.domain.assignment import Assigned, Assignment
from bot.domain.member import EVERYONE, GroupId
from bot.domain.sample import is_sample
from bot.domain.surface import MemberId, TenantId
from bot.ports.store import Store

NOBODYS = TenantId("local")
"""The tenant of a database in which nobody has done anything yet."""
LISTED = 20
"""How many names are listed at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """Some people of a tenant: one, those of a group, or everyone."""

    name: str
    members: tuple[MemberId, ...]
    alone: bool = False
    """Whether a person was named, not a group."""


async def tenant(store: Store, wanted: str | None) -> TenantId:
    """The tenant that was named, or the only one there is."""
    known = await store.schedule.tenants()
    if wanted is None:
        if len(real := [one for one in known if not is_sample(one)]) > 1:
            raise typer.BadParameter(
                f"The database holds several tenants: say which with `--tenant`: {_list(real)}."
            )
        return next(iter(real or known), NOBODYS)
    if wanted in known:
        return TenantId(wanted)
    raise typer.BadParameter(f"There is no tenant {wanted!r}. {_instead(wanted, known)}")


async def whom(store: Store, tenant: TenantId, wanted: str | None) -> Whom:
    """The person or the group of an id; everyone where none was named."""
    members = tuple(sorted(await store.office.members(tenant)))
    if wanted is None or wanted == EVERYONE:
        return Whom(name="", members=members)
    if wanted in members:
        return Whom(name=wanted, members=(MemberId(wanted),), alone=True)
    groups = await _groups(store, tenant)
    if wanted in groups:
        return Whom(name=wanted, members=groups[GroupId(wanted)])
    raise typer.BadParameter(
        f"There is nobody, and no group, {wanted!r} here. {_instead(wanted, [*members, *groups])}"
    )


async def nobody(store: Store, tenant: TenantId, wanted: str) -> str:
    """What to say where nothing is stored of somebody."""
    known = await store.office.members(tenant)
    return f"There is nobody {wanted!r} here. {_instead(wanted, known)}"


async def _groups(store: Store, tenant: TenantId) -> Mapping[GroupId, tuple[MemberId, ...]]:
    """The groups that something was assigned to, with whom it has reached."""
    found: dict[GroupId, set[MemberId]] = {}
    for assignment in await store.office.assignments(tenant):
        if assignment.groups:
            reached = await store.office.standings(tenant, assignment.id)
            for group in assignment.groups:
                found.setdefault(group, set()).update(_reached(assignment, reached))
    return {group: tuple(sorted(people)) for group, people in found.items()}


def _reached(assignment: Assignment, reached: Iterable[Assigned]) -> set[MemberId]:
    """Whom it has reached as one of its groups."""
    return {one.assignee.member for one in reached} - set(assignment.people)


def _instead(wanted: str, known: Collection[str]) -> str:
    """What to say instead: the nearest, else all there are."""
    lower = {name.lower(): name for name in known}
    near = [lower[name] for name in difflib.get_close_matches(wanted.lower(), lower, n=3)]
    if near:
        return f"Did you mean {' or '.join(near)}?"
    return f"There is {_list(sorted(known))}." if known else "Nobody has practised yet."


def _list(names: Sequence[str]) -> str:
    more = len(names) - LISTED
    return ", ".join(names[:LISTED]) + (f" and {more} more" if more > 0 else "")
