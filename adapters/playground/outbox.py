"""What one socket is still to be sent. Bounded, and never waited for: a message that grows is kept
once, in its latest form, and a socket that falls too far behind is given up; the page connects
again and asks for what it missed.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable, Mapping

Message = Mapping[str, object]

BOUND = 512
"""Messages that may wait for a socket."""


class Behind(Exception):
    """The socket does not take its messages fast enough."""


class Outbox:
    """The messages for one socket, in order."""

    def __init__(self, bound: int = BOUND) -> None:
        self._bound = bound
        self._ahead: deque[Message] = deque()
        """What is sent before anything else: a conversation rebuilt for the socket."""
        self._waiting: dict[object, Message] = {}
        self._count = 0
        self._held = False
        self._behind = False
        self._filled = asyncio.Event()
        self._shown: dict[object, str] = {}

    def put(self, message: Message) -> None:
        """Adds a message; a growing one takes the place of its earlier form."""
        if self._behind:
            return
        self._count += 1
        name = _growing(message) or self._count
        if name not in self._waiting and len(self._waiting) >= self._bound:
            self._behind = True
            self._waiting.clear()
        else:
            self._waiting[name] = message
        self._wake()

    def hold(self) -> None:
        """Keeps back what comes from now on, while the conversation is rebuilt."""
        self._held = True
        self._wake()

    def release(self, rebuilt: Iterable[Message] = ()) -> None:
        """Sends what was rebuilt, then what was held back."""
        self._held = False
        self._ahead.extend(rebuilt)
        self._shown.clear()
        self._wake()

    async def get(self) -> Message:
        """The next message; raises Behind once the socket is given up."""
        while not self._filled.is_set():
            await self._filled.wait()
        if self._behind:
            raise Behind
        if self._ahead:
            message = self._ahead.popleft()
        else:
            message = self._waiting.pop(next(iter(self._waiting)))
        self._wake()
        return self._with_delta(message)

    def _wake(self) -> None:
        if self._behind or self._ahead or (self._waiting and not self._held):
            self._filled.set()
        else:
            self._filled.clear()

    def _with_delta(self, message: Message) -> Message:
        """A chunk with what this socket has not seen of it as its content."""
        if message["type"] != "chunk":
            self._shown.pop(message.get("message_id"), None)
            return message
        text, seen = str(message["accumulated"]), self._shown.get(message["message_id"], "")
        self._shown[message["message_id"]] = text
        return {**message, "content": text.removeprefix(seen)}


def _growing(message: Message) -> tuple[object, object] | None:
    if message["type"] in ("chunk", "feedback"):
        return message["type"], message["message_id"]
    return None
