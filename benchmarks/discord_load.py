"""Trainees in one Discord server, answered under its rate limits, on the wire:

    python -m benchmarks.discord_load [TRAINEES ...]
    python -m benchmarks.discord_load --one-channel
    python -m benchmarks.discord_load --no-threads

The whole engine, the adapter and discord.py, in a process of their own, against the tests' Discord on
loopback with its limits (5 messages and 5 edits in 5 s and channel, 50 requests a second for the bot;
80 ms a call). Trainees come within 20 s, start a session in the private thread that they have, answer
1 to 3 s after the reply is whole, three times; who waits longer than 30 s gives up. A reply has 120
words in 160 tokens, at 40 tokens a second, 0.4 s after it was asked for.

With `--one-channel` five trainees' threads are counted together with their channel, so that all share
5 messages and 5 edits in 5 s. With `--no-threads` nobody has a thread yet, and a channel allows ten new
ones in two minutes: whoever comes later is to be told the wait.

Prints JSON for each run; the figures are those of `benchmarks.slack_load`. `typing` is about replies
whose first text came later than a second: the share in which typing was shown before it, and when.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import random  # noqa: TID251  # seeded, so that each run is the same
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from adapters.discord.calls import calling
from adapters.discord.platform import ALL, CAPABILITIES
from adapters.discord.platform import Discord as Adapter
from adapters.discord.settings import Settings
from adapters.discord.threads import called
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
from bot.ports.platform import Limit, Verb
from tests.fakes.discord import RATES, Channel, Discord, Interaction, Message, Person, Rate
from tests.fakes.discord.limits import Limits, Rates
from tests.fakes.discord.state import PRIVATE_THREAD

CALL = 0.08
"""Seconds that a call of Discord takes."""
REPLY = Reply(words=120, rate=40.0, thinks=0.4)
TEXT = REPLY.text
NEW_THREADS = Rate(10, 120.0, scope="shared")
WAITS = "only a few practices at a time"
"""What whoever has to wait is told."""

MESSAGES = Limit(calls=5, seconds=5.0, per="channel", name="messages")
BY_CHANNEL: dict[Verb, tuple[Limit, ...]] = {
    "post": (ALL, MESSAGES),
    "edit": (ALL, Limit(calls=5, seconds=5.0, per="channel")),
    "open": (ALL, ALL, MESSAGES),
    "status": CAPABILITIES.limits["status"],
    "answer": (),
}
"""The adapter's limits, were threads counted with their channel."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One way to measure."""

    trainees: int
    threads: bool = True
    """Whether everyone has a thread already."""
    together: bool = False
    """Whether the threads of a channel are counted together with it."""

    @property
    def rates(self) -> Rates:
        return RATES if self.threads else {**RATES, "start thread": NEW_THREADS}


@dataclass(slots=True)
class Together(Limits):
    """Limits that count a thread as its channel."""

    parents: Mapping[str, str] = field(default_factory=dict)

    def demand(self, name: str, place: str, *, code: int = 0) -> None:
        Limits.demand(self, name, self.parents.get(place, place), code=code)

    def headers(self, name: str, place: str) -> dict[str, str]:
        return Limits.headers(self, name, self.parents.get(place, place))


class Trainee:
    """Practises once."""

    def __init__(self, person: Person, discord: Discord, day: Day, rng: random.Random) -> None:
        self.person, self._discord, self._day, self._rng = person, discord, day, rng
        self._looked_at = ("", 0)
        self._own: list[Channel] = []
        self.asked: Interaction | None = None

    def has_thread(self, place: Channel) -> Channel:
        """Gives them the thread that an earlier session has left."""
        world, name = self._discord.world, called(self.person.user.name)
        thread = world.start_thread(
            self._discord.bot, place, name, PRIVATE_THREAD, invitable=False, auto_archive=10_080
        )
        world.join(thread, self.person.user)
        self._own.append(thread)
        return thread

    async def practise(self, arrives: float) -> None:
        now = self._discord.clock.monotonic
        await asyncio.sleep(arrives)
        came = now()
        place = self._discord.guild.channel("practice")
        self.asked = self.person.runs("chattrain start", place, scenario="late-lamp")
        thread = await _until(self._thread)
        self._day.openings.append(now() - came)
        for _ in range(TURNS):
            await asyncio.sleep(self._rng.uniform(1, 3))
            said = self.person.writes(thread, "I see. What happened?")
            turn = Turn(now(), thread.id)
            self._day.turns.append(turn)
            try:
                async with asyncio.timeout(GIVES_UP):
                    reply = await _until(partial(self._whole, thread, said))
            except TimeoutError:
                return
            turn.history = reply.history

    @property
    def told_to_wait(self) -> bool:
        answers = [] if self.asked is None else self.asked.messages
        return any(WAITS in state for message in answers for state in message.states)

    def _thread(self) -> Channel | None:
        """Their thread, once the session has begun in it."""
        for thread in self._own or self._discord.guild.threads():
            if self.person.id in thread.members and thread.messages:
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


@asynccontextmanager
async def answering(database: str, settings: Settings, *, together: bool) -> AsyncIterator[None]:
    """The bot, at work."""
    clock = SystemClock()
    stores.migrate(database)
    async with (
        stores.connect(database) as store,
        calling(settings.api_url, settings.bot_token, clock) as calls,
    ):
        adapter = Adapter(
            clock=clock, records=store, catalogue=Catalogue(), calls=calls, settings=settings
        )
        if together:
            adapter.capabilities = replace(CAPABILITIES, limits=BY_CHANNEL)
        async with app.engine(
            store=store,
            platforms=[adapter],
            persona=Writer(clock, REPLY),
            catalogue=Catalogue(),
            clock=clock,
        ):
            yield


async def measure(run: Run, folder: Path) -> dict[str, Any]:
    rng, day = random.Random(run.trainees), Day()
    database = f"sqlite:///{folder / f'load-{run.trainees}.db'}"
    async with Discord(rates=run.rates, latency=CALL) as discord:
        discord.keeps = False
        place = discord.guild.channel("practice")
        people = [
            Trainee(discord.guild.user(f"p{n}"), discord, day, rng) for n in range(run.trainees)
        ]
        if run.threads:
            threads = [trainee.has_thread(place) for trainee in people]
            if run.together:
                parents = {thread.id: place.id for thread in threads}
                discord.limits = Together(discord.clock, run.rates, parents=parents)
        settings = Settings(bot_token=discord.app.token, api_url=discord.api_url)
        work = partial(answering, together=run.together)
        async with beside(work, database, settings) as used, beating() as late:
            await discord.connected()
            await discord.until(lambda: discord.commands.everywhere)
            async with asyncio.TaskGroup() as tasks:
                for trainee in people:
                    tasks.create_task(trainee.practise(rng.uniform(0, ARRIVE)))
            await asyncio.sleep(0.5)
        return _figures(discord, day, people, used) | {"fakes_loop_late_ms_p99": late.ms_p99}


def _figures(discord: Discord, day: Day, people: list[Trainee], used: Used) -> dict[str, Any]:
    whole = [turn for turn in day.turns if turn.history is not None]
    replies = [told(turn, REPLY) for turn in whole]
    calls, refused = discord.limits.calls, discord.limits.refused
    answered = [one.asked.seconds for one in people if one.asked and one.asked.seconds]
    late = [turn for turn, reply in zip(whole, replies, strict=True) if reply.first > 1]
    typing = [shown for turn in late if (shown := _typing(discord, turn)) is not None]
    return {
        "trainees": len(people),
        "turns_whole": f"{len(replies)} of {len(people) * TURNS}",
        "lateness_p50": at([reply.lateness for reply in replies], 0.5),
        "final_p95": at([reply.final for reply in replies], 0.95),
        "final_max": at([reply.final for reply in replies], 1.0),
        "first_text_after_the_models_p95": at(
            [reply.first - REPLY.thinks - 1 / REPLY.rate for reply in replies], 0.95
        ),
        "grows": round(sum(reply.states >= 2 for reply in replies) / max(1, len(replies)), 2),
        "typing": f"{len(typing)} of {len(late)}",
        "typing_p95": at(typing, 0.95),
        "opened": f"{len(day.openings)} of {len(people)}",
        "opened_p95": at(day.openings, 0.95),
        "told_to_wait": sum(trainee.told_to_wait for trainee in people),
        "acks_ms_p99": at([1000 * seconds for seconds in answered], 0.99),
        "refused_429": f"{sum(refused.values())} of {sum(calls.values())}",
        "refused": dict(refused),
        "calls": dict(sorted(calls.items())),
        "cpu": used.cpu_share,
        "loop_late_ms_p99": used.late_ms_p99,
    }


def _typing(discord: Discord, turn: Turn) -> float | None:
    """Seconds from a message until typing was shown; None where it was not before the first text."""
    assert turn.history is not None
    first = turn.history[0].at
    shown = [seconds for seconds, _ in discord.world.channels[turn.place].typing]
    return next((s - turn.said for s in shown if turn.said <= s < first), None)


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("trainees", nargs="*", type=int, default=[5, 20, 50, 100, 200])
    parser.add_argument("--one-channel", action="store_true")
    parser.add_argument("--no-threads", action="store_true")
    chosen = parser.parse_args()
    runs = [Run(trainees=number) for number in chosen.trainees]
    if chosen.one_channel:
        runs = [Run(trainees=5, together=True)]
    elif chosen.no_threads:
        runs = [Run(trainees=20, threads=False)]
    with tempfile.TemporaryDirectory() as folder:
        for run in runs:
            print(json.dumps(await measure(run, Path(folder)), indent=2), flush=True)
            gc.collect()


if __name__ == "__main__":
    asyncio.run(main())
