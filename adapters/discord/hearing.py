"""What happens in Discord becomes what the intake takes: where it happened, whose it is, and whether
it is for the bot at all.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog
from discord.http import Route

from adapters.discord import addressing, asking, commands, inbound
from adapters.discord.addressing import is_id
from adapters.discord.answering import Answers, sentence_of
from adapters.discord.asking import Asking
from adapters.discord.calls import Calls
from adapters.discord.inbound import Moment
from adapters.discord.messages import Messages
from adapters.discord.names import Names
from adapters.discord.payloads import Json, mentions, number, part, parts, text, user
from adapters.discord.places import Places
from adapters.discord.receiving import Receiving
from adapters.discord.records import Catalogue, Records
from adapters.discord.servers import Servers
from adapters.discord.threads import Threads
from bot.domain.events import Commanded, InboundEvent, Pressed, Said
from bot.domain.surface import MemberId, SessionId, Surface, TenantId
from bot.errors import PlatformError, StoreError
from bot.ports.clock import Clock
from bot.ports.platform import Accept

NOT_KEPT = "That could not be stored, so nothing has happened. Try it again in a moment."
OLD = "That does not work any more. `/chattrain help` says what there is."
KEEPS_PROMISE = 60.0
"""Seconds after which a promised answer is taken back that nothing has become of."""
REMEMBERED = 1024
"""Of how many messages it is known who said them."""
COMMAND, PRESS, TYPING, FORM = 2, 3, 4, 5
"""Kinds of interactions."""

log = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class Hearing:
    """Hears for every server that the bot is in."""

    calls: Calls
    records: Records
    catalogue: Catalogue
    clock: Clock
    places: Places
    threads: Threads
    servers: Servers
    names: Names
    messages: Messages
    answers: Answers
    missed: Callable[[], None]
    """Told whenever something may have been."""
    accept: Accept | None = None
    receiving: Receiving = field(init=False)
    _asking: Asking = field(default_factory=Asking)
    _declared: bool = False
    _said_by: OrderedDict[str, tuple[Surface, MemberId]] = field(default_factory=OrderedDict)
    """Who said the latest messages, and where: a session may not have them yet when they go."""

    def __post_init__(self) -> None:
        self.receiving = Receiving(handle=self._handle, clock=self.clock)

    def hear(self, event: str, data: Json) -> None:
        """Takes an event from the gateway. Never waits."""
        match event:
            case "READY":
                self._begun(data)
            case "GUILD_CREATE":
                self.servers.learn(text(data, "id"), text(data, "name"))
                for channel in (*parts(data, "channels"), *parts(data, "threads")):
                    self.places.learn(channel)
            case "GUILD_DELETE" if not data.get("unavailable"):
                self.servers.left(text(data, "id"))
            case "CHANNEL_CREATE" | "THREAD_CREATE" | "THREAD_UPDATE":
                self.places.learn(data)
            case "THREAD_LIST_SYNC":
                for thread in parts(data, "threads"):
                    self.places.learn(thread)
            case "CHANNEL_DELETE":
                self.places.forget(text(data, "id"))
            case "THREAD_DELETE":
                self.threads.forget(text(data, "id"))
            case "INTERACTION_CREATE" if number(data, "type") == TYPING:
                self.receiving.beside(event, data)
            case "INTERACTION_CREATE":  # it cannot wait for others, or for what is tried again
                self.receiving.hear(f"asked by {text(user(data), 'id')}", event, data)
            case "MESSAGE_DELETE" | "MESSAGE_DELETE_BULK":
                self.receiving.hear(text(data, "channel_id"), event, data)
            case "MESSAGE_CREATE" | "MESSAGE_UPDATE":
                self._written(event, data)

    def _begun(self, data: Json) -> None:
        """A new session of the gateway: what happened before it is not told."""
        self.places.bot = self.messages.bot = text(part(data, "user"), "id")
        shard = data.get("shard") or (0, 1)
        there = {text(guild, "id") for guild in parts(data, "guilds")}
        self.servers.only(there, int(shard[0]), int(shard[1]))
        self.missed()
        if not self._declared:
            self._declared = True
            application = text(part(data, "application"), "id")
            self.receiving.do(lambda: self._declare(application))

    async def _declare(self, application: str) -> None:
        try:
            await commands.synchronise(self.calls, application)
        except PlatformError as error:
            self._declared = False
            log.error("discord.commands_not_declared", problem=str(error))

    def _written(self, event: str, data: Json) -> None:
        if text(part(data, "author"), "id") == self.messages.bot:
            if event == "MESSAGE_CREATE":
                self.messages.heard(data)
        elif inbound.is_persons(data):
            self.receiving.hear(text(data, "channel_id"), event, data)

    async def _handle(self, event: str, data: Json) -> None:
        """Takes in one event. Raises StoreError and PlatformError where it is to be tried again."""
        match event:
            case "MESSAGE_CREATE":
                await self._said(data)
            case "MESSAGE_UPDATE":
                await self._changed(data)
            case "MESSAGE_DELETE":
                await self._gone(text(data, "channel_id"), [data.get("id")])
            case "MESSAGE_DELETE_BULK":
                await self._gone(text(data, "channel_id"), list(data.get("ids") or ()))
            case "CHOSEN":
                await self._said_before(MemberId(text(data, "id")), TenantId(text(data, "server")))
            case "INTERACTION_CREATE" if number(data, "type") == TYPING:
                proposed = commands.proposed(data, self.catalogue.scenarios)
                await self._answered(self.answers.offer(data, proposed))
            case "INTERACTION_CREATE":
                await self._asked(data)

    async def _said(self, data: Json) -> None:
        channel, guild = text(data, "channel_id"), text(data, "guild_id")
        member = MemberId(text(part(data, "author"), "id"))
        if not guild:
            found = await self._server(member, channel)
            if isinstance(found, tuple):
                await self._ask(member, channel, found, data)
                return
            await self._said_before(member, found)
            self.names.learn(found, data)
            await self._take(inbound.said(data, addressing.place(found, channel), self._moment()))
            return
        surface = await self.places.surface(guild, channel)
        if await self.places.is_private(surface):
            self.names.learn(TenantId(guild), data)
            await self._take(inbound.said(data, surface, self._moment()))
        elif mentions(data, self.messages.bot):
            self.names.learn(TenantId(guild), data)
            called = inbound.called(data, surface, self._moment(), self.messages.bot)
            self.servers.used(member, guild)
            await self._take(called)

    async def _changed(self, data: Json) -> None:
        channel, guild = text(data, "channel_id"), text(data, "guild_id")
        if guild:
            surface = await self.places.surface(guild, channel)
            if not await self.places.is_private(surface):
                return
        else:
            found = await self._server(MemberId(text(part(data, "author"), "id")), channel)
            if isinstance(found, tuple):
                return
            surface = addressing.place(found, channel)
        await self._take(inbound.edited(data, surface, self._moment()))

    async def _gone(self, channel: str, ids: list[object]) -> None:
        """Messages that were taken back: whose they were is known where a session is open."""
        theirs = [id for id in ids if isinstance(id, str) and not self.messages.lost(id)]
        for id in (found for found in theirs if found in self._said_by):
            await self._take(inbound.deleted(id, *self._said_by[id], self._moment()))
        theirs = [id for id in theirs if id not in self._said_by]
        if not theirs:
            return
        for session_id, surface in await self.records.open_surfaces(addressing.NAME):
            if addressing.target(surface) != channel:
                continue
            session = await self.records.session(session_id)
            if session is None:
                continue
            said = {turn.message for turn in session.transcript}
            for id in theirs:
                if id in said:
                    gone = inbound.deleted(id, surface, session.member, self._moment())
                    await self._take(gone)

    async def _asked(self, data: Json) -> None:
        """A command, a press, or a form."""
        member, custom = MemberId(text(user(data), "id")), text(part(data, "data"), "custom_id")
        if not is_id(member):
            return
        surface = await self._where(data, member)
        if surface is None:
            return
        self.names.learn(surface.tenant, data)
        taken: InboundEvent | None
        match number(data, "type"):
            case 2:
                taken = inbound.commanded(data, surface, self._moment())
            case 3 if custom.startswith(asking.PREFIX):
                await self._chosen(data, member, custom.removeprefix(asking.PREFIX))
                return
            case 3:
                taken = inbound.pressed(data, surface, self._moment())
            case _:
                taken = None
        if isinstance(taken, Commanded | Pressed):
            await self._take_asked(data, taken)
        else:
            await self._answered(self.answers.tell(data, OLD))

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
            return addressing.place(custom.removeprefix(asking.PREFIX) or "0", channel)
        found = await self._server(member, channel)
        if not isinstance(found, tuple):
            return addressing.place(found, channel)
        choices = asking.choices(found, self.servers.names)
        await self._answered(self.answers.tell(data, asking.question(found), choices))
        return None

    async def _take_asked(self, data: Json, event: Commanded | Pressed) -> None:
        if self.answers.knows(event.key):  # a resume brings it again
            return
        asked = self.answers.remember(data, event.key, event.opens)
        try:
            await self._take(event)
        except StoreError as error:
            log.error("discord.not_kept", key=event.key, problem=str(error))
            asked.late = True
            asked.taken.set()
            await self._answered(self.answers.tell(data, NOT_KEPT))
            return
        await self.answers.acknowledge(data, asked)
        if asked.promised:
            self.receiving.do(lambda: self.answers.settle(asked), after=KEEPS_PROMISE)

    async def _chosen(self, data: Json, member: MemberId, server: str) -> None:
        """Somebody has said which server they mean."""
        tenant = TenantId(server)
        if tenant not in self.servers.names:
            await self._answered(self.answers.replace(data, asking.NONE))
            return
        self.servers.used(member, server)
        name = self.servers.names[tenant] or server
        await self._answered(self.answers.replace(data, asking.CHOSEN.format(name=name)))
        self.receiving.hear(text(data, "channel_id"), "CHOSEN", {"id": member, "server": server})

    async def _said_before(self, member: MemberId, tenant: TenantId) -> None:
        """Takes in what somebody said before it was known which server they mean."""
        for said in self._asking.kept(member):
            surface = addressing.place(tenant, text(said, "channel_id"))
            await self._take(inbound.said(said, surface, self._moment()))
        self._asking.answered(member)

    async def _server(self, member: MemberId, channel: str) -> TenantId | tuple[TenantId, ...]:
        self.places.learn_direct(channel)
        self.threads.learn_direct(member, channel)
        return await self.servers.of(member, channel)

    async def _ask(
        self, member: MemberId, channel: str, found: tuple[TenantId, ...], said: Json
    ) -> None:
        if not self._asking.keep(member, said):
            return
        body = sentence_of(asking.question(found))
        body["components"] = asking.choices(found, self.servers.names)
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel)
        try:
            await self.calls.call(route, body)
        except PlatformError as error:
            self._asking.answered(member)
            log.warning("discord.not_asked", problem=str(error))

    async def _take(self, event: InboundEvent | None) -> None:
        if event is None:
            return
        if self.accept is None:
            raise StoreError("ChatTrain is starting, or shutting down")
        await self.accept(event)
        if isinstance(event, Said):
            self._said_by[event.message] = (event.surface, event.member)
            if len(self._said_by) > REMEMBERED:
                self._said_by.popitem(last=False)

    async def _answered(self, answering: Awaitable[None]) -> None:
        """Answers at once, where that is still possible."""
        try:
            await answering
        except PlatformError as error:
            log.warning("discord.not_answered", problem=str(error))

    def _moment(self) -> Moment:
        return Moment(at=self.clock.now(), opens=SessionId(self.clock.new_id()))
