"""What the engine asks of a chat platform. Differences are `Capabilities` (data) or methods."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.domain.content import Content, Opening
from bot.domain.events import InboundEvent
from bot.domain.surface import MessageRef, Surface
from bot.ports.directory import Directory

Verb = Literal["post", "edit", "start", "append", "stop", "status", "open", "answer"]
"""What a call is counted as. Opening a thread, and telling one person something where others read
along, are posts where a platform has no limits of their own for them."""
Stage = Literal["thinking", "analyzing", "generating", "complete", "error"]
Accept = Callable[[InboundEvent], Awaitable[bool]]
"""Takes an event; returns once it is durable, False where it was known already. Only then may the
platform be told that it has arrived. Raises StoreError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How many calls a window allows: never more than `calls` in any `seconds` seconds.

    With `burst`, that many calls may be made at once after a quiet time, and `calls` a window on
    average. `per` says who shares it: one thread, one channel with its threads, one tenant, or
    everything this bot does. Verbs whose limits have the same `name` are counted together.
    """

    calls: int
    seconds: float
    per: Literal["thread", "channel", "tenant", "bot"]
    burst: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a platform can do, as data."""

    page: int
    """The longest text of one message, in `unit`."""
    unit: Literal["characters", "utf16", "bytes"] = "characters"
    edits: bool = True
    """Whether a message can be changed after it was posted."""
    streams: bool = False
    """Whether `stream` may give a stream. Needs `edits`, to mend one the platform has closed."""
    stream_seconds: float | None = None
    """How old a stream may grow before it is ended and the message goes on by edits."""
    stream_bytes: int | None = None
    """The longest text of a message that is streamed, in UTF-8 bytes, besides `page`."""
    cadence: float = 1.0
    """The shortest time in seconds between two edits of one message while it grows."""
    limits: dict[Verb, tuple[Limit, ...]]
    """Every limit a call of that verb counts against; a verb that is missing is not limited."""
    status_after: float = 0.0
    """Seconds after which it is said that a reply is being made; what can be read sooner needs no
    such sign."""
    status_lasts: float | None = None
    """Seconds until that is said once more; None where it stands until the reply does."""
    finds: bool = False
    """Whether `lookup` can find a message by its key."""


class NativeStream(Protocol):
    """A message the platform lets grow by itself. Raises StreamClosed once it no longer grows."""

    ref: MessageRef

    async def append(self, text: str) -> None: ...

    async def stop(self, content: Content) -> None:
        """Ends the stream; `content` is what stands there in the end."""


class Platform(Protocol):
    """A place where trainees talk. Every method raises PlatformError and nothing else."""

    @property
    def name(self) -> str: ...

    @property
    def capabilities(self) -> Capabilities: ...

    @property
    def directory(self) -> Directory: ...

    async def run(self, accept: Accept) -> None:
        """Takes events in until cancelled."""

    async def open_thread(self, home: Surface, opening: Opening, key: str) -> MessageRef:
        """Opens a session's thread with its first message, whose surface is the thread."""

    async def delayed(self, home: Surface, opening: Opening, seconds: float) -> None:
        """Says to whoever asked for a session that it opens in about so many seconds; may do
        nothing, and is nothing that must be shown."""

    async def post(self, surface: Surface, content: Content, key: str) -> MessageRef:
        """Posts a message. The same key names the same message, where the platform can tell."""

    async def edit(self, ref: MessageRef, content: Content) -> None: ...

    async def delete(self, ref: MessageRef) -> None:
        """Takes a message back; one that is gone already is no error."""

    async def stream(self, surface: Surface, content: Content, key: str) -> NativeStream | None:
        """Begins a message that grows by itself, or declines before anything is shown."""

    async def end_stream(self, ref: MessageRef) -> None:
        """Ends what an earlier process may have left growing; a message that does not is no error.

        Its text stays, and it can be edited from then on. Asked only where `streams` is so."""

    async def status(self, surface: Surface, stage: Stage, text: str) -> None:
        """Says what is being done; may do nothing."""

    async def lookup(self, surface: Surface, key: str) -> MessageRef | None:
        """The message posted under a key, where the platform can find it."""
