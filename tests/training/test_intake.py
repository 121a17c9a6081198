"""The one way in: durable before it is acknowledged, together where many come at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager

import pytest

from bot.domain.events import InboundEvent, Said
from bot.domain.surface import MemberId, Surface, TenantId
from bot.domain.transcript import Micros
from bot.errors import StoreBusy, StoreError
from bot.ports.runner import Drain
from bot.ports.store import Accepted, MailboxId, Transaction
from bot.training.intake import Intake
from tests.requirements import claims


def said(key: str) -> Said:
    surface = Surface("playground", TenantId("local"), "m1")
    return Said(
        key=key, surface=surface, member=MemberId("m1"), at=Micros(0), text="Hi.", message=key
    )


class Ledger:
    """A store that keeps what was committed, and can be held up or made to fail."""

    def __init__(self) -> None:
        self.groups: list[list[str]] = []
        self.open = asyncio.Event()
        self.open.set()
        self.poison: set[str] = set()
        self.tries = 0
        self.locked = False

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[_Transaction]:
        transaction = _Transaction(self)
        yield transaction
        await self.open.wait()
        self.groups.append(transaction.keys)
        for then in transaction.then:
            then()


class _Transaction:
    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.keys = ledger, list[str]()
        self.then: list[Callable[[], None]] = []

    async def accept(self, events: Sequence[InboundEvent]) -> list[Accepted]:
        known = {key for group in self.ledger.groups for key in group}
        self.keys = [event.key for event in events]
        self.ledger.tries += 1
        if self.ledger.locked:
            raise StoreBusy
        if self.ledger.poison.intersection(self.keys):
            raise StoreError("This event cannot be written.")
        return [Accepted(mailbox=MailboxId("m"), fresh=key not in known) for key in self.keys]

    def after_commit(self, then: Callable[[], None]) -> None:
        self.then.append(then)


class Woken:
    """A runner that only notes whom it was to wake."""

    def __init__(self) -> None:
        self.mailboxes: list[MailboxId] = []

    def wake(self, mailboxes: Iterable[MailboxId], transaction: Transaction) -> None:
        woken = list(mailboxes)
        transaction.after_commit(lambda: self.mailboxes.extend(woken))

    def take_up(self, mailboxes: Iterable[MailboxId]) -> None: ...

    async def start(self, drain: Drain) -> None: ...

    async def stop(self) -> None: ...


@asynccontextmanager
async def intake(ledger: Ledger, runner: Woken | None = None) -> AsyncIterator[Intake]:
    taking = Intake(ledger, runner or Woken())  # type: ignore[arg-type]
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(taking.run())
        yield taking
        task.cancel()


@claims("durable.group")
async def test_what_arrives_during_a_commit_goes_into_the_next_one_together() -> None:
    ledger = Ledger()
    ledger.open.clear()
    async with intake(ledger) as taking, asyncio.TaskGroup() as tasks:
        first = tasks.create_task(taking.accept(said("a")))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        others = [tasks.create_task(taking.accept(said(key))) for key in "bcd"]
        await asyncio.sleep(0)
        assert not first.done()
        ledger.open.set()
        assert await first
        assert all([await other for other in others])
    assert ledger.groups == [["a"], ["b", "c", "d"]]


async def test_an_event_that_is_known_is_told_so_and_wakes_nobody() -> None:
    ledger, runner = Ledger(), Woken()
    async with intake(ledger, runner) as taking:
        assert await taking.accept(said("a"))
        assert not await taking.accept(said("a"))
    assert runner.mailboxes == ["m"]


@claims("durable.group")
async def test_one_event_that_fails_harms_no_other_of_its_group() -> None:
    ledger = Ledger()
    ledger.poison = {"bad"}
    async with intake(ledger) as taking:
        taken = await asyncio.gather(
            *(taking.accept(said(key)) for key in ("a", "bad", "c")), return_exceptions=True
        )
    assert taken[0] is True
    assert isinstance(taken[1], StoreError)
    assert taken[2] is True


@claims("durable.before-ack")
async def test_a_caller_that_goes_away_loses_nothing() -> None:
    ledger = Ledger()
    ledger.open.clear()
    async with intake(ledger) as taking, asyncio.TaskGroup() as tasks:
        caller = tasks.create_task(taking.accept(said("a")))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        caller.cancel()
        await asyncio.wait([caller])
        ledger.open.set()
        assert not await taking.accept(said("a"))


async def test_after_shutdown_nothing_is_taken_and_the_caller_is_told() -> None:
    async with intake(Ledger()) as taking:
        assert await taking.accept(said("before"))
    with pytest.raises(StoreError, match="shutting down"):
        await taking.accept(said("a"))


async def test_at_a_locked_database_all_are_told_at_once() -> None:
    ledger = Ledger()
    ledger.locked = True
    async with intake(ledger) as taking:
        taken = await asyncio.gather(
            *(taking.accept(said(key)) for key in "abcdef"), return_exceptions=True
        )
    assert all(isinstance(told, StoreBusy) for told in taken)
    assert ledger.tries < len(taken)


async def test_who_waits_at_shutdown_is_told() -> None:
    ledger = Ledger()
    ledger.open.clear()
    taking = Intake(ledger, Woken())  # type: ignore[arg-type]
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(taking.run())
        waiting = tasks.create_task(_told(taking, "a"))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        running.cancel()
        assert "shutting down" in await waiting


async def _told(taking: Intake, key: str) -> str:
    try:
        await taking.accept(said(key))
    except StoreError as error:
        return str(error)
    return ""
