"""Conversations held against a scenario outside any session: one from a file, as `chattrain grade`
scores it, and those of its scripted trainees, as `chattrain simulate` shows them.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from adapters.terminal import rendering
from adapters.terminal.screen import Screen
from bot import transcripts
from bot.config import Settings
from bot.domain import judging
from bot.domain.content import Card
from bot.domain.scenario import Scenario
from bot.domain.scorecard import Scorecard, to_json
from bot.domain.simulating import NOBODY, Simulated, retold, scored
from bot.domain.surface import TenantId
from bot.ports.clock import SystemClock
from bot.transcripts import Told, dumped

NOWHERE = TenantId("local")
NOT_JUDGED = "not judged"
_ENDS = {"satisfied": "is satisfied", "left": "walks away", None: "waits for more"}


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

    What the model is asked is kept nowhere.
    """
    from bot import casting  # noqa: PLC0415  # takes a while, and only a model needs it
    from bot.practice import store_of  # noqa: PLC0415
    from bot.training.adjudicating import Adjudicating, Case  # noqa: PLC0415

    clock = SystemClock()
    async with store_of(None) as store, casting.cast(settings, store, clock) as players:
        if players.judge is None:
            return by_rules(scenario, told)
        transcript, play = retold(scenario, told.lines)
        case = Case(
            scenario=scenario, transcript=transcript, play=play, session=NOBODY, tenant=NOWHERE
        )
        work = Adjudicating(case=case, judge=players.judge, second=players.second)
        scores = await work.run()
        at, missed = clock.now(), work.missed
        return judging.card(
            scenario, transcript, play, scores, session=NOBODY, at=at, without_model=missed
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


def report(
    scenario: Scenario,
    trials: Sequence[Simulated],
    problems: Sequence[str],
    *,
    as_json: bool,
    talk: bool,
) -> str:
    """How the scripted trainees fared, for people or for programs."""
    if as_json:
        return _as_json(scenario, trials, problems)
    parts = [f"{scenario.title} ({scenario.id}, version {scenario.version})", ""]
    if talk:
        for trial in trials:
            parts += [f"{trial.trainee.id}:", "", *_talk(scenario, trial), ""]
    parts += [*_table(scenario, trials), "", *(problems or ["The scores come in order."])]
    return "\n".join(parts)


def _talk(scenario: Scenario, trial: Simulated) -> Iterator[str]:
    for turn in trial.transcript:
        who = scenario.persona.name if turn.speaker == "persona" else "Trainee"
        yield f"  {who}: {' '.join(turn.text.split())}"


def _table(scenario: Scenario, trials: Sequence[Simulated]) -> Iterator[str]:
    """A column for each trainee, a row for everything that came of it."""
    rows = [("", *(trial.trainee.id for trial in trials)), *_rows(scenario, trials)]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        cells = [first.ljust(widths[0]), *map(str.rjust, rest, widths[1:])]
        yield "  ".join(cells).rstrip()


def _rows(scenario: Scenario, trials: Sequence[Simulated]) -> Iterator[tuple[str, ...]]:
    cards = [trial.scorecard for trial in trials]
    yield ("Score", *(_number(card.total) for card in cards))
    yield ("Result", *map(_result, cards))
    for n, criterion in enumerate(scenario.rubric.criteria):
        title = f"  {criterion.title} ({criterion.weight})"
        yield (title, *(_number(card.scores[n].points) for card in cards))
    yield ("Messages said", *(f"{t.said} of {len(t.trainee.says)}" for t in trials))
    yield ("Facts told", *(f"{len(t.play.revealed)} of {len(scenario.facts)}" for t in trials))
    yield ("At the end the persona", *(_ENDS[t.play.ending] for t in trials))
    for gauge in scenario.persona.mood:
        yield (f"  {gauge}", *(str(t.play.mood[gauge]) for t in trials))


def _number(points: int | None) -> str:
    return NOT_JUDGED if points is None else str(points)


def _result(card: Scorecard) -> str:
    if card.blocked_by:
        return "blocked"
    return "passed" if card.passed else "not yet"


def _as_json(scenario: Scenario, trials: Sequence[Simulated], problems: Sequence[str]) -> str:
    """The same for programs: every trainee's scorecard and transcript, and what is out of order."""
    return json.dumps(
        {
            "scenario": scenario.id,
            "version": scenario.version,
            "fingerprint": scenario.fingerprint,
            "in_order": not problems,
            "problems": list(problems),
            "trainees": [
                {
                    "id": trial.trainee.id,
                    "said": trial.said,
                    "ending": trial.play.ending,
                    "mood": dict(trial.play.mood),
                    "facts_told": sorted(trial.play.revealed),
                    "scorecard": json.loads(to_json(trial.scorecard)),
                    "transcript": [json.loads(line) for line in dumped(trial.transcript)],
                }
                for trial in trials
            ],
        },
        indent=2,
        ensure_ascii=False,
    )
