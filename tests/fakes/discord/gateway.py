"""The gateway: greets, identifies, resumes, tells events; and fails as tests wish."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from tests.fakes.discord.app import KNOWN_INTENTS, MESSAGE_CONTENT
from tests.fakes.discord.sessions import GOING_AWAY, Link, Session

if TYPE_CHECKING:
    from tests.fakes.discord.server import Discord

HEARTBEAT, RECONNECT, INVALID, HELLO, ACK = 1, 7, 9, 10, 11
MOST_SENT, SENT_SECONDS = 120, 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event as it was meant for the app."""

    event: str
    data: Any
    guild: str | None
    intent: int
    content: bool


class Gateway:
    """Serves the connections, and gives tests a hand in their fate."""

    def __init__(self, discord: Discord, heartbeat: float) -> None:
        self._discord = discord
        self._heartbeat = heartbeat
        self.sessions: dict[str, Session] = {}
        self.links: list[Link] = []
        self.told: list[Told] = []
        self.opened = self.identified = self.resumed = 0
        self.refusals = 0
        """How many of the next connections are turned away with 503."""
        self.deaf = False
        """Whether heartbeats are left without an answer."""
        self.replays = 0
        """How many events that were received are sent once more with the next resume."""
        self.compresses = True
        """Whether a client that asks for zlib-stream gets it; text is lighter."""

    @property
    def live(self) -> list[Session]:
        """Sessions with a connection."""
        return [session for session in self.sessions.values() if session.link is not None]

    # Telling

    def tell(
        self,
        event: str,
        data: Any,
        *,
        guild: str | None = None,
        intent: int = 0,
        content: bool = False,
    ) -> Told:
        """An event for every session that serves the server and asked for the intent.

        With `content` a session has to have asked for the content of messages too, to get it.
        """
        told = Told(event=event, data=data, guild=guild, intent=intent, content=content)
        if self._discord.keeps:
            self.told.append(told)
        self._send(told)
        return told

    def repeat(self, told: Told) -> None:
        """Sends an event once more."""
        self._send(told)

    def _send(self, told: Told) -> None:
        whole = bare = ""
        for session in self.sessions.values():
            if not session.serves(told.guild) or session.intents & told.intent != told.intent:
                continue
            if told.content and not session.intents & MESSAGE_CONTENT:
                bare = bare or _json({**told.data, **_BARE})
            else:
                whole = whole or _json(told.data)
            session.tell(told.event, bare if told.content and bare else whole)

    def events(self, event: str) -> list[Any]:
        """The data of all events of a kind."""
        return [told.data for told in self.told if told.event == event]

    # What can go wrong

    def reconnect(self) -> None:
        """Asks every client to connect anew and resume."""
        for session in self.live:
            assert session.link is not None
            session.link.send(RECONNECT)

    def invalidate(self, *, resumable: bool = False) -> None:
        """Tells every client that its session is void; what happens until the next is lost."""
        for session in self.live:
            link = session.link
            assert link is not None
            link.send(INVALID, resumable)
            if not resumable:
                del self.sessions[session.id]
                session.link = link.session = None

    def forget(self) -> None:
        """Sessions end without a word: a later resume is refused."""
        for session in self.sessions.values():
            if session.link is not None:
                session.link.session = None
        self.sessions.clear()

    def drop(self) -> None:
        """Connections break."""
        for link in list(self.links):
            self._detach(link)
            link.cut()

    async def close(self, code: int) -> None:
        """Connections are closed with a code."""
        for link in list(self.links):
            self._detach(link)
            await link.close(code)

    async def end(self) -> None:
        await self.close(GOING_AWAY)

    # Serving

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if self.refusals:
            self.refusals -= 1
            return web.Response(status=503)
        wanted = request.query.get("compress")
        socket = web.WebSocketResponse(max_msg_size=4096 * 4, compress=False, timeout=1.0)
        await socket.prepare(request)
        link = Link(socket, request, compressed=self.compresses and wanted == "zlib-stream")
        self.opened += 1
        self.links.append(link)
        self._discord.work.start(link.pump())
        try:
            await self._talk(link, request.query.get("v"))
        finally:
            self._detach(link)
            self.links.remove(link)
            await link.close()
            self._discord.changed()
        return socket

    async def _talk(self, link: Link, version: str | None) -> None:
        if version != "10":
            await link.close(4012)
            return
        link.send(HELLO, {"heartbeat_interval": round(self._heartbeat * 1000), "_trace": []})
        async for received in link.socket:
            if received.type is not WSMsgType.TEXT:
                break
            code = self._hear(link, received.data)
            if code:
                await link.close(code)
                return
        if link.socket.close_code in (1000, 1001) and link.session is not None:
            self.sessions.pop(link.session.id, None)

    def _hear(self, link: Link, text: str) -> int:
        """Takes what the client says; gives the code to close with, or 0."""
        try:
            said = json.loads(text)
        except ValueError:
            return 4002
        data, op = said.get("d"), said.get("op")
        if op != HEARTBEAT and self._too_many(link):
            return 4008
        match op:
            case 1:
                link.heartbeats.append(self._discord.clock.monotonic())
                if not self.deaf:
                    link.send(ACK)
            case 2:
                return self._identify(link, data)
            case 6:
                return self._resume(link, data)
            case _ if link.session is None:
                return 4003
            case 3 | 4 | 8:
                pass
            case _:
                return 4001
        self._discord.changed()
        return 0

    def _too_many(self, link: Link) -> bool:
        now = self._discord.clock.monotonic()
        link.received.append(now)
        while link.received[0] <= now - SENT_SECONDS:
            link.received.popleft()
        return len(link.received) > MOST_SENT

    def _identify(self, link: Link, data: Any) -> int:
        app = self._discord.app
        number, count = data.get("shard") or (0, 1)
        intents = data.get("intents", 0)
        if link.session is not None:
            return 4005
        if data.get("token") != app.token or self.identified >= app.starts:
            return 4004
        if not 0 <= number < count:
            return 4010
        if app.sharding_required and count < app.shards:
            return 4011
        if not 0 <= intents <= KNOWN_INTENTS:
            return 4013
        if app.forbidden(intents):
            return 4014
        self._begin(link, (number, count), intents)
        return 0

    def _begin(self, link: Link, shard: tuple[int, int], intents: int) -> None:
        session = Session(id=self._discord.ids.new(), shard=shard, intents=intents, link=link)
        link.session = self.sessions[session.id] = session
        guilds = [g for g in self._discord.world.guilds.values() if g.installed]
        served = [g for g in guilds if session.serves(g.id)]
        session.tell("READY", _json(self._ready(session, [g.id for g in served])))
        for guild in served:
            if guild.available:
                session.tell("GUILD_CREATE", _json(guild.wire()))
        self.identified += 1
        self._discord.changed()

    def _ready(self, session: Session, guilds: list[str]) -> dict[str, Any]:
        discord = self._discord
        return {
            "v": 10,
            "user": discord.bot.wire() | {"verified": True, "mfa_enabled": False, "email": None},
            "guilds": [{"id": guild, "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": discord.gateway_url,
            "shard": list(session.shard),
            "application": {"id": discord.app.id, "flags": discord.app.flags},
            "private_channels": [],
            "relationships": [],
            "presences": [],
            "geo_ordered_rtc_regions": [],
        }

    def _resume(self, link: Link, data: Any) -> int:
        if data.get("token") != self._discord.app.token:
            return 4004
        session = self.sessions.get(data.get("session_id"))
        if session is None or data.get("seq") is None:
            link.send(INVALID, False)  # noqa: FBT003  the protocol's
            return 0
        if data["seq"] > session.seq:
            return 4007
        session.link, link.session = link, session
        after = data["seq"] - self.replays
        self.replays = 0
        for number, text in session.log:
            if number > after:
                link.send_text(text)
        session.tell("RESUMED", "{}")
        self.resumed += 1
        self._discord.changed()
        return 0

    def _detach(self, link: Link) -> None:
        if link.session is not None and link.session.link is link:
            link.session.link = None
        link.session = None


_BARE = {"content": "", "embeds": [], "attachments": [], "components": []}


def _json(data: Any) -> str:
    return json.dumps(data, separators=(",", ":"))
