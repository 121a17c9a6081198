"""The playground as a chat platform: pages on this machine that show sessions over sockets.

Owns who is looking at which session, and what is being written there right now; all else is read
from the records. It holds no message that is finished, so a restart loses nothing.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from starlette.routing import BaseRoute

from adapters.playground import rendering
from adapters.playground.errors import Problem
from adapters.playground.inbound import NAME
from adapters.playground.outbox import Message, Outbox
from adapters.playground.people import People
from adapters.playground.records import Catalogue, Records, Sampling
from adapters.playground.settings import Settings
from bot.domain.content import Chart, Content, Notice, Opening, Report
from bot.domain.events import InboundEvent
from bot.domain.surface import MemberId, MessageRef, Surface
from bot.domain.transcript import Micros
from bot.errors import StoreError
from bot.ports.clock import Clock
from bot.ports.directory import Directory
from bot.ports.platform import Accept, Capabilities, NativeStream, Stage
from bot.ports.printing import Printer

Key = TypeVar("Key")
Value = TypeVar("Value")

STARTING = 10_000_000
"""How long a session that was asked for is waited for, in microseconds."""
REMEMBERED = 4096
"""How many posted messages `lookup` knows; a message posted again under its key is the same one."""


class Playground:
    """Pages and scripts on this machine."""

    name = NAME
    capabilities = Capabilities(page=100_000, cadence=0.05, limits={}, finds=True)

    def __init__(
        self,
        *,
        clock: Clock,
        records: Records,
        catalogue: Catalogue,
        settings: Settings,
        printer: Printer | None = None,
        sampling: Sampling | None = None,
    ) -> None:
        self.clock, self.records = clock, records
        self.catalogue, self.settings = catalogue, settings
        self.printer, self.sampling = printer, sampling
        self.people = People(records)
        self._accept: Accept | None = None
        self._watching: dict[Surface, set[Outbox]] = {}
        self._growing: dict[Surface, dict[str, Content]] = {}
        self._status: dict[Surface, Message] = {}
        self._posted: OrderedDict[str, MessageRef] = OrderedDict()
        self._expected: OrderedDict[Surface, Micros | None] = OrderedDict()
        self._charts: OrderedDict[str, Chart] = OrderedDict()

    @property
    def directory(self) -> Directory:
        return self.people

    def routes(self) -> list[BaseRoute]:
        """What is served over HTTP and WebSocket."""
        from adapters.playground.routes import routes  # noqa: PLC0415  # they know this class

        return routes(self)

    async def run(self, accept: Accept) -> None:
        self._accept = accept
        try:
            await asyncio.Event().wait()
        finally:
            self._accept = None

    async def accept(self, event: InboundEvent) -> bool:
        """Hands an event to the intake; raises Problem where it cannot be kept."""
        if self._accept is None:
            raise Problem("starting", "ChatTrain is starting; try again in a moment.", status=503)
        try:
            return await self._accept(event)
        except StoreError as error:
            raise Problem("not_stored", f"That could not be stored: {error}", status=503) from error

    async def open_thread(self, home: Surface, opening: Opening, key: str) -> MessageRef:
        surface = Surface(NAME, home.tenant, home.channel, opening.session)
        if surface in self._expected:
            self._expected[surface] = None
        if home != surface:  # a retry or the next scenario: whoever pressed is shown the way
            moved = rendering.messages(key, opening, self.clock.now())[0]
            self._send(home, moved)
        return await self.post(surface, opening, key)

    async def delayed(self, home: Surface, opening: Opening, seconds: float) -> None:
        """Nothing is limited here."""

    async def post(self, surface: Surface, content: Content, key: str) -> MessageRef:
        ref = MessageRef(surface, key)
        _remember(self._posted, key, ref)
        self._show(ref, content)
        return ref

    async def edit(self, ref: MessageRef, content: Content) -> None:
        self._show(ref, content)

    async def delete(self, ref: MessageRef) -> None:
        self._posted.pop(ref.id, None)
        self._forget_growing(ref)
        at = rendering.moment(self.clock.now())
        self._send(ref.surface, {"type": "deleted", "message_id": ref.id, "timestamp": at})

    async def stream(self, *_: object) -> NativeStream | None:
        return None

    async def status(self, surface: Surface, stage: Stage, text: str) -> None:
        message = rendering.status(stage, text, self.clock.now())
        if stage in ("complete", "error"):
            self._status.pop(surface, None)
        else:
            self._status[surface] = message
        self._send(surface, message)

    async def end_stream(self, ref: MessageRef) -> None:
        """There are no native streams here."""

    async def lookup(self, _: Surface, key: str) -> MessageRef | None:
        return self._posted.get(key)

    @contextmanager
    def watched(self, surface: Surface, outbox: Outbox) -> Iterator[None]:
        """Sends what happens on `surface` to `outbox` meanwhile."""
        self._watching.setdefault(surface, set()).add(outbox)
        try:
            yield
        finally:
            self._watching[surface].discard(outbox)
            if not self._watching[surface]:
                del self._watching[surface]

    def remember(self, content: Content | None) -> None:
        """Keeps a report's chart, so that it can be drawn once the page asks for it."""
        if isinstance(content, Report) and content.chart is not None:
            _remember(self._charts, rendering.chart_id(content.chart), content.chart)

    def chart(self, id: str) -> Chart | None:
        return self._charts.get(id)

    def expect(self, surface: Surface) -> None:
        """Notes that a session was asked for that will open on `surface`."""
        _remember(self._expected, surface, self.clock.now())

    def give_up(self, surface: Surface) -> None:
        """Takes back what was expected: it could not be asked for."""
        self._expected.pop(surface, None)

    def expects(self, surface: Surface) -> bool:
        return surface in self._expected

    def starting(self, member: MemberId) -> Surface | None:
        """Where a session of the member is just being opened."""
        since = self.clock.now() - STARTING
        for surface, asked in reversed(self._expected.items()):
            if surface.channel == member and asked is not None and asked > since:
                return surface
        return None

    def tell(self, surface: Surface, message: Message) -> None:
        """Sends a message to everyone who looks at `surface`."""
        self._send(surface, message)

    def growing(self, surface: Surface) -> dict[str, Content]:
        """What is being written on `surface`, by message id."""
        return dict(self._growing.get(surface, {}))

    def doing(self, surface: Surface) -> list[Message]:
        """The status that stands on `surface`."""
        return [self._status[surface]] if surface in self._status else []

    def _show(self, ref: MessageRef, content: Content) -> None:
        self.remember(content)
        if rendering.grows(content):
            self._growing[ref.surface] = {ref.id: content}  # one at a time; another was given up
        else:
            self._forget_growing(ref)
        if not (isinstance(content, Notice) and (content.hint or content.note)):
            self._status.pop(ref.surface, None)
        if ref.surface in self._watching:
            for message in rendering.messages(ref.id, content, self.clock.now()):
                self._send(ref.surface, message)

    def _forget_growing(self, ref: MessageRef) -> None:
        if ref.id in self._growing.get(ref.surface, ()):
            del self._growing[ref.surface]

    def _send(self, surface: Surface, message: Message) -> None:
        for outbox in self._watching.get(surface, ()):
            outbox.put(message)


def _remember(known: OrderedDict[Key, Value], key: Key, value: Value) -> None:
    known[key] = value
    if len(known) > REMEMBERED:
        known.popitem(last=False)
