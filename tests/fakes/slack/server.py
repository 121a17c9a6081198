"""The server: the Web API with its limits and faults, addresses for answers and files, the sockets."""

from __future__ import annotations

import asyncio
from typing import Any, Self

from aiohttp import web

from bot.ports.clock import Clock, SystemClock
from tests.fakes.slack.app import App
from tests.fakes.slack.authorizing import Authorizing, authorization
from tests.fakes.slack.callbacks import Callbacks
from tests.fakes.slack.clock import Watched, Work, settle
from tests.fakes.slack.deliveries import RETRIES, Ack, Attempt, Delivery, Post
from tests.fakes.slack.faults import Fault
from tests.fakes.slack.holdings import File, Installation
from tests.fakes.slack.limits import Limits, Rates
from tests.fakes.slack.responses import Responses
from tests.fakes.slack.socket_mode import SocketMode
from tests.fakes.slack.web_api import Asked, WebApi
from tests.fakes.slack.workspace import Workspace
from tests.fakes.spoiling import Faults

STREAM_SECONDS = 300.0
"""How long a stream lives, however busy it is."""
STREAM_BYTES = 10_600
"""The least size at which a stream was seen to end."""


class Slack(Watched):
    """Use as an async context manager; `slack.workspace` is there from the start, with the app in it.

    `latency` is the seconds a call takes; its effect is in the middle.
    """

    def __init__(
        self,
        *,
        app: App | None = None,
        clock: Clock | None = None,
        rates: Rates | None = None,
        latency: float = 0.0,
        retries: tuple[float, ...] = RETRIES,
        port: int = 0,
    ) -> None:
        super().__init__()
        self.app = app or App()
        self.clock = clock or SystemClock()
        self.latency = latency
        self.limits = Limits(self.clock, rates or {})
        self.faults = Faults[Fault]()
        self.released = asyncio.Event()
        """Ends every call that hangs."""
        self.stream_seconds, self.stream_bytes = STREAM_SECONDS, STREAM_BYTES
        self.update_keeps_blocks = True
        """Whether chat.update with a text alone leaves the blocks as they are."""
        self.file_seconds = 0.0
        """How long a file that was uploaded cannot be used in a block yet."""
        self.echoes = True
        """Whether the app hears of its own messages."""
        self.asked: list[Asked] = []
        self.deliveries: list[Delivery] = []
        self._under_way: dict[int, Delivery] = {}
        self.workspaces: dict[str, Workspace] = {}
        self.installations: dict[str, Installation] = {}
        self.files: dict[str, File] = {}
        self.work = Work()
        self.sockets = SocketMode(self.clock, self.app.id, self.work, self.changed)
        self.callbacks = Callbacks(self.clock, self.app.signing_secret)
        self.post = Post(self.clock, self._send, self.changed, retries)
        self.responses = Responses(self)
        self.authorizing = Authorizing(self)
        self._port = port
        self._runner: web.AppRunner | None = None
        self.workspace = self.add_workspace("T0PRACTICE")
        self.install(self.workspace)

    # Set up

    def add_workspace(self, id: str, *, enterprise: str | None = None) -> Workspace:
        self.workspaces[id] = Workspace(self, id, enterprise=enterprise)
        return self.workspaces[id]

    def install(self, workspace: Workspace, *, scopes: tuple[str, ...] | None = None) -> str:
        """Installs the app in a workspace and gives its bot token."""
        return self.authorizing.install(workspace, scopes=scopes).token

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def api_url(self) -> str:
        """The base URL for a client of the Web API."""
        return f"{self.address}/api/"

    async def __aenter__(self) -> Self:
        server = web.Application(client_max_size=64 * 1024 * 1024, middlewares=[self._guard])
        server.router.add_route("*", "/api/{method}", WebApi(self).serve)
        server.router.add_get("/link", self.sockets.serve)
        server.router.add_post("/response/{id}", self.responses.take)
        server.router.add_post("/upload/{id}", self._upload)
        server.router.add_get("/oauth/v2/authorize", self.authorizing.page)
        self._runner = web.AppRunner(server, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, backlog=1024)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self.released.set()
        await self.sockets.close()
        await self.callbacks.close()
        assert self._runner is not None
        await self._runner.cleanup()
        await self.work.end()

    # Events

    def deliver_to(self, url: str) -> None:
        """From now on by HTTP, to this address, instead of Socket Mode."""
        self.callbacks.url = url

    def deliver(self, delivery: Delivery) -> Delivery:
        self.deliveries.append(delivery)
        self.work.start(self._carry(delivery))
        return delivery

    async def _carry(self, delivery: Delivery) -> None:
        self._under_way[id(delivery)] = delivery
        await self.post.carry(delivery)
        del self._under_way[id(delivery)]
        self.changed()

    def deliver_event(
        self, workspace: Workspace, installation: Installation, event: dict[str, Any]
    ) -> None:
        own = event.get("bot_id") or event.get("message", event).get("bot_id")
        own = own or event.get("previous_message", {}).get("bot_id")
        if self.echoes or own != workspace.bot_id:
            payload = authorization(self, workspace, installation) | {"event": event}
            self.deliver(Delivery(sort="events_api", payload=payload))

    def repeat(self, delivery: Delivery) -> Delivery:
        """Sends an event once more, although it was acked."""
        return self.deliver(Delivery(sort=delivery.sort, payload=delivery.payload, first=1))

    def redeliver(self) -> None:
        """What waits for its next redelivery is sent at once."""
        for delivery in self._under_way.values():
            delivery.again()

    async def acked(self) -> None:
        """Waits until the app has acked, or Slack given up, all that was sent."""
        await asyncio.sleep(0)
        await self.until(lambda: not self._under_way)

    async def connected(self, connections: int = 1) -> None:
        """Waits for that many sockets, and until the app has read their greeting."""
        await self.until(lambda: len(self.sockets.live) >= connections)
        await settle()

    def events(self, type: str) -> list[Delivery]:
        """The events of a type that were sent to the app."""
        sent = (d for d in self.deliveries if d.sort == "events_api")
        return [d for d in sent if d.event["type"] == type]

    def ack_seconds(self) -> list[float]:
        """How long the app took to ack, for every payload that it acked in time."""
        attempts = (attempt for delivery in self.deliveries for attempt in delivery.attempts)
        return [attempt.seconds for attempt in attempts if attempt.seconds is not None]

    def calls(self, method: str) -> list[Asked]:
        """The calls of a method, those too that a played fault spoilt."""
        return [asked for asked in self.asked if asked.method == method]

    async def _send(self, delivery: Delivery, attempt: Attempt) -> Ack:
        way = self.callbacks if self.callbacks.url else self.sockets
        return await way.send(delivery, attempt)

    @web.middleware
    async def _guard(self, request: web.Request, handler: Any) -> web.StreamResponse:
        """A fault of the fake itself fails the test that uses it."""
        try:
            answer: web.StreamResponse = await handler(request)
        except web.HTTPException:
            raise
        except Exception as failure:
            self.work.failures.append(failure)
            raise
        return answer

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        """Takes a file's content."""
        file = self.files.get(request.match_info["id"])
        data = await request.read()
        if file is None or len(data) != file.length:
            return web.Response(status=400, text="invalid upload")
        file.data = data
        return web.Response(text=f"OK - {len(data)}")
