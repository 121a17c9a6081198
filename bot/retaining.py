"""Deletes what is stored, for the operator: all of a person, or sessions that are old enough.

A server may run meanwhile: each transaction is short, and whoever is at work on something that is
deleted finds its next write refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import typer

from bot import meant, stores
from bot.config import Settings
from bot.domain.surface import MemberId, TenantId
from bot.domain.transcript import HOUR, Micros
from bot.overseeing import OPERATOR, note
from bot.ports.clock import Clock
from bot.stores import SqlStore

DAY = 24 * HOUR


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """Somebody of whom something is stored."""

    tenant: TenantId
    member: MemberId
    sessions: int

    def __str__(self) -> str:
        return f"{_counted(self.sessions)} and all that is known besides"


async def known(settings: Settings, member: str, wanted: str | None) -> Stored:
    """Whom a command means, and how much of them there is. Raises StoreError."""
    async with stores.connect(settings.database_url) as store:
        tenant = await meant.tenant(store, wanted)
        who = MemberId(member)
        if not await _is_known(store, tenant, who):
            raise typer.BadParameter(await meant.nobody(store, tenant, member))
        sessions = await store.office.attempts(tenant, [who], since=Micros(0))
        return Stored(tenant=tenant, member=who, sessions=len(sessions))


async def _is_known(store: SqlStore, tenant: TenantId, member: MemberId) -> bool:
    """Whether anything at all is stored of somebody."""
    async for _ in store.exported(tenant, member):
        return True
    return False


async def forget(settings: Settings, found: Stored, clock: Clock) -> None:
    """Deletes all of somebody. The audit says that it was done, and not whose it was."""
    async with stores.connect(settings.database_url) as store:
        await store.forget(found.tenant, found.member, clock.now(), OPERATOR)


async def retain(
    settings: Settings,
    clock: Clock,
    tell: Callable[[str], None],
    *,
    wanted: str | None,
    days: int | None,
    dry_run: bool,
) -> None:
    """Deletes what was closed too long ago, or only counts it; tells of each tenant."""
    async with stores.connect(settings.database_url) as store:
        tenants = await _tenants(store, wanted)
        for tenant in tenants:
            kept = days or await _kept(store, tenant, settings)
            if kept is None:
                tell(f"{tenant}: sessions are kept, because no number of days is set.")
            elif dry_run:
                count = await store.count_old(tenant, clock.now() - kept * DAY)
                tell(f"{tenant}: {_old(count, kept)} would be deleted.")
            else:
                count = await _delete(store, clock, tenant, kept)
                tell(f"{tenant}: {_old(count, kept)} {'was' if count == 1 else 'were'} deleted.")
        if not tenants:
            tell("Nothing is stored yet.")


async def _tenants(store: SqlStore, wanted: str | None) -> Sequence[TenantId]:
    if wanted is not None:
        return [await meant.tenant(store, wanted)]
    return await store.schedule.tenants()


async def _kept(store: SqlStore, tenant: TenantId, settings: Settings) -> int | None:
    """The days that a tenant's sessions are kept; None for ever."""
    own = (await store.office.settings(tenant)).retention_days
    return settings.chattrain_retention_days if own is None else own


async def _delete(store: SqlStore, clock: Clock, tenant: TenantId, days: int) -> int:
    count = await store.drop_old(tenant, clock.now() - days * DAY)
    if count:
        await store.wipe()
        await note(store, clock, tenant, "retain", days=str(days), sessions=str(count))
    return count


def _old(count: int, days: int) -> str:
    ago = "a day" if days == 1 else f"{days} days"
    return f"{_counted(count)} closed more than {ago} ago"


def _counted(sessions: int) -> str:
    return f"{sessions:,} {'session' if sessions == 1 else 'sessions'}"
