"""Which message a nonce has made: a create that comes again gives the first one."""

from __future__ import annotations

from bot.ports.clock import Clock
from tests.fakes.discord.state import Message

NONCE_SECONDS = 300.0
""""The past few minutes" of Discord's documentation."""


class Sent:
    """By nonce; the author is always the bot."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.seconds = NONCE_SECONDS
        self._messages: dict[str, tuple[float, Message]] = {}

    def find(self, nonce: str) -> Message | None:
        at, message = self._messages.get(nonce, (0.0, None))
        if message is None or self._clock.monotonic() - at >= self.seconds:
            return None
        return message

    def note(self, nonce: str, message: Message) -> None:
        self._messages[nonce] = (self._clock.monotonic(), message)
