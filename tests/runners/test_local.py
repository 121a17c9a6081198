"""One machine's runner: every woken mailbox is drained, by one worker at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from bot.errors import StoreBusy
from bot.ports.runner import Nudge
from bot.ports.store import MailboxId, Transaction
from bot.runners.local import LocalRunner
from tests.fakes.virtual_time import in_virtual_time
from tests.requirements import claims

ONE, TWO = MailboxId("session:1"), MailboxId("session:2")


class Work:
    """Drains that are held until they are let go; `failures` are raised first."""

    def __init__(self, *failures: Exception) -> None:
        self.begun: list[MailboxId] = []
        self.at_once: dict[MailboxId, int] = {}
        self.most = 0
        self.go_on = asyncio.Event()
        self.nudges: dict[MailboxId, Nudge] = {}
        self.failures = list(failures)

    async def drain(self, mailbox: MailboxId, nudge: Nudge) -> None:
        self.begun.append(mailbox)
        self.nudges[mailbox] = nudge
        self.at_once[mailbox] = self.at_once.get(mailbox, 0) + 1
        self.most = max(self.most, self.at_once[mailbox])
        try:
            if self.failures:
                raise self.failures.pop(0)
            await self.go_on.wait()
        finally:
            self.at_once[mailbox] -= 1


class _Transaction:
    def __init__(self) -> None:
        self.then: list[Callable[[], None]] = []

    def after_commit(self, then: Callable[[], None]) -> None:
        self.then.append(then)


async def started(work: Work) -> LocalRunner:
    runner = LocalRunner()
    await runner.start(work.drain)
    return runner


@claims("durable.runner")
@in_virtual_time
async def test_every_woken_mailbox_is_drained_each_by_one_worker() -> None:
    work = Work()
    runner = await started(work)
    runner.take_up([ONE, TWO, ONE])
    await asyncio.sleep(0)
    runner.take_up([ONE])
    await asyncio.sleep(0)
    assert sorted(work.begun) == [ONE, TWO]
    work.go_on.set()
    await runner.idle()
    assert work.most == 1
    assert runner.busy == 0


@claims("durable.nudge")
@in_virtual_time
async def test_a_wake_while_it_is_worked_on_is_a_nudge_and_none_is_missed() -> None:
    work = Work()
    runner = await started(work)
    runner.take_up([ONE])
    await asyncio.sleep(0)
    assert not work.nudges[ONE].mail
    runner.take_up([ONE])
    assert work.nudges[ONE].mail
    work.go_on.set()
    await runner.idle()
    assert work.begun == [ONE, ONE], "what came at the very end is looked at once more"


@claims("durable.runner")
@in_virtual_time
async def test_a_wake_waits_for_the_commit_and_does_not_follow_a_failure() -> None:
    work = Work()
    work.go_on.set()
    runner = await started(work)
    kept, failed = _Transaction(), _Transaction()
    runner.wake([ONE], _as_transaction(kept))
    runner.wake([TWO], _as_transaction(failed))
    await asyncio.sleep(1)
    assert work.begun == []
    for then in kept.then:
        then()
    await runner.idle()
    assert work.begun == [ONE]


@claims("durable.runner")
@pytest.mark.parametrize("failure", [StoreBusy(), ValueError("a mistake")])
def test_a_drain_that_fails_is_begun_again_after_a_while(failure: Exception) -> None:
    @in_virtual_time
    async def fail() -> None:
        work = Work(failure, failure)
        work.go_on.set()
        runner = await started(work)
        runner.take_up([ONE])
        await runner.idle()
        assert work.begun == [ONE, ONE, ONE]
        assert asyncio.get_running_loop().time() == 3

    fail()


@claims("durable.runner")
@in_virtual_time
async def test_stopping_ends_all_work_and_begins_no_more() -> None:
    work = Work()
    runner = await started(work)
    runner.take_up([ONE, TWO])
    await asyncio.sleep(0)
    await runner.stop()
    assert runner.busy == 0
    runner.take_up([ONE])
    await asyncio.sleep(1)
    assert sorted(work.begun) == [ONE, TWO]


def _as_transaction(kept: _Transaction) -> Transaction:
    return kept  # type: ignore[return-value]  # the runner asks for nothing else of it
