"""Lets the persona speak: the model's words on their way into messages that grow.

Owns one reply from the first word to the last edit. It writes no state: it reports what happened
to the actor, and goes on once that is committed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

import structlog

from bot.domain.content import Content, Speech
from bot.domain.events import (
    Delivered,
    Failed,
    Halted,
    Lost,
    Outcome,
    Recalled,
    StoodIn,
    Written,
)
from bot.domain.replying import ATTEMPTS
from bot.domain.session import Session
from bot.domain.showing import reply_buttons
from bot.domain.transcript import SECOND, Micros, StandIn, Turn
from bot.errors import (
    BudgetSpent,
    PermissionMissing,
    PlatformError,
    ProviderError,
    SurfaceGone,
)
from bot.ports.clock import Clock
from bot.ports.platform import Platform, Stage
from bot.ports.provider import Call, Prompt, Provider
from bot.replies.pacing import Budgets
from bot.replies.stream import ReplyStream
from bot.training.placing import PageBook
from bot.training.posting import UNREACHABLE_PAUSE
from bot.training.prompting import persona_prompt

Report = Callable[[Outcome], Awaitable[None]]
"""Hands an outcome to the actor; returns once it is committed."""

log = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class Speaking:
    """One reply being spoken. `halt` stops it, and what was shown stays; `recall` stops it only where
    nothing was."""

    session: Session
    turn: Turn
    platform: Platform
    provider: Provider
    budgets: Budgets
    clock: Clock
    report: Report
    book: PageBook
    fresh: bool
    """Whether nobody has begun this reply before: then no page of it can stand anywhere."""
    asked_at: Micros | None = None
    """When what it answers had come, if that is known."""
    recalled: bool = field(init=False, default=False)
    """Whether it has ended so: then its turn is another's to speak."""
    _began: float = field(init=False)
    _stream: ReplyStream = field(init=False)
    _reader: asyncio.Task[None] | None = field(init=False, default=None)
    _sign: asyncio.Task[None] | None = field(init=False, default=None)
    _text: str = field(init=False, default="")
    _failure: str = field(init=False, default="")
    _why: StandIn = field(init=False, default="silent")
    _calls: list[Call] = field(init=False, default_factory=list)
    _halted: bool = field(init=False, default=False)
    _written: bool = field(init=False, default=False)
    _again: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        self._began = self.clock.monotonic()
        self._written = self.turn.state == "complete"
        self._stream = self._new_stream()

    @property
    def halted(self) -> bool:
        """Whether it was to be stopped, perhaps too late."""
        return self._halted

    def halt(self) -> None:
        """Stops the reply, unless its last word is written already."""
        if self._written or self._halted:
            return
        self._halted = True
        self._stream.halt()
        if self._reader is not None:
            self._reader.cancel()

    def recall(self) -> None:
        """Takes the reply back, unless anything of it can have been seen: then it goes on."""
        self._stream.recall()

    async def run(self) -> None:
        """Speaks until the reply is delivered, halted, recalled or failed, and reports which."""
        try:
            if self._written:
                await self._deliver(self.turn.text)
            else:
                await self._speak()
        except* (SurfaceGone, PermissionMissing) as group:
            reason = str(group.exceptions[0])
            log.error("reply.lost", session=self.session.id, problem=reason)
            await self.report(Lost(reason=reason))
        finally:
            self._log()

    def again(self, turn: Turn) -> None:
        """Takes in, while a failure is being reported, that the reply is to be begun once more."""
        self.turn, self._again = turn, True

    async def _speak(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            writer = tasks.create_task(self._write())
            await self._hear(tasks)
            while not (self._written or self._unwanted or self._last):
                self._again = False
                await self.report(self._failed())
                if not self._again:
                    break
                self._stream.restart()
                await self._hear(tasks)
            if self._written:
                await self.report(Written(turn=self.turn.number, text=self._text))
                self._stream.finish(self._text)
            else:
                self._stream.halt()
            await writer
            if self._sign is not None:
                self._sign.cancel()
        await self._end()

    async def _end(self) -> None:
        """Reports how it has ended."""
        if not self._stream.shown:
            await self._say("complete")
        number = self.turn.number
        if self._stream.recalled and not self._halted:
            self.recalled = True
            return await self.report(Recalled(turn=number))
        await self._own_up()
        if self._written:
            await self.report(Delivered(turn=number))
        elif self._halted:
            await self.report(Halted(turn=number, shown=self._stream.shown))
        else:
            await self.report(self._failed())
        return None

    async def _own_up(self) -> None:
        """Reports that the script spoke in a model's place, where it did."""
        if self._calls and (why := self._calls[-1].stand_in) is not None:
            await self.report(StoodIn(why=why))

    async def _hear(self, tasks: asyncio.TaskGroup) -> None:
        """Reads one attempt of the model, until its end or a halt."""
        if self._unwanted:
            return
        self._sign = tasks.create_task(self._show_sign())
        self._reader = tasks.create_task(self._read())
        await asyncio.wait([self._reader])
        if self._stream.shown or not self._written:
            self._sign.cancel()

    @property
    def _last(self) -> bool:
        return self.turn.attempt + 1 >= ATTEMPTS

    @property
    def _unwanted(self) -> bool:
        return self._halted or self._stream.recalled

    def _failed(self) -> Failed:
        number, shown = self.turn.number, self._stream.shown
        return Failed(turn=number, shown=shown, reason=self._failure, why=self._why)

    async def _read(self) -> None:
        """Feeds each piece to the stream as it comes; the whole is `_text`, or `_failure` says why
        there is none."""
        feed, pieces = self._stream.feed, []
        self._why = "silent"
        try:
            async with self.provider.stream(self._prompt()) as deltas:
                self._calls.append(deltas.call)
                async for piece in deltas:
                    feed(piece)
                    pieces.append(piece)
        except BudgetSpent as error:
            self._failure, self._why = str(error), "spent"
        except ProviderError as error:
            self._failure = str(error)
        except Exception as error:  # a provider's mistake must not end the session
            log.exception("provider.broke", session=self.session.id)
            self._failure = repr(error)
        else:
            self._text = "".join(pieces).strip()
            self._written = bool(self._text) and not self._halted
            self._failure = "The language model gave an empty reply."

    def _prompt(self) -> Prompt:
        broke_off = frozenset(call.provider for call in self._calls)
        return replace(persona_prompt(self.session), since=self._began, broke_off=broke_off)

    async def _write(self) -> None:
        """Shows the reply; a platform that stays unreachable is tried again until it is there."""
        while True:
            try:
                await self._stream.run()
            except (SurfaceGone, PermissionMissing):
                raise
            except PlatformError as error:
                log.warning("reply.waits", session=self.session.id, problem=str(error))
                await self.clock.sleep(UNREACHABLE_PAUSE)
            else:
                break
        if self._stream.recalled and self._reader is not None:
            self._reader.cancel()

    async def _deliver(self, text: str) -> None:
        self._stream.finish(text)
        await self._write()
        await self._end()

    @property
    def _name(self) -> str:
        return self.session.scenario.persona.name

    async def _show_sign(self) -> None:
        """Says that the reply is being made, as long as nothing of it can be seen."""
        try:
            await self._stream.sign.show("thinking", f"{self._name} is thinking")
        except PlatformError as error:
            log.info("status.failed", session=self.session.id, problem=str(error))

    async def _say(self, stage: Stage, text: str = "") -> None:
        """Says what is being done; a message that appears says it is over by itself."""
        try:
            assert self.session.surface is not None  # noqa: S101  # no reply before the thread
            await self.platform.status(self.session.surface, stage, text)
        except PlatformError as error:
            log.info("status.failed", session=self.session.id, problem=str(error))

    def _new_stream(self) -> ReplyStream:
        assert self.session.surface is not None  # noqa: S101  # no reply before the thread
        return ReplyStream(
            platform=self.platform,
            budgets=self.budgets,
            clock=self.clock,
            surface=self.session.surface,
            key=self.book.key,
            dress=self._dress,
            book=self.book,
            pages=self.book.standing(),
            unsure=() if self.fresh else self.book.unsure(),
            waited=self._waited(),
        )

    def _waited(self) -> float:
        """Seconds for which it has been waited for."""
        asked_at = self.clock.now() if self.asked_at is None else self.asked_at
        return max(0, self.clock.now() - asked_at) / SECOND

    def _dress(self, page: int, text: str, complete: bool) -> Content:  # noqa: FBT001  # the stream's form
        call = self._calls[-1] if self._calls else None
        return Speech(
            session=self.session.id,
            turn=self.turn.number,
            page=page,
            persona=self._name,
            text=text,
            complete=complete,
            model=call.model if call is not None else "",
            tokens=call.usage.tokens_out if call is not None and complete else None,
            buttons=reply_buttons(self.session, complete=complete),
        )

    def _log(self) -> None:
        stream, calls, began = self._stream, self._calls, self._began
        first = stream.first_shown_at
        log.info(
            "turn",
            session=self.session.id,
            turn=self.turn.number,
            first_text_ms=None if first is None else round((first - began) * 1000),
            duration_ms=round((self.clock.monotonic() - began) * 1000),
            edits=stream.edits,
            limited=stream.limited,
            model=calls[-1].model if calls else None,
            tokens=sum(call.usage.tokens_out for call in calls) if calls else None,
            halted=self._halted,
            recalled=self.recalled,
        )
