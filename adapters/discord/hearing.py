"""What Discord tells over the gateway, and who takes it in: what is known of servers and channels is
learned here, messages and interactions are handed on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from adapters.discord import commands
from adapters.discord.calls import Calls
from adapters.discord.interacting import Interacting
from adapters.discord.listening import Listening
from adapters.discord.messages import Messages
from adapters.discord.payloads import Json, part, parts, text
from adapters.discord.places import Places
from adapters.discord.receiving import Receiving
from adapters.discord.servers import Servers
from adapters.discord.threads import Threads
from bot.errors import PlatformError

log = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class Hearing:
    """Hears for every server that the bot is in."""

    calls: Calls
    places: Places
    threads: Threads
    servers: Servers
    messages: Messages
    receiving: Receiving
    listening: Listening
    interacting: Interacting
    missed: Callable[[], None]
    """Told whenever something may have been."""
    _declared: bool = False

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
            case "INTERACTION_CREATE":
                self.interacting.hear(data)
            case "MESSAGE_CREATE":
                self.listening.written(data)
            case "MESSAGE_UPDATE":
                self.listening.changed(data)
            case "MESSAGE_DELETE":
                self.listening.gone(data, [data.get("id")])
            case "MESSAGE_DELETE_BULK":
                self.listening.gone(data, list(data.get("ids") or ()))

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
