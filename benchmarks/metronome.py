"""A model that writes at a steady pace, in process: what the benchmarks stream from."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.ports.clock import Clock
from bot.ports.provider import Call, Prompt, Usage

SLOTS = 20
"""The streams are spread over this many moments of a token's time, as real ones would be."""


class Beat:
    """One reply on its way: the metronome puts a token in, the reader takes it out."""

    def __init__(self, tokens: int, clock: Clock) -> None:
        self.call = Call(provider="metronome", model="metronome")
        self.first_at: float | None = None
        self._left = tokens
        self._ready = 0
        self._waiting: asyncio.Future[None] | None = None
        self._clock = clock

    def tick(self) -> bool:
        """Writes one token; gives False after the last."""
        if self.first_at is None:
            self.first_at = self._clock.monotonic()
        self._ready += 1
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)
        self._left -= 1
        return self._left > 0

    async def __aiter__(self) -> AsyncIterator[str]:
        loop = asyncio.get_running_loop()
        written = 0
        while self._left > 0 or self._ready:
            if not self._ready:
                self._waiting = loop.create_future()
                await self._waiting
            while self._ready:
                self._ready -= 1
                written += 1
                yield "word. " if written % 12 == 0 else "word "
        self.call.usage = Usage(tokens_out=written)


class Metronome:
    """Plays every persona at `rate` tokens a second, `tokens` a reply."""

    name = "metronome"

    def __init__(self, clock: Clock, *, rate: float, tokens: int) -> None:
        self._clock, self._rate, self._tokens = clock, rate, tokens
        self._slots: list[set[Beat]] = [set() for _ in range(SLOTS)]
        self._next = 0
        self.beats: dict[str, Beat] = {}

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[Beat]:
        beat = Beat(self._tokens, self._clock)
        slot = self._slots[self._next % SLOTS]
        self._next += 1
        slot.add(beat)
        self.beats[prompt.session] = beat
        try:
            yield beat
        finally:
            slot.discard(beat)

    async def run(self) -> None:
        """Beats until cancelled, never slower than the clock: a late beat is made up for."""
        step = 1 / self._rate / SLOTS
        due, number = self._clock.monotonic(), 0
        while True:
            due += step
            await self._clock.sleep(max(0.0, due - self._clock.monotonic()))
            slot = self._slots[number % SLOTS]
            number += 1
            for beat in [beat for beat in slot if not beat.tick()]:
                slot.discard(beat)
