"""The server: REST with its limits and faults, the gateway, and the world behind both."""

from __future__ import annotations

import asyncio
from typing import Any, Self

import aiohttp
from aiohttp import web

from bot.ports.clock import Clock, SystemClock
from tests.fakes.discord import routes as _routes  # noqa: F401  registers them
from tests.fakes.discord.app import App
from tests.fakes.discord.commands import Commands
from tests.fakes.discord.faults import Fault
from tests.fakes.discord.gateway import Gateway
from tests.fakes.discord.guild import Guild
from tests.fakes.discord.ids import Snowflakes
from tests.fakes.discord.interactions import Interactions
from tests.fakes.discord.limits import Limits, Rates
from tests.fakes.discord.places import Channel
from tests.fakes.discord.pointing import Pointed, Pointing
from tests.fakes.discord.rest import MOST_BYTES, PREFIX, Asked, Rest
from tests.fakes.discord.sent import Sent
from tests.fakes.discord.state import Message, User
from tests.fakes.discord.world import World
from tests.fakes.slack.clock import Watched, Work, settle
from tests.fakes.spoiling import Faults


class Discord(Watched):
    """Use as an async context manager; `discord.guild` is there from the start, with the bot in it.

    `latency` is the seconds a call takes, `latencies` by route; its effect is in the middle.
    """

    def __init__(
        self,
        *,
        app: App | None = None,
        clock: Clock | None = None,
        rates: Rates | None = None,
        latency: float = 0.0,
        heartbeat: float = 41.25,
        port: int = 0,
    ) -> None:
        super().__init__()
        self.app = app or App()
        self.clock = clock or SystemClock()
        self.born = self.clock.now()
        self.ids = Snowflakes(self.clock)
        self.latency = latency
        self.latencies: dict[str, float] = {}
        self.limits = Limits(self.clock, rates or {})
        self.faults = Faults[Fault]()
        self.keeps = True
        """Whether calls and events are kept for tests to look at; a long run under load needs none."""
        self.under_way = 0
        """How many calls have come and have no answer yet."""
        self.released = asyncio.Event()
        """Ends every call that hangs."""
        self.asked: list[Asked] = []
        self.files: dict[str, bytes] = {}
        """What was attached, by the attachment's id."""
        self.work = Work()
        self.bot = User(id=self.app.id, name=self.app.name, bot=True)
        self.world = World(self)
        self.world.users[self.bot.id] = self.bot
        self.sent = Sent(self.clock)
        self.interactions = Interactions(self)
        self.commands = Commands()
        self.gateway = Gateway(self, heartbeat)
        self._port = port
        self._runner: web.AppRunner | None = None
        self.guild = self.add_guild("Practice")

    # Set up

    def add_guild(self, name: str, *, locale: str = "en-US") -> Guild:
        """A server with the bot in it."""
        guild = Guild(self, name, locale=locale)
        self.world.guilds[guild.id] = guild
        if self.gateway.sessions:
            guild.adds_bot()
        return guild

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def api_url(self) -> str:
        """What stands in the place of https://discord.com/api/v10."""
        return f"{self.address}{PREFIX}"

    async def another_url(self) -> str:
        """As `api_url`, at a port of its own: `asked` tells whose call it was."""
        assert self._runner is not None
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{self._runner.addresses[-1][1]}{PREFIX}"

    @property
    def gateway_url(self) -> str:
        """What stands in the place of wss://gateway.discord.gg/."""
        return f"ws://127.0.0.1:{self._port}/gateway/"

    def pointed(self) -> Pointed:
        """While it is entered, every discord.py client of the process speaks to this Discord."""
        return Pointed(self.api_url, self.gateway_url)

    def connector(self) -> aiohttp.BaseConnector:
        """For one client, `discord.Client(connector=...)`: that one alone speaks to this Discord."""
        return Pointing(self._port)

    async def __aenter__(self) -> Self:
        server = web.Application(client_max_size=MOST_BYTES, middlewares=[self._guard])
        Rest(self).serve_on(server)
        server.router.add_get("/gateway/", self.gateway.serve)
        server.router.add_get("/", self.gateway.serve)
        server.router.add_get("/attachments/{id}/{name}", self._attachment)
        self._runner = web.AppRunner(server, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, backlog=1024)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self.released.set()
        await self.gateway.end()
        assert self._runner is not None
        await self._runner.cleanup()
        await self.work.end()

    # What happens

    def latency_of(self, route: str) -> float:
        return self.latencies.get(route, self.latency)

    def calls(self, route: str) -> list[Asked]:
        """The calls of a route, those too that a played fault spoilt."""
        return [asked for asked in self.asked if asked.route == route]

    def messages(self, channel: Channel) -> list[Message]:
        """What stands in a place for everyone, oldest first."""
        return channel.standing

    def attach(self, name: str, data: bytes) -> dict[str, Any]:
        """A file that a message is to carry; gives it as calls and events do."""
        id = self.ids.new()
        self.files[id] = data
        url = f"{self.address}/attachments/{id}/{name}"
        return {"id": id, "filename": name, "size": len(data), "url": url, "proxy_url": url}

    async def connected(self, shards: int = 1) -> None:
        """Waits for that many identified connections, and until their clients have read READY."""
        await self.until(lambda: self.gateway.identified >= shards)
        await settle()

    @web.middleware
    async def _guard(self, request: web.Request, handler: Any) -> web.StreamResponse:
        """A fault of the fake itself fails the test that uses it."""
        try:
            answer: web.StreamResponse = await handler(request)
        except web.HTTPException as missing:
            if request.path.startswith(PREFIX) and missing.status in (404, 405):
                lacking = f"the fake has no {request.method} {request.path}"
                self._fail(NotImplementedError(lacking))
            raise
        except (ConnectionError, asyncio.CancelledError):
            raise
        except Exception as failure:
            self._fail(failure)
            raise
        return answer

    def _fail(self, failure: Exception) -> None:
        """Ends what tests wait for now, and the fake in the end."""
        self.work.failures.append(failure)
        for _, waiting in self._waits:
            if not waiting.done():
                waiting.set_exception(failure)
        self._waits.clear()

    async def _attachment(self, request: web.Request) -> web.StreamResponse:
        data = self.files.get(request.match_info["id"])
        return web.Response(status=404) if data is None else web.Response(body=data)
