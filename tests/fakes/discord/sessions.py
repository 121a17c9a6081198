"""Sessions of the gateway: what each was told, and the connection it is told by now."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSCloseCode, web

GOING_AWAY = int(WSCloseCode.GOING_AWAY)
KEPT = 2000
"""How many events a session keeps for a resume."""


class Link:
    """One connection. What is sent waits in a line, so that nothing else waits for it."""

    def __init__(
        self, socket: web.WebSocketResponse, request: web.Request, *, compressed: bool
    ) -> None:
        self.socket, self._request = socket, request
        self.session: Session | None = None
        self.heartbeats: list[float] = []
        self.received: deque[float] = deque()
        self._line: asyncio.Queue[str | int] = asyncio.Queue()
        self._over = asyncio.Event()
        self._deflate = zlib.compressobj() if compressed else None

    def send(self, op: int, data: Any = None) -> None:
        told = {"op": op, "d": data, "s": None, "t": None}
        self.send_text(json.dumps(told, separators=(",", ":")))

    def send_text(self, text: str) -> None:
        self._line.put_nowait(text)

    async def pump(self) -> None:
        """Sends what waits, until a code to close with."""
        try:
            while isinstance(told := await self._line.get(), str):
                await self._write(told)
            await self.socket.close(code=told)
        except ConnectionError:
            pass
        finally:
            self._over.set()

    async def _write(self, text: str) -> None:
        if self._deflate is None:
            await self.socket.send_str(text)
        else:
            packed = self._deflate.compress(text.encode())
            await self.socket.send_bytes(packed + self._deflate.flush(zlib.Z_SYNC_FLUSH))

    async def close(self, code: int = GOING_AWAY) -> None:
        """Says good-bye, after what still waits."""
        self._line.put_nowait(code)
        await self._over.wait()

    def cut(self) -> None:
        """The connection is gone without a word."""
        if self._request.transport is not None:
            self._request.transport.abort()


@dataclass(slots=True, kw_only=True)
class Session:
    """What an IDENTIFY begins and a RESUME goes on with."""

    id: str
    shard: tuple[int, int]
    intents: int
    seq: int = 0
    link: Link | None = None
    log: deque[tuple[int, str]] = field(default_factory=lambda: deque(maxlen=KEPT))

    def serves(self, guild: str | None) -> bool:
        """Whether events of a server are this shard's; direct messages are the first one's."""
        number, count = self.shard
        return ((int(guild) >> 22) % count if guild else 0) == number

    def tell(self, event: str, data: str) -> None:
        """An event, in JSON: to be kept, and sent where there is a connection."""
        self.seq += 1
        text = f'{{"t":"{event}","s":{self.seq},"op":0,"d":{data}}}'
        self.log.append((self.seq, text))
        if self.link is not None:
            self.link.send_text(text)
