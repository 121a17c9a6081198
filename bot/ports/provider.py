"""What the engine asks of a language model, or of anything that plays its part."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from bot.domain.guarding import Kind
from bot.domain.scenario import Scenario
from bot.domain.surface import MemberId, SessionId, TenantId
from bot.domain.transcript import Play, StandIn, Transcript

Purpose = Literal["persona", "judge", "check", "extraction"]
Schema = Mapping[str, Any]
"""A JSON Schema of an object. Every property is required and no other is allowed: the part of JSON
Schema that all providers keep to. What may be missing is `anyOf` with null."""
Answer = dict[str, Any]
"""A JSON object that fits its schema."""


@dataclass(frozen=True, slots=True)
class Message:
    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is being played, for a provider that plays without a model."""

    scenario: Scenario
    transcript: Transcript
    """Up to and without the reply that is asked for."""
    play: Play


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a model is asked. `system` stays the same through a session, so that a provider's
    prompt cache hits; `limit` is in tokens, without a model's thoughts."""

    purpose: Purpose
    system: str
    messages: tuple[Message, ...]
    limit: int
    session: SessionId
    tenant: TenantId
    member: MemberId | None = None
    """For whom it is asked, where that is known: for the log and the limits of calls."""
    unsent: tuple[str, ...] = ()
    """What was said in the session that the messages may leave out, in its order. It is never sent:
    it is for a mask, which learns from it whose names are to be hidden."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt(Question):
    """What the persona's reply is asked for with, by a model or without one."""

    scene: Scene
    since: float | None = None
    """When the reply was first asked for, by the clock's seconds; None for now."""
    broke_off: frozenset[str] = frozenset()
    """Providers that began this reply already and broke off: asked last, and not shown before the
    reply is whole, because it takes the place of what is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a call took. `tokens_cached` are among `tokens_in`, a model's thoughts among
    `tokens_out`; `estimated` where the provider did not say."""

    tokens_in: int = 0
    tokens_out: int = 0
    tokens_cached: int = 0
    estimated: bool = False


@dataclass(slots=True, kw_only=True)
class Call:
    """One call of a model, filled in while it goes on; `usage` is final once the stream is left."""

    provider: str
    model: str
    usage: Usage = field(default_factory=Usage)
    outcome: Literal["unfinished", "complete", "length", "stalled"] = "unfinished"
    """`length` where the reply was cut at the prompt's `limit`, `stalled` where whoever listened
    gave up waiting."""
    fault: Kind | None = None
    """What was wrong with the words, where whoever listened would hear no more of them."""
    stand_in: StandIn | None = None
    """Why the script speaks in a model's place."""


class Stream(Protocol):
    """A reply on its way. Iterating raises ProviderError; an end without an error is complete."""

    call: Call

    def __aiter__(self) -> AsyncIterator[str]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """A judgement on its way. Awaiting it asks the model and gives an object that fits the schema,
    or raises ProviderError: BadVerdict where the object did not fit even after one repair. The call
    is filled in as it goes on, over all attempts, however it ends."""

    call: Call
    work: Callable[[], Awaitable[Answer]]

    def __await__(self) -> Generator[Any, None, Answer]:
        return self.work().__await__()


class Provider(Protocol):
    """Whoever writes the persona's words."""

    @property
    def name(self) -> str: ...

    def stream(self, prompt: Prompt) -> AbstractAsyncContextManager[Stream]:
        """A reply as it is written, in pieces; leaving the context cancels the request."""


class Judge(Protocol):
    """Whoever answers in a form that is laid down. The script is none."""

    @property
    def name(self) -> str: ...

    def judge(self, question: Question, schema: Schema) -> Judging:
        """What is asked, answered in the schema's form; cancelling ends the request."""


class Model(Provider, Judge, Protocol):
    """A language model: it plays and it judges."""
