"""Events on their way into the intake, from wherever in Discord they were heard."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.discord.inbound import Moment
from bot.domain.events import InboundEvent
from bot.domain.surface import SessionId
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
        return Moment(at=self.clock.now(), opens=SessionId(self.clock.new_id()))
