"""The connection by which Discord tells what happens, looked after: one that has ended is replaced.

The library keeps the connection: heartbeats, resuming, shards, compression. What an event says is
read here, not by the library: a payload that it cannot read would end it, with its heart still
beating. Its requests go through the adapter's own calls, to the server that is set, so that nothing
of the whole process is changed for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import structlog
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Route

from adapters.discord.calls import Calls
from adapters.discord.payloads import Json
from bot.errors import ChatTrainError, PermissionMissing, PlatformUnavailable
from bot.ports.clock import Clock

INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=True)
EVENTS = (
    "READY", "RESUMED", "GUILD_CREATE", "GUILD_DELETE", "CHANNEL_CREATE", "CHANNEL_DELETE",
    "THREAD_CREATE", "THREAD_UPDATE", "THREAD_DELETE", "THREAD_LIST_SYNC", "MESSAGE_CREATE",
    "MESSAGE_UPDATE", "MESSAGE_DELETE", "MESSAGE_DELETE_BULK", "INTERACTION_CREATE",
)  # fmt: skip
CONNECT_SECONDS = 30.0
"""How long one connection may take to be greeted."""
SILENT_SECONDS = 120.0
"""How long a client may be without a connection before another takes its place."""
CLOSE_SECONDS = 2.0
SLOWEST = 30.0
"""The longest pause in seconds between two tries to connect."""
HOPELESS = 60.0
"""Seconds between two tries where only a person can mend it."""
FATAL = {
    4004: "DISCORD_BOT_TOKEN is refused: copy it again from the application's Bot page",
    4012: "Discord does not know this version of the gateway: update ChatTrain",
    4013: "Discord does not know the intents: update ChatTrain",
    4014: "the Message Content Intent is off: turn it on in the application's Bot page",
}
"""What a person has to do, by the code with which Discord closes a connection for good."""
IDENTIFY_SECONDS = 5.0
"""Seconds between two beginnings of a session with the gateway."""

if TYPE_CHECKING:
    from discord.types.gateway import SessionStartLimit

log = structlog.get_logger(__name__)

Hear = Callable[[str, Json], None]
"""Takes an event by its name. Never waits."""


class Http(HTTPClient):
    """The library's requests, made by the adapter's calls."""

    def __init__(self, calls: Calls) -> None:
        super().__init__(asyncio.get_running_loop())
        self._calls = calls
        self._gateway: str | None = None

    async def request(self, route: Route, **more: Any) -> Any:
        return await self._calls.call(route, more.get("json"), query=more.get("params"))

    async def get_bot_gateway(self) -> tuple[int, str, SessionStartLimit]:
        """How many shards there are to be, and where. Raises PlatformUnavailable where too few
        connections are left: Discord takes the token away from a bot that begins too many."""
        found = await self._calls.call(Route("GET", "/gateway/bot"))
        shards, url, limit = int(found["shards"]), str(found["url"]), found["session_start_limit"]
        if limit["remaining"] < shards:
            hours = limit["reset_after"] / 3_600_000
            raise PlatformUnavailable(f"no connections are left for {hours:.1f} h")
        self._gateway = url
        return shards, url, limit

    async def ws_connect(self, url: str, *, compress: int = 0) -> aiohttp.ClientWebSocketResponse:
        wanted = yarl.URL(url)
        if self._gateway and wanted.host == DiscordWebSocket.DEFAULT_GATEWAY.host:
            url = str(yarl.URL(self._gateway).with_query(wanted.query))
        return await super().ws_connect(url, compress=compress)


class Client(discord.AutoShardedClient):
    """The library's client, with as many shards as Discord recommends."""

    def __init__(self, calls: Calls, hear: Hear, lost: Callable[[int], None], clock: Clock) -> None:
        super().__init__(
            intents=INTENTS,
            max_messages=None,
            allowed_mentions=discord.AllowedMentions.none(),
            shard_connect_timeout=CONNECT_SECONDS,
        )
        self._lost, self._clock = lost, clock
        # The library has no other way to lead its requests elsewhere, or to hear events unread.
        self.http = self._connection.http = Http(calls)
        self._connection.parsers = {event: partial(_heard, hear, event) for event in EVENTS}

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:  # noqa: ARG002
        if not initial:
            await self._clock.sleep(IDENTIFY_SECONDS)

    async def on_shard_disconnect(self, shard: int) -> None:
        self._lost(shard)


@dataclass(slots=True, kw_only=True)
class Gateway:
    """The connection of this process. `hear` is told every event."""

    token: str
    calls: Calls
    hear: Hear
    clock: Clock
    _trouble: str = "it is connecting"
    _up: set[int] = field(default_factory=set)
    """The shards that hear."""
    _shards: int = 1
    _living: bool = False
    """Whether the client's task is."""
    _patience: asyncio.Timeout | None = None
    _was_up: bool = False

    def ready(self) -> str | None:
        """Why nothing can be heard now, if that is so."""
        if self._living and len(self._up) >= self._shards:
            return None
        return self._trouble

    async def run(self) -> None:
        """Listens, until cancelled: a client that has ended, for whatever reason, is replaced."""
        tried = 0
        while True:
            self._was_up = False
            pause = await self._live()
            tried = 0 if self._was_up else tried + 1
            await self.clock.sleep(max(pause, min(SLOWEST, 2.0**tried / 2)))

    async def _live(self) -> float:
        """One client from its beginning to its end; gives the shortest pause until the next."""
        client = Client(self.calls, self._heard, self._lost, self.clock)
        self._up.clear()
        self._living, pause = True, 0.0
        try:
            async with asyncio.timeout(SILENT_SECONDS) as self._patience:
                await client.start(self.token)
            self._trouble = "the connection was closed"
        except Exception as error:  # noqa: BLE001  # whatever it is, it is tried again
            self._trouble, pause = _problem(error)
            log.error("discord.client_ended", problem=self._trouble)
        finally:
            self._living, self._patience = False, None
            await _closed(client)
        return pause

    def _heard(self, event: str, data: Json) -> None:
        if event == "READY":
            shard = data.get("shard") or (0, 1)
            self._shards = int(shard[1])
            self._found(int(shard[0]))
        elif event == "RESUMED":
            self._found(int(data.get("__shard_id__") or 0))
        self.hear(event, data)

    def _found(self, shard: int) -> None:
        self._up.add(shard)
        log.info("discord.connected", shard=shard, shards=self._shards)
        if len(self._up) >= self._shards:
            self._was_up = True
            self._wait(None)

    def _lost(self, shard: int) -> None:
        self._up.discard(shard)
        self._trouble = "it is connecting again"
        log.info("discord.disconnected", shard=shard)
        self._wait(SILENT_SECONDS)

    def _wait(self, seconds: float | None) -> None:
        """Gives the client so long to be connected again."""
        if self._patience is not None and not self._patience.expired():
            now = asyncio.get_running_loop().time()
            self._patience.reschedule(None if seconds is None else now + seconds)


def _heard(hear: Hear, event: str, data: Any) -> None:
    """Hands an event on; one that cannot be read must not end the connection."""
    try:
        hear(event, data)
    except Exception:
        log.exception("discord.event_broke", name=event)


def _problem(error: Exception) -> tuple[str, float]:
    """What is said of the end of a client, and how long to wait at least."""
    match error:
        case discord.PrivilegedIntentsRequired():
            return FATAL[4014], HOPELESS
        case discord.ConnectionClosed() if error.code in FATAL:
            return FATAL[error.code], HOPELESS
        case PermissionMissing():
            return FATAL[4004], HOPELESS
        case TimeoutError():
            return f"there was no connection for {SILENT_SECONDS:g} s", 0.0
        case ChatTrainError():
            return str(error), 0.0
        case _:
            return f"the connection has ended ({type(error).__name__}: {error})", 0.0


async def _closed(client: Client) -> None:
    """Ends a client with its heartbeats, however it stands."""
    with suppress(Exception):
        async with asyncio.timeout(CLOSE_SECONDS):
            await client.close()
    with suppress(Exception):
        await client.http.close()
