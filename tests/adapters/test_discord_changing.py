"""A message that is changed or taken back in Discord while the persona thinks, and after it has spoken."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.domain.wording import ENGLISH
from tests.adapters.discord_day import (
    Day,
    answer,
    nothing_is_doubled_cut_or_lost,
    spoken,
    working,
)
from tests.fakes.discord import Person
from tests.requirements import claims

pytestmark = claims("engine.edits", "discord.day")

MAREN = "Maren Holt"
FAULT, SORRY = "It is your fault.", "I am sorry about the lamp."


async def until_said(day: Day, who: Person, *texts: str) -> None:
    """Waits until these are what the trainee has said, as it is stored."""
    while tuple(t.text for t in (await day.latest(who)).transcript.by("trainee")) != texts:  # noqa: ASYNC110
        await asyncio.sleep(0.005)


async def test_a_change_counts_until_the_answer_shows(tmp_path: Path) -> None:
    async with working(tmp_path) as day:
        ann = day.discord.guild.user("ann")
        await day.runs(ann, "start", day.place, scenario="queued-lamp")
        mine = day.thread(ann)
        async with day.persona.holding(0):
            said = ann.writes(mine, FAULT)
            await until_said(day, ann, FAULT)
            ann.edits(said, SORRY)
            await until_said(day, ann, SORRY)
            assert spoken(ann, mine, MAREN) == []
        await day.still()
        (reply,) = spoken(ann, mine, MAREN)
        assert "Thank you for saying that." in reply.shown
        ann.edits(said, FAULT)
        await day.discord.until(lambda: answer(ann, mine).shown == ENGLISH.talk.too_late)
        async with day.persona.holding(0):
            gone = ann.writes(mine, FAULT)
            await until_said(day, ann, SORRY, FAULT)
            ann.deletes(gone)
            await until_said(day, ann, SORRY, "")
        await day.still()
        assert spoken(ann, mine, MAREN) == [reply]
        await day.says(ann, "!finish", mine)
        assert "“I am sorry about the lamp”" in answer(ann, mine).shown
        await nothing_is_doubled_cut_or_lost(day)
