"""Trainees in one Slack workspace, answered under its rate limits, on the wire:

    python -m benchmarks.slack_load [TRAINEES ...] [--days N]

The whole engine, the adapter by Socket Mode and slack_sdk, in a process of their own, against the
tests' Slack on loopback with its tiers (a token bucket per method; 80 ms a call). Trainees come
within 20 s, start a session, answer 1 to 3 s after the reply is whole, three times; who waits longer
than 30 s gives up. A reply has 90 words in 120 tokens, at 50 tokens a second, 0.6 s after it was
asked for.

Prints JSON for each number of trainees. `lateness` is the mean age of a character of a reply when
it becomes visible, `final` the seconds from the model's last token to the whole text, `grows` the
share of replies seen in at least two states before the last, `could_grow` the share that would be
if every stream and every two edits that Slack allows from the first reply to the last were one such
reply. On each of the `N` days trainees come and answer at other moments.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import random  # noqa: TID251  # seeded, so that each run is the same
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from adapters.slack import calls, installing
from adapters.slack.platform import Slack as Adapter
from adapters.slack.settings import Settings
from benchmarks.beside import Used, beating, beside
from benchmarks.trainees import (
    ARRIVE,
    GIVES_UP,
    TURNS,
    Catalogue,
    Day,
    Reply,
    Turn,
    Writer,
    at,
    plain,
    told,
)
from bot import app, stores
from bot.ports.clock import SystemClock
from tests.fakes.slack import TIERS, Message, Person, Slack

CALL = 0.08
"""Seconds that a call of Slack takes."""
REPLY = Reply(words=90, rate=50.0, thinks=0.6)
TEXT = REPLY.text


class Trainee:
    """Practises once."""

    def __init__(self, person: Person, slack: Slack, day: Day, rng: random.Random) -> None:
        self._person, self._slack, self._day, self._rng = person, slack, day, rng
        self._place = slack.workspace.direct(person.id)
        self._looked_at = ("", 0)

    async def practise(self, arrives: float) -> None:
        now = self._slack.clock.monotonic
        await asyncio.sleep(arrives)
        came = now()
        self._person.runs("/chattrain", "start late-lamp")
        opening = await _until(lambda: next(iter(self._place.messages.values()), None))
        self._day.openings.append(now() - came)
        for _ in range(TURNS):
            await asyncio.sleep(self._rng.uniform(1, 3))
            said = self._person.writes(self._place, "I see. What happened?", opening.ts)
            turn = Turn(now())
            self._day.turns.append(turn)
            try:
                async with asyncio.timeout(GIVES_UP):
                    reply = await _until(partial(self._whole, said))
            except TimeoutError:
                return
            turn.history, turn.place = reply.history, reply.thread_ts or ""

    def _whole(self, said: Message) -> Message | None:
        """The reply to a message, once all of it can be read."""
        newest = next(reversed(self._place.messages.values()))
        seen = (newest.ts, len(newest.history))
        if not newest.bot or newest.ts <= said.ts or seen == self._looked_at:
            return None
        self._looked_at = seen
        return newest if not newest.growing and TEXT in plain(newest.shown) else None


async def _until(look: Callable[[], Message | None]) -> Message:
    while (found := look()) is None:  # noqa: ASYNC110  # looking again at each change costs more
        await asyncio.sleep(0.02)
    return found


@asynccontextmanager
async def answering(database: str, settings: Settings) -> AsyncIterator[None]:
    """The bot, at work."""
    clock = SystemClock()
    stores.migrate(database)
    async with (
        stores.connect(database) as store,
        calls.web_client(settings.api_url) as client,
    ):
        workspaces, _ = await installing.opened(settings, store, client, clock)
        adapter = Adapter(
            clock=clock,
            records=store,
            catalogue=Catalogue(),
            workspaces=workspaces,
            client=client,
            settings=settings,
        )
        async with app.engine(
            store=store,
            platforms=[adapter],
            persona=Writer(clock, REPLY),
            catalogue=Catalogue(),
            clock=clock,
        ):
            yield


async def measure(trainees: int, number: int, folder: Path) -> dict[str, Any]:
    """One day's figures; the first day of so many trainees is number 0."""
    rng, day = random.Random(trainees + 1000 * number), Day()
    database = f"sqlite:///{folder / f'load-{trainees}-{number}.db'}"
    async with Slack(rates=TIERS, latency=CALL) as slack:
        settings = Settings(
            bot_token=slack.workspace.bot_token,
            app_token=slack.app.app_token,
            api_url=slack.api_url,
        )
        async with beside(answering, database, settings) as used, beating() as late:
            await slack.connected(2)
            people = [slack.workspace.user(f"U{n:03}", name=f"u{n}") for n in range(trainees)]
            async with asyncio.TaskGroup() as tasks:
                for person in people:
                    trainee = Trainee(person, slack, day, rng)
                    tasks.create_task(trainee.practise(rng.uniform(0, ARRIVE)))
            await asyncio.sleep(0.5)
        counted = {"day": number, "fakes_loop_late_ms_p99": late.ms_p99}
        return _figures(trainees, slack, day, used) | counted


def _figures(trainees: int, slack: Slack, day: Day, used: Used) -> dict[str, Any]:
    replies = [told(turn, REPLY) for turn in day.turns if turn.history is not None]
    calls, refused = slack.limits.calls, slack.limits.refused
    return {
        "trainees": trainees,
        "turns_whole": f"{len(replies)} of {trainees * TURNS}",
        "lateness_p50": at([reply.lateness for reply in replies], 0.5),
        "final_p95": at([reply.final for reply in replies], 0.95),
        "final_max": at([reply.final for reply in replies], 1.0),
        "grows": round(sum(reply.states >= 2 for reply in replies) / max(1, len(replies)), 3),
        "could_grow": round(_could_grow(day) / max(1, len(replies)), 3),
        "first_text_p95": at([reply.first for reply in replies], 0.95),
        "first_text_later_than_1_s": sum(reply.first > 1 for reply in replies),
        "status_p95": at(_statuses(slack, day), 0.95),
        "opened_p95": at(day.openings, 0.95),
        "acks_ms_p99": at([1000 * seconds for seconds in slack.ack_seconds()], 0.99),
        "refused_429": f"{sum(refused.values())} of {sum(calls.values())}",
        "refused": dict(refused),
        "calls": dict(sorted(calls.items())),
        "cpu": used.cpu_share,
        "loop_late_ms_p99": used.late_ms_p99,
    }


def _could_grow(day: Day) -> int:
    """How many replies could be seen in two states before the last: a stream is one, two edits are."""
    said = [turn.said for turn in day.turns if turn.history is not None]
    begun = max(said) - min(said)
    ended = begun + len(REPLY.tokens) / REPLY.rate
    starts, edits = TIERS["tier 2"], TIERS["tier 3"]
    streams = int(starts.burst + begun * starts.per_minute / 60)
    return min(len(said), streams + int(edits.burst + ended * edits.per_minute / 60) // 2)


def _statuses(slack: Slack, day: Day) -> list[float]:
    """Seconds from each message to the next status line in its thread; 99 where there was none."""
    lines = {thread: found for (_, thread), found in slack.workspace.statuses.items()}
    return [
        next(
            (
                line.at - turn.said
                for line in lines.get(turn.place, [])
                if line.at >= turn.said - 0.001 and line.text
            ),
            99.0,
        )
        for turn in day.turns
        if turn.history is not None
    ]


async def main() -> None:
    parser = argparse.ArgumentParser(
        usage="python -m benchmarks.slack_load [TRAINEES ...] [--days N]"
    )
    parser.add_argument("trainees", nargs="*", type=int)
    parser.add_argument("--days", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for trainees in asked.trainees or [5, 20, 50, 100, 200]:
            for day in range(asked.days):
                print(json.dumps(await measure(trainees, day, Path(folder)), indent=2), flush=True)
                gc.collect()


if __name__ == "__main__":
    asyncio.run(main())
