"""Which budgets a call counts against, and whose limit was met when it was refused."""

from __future__ import annotations

import math
from collections.abc import Hashable

from bot.domain.surface import Surface
from bot.ports.clock import Clock
from bot.ports.platform import Limit, Platform, Verb
from bot.replies.budget import Budget, open_budget

UNLIMITED = Limit(calls=1_000_000_000, seconds=1.0, per="thread", burst=1_000_000_000)
"""What stands for a limit nobody told us of, once a call was refused all the same."""
WIDTH = {"bot": 0, "tenant": 1, "channel": 2, "thread": 3}


class Routes:
    """Every budget of this process, each made when it is first needed."""

    __slots__ = ("_blamed", "_budgets", "_clock", "_swept")

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._budgets: dict[Hashable, Budget] = {}
        self._swept = 64
        self._blamed: dict[Budget, tuple[Budget, float]] = {}

    def of(self, platform: Platform, verb: Verb, surface: Surface) -> tuple[Budget, ...]:
        """The budgets a call counts against, the widest first: it is the likeliest to be empty."""
        limits = platform.capabilities.limits.get(verb, ())
        found = [self._budget(platform, verb, surface, limit) for limit in limits]
        if not found:
            refused = self._budgets.get((platform.name, verb, UNLIMITED, str(surface)))
            return () if refused is None else (refused,)
        found.sort(key=lambda budget: WIDTH[budget.limit.per])
        return tuple(found)

    def met(
        self, platform: Platform, verb: Verb, surface: Surface, per: str | None, until: float
    ) -> list[Budget]:
        """The budgets that are to learn from a refusal, which holds until then.

        `per` says which limit was met. Where the platform did not say, it is the narrowest, and the
        next wider one too when another of those it holds met a limit meanwhile.
        """
        held = self.of(platform, verb, surface)
        if not held:
            return [self._budget(platform, verb, surface, UNLIMITED)]
        named = [budget for budget in held if budget.limit.per == per]
        return named or self._blame(held, until)

    def _blame(self, held: tuple[Budget, ...], until: float) -> list[Budget]:
        """The narrowest budget, and each wider one that two narrower ones speak against."""
        now, blamed = self._clock.monotonic(), [held[-1]]
        for wider in reversed(held[:-1]):
            before, still = self._blamed.get(wider, (held[-1], -math.inf))
            self._blamed[wider] = (held[-1], until)
            if before is held[-1] or now > still:
                break
            blamed.append(wider)
        return blamed

    def _budget(self, platform: Platform, verb: Verb, surface: Surface, limit: Limit) -> Budget:
        key = (platform.name, limit.name or verb, limit, _sharers(limit, surface))
        budget = self._budgets.get(key)
        if budget is None:
            now = self._clock.monotonic()
            self._sweep(now)
            budget = self._budgets[key] = open_budget(limit, now)
        return budget

    def _sweep(self, now: float) -> None:
        """Forgets what is as good as new, whenever the number of budgets has doubled."""
        if len(self._budgets) < self._swept:
            return
        self._budgets = {key: b for key, b in self._budgets.items() if not b.idle(now)}
        self._blamed = {b: blamed for b, blamed in self._blamed.items() if now <= blamed[1]}
        self._swept = max(64, 2 * len(self._budgets))


def _sharers(limit: Limit, surface: Surface) -> str:
    match limit.per:
        case "bot":
            return ""
        case "tenant":
            return surface.tenant
        case "channel":
            return f"{surface.tenant}:{surface.channel}"
        case "thread":
            return str(surface)
