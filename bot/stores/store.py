"""The database behind `bot.ports.store`: transactions that write, and reading beside them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain.events import InboundEvent
from bot.domain.keeping import Kept
from bot.domain.lobby import OpenSession, Result
from bot.domain.scenario import Scenario
from bot.domain.scorecard import Scorecard
from bot.domain.session import Session
from bot.domain.surface import MemberId, SessionId, Surface, TenantId
from bot.domain.transcript import HOUR, Micros
from bot.ports.clock import SystemClock
from bot.ports.store import Accepted, Change, Claim, MailboxId, ModelCall, Post, Received, Spent
from bot.stores import (
    addresses,
    calls,
    changes,
    emptying,
    erasing,
    handing,
    inbox,
    installations,
    keeping,
    mailboxes,
    posts,
    sessions,
    wiping,
)
from bot.stores.addresses import Address
from bot.stores.failures import told
from bot.stores.finishing import entered, to_its_end
from bot.stores.office import SqlOffice
from bot.stores.rows import session_mailbox
from bot.stores.scheduling import SqlSchedule
from bot.stores.versions import check

P = ParamSpec("P")
T = TypeVar("T")

PATIENCE = 5.0
"""Seconds another program's lock on an SQLite file is waited for."""


@asynccontextmanager
async def connect(url: str, *, patience: float = PATIENCE) -> AsyncIterator[SqlStore]:
    """The store at a DATABASE_URL, until the context is left.

    Raises ConfigError where the address is none, and MigrationNeeded where the database has
    another version than this program.
    """
    address = addresses.understand(url)
    writing = addresses.writing(address, patience)
    reading = addresses.reading(address, patience, writing)
    store = SqlStore(address, writing, reading)
    try:
        await check(address, reading)
        yield store
    finally:
        await reading.dispose()
        await writing.dispose()


class SqlTransaction:
    """One unit of writing; see `bot.ports.store.Transaction`."""

    def __init__(self, database: str, connection: AsyncConnection) -> None:
        self._database = database
        self._connection = connection
        self._then: list[Callable[[], None]] = []
        self.erased = False
        """Whether something was deleted that nobody is to find any more."""

    async def accept(self, events: Sequence[InboundEvent]) -> list[Accepted]:
        return await self._do(inbox.accept, events)

    async def claim(
        self, mailbox: MailboxId, owner: str, now: Micros, until: Micros
    ) -> Claim | None:
        return await self._do(mailboxes.claim, mailbox, owner, now, until)

    async def renew(self, claim: Claim, until: Micros) -> None:
        await self._do(mailboxes.renew, claim, until)

    async def release(self, claim: Claim) -> bool:
        return await self._do(mailboxes.release, claim)

    async def commit(self, claim: Claim, change: Change) -> tuple[MailboxId, ...]:
        self.erased = self.erased or bool(change.erased)
        return await self._do(changes.write, claim, change)

    async def log_call(self, call: ModelCall) -> None:
        await self._do(calls.log, call)

    async def clear_leases(self) -> None:
        await self._do(mailboxes.clear_leases)

    def after_commit(self, then: Callable[[], None]) -> None:
        self._then.append(then)

    def committed(self) -> None:
        for then in self._then:
            then()

    async def _do(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        with told(self._database):
            return await to_its_end(self._connection.run_sync(work, *args, **kwargs))


class SqlStore:
    """The database; see `bot.ports.store.Store`."""

    def __init__(self, address: Address, writing: AsyncEngine, reading: AsyncEngine) -> None:
        self._address = address
        self._database = str(address)
        self._writing = writing
        self._reading = reading
        self._scenarios = sessions.Scenarios()
        self.office = SqlOffice(self._read)
        self.schedule = SqlSchedule(self._read)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[SqlTransaction]:
        with told(self._database):
            async with entered(self._writing.begin()) as connection:
                transaction = SqlTransaction(self._database, connection)
                yield transaction
        transaction.committed()
        if transaction.erased:
            await self.wipe()

    async def forget(
        self,
        tenant: TenantId,
        member: MemberId,
        at: Micros | None = None,
        by: MemberId = erasing.NOBODY,
    ) -> None:
        """Deletes all that is stored of a member; the audit keeps a line without a name."""
        moment = SystemClock().now() if at is None else at
        await self._write(erasing.forget, tenant, member, moment, by)
        await self.wipe()

    async def retain(self, default_days: int | None, now: Micros) -> dict[TenantId, int]:
        """Deletes sessions that were closed longer ago than their tenant keeps them, or as many
        days as are given where it does not say; None keeps them. Says how many of each tenant."""
        dropped = dict[TenantId, int]()
        for tenant in await self.schedule.tenants():
            settings = await self.office.settings(tenant)
            days = default_days if settings.retention_days is None else settings.retention_days
            if days is not None and (count := await self.drop_old(tenant, now - days * 24 * HOUR)):
                dropped[tenant] = count
        if dropped:
            await self.wipe()
        return dropped

    async def drop_old(self, tenant: TenantId, before: int) -> int:
        """Deletes a tenant's sessions that were closed before a moment, some at a time, so that
        others can write in between; says how many. To be followed by `wipe`."""
        dropped = 0
        while count := await self._write(erasing.drop_old, tenant, Micros(before)):
            dropped += count
        return dropped

    async def count_old(self, tenant: TenantId, before: int) -> int:
        """How many `drop_old` would delete."""
        return await self._read(erasing.count_old, tenant, Micros(before))

    async def keep(self, *kept: Kept) -> None:
        """Writes down what an operator saw, did or set, beside every mailbox."""
        await self._write(keeping.keep, MailboxId(""), kept)

    async def empty(self, tenant: TenantId) -> None:
        """Deletes all that is stored of a tenant, some at a time, so that others can write."""
        while await self._write(emptying.some, tenant):
            pass
        await self._write(emptying.rest, tenant)
        await self.wipe()

    def exported(self, tenant: TenantId, member: MemberId) -> AsyncIterator[str]:
        """All that is stored of a member, as lines of JSON."""
        return handing.lines(self._read, tenant, member)

    async def wipe(self) -> None:
        """Takes what was deleted out of an SQLite file's log as well; see `wiping`."""
        if self._address.file is not None:
            await to_its_end(wiping.truncate(self._address.file))

    async def clear_leases(self) -> None:
        """Ends every lease on SQLite, at a start: nobody else can be working there. PostgreSQL may
        have other workers; leases of those that died run out."""
        if self._writing.dialect.name == "sqlite":
            async with self.begin() as transaction:
                await transaction.clear_leases()

    async def pending(self, mailbox: MailboxId, limit: int = 100) -> list[Received]:
        return await self._read(inbox.pending, mailbox, limit)

    async def session(self, id: SessionId) -> Session | None:
        return await self._read(sessions.read, self._scenarios, id)

    async def scorecard(self, session: SessionId) -> Scorecard | None:
        return await self._read(sessions.scorecard, session)

    async def posts(self, session: SessionId) -> list[Post]:
        return await self._read(posts.of, session_mailbox(session))

    async def unshown(self, mailbox: MailboxId) -> list[Post]:
        return await self._read(posts.unshown, mailbox)

    async def post(self, key: str) -> Post | None:
        return await self._read(posts.read, key)

    async def open_session(self, tenant: TenantId, member: MemberId) -> OpenSession | None:
        return await self._read(sessions.open_session, self._scenarios, tenant, member)

    async def closed_on(self, surface: Surface, member: MemberId) -> Session | None:
        return await self._read(sessions.closed_on, self._scenarios, surface, member)

    async def results(self, tenant: TenantId, member: MemberId, limit: int) -> list[Result]:
        return await self._read(sessions.results, tenant, member, limit)

    async def unfinished(self, now: Micros) -> list[MailboxId]:
        return await self._read(mailboxes.unfinished, now)

    async def due(self, now: Micros, limit: int = 1000) -> list[Session]:
        return await self._read(sessions.due, self._scenarios, now, limit)

    async def calls(self, session: SessionId) -> list[ModelCall]:
        return await self._read(calls.of, session)

    async def calls_since(self, at: Micros) -> list[ModelCall]:
        return await self._read(calls.since, at)

    async def spent(self, since: Micros) -> list[Spent]:
        return await self._read(calls.spent, since)

    async def open_surfaces(self, platform: str) -> list[tuple[SessionId, Surface]]:
        return await self._read(sessions.open_surfaces, platform)

    async def member_surfaces(
        self, tenants: Collection[TenantId], member: MemberId
    ) -> list[tuple[Surface, bool]]:
        """Where a member's sessions were, the latest first, and whether each is open."""
        return await self._read(sessions.member_surfaces, tenants, member)

    async def scenario(self, fingerprint: str) -> Scenario | None:
        return (await self._read(self._scenarios.read, (fingerprint,))).get(fingerprint)

    async def installation(self, platform: str, tenant: TenantId) -> str | None:
        """What an adapter keeps of an installation, sealed by it; None where there is none."""
        return await self._read(installations.read, platform, tenant)

    async def installations(self, platform: str) -> dict[TenantId, str]:
        return await self._read(installations.of, platform)

    async def keep_installation(
        self, platform: str, tenant: TenantId, sealed: str, at: Micros
    ) -> None:
        await self._write(installations.keep, platform, tenant, sealed, at)

    async def replace_installation(
        self, platform: str, tenant: TenantId, former: str, sealed: str
    ) -> bool:
        """Replaces what is kept; False where it is no more the former, which is then left alone."""
        return await self._write(installations.replace, platform, tenant, former, sealed)

    async def drop_installation(self, platform: str, tenant: TenantId) -> None:
        await self._write(installations.drop, platform, tenant)

    async def begin_installation(self, state: str, now: Micros, until: Micros) -> None:
        """Remembers a state until a time; forgets those whose time is over."""
        await self._write(installations.begin, state, now, until)

    async def end_installation(self, state: str, now: Micros) -> bool:
        """Whether the state was begun and its time is not over; true once."""
        return await self._write(installations.end, state, now)

    async def _write(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        with told(self._database):
            async with entered(self._writing.begin()) as connection:
                return await to_its_end(connection.run_sync(work, *args, **kwargs))

    async def _read(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        async def read() -> T:
            async with self._reading.connect() as connection:
                return await connection.run_sync(work, *args, **kwargs)

        with told(self._database):
            return await to_its_end(read())
