"""What the engine asks of whatever lets mailboxes be worked on, here or on another machine."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Protocol

from bot.ports.store import MailboxId, Transaction


class Nudge:
    """Wakes whoever works on a mailbox: `set` says that there is mail, `stir` only wakes."""

    __slots__ = ("_event", "mail")

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self.mail = False

    def set(self) -> None:
        self.mail = True
        self._event.set()

    def stir(self) -> None:
        self._event.set()

    def clear(self) -> None:
        self.mail = False
        self._event.clear()

    async def wait(self) -> None:
        """Returns once somebody nudged or stirred, and is still then."""
        await self._event.wait()
        self._event.clear()


Drain = Callable[[MailboxId, Nudge], Awaitable[None]]


class Runner(Protocol):
    """Sees to it that a mailbox that was woken is drained, by one worker at a time."""

    async def start(self, drain: Drain) -> None: ...

    def take_up(self, mailboxes: Iterable[MailboxId]) -> None:
        """Wakes mailboxes now: those that an earlier process left."""

    def wake(self, mailboxes: Iterable[MailboxId], transaction: Transaction) -> None:
        """Wakes mailboxes once the transaction is committed, and not where it fails."""

    async def stop(self) -> None: ...
