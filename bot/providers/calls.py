"""The log of model calls: every call of a provider leaves one line, however it ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog

from bot.domain.transcript import Micros
from bot.errors import BadVerdict, BudgetSpent, ProviderError, RateLimited, Refused, Unavailable
from bot.ports.clock import Clock
from bot.ports.provider import Call, Prompt, Provider, Stream, Usage
from bot.ports.store import ModelCall

Log = Callable[[ModelCall], Awaitable[None]]

PATIENCE = 2.0
"""Seconds the log may take before its line is given up: whoever left the call waits for it."""
OUTCOMES: dict[type[ProviderError], str] = {
    RateLimited: "rate_limited",
    Unavailable: "unavailable",
    Refused: "refused",
    BadVerdict: "bad_verdict",
    BudgetSpent: "budget_spent",
}

log = structlog.get_logger(__name__)


class Logged:
    """A provider whose calls are measured and handed to `write`.

    A line has an outcome: `ok`, `length` where the reply was cut at its limit, `cancelled` where
    the reader left before the end, else what went wrong. That it cannot be written is a warning in
    the ordinary log and no more: a reply is worth more than its line.
    """

    def __init__(self, provider: Provider, clock: Clock, write: Log) -> None:
        self._provider = provider
        self._clock = clock
        self._write = write

    @property
    def name(self) -> str:
        return self._provider.name

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[Stream]:
        watch = _Watch(clock=self._clock, at=self._clock.now(), began=self._clock.monotonic())
        try:
            async with self._provider.stream(prompt) as stream:
                yield _Watched(stream, watch)
        finally:
            await self._record(watch.line(prompt, self.name))

    async def _record(self, line: ModelCall) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                await self._write(line)
        except Exception as error:  # noqa: BLE001  # whatever it is, the reply goes on
            log.warning("call.unlogged", session=line.session, problem=repr(error))


@dataclass(slots=True, kw_only=True)
class _Watch:
    """One call's times and end."""

    clock: Clock
    at: Micros
    began: float
    call: Call | None = None
    first: float | None = None
    failure: Exception | None = None

    def line(self, prompt: Prompt, provider: str) -> ModelCall:
        call = self.call
        return ModelCall(
            session=prompt.session,
            tenant=prompt.tenant,
            purpose=prompt.purpose,
            provider=call.provider if call else provider,
            model=call.model if call else "",
            usage=call.usage if call else Usage(),
            at=self.at,
            first_token=None if self.first is None else self._micros(self.first),
            duration=self._micros(self.clock.monotonic()),
            outcome=self._outcome(),
        )

    def _outcome(self) -> str:
        if self.failure is not None:
            kinds = (name for kind, name in OUTCOMES.items() if isinstance(self.failure, kind))
            return next(kinds, "error")
        if self.call is None:
            return "error"
        match self.call.outcome:
            case "complete":
                return "ok"
            case "length":
                return "length"
            case _:
                return "cancelled"

    def _micros(self, moment: float) -> int:
        return round((moment - self.began) * 1_000_000)


class _Watched:
    """A stream that tells its watch when the first words came, and what went wrong."""

    def __init__(self, stream: Stream, watch: _Watch) -> None:
        self.call = watch.call = stream.call
        self._stream = stream
        self._watch = watch

    async def __aiter__(self) -> AsyncIterator[str]:
        watch = self._watch
        try:
            async for delta in self._stream:
                if watch.first is None:
                    watch.first = watch.clock.monotonic()
                yield delta
        except Exception as error:
            watch.failure = error
            raise
