"""Open sessions in which nobody says anything: what they cost in memory.

    python -m benchmarks.idle [SESSIONS]

Prints JSON: the memory of the whole process with that many open sessions, and without.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import structlog
import uvloop

from benchmarks.sessions import Catalogue, Screen, _start, resident
from bot import app, stores
from bot.ports.clock import SystemClock
from bot.providers.scripted import ScriptedProvider

AT_ONCE = 500


async def measure(sessions: int, folder: Path) -> dict[str, Any]:
    clock = SystemClock()
    url = f"sqlite:///{folder / 'bench.db'}"
    stores.migrate(url)
    screen = Screen(clock)
    async with (
        stores.connect(url) as store,
        app.engine(
            store=store,
            platforms=[screen],
            persona=ScriptedProvider(clock, pace=0),
            catalogue=Catalogue(),
            clock=clock,
        ) as running,
    ):
        empty = resident()
        for first in range(0, sessions, AT_ONCE):
            some = range(first, min(first + AT_ONCE, sessions))
            await asyncio.gather(*(running.accept(_start(n, clock)) for n in some))
            await running.idle()
        full = resident()
    return {
        "open_sessions": len(screen.opened),
        "resident_mb": round(full / 1e6, 1),
        "resident_mb_without": round(empty / 1e6, 1),
        "bytes_per_session": round((full - empty) / sessions),
    }


def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    sessions = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(uvloop.run(measure(sessions, Path(folder))), indent=2))


if __name__ == "__main__":
    main()
