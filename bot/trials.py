"""`chattrain grade`: a conversation from a file, held against a scenario and scored."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

from adapters.terminal import rendering
from adapters.terminal.inbound import MEMBER
from adapters.terminal.screen import Screen
from bot import transcripts
from bot.config import Settings
from bot.domain import judging
from bot.domain.content import Card
from bot.domain.scenario import Scenario
from bot.domain.scorecard import Scorecard, to_json
from bot.domain.simulating import NOBODY, retold, scored
from bot.domain.surface import SessionId, TenantId
from bot.ending import say
from bot.ports.clock import SystemClock
from bot.transcripts import Told

NOWHERE = TenantId("local")
QUESTIONS = 4
"""About one criterion at most: two opinions, each asked for again where its quotes do not stand."""


def read(path: Path) -> Told:
    """The transcript in a file, or on standard input where the path is `-`."""
    if str(path) == "-":
        return transcripts.read(sys.stdin.buffer.read(transcripts.LARGEST + 1), "standard input")
    try:
        with path.open("rb") as file:
            return transcripts.read(file.read(transcripts.LARGEST + 1), str(path))
    except OSError as error:
        return Told(problems=(f"{path}: cannot be read: {error.strerror or error}",))


def by_rules(scenario: Scenario, told: Told) -> Scorecard:
    """The scorecard of a conversation without a model."""
    return scored(scenario, *retold(scenario, told.lines))


async def judged(settings: Settings, scenario: Scenario, told: Told) -> Scorecard:
    """The scorecard of a conversation by the judge that is configured, by rules where none is.

    Says before what that may take, and after what it took.
    """
    # These take a while, and only a model needs them.
    from bot.casting import persona_routes  # noqa: PLC0415
    from bot.spending import at_most, opened  # noqa: PLC0415
    from bot.training.adjudicating import Adjudicating, Case  # noqa: PLC0415

    if not settings.judge_routes and (await persona_routes(settings))[0].provider == "scripted":
        return by_rules(scenario, told)
    clock = SystemClock()
    session = SessionId(clock.new_id())
    async with opened(settings, clock) as (cast, purse):
        if cast.judge is None:
            return by_rules(scenario, told)
        transcript, play = retold(scenario, told.lines)
        case = Case(
            scenario=scenario,
            transcript=transcript,
            play=play,
            session=session,
            tenant=NOWHERE,
            member=MEMBER,
        )
        say(at_most({"for the judge": QUESTIONS * len(scenario.rubric.criteria)}))
        work = Adjudicating(case=case, judge=cast.judge, second=cast.second)
        try:
            scores = await work.run()
        finally:
            await purse.tell([session])
    return judging.card(
        scenario,
        transcript,
        play,
        scores,
        session=NOBODY,
        at=clock.now(),
        without_model=work.missed,
    )


def shown(scorecard: Scorecard, *, as_json: bool) -> str:
    """A scorecard, for people or for programs."""
    if as_json:
        return json.dumps(json.loads(to_json(scorecard)), indent=2, ensure_ascii=False)
    return _as_text(scorecard)


def _as_text(scorecard: Scorecard) -> str:
    text = io.StringIO()
    Screen(text).show(rendering.lines(Card(session=scorecard.session, scorecard=scorecard)))
    return text.getvalue().rstrip()
