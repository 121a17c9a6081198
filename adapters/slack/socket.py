"""Events, commands and presses by Socket Mode: two connections, so that one can be replaced while
the other listens.

The SDK's client speaks the protocol. What becomes of a connection is decided here: a new one is
opened before the old one is closed, with an address of its own, and never waited for for ever.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.adapter.socket_mode.internals import build_headers
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import examining
from adapters.slack.calls import SDK_LOG
from adapters.slack.settings import Settings
from bot.ports.clock import Clock

CONNECTIONS = 2
PING_SECONDS = 2.0
"""How often Slack is asked whether it is still there; four times that without an answer ends it."""
OPEN_SECONDS = 8.0
WATCH_SECONDS = 0.5
"""How soon a connection is missed that was broken off without a word."""
LEAVE_SECONDS = 15.0
"""How long a connection that is replaced is still listened to: Slack closes it within ten."""
ACK_SECONDS = 3.0
"""How long what came over it may then take to be acknowledged."""
CLOSE_SECONDS = 1.0
SLOWEST = 30.0
"""The longest pause in seconds between two tries to connect."""

log = structlog.get_logger(__name__)

Dispatch = Callable[[Mapping[str, Any], Mapping[str, Any]], Awaitable[BoltResponse]]
"""Hands a payload and its headers on."""


async def preflight(settings: Settings) -> list[str]:
    """What keeps Slack from working with these tokens, a sentence each, within seconds."""
    alone = replace(settings, client_id=None, client_secret=None)
    found = examining.examine(alone, _no_database)
    try:
        async with asyncio.timeout(OPEN_SECONDS):
            return [sentence async for kind, sentence in found if kind == "problem"]
    except TimeoutError:
        waited = f"{settings.api_url} gives no answer within {OPEN_SECONDS:g} s"
        return [f"{waited}: see to the network, or correct SLACK_API_URL."]


def _no_database() -> NoReturn:
    raise NotImplementedError


class Link(SocketModeClient):
    """One connection. It never reconnects by itself: it says that it has ended."""

    def __init__(self, app_token: str, web: AsyncWebClient, tasks: asyncio.TaskGroup) -> None:
        super().__init__(
            app_token=app_token, web_client=web, ping_interval=PING_SECONDS, logger=SDK_LOG
        )
        self._tasks = tasks
        self.greeted, self.idle = asyncio.Event(), asyncio.Event()
        self.ended, self.gone = asyncio.Event(), asyncio.Event()
        """Whether it is to be replaced, and whether nothing comes over it any more."""
        self.broke_off = False
        """Whether it ended without Slack's having said so."""
        self.busy = 0
        self.idle.set()
        self.message_listeners.append(self._hear)

    @property
    def is_up(self) -> bool:
        """Whether it is there, and will be for a while."""
        return self.greeted.is_set() and not self.ended.is_set()

    async def open(self) -> None:
        """Connects, until Slack greets. Raises SlackClientError and TimeoutError."""
        async with asyncio.timeout(OPEN_SECONDS):
            self.wss_uri = await self.issue_new_wss_url()
            await self.connect()  # type: ignore[no-untyped-call]  # of the SDK
            await self.greeted.wait()

    async def connect_to_new_endpoint(self, force: bool = False) -> None:  # noqa: FBT001, FBT002
        """Where the SDK would reconnect: `force` where Slack asked for it, some seconds ahead."""
        if not self.ended.is_set():
            self.broke_off = not force
            self.ended.set()
        if not force:
            self.gone.set()

    async def process_message(self) -> None:
        """Hears a message out in a task of its own that is kept hold of."""
        raw = await self.message_queue.get()
        message = json.loads(raw) if raw.startswith("{") else {}
        hearing = self.run_message_listeners(message, raw)
        try:
            self._tasks.create_task(hearing)
        except RuntimeError:  # all of it ends now: what is not acknowledged comes again
            hearing.close()

    async def watch(self) -> None:
        """Returns once the connection is none any more."""
        while not self.ended.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(WATCH_SECONDS):
                    await self.ended.wait()
            working = (self.message_processor, self.message_receiver, self.current_session_monitor)
            if any(task is None or task.done() for task in working) or not await self._answers():
                await self.connect_to_new_endpoint()

    async def leave(self) -> None:
        """Listens on until Slack closes the connection, and closes it once all is acknowledged."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LEAVE_SECONDS):
                await self.gone.wait()
        with suppress(TimeoutError):
            async with asyncio.timeout(ACK_SECONDS):
                await self.idle.wait()
        await self.shut()

    async def shut(self) -> None:
        self.closed, self.auto_reconnect_enabled = True, False
        self.ended.set()
        self.gone.set()
        tasks = (self.message_processor, self.message_receiver, self.current_session_monitor)
        running = [task for task in tasks if task is not None]
        for task in running:
            task.cancel()
        await asyncio.wait(running)
        with suppress(TimeoutError, aiohttp.ClientError, OSError):
            async with asyncio.timeout(CLOSE_SECONDS):
                await self.disconnect()  # type: ignore[no-untyped-call]  # of the SDK
        await self.aiohttp_client_session.close()

    async def _answers(self) -> bool:
        return self.ended.is_set() or await self.is_connected()

    async def _hear(self, _: AsyncBaseSocketModeClient, message: Any, __: str | None) -> None:
        if message.get("type") == "hello":
            self.greeted.set()


@dataclass(slots=True, kw_only=True)
class Sockets:
    """The connections of this process. `missed` is told whenever something may have been."""

    app_token: str
    web: AsyncWebClient
    dispatch: Dispatch
    missed: Callable[[], None]
    clock: Clock
    _links: list[Link] = field(default_factory=list)
    _trouble: str = "it is connecting"
    _opened: asyncio.Event = field(default_factory=asyncio.Event)
    """Set, and made anew, when a connection has been opened."""

    def ready(self) -> str | None:
        """Why nothing can be heard now, if that is so."""
        return None if any(link.is_up for link in self._links) else self._trouble

    async def run(self) -> None:
        """Listens, until cancelled."""
        try:
            async with asyncio.TaskGroup() as tasks:
                for _ in range(CONNECTIONS):
                    tasks.create_task(self._keep(tasks))
        finally:
            await asyncio.gather(*(link.shut() for link in self._links), return_exceptions=True)

    async def _keep(self, tasks: asyncio.TaskGroup) -> None:
        """Keeps one connection up: the next one is there before the last one is closed."""
        last: Link | None = None
        while True:
            link = await self._connected(tasks)
            if last is None or last.broke_off:
                self.missed()
            if last is not None:
                tasks.create_task(self._leave(last))
            await link.watch()
            log.info("slack.link_ended", broke_off=link.broke_off)
            last = link

    async def _leave(self, link: Link) -> None:
        await link.leave()
        self._links.remove(link)

    async def _connected(self, tasks: asyncio.TaskGroup) -> Link:
        """A connection, however often it has to be tried."""
        tried = 0
        while True:
            link = Link(self.app_token, self.web, tasks)
            link.socket_mode_request_listeners.append(self._handle)
            self._links.append(link)
            try:
                await link.open()
            except Exception as error:  # noqa: BLE001  # whatever it is, it is tried again
                self._trouble = f"Slack gives no connection: {_reason(error)}"
                log.error("slack.not_connected", problem=self._trouble)
                await link.shut()
                self._links.remove(link)
            else:
                self._opened.set()
                self._opened = asyncio.Event()
                return link
            await self.clock.sleep(min(SLOWEST, 2.0**tried / 2))
            tried += 1

    async def _handle(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        """Acknowledges an envelope once what it holds is durable."""
        assert isinstance(client, Link)  # noqa: S101  # they are all made here
        client.busy += 1
        client.idle.clear()
        try:
            answer = await self.dispatch(request.payload, build_headers(request) or {})
            await self._acknowledge(client, request, answer)
        finally:
            client.busy -= 1
            if not client.busy:
                client.idle.set()

    async def _acknowledge(
        self, came_by: Link, request: SocketModeRequest, answer: BoltResponse
    ) -> None:
        """By the connection that it came by, else by another, while that still counts."""
        tried: set[Link] = set()
        with suppress(TimeoutError):
            async with asyncio.timeout(ACK_SECONDS):
                link: Link = came_by
                while True:
                    try:
                        await send_async_response(link, request, answer, self.clock.monotonic())
                    except (ConnectionError, aiohttp.ClientError):
                        tried.add(link)
                        log.info("slack.ack_elsewhere", envelope=request.envelope_id)
                        link = await self._other(tried)
                    else:
                        return
        log.warning("slack.ack_lost", envelope=request.envelope_id)

    async def _other(self, tried: set[Link]) -> Link:
        """A connection that was not tried yet, as soon as there is one."""
        while True:
            for link in self._links:
                if link.is_up and link not in tried:
                    return link
            await self._opened.wait()


def _reason(error: BaseException) -> str:
    if isinstance(error, SlackApiError) and (code := error.response.get("error")):
        return examining.REFUSED.get(str(code), str(code))
    if isinstance(error, TimeoutError):
        return f"no greeting within {OPEN_SECONDS:g} s"
    return str(error) or type(error).__name__
