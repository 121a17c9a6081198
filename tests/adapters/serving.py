"""`chattrain run` as processes of their own, several on one database, connected to a Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import yarl

from tests.fakes import program
from tests.fakes.discord import Discord
from tests.fakes.program import Program


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """One of them. It asks Discord at a port of its own, by which its calls are told apart."""

    program: Program
    port: int

    async def kill(self) -> None:
        """It is gone from one moment to the next."""
        await self.program.kill()

    async def stop(self) -> int:
        """It is asked to end; gives its exit status."""
        return await self.program.stop()


@asynccontextmanager
async def serving(discord: Discord, folder: Path, database: str) -> AsyncIterator[Serving]:
    """One process, as long as the context lasts or a test lets it. What it says is in the folder."""
    url = await discord.another_url()
    port = yarl.URL(url).port or 0
    settings = {
        "PORT": "0",
        "DATABASE_URL": database,
        "DISCORD_API_URL": url,
        "DISCORD_BOT_TOKEN": discord.app.token,
    }
    begun = program.start(folder, settings, says=f"{port}.log")
    try:
        yield Serving(program=begun, port=port)
    finally:
        await begun.end()
