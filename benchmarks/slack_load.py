"""Trainees in one Slack workspace, answered under its rate limits, on the wire:

    python -m benchmarks.slack_load [TRAINEES ...]

The whole engine, the adapter by Socket Mode and slack_sdk, against the tests' Slack on loopback with
its tiers (a token bucket per method; 80 ms a call). Trainees come within 20 s, start a session,
answer 1 to 3 s after the reply is whole, three times; who waits longer than 30 s gives up. A reply
has 90 words in 120 tokens, at 50 tokens a second, 0.6 s after it was asked for.

Prints JSON for each number of trainees. `lateness` is the mean age of a character of a reply when
it becomes visible, `final` the seconds from the model's last token to the whole text, `grows` the
share of replies seen in at least two states before the last.
"""

from __future__ import annotations

import asyncio
import gc
import json
import random  # noqa: TID251  # seeded, so that each run is the same
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import structlog

from adapters.slack import calls, installing
from adapters.slack.platform import Slack as Adapter
from adapters.slack.settings import Settings
from bot import app, stores
from bot.ports.clock import SystemClock
from bot.ports.provider import Call, Prompt, Usage
from tests.fakes.scenarios import scenario
from tests.fakes.slack import TIERS, Message, Person, Slack

CALL = 0.08
"""Seconds that a call of Slack takes."""
THINKS, PACE = 0.6, 1 / 50
TOKENS = [
    part
    for word in range(90)
    for part in (
        (f"wo{word % 10}", "rds ") if word % 3 == 2 else ("word. " if word % 12 == 11 else "word ",)
    )
]
"""90 words in 120 tokens."""
TEXT = "".join(TOKENS).strip()
ARRIVE, GIVES_UP, TURNS = 20.0, 30.0, 3


class Writer:
    """A model that writes the same reply each time; `ended` is when, by session and turn."""

    name = "writer"

    def __init__(self, clock: SystemClock) -> None:
        self._clock = clock
        self.began: dict[tuple[str, int], float] = {}

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[Writing]:
        number = sum(message.role == "user" for message in prompt.messages)
        self.began.setdefault((str(prompt.session), number), self._clock.monotonic() + THINKS)
        yield Writing(self._clock)


class Writing:
    """One reply on its way."""

    def __init__(self, clock: SystemClock) -> None:
        self.call = Call(provider="writer", model="writer")
        self._clock = clock

    async def __aiter__(self) -> AsyncIterator[str]:
        due = self._clock.monotonic() + THINKS
        for token in TOKENS:
            due += PACE
            await self._clock.sleep(max(0.0, due - self._clock.monotonic()))
            yield token
        self.call.usage = Usage(tokens_out=len(TOKENS))


class Catalogue:
    problems = ()
    scenarios: ClassVar = {
        "late-lamp": scenario(limits={"turns": 12, "minutes": None, "characters": 2000})
    }

    def refresh(self) -> None: ...


@dataclass(slots=True)
class Turn:
    """One message of a trainee and what came of it. Times in seconds of the monotonic clock."""

    said: float
    whole: float | None = None
    reply: Message | None = None


@dataclass(slots=True)
class Day:
    """What happened."""

    turns: list[Turn] = field(default_factory=list)
    openings: list[float] = field(default_factory=list)


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
        opening = await self._until(lambda: next(iter(self._place.messages.values()), None))
        self._day.openings.append(now() - came)
        for _ in range(TURNS):
            await asyncio.sleep(self._rng.uniform(1, 3))
            said = self._person.writes(self._place, "I see. What happened?", opening.ts)
            turn = Turn(now())
            self._day.turns.append(turn)
            try:
                async with asyncio.timeout(GIVES_UP):
                    turn.reply = await self._until(lambda said=said: self._whole(said))
            except TimeoutError:
                return
            turn.whole = now()

    def _whole(self, said: Message) -> Message | None:
        """The reply to a message, once all of it can be read."""
        newest = next(reversed(self._place.messages.values()))
        seen = (newest.ts, len(newest.history))
        if not newest.bot or newest.ts <= said.ts or seen == self._looked_at:
            return None
        self._looked_at = seen
        return newest if not newest.growing and TEXT in _plain(newest.shown) else None

    async def _until(self, look: Any) -> Message:
        while not (found := look()):  # noqa: ASYNC110  # looking again at each change costs more
            await asyncio.sleep(0.02)
        return found  # type: ignore[no-any-return]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _lateness(turn: Turn) -> tuple[float, float, int, float]:
    """Mean age of a character, seconds to the whole after the model's end, states before the last,
    and the seconds from the message to its first text."""
    assert turn.reply is not None
    seen = [(s.at, _length(s.shown)) for s in turn.reply.history]
    seen = [(at, length) for at, length in seen if length]
    whole_at = next(at for at, length in seen if length >= len(TEXT))
    # The model's call begins with the message, but for what intake takes: far below 0.1 s.
    begun = turn.said + THINKS
    age, position = 0.0, 0
    for number, token in enumerate(TOKENS, 1):
        written = begun + number * PACE
        position += len(token)
        visible = next(at for at, length in seen if length >= min(position, len(TEXT)))
        age += (visible - written) * len(token)
    partial = {length for _, length in seen if length < len(TEXT)}
    end = begun + len(TOKENS) * PACE
    return age / position, whole_at - end, len(partial), seen[0][0] - turn.said


def _length(shown: str) -> int:
    """How much of the reply can be read."""
    text = _plain(shown)
    low, high = 0, len(TEXT)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if TEXT[:middle].strip() in text else (low, middle - 1)
    return low


def _at(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 2) if ordered else 0.0


async def measure(trainees: int, folder: Path) -> dict[str, Any]:
    clock, rng, day = SystemClock(), random.Random(trainees), Day()
    url = f"sqlite:///{folder / f'load-{trainees}.db'}"
    stores.migrate(url)
    async with (
        Slack(rates=TIERS, latency=CALL) as slack,
        stores.connect(url) as store,
        calls.web_client(slack.api_url) as client,
    ):
        settings = Settings(
            bot_token=slack.workspace.bot_token,
            app_token=slack.app.app_token,
            api_url=slack.api_url,
        )
        workspaces, _ = await installing.opened(settings, store, client, clock)
        adapter = Adapter(
            clock=clock,
            records=store,
            catalogue=Catalogue(),
            workspaces=workspaces,
            client=client,
            settings=settings,
        )
        writer = Writer(clock)
        async with app.engine(
            store=store, platforms=[adapter], persona=writer, catalogue=Catalogue(), clock=clock
        ):
            await slack.connected(2)
            people = [slack.workspace.user(f"U{n:03}", name=f"u{n}") for n in range(trainees)]
            async with asyncio.TaskGroup() as tasks:
                for person in people:
                    trainee = Trainee(person, slack, day, rng)
                    tasks.create_task(trainee.practise(rng.uniform(0, ARRIVE)))
            await asyncio.sleep(0.5)
        return _figures(trainees, slack, day)


def _figures(trainees: int, slack: Slack, day: Day) -> dict[str, Any]:
    done = [turn for turn in day.turns if turn.whole is not None]
    told = [_lateness(turn) for turn in done]
    replies = Counter(_plain(m.shown)[-20:] for m in slack.workspace.all_messages() if m.bot)
    calls, refused = slack.limits.calls, slack.limits.refused
    late_first = [first for _, _, _, first in told if first > 1]
    return {
        "trainees": trainees,
        "turns_whole": f"{len(done)} of {trainees * TURNS}",
        "lateness_p50": _at([late for late, *_ in told], 0.5),
        "final_p95": _at([final for _, final, *_ in told], 0.95),
        "final_max": _at([final for _, final, *_ in told], 1.0),
        "grows": round(sum(states >= 2 for _, _, states, _ in told) / max(1, len(told)), 2),
        "first_text_p95": _at([first for *_, first in told], 0.95),
        "first_text_later_than_1_s": len(late_first),
        "status_p95": _at(_statuses(slack, day), 0.95),
        "opened_p95": _at(day.openings, 0.95),
        "acks_p99": round(_at([1000 * s for s in slack.ack_seconds()], 0.99), 1),
        "refused_429": f"{sum(refused.values())} of {sum(calls.values())}",
        "calls": dict(sorted(calls.items())),
        "whole_replies_posted": sum(n for text, n in replies.items() if text in TEXT),
    }


def _statuses(slack: Slack, day: Day) -> list[float]:
    """Seconds from each message to the next status line in its thread; 99 where there was none."""
    shown: list[float] = []
    by_thread = slack.workspace.statuses
    for turn in day.turns:
        if turn.reply is None:
            continue
        lines = by_thread.get((turn.reply.channel, turn.reply.thread_ts or ""), [])
        shown.append(
            next((s.at - turn.said for s in lines if s.at >= turn.said - 0.001 and s.text), 99.0)
        )
    return shown


async def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    numbers = [int(argument) for argument in sys.argv[1:]] or [5, 20, 50, 100, 200]
    with tempfile.TemporaryDirectory() as folder:
        for number in numbers:
            print(json.dumps(await measure(number, Path(folder)), indent=2), flush=True)
            gc.collect()


if __name__ == "__main__":
    asyncio.run(main())
