"""What the engine asks of whatever lets mailboxes be worked on, here or on another machine."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Protocol

from bot.ports.store import MailboxId, Transaction

Drain = Callable[[MailboxId, "Nudge"], Awaitable[None]]


class Nudge(Protocol):
    """How a mailbox that is being worked on learns that more has come."""

    def set(self) -> None: ...

    def is_set(self) -> bool: ...

    def clear(self) -> None: ...

    async def wait(self) -> object: ...


class Runner(Protocol):
    """Sees to it that a mailbox that was woken is drained, by one worker at a time."""

    async def start(self, drain: Drain) -> None: ...

    def take_up(self, mailboxes: Iterable[MailboxId]) -> None:
        """Wakes mailboxes now: those that an earlier process left."""

    def wake(self, mailboxes: Iterable[MailboxId], transaction: Transaction) -> None:
        """Wakes mailboxes once the transaction is committed, and not where it fails."""

    async def stop(self) -> None: ...
