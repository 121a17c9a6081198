"""Somebody is said to think while nothing of a reply can be seen, counted from what it answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.domain.events import Said
from bot.domain.transcript import SECOND, Micros
from bot.ports.clock import SystemClock
from bot.ports.platform import Capabilities
from tests.fakes.chat import Chat
from tests.fakes.scenarios import scenario
from tests.requirements import claims
from tests.training.stage import CHAT, ME, Stage, stage

OFTEN = replace(CHAT, status_after=0.1, status_lasts=0.05)
LATE = replace(CHAT, status_after=600.0, status_lasts=600.0)
REPLY = "s1:turn:3:0"


def chat(capabilities: Capabilities) -> Chat:
    return Chat(SystemClock(), capabilities)


def heard(on: Stage, seconds_ago: int) -> Said:
    at = Micros(on.clock.now() - seconds_ago * SECOND)
    return Said(
        key="m", surface=on.thread, member=ME, at=at, text="Hi.", message="m", session=on.session_id
    )


@claims("discord.typing")
async def test_a_reply_that_takes_a_while_is_announced_until_it_is_seen(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario(), chat=chat(OFTEN)) as on:
        await on.start()
        await on.accept(heard(on, 0))
        await on.until(lambda: len(on.chat.statuses) >= 2)
        assert {stage for _, stage, _ in on.chat.statuses} == {"thinking"}
        on.persona.says("I have waited ")
        await on.until(lambda: REPLY in on.posted())
        before = len(on.chat.statuses)
        on.persona.says("long.")
        on.persona.ends()
        await on.settled()
        assert len(on.chat.statuses) == before


@claims("discord.typing")
async def test_it_counts_from_the_message_and_not_from_when_it_was_taken_up(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario(), chat=chat(LATE)) as on:
        await on.start()
        await on.accept(heard(on, seconds_ago=700))
        await on.until(lambda: on.chat.statuses)
        on.persona.says("I have waited long.")
        on.persona.ends()
        await on.settled()
        assert len(on.chat.statuses) == 1


@claims("discord.typing")
async def test_a_reply_that_comes_at_once_is_not_announced(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario(), chat=chat(LATE)) as on:
        await on.start()
        await on.accept(heard(on, 0))
        on.persona.says("I have waited long.")
        on.persona.ends()
        await on.until(lambda: REPLY in on.posted())
        await on.settled()
        assert on.chat.statuses == []
