"""Virtual time: an event loop whose clock jumps to the next timer when nothing is ready.

    @in_virtual_time
    async def test_that_waits_for_an_hour() -> None: ...

    def test_with_many_examples(...) -> None:
        run(something(...))

A test that waits for something no timer brings about fails at once instead of hanging.
"""

from __future__ import annotations

import asyncio
import functools
import selectors
from collections.abc import Callable, Coroutine
from typing import Any, ParamSpec, TypeVar

from bot.domain.transcript import Micros
from bot.ports.clock import uuid7

P = ParamSpec("P")
T = TypeVar("T")

NEW_YEAR = Micros(1_767_225_600_000_000)
"""2026-01-01, when virtual time begins."""


class Stuck(AssertionError):
    """Everything waits, and no timer is set."""


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop in virtual time.

    With `grace`, threads and sockets are given that many real seconds before time jumps.
    """

    def __init__(self, grace: float = 0.0) -> None:
        self.elapsed = 0.0
        super().__init__(_Jumping(self, grace))

    def time(self) -> float:
        return self.elapsed

    def jump(self, seconds: float) -> None:
        # To the timer itself: adding to the time could miss it by a rounding error.
        timers: list[asyncio.TimerHandle] = self._scheduled  # type: ignore[attr-defined]
        self.elapsed = max(self.elapsed, timers[0].when() if timers else self.elapsed + seconds)


class _Jumping(selectors.DefaultSelector):
    def __init__(self, loop: VirtualLoop, grace: float) -> None:
        super().__init__()
        self._loop, self._grace = loop, grace

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        waits = timeout is None or timeout > 0
        ready = super().select(self._grace if waits else 0)
        if waits and not ready:
            if timeout is None:
                raise Stuck("everything waits, and no timer is set")
            self._loop.jump(timeout)
        return ready


class VirtualClock:
    """The running loop's time as a Clock; the same calls give the same ids in every run."""

    def __init__(self, start: Micros = NEW_YEAR) -> None:
        self._start = start
        self._made = 0

    def now(self) -> Micros:
        return Micros(self._start + round(self.monotonic() * 1_000_000))

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    def new_id(self) -> str:
        """May be asked for outside a loop, too: it is the start of time there."""
        self._made += 1
        try:
            now = self.now()
        except RuntimeError:
            now = self._start
        return uuid7(now // 1000, self._made.to_bytes(10))


def run(main: Coroutine[Any, Any, T], *, grace: float = 0.0) -> T:
    """Runs a coroutine in virtual time that begins at 0."""
    with asyncio.Runner(loop_factory=lambda: VirtualLoop(grace)) as runner:
        return runner.run(main)


def in_virtual_time(test: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, T]:
    """Makes an async test run in virtual time."""

    @functools.wraps(test)
    def within(*args: P.args, **kwargs: P.kwargs) -> T:
        return run(test(*args, **kwargs))

    return within
