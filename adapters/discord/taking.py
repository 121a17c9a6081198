"""Events on their way into the intake, from wherever in Discord they were heard."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.chat import moment
from adapters.chat.moment import Moment
from bot.domain.events import InboundEvent
from bot.errors import StoreError
from bot.ports.clock import Clock
from bot.ports.platform import Accept


@dataclass(slots=True, kw_only=True)
class Taking:
    """The intake, while there is one."""

    clock: Clock
    accept: Accept | None = None

    async def take(self, event: InboundEvent | None) -> None:
        """Returns once an event is durable, or was known. Raises StoreError."""
        if event is None:
            return
        if self.accept is None:
            raise StoreError("ChatTrain is starting, or shutting down")
        await self.accept(event)

    def moment(self) -> Moment:
        return moment.now(self.clock)
