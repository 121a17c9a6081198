"""A message that is changed or taken back in Slack while the persona thinks, and after it has spoken."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.domain.wording import ENGLISH
from tests.adapters.slack_day import (
    Day,
    answer,
    nothing_is_doubled_cut_or_lost,
    spoken,
    thread,
    working,
)
from tests.fakes.slack import Message, Person
from tests.requirements import claims

pytestmark = claims("engine.edits", "slack.day")

FAULT, SORRY = "It is your fault.", "I am sorry about the lamp."


async def until_said(day: Day, opening: Message, *texts: str) -> None:
    """Waits until these are what the trainee has said, as it is stored."""
    while tuple(t.text for t in (await day.session(opening)).transcript.by("trainee")) != texts:  # noqa: ASYNC110
        await asyncio.sleep(0.005)


def thoughts(day: Day, ann: Person, opening: Message) -> int:
    """How often somebody was said to think."""
    texts = [status.text for status in day.space.statuses.get((ann.dm, opening.ts), ())]
    return len([text for text in texts if "is thinking" in text])


async def test_a_change_counts_until_the_answer_shows(tmp_path: Path) -> None:
    async with working(tmp_path, socket=True) as day:
        ann = day.space.user("U1ANN", name="ann", real_name="Ann Berg")
        await day.runs(ann, "start queued-lamp")
        opening = await day.opening(ann)
        async with day.persona.holding(0):
            said = ann.writes(ann.dm, FAULT, opening.ts)
            await day.slack.until(lambda: thoughts(day, ann, opening))
            ann.edits(said, SORRY)
            await until_said(day, opening, SORRY)
            assert spoken(ann, opening) == []
        await day.still()
        (reply,) = spoken(ann, opening)
        assert reply.shown.startswith("Thank you for saying that.")
        ann.edits(said, FAULT)
        await day.still()
        assert answer(ann, opening).shown == ENGLISH.talk.too_late
        before = thoughts(day, ann, opening)
        async with day.persona.holding(0):
            gone = ann.writes(ann.dm, FAULT, opening.ts)
            await day.slack.until(lambda: thoughts(day, ann, opening) > before)
            ann.deletes(gone)
            await until_said(day, opening, SORRY, "")
        await day.still()
        assert spoken(ann, opening) == [reply]
        assert thread(ann, opening)[-1].shown == ENGLISH.talk.too_late, "nothing was said since"
        await day.says(ann, "!finish", opening.ts)
        assert "“I am sorry about the lamp”" in answer(ann, opening).shown
        await nothing_is_doubled_cut_or_lost(day)
