"""The terminal as a platform: shows what the engine says, and hands on what is typed.

A line is taken in once the one before it is answered, so that a conversation can be piped in.
"""

from __future__ import annotations

import asyncio
from typing import Final

from adapters.terminal import inbound
from adapters.terminal.handing import written
from adapters.terminal.inbound import HOME, NAME, Where
from adapters.terminal.keyboard import Keyboard
from adapters.terminal.people import People
from adapters.terminal.rendering import choices, lines
from adapters.terminal.screen import Flow, Line, Screen
from bot.domain import wording
from bot.domain.content import (
    Button,
    Card,
    Content,
    Handout,
    Moved,
    Notice,
    Opening,
    Speech,
)
from bot.domain.events import InboundEvent
from bot.domain.surface import MessageRef, Surface
from bot.errors import StoreError
from bot.ports.clock import Clock
from bot.ports.directory import Directory
from bot.ports.platform import Accept, Capabilities, NativeStream, Stage
from bot.ports.printing import Printer

PROMPT = "You: "
LEAVING = "Press Ctrl-C again to leave; !finish ends the conversation and scores it."
AGAIN = "!retry tries it again; the end of the input (Ctrl-D) leaves."
OVER = "The session has ended, so nobody hears that; !retry tries it again."
_TALKS = [table.talk for table in wording.TABLES]
_ENDINGS = {
    end for talk in _TALKS for end in (talk.ended_without_score, talk.expired, talk.place_gone)
}
"""What is said when a session is closed without a scorecard."""
_SCORING = {talk.scoring for talk in _TALKS}
"""What is said when a session is being scored already."""


class Terminal:
    """One conversation on a screen, begun with the scenario `start`.

    `over` is set once the trainee has left; `interrupted` says whether by Ctrl-C.
    """

    name: Final = NAME
    capabilities: Final = Capabilities(page=1_000_000, streams=True, cadence=0.0, limits={})

    def __init__(
        self,
        *,
        screen: Screen,
        keyboard: Keyboard,
        clock: Clock,
        start: str,
        printer: Printer | None = None,
    ) -> None:
        self.directory: Directory = People()
        self._printer = printer
        self.over = asyncio.Event()
        self.interrupted = False
        self._screen = screen
        self._keyboard = keyboard
        self._clock = clock
        self._start = start
        self._where = Where(HOME)
        self._choices: tuple[Button, ...] = ()
        self._growing: dict[str, Growing] = {}
        self._answered = asyncio.Event()
        self._closed = asyncio.Event()
        self._finish_refused = asyncio.Event()
        self._finishing: str | None = None
        self._interrupts: asyncio.Queue[None] = asyncio.Queue()
        self._warned = False

    def interrupt(self) -> None:
        """Ctrl-C: stops the reply being written; pressed again, leaves."""
        self._interrupts.put_nowait(None)

    async def run(self, accept: Accept) -> None:
        """Talks until the trainee leaves, which `over` then says."""
        try:
            async with asyncio.TaskGroup() as tasks:
                talk = tasks.create_task(self._talk(accept))
                watches = [
                    tasks.create_task(self._watch_interrupts(accept, talk)),
                    tasks.create_task(self._watch_screen(talk)),
                ]
                await asyncio.wait([talk])
                for watch in watches:
                    watch.cancel()
        finally:
            self.over.set()

    async def open_thread(self, home: Surface, opening: Opening, key: str) -> MessageRef:
        thread = Surface(home.platform, home.tenant, home.channel, str(opening.session))
        self._where = Where(thread, opening.session)
        self._closed.clear()
        return await self.post(thread, opening, key)

    async def delayed(self, home: Surface, opening: Opening, seconds: float) -> None:
        """Nothing is limited here."""

    async def post(self, surface: Surface, content: Content, key: str) -> MessageRef:
        ref = MessageRef(surface, self._clock.new_id())
        await self.edit(ref, content)
        if self._finishing is not None and self._finishing in key:
            self._finish_answered(content)
        return ref

    async def edit(self, ref: MessageRef, content: Content) -> None:
        match content:
            case Speech():
                self._speak(ref, content)
            case Card() if content.stage and not content.stopped:
                self._screen.status(f"{content.stage} …")
            case Handout() if self._printer is not None:
                self._show(content)
                await self._hand_over(content, self._printer)
            case _:
                self._show(content)

    async def delete(self, ref: MessageRef) -> None:
        """Does nothing: what was written on a terminal stays."""

    async def stream(self, surface: Surface, content: Content, key: str) -> NativeStream | None:  # noqa: ARG002  # the port's form
        if not isinstance(content, Speech):
            return None
        growing = self._begin(MessageRef(surface, self._clock.new_id()), content)
        growing.become(content.text)
        return growing

    async def status(self, surface: Surface, stage: Stage, text: str) -> None:  # noqa: ARG002  # the port's form
        if stage in ("thinking", "analyzing", "generating"):
            self._screen.status(f"{text.rstrip('.…')} …")

    async def end_stream(self, ref: MessageRef) -> None:
        """Nothing outlives the process here."""

    async def lookup(self, surface: Surface, key: str) -> MessageRef | None:  # noqa: ARG002  # the port's form
        return None

    async def _hand_over(self, content: Handout, printer: Printer) -> None:
        """Writes somebody's data beside where they are, under a name that nothing has yet."""
        try:
            data = await printer.data(HOME.tenant, content.only_for)
            path = await asyncio.to_thread(written, content.name, data)
        except (StoreError, OSError) as error:
            self._say(f"The file could not be written: {error}")
        else:
            self._say(f"Written to {path}")

    def ended(self, reply: Growing, *, complete: bool) -> None:
        """A reply will not grow any more; one that broke off is told about by a notice."""
        self._growing.pop(reply.ref.id, None)
        if complete or self._warned:
            self._warned = False
            self._answered.set()

    def _begin(self, ref: MessageRef, content: Speech) -> Growing:
        growing = Growing(self, ref, self._screen.begin(content.persona))
        self._growing[ref.id] = growing
        return growing

    def _speak(self, ref: MessageRef, content: Speech) -> None:
        growing = self._growing.get(ref.id)
        if growing is None or not growing.become(content.text):
            growing = self._begin(ref, content)
            growing.become(content.text)
        if content.complete:
            growing.end(complete=True)

    def _show(self, content: Content) -> None:
        numbered = choices(content) if self._finishing is None else ()  # nobody chooses any more
        if numbered or isinstance(content, Opening):
            self._choices = numbered
        self._screen.show(lines(content, numbered))
        if isinstance(content, Card):
            self._closed.set()
            if self._finishing is None:
                self._say(AGAIN)
        elif isinstance(content, Notice) and content.text in _ENDINGS:
            self._closed.set()
        elif isinstance(content, Moved):
            self._closed.clear()
            self._where = Where(content.to, content.session)
        if not (isinstance(content, Notice) and (content.note or content.aside)):
            self._answered.set()

    async def _talk(self, accept: Accept) -> None:
        await self._send(
            accept,
            inbound.commanded("start", self._where, self._clock, {"scenario": self._start}),
        )
        while (line := await self._line()) is not None:
            self._warned = False
            event = inbound.read(line, self._where, self._choices, self._clock)
            if isinstance(event, str):
                self._say(event)
                continue
            if self._closed.is_set() and inbound.is_spoken(event):
                self._say(OVER)
            await self._send(accept, event)
        await self._finish(accept)

    async def _line(self) -> str | None:
        line = await self._keyboard.line(self._screen.ask(PROMPT))
        self._screen.asked(line)
        return line

    async def _send(self, accept: Accept, event: InboundEvent) -> None:
        """Hands an event on and waits until it is answered."""
        self._answered.clear()
        if await self._accepted(accept, event):
            await self._answered.wait()

    async def _accepted(self, accept: Accept, event: InboundEvent) -> bool:
        try:
            await accept(event)
        except StoreError as error:
            self._say(f"That was not taken in: {error}")
            return False
        return True

    async def _finish(self, accept: Accept) -> None:
        """The input has ended: the conversation is scored, unless it is or cannot be."""
        if self._where.session is None or self._closed.is_set():
            return
        event = inbound.pressed("finish", self._where, self._clock)
        self._finishing = event.key
        if not await self._accepted(accept, event):
            return
        async with asyncio.TaskGroup() as tasks:
            outcomes = [
                tasks.create_task(self._closed.wait()),
                tasks.create_task(self._finish_refused.wait()),
            ]
            await asyncio.wait(outcomes, return_when=asyncio.FIRST_COMPLETED)
            for outcome in outcomes:
                outcome.cancel()

    def _finish_answered(self, content: Content) -> None:
        if not (isinstance(content, Notice) and content.text in _SCORING):
            self._finish_refused.set()

    async def _watch_interrupts(self, accept: Accept, talk: asyncio.Task[None]) -> None:
        while True:
            await self._interrupts.get()
            if self._warned or self._screen.plain:
                self.interrupted = True
                talk.cancel()
                return
            self._warned = True
            if self._answered.is_set() or self._where.session is None:
                self._say(LEAVING)
            else:
                await self._stop_reply(accept)

    async def _watch_screen(self, talk: asyncio.Task[None]) -> None:
        await self._screen.gone.wait()
        talk.cancel()

    async def _stop_reply(self, accept: Accept) -> None:
        await self._accepted(accept, inbound.pressed("stop", self._where, self._clock))
        if not self._growing:
            self._answered.set()

    def _say(self, text: str) -> None:
        self._screen.show([Line(text, "fair", mark="* ")])


class Growing:
    """A reply that grows on the screen."""

    def __init__(self, terminal: Terminal, ref: MessageRef, flow: Flow) -> None:
        self.ref = ref
        self._terminal = terminal
        self._flow = flow
        self._text = ""

    async def append(self, text: str) -> None:
        self._text += text
        self._flow.add(text)

    async def stop(self, content: Content) -> None:
        await self._terminal.edit(self.ref, content)
        self.end(complete=isinstance(content, Speech) and content.complete)

    def become(self, text: str) -> bool:
        """Grows to `text`; False where something else was shown already."""
        if not text.startswith(self._text):
            return False
        self._flow.add(text.removeprefix(self._text))
        self._text = text
        return True

    def end(self, *, complete: bool) -> None:
        self._flow.end()
        self._terminal.ended(self, complete=complete)
