"""`chattrain run` in Discord, killed and started again: every message is answered exactly once, in
what stood there already."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import yaml

from tests.fakes import program
from tests.fakes.discord import Channel, Discord, Message, Person, hang
from tests.fakes.discord.state import PRIVATE_THREAD
from tests.fakes.program import Program
from tests.fakes.scenarios import scenario
from tests.requirements import claims

T = TypeVar("T")

WHO = "**Maren Holt**\n"
LINES = tuple(
    f"Line {number}. " + " ".join(f"word{number}x{place}" for place in range(50)) + "."
    for number in range(1, 5)
)
SLOWLY, QUICKLY = "12", "1000"
"""Words in a second: one takes long enough to be killed within."""


@dataclass
class Install:
    """An app of its own that is connected to Discord, started and killed."""

    discord: Discord
    folder: Path
    program: Program = field(init=False)

    @property
    def ann(self) -> Person:
        return self.discord.guild.user("ann")

    @property
    def place(self) -> Channel:
        return self.discord.guild.channel("practice")

    async def start(self, pace: str) -> None:
        """Starts it, and returns once it is connected."""
        identified = self.discord.gateway.identified
        self.program = program.start(
            self.folder,
            {
                "PORT": "0",
                "DISCORD_API_URL": self.discord.api_url,
                "DISCORD_BOT_TOKEN": self.discord.app.token,
                "CHATTRAIN_SCENARIOS": str(self.folder),
                "CHATTRAIN_SCRIPT_PACE": pace,
            },
        )
        await self.until(lambda: self.discord.gateway.identified > identified)
        await self.until(lambda: self.discord.commands.everywhere)

    async def kill(self) -> None:
        """It is gone from one moment to the next."""
        await self.program.kill()
        await self.discord.until(lambda: not self.discord.gateway.links)

    async def until(self, look: Callable[[], T]) -> T:
        async with asyncio.timeout(30):
            return await self.discord.until(look)

    # What Ann sees

    @property
    def threads(self) -> list[Channel]:
        found = self.discord.guild.threads(self.place)
        return [thread for thread in found if thread.kind == PRIVATE_THREAD]

    @property
    def thread(self) -> Channel:
        (thread,) = self.threads
        return thread

    def says(self, text: str) -> Message:
        return self.ann.writes(self.thread, text)

    @property
    def openings(self) -> list[Message]:
        return [m for m in self.ours if m.content.startswith("## ") and "Hint" in m.buttons]

    @property
    def ours(self) -> list[Message]:
        """What the bot has said in the thread."""
        there = [m for thread in self.threads for m in self.ann.sees(thread)]
        return [m for m in there if m.author.bot and m.shown]

    @property
    def replies(self) -> list[Message]:
        return [m for m in self.ours if m.content.startswith(WHO)]

    def growing(self) -> list[Message]:
        return [m for m in self.replies if m.buttons == ["Stop"] and len(m.states) > 1]

    async def answered(self, times: int) -> list[str]:
        """Waits for so many whole replies; gives the beginnings of all there are."""
        await self.until(
            lambda: len([m for m in self.replies if "Finish and score" in m.buttons]) >= times
        )
        return [m.content.removeprefix(WHO)[: len("Line 1.")] for m in self.replies]


@asynccontextmanager
async def installed(folder: Path) -> AsyncIterator[Install]:
    lamp = scenario(
        id="lamp",
        interruption="queue",
        facts=(),
        script={"cues": ({"say": (LINES[0],)},), "otherwise": LINES[1:]},
    )
    written = lamp.model_dump(mode="json", by_alias=True, exclude_unset=True)
    (folder / "lamp.yaml").write_text(yaml.safe_dump(written, sort_keys=False))
    async with Discord() as discord:
        install = Install(discord, folder)
        try:
            yield install
        finally:
            await install.program.kill()


@claims("discord.killed", "discord.read-back", "killed.exactly-once")
async def test_killed_before_the_opening_in_a_reply_and_while_scoring(tmp_path: Path) -> None:
    async with installed(tmp_path) as install:
        discord, ann = install.discord, install.ann
        await install.start(SLOWLY)

        discord.faults.play("create message", hang())
        await ann.runs("chattrain start", install.place, scenario="lamp").acked()
        await install.until(lambda: discord.calls("create message"))
        await install.kill()
        assert install.openings == []

        await install.start(SLOWLY)
        await install.until(lambda: install.openings)
        install.says("Hello?")
        (begun,) = await install.until(install.growing)
        await install.kill()
        install.says("Is anybody there?")
        assert LINES[0] not in begun.shown

        await install.start(QUICKLY)
        assert await install.answered(2) == ["Line 1.", "Line 2."]
        assert install.replies[0] is begun
        assert LINES[0] in begun.shown

        discord.faults.play("edit message", hang())
        edits = len(discord.calls("edit message"))
        install.says("!finish")
        await install.until(lambda: len(discord.calls("edit message")) > edits)
        await install.kill()

        await install.start(QUICKLY)
        await install.until(lambda: [m for m in install.ours if "Helpful" in m.buttons])
        assert len(install.openings) == 1
        assert len(install.ours) == 1 + 2 + 1


@claims("discord.killed", "discord.slow")
async def test_killed_between_the_acknowledgement_and_the_answer(tmp_path: Path) -> None:
    async with installed(tmp_path) as install:
        discord, ann = install.discord, install.ann
        await install.start(QUICKLY)
        discord.faults.play("edit answer", hang())
        asked = await ann.runs("chattrain score", install.place).acked()
        await install.until(lambda: discord.calls("edit answer"))
        await install.kill()
        assert asked.state == "thinking"

        await install.start(QUICKLY)
        (told,) = await install.until(ann.sees)
        assert "You have not finished a session yet." in told.shown
