"""`chattrain run` as processes of their own, several on one database, connected to a Discord."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import yarl

from tests.fakes.discord import Discord

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """One of them. It asks Discord at a port of its own, by which its calls are told apart."""

    process: Process
    port: int

    async def kill(self) -> None:
        """It is gone from one moment to the next."""
        self.process.kill()
        await self.process.wait()

    async def stop(self) -> int:
        """It is asked to end; gives its exit status."""
        self.process.terminate()
        return await self.process.wait()


@asynccontextmanager
async def serving(discord: Discord, folder: Path, database: str) -> AsyncIterator[Serving]:
    """One process, as long as the context lasts or a test lets it. What it says is in the folder."""
    url = await discord.another_url()
    port = yarl.URL(url).port or 0
    log = folder / f"{port}.log"
    with log.open("wb") as said:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            *("-m", "bot", "run"),
            cwd=folder,
            env=os.environ
            | {
                "PYTHONPATH": str(ROOT),
                "PORT": "0",
                "DATABASE_URL": database,
                "DISCORD_API_URL": url,
                "DISCORD_BOT_TOKEN": discord.app.token,
            },
            stdin=DEVNULL,
            stdout=said,
            stderr=said,
        )
    try:
        yield Serving(process=process, port=port)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
