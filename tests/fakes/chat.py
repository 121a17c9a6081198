"""A chat platform in memory: strict about its limits, and as faulty as a test wants it.

It keeps, for each message, all that a person would have seen, and notes in `violations` whatever a
real platform would not have forgiven.
"""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from bot.domain.content import Content, Opening, Speech
from bot.domain.surface import MessageRef, SessionId, Surface
from bot.errors import (
    MessageGone,
    PlatformError,
    PlatformRateLimited,
    PlatformUnavailable,
    StreamClosed,
)
from bot.ports.clock import Clock
from bot.ports.platform import Accept, Capabilities, Limit, NativeStream, Stage
from bot.replies.pages import measure
from tests.fakes.people import People

T = TypeVar("T")

PLAIN = Capabilities(page=2000, limits={})


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with one call. With `after`, it has its effect all the same."""

    error: PlatformError
    after: bool = False


def limited(retry_after: float) -> Fault:
    return Fault(PlatformRateLimited(retry_after=retry_after))


def unavailable(*, after: bool = False) -> Fault:
    return Fault(PlatformUnavailable(), after=after)


def gone() -> Fault:
    return Fault(MessageGone())


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person saw from a moment on."""

    at: float
    content: Content

    @property
    def text(self) -> str:
        return text_of(self.content)

    @property
    def complete(self) -> bool:
        return bool(getattr(self.content, "complete", True))


@dataclass(slots=True)
class Message:
    """One message and its history."""

    ref: MessageRef
    key: str
    history: list[Seen] = field(default_factory=list)
    deleted: bool = False
    growing: bool = False
    began: float = 0.0

    @property
    def now(self) -> Seen:
        return self.history[-1]


class Chat:
    """A Platform.

    `latency` gives the seconds of each call; the effect is in the middle. `faults` are taken one a
    call, by verb (or "delete", "lookup"); None is a call without a fault. `declines` makes it
    decline native streams, `closes_after` closes them at that age. `directory` knows the people.
    """

    def __init__(
        self,
        clock: Clock,
        capabilities: Capabilities = PLAIN,
        *,
        name: str = "chat",
        latency: Callable[[], float] = lambda: 0.0,
        faults: dict[str, Iterable[Fault | None]] | None = None,
        declines: bool = False,
        closes_after: float | None = None,
        people: People | None = None,
    ) -> None:
        self.name, self.capabilities = name, capabilities
        self.directory = people or People(name)
        self.declines, self.closes_after = declines, closes_after
        self.messages: dict[str, Message] = {}
        self.violations: list[str] = []
        self.calls: Counter[str] = Counter()
        self.refused = 0
        """Calls that its own limits refused."""
        self.statuses: list[tuple[Surface, Stage, str]] = []
        self.delays: list[tuple[SessionId, float]] = []
        self.accept: asyncio.Future[Accept] | None = None
        self._clock, self._latency = clock, latency
        self._faults = {verb: deque(script) for verb, script in (faults or {}).items()}
        self._numbers = itertools.count(1)
        self._gauges: dict[tuple[object, ...], _Gauge] = {}
        self._busy: set[str] = set()
        self._closed: dict[tuple[str, Surface], float] = {}

    def add_faults(self, verb: str, *faults: Fault | None) -> None:
        self._faults.setdefault(verb, deque()).extend(faults)

    def standing(self, surface: Surface | None = None) -> list[Message]:
        """Messages that are there, in the order in which they were posted."""
        return [
            message
            for message in self.messages.values()
            if not message.deleted and surface in {None, message.ref.surface}
        ]

    def remove(self, ref: MessageRef) -> None:
        """Somebody deletes a message."""
        self.messages[ref.id].deleted = True

    async def run(self, accept: Accept) -> None:
        self.accept = asyncio.get_running_loop().create_future()
        self.accept.set_result(accept)
        await asyncio.Event().wait()

    async def open_thread(self, home: Surface, opening: Opening, key: str) -> MessageRef:
        thread = replace(home, thread=f"t{next(self._numbers)}")
        return await self.post(thread, opening, key)

    async def delayed(self, home: Surface, opening: Opening, seconds: float) -> None:
        self.delays.append((opening.session, seconds))

    async def post(self, surface: Surface, content: Content, key: str) -> MessageRef:
        return await self._call("post", surface, key, lambda: self._post(surface, content, key).ref)

    async def edit(self, ref: MessageRef, content: Content) -> None:
        if not self.capabilities.edits:
            self.violations.append("edited where nothing can be edited")
        await self._call("edit", ref.surface, ref.id, lambda: self._edit(ref, content))

    async def delete(self, ref: MessageRef) -> None:
        await self._call("delete", ref.surface, ref.id, lambda: self.remove(ref))

    async def stream(self, surface: Surface, content: Content, key: str) -> NativeStream | None:
        if not self.capabilities.streams:
            self.violations.append("streamed where nothing streams")
        if self.declines:
            return None
        return await self._call("start", surface, key, lambda: self._start(surface, content, key))

    async def end_stream(self, ref: MessageRef) -> None:
        if not self.capabilities.streams:
            self.violations.append("ended a stream where nothing streams")
        await self._call("stop", ref.surface, ref.id, lambda: self._end(ref))

    async def status(self, surface: Surface, stage: Stage, text: str) -> None:
        await self._call(
            "status", surface, "", lambda: self.statuses.append((surface, stage, text))
        )

    async def lookup(self, surface: Surface, key: str) -> MessageRef | None:
        if not self.capabilities.finds:
            self.violations.append("looked for a message where none can be found")
        found = await self._call("lookup", surface, "", lambda: self._find(key))
        return found.ref if found else None

    async def _call(self, verb: str, surface: Surface, busy: str, effect: Callable[[], T]) -> T:
        """One call: half its time passes before the effect, half after it."""
        self.calls[verb] += 1
        if busy and busy in self._busy:
            self.violations.append(f"two calls at once for {busy}")
        if self._clock.monotonic() < self._closed.get((verb, surface), 0.0) - 1e-6:
            self.violations.append(f"a {verb} before the time that a 429 named")
        self._busy.add(busy)
        try:
            seconds = self._latency()
            await self._clock.sleep(seconds / 2)
            fault = self._next_fault(verb)
            self._admit(verb, surface)
            if fault is not None and not fault.after:
                if isinstance(fault.error, PlatformRateLimited):
                    until = self._clock.monotonic() + fault.error.retry_after
                    self._closed[verb, surface] = until
                raise fault.error
            result = effect()
            await self._clock.sleep(seconds / 2)
            if fault is not None:
                raise fault.error
            return result
        finally:
            self._busy.discard(busy)

    def _next_fault(self, verb: str) -> Fault | None:
        script = self._faults.get(verb)
        return script.popleft() if script else None

    def _admit(self, verb: str, surface: Surface) -> None:
        """Counts a call against its limits, or refuses it."""
        limits = next((ls for v, ls in self.capabilities.limits.items() if v == verb), ())
        gauges = [
            self._gauges.setdefault((limit.name or verb, limit, _sharers(limit, surface)), _Gauge())
            for limit in limits
        ]
        now = self._clock.monotonic()
        for limit, gauge in zip(limits, gauges, strict=True):
            wait = gauge.wait(limit, now)
            if wait > 0:
                self.refused += 1
                raise PlatformRateLimited(retry_after=wait, per=limit.per)
        for limit, gauge in zip(limits, gauges, strict=True):
            gauge.count(limit, now)

    def _post(self, surface: Surface, content: Content, key: str) -> Message:
        known = self._find(key)
        if known is not None:
            return known
        ref = MessageRef(surface, f"m{next(self._numbers)}")
        message = self.messages[ref.id] = Message(ref, key)
        self._show(message, content)
        return message

    def _edit(self, ref: MessageRef, content: Content) -> None:
        message = self._there(ref)
        if message.growing:
            self.violations.append("edited a message that still grows by itself")
        self._show(message, content)

    def _end(self, ref: MessageRef) -> None:
        self._there(ref).growing = False

    def _start(self, surface: Surface, content: Content, key: str) -> NativeStream:
        message = self._post(surface, content, key)
        message.growing, message.began = True, self._clock.monotonic()
        return Growing(self, message)

    def _find(self, key: str) -> Message | None:
        if not self.capabilities.finds:
            return None
        return next((m for m in self.standing() if m.key == key), None)

    def _there(self, ref: MessageRef) -> Message:
        message = self.messages[ref.id]
        if message.deleted:
            raise MessageGone
        return message

    def _show(self, message: Message, content: Content) -> None:
        text = text_of(content)
        if measure(text, self.capabilities.unit) > self.capabilities.page:
            self.violations.append(f"a text of {len(text)} characters is too long")
        if isinstance(content, Speech) and not text.strip():
            self.violations.append("an empty message")
        message.history.append(Seen(self._clock.monotonic(), content))


class Growing:
    """A native stream of this platform."""

    def __init__(self, chat: Chat, message: Message) -> None:
        self.ref = message.ref
        self._chat, self._message = chat, message

    async def append(self, text: str) -> None:
        await self._chat._call("append", self.ref.surface, self.ref.id, lambda: self._append(text))

    async def stop(self, content: Content) -> None:
        await self._chat._call("stop", self.ref.surface, self.ref.id, lambda: self._stop(content))

    def _append(self, text: str) -> None:
        self._open()
        before = self._message.now.content
        assert isinstance(before, Speech), "only speech grows"
        content = replace(before, text=before.text + text)
        most = self._chat.capabilities.stream_bytes
        if most is not None and measure(text_of(content), "bytes") > most:
            self._chat.violations.append("a native stream that is too long")
        self._chat._show(self._message, content)

    def _stop(self, content: Content) -> None:
        self._open()
        self._message.growing = False
        self._chat._show(self._message, content)

    def _open(self) -> None:
        self._chat._there(self.ref)
        age = self._chat._clock.monotonic() - self._message.began
        closes = self._chat.closes_after
        if closes is not None and age >= closes:
            self._message.growing = False
        if not self._message.growing:
            raise StreamClosed


class _Gauge:
    """One limit as the platform counts it: by the moment in which a call has its effect."""

    def __init__(self) -> None:
        self._times: deque[float] = deque()
        self._tokens: float | None = None
        self._filled = 0.0

    def wait(self, limit: Limit, now: float) -> float:
        if limit.burst is not None:
            return max(0.0, 1 - self._fill(limit, now)) * limit.seconds / limit.calls
        while self._times and self._times[0] <= now - limit.seconds:
            self._times.popleft()
        full = len(self._times) >= limit.calls
        return self._times[0] + limit.seconds - now if full else 0.0

    def count(self, limit: Limit, now: float) -> None:
        if limit.burst is None:
            self._times.append(now)
        else:
            self._tokens = self._fill(limit, now) - 1

    def _fill(self, limit: Limit, now: float) -> float:
        most = float(limit.burst or 1)
        before = most if self._tokens is None else self._tokens
        gained = (now - self._filled) * limit.calls / limit.seconds
        # A hair more than is there, so that rounding refuses nobody.
        self._tokens, self._filled = min(most, before + gained + 1e-9), now
        return self._tokens


def text_of(content: Content) -> str:
    return str(getattr(content, "text", ""))


def _sharers(limit: Limit, surface: Surface) -> str:
    parts = (surface.tenant, surface.channel, surface.thread or "")
    return ":".join(parts[: ("bot", "tenant", "channel", "thread").index(limit.per)])
