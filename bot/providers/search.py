"""Who is asked next for one reply or one judgement, and how long it may take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import structlog

from bot.errors import ProviderError, RateLimited, Unavailable
from bot.ports.clock import Clock
from bot.ports.provider import Model, Question
from bot.providers import outcomes
from bot.providers.breaker import Breaker

WAIT = 5.0
"""The longest Retry-After that is waited for where no other model is left."""

log = structlog.get_logger(__name__)


class Search:
    """Goes through `models` in their order, each once, one that asked for a moment's wait twice.

    What becomes of a model that `next` gave is told by `failed`, `answered` or `left`.
    """

    def __init__(
        self,
        *,
        models: Sequence[Model],
        question: Question,
        clock: Clock,
        breakers: Mapping[Model, Breaker],
        until: float,
    ) -> None:
        self.models = tuple(models)
        self.error: ProviderError = Unavailable("No language model can be asked at the moment.")
        """Why there is no answer."""
        self._question = question
        self._clock = clock
        self._breakers = breakers
        self._until = until
        self._left = list(models)
        self._asked: Model | None = None
        self._waited = self._declined = False

    @property
    def time(self) -> float:
        """Seconds left for all models together."""
        return max(0.0, self._until - self._clock.monotonic())

    def share(self) -> float:
        """Seconds that the model being asked has for its first words."""
        others = sum(self._breakers[model].admits for model in self._left)
        return self.time / (1 + others)

    async def next(self) -> Model | None:
        """The next model that may be asked; None where none is left, or no time."""
        while self.time:
            for model in self._left:
                if self._breakers[model].admits:
                    return self._ask(model)
            waits = [self._breakers[model].asked_to_wait for model in self._left]
            soonest = min((wait for wait in waits if wait), default=self.time)
            if soonest > WAIT or soonest >= self.time:
                return None
            await self._clock.sleep(soonest)
        return None

    def failed(self, model: Model, error: Exception) -> None:
        """Learns from a failure who may be asked after it."""
        outcome = outcomes.of(error)
        self._breakers[model].failed(error)
        self._asked = None
        self.error = error if isinstance(error, ProviderError) else Unavailable(repr(error))
        if outcome.next == "never" or (outcome.next == "once" and self._declined):
            self._left.clear()
        self._declined = self._declined or outcome.next == "once"
        if isinstance(error, RateLimited) and not self._waited:
            self._waited = True
            self._left.append(model)
        log.warning(
            "model.failed",
            session=self._question.session,
            purpose=self._question.purpose,
            provider=model.name,
            outcome=outcome.name,
            problem=str(error) or repr(error),
            breaker=self._breakers[model].state,
        )

    def answered(self, model: Model) -> None:
        self._asked = None
        self._breakers[model].answered()

    def left(self) -> None:
        """Nobody waits any more: where a model is being asked still, nothing is learned of it."""
        if self._asked is not None:
            self._breakers[self._asked].leave()
            self._asked = None

    def _ask(self, model: Model) -> Model:
        self._left.remove(model)
        self._breakers[model].enter()
        self._asked = model
        return model
