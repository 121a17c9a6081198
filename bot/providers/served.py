"""A model behind an HTTP API that streams: what is the same whichever API it is.

Owns the limits of time, closing the connection, what of a reply is said aloud, what a call took, and
judging with its one repair. Knows no SDK: a Reading says what an API's events mean.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal, Protocol

from bot.domain.surface import SessionId, TenantId
from bot.errors import BadVerdict, Empty, ProviderError
from bot.ports.provider import (
    Answer,
    Call,
    Judging,
    Message,
    Prompt,
    Question,
    Schema,
    Stream,
    Usage,
)
from bot.providers import fitting
from bot.providers.faults import Patience, Server
from bot.providers.spoken import Spoken
from bot.providers.tokens import Tokens

THINKING = 2048
"""Tokens a model that thinks may use up before its first word, beyond the question's limit."""
LATE = 2.0
"""Seconds that are waited for the usage once the reply is complete."""
SPEAKING = Patience()
JUDGING = Patience(read=60.0, total=90.0)
"""A judge thinks before it writes, and nothing comes meanwhile."""
ATTEMPTS = 2
"""An answer that does not fit its form is repaired once."""

GREETING = Question(
    purpose="check",
    system="Answer with one word.",
    messages=(Message("user", "Are you there?"),),
    limit=16,
    session=SessionId(""),
    tenant=TenantId("local"),
)

End = Literal["complete", "length"] | ProviderError


class Events(Protocol):
    """A stream of an SDK."""

    def __anext__(self) -> Awaitable[Any]: ...

    async def close(self) -> None: ...


class Reading(ABC):
    """What one reply's events say, one after another."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.usage: Usage | None = None
        self.begun: Usage | None = None
        """What is known of the usage before the end."""
        self.thought = False
        self.thoughts = 0
        """Their length in characters, as far as it is shown."""
        self.end: End | None = None
        """How the reply ended; an early end raises nothing in an SDK, so None is one."""

    @abstractmethod
    def piece(self, event: Any) -> str:
        """An event's text, often empty; takes down what else it says."""

    def think(self, text: str = "") -> None:
        self.thought = True
        self.thoughts += len(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked of an API; `limit` has room for thoughts where there may be some."""

    model: str
    system: str
    messages: tuple[Message, ...]
    limit: int
    schema: Schema | None
    quick: bool
    """Whether somebody waits for the first word."""
    patience: Patience


Opened = tuple[Events, Reading]


class ServedModel(ABC):
    """A model of a server: it plays and it judges. `close` when it is no longer needed."""

    def __init__(self, server: Server, patience: Patience) -> None:
        self.server = server
        self._patience = patience
        self._tokens = Tokens()
        self._thinks = False

    @property
    def name(self) -> str:
        return self.server.name

    @abstractmethod
    async def close(self) -> None: ...

    @abstractmethod
    async def _open(self, request: Request) -> Opened:
        """Sends a request; gives its events and who reads them, once the server has answered."""

    @abstractmethod
    def _mapped(self) -> AbstractContextManager[None]:
        """Turns whatever the SDK and its transport raise into a ProviderError."""

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[Stream]:
        call = Call(provider=self.name, model=self.server.model)
        request = self._request(prompt, self._patience)
        async with self._reply(prompt, request, call, _now() + self._patience.total) as reply:
            yield reply

    def judge(self, question: Question, schema: Schema) -> Judging:
        call = Call(provider=self.name, model=self.server.model)
        return Judging(call=call, work=partial(self._judge, question, schema, call))

    async def greet(self, seconds: float) -> None:
        """Has the model say a word, which costs next to nothing. Raises ProviderError where key,
        model or server do not do; a model that only thinks of an answer does."""
        call = Call(provider=self.name, model=self.server.model)
        async with self._reply(GREETING, self._request(GREETING), call, _now() + seconds) as reply:
            with suppress(Empty):
                async for _ in reply:
                    return

    async def _judge(self, question: Question, schema: Schema, call: Call) -> Answer:
        form, deadline = fitting.Form(schema), _now() + JUDGING.total
        misfit = fitting.Misfit("", "")
        for _ in range(ATTEMPTS):
            text = await self._written(question, schema, call, deadline)
            try:
                answer = form.read(text)
            except fitting.Misfit as error:
                misfit, question = error, fitting.repairing(question, text, error)
            else:
                call.outcome = "complete"
                return answer
        raise BadVerdict(f"{self.name} judged in a form that was not asked for: {misfit.place}.")

    async def _written(
        self, question: Question, schema: Schema, call: Call, deadline: float
    ) -> str:
        """One attempt's text; what it took is added to the call however it ends."""
        request = self._request(question, JUDGING, schema)
        attempt = Call(provider=call.provider, model=call.model)
        try:
            async with self._reply(question, request, attempt, deadline) as reply:
                return "".join([piece async for piece in reply])
        finally:
            call.model = attempt.model
            call.usage = _sum(call.usage, attempt.usage)

    def _request(
        self, question: Question, patience: Patience = SPEAKING, schema: Schema | None = None
    ) -> Request:
        quick = schema is None
        room = THINKING if self._thinks or not quick else 0
        return Request(
            model=self.server.model,
            system=question.system,
            messages=question.messages,
            limit=question.limit + room,
            schema=None if schema is None else fitting.plain(schema),
            quick=quick,
            patience=patience,
        )

    @asynccontextmanager
    async def _reply(
        self, question: Question, request: Request, call: Call, deadline: float
    ) -> AsyncIterator[_Reply]:
        reply = _Reply(partial(self._open, request), self._mapped, call, self.server, deadline)
        try:
            yield reply
        finally:
            await reply.close()
            self._account(question, reply)

    def _account(self, question: Question, reply: _Reply) -> None:
        """Settles what the call took, and what it taught about the model."""
        reading = reply.reading
        if reading is None:
            return
        if reading.usage is not None:
            reply.call.usage = reading.usage
            self._tokens.learn(question, reading.usage)
        else:
            written = reply.characters + reading.thoughts
            reply.call.usage = self._tokens.estimate(question, written, reading.begun)
        self._thinks = self._thinks or reading.thought or reply.spoken.thought


class _Reply:
    """A reply on its way."""

    def __init__(
        self,
        open: Callable[[], Awaitable[Opened]],
        mapped: Callable[[], AbstractContextManager[None]],
        call: Call,
        server: Server,
        deadline: float,
    ) -> None:
        self.call = call
        self.spoken = Spoken()
        self.characters = 0
        self.reading: Reading | None = None
        """None until the server took the request: then it may have taken tokens for it."""
        self._events: Events | None = None
        self._open = open
        self._mapped = mapped
        self._server = server
        self._deadline = deadline
        self._ending = False

    async def close(self) -> None:
        """Closes the connection, unless the reply was read to its end."""
        if self._events is not None:
            with suppress(Exception):  # what cannot be closed is closed
                await self._events.close()

    async def __aiter__(self) -> AsyncIterator[str]:
        hear = self.spoken.hear
        with self._mapped():
            async with asyncio.timeout_at(self._deadline):
                self._events, self.reading = events, reading = await self._open()
            self.call.model = reading.server.model
            while (piece := await self._next(events, reading)) is not None:
                if piece:
                    self.characters += len(piece)
                    if heard := hear(piece):
                        yield heard
            if rest := self.spoken.end():
                yield rest
            self.call.outcome = self._outcome(reading)

    async def _next(self, events: Events, reading: Reading) -> str | None:
        """The next event's text, None after the last. Nothing spoils a reply that is complete."""
        try:
            async with asyncio.timeout_at(self._deadline):
                piece = reading.piece(await anext(events))
        except StopAsyncIteration:
            return None
        except Exception:
            if reading.end is None:
                raise
            return None
        if reading.end is not None and not self._ending:
            self._ending = True
            self._deadline = min(self._deadline, _now() + LATE)
        return piece

    def _outcome(self, reading: Reading) -> Literal["complete", "length"]:
        match reading.end:
            case None:
                raise self._server.broke_off()
            case ProviderError() as error:
                raise error
            case _ if not self.spoken.said:
                raise self._server.said_nothing()
            case end:
                return end


def _now() -> float:
    return asyncio.get_running_loop().time()


def _sum(one: Usage, other: Usage) -> Usage:
    return replace(
        one,
        tokens_in=one.tokens_in + other.tokens_in,
        tokens_out=one.tokens_out + other.tokens_out,
        tokens_cached=one.tokens_cached + other.tokens_cached,
        estimated=one.estimated or other.estimated,
    )


def count(holder: object, name: str) -> int:
    """A count in what a server says it used; 0 where it is missing or no count."""
    number = getattr(holder, name, None)
    return number if isinstance(number, int) else 0
