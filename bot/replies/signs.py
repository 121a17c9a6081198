"""The sign that a reply is being made, where nothing of it can be seen for a while.

Whoever speaks shows it, and the reply's writer says when it is over.
"""

from __future__ import annotations

import math
from contextlib import ExitStack

from bot.domain.surface import Surface
from bot.errors import PlatformRateLimited
from bot.ports.clock import Clock
from bot.ports.platform import Platform, Stage
from bot.replies.pacing import Budgets, Priority

SOONER = 0.1
"""So many seconds before its sign a first text is shown, if there is any: a text says more."""
PRESSED = 0.5
"""Where who asks for a first text now would wait longer than so many seconds, there are too few calls
for texts, and a sign would cost one of them."""
RETRY = 0.05
"""Seconds until it is tried again then."""
LONGEST = 120.0
"""Seconds after which it is not kept up any more, whatever has become of the reply."""


class Sign:
    """One reply's sign.

    From its beginning on, texts that grow leave it a call for when it is due. The first text takes
    that call, if it is there in time, and there is no sign; else the sign does.
    """

    __slots__ = ("_budgets", "_clock", "_kept", "_over", "_platform", "_since", "_surface")

    def __init__(
        self,
        platform: Platform,
        surface: Surface,
        budgets: Budgets,
        clock: Clock,
        waited: float = 0.0,
    ) -> None:
        """`waited` says for how many seconds the reply has been waited for."""
        self._platform, self._surface = platform, surface
        self._budgets, self._clock = budgets, clock
        self._since = clock.monotonic() - waited
        self._kept = ExitStack()
        self._over = False

    @property
    def text_by(self) -> float:
        """When a first text that is there is to be shown at the latest, so that no sign is needed."""
        after = self._platform.capabilities.status_after
        return self._since + max(0.0, after - SOONER) if after else math.inf

    async def show(self, stage: Stage, text: str) -> None:
        """Says what is being done as soon as that is due, and again, until `over`."""
        self._over, began = False, self._clock.monotonic()
        after, lasts = (
            self._platform.capabilities.status_after,
            self._platform.capabilities.status_lasts,
        )
        with self._kept:
            await self._wait(self._since + after - began)
            while not self._over:
                if self._pressed():
                    await self._clock.sleep(RETRY)
                    continue
                await self._say(stage, text)
                if lasts is None or self._clock.monotonic() - began > LONGEST:
                    return
                await self._clock.sleep(lasts)

    def over(self) -> None:
        """Takes in that the reply can be seen: platforms take the sign away by themselves."""
        self._over = True
        self._kept.close()

    async def _wait(self, seconds: float) -> None:
        if seconds > 0:
            kept = self._budgets.expected(self._platform, self._surface, self.text_by)
            self._kept.enter_context(kept)
            await self._clock.sleep(seconds)

    def _pressed(self) -> bool:
        wait = self._budgets.wait(self._platform, "status", self._surface, Priority.FIRST)
        return wait > PRESSED

    async def _say(self, stage: Stage, text: str) -> None:
        permit = await self._budgets.permit(self._platform, "status", self._surface, Priority.FIRST)
        self._kept.close()
        if self._over:
            return permit.unused()
        answered = False
        try:
            await self._platform.status(self._surface, stage, text)
            answered = True
        except PlatformRateLimited as limited:
            self._budgets.empty(
                self._platform, "status", self._surface, limited.retry_after, limited.per
            )
        finally:
            permit.landed(answered=answered)
        return None
