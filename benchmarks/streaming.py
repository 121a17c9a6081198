"""How many replies one process streams at once: `python -m benchmarks.streaming`.

Each reply has a generator that brings a token every 20 ms, a ReplyStream, and a platform within the
process. Prints JSON: replies that were not whole in the end, CPU seconds per token, bytes per
stream, and the time from the first words to the platform's first call.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import resource
import time
import tracemalloc
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.domain.content import Content, Opening, Speech
from bot.domain.surface import MessageRef, SessionId, Surface, TenantId
from bot.domain.transcript import TurnNumber
from bot.ports.clock import SystemClock
from bot.ports.platform import Accept, Capabilities, NativeStream, Stage
from bot.replies.pacing import Budgets
from bot.replies.stream import ReplyStream
from tests.fakes.people import People

SENTENCE = "This is a **reply** that goes on, and on, about `things` that matter.\n\n"
TOKENS = SENTENCE.replace(" ", " \0").split("\0")


class Wall:
    """A platform that keeps the last text of each message."""

    name = "wall"

    def __init__(self, cadence: float) -> None:
        self.capabilities = Capabilities(page=4000, cadence=cadence, limits={})
        self.directory = People(self.name)
        self.texts: dict[str, str] = {}
        self.posted: dict[str, float] = {}
        self.edits = 0

    async def run(self, accept: Accept) -> None: ...

    async def open_thread(self, home: Surface, opening: Opening, key: str) -> MessageRef:
        return await self.post(home, opening, key)

    async def post(self, surface: Surface, content: Content, key: str) -> MessageRef:
        self.posted[key] = time.perf_counter()
        self._show(key, content)
        return MessageRef(surface, key)

    async def edit(self, ref: MessageRef, content: Content) -> None:
        self.edits += 1
        self._show(ref.id, content)

    async def delete(self, ref: MessageRef) -> None:
        del self.texts[ref.id]

    async def stream(self, surface: Surface, content: Content, key: str) -> NativeStream | None:
        return None

    async def status(self, surface: Surface, stage: Stage, text: str) -> None: ...

    async def end_stream(self, ref: MessageRef) -> None: ...

    async def delayed(self, home: Surface, opening: Opening, seconds: float) -> None: ...

    async def lookup(self, surface: Surface, key: str) -> MessageRef | None:
        return None

    def _show(self, key: str, content: Content) -> None:
        assert isinstance(content, Speech)
        self.texts[key] = content.text


class Nowhere:
    """A book that forgets."""

    async def called(self, page: int) -> None: ...

    async def stands(self, page: int, ref: MessageRef) -> None: ...


@dataclass(slots=True)
class Figures:
    """What was seen of all replies."""

    first: list[float] = field(default_factory=list)
    lag: list[float] = field(default_factory=list)
    incomplete: int = 0
    tokens: int = 0


def dress(page: int, text: str, complete: bool) -> Content:  # noqa: FBT001
    return Speech(
        session=SessionId("s"),
        turn=TurnNumber(2),
        page=page,
        persona="Dana",
        text=text,
        complete=complete,
    )


async def speak(
    number: int, wall: Wall, budgets: Budgets, seconds: float, figures: Figures
) -> None:
    clock = SystemClock()
    key = f"r{number}"
    stream = ReplyStream(
        platform=wall,
        budgets=budgets,
        clock=clock,
        surface=Surface("wall", TenantId("t"), "c", str(number)),
        key=key,
        dress=dress,
        book=Nowhere(),
    )
    count = int(seconds * 50)
    tokens = [TOKENS[index % len(TOKENS)] for index in range(count)]
    await asyncio.sleep(number % 50 * 0.02 + number * 0.00002)  # not all in the same moment
    async with asyncio.TaskGroup() as tasks:
        showing = tasks.create_task(stream.run())
        began = time.perf_counter()
        for index, token in enumerate(tokens):
            stream.feed(token)
            due = began + (index + 1) * 0.02
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            figures.lag.append(time.perf_counter() - due)
        text = "".join(tokens)
        stream.finish(text)
        await showing
    figures.first.append(wall.posted[f"{key}:0"] - began)
    figures.tokens += count
    shown = "".join(text for page, text in wall.texts.items() if page.startswith(f"{key}:"))
    figures.incomplete += "".join(shown.split()) != "".join(text.split())


async def crowd(count: int, seconds: float, cadence: float) -> dict[str, object]:
    wall, budgets, figures = Wall(cadence), Budgets(SystemClock()), Figures()
    began, cpu = time.perf_counter(), time.process_time()
    async with asyncio.TaskGroup() as tasks:
        for number in range(count):
            tasks.create_task(speak(number, wall, budgets, seconds, figures))
    spent = time.process_time() - cpu
    return {
        "replies": count,
        "incomplete": figures.incomplete,
        "tokens": figures.tokens,
        "edits_per_reply": round(wall.edits / count, 1),
        "cpu_microseconds_per_token": round(spent / figures.tokens * 1e6, 1),
        "cpu_share_of_one_core": round(spent / (time.perf_counter() - began), 2),
        "first_text_ms": {"p50": at(figures.first, 0.5), "p99": at(figures.first, 0.99)},
        "token_lag_ms": {"p50": at(figures.lag, 0.5), "p99": at(figures.lag, 0.99)},
    }


def at(values: list[float], part: float) -> float:
    return round(sorted(values)[int(len(values) * part)] * 1000, 2)


async def weigh(count: int) -> dict[str, object]:
    """Bytes that a stream in mid-reply holds, with its task and 2,000 characters of text."""
    wall, budgets, clock = Wall(1.0), Budgets(SystemClock()), SystemClock()
    await asyncio.sleep(0)
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    streams = [
        ReplyStream(
            platform=wall,
            budgets=budgets,
            clock=clock,
            surface=Surface("wall", TenantId("t"), "c", str(number)),
            key=f"w{number}",
            dress=dress,
            book=Nowhere(),
        )
        for number in range(count)
    ]
    async with asyncio.TaskGroup() as tasks:
        for stream in streams:
            tasks.create_task(stream.run())
            for index in range(400):
                stream.feed(f"{TOKENS[index % len(TOKENS)]} ")
        await asyncio.sleep(0.5)
        gc.collect()
        held = tracemalloc.get_traced_memory()[0] - before
        tracemalloc.stop()
        for stream in streams:
            stream.halt()
    return {"bytes_per_stream": held // count}


def on_one_core(main: Callable[[], Awaitable[dict[str, object]]]) -> dict[str, object]:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    async def run() -> dict[str, object]:
        return await main()

    try:
        import uvloop  # noqa: PLC0415  # not on every system

        factory: Callable[[], asyncio.AbstractEventLoop] | None = uvloop.new_event_loop
    except ImportError:
        factory = None
    with asyncio.Runner(loop_factory=factory) as runner:
        return runner.run(run())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replies", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--cadence", type=float, default=1.0)
    asked = parser.parse_args()
    figures = {
        "crowd": on_one_core(lambda: crowd(asked.replies, asked.seconds, asked.cadence)),
        "fifty": on_one_core(lambda: crowd(50, 3.0, asked.cadence)),
        "memory": on_one_core(lambda: weigh(1000)),
        "peak_rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
