"""How a reply's writer waits: for its next moment, for the right to a call, and among those that
grow."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack

from bot.domain.surface import Surface
from bot.ports.clock import Clock
from bot.ports.platform import Platform, Verb
from bot.replies.bell import Bell
from bot.replies.pacing import Budgets, Permit, Priority
from bot.replies.sheets import Mode, growth, promises
from bot.replies.steps import PROMPT, Pause, Step


class Waiting:
    """The waits of one reply, and what ends them early."""

    __slots__ = ("_bell", "_budgets", "_clock", "_hungry", "_permit", "_platform", "_surface")

    def __init__(
        self, platform: Platform, surface: Surface, budgets: Budgets, clock: Clock
    ) -> None:
        self._platform, self._surface = platform, surface
        self._budgets, self._clock = budgets, clock
        self._bell = Bell()
        self._hungry = False
        self._permit: tuple[asyncio.Timeout, Step] | None = None

    async def rest(self, pause: Pause) -> None:
        """Waits for a pause to end, or for what ends it."""
        self._hungry = pause.hungry
        due = self._clock.monotonic() + pause.seconds
        try:
            rung = await self._bell.wait(pause.seconds)
        finally:
            self._hungry = False
        if not rung:
            self._budgets.woke(self._clock.monotonic() - due)

    async def permit(self, step: Step) -> Permit | None:
        """The right to make a step's call; None where the wait for it was given up."""
        patience = PROMPT if step.call == "start" else None
        try:
            async with asyncio.timeout(patience) as timeout:
                self._permit = (timeout, step)
                return await self._budgets.permit(
                    self._platform, step.verb, self._surface, step.priority
                )
        except TimeoutError:
            return None
        finally:
            self._permit = None

    def text_came(self) -> None:
        """Ends a pause that lasts until there is more text."""
        if self._hungry:
            self._bell.ring()

    def think_again(self, *, halted: bool) -> None:
        """Ends a pause, and the wait for a call that may not be needed any more."""
        self._bell.ring()
        if self._permit is None:
            return
        timeout, step = self._permit
        if halted or step.call == "start" or step.priority >= Priority.GROWING:
            self._permit = None
            if not timeout.expired():
                timeout.reschedule(asyncio.get_running_loop().time())


class Seat:
    """A reply's place among those that grow now; it has one at a time."""

    __slots__ = ("_budgets", "_held", "_of", "_platform", "_promised", "_surface")

    def __init__(self, platform: Platform, surface: Surface, budgets: Budgets) -> None:
        self._platform, self._surface, self._budgets = platform, surface, budgets
        self._held, self._promised = ExitStack(), ExitStack()
        self._of: tuple[int, Mode] | None = None

    def take(self, page: int, mode: Mode) -> None:
        """Counts the reply among those that grow that way."""
        if self._of == (page, mode):
            return
        self.leave()
        self._of = (page, mode)
        for verb in growth(mode):
            self._held.enter_context(self._budgets.seat(self._platform, verb, self._surface))
        self._promise(self._promises(mode))

    def grown(self) -> None:
        """Takes in that the second text was shown: the call that ends the message is kept on."""
        if self._of is not None:
            self._promised.close()
            self._promise(self._promises(self._of[1])[-1:])

    def _promises(self, mode: Mode) -> tuple[Verb, ...]:
        scarce = self._budgets.scarce(self._platform, growth(mode)[0], self._surface)
        return promises(mode, scarce=scarce)

    def _promise(self, verbs: tuple[Verb, ...]) -> None:
        for verb in verbs:
            promise = self._budgets.promise(self._platform, verb, self._surface)
            self._promised.enter_context(promise)

    def leave(self) -> None:
        self._held.close()
        self._promised.close()
        self._of = None
