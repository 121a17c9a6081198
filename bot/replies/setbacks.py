"""What becomes of a reply's calls that the platform refuses, or gives no answer to: what is tried again,
and when it is enough.
"""

from __future__ import annotations

from bot.domain.surface import Surface
from bot.errors import MessageGone, PlatformError, PlatformRateLimited
from bot.ports.clock import Clock
from bot.ports.platform import Platform
from bot.replies.pacing import Budgets
from bot.replies.sheets import Sheet
from bot.replies.steps import Step

RETRIES = 8
"""How often in a row a call that matters may fail."""
REPOSTS = 3
"""How often messages of one reply are posted again after they have gone."""
SLOWEST = 8.0
"""The longest pause in seconds between two tries."""


class Setbacks:
    """The setbacks of one reply: for the log, `limited` (429s) and `failures` (calls without an
    answer)."""

    __slots__ = ("_budgets", "_clock", "_platform", "_reposts", "_surface", "failures", "limited")

    def __init__(
        self, platform: Platform, surface: Surface, budgets: Budgets, clock: Clock
    ) -> None:
        self._platform, self._surface = platform, surface
        self._budgets, self._clock = budgets, clock
        self._reposts = self.failures = self.limited = 0

    def begin(self) -> None:
        """Takes in that the reply is tried anew."""
        self._reposts = 0

    def refused(self, sheet: Sheet, step: Step, limited: PlatformRateLimited) -> None:
        """Takes in that the platform asks to wait: its budget is empty until then."""
        self.limited += 1
        self._budgets.empty(
            self._platform, step.verb, self._surface, limited.retry_after, limited.per
        )
        if step.call == "start":
            sheet.mode = None

    async def wait(self, limited: PlatformRateLimited) -> None:
        """Waits as the platform asks after looking for a message, which no budget is kept for."""
        self.limited += 1
        await self._clock.sleep(limited.retry_after)

    async def stumble(self, sheet: Sheet, step: Step, error: PlatformError) -> None:
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

    def lose(self, sheet: Sheet, *, halted: bool) -> None:
        """Takes in that a message has gone: it is posted again, unless nobody asks for more."""
        sheet.lose()
        sheet.done = halted
        self._reposts += 1
        if self._reposts > REPOSTS and not halted:
            raise MessageGone
