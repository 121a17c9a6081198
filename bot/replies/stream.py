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
from bot.replies.setbacks import Setbacks
from bot.replies.sheaf import Sheaf
from bot.replies.sheets import Book, Dress, Press, Sheet
from bot.replies.signs import Sign
from bot.replies.steps import Pause, Step, Steps, closed, newest
from bot.replies.tidying import take_back
from bot.replies.waiting import Seat, Waiting

__all__ = ["Book", "ReplyStream"]


class ReplyStream:
    """One reply, over as many pages as it needs.

    `feed` and `finish` bring text, `halt` stops it, `recall` takes it back unless it was seen, and
    `run` shows it; after an error `run` may be called again and goes on. `pages` are messages known
    from before a crash, to be edited; `unsure` are pages that may have been posted before it, to be
    looked for. `first_words` is how many whole words a message begins with, `waited` for how many
    seconds it has been waited for. `sign` shows that it is being made.

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
        waited: float = 0.0,
    ) -> None:
        self._platform, self._surface = platform, surface
        self._budgets, self._clock, self._dress = budgets, clock, dress
        self._press = Press(platform, surface, key, book)
        self.sign = Sign(platform, surface, budgets, clock, waited)
        self._steps = Steps(
            platform=platform,
            surface=surface,
            budgets=budgets,
            clock=clock,
            first_words=first_words,
            text_by=self.sign.text_by,
        )
        self._draft = Draft(platform.capabilities)
        self._sheaf = Sheaf(platform, self._press, pages or {}, unsure)
        self._at = 0
        self._seen = ("", 0)
        self._halted = self._restarted = self._doubted = False
        self._waiting = Waiting(platform, surface, budgets, clock)
        self._seat = Seat(platform, surface, budgets)
        self._setbacks = Setbacks(platform, surface, budgets, clock)
        self.edits = 0
        self.first_shown_at: float | None = None
        self.recalled = False
        """Whether it was taken back before anything of it could be seen."""

    @property
    def shown(self) -> str:
        """What is visible of the reply now, over all its pages: a prefix of its text."""
        whole, end = self._seen
        return whole[:end]

    @property
    def limited(self) -> int:
        return self._setbacks.limited

    @property
    def failures(self) -> int:
        return self._setbacks.failures

    @property
    def text(self) -> str:
        """All that was fed, or the final text."""
        return self._draft.text

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

    def recall(self) -> None:
        """Asks for the reply to be taken back if nothing of it can have been seen. Its writer alone
        decides, between two calls: `run` ends with `recalled`, or the reply goes on."""
        if self.first_shown_at is None:
            self._doubted = True
            self._waiting.think_again(halted=True)

    async def run(self) -> None:
        """Shows the reply until its final text stands everywhere, or it is halted and closed, or
        recalled.

        Raises SurfaceGone and PermissionMissing at once, and other PlatformErrors when a call that
        matters has failed too often.
        """
        self._setbacks.begin()
        for sheet in self._sheaf:
            sheet.stumbles = 0
        try:
            await self._write()
            await self._tidy()
        finally:
            self._seat.leave()

    async def _write(self) -> None:
        while True:
            while self._doubted:
                await self._decide()
            if self.recalled:
                return
            if self._restarted and not self._halted:
                self._turn_over()
            if self._draft.final and self._at >= self._draft.count():
                self._seen = (self._draft.text, len(self._draft.text))
                return
            sheet = self._sheaf[self._at]
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

    async def _decide(self) -> None:
        """Decides about a recall, while no call is on its way."""
        try:
            seen = await self._sheaf.seen()
        except PlatformRateLimited as limited:
            await self._setbacks.wait(limited)
        else:
            self._doubted, self.recalled = False, not seen

    def _turn_over(self) -> None:
        """Takes up another text, in the messages that are there."""
        for sheet in self._sheaf:
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
            self._setbacks.refused(sheet, step, limited)
        except StreamClosed:
            sheet.end_stream()
        except MessageGone:
            self._setbacks.lose(sheet, halted=self._halted)
        except (SurfaceGone, PermissionMissing):
            raise
        except PlatformError as error:
            await self._setbacks.stumble(sheet, step, error)

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
        self.sign.over()
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
        except PlatformRateLimited as limited:
            await self._setbacks.wait(limited)
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
        if self._doubted or (self._restarted and not self._halted):
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

    async def _tidy(self) -> None:
        """Takes back messages of an earlier try that this text does not need."""
        needed = self._draft.count() if self._draft.final else self._at
        left = self._sheaf.unneeded(needed)
        self._setbacks.failures += await take_back(self._press, left, self._clock)
