"""Drawing a digest's chart beside a loop that must stay quick.

    python -m benchmarks.charts [CHARTS]

Prints JSON: the first chart (the process that draws starts for it), those after it, by how much the
serving loop was late meanwhile, and the memory of both processes.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import uvloop

from bot.domain.content import Bar, Chart, Point
from bot.domain.surface import MemberId, TenantId
from bot.ports.clock import Clock, SystemClock
from bot.printing import Draftsman, Printing

BEAT = 0.002


def chart(number: int) -> Chart:
    return Chart(
        title=f"Week {number}",
        alt="",
        trend=tuple(
            Point(label=f"{n + 1}.11.", mean=50 + 3 * n, low=42 + 3 * n, high=57 + 3 * n, n=40 + n)
            for n in range(12)
        ),
        trend_title="Average of 100, with its 95 % interval",
        bars=tuple(Bar(label=f"Skill {n}", now=40 + 5 * n, before=45, n=90) for n in range(10)),
        bars_title="Skills",
        now="this week",
        before="the week before",
        mark=70,
        mark_title="Pass mark",
    )


async def _beat(clock: Clock, late: list[float]) -> None:
    while True:
        due = clock.monotonic() + BEAT
        await asyncio.sleep(BEAT)
        late.append(clock.monotonic() - due)


async def _nothing(_: TenantId, __: MemberId) -> AsyncIterator[str]:
    return
    yield


async def measure(charts: int) -> dict[str, Any]:
    clock, late, took = SystemClock(), list[float](), list[float]()
    empty, child = _resident("self"), 0
    async with asyncio.TaskGroup() as tasks, aclosing(Printing(_nothing, Draftsman())) as printing:
        beating = tasks.create_task(_beat(clock, late))
        await asyncio.sleep(20 * BEAT)
        late.clear()
        for number in range(charts):
            begun = clock.monotonic()
            await printing.chart(chart(number))
            took.append(clock.monotonic() - begun)
        beating.cancel()
        child = max(map(_resident, _children()), default=0)
    return {
        "first_ms": round(1000 * took[0]),
        "later_ms": round(1000 * statistics.median(took[1:])),
        "loop_late_ms_most": round(1000 * max(late), 1),
        "serving_mb_more": round((_resident("self") - empty) / 1e6, 1),
        "drawing_mb": round(child / 1e6, 1),
    }


def _children() -> list[str]:
    return [
        child
        for task in Path("/proc/self/task").iterdir()
        for child in (task / "children").read_text().split()
    ]


def _resident(process: str) -> int:
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * 4096


def main() -> None:
    charts = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    print(json.dumps(uvloop.run(measure(charts))))


if __name__ == "__main__":
    main()
