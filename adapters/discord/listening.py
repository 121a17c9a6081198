"""What people write, change and take back, where the bot is to hear it: in its own private threads, in
direct messages, and where its name is said.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass, field
from functools import partial

from adapters.discord import addressing, inbound
from adapters.discord.belonging import Belonging
from adapters.discord.members import Members
from adapters.discord.messages import Messages
from adapters.discord.names import Names
from adapters.discord.payloads import Json, mentions, part, text
from adapters.discord.places import Places
from adapters.discord.receiving import Receiving
from adapters.discord.records import Records
from adapters.discord.servers import Servers
from adapters.discord.taking import Taking
from bot.domain.session import Session
from bot.domain.surface import MemberId, Surface, TenantId

REMEMBERED = 1024
"""Of how many messages it is known who said them."""

DIRECTS = 200
"""Direct messages that are read back after a gap: those in which somebody has written last."""


@dataclass(slots=True, kw_only=True)
class Listening:
    """Listens to messages, those of one channel in their order."""

    records: Records
    places: Places
    servers: Servers
    members: Members
    names: Names
    messages: Messages
    belonging: Belonging
    receiving: Receiving
    taking: Taking
    _said_by: OrderedDict[str, tuple[Surface, MemberId]] = field(default_factory=OrderedDict)
    """Who said the latest messages, and where: a session may not have them yet when they go."""
    directs: OrderedDict[str, str] = field(default_factory=OrderedDict)
    """The latest message that was heard in each direct message, by its channel."""

    def written(self, data: Json) -> None:
        """A new message, whoever wrote it."""
        if text(part(data, "author"), "id") == self.messages.bot:
            self.messages.heard(data)
        elif inbound.is_persons(data):
            if guild := text(data, "guild_id"):
                self.members.learn(TenantId(guild), data)
            self.receiving.hear(text(data, "channel_id"), partial(self._said, data))

    def changed(self, data: Json) -> None:
        """A message that is not as it was."""
        by_bot = text(part(data, "author"), "id") == self.messages.bot
        if inbound.is_persons(data) and not by_bot:
            self.receiving.hear(text(data, "channel_id"), partial(self._changed, data))

    def gone(self, data: Json, ids: list[object]) -> None:
        """Messages that were deleted."""
        channel, direct = text(data, "channel_id"), "guild_id" not in data
        self.receiving.hear(channel, partial(self._gone, channel, ids, direct=direct))

    async def _said(self, data: Json) -> None:
        channel, guild = text(data, "channel_id"), text(data, "guild_id")
        member = MemberId(text(part(data, "author"), "id"))
        if guild:
            surface = await self.places.surface(guild, channel)
            if not await self.places.is_private(surface):
                await self._said_in_public(data, surface, member)
                return
        else:
            self._direct(channel, text(data, "id"))
            found = await self.belonging.said(member, channel, data)
            if found is None:
                return
            surface = found
        self.names.learn(surface.tenant, data)
        said = inbound.said(data, surface, self.taking.moment())
        await self.taking.take(said)
        if said is not None:
            self._said_by[text(data, "id")] = (surface, member)
            if len(self._said_by) > REMEMBERED:
                self._said_by.popitem(last=False)

    def learn(self, session: Session) -> None:
        """Takes in how far direct messages were heard that count in a session elsewhere."""
        here = None if session.surface is None else addressing.target(session.surface)
        for turn in session.transcript:
            channel, id = addressing.direct_of(turn.message or "")
            if channel and channel != here and int(self.directs.get(channel, 0)) < int(id):
                self._direct(channel, id)

    def _direct(self, channel: str, message: str) -> None:
        """Takes in how far a direct message was heard."""
        self.directs[channel] = message
        self.directs.move_to_end(channel)
        if len(self.directs) > DIRECTS:
            self.directs.popitem(last=False)

    async def _said_in_public(self, data: Json, surface: Surface, member: MemberId) -> None:
        """Where others read along only the bot's name is heard."""
        if not mentions(data, self.messages.bot):
            return
        self.names.learn(TenantId(surface.tenant), data)
        self.servers.used(member, surface.tenant)
        moment = self.taking.moment()
        await self.taking.take(inbound.called(data, surface, moment, self.messages.bot))

    async def _changed(self, data: Json) -> None:
        channel, guild = text(data, "channel_id"), text(data, "guild_id")
        if guild:
            surface = await self.places.surface(guild, channel)
            if not await self.places.is_private(surface):
                return
        else:
            member = MemberId(text(part(data, "author"), "id"))
            self.belonging.changed(member, data)
            found = await self._said_in(member, channel, text(data, "id"))
            if found is None:
                return
            surface = found
        await self.taking.take(inbound.edited(data, surface, self.taking.moment()))

    async def _said_in(self, member: MemberId, channel: str, id: str) -> Surface | None:
        """A direct message, as that of the server a message counts in that was said there: they may
        mean another by now."""
        if id in self._said_by:
            return self._said_by[id][0]
        elsewhere = await self.servers.open_sessions(member)
        async for session, place in self._talks(channel, elsewhere):
            if addressing.message_name(place, id) in {t.message for t in session.transcript}:
                return place
        return await self.belonging.place(member, channel)

    async def _gone(self, channel: str, ids: list[object], *, direct: bool) -> None:
        """Messages that were taken back: whose they were is known where a session is open."""
        self.belonging.gone(ids)
        theirs = [id for id in ids if isinstance(id, str) and not self.messages.lost(id)]
        for id in (found for found in theirs if found in self._said_by):
            gone = inbound.deleted(id, *self._said_by[id], self.taking.moment())
            await self.taking.take(gone)
        if theirs := [id for id in theirs if id not in self._said_by]:
            await self._gone_before(channel, theirs, direct=direct)

    async def _gone_before(self, channel: str, ids: list[str], *, direct: bool) -> None:
        """The same for what an earlier process heard: sessions know what was said in them."""
        elsewhere = await self.belonging.talks(channel) if direct else frozenset[Surface]()
        async for session, place in self._talks(channel, elsewhere):
            said = {turn.message for turn in session.transcript}
            for id in (one for one in ids if addressing.message_name(place, one) in said):
                moment = self.taking.moment()
                await self.taking.take(inbound.deleted(id, place, session.member, moment))

    async def _talks(
        self, channel: str, elsewhere: Collection[Surface]
    ) -> AsyncIterator[tuple[Session, Surface]]:
        """Open sessions in which words of a channel count: those there, and some elsewhere; with the
        channel as each knows it."""
        for id, surface in await self.records.open_surfaces(addressing.NAME):
            here = addressing.target(surface) == channel
            if not here and surface not in elsewhere:
                continue
            if (session := await self.records.session(id)) is not None:
                yield session, surface if here else addressing.place(surface.tenant, channel)
