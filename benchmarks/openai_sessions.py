"""Whole sessions that stream through the openai SDK at once, on one core.

    python -m benchmarks.openai_sessions [SESSIONS] [SECONDS]

A model's server in a second process writes tokens at a steady rate and puts the time into each;
the engine, on the other core, shows them. The lag is from the writing of a token until the engine
has it to show. Prints JSON.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import structlog
import uvloop

from benchmarks.openai_sdk import CLOCK, GOAL_MS, Load, serve, stay_on
from benchmarks.sessions import Catalogue, Screen, _said, _start
from bot import app, stores
from bot.ports.provider import Prompt, Stream
from bot.providers.openai import OpenAIProvider
from tests.fakes.wire_chat import ChatWire


class Timed:
    """The provider, with the lag of every token noted."""

    name = "openai"

    def __init__(self, provider: OpenAIProvider) -> None:
        self._provider = provider
        self.lags: list[float] = []

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[Stream]:
        async with self._provider.stream(prompt) as stream:
            yield _Timed(stream, self.lags)


class _Timed:
    def __init__(self, stream: Stream, lags: list[float]) -> None:
        self.call, self._stream, self._lags = stream.call, stream, lags

    async def __aiter__(self) -> AsyncIterator[str]:
        note = self._lags.append
        async for piece in self._stream:
            note(CLOCK.monotonic() - float(piece))
            yield piece


async def measure(load: Load, address: str, folder: Path) -> dict[str, Any]:
    url = f"sqlite:///{folder / 'bench.db'}"
    stores.migrate(url)
    model = OpenAIProvider(base_url=address, model="served")
    screen, timed = Screen(CLOCK), Timed(model)
    async with (
        stores.connect(url) as store,
        app.engine(
            store=store, platforms=[screen], persona=timed, catalogue=Catalogue(), clock=CLOCK
        ) as running,
    ):
        await asyncio.gather(*(running.accept(_start(n, CLOCK)) for n in range(load.streams)))
        await running.idle()
        cpu, began = sum(os.times()[:2]), CLOCK.monotonic()
        await asyncio.gather(*(running.accept(_said(n, CLOCK)) for n in range(load.streams)))
        await running.idle()
        cpu, took = sum(os.times()[:2]) - cpu, CLOCK.monotonic() - began
    await model.close()
    late = sorted(lag * 1000 for lag in timed.lags)
    whole = sum(len(screen.shown[id].split()) == load.tokens for id in screen.whole)
    p99 = round(late[len(late) * 99 // 100], 2)
    return {
        "sessions": load.streams,
        "tokens_each": load.tokens,
        "incomplete": load.streams - whole,
        "lag_ms_p50": round(late[len(late) // 2], 2),
        "lag_ms_p99": p99,
        "lag_ms_max": round(late[-1], 2),
        "cpu_ms_per_token": round(cpu / len(late) * 1000, 4),
        "cpu_share_of_one_core": round(cpu / took, 2),
        "goal_ms_p99": GOAL_MS,
        "met": p99 < GOAL_MS and whole == load.streams,
    }


def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    sessions = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 20.0
    load = Load(streams=sessions, rate=50.0, seconds=seconds, rounds=1)
    hear, tell = multiprocessing.Pipe()
    spawn = multiprocessing.get_context("spawn")
    server = spawn.Process(target=serve, args=(load, ChatWire(), tell), daemon=True)
    server.start()
    stay_on(0)
    with tempfile.TemporaryDirectory() as folder:
        result = uvloop.run(measure(load, hear.recv(), Path(folder)))
    print(json.dumps(result, indent=2))
    server.terminate()


if __name__ == "__main__":
    main()
