"""When conversations are read back, for what was said while nobody listened, and what is done where
that fails. How one is read is a platform's business.

What is read back has the keys of the events it would have been, so that nothing counts twice.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from bot.domain.session import Session
from bot.domain.surface import SessionId, Surface
from bot.errors import PlatformError, PlatformRateLimited, PlatformUnavailable, StoreError
from bot.ports.clock import Clock
from bot.ports.platform import Accept

TRIES = 5
PAUSE = 5.0
"""Seconds until a conversation is tried again that could not be read."""

log = structlog.get_logger(__name__)


class Records(Protocol):
    """The part of the store that reading back needs."""

    async def session(self, id: SessionId) -> Session | None: ...

    async def open_surfaces(self, platform: str) -> list[tuple[SessionId, Surface]]: ...


@dataclass(slots=True, kw_only=True)
class Catchup(ABC):
    """Reads back whenever it was asked to, once for many that ask meanwhile."""

    records: Records
    clock: Clock
    _asked: asyncio.Event = field(default_factory=asyncio.Event)

    def ask(self) -> None:
        """Says that something may have been missed."""
        self._asked.set()

    async def run(self, accept: Accept) -> None:
        """Reads back, until cancelled."""
        while True:
            await self._asked.wait()
            self._asked.clear()
            try:
                found = await self.once(accept)
            except StoreError as error:
                log.warning("catchup.waits", problem=str(error))
                await self.clock.sleep(PAUSE)
                self._asked.set()
            except Exception:  # what cannot be read back must not keep the rest from being heard
                log.exception("catchup.broke")
            else:
                log.info("catchup.done", messages=found)

    @abstractmethod
    async def once(self, accept: Accept) -> int:
        """Reads all back; gives how many messages were missed."""

    @abstractmethod
    async def _conversation(self, id: SessionId, surface: Surface, accept: Accept) -> int:
        """Reads one back; gives how many messages of it were missed. Raises PlatformError."""

    async def _open(self, platform: str, accept: Accept, *, at_once: int = 1) -> int:
        """Every open session's conversation, the newest session first."""
        waiting = list(reversed(await self.records.open_surfaces(platform)))
        found = 0
        while waiting:
            some, waiting = waiting[:at_once], waiting[at_once:]
            found += sum(await asyncio.gather(*(self._session(*one, accept) for one in some)))
        return found

    async def _session(self, id: SessionId, surface: Surface, accept: Accept) -> int:
        for _ in range(TRIES):
            try:
                return await self._conversation(id, surface, accept)
            except PlatformRateLimited as limited:
                await self.clock.sleep(limited.retry_after)
            except PlatformUnavailable:
                await self.clock.sleep(PAUSE)
            except PlatformError as error:
                log.warning("catchup.not_read", session=id, problem=str(error))
                return 0
        log.warning("catchup.not_read", session=id, problem="there is no answer")
        return 0


def heard(session: Session | None) -> frozenset[str]:
    """Messages that are in a transcript; of the others the intake knows which it has had."""
    turns = session.transcript if session is not None else ()
    return frozenset(turn.message for turn in turns if turn.message)
