"""`chattrain run` in a process of its own, which can be killed and started again."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from socket import SO_REUSEADDR, SOL_SOCKET, socket
from typing import Any

from bot import cli
from tests.fakes import forked

AT_ONCE, UNHURRIED, SLOW = "0", "100", "10"
"""Words a second of the scripted persona: where only what is said matters, where something is to
be seen before it is said, and where a reply is to be cut short."""


@dataclass
class Server:
    """A `chattrain run` that can be killed and started again on the same port and database."""

    folder: Path
    port: int
    pace: str = AT_ONCE
    process: ForkServerProcess | None = None

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
        said, saying = forked.FORKS.Pipe(duplex=False)
        with said:
            self.process = forked.start(_run, settings, saying, says=self.folder / "log")
            saying.close()
            line = await asyncio.to_thread(_line, said)
        assert self.address in line, (self.folder / "log").read_text()

    async def end(self) -> None:
        if self.process is not None:
            self.process.terminate()
            await asyncio.to_thread(forked.ended, self.process)

    async def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        await asyncio.to_thread(forked.ended, self.process)


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


def _run(settings: Mapping[str, str], saying: Connection) -> None:
    """The command, as it is; its output goes into `saying`."""
    sys.stdout = os.fdopen(os.dup(saying.fileno()), "w", encoding="utf-8")
    os.environ.update(settings)
    sys.argv = ["chattrain", "run"]
    cli.main()


def _line(said: Connection) -> str:
    with open(said.fileno(), encoding="utf-8", closefd=False) as file:
        return file.readline()
