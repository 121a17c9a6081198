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

from adapters.chat import keys
from adapters.discord import addressing
from adapters.discord.calls import Calls
from adapters.discord.errors import Answered, Late
from adapters.discord.files import File
from adapters.discord.payloads import Json, number, part, text
from bot.domain.surface import SessionId, Surface
from bot.errors import MessageGone, PlatformError, PlatformRateLimited, PlatformUnavailable
from bot.ports.clock import Clock

SECONDS = 14 * 60
"""How long a token is used; Discord takes it for fifteen minutes."""
MOST = 4096
"""How many tokens are kept."""
TRIES = 3
"""How often the first answer is tried, which has to be there within three seconds."""
TRY_SECONDS = 0.9
"""How long one of these tries may take: where its answer is late, the next one finds it done."""
PAUSE = 0.05
SHORT = 0.5
"""Of waits that Discord asks for, those in seconds that leave time for another try."""
EPHEMERAL = 1 << 6
"""The flag of a message that one person alone sees."""
PROMISE, TAKEN, SAID, CHOICES, REPLACED, FORM = 5, 6, 4, 8, 7, 9
"""Kinds of answers: one that follows, none, a message, choices for what is being typed, other words
where the button stood, and a form."""

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
    delivery: str = ""
    """The interaction's own id: a form that is sent off twice is one event with two of them."""
    first: str = ""
    """The key of the message that took the place of the first answer: tried again, it goes there
    again."""
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

    def knows(self, key: str, delivery: str) -> bool:
        """Whether an interaction was taken in already, as the event of that key."""
        known = self._known.get(key)
        return known is not None and known.delivery == delivery

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
            delivery=text(body, "id"),
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
        for name in keys.answered(key):
            if (known := self._known.get(name)) is not None:
                return self._there(known, at)
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
        except Answered:
            log.info("discord.acknowledged_before", id=asked.delivery)
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

    async def ask(self, body: Json, form: Body) -> None:
        """Opens a form for whoever pressed the button. Raises PlatformError."""
        await self._respond(body, _response(FORM, form))

    async def offer(self, body: Json, choices: list[dict[str, object]]) -> None:
        """Answers what is being typed. Raises PlatformError."""
        await self._respond(body, _response(CHOICES, {"choices": choices}))

    async def say(self, asked: Asked, message: Body, key: str, files: Sequence[File] = ()) -> None:
        """Answers with a message that its member alone sees: in the place of what stands there, else
        below it. Raises PlatformError, Late where that is over."""
        await asked.taken.wait()
        if asked.late:
            raise Late("The command or press was acknowledged too late.")
        if asked.blank or asked.first == key:
            asked.blank, asked.promised, asked.first = False, False, key
            try:
                await self.calls.answer(self._original("PATCH", asked), dict(message), files=files)
            except MessageGone:  # they have dismissed it, so that there is nothing to replace
                asked.first = ""
            else:
                return
        flags = int(message.get("flags", 0)) | EPHEMERAL
        route = Route(
            "POST",
            "/webhooks/{webhook_id}/{webhook_token}",
            webhook_id=asked.application,
            webhook_token=asked.token,
        )
        await self.calls.answer(route, {**message, "flags": flags}, files=files)

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
        """The first answer, tried again while there is time: one whose own answer was lost is found
        to be there. Raises PlatformError, Answered where somebody else has answered."""
        route = Route(
            "POST",
            "/interactions/{webhook_id}/{webhook_token}/callback",
            webhook_id=text(body, "id"),
            webhook_token=text(body, "token"),
        )
        problem: PlatformError | None = None
        for _ in range(TRIES):
            try:
                return await self._try(route, response)
            except Answered:
                if problem is None:
                    raise
                return None
            except PlatformUnavailable as error:
                problem = error
                await self.clock.sleep(PAUSE)
            except PlatformRateLimited as limited:
                if limited.retry_after > SHORT:
                    raise
                problem = limited
                await self.clock.sleep(limited.retry_after)
        assert problem is not None  # noqa: S101  # every try has left one
        raise problem

    async def _try(self, route: Route, response: Body) -> None:
        try:
            async with asyncio.timeout(TRY_SECONDS):
                await self.calls.answer(route, response)
        except TimeoutError as error:
            raise PlatformUnavailable("Discord gave no answer in time.") from error

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
