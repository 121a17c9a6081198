"""One time limit for many waits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.providers.deadline import Deadline
from tests.fakes.virtual_time import in_virtual_time


async def pieces(*gaps: float) -> AsyncIterator[str]:
    for number, gap in enumerate(gaps):
        await asyncio.sleep(gap)
        yield str(number)


@in_virtual_time
async def test_what_comes_in_time_comes_and_what_does_not_is_given_up() -> None:
    until, coming = Deadline(5), pieces(2, 2, 2)
    assert [await until.next(coming), await until.next(coming)] == ["0", "1"]
    with pytest.raises(TimeoutError):
        await until.next(coming)
    assert asyncio.get_running_loop().time() == pytest.approx(5)
    with pytest.raises(TimeoutError):
        await until.next(pieces(0))
    task = asyncio.current_task()
    assert task is not None
    assert task.cancelling() == 0


@in_virtual_time
async def test_after_the_last_there_is_none_and_time_that_is_not_waited_in_ends_nothing() -> None:
    until, coming = Deadline(5), pieces(1)
    assert await until.next(coming) == "0"
    assert await until.next(coming) is None
    await asyncio.sleep(10)
    until.end()


@in_virtual_time
async def test_a_cancellation_by_somebody_else_stays_one() -> None:
    until = Deadline(5)

    async def wait() -> None:
        await until.next(pieces(9))

    task = asyncio.ensure_future(wait())
    await asyncio.sleep(1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    until.end()
