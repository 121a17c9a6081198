"""How fast all of a tenant's sessions are exported, and in how much memory.

    python -m benchmarks.export [--members 10000] [--sessions 200000] [--database URL | --postgres]

Reads every attempt, and writes a line of CSV for each. Prints JSON.
"""

from __future__ import annotations

import csv
import os
import time
from collections.abc import Iterator

from benchmarks.digest import megabytes, run
from benchmarks.filling import TENANT
from bot.domain.attempt import Attempt
from bot.stores import SqlStore

GOAL = 20_000


async def measure(store: SqlStore) -> dict[str, object]:
    before = megabytes()
    read = await _stream(store)
    written = await _write(store)
    return {
        "goal_rows_per_second": GOAL,
        "read_rows_per_second": read,
        "csv_rows_per_second": written,
        "rss_before_mb": before,
        "peak_rss_mb": megabytes(),
    }


async def _stream(store: SqlStore) -> int:
    count, began = 0, time.perf_counter()
    async with store.office.every_attempt(TENANT) as every:
        async for _ in every:
            count += 1
    return round(count / (time.perf_counter() - began))


async def _write(store: SqlStore) -> int:
    count, began = 0, time.perf_counter()
    with open(os.devnull, "w", newline="") as file:
        writer = csv.writer(file)
        async with store.office.every_attempt(TENANT) as every:
            async for attempt in every:
                writer.writerow(_row(attempt))
                count += 1
    return round(count / (time.perf_counter() - began))


def _row(attempt: Attempt) -> Iterator[object]:
    yield from (attempt.session, attempt.member, attempt.scenario, attempt.title, attempt.state)
    yield from (attempt.opened, attempt.closed, attempt.total, attempt.passed)
    yield from (f"{mark.criterion}={mark.points}" for mark in attempt.marks)


if __name__ == "__main__":
    run(__doc__ or "", measure)
