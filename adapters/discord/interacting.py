"""Commands, presses and forms: durable first, acknowledged after that, within three seconds. What is
typed, and the form that a button opens, are answered at once, and nothing is stored for them.

Where it takes too long to become durable, it is acknowledged all the same, before Discord says that
the application did not respond; what could not be stored then says so in the place of its answer.
"""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass
from functools import partial

import structlog

from adapters.chat.languages import Languages
from adapters.discord import asking, forms, inbound, proposing, wording
from adapters.discord.addressing import is_id, place
from adapters.discord.answering import Answers, Asked, sentence_of
from adapters.discord.belonging import Belonging
from adapters.discord.errors import Answered
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
from bot.domain.surface import MemberId, Surface, TenantId
from bot.domain.wording import outside
from bot.errors import PlatformError, StoreError

IN_TIME = 2.0
"""Seconds after which it is acknowledged that something was asked for, durable or not: after three
Discord says that the application did not respond."""
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
    languages: Languages
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
        self.names.learn_locale(data)
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
            self._take(data, event)
        else:
            await self._tell(data, wording.of(self._language(data)).does_not_work)

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
            await self._not_kept(data)
            return None

    def _take(self, data: Json, event: Commanded | Pressed) -> None:
        """Sends it on its way to the intake: what the same person asks next is not to wait for the
        store, and comes there after it all the same."""
        delivery = text(data, "id")
        if self.answers.knows(event.key, delivery):  # a resume brings it again
            return
        asked = self.answers.remember(data, event.key, event.opens)
        self.receiving.do(partial(self._in_time, data, asked), after=IN_TIME)
        self.receiving.hear(f"asked in {delivery}", partial(self._keep, data, asked, event))

    async def _keep(self, data: Json, asked: Asked, event: Commanded | Pressed) -> None:
        """Makes it durable, and acknowledges it after that."""
        try:
            await self.taking.take(event)
        except StoreError as error:
            log.error("discord.not_kept", key=event.key, problem=str(error))
            await self._take_back(data, asked)
            asked.late = True
            asked.taken.set()
            return
        if not asked.taken.is_set():
            await self.answers.acknowledge(data, asked)
        if asked.promised:
            self.receiving.do(partial(self.answers.settle, asked), after=KEEPS_PROMISE)

    async def _in_time(self, data: Json, asked: Asked) -> None:
        """Lets nobody read that nothing came of what they did while the store takes its time."""
        if not asked.taken.is_set():
            log.warning("discord.slow", id=asked.delivery, problem="the store is slow")
            await self.answers.acknowledge(data, asked)

    async def _take_back(self, data: Json, asked: Asked) -> None:
        """Says that what was asked for has not happened."""
        sentence = in_words_of(text(data, "locale"), outside.of(self._language(data)).not_kept)
        if not asked.taken.is_set():
            try:
                await self.answers.tell(data, sentence)
            except Answered:  # just now: the sentence takes the place of that
                pass
            except PlatformError as error:
                log.warning("discord.not_answered", problem=str(error))
                return
            else:
                return
        key = f"{asked.delivery}:not kept"
        await self._answered(self.answers.say(asked, sentence_of(sentence), key))

    def _language(self, data: Json) -> str:
        """That of whoever asked; nothing is read for it, as the store may not answer."""
        return self.languages.at_once(
            TenantId(text(data, "guild_id")), MemberId(text(user(data), "id"))
        )

    async def _not_kept(self, data: Json) -> None:
        await self._tell(data, outside.of(self._language(data)).not_kept)

    async def _tell(self, data: Json, sentence: str) -> None:
        await self._answered(self.answers.tell(data, in_words_of(text(data, "locale"), sentence)))

    async def _answered(self, answering: Awaitable[None]) -> None:
        """Answers at once, where that is still possible."""
        try:
            await answering
        except PlatformError as error:
            log.warning("discord.not_answered", problem=str(error))
