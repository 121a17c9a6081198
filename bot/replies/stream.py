"""A reply on its way to its platform: text comes in as it is written, one writer shows it.

The writer wakes for each call, never for each token: it asks what to do now, waits for the budget,
asks again, and shows the newest text there is by then.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.domain.surface import MessageRef, Surface
from bot.errors import (
    MessageGone,
    PermissionMissing,
    PlatformError,
    PlatformRateLimited,
    StreamClosed,
    SurfaceGone,
)
from bot.ports.clock import Clock
from bot.ports.platform import Platform
from bot.replies.draft import Draft, View
from bot.replies.pacing import Budgets
from bot.replies.sheets import Book, Dress, Press, Sheet
from bot.replies.steps import Pause, Step, Steps, closed, newest
from bot.replies.tidying import take_back
from bot.replies.waiting import Seat, Waiting

__all__ = ["Book", "ReplyStream"]

RETRIES = 8
"""How often in a row a call that matters may fail."""
REPOSTS = 3
"""How often messages of one reply are posted again after they have gone."""
SLOWEST = 8.0
"""The longest pause in seconds between two tries."""


class ReplyStream:
    """One reply, over as many pages as it needs.

    `feed` and `finish` bring text, `halt` stops it, and `run` shows it; after an error `run` may be
    called again and goes on. `pages` are messages known from before a crash, to be edited;
    `unsure` are pages that may have been posted before it, to be looked for. `first_words` is how
    many whole words a message begins with.

    For the log: `first_shown_at` (in the clock's monotonic time), `edits`, `limited` (429s) and
    `failures` (calls without an answer).
    """

    def __init__(
        self,
        *,
        platform: Platform,
        budgets: Budgets,
        clock: Clock,
        surface: Surface,
        key: str,
        dress: Dress,
        book: Book,
        pages: Mapping[int, MessageRef] | None = None,
        unsure: Collection[int] = (),
        first_words: int = 1,
    ) -> None:
        self._platform, self._surface = platform, surface
        self._budgets, self._clock, self._dress = budgets, clock, dress
        self._press = Press(platform, surface, key, book)
        self._steps = Steps(
            platform=platform,
            surface=surface,
            budgets=budgets,
            clock=clock,
            first_words=first_words,
        )
        self._draft = Draft(platform.capabilities)
        self._sheets = {number: Sheet(number=number, unsure=True) for number in unsure}
        for number, ref in (pages or {}).items():
            left_open = platform.capabilities.streams
            self._sheets[number] = Sheet(number=number, ref=ref, left_open=left_open)
        self._at = 0
        self._seen = ("", 0)
        self._halted = self._restarted = False
        self._waiting = Waiting(platform, surface, budgets, clock)
        self._seat = Seat(platform, surface, budgets)
        self._reposts = 0
        self.edits = self.limited = self.failures = 0
        self.first_shown_at: float | None = None

    @property
    def shown(self) -> str:
        """What is visible of the reply now, over all its pages: a prefix of its text."""
        whole, end = self._seen
        return whole[:end]

    @property
    def text(self) -> str:
        """All that was fed, or the final text."""
        return self._draft.text

    @property
    def final(self) -> str | None:
        """The final text, once there is one."""
        return self._draft.text if self._draft.final else None

    def feed(self, delta: str) -> None:
        """Takes in the next piece."""
        self._draft.feed(delta)
        self._waiting.text_came()

    def finish(self, text: str) -> None:
        """Takes in the final text. What was fed begins it, or is replaced by it."""
        if self._halted or self._draft.final:
            return
        if not self._draft.finish(text):
            self._restarted = True
        self._waiting.think_again(halted=self._halted)

    def restart(self) -> None:
        """Begins again with nothing, because the reply is written anew.

        What is shown stays until there is other text to show in its place.
        """
        if self._halted or self._draft.final:
            return
        self._draft.clear()
        self._restarted = True
        self._waiting.think_again(halted=self._halted)

    def halt(self) -> None:
        """Shows no more. A text that is final already is shown all the same."""
        if not self._draft.final:
            self._halted = True
            self._waiting.think_again(halted=self._halted)

    async def run(self) -> None:
        """Shows the reply until its final text stands everywhere, or it is halted and closed.

        Raises SurfaceGone and PermissionMissing at once, and other PlatformErrors when a call that
        matters has failed too often.
        """
        self._reposts = 0
        for sheet in self._sheets.values():
            sheet.stumbles = 0
        try:
            await self._write()
            await self._tidy()
        finally:
            self._seat.leave()

    async def _write(self) -> None:
        while True:
            if self._restarted and not self._halted:
                self._turn_over()
            if self._draft.final and self._at >= self._draft.count():
                self._seen = (self._draft.text, len(self._draft.text))
                return
            sheet = self._sheets.setdefault(self._at, Sheet(number=self._at))
            match self._next(sheet):
                case None if self._halted:
                    return
                case None:
                    self._at += 1
                    self._seat.leave()
                case Pause() as pause:
                    await self._waiting.rest(pause)
                case step:
                    await self._carry_out(sheet, step)

    def _turn_over(self) -> None:
        """Takes up another text, in the messages that are there."""
        for sheet in self._sheets.values():
            sheet.forget()
        self._at, self._seen, self._restarted = 0, ("", 0), False

    def _next(self, sheet: Sheet, *, granted: bool = False) -> Step | Pause | None:
        if self._halted:
            return self._steps.closing(sheet)
        return self._steps.next(sheet, self._draft, granted=granted)

    async def _carry_out(self, sheet: Sheet, step: Step) -> None:
        """Takes a step, and takes in what the platform says to it."""
        try:
            await self._take(sheet, step)
        except PlatformRateLimited as limited:
            self.limited += 1
            self._budgets.empty(
                self._platform, step.verb, self._surface, limited.retry_after, limited.per
            )
            if step.call == "start":
                sheet.mode = None
        except StreamClosed:
            sheet.end_stream()
        except MessageGone:
            self._lose(sheet)
        except (SurfaceGone, PermissionMissing):
            raise
        except PlatformError as error:
            await self._stumble(sheet, step, error)

    async def _take(self, sheet: Sheet, step: Step) -> None:
        if step.mode is not None:
            sheet.mode = step.mode
            self._seat.take(sheet.number, step.mode)  # before anything else can
        if step.call in {"post", "start"} and not await self._announce(sheet):
            return
        if self._is_there(sheet, step):
            return
        permit = await self._waiting.permit(step)
        if permit is None:
            return
        if self._outdated(sheet, step) or self._is_there(sheet, step):
            permit.unused()
            return
        answered = False
        try:
            await self._call(sheet, step)
            answered = True
            if sheet.grown:
                self._seat.grown()
            sheet.stumbles = 0  # what counts is how often in a row
        finally:
            permit.landed(answered=answered)

    async def _announce(self, sheet: Sheet) -> bool:
        """Prepares a post; False where it is to be thought over, as its message may be there."""
        try:
            found = await self._press.announce(sheet)
        except PlatformRateLimited as limited:  # of looking for it, which no budget is kept for
            self.limited += 1
            await self._clock.sleep(limited.retry_after)
            return False
        if found:
            sheet.stumbles = 0  # the platform has answered
        return not found

    async def _call(self, sheet: Sheet, step: Step) -> None:
        if step.call == "end":
            await self._press.end(sheet)
            return
        view = self._view(sheet)
        began = sheet.painted_at = self._clock.monotonic()
        content = self._dress(sheet.number, view.text, view.complete)
        if not await self._press.call(sheet, step.call, view, content):
            self._steps.declined = True
            sheet.mode = None
            return
        if step.call == "start":
            sheet.began = began
        elif step.call != "post":
            self.edits += 1
        self._seen = (view.whole, view.end)
        if self.first_shown_at is None:
            self.first_shown_at = self._clock.monotonic()

    def _view(self, sheet: Sheet) -> View:
        view = closed(sheet) if self._halted else newest(sheet, self._draft)
        assert view is not None  # noqa: S101  # there is no step without something to show
        return view

    def _outdated(self, sheet: Sheet, step: Step) -> bool:
        """Whether something else is to be done by now."""
        if self._restarted and not self._halted:
            return True
        now = self._next(sheet, granted=True)
        return not isinstance(now, Step) or now.call != step.call

    def _is_there(self, sheet: Sheet, step: Step) -> bool:
        """Whether what is to be shown stands there already; then it is left so."""
        if step.call != "edit" or sheet.content is None:
            return False
        view = self._view(sheet)
        if self._dress(sheet.number, view.text, view.complete) != sheet.content:
            return False
        sheet.land(view, sheet.content)
        self._seen = (view.whole, view.end)
        return True

    async def _stumble(self, sheet: Sheet, step: Step, error: PlatformError) -> None:
        """Takes in a call without an answer; raises `error` where that was once too often."""
        self.failures += 1
        sheet.content = None
        posting = step.call in {"post", "start"}
        matters = posting or step.call == "end" or (sheet.tried and sheet.tried.complete)
        if posting:
            sheet.unsure, sheet.mode = True, None
        elif step.call == "append":
            sheet.broken = True
        if not matters:
            sheet.setbacks += 1
            return
        sheet.stumbles += 1
        if sheet.stumbles > RETRIES:
            raise error
        await self._clock.sleep(min(SLOWEST, 2.0**sheet.stumbles / 4))

    def _lose(self, sheet: Sheet) -> None:
        """Takes in that a message has gone: it is posted again, unless nobody asks for more."""
        sheet.lose()
        sheet.done = self._halted
        self._reposts += 1
        if self._reposts > REPOSTS and not self._halted:
            raise MessageGone

    async def _tidy(self) -> None:
        """Takes back messages of an earlier try that this text does not need."""
        needed = self._draft.count() if self._draft.final else self._at
        left = [s for s in self._sheets.values() if s.number >= needed and s.shown is None]
        self.failures += await take_back(self._press, left, self._clock)
