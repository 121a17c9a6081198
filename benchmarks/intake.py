"""How many events a second become durable, and how long each waits for it.

    python -m benchmarks.intake [--producers 100] [--events 20000] [--database URL] [--asyncio]

Producers send their next event as soon as the last is durable, each in an open session of its own,
through the real intake; then, for comparison, every event is committed alone. Also: what a
session's usual step costs, from the claim on. Without `--database`, on a new SQLite file in the
temporary folder, with `synchronous=FULL`. Prints JSON.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import platform
import sqlite3
import tempfile
from dataclasses import asdict, dataclass, replace

import uvloop

from bot import stores
from bot.domain.effects import Begin
from bot.domain.events import Said
from bot.domain.session import Session, begin
from bot.domain.surface import MemberId, SessionId, Surface, TenantId
from bot.domain.transcript import HOUR, Micros, Turn
from bot.ports.clock import SystemClock
from bot.ports.store import Change, Claim, Post, Transaction
from bot.runners.local import LocalRunner
from bot.stores import SqlStore
from bot.stores.addresses import understand
from bot.training.intake import Intake
from tests.fakes.scenarios import scenario

CLOCK = SystemClock()
GOAL = 5_000
TENANT = TenantId("bench")
LOBBY = Surface("bench", TENANT, "lobby")
TEXT = "I am sorry that it is late. I will find out where it is and call you back today."


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """`per_second` over the whole; the rest in milliseconds, from sending to durable."""

    events: int
    per_second: float
    p50_ms: float
    p99_ms: float
    worst_ms: float


def figures(waits: list[float], seconds: float) -> Figures:
    ordered = sorted(1000 * wait for wait in waits)
    return Figures(
        events=len(waits),
        per_second=round(len(waits) / seconds),
        p50_ms=round(ordered[len(ordered) // 2], 2),
        p99_ms=round(ordered[len(ordered) * 99 // 100], 2),
        worst_ms=round(ordered[-1], 2),
    )


def surface(producer: int) -> Surface:
    return Surface("bench", TENANT, f"c{producer}", "1")


def event(producer: int, number: int, kind: str) -> Said:
    return Said(
        key=f"{kind}:{producer}:{number}",
        surface=surface(producer),
        member=MemberId(f"m{producer}"),
        at=CLOCK.now(),
        text=TEXT,
        message=f"{number}",
    )


async def open_sessions(store: SqlStore, producers: int) -> list[Session]:
    """One open session for each producer."""
    played = scenario()
    sessions = []
    for producer in range(producers):
        started = begin(
            played,
            id=SessionId(CLOCK.new_id()),
            member=MemberId(f"m{producer}"),
            home=surface(producer),
            now=CLOCK.now(),
        )
        sessions.append(replace(started, surface=surface(producer), phase="roleplay"))
    async with store.begin() as transaction:
        lobby = await _claim(transaction, replace(event(0, 0, CLOCK.new_id()), surface=LOBBY))
        begun = tuple(Begin(session=session) for session in sessions)
        await transaction.commit(lobby, Change(begun=begun))
    return sessions


async def _claim(transaction: Transaction, first: Said) -> Claim:
    (place,) = await transaction.accept([first])
    now = CLOCK.now()
    claim = await transaction.claim(place.mailbox, "bench", now, Micros(now + HOUR))
    assert claim is not None
    return claim


async def together(store: SqlStore, producers: int, each: int) -> Figures:
    """All producers at once through the intake, which commits in groups."""
    intake, waits = Intake(store, LocalRunner()), list[float]()
    run = CLOCK.new_id()

    async def produce(producer: int) -> None:
        for number in range(each):
            sent = CLOCK.monotonic()
            assert await intake.accept(event(producer, number, run))
            waits.append(CLOCK.monotonic() - sent)

    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(intake.run())
        started = CLOCK.monotonic()
        async with asyncio.TaskGroup() as producing:
            for producer in range(producers):
                producing.create_task(produce(producer))
        seconds = CLOCK.monotonic() - started
        running.cancel()
    return figures(waits, seconds)


async def alone(store: SqlStore, producers: int, events: int) -> Figures:
    """The same events, each in a transaction of its own."""
    waits, run = list[float](), CLOCK.new_id()
    for number in range(events):
        sent = CLOCK.monotonic()
        async with store.begin() as transaction:
            await transaction.accept([event(number % producers, number, run)])
        waits.append(CLOCK.monotonic() - sent)
    return figures(waits, sum(waits))


async def steps(store: SqlStore, session: Session, count: int) -> Figures:
    """A session's usual step: one event handled, one turn and one message written."""
    async with store.begin() as transaction:
        first = replace(event(0, 0, CLOCK.new_id()), session=session.id)
        mine = await _claim(transaction, first)
    waits = list[float]()
    for number in range(count):
        turn = Turn(
            number=session.transcript.next_number,
            speaker="trainee",
            text=TEXT,
            state="delivered",
            at=CLOCK.now(),
            play=session.play,
        )
        after = replace(session, transcript=session.transcript.adding(turn))
        post = Post(key=f"{session.id}:{number}", surface=session.home, content=None)
        change = Change(before=session, after=after, handled=(number + 1,), posts=(post,))
        started = CLOCK.monotonic()
        async with store.begin() as transaction:
            await transaction.commit(mine, change)
        waits.append(CLOCK.monotonic() - started)
        session = after
    return figures(waits, sum(waits))


async def measure(url: str, producers: int, events: int) -> dict[str, object]:
    stores.migrate(url)
    async with stores.connect(url) as store:
        sessions = await open_sessions(store, producers)
        await together(store, producers, 3)
        grouped = await together(store, producers, events // producers)
        return {
            "benchmark": "intake",
            "database": str(understand(url).url.get_backend_name()),
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
            "producers": producers,
            "grouped": asdict(grouped),
            "one_by_one": asdict(await alone(store, producers, min(events, 1000))),
            "session_step": asdict(await steps(store, sessions[0], 300)),
            "goal_per_second": GOAL,
            "goal_met": grouped.per_second >= GOAL,
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--producers", type=int, default=100)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--database")
    parser.add_argument("--asyncio", action="store_true", help="the standard loop, not uvloop")
    chosen = parser.parse_args()
    run = asyncio.run if chosen.asyncio else uvloop.run
    with tempfile.TemporaryDirectory() as folder:
        url = chosen.database or f"sqlite:///{folder}/intake.db"
        print(json.dumps(run(measure(url, chosen.producers, chosen.events)), indent=2))


if __name__ == "__main__":
    main()
