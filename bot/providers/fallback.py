"""The models in order of preference, and the script behind them, as one provider.

Owns which of them is asked when, and for how long. A model that fails before its first words is
passed over unseen; after them the error goes to the engine, which begins the reply again in the
same message. One time limit holds for the whole turn; when it has passed, or no model is left, the
script speaks, and the call says so in `stand_in`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

from bot.errors import BudgetSpent, Empty, Stalled
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
    Usage,
)
from bot.providers.breaker import Breaker
from bot.providers.deadline import Deadline
from bot.providers.search import Search

TURN = 45.0
"""Seconds from the trainee's message to the last word of a model, over all that are asked."""
JUDGEMENT = 120.0
"""Seconds for one judgement, over all models that are asked."""


class Fallback:
    """`models` in order of preference, then `script`, where there is one.

    The time for the first words is divided among the models still to be asked, so that one that
    hangs leaves time for the next; the last one has all that is left.
    """

    name = "fallback"

    def __init__(
        self,
        models: Sequence[Model],
        script: Provider | None = None,
        *,
        clock: Clock,
        breakers: Mapping[Model, Breaker] | None = None,
        turn: float = TURN,
        judgement: float = JUDGEMENT,
    ) -> None:
        self.models = tuple(models)
        self.script = script
        self._clock = clock
        self._breakers = breakers or {model: Breaker(clock) for model in models}
        self._turn = turn
        self._judgement = judgement

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[Stream]:
        since = self._clock.monotonic() if prompt.since is None else prompt.since
        models = sorted(self.models, key=lambda model: model.name in prompt.broke_off)
        search = self._search(prompt, models, since + self._turn)
        reply = _Reply(prompt, search, self.script)
        try:
            yield reply
        finally:
            await reply.close()

    def judge(self, question: Question, schema: Schema) -> Judging:
        """What the first model says that can judge; its usage is that of all who were asked."""
        call = Call(provider="", model="")
        return Judging(call=call, work=partial(self._judge, question, schema, call))

    async def _judge(self, question: Question, schema: Schema, call: Call) -> Answer:
        search = self._search(question, self.models, self._clock.monotonic() + self._judgement)
        while (model := await search.next()) is not None:
            judging, before = model.judge(question, schema), call.usage
            try:
                answer = await _answer(judging, search.share())
            except Exception as error:  # noqa: BLE001  # whatever it is, another may do better
                search.failed(model, error)
            else:
                search.answered(model)
                return answer
            finally:
                search.left()
                _copy(judging.call, call)
                call.usage = _sum(before, call.usage)
        raise search.error

    def _search(self, question: Question, models: Sequence[Model], until: float) -> Search:
        return Search(
            models=models,
            question=question,
            clock=self._clock,
            breakers=self._breakers,
            until=until,
        )


class _Reply:
    """One reply, by whoever can give it."""

    def __init__(self, prompt: Prompt, search: Search, script: Provider | None) -> None:
        self.call = Call(provider="", model="")
        self._prompt = prompt
        self._search = search
        self._script = script
        self._exits = AsyncExitStack()
        self._stream: Stream | None = None
        self._pieces: AsyncIterator[str] = _nothing()

    async def __aiter__(self) -> AsyncIterator[str]:
        while (model := await self._search.next()) is not None:
            try:
                begun = await self._begin(model)
            except Exception as error:  # noqa: BLE001  # whatever it is, another may do better
                await self._leave()
                self._search.failed(model, error)
                continue
            for piece in begun:
                yield piece
            until = Deadline(self._search.time)
            try:
                while (next := await self._piece(until)) is not None:
                    yield next
            except Exception as error:
                self._search.failed(model, error)
                raise
            finally:
                until.end()
            self._search.answered(model)
            return
        await self._stand_in()
        async for piece in self._pieces:
            yield piece

    async def close(self) -> None:
        """Ends the request of whoever is speaking."""
        await self._leave()
        self._search.left()

    async def _begin(self, model: Model) -> list[str]:
        """What `model` says first: a piece, or all of it where it takes the place of what is shown,
        so that it cannot break off a second time in front of everybody."""
        await self._open(model)
        first, *rest = await self._pieces_within(self._search.share(), count=1)
        self._tell()
        if self._prompt.broke_off:
            rest = await self._pieces_within(self._search.time)
        return [first, *rest]

    async def _pieces_within(self, seconds: float, count: int | None = None) -> list[str]:
        """So many pieces, or all there are; raises Empty where one was wanted and there is none."""
        until, found = Deadline(seconds), list[str]()
        try:
            while len(found) != count and (piece := await self._piece(until)) is not None:
                found.append(piece)
        finally:
            until.end()
        if count and not found:
            raise Empty
        return found

    async def _open(self, provider: Provider) -> None:
        self._stream = await self._exits.enter_async_context(provider.stream(self._prompt))
        self._pieces = aiter(self._stream)

    async def _leave(self) -> None:
        if self._stream is not None:
            self._stream.call.fault = self.call.fault
        await self._exits.aclose()
        self._tell()
        self._stream = None

    def _tell(self) -> None:
        """Says in the reply's own call who speaks, and how far it is."""
        if self._stream is not None:
            _copy(self._stream.call, self.call)

    async def _piece(self, until: Deadline) -> str | None:
        """The next piece, None after the last."""
        assert self._stream is not None  # noqa: S101  # whoever reads has opened it
        call = self._stream.call
        try:
            return await until.next(self._pieces)
        except TimeoutError as error:
            call.outcome = "stalled"
            raise Stalled(f"{call.provider} did not answer in time.") from error

    async def _stand_in(self) -> None:
        if self._script is None:
            raise self._search.error
        if self._search.models:
            spent = isinstance(self._search.error, BudgetSpent)
            self.call.stand_in = "spent" if spent else "silent"
        await self._open(self._script)
        self._tell()


async def _answer(judging: Judging, seconds: float) -> Answer:
    """A judgement, unless it takes longer."""
    async with asyncio.TaskGroup() as tasks:
        # in a task of its own, so that its call says why it was ended before it is
        task = tasks.create_task(_caught(judging))
        await asyncio.wait([task], timeout=seconds)
        if not task.done():
            judging.call.outcome = "stalled"
            task.cancel()
    if task.cancelled():
        raise Stalled(f"{judging.call.provider} did not answer in time.")
    answer = task.result()
    if isinstance(answer, Exception):
        raise answer
    return answer


async def _caught(judging: Judging) -> Answer | Exception:
    try:
        return await judging
    except Exception as error:  # noqa: BLE001  # raised again by who waits for it
        return error


async def _nothing() -> AsyncIterator[str]:
    return
    yield


def _copy(inner: Call, outer: Call) -> None:
    outer.provider, outer.model = inner.provider, inner.model
    outer.usage, outer.outcome = inner.usage, inner.outcome


def _sum(one: Usage, other: Usage) -> Usage:
    return Usage(
        tokens_in=one.tokens_in + other.tokens_in,
        tokens_out=one.tokens_out + other.tokens_out,
        tokens_cached=one.tokens_cached + other.tokens_cached,
        estimated=one.estimated or other.estimated,
    )
