"""Which calls of a fake chat platform are spoilt, one call at a time."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import Generic, TypeVar

from aiohttp import web

Fault = TypeVar("Fault")


class Faults(Generic[Fault]):
    """By the name of a call, for its next ones; None lets one pass. "*" is for any call."""

    def __init__(self) -> None:
        self._lines: defaultdict[str, deque[Fault | None]] = defaultdict(deque)

    def play(self, name: str, *faults: Fault | None) -> None:
        self._lines[name].extend(faults)

    def left(self, name: str) -> int:
        """How many have still to be met."""
        return len(self._lines[name])

    def clear(self) -> None:
        self._lines.clear()

    def next(self, name: str) -> Fault | None:
        for each in (name, "*"):
            if line := self._lines.get(each):
                return line.popleft()
        return None


def cut(request: web.Request) -> web.Response:
    """Closes the connection; the response goes nowhere."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
