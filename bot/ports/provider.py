"""What the engine asks of a language model, or of anything that plays its part."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Literal, Protocol

from bot.domain.scenario import Scenario
from bot.domain.surface import SessionId, TenantId
from bot.domain.transcript import Play, Transcript

Purpose = Literal["persona", "judge", "check", "extraction"]


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
class Prompt:
    """What a reply is asked for with. `system` stays the same through a session, so that a
    provider's prompt cache hits; `limit` is in tokens."""

    purpose: Purpose
    system: str
    messages: tuple[Message, ...]
    limit: int
    session: SessionId
    tenant: TenantId
    scene: Scene


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
    outcome: Literal["unfinished", "complete", "length"] = "unfinished"
    """`length` where the reply was cut at the prompt's `limit`."""


class Stream(Protocol):
    """A reply on its way. Iterating raises ProviderError; an end without an error is complete."""

    call: Call

    def __aiter__(self) -> AsyncIterator[str]: ...


class Provider(Protocol):
    """Whoever writes the persona's words."""

    @property
    def name(self) -> str: ...

    def stream(self, prompt: Prompt) -> AbstractAsyncContextManager[Stream]:
        """A reply as it is written, in pieces; leaving the context cancels the request."""
