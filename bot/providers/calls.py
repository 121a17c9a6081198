"""The log of model calls: every call of a provider leaves one line, however it ends."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

import structlog

from bot.domain.transcript import Micros
from bot.ports.clock import Clock
from bot.ports.provider import (
    Answer,
    Call,
    Judging,
    Model,
    Prompt,
    Provider,
    Question,
    Schema,
    Stream,
)
from bot.ports.store import ModelCall
from bot.providers import outcomes
from bot.providers.pricing import Prices

Log = Callable[[ModelCall], Awaitable[None]]

PATIENCE = 2.0
"""Seconds the log may take before its line is given up: whoever left the call waits for it."""

log = structlog.get_logger(__name__)


class Logged:
    """A provider whose calls are measured and handed to `write`.

    A line has an outcome: `ok`, `length` where the reply was cut at its limit, `stalled` where the
    reader gave up waiting, `cancelled` where the reader left before the end, the kind of fault
    where it left because of the words, else what went wrong (see `outcomes`). That it cannot be written is a warning in the ordinary log and no more: a
    reply is worth more than its line.
    """

    def __init__(
        self,
        provider: Provider,
        clock: Clock,
        write: Log,
        prices: Prices | None = None,
    ) -> None:
        self._provider = provider
        self._clock = clock
        self._write = write
        self._prices = prices or Prices()

    @property
    def name(self) -> str:
        return self._provider.name

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[Stream]:
        watch = self._watch()
        try:
            async with self._provider.stream(prompt) as stream:
                yield _Watched(stream, watch)
        finally:
            await self._record(prompt, watch)

    def _watch(self) -> _Watch:
        return _Watch(clock=self._clock, at=self._clock.now(), began=self._clock.monotonic())

    async def _record(self, question: Question, watch: _Watch, *, streamed: bool = True) -> None:
        line = watch.line(question, self.name, self._prices, streamed=streamed)
        try:
            async with asyncio.timeout(PATIENCE):
                await self._write(line)
        except Exception as error:  # noqa: BLE001  # whatever it is, the reply goes on
            log.warning("call.unlogged", session=line.session, problem=repr(error))


class LoggedModel(Logged):
    """The same for a model, whose judgements are logged as well: a line each, repairs included."""

    def __init__(
        self, model: Model, clock: Clock, write: Log, prices: Prices | None = None
    ) -> None:
        super().__init__(model, clock, write, prices)
        self._model = model

    def judge(self, question: Question, schema: Schema) -> Judging:
        judging = self._model.judge(question, schema)
        return Judging(call=judging.call, work=partial(self._judge, question, judging))

    async def _judge(self, question: Question, judging: Judging) -> Answer:
        watch = self._watch()
        watch.call = judging.call
        try:
            return await judging
        except Exception as error:
            watch.failure = error
            raise
        finally:
            await self._record(question, watch, streamed=False)


class Totals:
    """What the calls of this process came to, by provider, model and purpose."""

    def __init__(self) -> None:
        self._calls: Counter[tuple[_Whose, str]] = Counter()
        self._tokens: Counter[tuple[_Whose, str]] = Counter()
        self._dollars: defaultdict[_Whose, float] = defaultdict(float)

    def add(self, call: ModelCall) -> None:
        """Counts one line of the log."""
        whose, usage = (call.provider, call.model, call.purpose), call.usage
        self._calls[whose, call.outcome] += 1
        self._tokens[whose, "in"] += usage.tokens_in
        self._tokens[whose, "cached"] += usage.tokens_cached
        self._tokens[whose, "out"] += usage.tokens_out
        if call.cost is not None:
            self._dollars[whose] += call.cost

    def figures(self) -> Iterator[tuple[str, str, dict[str, str], float]]:
        """Counters for Prometheus: name, help, labels and value."""
        for (whose, outcome), calls in self._calls.items():
            labels = _labels(whose) | {"outcome": outcome}
            yield "chattrain_model_calls", "Calls of models, by how they ended.", labels, calls
        for (whose, kind), tokens in self._tokens.items():
            labels = _labels(whose) | {"kind": kind}
            told = "Tokens of models; cached ones are among those in."
            yield "chattrain_model_tokens", told, labels, tokens
        for whose, dollars in self._dollars.items():
            told = "US dollars, for models whose price is known."
            yield "chattrain_model_dollars", told, _labels(whose), dollars


_Whose = tuple[str, str, str]


def _labels(whose: _Whose) -> dict[str, str]:
    return dict(zip(("provider", "model", "purpose"), whose, strict=True))


@dataclass(slots=True, kw_only=True)
class _Watch:
    """One call's times and end."""

    clock: Clock
    at: Micros
    began: float
    call: Call | None = None
    first: float | None = None
    failure: Exception | None = None

    def line(
        self, question: Question, provider: str, prices: Prices, *, streamed: bool
    ) -> ModelCall:
        call = self.call or Call(provider=provider, model="")
        return ModelCall(
            session=question.session,
            tenant=question.tenant,
            member=question.member,
            purpose=question.purpose,
            provider=call.provider,
            model=call.model,
            usage=call.usage,
            at=self.at,
            first_token=None if self.first is None else self._micros(self.first),
            duration=self._micros(self.clock.monotonic()),
            outcome=self._outcome(),
            streamed=streamed,
            cost=prices.cost(call.provider, call.model, call.usage),
        )

    def _outcome(self) -> str:
        if self.failure is not None:
            return outcomes.of(self.failure).name
        if self.call is None:
            return outcomes.ERROR.name
        if self.call.fault is not None:
            return self.call.fault
        match self.call.outcome:
            case "complete":
                return "ok"
            case "length" | "stalled":
                return self.call.outcome
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
