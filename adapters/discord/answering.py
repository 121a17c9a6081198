"""How commands and presses are answered: the tokens that came with them, for a quarter of an hour.

A command was promised an answer that its member alone sees; a press was taken without a word.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from discord.http import Route

from adapters.discord import addressing
from adapters.discord.calls import Calls
from adapters.discord.errors import Late
from adapters.discord.payloads import Json, number, part, text
from bot.domain.showing import cause
from bot.domain.surface import SessionId, Surface
from bot.errors import PlatformError
from bot.ports.clock import Clock

SECONDS = 14 * 60
"""How long a token is used; Discord takes it for fifteen minutes."""
MOST = 4096
"""How many tokens are kept."""
EPHEMERAL = 1 << 6
"""The flag of a message that one person alone sees."""
PROMISE, TAKEN, SAID, CHOICES, REPLACED = 5, 6, 4, 8, 7
"""Kinds of answers: one that follows, none, a message, choices for what is being typed, and other
words where the button stood."""

log = structlog.get_logger(__name__)

Body = Mapping[str, Any]


@dataclass(slots=True, kw_only=True)
class Asked:
    """A command or a press that can be answered."""

    application: str
    token: str
    channel: str
    until: float
    blank: bool
    """Whether its first answer stands there already: promised, or a message of that member's own
    with the buttons that were pressed."""
    promised: bool = False
    """Whether that is only Discord's word that an answer comes."""
    taken: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once it was acknowledged, before which it cannot be answered, or it was too late."""
    late: bool = False


@dataclass(slots=True, kw_only=True)
class Answers:
    """What can be answered, by the key of its event; of what opens a session, by that too."""

    calls: Calls
    clock: Clock
    _known: OrderedDict[str, Asked] = field(default_factory=OrderedDict)
    _opening: OrderedDict[SessionId, Asked] = field(default_factory=OrderedDict)

    def knows(self, key: str) -> bool:
        """Whether the event of that key was taken in already."""
        return key in self._known

    def remember(self, body: Json, key: str, opens: SessionId | None) -> Asked:
        """Takes in a command or a press, which may open a session."""
        pressed = part(body, "message")
        command = not pressed
        asked = Asked(
            application=text(body, "application_id"),
            token=text(body, "token"),
            channel=text(part(body, "channel"), "id") or text(body, "channel_id"),
            until=self.clock.monotonic() + SECONDS,
            blank=command or bool(number(pressed, "flags") & EPHEMERAL),
            promised=command,
        )
        self._known[key] = asked
        if len(self._known) > MOST:
            self._known.popitem(last=False)
        if opens is not None:
            self._opening[opens] = asked
            if len(self._opening) > MOST:
                self._opening.popitem(last=False)
        return asked

    def take(self, key: str, at: Surface) -> Asked | None:
        """What a message of that key answers in that place: the key is an answer to that of the
        event, or begins with it."""
        name = cause(key)
        while name:
            if (known := self._known.get(name)) is not None:
                return self._there(known, at)
            name = name.rpartition(":")[0]
        return None

    def opened(self, session: SessionId, at: Surface) -> Asked | None:
        """What was asked in that place that opens a session."""
        known = self._opening.get(session)
        return None if known is None else self._there(known, at)

    def _there(self, asked: Asked, at: Surface) -> Asked | None:
        there = asked.channel == addressing.target(at)
        return asked if there and self.clock.monotonic() <= asked.until else None

    async def acknowledge(self, body: Json, asked: Asked) -> None:
        """Says that a command or a press has arrived: an answer follows, or nothing."""
        promise = _response(PROMISE, {"flags": EPHEMERAL})
        try:
            await self._respond(body, promise if asked.promised else {"type": TAKEN})
        except PlatformError as error:
            asked.late = True
            log.warning("discord.not_acknowledged", problem=str(error))
        finally:
            asked.taken.set()

    async def tell(self, body: Json, sentence: str, components: Sequence[object] = ()) -> None:
        """Answers at once, with a sentence that one person alone sees. Raises PlatformError."""
        said = {**sentence_of(sentence), "flags": EPHEMERAL, "components": list(components)}
        await self._respond(body, _response(SAID, said))

    async def replace(self, body: Json, sentence: str) -> None:
        """Puts a sentence in the place of the message whose button was pressed."""
        await self._respond(body, _response(REPLACED, sentence_of(sentence)))

    async def offer(self, body: Json, choices: list[dict[str, object]]) -> None:
        """Answers what is being typed. Raises PlatformError."""
        await self._respond(body, _response(CHOICES, {"choices": choices}))

    async def say(self, asked: Asked, message: Body) -> None:
        """Answers with a message that its member alone sees: in the place of what stands there, else
        below it. Raises PlatformError, Late where that is over."""
        await asked.taken.wait()
        if asked.late:
            raise Late("The command or press was acknowledged too late.")
        if asked.blank:
            asked.blank = asked.promised = False
            await self.calls.answer(self._original("PATCH", asked), dict(message))
            return
        flags = int(message.get("flags", 0)) | EPHEMERAL
        route = Route(
            "POST",
            "/webhooks/{webhook_id}/{webhook_token}",
            webhook_id=asked.application,
            webhook_token=asked.token,
        )
        await self.calls.answer(route, {**message, "flags": flags})

    async def mention(self, session: SessionId, sentence: str) -> None:
        """Says something to whoever asked for a session, before it is there; where it can be said."""
        asked = self._opening.get(session)
        if asked is None or self.clock.monotonic() > asked.until:
            return
        await asked.taken.wait()
        if asked.late or not asked.blank:
            return
        try:
            await self.calls.answer(self._original("PATCH", asked), sentence_of(sentence))
            asked.promised = False
        except PlatformError as error:
            log.info("answer.not_mentioned", problem=str(error))

    async def settle(self, asked: Asked) -> None:
        """Takes back a promise that nobody has kept. Raises PlatformError."""
        await asked.taken.wait()
        if asked.promised and not asked.late:
            asked.blank = asked.promised = False
            await self.calls.answer(self._original("DELETE", asked), None)

    async def _respond(self, body: Json, response: Body) -> None:
        route = Route(
            "POST",
            "/interactions/{webhook_id}/{webhook_token}/callback",
            webhook_id=text(body, "id"),
            webhook_token=text(body, "token"),
        )
        await self.calls.answer(route, response)

    def _original(self, method: str, asked: Asked) -> Route:
        return Route(
            method,
            "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
            webhook_id=asked.application,
            webhook_token=asked.token,
        )


def _response(kind: int, data: Body) -> dict[str, object]:
    return {"type": kind, "data": dict(data)}


def sentence_of(sentence: str) -> dict[str, object]:
    """A sentence alone: what stood there besides goes."""
    return {
        "content": sentence,
        "embeds": [],
        "components": [],
        "allowed_mentions": {"parse": []},
    }
