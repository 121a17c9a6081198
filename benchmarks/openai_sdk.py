"""How late words arrive through the openai SDK while many replies stream at once.

    python -m benchmarks.openai_sdk [--streams 100] [--rate 50] [--seconds 10] [--rounds 3]

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
from importlib.metadata import version
from multiprocessing.connection import Connection
from statistics import median
from typing import Any

from openai import AsyncOpenAI

from bot.ports.clock import SystemClock
from bot.ports.provider import Prompt
from bot.providers.openai import OpenAIProvider
from bot.training.prompting import persona_prompt
from tests.fakes.model_server import (
    DONE,
    EVENT_STREAM,
    Answer,
    ModelServer,
    Part,
    Pause,
    delta,
    finish,
    used,
)
from tests.fakes.talks import talk

CLOCK = SystemClock()
"""Its monotonic time is the machine's: the same in both processes."""
GOAL_MS = 100
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


def paced(load: Load) -> Iterator[Part]:
    """A reply at a steady rate; each token is the time at which it is written."""
    began = CLOCK.monotonic()
    for number in range(load.tokens):
        yield Pause(max(0.0, began + number / load.rate - CLOCK.monotonic()))
        yield delta(f"{CLOCK.monotonic():.6f} ")
    yield finish()
    yield used(500, load.tokens)
    yield DONE


def serve(load: Load, tell: Connection) -> None:
    """The second process: serves until it is ended."""

    async def run() -> None:
        async with ModelServer() as server:
            server.otherwise = lambda _: Answer(headers=EVENT_STREAM, parts=paced(load))
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


async def through_provider(provider: OpenAIProvider, prompt: Prompt) -> AsyncIterator[str]:
    async with provider.stream(prompt) as stream:
        async for piece in stream:
            yield piece


async def through_sdk(client: AsyncOpenAI, prompt: Prompt) -> AsyncIterator[str]:
    chunks = await client.chat.completions.create(
        model="served",
        messages=[{"role": "user", "content": prompt.system}],
        stream=True,
        stream_options={"include_usage": True},
    )
    async for chunk in chunks:
        if chunk.choices and (piece := chunk.choices[0].delta.content):
            yield piece


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
        cpu = sum(os.times()[:2])
        async with asyncio.TaskGroup() as tasks:
            replies = [tasks.create_task(lags(self.reader)) for _ in range(load.streams)]
        cpu = sum(os.times()[:2]) - cpu
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


async def run(load: Load, address: str) -> dict[str, Any]:
    prompt = persona_prompt(talk("Hello."))
    provider = OpenAIProvider(base_url=address, model="served")
    client = AsyncOpenAI(api_key="none", base_url=address, max_retries=0)
    bare = Measured(lambda: through_sdk(client, prompt))
    ours = Measured(lambda: through_provider(provider, prompt))
    for reader in (bare.reader, ours.reader):
        await lags(reader)  # so that what the SDK does once is done
    for _ in range(load.rounds):
        await bare.round(load)
        await ours.round(load)
    await provider.close()
    await client.close()
    added = [b - a for a, b in zip(bare.cpu, ours.cpu, strict=True)]
    late = ours.report(load)
    return {
        "benchmark": "openai_sdk",
        "python": platform.python_version(),
        "openai": version("openai"),
        "cores": os.cpu_count(),
        "rate_per_stream": load.rate,
        "rounds": load.rounds,
        "bare_sdk": bare.report(load),
        "provider": late,
        "added_cpu_ms_per_100_tokens": round(median(added) * 100_000, 2),
        "goal": f"lag_ms_p99 of the provider under {GOAL_MS}, no reply incomplete",
        "met": late["lag_ms_p99"] < GOAL_MS and late["complete"] == late["replies"],
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("--streams", type=int, default=100)
    arguments.add_argument("--rate", type=float, default=50.0)
    arguments.add_argument("--seconds", type=float, default=10.0)
    arguments.add_argument("--rounds", type=int, default=3)
    load = Load(**vars(arguments.parse_args()))
    hear, tell = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(
        target=serve, args=(load, tell), daemon=True
    )
    server.start()
    stay_on(0)
    print(json.dumps(asyncio.run(run(load, hear.recv())), indent=2))
    server.terminate()


if __name__ == "__main__":
    main()
