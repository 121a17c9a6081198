"""Where sessions are: one private thread for each trainee and channel, used again and again.

Discord lets a bot open few threads, and then none for minutes: whoever needs a new one then is told
how long that takes. Where there can be no private thread it is a direct message.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

import structlog
from discord.http import Route

from adapters.discord import addressing, archives
from adapters.discord.calls import Calls
from adapters.discord.errors import Later, MemberGone, NoThread
from adapters.discord.names import Names
from adapters.discord.payloads import parts, text
from adapters.discord.places import PRIVATE, Places
from adapters.discord.records import Records
from bot.domain.surface import MemberId, Surface, TenantId
from bot.errors import (
    PermissionMissing,
    PlatformRateLimited,
    PlatformUnavailable,
    StoreError,
    SurfaceGone,
)
from bot.ports.clock import Clock

WEEK = 10_080
"""Minutes without a word after which a thread is archived."""
NAME = 100
DIRECTS, DIRECT_SECONDS = 20, 600.0
"""How many direct messages are opened in how many seconds: Discord bans bots that open many."""
PERMISSIONS = {
    "View Channel": 1 << 10,
    "Send Messages": 1 << 11,
    "Embed Links": 1 << 14,
    "Read Message History": 1 << 16,
    "Create Private Threads": 1 << 36,
    "Send Messages in Threads": 1 << 38,
}
"""What the bot needs in a channel where sessions are started, and Discord's bit for it."""
FILES = {"Attach Files": 1 << 15}
"""What it needs besides to show charts as pictures; without it their words stand there."""

log = structlog.get_logger(__name__)

Whose = tuple[TenantId, str, MemberId]
"""A server, a channel of it, and a trainee."""


@dataclass(slots=True, kw_only=True)
class Threads:
    """The threads of every trainee."""

    calls: Calls
    places: Places
    records: Records
    names: Names
    clock: Clock
    _opened: deque[float] = field(default_factory=deque)
    """When the latest direct messages were opened."""
    _threads: dict[Whose, str] = field(default_factory=dict)
    _directs: dict[MemberId, str] = field(default_factory=dict)
    _gone: set[str] = field(default_factory=set)
    """Threads that are deleted or locked."""
    _turns: WeakValueDictionary[Whose, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def of(self, home: Surface, member: MemberId) -> Surface | None:
        """The thread that a member has for a channel, if there is one. Raises PlatformError."""
        whose = (home.tenant, home.channel, member)
        thread = self._threads.get(whose) or await self._stored(home, member)
        if thread is None:  # it may have been opened before a session was written down in it
            name = self.names.user(member)
            thread = None if name is None else self.places.own(home.channel, called(name))
        if thread is None or thread in self._gone:
            return None
        self._threads[whose] = thread
        self.places.learn_own(thread, home.channel)
        return addressing.place(home.tenant, home.channel, thread)

    async def ready(self, home: Surface, member: MemberId) -> Surface:
        """A member's thread for a channel, opened if need be, with the member in it.

        Raises Later where there can be no new one for a while; NoThread, PermissionMissing and
        SurfaceGone where there can be none; MemberGone where the member has left the server.
        """
        whose = (home.tenant, home.channel, member)
        turn = self._turns.setdefault(whose, asyncio.Lock())
        async with turn:
            found = await self.of(home, member)
            if found is None and self.names.user(member) is None:
                found = await self._earlier(home, member)
            if found is not None and await self._joined(found, member):
                return found
            made = await self._make(home, member)
            if not await self._joined(made, member):
                raise NoThread("A thread was gone as soon as it was opened.")
            self._threads[whose] = addressing.target(made)
            return made

    async def direct(self, tenant: TenantId, member: MemberId) -> Surface:
        """A member's direct message with the bot. Raises Later where too many were opened for now,
        DirectClosed and other PlatformErrors."""
        if member not in self._directs:
            self._spare()
            found = await self.calls.call(
                Route("POST", "/users/@me/channels"), {"recipient_id": member}
            )
            if not addressing.is_id(id := text(found, "id")):
                raise PlatformUnavailable("Discord did not name the direct message.")
            self._directs[member] = id
            self.places.learn_direct(id)
        return addressing.place(tenant, self._directs[member])

    def _spare(self) -> None:
        """Counts a direct message that is to be opened. Raises Later."""
        now = self.clock.monotonic()
        while self._opened and self._opened[0] <= now - DIRECT_SECONDS:
            self._opened.popleft()
        if len(self._opened) >= DIRECTS:
            wait = self._opened[0] + DIRECT_SECONDS - now
            raise Later("Too many direct messages were opened for now.", retry_after=wait)
        self._opened.append(now)

    def known_direct(self, tenant: TenantId, member: MemberId) -> Surface | None:
        """A member's direct message, if there has been one."""
        known = self._directs.get(member)
        return None if known is None else addressing.place(tenant, known)

    async def last(self, tenant: TenantId, member: MemberId) -> Surface | None:
        """A member's latest thread in a server."""
        return next(iter(await self._all(tenant, member)), None)

    async def conversation(self, tenant: TenantId, member: MemberId) -> Surface | None:
        """Where a member and the bot have talked last, of what is still there: their thread, or their
        direct message. Raises PlatformError."""
        found = await self._surfaces(tenant, member)
        return next(iter(found), None) or self.known_direct(tenant, member)

    async def private(self, surface: Surface, member: MemberId) -> Surface:
        """Where one member alone is told something that belongs to a public place."""
        known = await self.of(surface, member)
        return known if known is not None else await self.direct(surface.tenant, member)

    def forget(self, thread: str) -> None:
        """Takes in that a thread is gone, or locked."""
        self.places.forget(thread)
        self._gone.add(thread)
        self._threads = {whose: id for whose, id in self._threads.items() if id != thread}

    def learn_direct(self, member: MemberId, channel: str) -> None:
        self._directs[member] = channel

    def missing(self, channel: str) -> tuple[str, ...]:
        """The permissions that the bot lacks in a channel, as far as Discord has said."""
        allowed = self.places.permissions.get(channel)
        return () if allowed is None else tuple(_missing(allowed))

    async def _earlier(self, home: Surface, member: MemberId) -> Surface | None:
        """A thread that an earlier process may have opened: this one never heard the member."""
        route = Route("GET", "/guilds/{guild_id}/threads/active", guild_id=home.tenant)
        for thread in parts(await self.calls.call(route), "threads"):
            self.places.learn(thread)
        await self._name(member)
        return await self.of(home, member)

    async def _stored(self, home: Surface, member: MemberId) -> str | None:
        """The thread in which a member's latest session for that channel was."""
        there = (
            s.thread for s in await self._all(home.tenant, member) if s.channel == home.channel
        )
        return next((thread for thread in there if thread is not None), None)

    async def _all(self, tenant: TenantId, member: MemberId) -> list[Surface]:
        """Threads in which a member's sessions were, the latest first."""
        return [s for s in await self._surfaces(tenant, member) if s.thread is not None]

    async def _surfaces(self, tenant: TenantId, member: MemberId) -> list[Surface]:
        """Where a member's sessions were, the latest first; threads that are gone left out."""
        try:
            found = await self.records.member_surfaces((tenant,), member)
        except StoreError as error:
            raise PlatformUnavailable(str(error)) from error
        return [s for s, _ in found if s.platform == addressing.NAME and s.thread not in self._gone]

    async def _joined(self, thread: Surface, member: MemberId) -> bool:
        """Lets a member into a thread, opened again where it was archived; False where it is gone.
        Raises PermissionMissing where the member may not come in, MemberGone where they have left."""
        id = addressing.target(thread)
        route = Route(
            "PUT", "/channels/{channel_id}/thread-members/{user_id}", channel_id=id, user_id=member
        )
        try:
            await archives.called(self.calls, id, route)
        except MemberGone:
            raise
        except SurfaceGone as error:
            log.info("discord.thread_gone", thread=id, problem=str(error))
            self.forget(id)
            return False
        return True

    async def _make(self, home: Surface, member: MemberId) -> Surface:
        route = Route("POST", "/channels/{channel_id}/threads", channel_id=home.channel)
        name = await self._name(member)
        body = {
            "name": name,
            "type": PRIVATE,
            "invitable": False,
            "auto_archive_duration": WEEK,
        }
        try:
            found = await self.calls.call(route, body)
        except PlatformRateLimited as limited:
            if limited.per == "bot":
                raise
            raise Later(
                "Discord opens no more threads in that channel for now.",
                retry_after=limited.retry_after,
            ) from limited
        except PermissionMissing as error:
            raise PermissionMissing(str(error), scope=self._lacks(home.channel)) from error
        if not addressing.is_id(id := text(found, "id")):
            raise PlatformUnavailable("Discord did not name the thread it opened.")
        self.places.learn_own(id, home.channel, name)
        return addressing.place(home.tenant, home.channel, id)

    def _lacks(self, channel: str) -> str:
        return ", ".join(self.missing(channel)) or "Create Private Threads"

    async def _name(self, member: MemberId) -> str:
        """What a member's thread is called: by the name that nobody else has."""
        name = self.names.user(member)
        if name is None:
            found = await self.calls.call(Route("GET", "/users/{user_id}", user_id=member))
            name = text(found, "username") or member
            self.names.learn_user(member, name)
        return called(name)


def called(name: str) -> str:
    """What the thread of somebody of that name is called."""
    return f"Practice · {name}"[:NAME]


def _missing(allowed: int) -> Iterator[str]:
    administrator = 1 << 3
    if not allowed & administrator:
        yield from (name for name, bit in PERMISSIONS.items() if not allowed & bit)
