"""A playground on a real server on loopback, with the engine in memory behind it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
from websockets.asyncio.client import ClientConnection, connect

from adapters.playground.platform import Playground
from adapters.playground.settings import Settings
from bot import http
from bot.ports.clock import SystemClock
from tests.fakes.engine import FakeEngine, Shelf
from tests.fakes.scenarios import scenario

Message = Mapping[str, Any]


@dataclass
class Talk:
    """A script's socket to a session."""

    socket: ClientConnection
    heard: list[Message] = field(default_factory=list)

    async def send(self, **message: object) -> None:
        await self.socket.send(json.dumps(message))

    async def say(self, text: str, client_id: str) -> None:
        await self.send(type="user_message", content=text, metadata={"client_id": client_id})

    async def hear(self, type: str, **fields: object) -> Message:
        """Reads on until a message of that type, with those fields."""
        async for raw in self.socket:
            message: Message = json.loads(raw)
            self.heard.append(message)
            if message["type"] == type and fields.items() <= message.items():
                return message
        raise AssertionError(f"closed before {type}: {[m['type'] for m in self.heard]}")


@dataclass
class Visitor:
    """Somebody with a browser at a playground."""

    port: int
    browser: httpx2.AsyncClient

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self, scenario: str = "late-lamp", **more: object) -> str:
        answer = await self.browser.post("/api/sessions", json={"scenario": scenario, **more})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["session_id"])

    @asynccontextmanager
    async def talk(
        self, session: str, *, after: str | None = None, **options: Any
    ) -> AsyncIterator[Talk]:
        """A socket that has asked for the conversation."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.browser.cookies.items())
        address = f"ws://127.0.0.1:{self.port}/chat/{session}"
        async with connect(
            address, additional_headers={"Cookie": cookies}, proxy=None, **options
        ) as socket:
            talk = Talk(socket)
            await talk.send(type="session_start", **({"after": after} if after else {}))
            yield talk


@dataclass
class Site(Visitor):
    """A visitor's playground with what is behind it."""

    engine: FakeEngine
    playground: Playground


@asynccontextmanager
async def serving(playground: Playground) -> AsyncIterator[Visitor]:
    """A playground on a free port until the context is left, and a visitor to it."""
    listener = http.bind("127.0.0.1", 0)
    port = listener.getsockname()[1]
    app = http.application(routes=playground.routes(), checks={})
    base = f"http://127.0.0.1:{port}"
    async with (
        asyncio.TaskGroup() as tasks,
        httpx2.AsyncClient(base_url=base, trust_env=False) as browser,
    ):
        served = tasks.create_task(http.serve(app, listener))
        await asyncio.sleep(0)
        try:
            yield Visitor(port, browser)
        finally:
            served.cancel()


@asynccontextmanager
async def site(
    *,
    shelf: Shelf | None = None,
    settings: Settings | None = None,
    engine: FakeEngine | None = None,
) -> AsyncIterator[Site]:
    """A playground that is served until the context is left."""
    clock = SystemClock()
    engine = engine or FakeEngine(clock, shelf or Shelf(scenario()))
    playground = Playground(
        clock=clock,
        records=engine.memory,
        catalogue=engine.shelf,
        settings=settings or Settings(),
    )
    async with engine.running(playground), serving(playground) as visitor:
        yield Site(visitor.port, visitor.browser, engine, playground)


PAGE = Path(__file__).parents[2] / "adapters" / "playground" / "page"
