"""Whose a direct message is: which server somebody means who writes to the bot, asked where several
fit. What they wrote until then is kept and taken in there.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import partial

import structlog
from discord.http import Route

from adapters.discord import addressing, asking, inbound, wording
from adapters.discord.answering import Answers, sentence_of
from adapters.discord.asking import Asking
from adapters.discord.calls import Calls
from adapters.discord.names import Names
from adapters.discord.payloads import Json, text
from adapters.discord.places import Places
from adapters.discord.receiving import Receiving
from adapters.discord.servers import Servers
from adapters.discord.taking import Taking
from adapters.discord.threads import Threads
from adapters.discord.wording import Wording
from bot.domain.surface import MemberId, Surface, TenantId
from bot.errors import PlatformError, PlatformRateLimited, PlatformUnavailable

log = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class Belonging:
    """The servers of direct messages."""

    calls: Calls
    places: Places
    threads: Threads
    names: Names
    servers: Servers
    answers: Answers
    receiving: Receiving
    taking: Taking
    _asking: Asking = field(default_factory=Asking)

    async def place(self, member: MemberId, channel: str) -> Surface | None:
        """A direct message, where it is known whose; None where that has to be asked. Raises
        PlatformError and StoreError."""
        found = await self._server(member, channel, words=True)
        return None if isinstance(found, tuple) else addressing.place(found, channel)

    async def said(self, member: MemberId, channel: str, said: Json) -> Surface | None:
        """Where somebody has written; None where they are asked, and what they wrote is kept."""
        found = await self._server(member, channel, words=True)
        if isinstance(found, tuple):
            await self._ask(member, channel, found, said)
            return None
        await self._said_before(member, found)
        return addressing.place(found, channel)

    def changed(self, member: MemberId, said: Json) -> None:
        """Takes in that something is not as it was that was said before its server is known."""
        if said.get("edited_timestamp") and "content" in said:
            self._asking.change(member, said)

    def gone(self, ids: Collection[object]) -> None:
        """Takes in that it was taken back."""
        self._asking.forget(ids)

    async def asked(self, member: MemberId, channel: str, body: Json) -> Surface | None:
        """Where somebody gave a command or pressed something; None where they are asked."""
        found = await self._server(member, channel)
        if not isinstance(found, tuple):
            return addressing.place(found, channel)
        choices = asking.choices(found, self.servers.names)
        await self.answers.tell(body, asking.question(found, self._words(member)), choices)
        return None

    async def chosen(self, data: Json, member: MemberId, server: str) -> None:
        """Somebody has said which server they mean."""
        tenant, words = TenantId(server), self._words(member)
        if tenant not in self.servers.names:
            await self.answers.replace(data, words.no_server)
            return
        self.servers.chosen(member, server)
        name = self.servers.names[tenant] or server
        await self.answers.replace(data, words.server_chosen.format(name=name))
        work = partial(self._said_before, member, tenant)
        self.receiving.hear(text(data, "channel_id"), work)

    def _words(self, member: MemberId) -> Wording:
        """In the person's own language: it is not known yet which server they mean."""
        return wording.of(self.names.locale(member))

    async def talks(self, channel: str) -> frozenset[Surface]:
        """Where the sessions are in which words in a direct message may count. Raises PlatformError and
        StoreError."""
        member = await self.places.recipient(channel)
        return frozenset() if member is None else await self.servers.open_sessions(member)

    async def _server(
        self, member: MemberId, channel: str, *, words: bool = False
    ) -> TenantId | tuple[TenantId, ...]:
        self.places.learn_direct(channel)
        self.threads.learn_direct(member, channel)
        return await self.servers.of(member, channel, words=words)

    async def _said_before(self, member: MemberId, tenant: TenantId) -> None:
        """Takes in what somebody said before it was known which server they mean."""
        for said in self._asking.kept(member):
            surface = addressing.place(tenant, text(said, "channel_id"))
            await self.taking.take(inbound.said(said, surface, self.taking.moment()))
        self._asking.answered(member)

    async def _ask(
        self, member: MemberId, channel: str, found: tuple[TenantId, ...], said: Json
    ) -> None:
        if not self._asking.keep(member, said):
            return
        body = sentence_of(asking.question(found, self._words(member)))
        body["components"] = asking.choices(found, self.servers.names)
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel)
        try:
            await self.calls.call(route, body)
        except PlatformError as error:
            self._asking.answered(member)
            if isinstance(error, PlatformRateLimited | PlatformUnavailable):
                raise  # it is taken in once more, and asked then
            log.warning("discord.not_asked", problem=str(error))
