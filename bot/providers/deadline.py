"""One time limit for many waits: much cheaper than a timeout for each of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator


class Deadline:
    """The time by which everything must have come. `end` gives it up. One task waits at a time."""

    __slots__ = ("_passed", "_timer", "_waiting")

    def __init__(self, seconds: float) -> None:
        self._waiting: asyncio.Task[object] | None = None
        self._passed = False
        self._timer = asyncio.get_running_loop().call_later(seconds, self._pass)

    async def next(self, pieces: AsyncIterator[str]) -> str | None:
        """The next piece, None after the last. Raises TimeoutError once the time is over."""
        if self.passed():
            raise TimeoutError
        task = asyncio.current_task()
        assert task is not None  # noqa: S101  # a coroutine is run by a task
        before = task.cancelling()
        self._waiting = task
        try:
            return await anext(pieces, None)
        except asyncio.CancelledError:
            # Told from a cancellation that somebody else asked for as asyncio.timeout does it.
            if self.passed() and task.uncancel() <= before:
                raise TimeoutError from None
            raise
        finally:
            self._waiting = None

    def passed(self) -> bool:
        return self._passed

    def end(self) -> None:
        self._timer.cancel()

    def _pass(self) -> None:
        self._passed = True
        if self._waiting is not None:
            self._waiting.cancel()
