"""How fast all of a tenant's sessions are exported, and in how much memory.

    python -m benchmarks.export [--members 10000] [--sessions 200000] [--database URL | --postgres]

Reads every attempt, and writes a line of CSV for each. Prints JSON.
"""

from __future__ import annotations

import io
import time
from typing import Any

from benchmarks.digest import megabytes, run
from benchmarks.filling import TENANT
from bot import exporting
from bot.stores import SqlStore

GOAL = 20_000


async def measure(store: SqlStore) -> dict[str, object]:
    before = megabytes()
    read = await _stream(store)
    return {
        "goal_rows_per_second": GOAL,
        "read_rows_per_second": read,
        "csv_attempts_per_second": await _write(store, "attempts"),
        "csv_marks_per_second": await _write(store, "marks"),
        "rss_before_mb": before,
        "peak_rss_mb": megabytes(),
    }


async def _stream(store: SqlStore) -> int:
    count, began = 0, time.perf_counter()
    async with store.office.every_attempt(TENANT) as every:
        async for _ in every:
            count += 1
    return round(count / (time.perf_counter() - began))


class Away(io.BytesIO):
    """A file that keeps nothing."""

    def write(self, data: Any) -> int:
        return len(data)


async def _write(store: SqlStore, what: exporting.What) -> int:
    began = time.perf_counter()
    async with store.office.every_attempt(TENANT, marks=what == "marks") as every:
        count = await exporting.write(every, exporting.Csv(what), Away())
    return round(count / (time.perf_counter() - began))


if __name__ == "__main__":
    run(__doc__ or "", measure)
