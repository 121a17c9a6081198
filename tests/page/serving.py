"""`chattrain run` in a process of its own, which can be killed and started again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import SO_REUSEADDR, SOL_SOCKET, socket
from typing import Any

from tests.fakes import program
from tests.fakes.program import Program

AT_ONCE, UNHURRIED, SLOW = "0", "100", "10"
"""Words a second of the scripted persona: where only what is said matters, where something is to
be seen before it is said, and where a reply is to be cut short."""


@dataclass
class Server:
    """A `chattrain run` that can be killed and started again on the same port and database."""

    folder: Path
    port: int
    pace: str = AT_ONCE
    program: Program | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def scenarios(self) -> Path:
        return self.folder / "scenarios"

    async def start(self) -> None:
        self.scenarios.mkdir(exist_ok=True)
        settings = {
            "PORT": str(self.port),
            "DATABASE_URL": f"sqlite:///{self.folder}/page.db",
            "CHATTRAIN_SCRIPT_PACE": self.pace,
            "CHATTRAIN_SCENARIOS": str(self.scenarios),
        }
        self.program = program.start(self.folder, settings)
        assert self.address in await self.program.runs()

    async def end(self) -> None:
        if self.program is not None:
            await self.program.stop()

    async def kill(self) -> None:
        assert self.program is not None
        await self.program.kill()


@asynccontextmanager
async def served(folder: Path, **options: Any) -> AsyncIterator[Server]:
    with _port() as port:
        server = Server(folder, port, **options)
        try:
            await server.start()
            yield server
        finally:
            await server.end()


@contextmanager
def _port() -> Iterator[int]:
    """A port that nobody else takes, not even while the server is away."""
    with socket() as kept:
        kept.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        kept.bind(("127.0.0.1", 0))
        yield kept.getsockname()[1]
