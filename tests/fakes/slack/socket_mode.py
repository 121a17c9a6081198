"""Socket Mode: single-use addresses, envelopes to one of the open connections, acks, refresh."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from bot.ports.clock import Clock
from tests.fakes.slack.clock import Work, within
from tests.fakes.slack.deliveries import ACK_SECONDS, Ack, Attempt, Delivery

CONNECTIONS = 10
TICKET_SECONDS = 30.0
WARNING_SECONDS = 10.0


@dataclass(slots=True, eq=False)
class Connection:
    """One open WebSocket. Muted, it takes everything and answers nothing."""

    number: int
    socket: web.WebSocketResponse
    request: web.Request
    muted: bool = False
    retiring: bool = False
    acks: int = 0
    said: list[str] = field(default_factory=list)
    """Types of what was sent over it."""

    async def say(self, message: dict[str, Any]) -> None:
        self.said.append(message["type"])
        await self.socket.send_str(json.dumps(message))

    def drop(self) -> None:
        """Breaks it off without a word."""
        transport = self.request.transport
        if transport is not None:
            transport.abort()


@dataclass(slots=True)
class SocketMode:
    """All connections of the app. Each payload goes to one of them, in turn."""

    clock: Clock
    app_id: str
    work: Work
    changed: Any
    enabled: bool = True
    connections: list[Connection] = field(default_factory=list)
    opened: int = 0
    """How many connections there have been."""
    lose_acks: int = 0
    """So many of the next acks never arrive."""
    _tickets: dict[str, float] = field(default_factory=dict)
    _turn: int = 0
    _waiting: dict[str, tuple[asyncio.Future[Any], Attempt]] = field(default_factory=dict)

    @property
    def live(self) -> list[Connection]:
        return [c for c in self.connections if not c.retiring]

    def ticket(self) -> str:
        """What makes an address good for one connection."""
        ticket = self.clock.new_id()
        self._tickets[ticket] = self.clock.monotonic() + TICKET_SECONDS
        return ticket

    def expire_tickets(self) -> None:
        """Addresses given so far are good for nothing."""
        self._tickets.clear()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Runs one connection until it ends."""
        ends = self._tickets.pop(request.query.get("ticket", ""), None)
        if not self.enabled or ends is None or self.clock.monotonic() > ends:
            return web.Response(status=403, text="invalid ticket")
        socket = web.WebSocketResponse(autoping=False, compress=False)
        await socket.prepare(request)
        self.opened += 1
        connection = Connection(self.opened, socket, request)
        self.connections.append(connection)
        try:
            await self._hello(connection)
            self.changed()
            await self._listen(connection)
        except ConnectionError:
            pass
        finally:
            self.connections.remove(connection)
            self.changed()
        return socket

    async def _hello(self, connection: Connection) -> None:
        if len(self.connections) > CONNECTIONS:
            self.work.start(self._retire(self.connections[0], "too_many_websockets"))
        hello = {
            "type": "hello",
            "num_connections": len(self.connections),
            "connection_info": {"app_id": self.app_id},
            "debug_info": {"host": "applink-1", "approximate_connection_time": 18060},
        }
        await connection.say(hello)

    async def _listen(self, connection: Connection) -> None:
        async for message in connection.socket:
            if connection.muted:
                continue
            if message.type is WSMsgType.PING:
                await connection.socket.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                self._take(connection, json.loads(message.data))

    def _take(self, connection: Connection, message: dict[str, Any]) -> None:
        """An ack counts in its time only; a later one is noted."""
        if self.lose_acks > 0:
            self.lose_acks -= 1
            return
        connection.acks += 1
        unknown = message.keys() - {"envelope_id", "payload"}
        assert "envelope_id" in message, f"not an ack: {message}"
        assert not unknown, f"not an ack: {message}"
        future, attempt = self._waiting.get(message["envelope_id"], (None, None))
        if future is not None and not future.done():
            future.set_result(message.get("payload"))
        elif attempt is not None and not attempt.ok:
            attempt.late = True

    async def send(self, delivery: Delivery, attempt: Attempt) -> Ack:
        """One attempt over one connection."""
        live = self.live
        if not live:
            return Ack(ok=False, reason="no_connection")
        self._turn += 1
        envelope = self.clock.new_id()
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[envelope] = future, attempt
        try:
            await live[self._turn % len(live)].say(_enveloped(envelope, delivery, attempt))
        except ConnectionError:
            return Ack(ok=False, reason="connection_failed")
        acked = await within(self.clock, ACK_SECONDS, future)
        if acked is None:
            return Ack(ok=False, reason="timeout")
        return Ack(ok=True, payload=acked.result())

    # Faults

    async def refresh(self, *, only: Connection | None = None) -> None:
        """Asks for new connections: a warning, ten seconds later the end."""
        for connection in [only] if only else self.live:
            self.work.start(self._refresh(connection))
        await asyncio.sleep(0)

    def drop(self) -> None:
        """Breaks every connection off."""
        for connection in list(self.connections):
            connection.drop()

    async def disable(self) -> None:
        """Socket Mode is switched off in the app's settings."""
        self.enabled = False
        for connection in self.live:
            await self._retire(connection, "link_disabled")

    async def _refresh(self, connection: Connection) -> None:
        await connection.say(_disconnect("warning"))
        await self.clock.sleep(WARNING_SECONDS)
        if connection in self.connections:
            await self._retire(connection, "refresh_requested")

    async def _retire(self, connection: Connection, reason: str) -> None:
        connection.retiring = True
        try:
            await connection.say(_disconnect(reason))
            await connection.socket.close()
        except ConnectionError:
            connection.drop()

    async def close(self) -> None:
        for connection in list(self.connections):
            connection.drop()


def _disconnect(reason: str) -> dict[str, Any]:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-1"}}


def _enveloped(envelope: str, delivery: Delivery, attempt: Attempt) -> dict[str, Any]:
    message = {
        "envelope_id": envelope,
        "type": delivery.sort,
        "payload": delivery.payload,
        "accepts_response_payload": delivery.sort != "events_api",
    }
    if delivery.sort == "events_api":
        last = delivery.attempts[-2].reason if len(delivery.attempts) > 1 else ""
        message |= {"retry_attempt": attempt.number, "retry_reason": last}
    return message
