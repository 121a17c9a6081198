"""The sample team in the database: written by the same transactions as real practice, in a tenant
of its own, and taken away as a whole.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from itertools import count
from typing import Protocol

from bot.domain.effects import Begin
from bot.domain.events import Commanded
from bot.domain.imagining import Imagined, Practice, imagine
from bot.domain.keeping import Kept, Shared, TenantSettings
from bot.domain.sample import MANAGER, SAMPLE
from bot.domain.scenario import Scenario
from bot.domain.surface import Surface, TenantId
from bot.domain.transcript import Micros
from bot.ports.clock import Clock, uuid7
from bot.ports.store import Change, Claim, MailboxId, Store, Transaction

AT_ONCE = 5
"""Sessions that one transaction writes, so that nobody who talks meanwhile waits for it."""


class Emptying(Store, Protocol):
    """A store that can empty a tenant."""

    async def empty(self, tenant: TenantId) -> None:
        """Deletes all that is stored of a tenant."""


class Sampling:
    """Fills in the sample team, and takes it away; one at a time."""

    def __init__(self, store: Emptying, clock: Clock, platform: str) -> None:
        self._store, self._clock, self._platform = store, clock, platform
        self._turn = asyncio.Lock()

    @property
    def working(self) -> bool:
        """Whether the team is being filled in, or taken away."""
        return self._turn.locked()

    async def fill(self, scenarios: Sequence[Scenario]) -> None:
        """Writes the team's last weeks up to now, in place of those there are. Raises StoreError."""
        async with self._turn:
            await self._store.empty(SAMPLE)
            # in a thread, as it takes longer than whoever talks should wait
            imagined = await asyncio.to_thread(
                imagine, scenarios, self._clock.now(), _Ids(), self._platform
            )
            mailbox = await self._asked(imagined)
            for first in range(0, len(imagined.practised), AT_ONCE):
                async with self._store.begin() as transaction:
                    some = imagined.practised[first : first + AT_ONCE]
                    await self._practise(transaction, mailbox, some)

    async def clear(self) -> None:
        """Takes all of it away. Raises StoreError."""
        async with self._turn:
            await self._store.empty(SAMPLE)

    async def _asked(self, imagined: Imagined) -> MailboxId:
        """Writes the assignments down, as what the team's manager has ordered."""
        first = imagined.assignments[0].at
        ordered = Commanded(
            key=f"sample:{self._clock.new_id()}",
            surface=Surface(self._platform, SAMPLE, MANAGER),
            member=MANAGER,
            at=first,
            command="assign",
        )
        kept: list[Kept] = [TenantSettings(tenant=SAMPLE, names=True, changed=first)]
        kept += [*imagined.assignments, *imagined.assignees]
        async with self._store.begin() as transaction:
            (accepted,) = await transaction.accept([ordered])
            claim = await self._claim(transaction, accepted.mailbox)
            await transaction.commit(claim, Change(handled=(1,), kept=tuple(kept)))
            await transaction.release(claim)
        return accepted.mailbox

    async def _practise(
        self, transaction: Transaction, mailbox: MailboxId, some: Sequence[Practice]
    ) -> None:
        claim = await self._claim(transaction, mailbox)
        begun = tuple(Begin(session=one.begun) for one in some)
        await transaction.commit(claim, Change(begun=begun))
        for one in some:
            await self._end(transaction, one)
        shared = tuple(Shared(session=one.begun.id, shared=True) for one in some if one.shared)
        await transaction.commit(claim, Change(kept=shared))
        await transaction.release(claim)

    async def _end(self, transaction: Transaction, one: Practice) -> None:
        claim = await self._claim(transaction, MailboxId(f"session:{one.begun.id}"))
        change = Change(before=one.begun, after=one.ended, scorecard=one.card)
        await transaction.commit(claim, change)
        await transaction.release(claim)

    async def _claim(self, transaction: Transaction, mailbox: MailboxId) -> Claim:
        now = self._clock.now()
        claim = await transaction.claim(mailbox, "sampling", now, now)
        assert claim is not None  # noqa: S101  # made in this transaction, or nobody else's
        return claim


class _Ids:
    """Ids for moments that are long past, the same from run to run."""

    def __init__(self) -> None:
        self._numbers = count()

    def __call__(self, at: Micros) -> str:
        number = next(self._numbers)
        return uuid7(at // 1000, hashlib.sha256(f"sample {number}".encode()).digest()[:10])
