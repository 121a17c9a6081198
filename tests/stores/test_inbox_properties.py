"""Any order of deliveries, claims, commits, releases and crashes, against a model of the inbox."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from bot import stores
from bot.domain.surface import MemberId
from bot.domain.transcript import Micros
from bot.errors import StaleSession
from bot.ports.store import Change, Claim, MailboxId, Received
from bot.stores import SqlStore
from bot.stores.rows import member_mailbox
from bot.stores.schema import metadata
from tests.requirements import claims
from tests.stores.values import TENANT, notice, said

T = TypeVar("T")
LEASE = 10
MEMBERS = [MemberId(name) for name in ("anna", "bernd", "carla")]
WORKERS = ["worker-1", "worker-2", "worker-3"]


@dataclass
class Box:
    """What a mailbox should be."""

    keys: list[str] = field(default_factory=list)
    handled: list[str] = field(default_factory=list)
    """In the order in which they were committed."""
    epoch: int = 0
    owner: str | None = None
    lease_until: int = 0
    unfinished: bool = False

    @property
    def pending(self) -> list[str]:
        return [key for key in self.keys if key not in self.handled]


class InboxMachine(RuleBasedStateMachine):
    """Workers that know nothing of each other, and a clock that may jump past their leases."""

    url = ""
    held = Bundle("held")

    @initialize()
    def open(self) -> None:
        self.loop = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.store: SqlStore = self.run(self.stack.enter_async_context(stores.connect(self.url)))
        self.run(self.clear())
        self.now = 0
        self.boxes: dict[str, Box] = {}

    def run(self, work: Coroutine[object, object, T]) -> T:
        return self.loop.run(work)

    async def clear(self) -> None:
        async with self.store._writing.begin() as connection:
            for table in reversed(metadata.sorted_tables):
                await connection.execute(table.delete())

    @rule(
        deliveries=st.lists(st.tuples(st.sampled_from(MEMBERS), st.integers(0, 15)), max_size=8),
    )
    def deliver(self, deliveries: list[tuple[MemberId, int]]) -> None:
        events = [said(f"{member}-{number}", member=member) for member, number in deliveries]
        accepted = self.run(self.accept(*events))
        for event, place in zip(events, accepted, strict=True):
            box = self.boxes.setdefault(member_mailbox(TENANT, event.member), Box())
            assert place == (member_mailbox(TENANT, event.member), event.key not in box.keys)
            if event.key not in box.keys:
                box.keys.append(event.key)

    @rule(seconds=st.integers(1, 2 * LEASE))
    def time_passes(self, seconds: int) -> None:
        self.now += seconds

    @rule(target=held, member=st.sampled_from(MEMBERS), worker=st.sampled_from(WORKERS))
    def claim(self, member: MemberId, worker: str) -> object:
        mailbox = member_mailbox(TENANT, member)
        box = self.boxes.get(mailbox)
        claim = self.run(self.claimed(mailbox, worker))
        free = box is not None and (box.owner in (None, worker) or box.lease_until <= self.now)
        assert (claim is not None) == free
        if claim is None or box is None:
            return multiple()
        assert claim == Claim(mailbox=mailbox, epoch=box.epoch + 1, owner=worker)
        box.epoch, box.owner, box.lease_until = claim.epoch, worker, self.now + LEASE
        return claim

    @rule(claim=held, most=st.integers(0, 3), unfinished=st.booleans())
    def handle(self, claim: Claim, most: int, unfinished: bool) -> None:  # noqa: FBT001
        """A worker handles what it sees pending, whether or not its claim still holds."""
        pending = self.run(self.store.pending(claim.mailbox, limit=max(1, most)))[:most]
        keys = [received.event.key for received in pending]
        if self.holds(claim, self.run(self.handled(claim, pending, unfinished))):
            box = self.boxes[claim.mailbox]
            assert keys == box.pending[:most]
            box.handled += keys
            box.unfinished = unfinished

    @rule(claim=held)
    def renew(self, claim: Claim) -> None:
        if self.holds(claim, self.run(self.renewed(claim))):
            self.boxes[claim.mailbox].lease_until = self.now + LEASE

    @rule(claim=consumes(held))
    def release(self, claim: Claim) -> None:
        released = self.run(self.released(claim))
        if self.holds(claim, released):
            box = self.boxes[claim.mailbox]
            assert released == (not box.pending)
            if released:
                box.owner, box.lease_until, box.unfinished = None, 0, False

    def holds(self, claim: Claim, outcome: bool | StaleSession) -> bool:  # noqa: FBT001
        """Whether the claim holds; the store must say the same."""
        holds = claim.epoch == self.boxes[claim.mailbox].epoch
        assert holds == (not isinstance(outcome, StaleSession))
        return holds

    @invariant()
    def the_store_is_as_the_model(self) -> None:
        for mailbox, box in self.boxes.items():
            pending = self.run(self.store.pending(MailboxId(mailbox)))
            assert [received.event.key for received in pending] == box.pending
            assert [r.seq for r in pending] == [box.keys.index(key) + 1 for key in box.pending]
        left = {
            mailbox
            for mailbox, box in self.boxes.items()
            if (box.pending or box.unfinished)
            and (box.owner is None or box.lease_until <= self.now)
        }
        assert set(self.run(self.store.unfinished(Micros(self.now)))) == left

    @invariant()
    def every_event_was_handled_once_and_in_order(self) -> None:
        for box in self.boxes.values():
            assert box.handled == box.keys[: len(box.handled)]

    def teardown(self) -> None:
        if hasattr(self, "loop"):
            self.run(self.stack.aclose())
            self.loop.close()

    async def accept(self, *events: object) -> list[tuple[str, bool]]:
        async with self.store.begin() as transaction:
            accepted = await transaction.accept(events)  # type: ignore[arg-type]
        return [(place.mailbox, place.fresh) for place in accepted]

    async def claimed(self, mailbox: MailboxId, worker: str) -> Claim | None:
        until = Micros(self.now + LEASE)
        async with self.store.begin() as transaction:
            return await transaction.claim(mailbox, worker, Micros(self.now), until)

    async def handled(
        self,
        claim: Claim,
        pending: list[Received],
        unfinished: bool,  # noqa: FBT001
    ) -> bool | StaleSession:
        change = Change(
            handled=tuple(received.seq for received in pending),
            posts=tuple(notice(f"{claim.epoch}:{r.event.key}") for r in pending),
            unfinished=unfinished,
        )
        try:
            async with self.store.begin() as transaction:
                await transaction.commit(claim, change)
        except StaleSession as stale:
            return stale
        return True

    async def renewed(self, claim: Claim) -> bool | StaleSession:
        try:
            async with self.store.begin() as transaction:
                await transaction.renew(claim, Micros(self.now + LEASE))
        except StaleSession as stale:
            return stale
        return True

    async def released(self, claim: Claim) -> bool | StaleSession:
        try:
            async with self.store.begin() as transaction:
                return await transaction.release(claim)
        except StaleSession as stale:
            return stale


@claims("durable.once", "durable.order", "durable.lease", "durable.fence")
@pytest.mark.parametrize(("kind", "examples"), [("sqlite", 25), ("postgres", 8)])
def test_the_inbox_is_as_its_model_whatever_happens(
    kind: str, examples: int, request: pytest.FixtureRequest
) -> None:
    class Machine(InboxMachine):
        url = request.getfixturevalue(f"{kind}_url")

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            suppress_health_check=list(HealthCheck),
        ),
    )
