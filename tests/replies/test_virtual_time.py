"""Virtual time, on which the tests of replies rest."""

from __future__ import annotations

import asyncio

import pytest

from tests.fakes.virtual_time import NEW_YEAR, Stuck, VirtualClock, in_virtual_time, run

DAY = 86_400


@in_virtual_time
async def test_time_jumps_to_the_next_timer() -> None:
    clock = VirtualClock()
    seen: list[tuple[str, float]] = []

    async def wake(name: str, seconds: float) -> None:
        await clock.sleep(seconds)
        seen.append((name, clock.monotonic()))

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(wake("late", 3 * DAY))
        tasks.create_task(wake("early", 0.001))
        tasks.create_task(wake("in between", DAY))
    assert seen == [("early", 0.001), ("in between", DAY), ("late", 3 * DAY)]


@in_virtual_time
async def test_the_time_of_day_goes_with_it() -> None:
    clock = VirtualClock()
    await clock.sleep(1.5)
    assert clock.now() == NEW_YEAR + 1_500_000


def test_waiting_for_what_never_comes_fails_at_once() -> None:
    async def wait() -> None:
        await asyncio.Event().wait()

    with pytest.raises(Stuck):
        run(wait())


@in_virtual_time
async def test_time_limits_are_met_without_waiting() -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(DAY):
            await asyncio.Event().wait()


def test_ids_are_the_same_in_each_run_and_sort_by_time() -> None:
    async def ids() -> list[str]:
        clock = VirtualClock()
        made = []
        for _ in range(50):
            made.append(clock.new_id())
            await clock.sleep(0.001)
        return made

    assert run(ids()) == run(ids())
    assert run(ids()) == sorted(run(ids()))


def test_threads_are_waited_for_where_some_grace_is_given() -> None:
    async def work() -> str:
        return await asyncio.to_thread(lambda: "done")

    assert run(work(), grace=5) == "done"
