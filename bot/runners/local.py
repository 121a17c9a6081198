"""One machine: an asyncio task for each mailbox that has something to do."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import structlog

from bot.errors import ChatTrainError
from bot.ports.runner import Drain, Nudge
from bot.ports.store import MailboxId, Transaction

PATIENCE = (1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds before a mailbox whose draining failed is taken up again, the last one for ever."""

log = structlog.get_logger(__name__)


class LocalRunner:
    """Drains each woken mailbox in a task of its own, one at a time for each mailbox."""

    def __init__(self) -> None:
        self._drain: Drain | None = None
        self._working: dict[MailboxId, tuple[asyncio.Task[None], Nudge]] = {}

    async def start(self, drain: Drain) -> None:
        self._drain = drain

    def wake(self, mailboxes: Iterable[MailboxId], transaction: Transaction) -> None:
        woken = tuple(mailboxes)
        transaction.after_commit(lambda: self.take_up(woken))

    def take_up(self, mailboxes: Iterable[MailboxId]) -> None:
        """Starts work on mailboxes, or tells whoever works on them that there is more."""
        for mailbox in mailboxes:
            if (working := self._working.get(mailbox)) is not None:
                working[1].set()
            elif self._drain is not None:
                nudge = Nudge()
                task = asyncio.get_running_loop().create_task(self._work(mailbox, nudge))
                self._working[mailbox] = (task, nudge)

    async def _work(self, mailbox: MailboxId, nudge: Nudge) -> None:
        assert self._drain is not None  # noqa: S101  # take_up starts no work without it
        failures = 0
        try:
            while True:
                nudge.clear()
                try:
                    await self._drain(mailbox, nudge)
                except Exception as error:  # noqa: BLE001  # whatever it is, it is taken up again
                    _tell(mailbox, error)
                else:
                    if not nudge.mail:
                        return
                    failures = 0
                    continue
                pause = PATIENCE[min(failures, len(PATIENCE) - 1)]
                failures += 1
                await asyncio.sleep(pause)
        finally:
            del self._working[mailbox]

    @property
    def is_up(self) -> bool:
        """Whether woken mailboxes are worked on."""
        return self._drain is not None

    async def idle(self) -> None:
        """Returns once nothing is being worked on."""
        while self._working:
            await asyncio.wait([task for task, _ in self._working.values()])

    @property
    def busy(self) -> int:
        """How many mailboxes are being worked on."""
        return len(self._working)

    async def stop(self) -> None:
        """Stops all work; what is unfinished is taken up at the next start."""
        self._drain = None
        tasks = [task for task, _ in self._working.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _tell(mailbox: MailboxId, error: BaseException) -> None:
    """Logs what was foreseen as a sentence, and all else with its place in the code."""
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            _tell(mailbox, inner)
    elif isinstance(error, ChatTrainError):
        log.warning("runner.failed", mailbox=mailbox, problem=str(error))
    else:
        log.error("runner.failed", mailbox=mailbox, exc_info=error)
