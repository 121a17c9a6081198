"""What is known of Discord's channels: which are threads, of what, and which are the bot's own.

Learned from what the gateway says, and asked for where it has not said it: a thread that was
archived comes back without having been named before.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Literal

from discord.http import Route

from adapters.discord import addressing
from adapters.discord.calls import Calls
from adapters.discord.payloads import Json, number, part, parts, text
from bot.domain.surface import MemberId, Surface
from bot.errors import PermissionMissing, SurfaceGone

MOST = 100_000
"""Of how many channels it is known what they are."""
DIRECT, ANNOUNCED, PUBLIC, PRIVATE = 1, 10, 11, 12
"""Types of channels: a direct message, and the three of threads."""
THREADS = (ANNOUNCED, PUBLIC, PRIVATE)

Kind = Literal["practice", "direct", "thread", "channel"]
"""A private thread of the bot's, a direct message, another thread, anything else."""


@dataclass(frozen=True, slots=True)
class Place:
    """One channel; `parent` is that of a thread."""

    kind: Kind
    parent: str | None = None


CHANNEL = Place("channel")


@dataclass(slots=True, kw_only=True)
class Places:
    """Every channel that something is known of."""

    calls: Calls
    bot: str = ""
    """The bot's own id."""
    permissions: dict[str, int] = field(default_factory=dict)
    """What the bot may do in a channel, as Discord said with the last command there."""
    _known: OrderedDict[str, Place] = field(default_factory=OrderedDict)
    _named: dict[tuple[str, str], str] = field(default_factory=dict)
    """The bot's own private threads, by their parent and name."""

    def learn(self, channel: Json) -> None:
        """Takes in what a payload says of a channel."""
        id, kind = text(channel, "id"), number(channel, "type")
        if not addressing.is_id(id) or "type" not in channel:
            return
        parent = text(channel, "parent_id")
        if kind == DIRECT:
            self._keep(id, Place("direct"))
        elif kind in THREADS and addressing.is_id(parent):
            own = kind == PRIVATE and text(channel, "owner_id") == self.bot
            if own:
                self.learn_own(id, parent, text(channel, "name"))
            elif kind != PRIVATE or "owner_id" in channel:
                self._keep(id, Place("thread", parent))
        elif kind not in THREADS:
            self._keep(id, CHANNEL)

    def learn_own(self, thread: str, parent: str, name: str = "") -> None:
        """Takes in a private thread that the bot has opened."""
        self._keep(thread, Place("practice", parent))
        if name:
            self._named[parent, name] = thread

    def own(self, parent: str, name: str) -> str | None:
        """The bot's own private thread of that name, where it is known."""
        return self._named.get((parent, name))

    def learn_direct(self, channel: str) -> None:
        self._keep(channel, Place("direct"))

    def allow(self, channel: str, body: Json) -> None:
        """Takes in what the bot may do in a channel."""
        if "app_permissions" in body:
            self.permissions[channel] = number(body, "app_permissions")
            while len(self.permissions) > MOST:
                del self.permissions[next(iter(self.permissions))]

    def forget(self, channel: str) -> None:
        self._known.pop(channel, None)
        self._named = {of: id for of, id in self._named.items() if id != channel}

    async def of(self, channel: str) -> Place:
        """What a channel is. Raises PlatformError."""
        if (known := self._known.get(channel)) is not None:
            self._known.move_to_end(channel)
            return known
        try:
            found = await self.calls.call(
                Route("GET", "/channels/{channel_id}", channel_id=channel), patient=True
            )
        except (SurfaceGone, PermissionMissing):
            return CHANNEL
        if isinstance(found, dict):
            self.learn(found)
        return self._known.get(channel, CHANNEL)

    async def recipient(self, channel: str) -> MemberId | None:
        """Whose direct message with the bot a channel is. Raises PlatformError."""
        try:
            found = await self.calls.call(
                Route("GET", "/channels/{channel_id}", channel_id=channel), patient=True
            )
        except (SurfaceGone, PermissionMissing):
            return None
        people = (text(person, "id") for person in parts(found, "recipients"))
        return next((MemberId(id) for id in people if addressing.is_id(id)), None)

    async def surface(self, guild: str, channel: str) -> Surface:
        """A channel, or a thread with what it is a thread of. Raises PlatformError."""
        place = await self.of(channel)
        if place.parent is None:
            return addressing.place(guild, channel)
        return addressing.place(guild, place.parent, channel)

    async def is_private(self, surface: Surface) -> bool:
        """Whether it is a conversation of one person's with the bot. Raises PlatformError."""
        return (await self.of(addressing.target(surface))).kind in ("practice", "direct")

    async def is_direct(self, surface: Surface) -> bool:
        return surface.thread is None and (await self.of(surface.channel)).kind == "direct"

    def beside(self, body: Json, guild: str) -> Surface:
        """Where an interaction happened, which says itself what its channel is."""
        channel = part(body, "channel")
        self.learn(channel)
        id = text(channel, "id") or text(body, "channel_id")
        parent = text(channel, "parent_id")
        if number(channel, "type") in THREADS and addressing.is_id(parent):
            return addressing.place(guild, parent, id)
        return addressing.place(guild, id)

    def _keep(self, id: str, place: Place) -> None:
        self._known[id] = place
        self._known.move_to_end(id)
        if len(self._known) > MOST:
            self._known.popitem(last=False)
