"""Trainees in one Discord server, answered under its rate limits, on the wire:

    python -m benchmarks.discord_load [TRAINEES ...]

The whole engine, the adapter and discord.py against the tests' Discord on loopback with its limits
(5 messages and 5 edits in 5 s and channel, 50 requests a second for the bot; 80 ms a call). Trainees
come within 20 s, start a session, which opens a private thread of theirs, answer 1 to 3 s after the
reply is whole, three times; who waits longer than 30 s gives up. A reply has 120 words in 160 tokens,
at 40 tokens a second, 0.4 s after it was asked for.

Prints JSON for each number of trainees; the figures are those of `benchmarks.slack_load`.
"""

from __future__ import annotations

import asyncio
import gc
import json
import random  # noqa: TID251  # seeded, so that each run is the same
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import structlog

from adapters.discord.calls import calling
from adapters.discord.platform import Discord as Adapter
from adapters.discord.settings import Settings
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
from tests.fakes.discord import RATES, Channel, Discord, Interaction, Message, Person

CALL = 0.08
"""Seconds that a call of Discord takes."""
REPLY = Reply(words=120, rate=40.0, thinks=0.4)
TEXT = REPLY.text

T = TypeVar("T")


class Trainee:
    """Practises once."""

    def __init__(self, person: Person, discord: Discord, day: Day, rng: random.Random) -> None:
        self._person, self._discord, self._day, self._rng = person, discord, day, rng
        self._looked_at = ("", 0)
        self.asked: Interaction | None = None

    async def practise(self, arrives: float) -> None:
        now = self._discord.clock.monotonic
        await asyncio.sleep(arrives)
        came = now()
        place = self._discord.guild.channel("practice")
        self.asked = self._person.runs("chattrain start", place, scenario="late-lamp")
        thread = await _until(self._thread)
        self._day.openings.append(now() - came)
        for _ in range(TURNS):
            await asyncio.sleep(self._rng.uniform(1, 3))
            said = self._person.writes(thread, "I see. What happened?")
            turn = Turn(now(), thread.id)
            self._day.turns.append(turn)
            try:
                async with asyncio.timeout(GIVES_UP):
                    reply = await _until(partial(self._whole, thread, said))
            except TimeoutError:
                return
            turn.history = reply.history

    def _thread(self) -> Channel | None:
        """Their thread, once the session has begun in it."""
        for thread in self._discord.guild.threads():
            if self._person.id in thread.members and thread.messages:
                return thread
        return None

    def _whole(self, thread: Channel, said: Message) -> Message | None:
        """The reply to a message, once all of it can be read."""
        newest = next(reversed(thread.messages.values()))
        seen = (newest.id, len(newest.history))
        if not newest.author.bot or int(newest.id) <= int(said.id) or seen == self._looked_at:
            return None
        self._looked_at = seen
        return newest if TEXT in plain(newest.shown) else None


async def _until(look: Callable[[], T | None]) -> T:
    while (found := look()) is None:  # noqa: ASYNC110  # looking again at each change costs more
        await asyncio.sleep(0.02)
    return found


async def measure(trainees: int, folder: Path) -> dict[str, Any]:
    clock, rng, day = SystemClock(), random.Random(trainees), Day()
    url = f"sqlite:///{folder / f'load-{trainees}.db'}"
    stores.migrate(url)
    async with (
        Discord(rates=RATES, latency=CALL) as discord,
        stores.connect(url) as store,
        calling(discord.api_url, discord.app.token, clock) as calls,
    ):
        adapter = Adapter(
            clock=clock,
            records=store,
            catalogue=Catalogue(),
            calls=calls,
            settings=Settings(bot_token=discord.app.token, api_url=discord.api_url),
        )
        async with app.engine(
            store=store,
            platforms=[adapter],
            persona=Writer(clock, REPLY),
            catalogue=Catalogue(),
            clock=clock,
        ):
            await discord.connected()
            await discord.until(lambda: discord.commands.everywhere)
            people = [
                Trainee(discord.guild.user(f"p{n}"), discord, day, rng) for n in range(trainees)
            ]
            async with asyncio.TaskGroup() as tasks:
                for person in people:
                    tasks.create_task(person.practise(rng.uniform(0, ARRIVE)))
            await asyncio.sleep(0.5)
        return _figures(discord, day, [person.asked for person in people])


def _figures(discord: Discord, day: Day, asked: list[Interaction | None]) -> dict[str, Any]:
    replies = [told(turn, REPLY) for turn in day.turns if turn.history is not None]
    calls, refused = discord.limits.calls, discord.limits.refused
    answered = [one.seconds for one in asked if one is not None and one.seconds is not None]
    return {
        "trainees": len(asked),
        "turns_whole": f"{len(replies)} of {len(asked) * TURNS}",
        "lateness_p50": at([reply.lateness for reply in replies], 0.5),
        "final_p95": at([reply.final for reply in replies], 0.95),
        "final_max": at([reply.final for reply in replies], 1.0),
        "first_text_after_the_models_p95": at(
            [reply.first - REPLY.thinks - 1 / REPLY.rate for reply in replies], 0.95
        ),
        "grows": round(sum(reply.states >= 2 for reply in replies) / max(1, len(replies)), 2),
        "opened_p95": at(day.openings, 0.95),
        "acks_ms_p99": at([1000 * seconds for seconds in answered], 0.99),
        "refused_429": f"{sum(refused.values())} of {sum(calls.values())}",
        "calls": dict(sorted(calls.items())),
    }


async def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    numbers = [int(argument) for argument in sys.argv[1:]] or [5, 20, 50, 100, 200]
    with tempfile.TemporaryDirectory() as folder:
        for number in numbers:
            print(json.dumps(await measure(number, Path(folder)), indent=2), flush=True)
            gc.collect()


if __name__ == "__main__":
    asyncio.run(main())
