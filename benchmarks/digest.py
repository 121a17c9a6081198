"""How long the figures of a digest and of a report take in a tenant of 10,000 people, and whether
anybody notices.

    python -m benchmarks.digest [--members 10000] [--sessions 200000] [--database URL | --postgres]

Fills a database with twelve weeks of practice (five marks and three model calls a session), then
computes a digest's figures, draws its chart, sums up a report of everybody, and does all of it again
while replies stream and sessions write in the same process. Prints JSON; times in milliseconds.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from benchmarks.filling import BEGIN, END, TENANT, fill, periods
from benchmarks.streaming import Figures, Wall, speak
from bot import beginning, stores
from bot.domain.content import Bar, Chart, Notice, Point
from bot.domain.events import Commanded
from bot.domain.results import report_of
from bot.domain.surface import MemberId, Surface
from bot.domain.transcript import Micros
from bot.ports.clock import SystemClock
from bot.ports.store import Change, Post
from bot.printing import Printing
from bot.replies.pacing import Budgets
from bot.stores import SqlStore
from tests.fakes import postgres

CLOCK = SystemClock()
REPLIES = 50
SECONDS = 6.0
WRITERS = 10
PAUSE = 0.1
"""Seconds between two writes of one writer."""


@dataclass(slots=True)
class Seen:
    """What others noticed, in seconds."""

    replies: Figures = field(default_factory=Figures)
    writes: list[float] = field(default_factory=list)
    digests: list[float] = field(default_factory=list)

    def told(self) -> dict[str, object]:
        return {
            "token_lag": _spread(self.replies.lag),
            "write": _spread(self.writes),
            "digest": _spread(self.digests),
            "replies_not_whole": self.replies.incomplete,
        }


def _spread(seconds: list[float]) -> dict[str, float]:
    ordered = sorted(1000 * one for one in seconds) or [0.0]
    parts = {"p50": 0.5, "p99": 0.99}
    found = {name: round(ordered[int(len(ordered) * part)], 1) for name, part in parts.items()}
    return found | {"worst": round(ordered[-1], 1)}


async def _timed(work: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    await work()
    return time.perf_counter() - began


async def measure(store: SqlStore) -> dict[str, object]:
    async def digest() -> None:
        await store.office.figures(TENANT, periods(), END)

    async def report() -> None:
        summed = await store.office.team(TENANT, None, since=BEGIN, now=END)
        names = {one.member: str(one.member) for one in summed.people}
        report_of(summed, names=names, now=END)

    return {
        "peak_rss_mb_before": megabytes(),
        "figures": await _alone(digest, 5),
        "report": await _alone(report, 3),
        "chart": await _charts(store),
        "without_digests": (await _among(store, None)).told(),
        "with_digests": (await _among(store, digest)).told(),
        "with_reports": (await _among(store, report)).told(),
    }


async def _alone(work: Callable[[], Awaitable[None]], times: int) -> dict[str, float]:
    cpu = time.process_time()
    found = _spread([await _timed(work) for _ in range(times)])
    cpu = (time.process_time() - cpu) / times
    return found | {"cpu": round(1000 * cpu, 1), "peak_rss_mb": megabytes()}


def megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


async def _charts(store: SqlStore) -> dict[str, float]:
    """The first one starts the process that draws."""
    printer = Printing(store.exported)
    try:
        first = await _timed(partial(printer.chart, _chart("first")))
        following = await _timed(partial(printer.chart, _chart("next")))
    finally:
        await printer.aclose()
    return {"first": round(1000 * first, 1), "next": round(1000 * following, 1)}


def _chart(title: str) -> Chart:
    trend = tuple(Point(label=f"w{n}", mean=60 + n, low=55 + n, high=65 + n) for n in range(12))
    bars = tuple(Bar(label=f"Skill {n}", now=60 + n, before=58 + n, n=40) for n in range(6))
    return Chart(title=title, alt=title, trend=trend, bars=bars, mark=70)


async def _among(store: SqlStore, digest: Callable[[], Awaitable[None]] | None) -> Seen:
    """Replies that stream and sessions that write, with digests one after another or without."""
    seen, wall, budgets = Seen(), Wall(1.0), Budgets(CLOCK)
    until = time.perf_counter() + SECONDS
    async with asyncio.TaskGroup() as tasks:
        for number in range(REPLIES):
            tasks.create_task(speak(number, wall, budgets, SECONDS, seen.replies))
        for number in range(WRITERS):
            tasks.create_task(_write(store, number, until, seen))
        while digest is not None and time.perf_counter() < until:
            seen.digests.append(await _timed(digest))
    return seen


async def _write(store: SqlStore, number: int, until: float, seen: Seen) -> None:
    """A mailbox whose owner writes a message down, again and again."""
    here = Surface("bench", TENANT, f"writer-{number}")
    key = CLOCK.new_id()
    asked = Commanded(key=key, surface=here, member=MemberId(key), at=CLOCK.now(), command="help")
    async with store.begin() as transaction:
        (place,) = await transaction.accept([asked])
        claim = await transaction.claim(
            place.mailbox, "bench", CLOCK.now(), Micros(CLOCK.now() + 10**9)
        )
    assert claim is not None
    while time.perf_counter() < until:
        await asyncio.sleep(PAUSE)
        began = time.perf_counter()
        post = Post(key=CLOCK.new_id(), surface=here, content=Notice(text="x" * 200))
        async with store.begin() as transaction:
            await transaction.commit(claim, Change(posts=(post,)))
        seen.writes.append(time.perf_counter() - began)


@contextmanager
def database(url: str | None, *, on_postgres: bool) -> Iterator[str]:
    """The database asked for, else a new one."""
    if url is not None:
        yield url
    elif on_postgres:
        with postgres.running() as server:
            yield server.create()
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/bench.db"


def options(what: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=what)
    parser.add_argument("--members", type=int, default=10_000)
    parser.add_argument("--sessions", type=int, default=200_000)
    parser.add_argument("--database", help="an empty database, or one that --filled says is not")
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--filled", action="store_true")
    return parser.parse_args()


def run(what: str, measured: Callable[[SqlStore], Awaitable[dict[str, object]]]) -> None:
    asked = options(what)
    with database(asked.database, on_postgres=asked.postgres) as url:
        if not asked.filled:
            fill(url, asked.members, asked.sessions)

        async def main() -> dict[str, object]:
            async with stores.connect(url) as store:
                return await measured(store)

        # As every command runs: what there is by now is not looked through for garbage any more.
        print(json.dumps({"sessions": asked.sessions} | beginning.run(main()), indent=2))


if __name__ == "__main__":
    run(__doc__ or "", measure)
