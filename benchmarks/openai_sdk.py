"""How late words arrive through the openai SDK while many replies stream at once.

    python -m benchmarks.openai_sdk [--streams 100] [--rate 50] [--seconds 10] [--rounds 3]
                                    [--responses]

By Chat Completions, or by OpenAI's own Responses.
A model's server in a second process writes tokens at a steady rate and puts the time into each;
this process, kept on one core, reads them through the provider and takes the difference. The same
is done with the bare SDK in turn, round by round, so that what the provider adds can be told
apart. Prints JSON; of CPU the median of the rounds.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import multiprocessing
import os
import platform
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from multiprocessing.connection import Connection
from statistics import median
from time import process_time
from typing import Any

from openai import AsyncOpenAI

from bot.ports.clock import SystemClock
from bot.ports.provider import Prompt
from bot.providers.served import ServedModel
from bot.training.prompting import persona_prompt
from tests.fakes.model_server import EVENT_STREAM, Answer, ModelServer, Part, Pause
from tests.fakes.talks import talk
from tests.fakes.wire import Wire
from tests.fakes.wire_chat import ChatWire
from tests.fakes.wire_responses import ResponsesWire

CLOCK = SystemClock()
"""Its monotonic time is the machine's: the same in both processes."""
GOAL_MS = 100
GOAL_CPU_MS = 3
"""For 100 tokens, beyond the bare SDK's own."""
Reader = Callable[[], AsyncIterator[str]]


@dataclass(frozen=True, slots=True)
class Load:
    streams: int
    rate: float
    seconds: float
    rounds: int

    @property
    def tokens(self) -> int:
        """Of one reply."""
        return round(self.rate * self.seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What is measured: an API, and its SDK without the provider."""

    name: str
    sdk: str
    wire: Wire
    bare: Callable[[str, Prompt], AsyncIterator[str]]
    """Reads one reply of the server at an address."""


def paced(load: Load, wire: Wire) -> Iterator[Part]:
    """A reply at a steady rate; each token is the time at which it is written."""
    began = CLOCK.monotonic()
    yield wire.begin()
    for number in range(load.tokens):
        yield Pause(max(0.0, began + number / load.rate - CLOCK.monotonic()))
        yield wire.say(f"{CLOCK.monotonic():.6f} ")
    yield wire.end()


def serve(load: Load, wire: Wire, tell: Connection) -> None:
    """The second process: serves until it is ended."""

    async def run() -> None:
        async with ModelServer() as server:
            server.otherwise = lambda _: Answer(headers=EVENT_STREAM, parts=paced(load, wire))
            tell.send(server.address)
            await asyncio.Event().wait()

    stay_on(-1)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(run())


def stay_on(core: int) -> None:
    """Keeps this process on one core, where the system lets it."""
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {cores[core]})


async def through_provider(provider: ServedModel, prompt: Prompt) -> AsyncIterator[str]:
    async with provider.stream(prompt) as stream:
        async for piece in stream:
            yield piece


@cache
def client(address: str) -> AsyncOpenAI:
    return AsyncOpenAI(api_key="none", base_url=address, max_retries=0)


async def through_chat(address: str, prompt: Prompt) -> AsyncIterator[str]:
    chunks = await client(address).chat.completions.create(
        model="served",
        messages=[{"role": "user", "content": prompt.system}],
        stream=True,
        stream_options={"include_usage": True},
    )
    async for chunk in chunks:
        if chunk.choices and (piece := chunk.choices[0].delta.content):
            yield piece


async def through_responses(address: str, prompt: Prompt) -> AsyncIterator[str]:
    events = await client(address).responses.create(
        model="served", input=prompt.system, stream=True
    )
    async for event in events:
        if event.type == "response.output_text.delta":
            yield event.delta


CHAT = Course(name="chat", sdk="openai", wire=ChatWire(), bare=through_chat)
RESPONSES = Course(name="responses", sdk="openai", wire=ResponsesWire(), bare=through_responses)


@dataclass(slots=True)
class Measured:
    """What was seen of one reader, over all rounds."""

    reader: Reader
    replies: int = 0
    complete: int = 0
    lags: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    """Seconds per token, by round."""

    async def round(self, load: Load) -> None:
        cpu = process_time()
        async with asyncio.TaskGroup() as tasks:
            replies = [tasks.create_task(lags(self.reader)) for _ in range(load.streams)]
        cpu = process_time() - cpu
        read = [reply.result() for reply in replies]
        self.replies += len(read)
        self.complete += sum(len(reply) == load.tokens for reply in read)
        self.lags += [lag for reply in read for lag in reply]
        self.cpu.append(cpu / sum(map(len, read)))

    def report(self, load: Load) -> dict[str, float]:
        late = sorted(lag * 1000 for lag in self.lags)
        cpu = median(self.cpu)
        return {
            "replies": self.replies,
            "complete": self.complete,
            "tokens": len(late),
            "lag_ms_p50": round(late[len(late) // 2], 2),
            "lag_ms_p99": round(late[len(late) * 99 // 100], 2),
            "lag_ms_max": round(late[-1], 2),
            "cpu_ms_per_token": round(cpu * 1000, 4),
            "cpu_share_of_one_core": round(cpu * load.streams * load.rate, 2),
        }


async def lags(reader: Reader) -> list[float]:
    """Seconds between the writing and the reading of each token of one reply."""
    return [CLOCK.monotonic() - float(piece) async for piece in reader()]


async def run(load: Load, course: Course, address: str) -> dict[str, Any]:
    prompt = persona_prompt(talk("Hello."))
    provider = course.wire.provider_at(address)
    bare = Measured(lambda: course.bare(address, prompt))
    ours = Measured(lambda: through_provider(provider, prompt))
    for reader in (bare.reader, ours.reader):
        await lags(reader)  # so that what the SDK does once is done
    for _ in range(load.rounds):
        await bare.round(load)
        await ours.round(load)
    await provider.close()
    added = median(b - a for a, b in zip(bare.cpu, ours.cpu, strict=True)) * 100_000
    late = ours.report(load)
    in_time = late["lag_ms_p99"] < GOAL_MS and added < GOAL_CPU_MS
    return {
        "benchmark": f"{course.sdk}_sdk",
        "api": course.name,
        "python": platform.python_version(),
        course.sdk: version(course.sdk),
        "cores": os.cpu_count(),
        "rate_per_stream": load.rate,
        "rounds": load.rounds,
        "bare_sdk": bare.report(load),
        "provider": late,
        "added_cpu_ms_per_100_tokens": round(added, 2),
        "goal": f"lag_ms_p99 of the provider under {GOAL_MS}, no reply incomplete, "
        f"added_cpu_ms_per_100_tokens under {GOAL_CPU_MS}",
        "met": in_time and late["complete"] == late["replies"],
    }


def parser(description: str) -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=description)
    arguments.add_argument("--streams", type=int, default=100)
    arguments.add_argument("--rate", type=float, default=50.0)
    arguments.add_argument("--seconds", type=float, default=10.0)
    arguments.add_argument("--rounds", type=int, default=3)
    return arguments


def measure(load: Load, course: Course) -> None:
    """Prints the figures of one course."""
    hear, tell = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(
        target=serve, args=(load, course.wire, tell), daemon=True
    )
    server.start()
    stay_on(0)
    print(json.dumps(asyncio.run(run(load, course, hear.recv())), indent=2))
    server.terminate()


def main() -> None:
    arguments = parser((__doc__ or "").partition("\n")[0])
    arguments.add_argument("--responses", action="store_true")
    chosen = vars(arguments.parse_args())
    course = RESPONSES if chosen.pop("responses") else CHAT
    measure(Load(**chosen), course)


if __name__ == "__main__":
    main()
