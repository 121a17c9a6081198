"""Commands, presses and forms: durable first, acknowledged after that, within three seconds. What is
typed, and the form that a button opens, are answered at once, and nothing is stored for them.

Nothing is acknowledged before it is durable, however long that takes: where it takes too long, the
person sees that the application did not respond, and the answer comes as a message of its own.
"""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass
from functools import partial

import structlog

from adapters.discord import asking, forms, inbound, proposing
from adapters.discord.addressing import is_id, place
from adapters.discord.answering import Answers
from adapters.discord.belonging import Belonging
from adapters.discord.forms import Filled
from adapters.discord.localising import in_words_of
from adapters.discord.members import Members
from adapters.discord.names import Names
from adapters.discord.payloads import Json, number, part, text, user
from adapters.discord.places import Places
from adapters.discord.receiving import Receiving
from adapters.discord.records import Catalogue
from adapters.discord.servers import Servers
from adapters.discord.taking import Taking
from bot.domain.events import Commanded, Pressed
from bot.domain.surface import MemberId, Surface
from bot.errors import PlatformError, StoreError

NOT_KEPT = "That could not be stored, so nothing has happened. Try it again in a moment."
OLD = "That does not work any more. `/chattrain help` says what there is."
KEEPS_PROMISE = 60.0
"""Seconds after which a promised answer is taken back that nothing has become of."""
PRESS, TYPING, FORM = 3, 4, 5
"""Kinds of interactions; a command is 2."""

log = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class Interacting:
    """Takes in what people ask for by other means than words."""

    answers: Answers
    belonging: Belonging
    catalogue: Catalogue
    members: Members
    names: Names
    places: Places
    receiving: Receiving
    servers: Servers
    taking: Taking

    def hear(self, data: Json) -> None:
        """Takes in an interaction: it cannot wait for others, or for what is tried again."""
        if number(data, "type") == TYPING:
            self.receiving.beside(partial(self._propose, data))
        elif number(data, "type") == PRESS and (form := forms.asked(data)) is not None:
            self.receiving.beside(partial(self._ask, data, form))
        else:
            lane = f"asked by {text(user(data), 'id')}"
            self.receiving.hear(lane, partial(self._asked, data))

    async def _ask(self, data: Json, form: Json) -> None:
        await self._answered(self.answers.ask(data, form))

    async def _propose(self, data: Json) -> None:
        proposed = proposing.proposed(data, self.catalogue.scenarios)
        await self._answered(self.answers.offer(data, proposed))

    async def _asked(self, data: Json) -> None:
        """A command, a press, or a form that was sent off."""
        member, custom = MemberId(text(user(data), "id")), text(part(data, "data"), "custom_id")
        if not is_id(member):
            return
        filled = forms.filled(data) if number(data, "type") == FORM else None
        if filled is not None and (problem := filled.problem) is not None:
            await self._tell(data, problem)
            return
        surface = await self._where(data, member)
        if surface is None:
            return
        self.names.learn(surface.tenant, data)
        if text(data, "guild_id"):
            self.members.learn(surface.tenant, data)
        if custom.startswith(asking.PREFIX):
            server = custom.removeprefix(asking.PREFIX)
            await self._answered(self.belonging.chosen(data, member, server))
        elif (event := self._event(data, filled, surface)) is not None:
            await self._take(data, event)
        else:
            await self._tell(data, OLD)

    def _event(self, data: Json, filled: Filled | None, at: Surface) -> Commanded | Pressed | None:
        moment = self.taking.moment()
        if filled is not None:
            return inbound.filled(data, filled, at, moment)
        match number(data, "type"):
            case 2:
                return inbound.commanded(data, at, moment)
            case 3:
                return inbound.pressed(data, at, moment)
            case _:
                return None

    async def _where(self, data: Json, member: MemberId) -> Surface | None:
        """Where somebody gave a command or pressed something; None where they have to be asked."""
        guild, channel = text(data, "guild_id"), text(data, "channel_id")
        if guild:
            self.servers.used(member, guild)
            self.places.allow(channel, data)
            return self.places.beside(data, guild)
        self.places.learn(part(data, "channel"))
        custom = text(part(data, "data"), "custom_id")
        if custom.startswith(asking.PREFIX):
            return place(custom.removeprefix(asking.PREFIX) or "0", channel)
        try:
            return await self.belonging.asked(member, channel, data)
        except (PlatformError, StoreError) as error:
            log.error("discord.not_kept", key=text(data, "id"), problem=str(error))
            await self._tell(data, NOT_KEPT)
            return None

    async def _take(self, data: Json, event: Commanded | Pressed) -> None:
        delivery = text(data, "id")
        if self.answers.knows(event.key, delivery):  # a resume brings it again
            return
        asked = self.answers.remember(data, event.key, event.opens)
        try:
            await self.taking.take(event)
        except StoreError as error:
            log.error("discord.not_kept", key=event.key, problem=str(error))
            asked.late = True
            asked.taken.set()
            await self._tell(data, NOT_KEPT)
            return
        await self.answers.acknowledge(data, asked)
        if asked.promised:
            self.receiving.do(partial(self.answers.settle, asked), after=KEEPS_PROMISE)

    async def _tell(self, data: Json, sentence: str) -> None:
        named = in_words_of(text(data, "locale"), sentence)
        await self._answered(self.answers.tell(data, named))

    async def _answered(self, answering: Awaitable[None]) -> None:
        """Answers at once, where that is still possible."""
        try:
            await answering
        except PlatformError as error:
            log.warning("discord.not_answered", problem=str(error))
