"""What the scores of a session come to: total, blockers, and whether it is passed."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain import quoting
from bot.domain import scorecard as cards
from bot.domain.scenario import Scenario
from bot.domain.scorecard import Blocked, Score
from bot.domain.seeing import holds, whole
from bot.domain.transcript import Play, Transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What scores come to; `total`, `secured` and `blocked` once every criterion is there."""

    complete: bool
    total: int | None
    judged: float
    """Share of the weight that was judged."""
    secured: int | None
    """The total without what only a model vouches for."""
    blocked: tuple[Blocked, ...]
    passed: bool


def of(
    scenario: Scenario, transcript: Transcript, play: Play, scores: tuple[Score, ...]
) -> Outcome:
    """Total and blockers, and whether it is passed."""
    complete = len(scores) == len(scenario.rubric.criteria)
    total, judged = cards.total(scores)
    total = total if complete else None
    secured, _ = cards.total(tuple(cards.only_counted(scores))) if complete else (None, 0.0)
    reached_mark = min(total or 0, secured or 0) >= scenario.rubric.pass_mark
    judgeable = any(score.level_now is not None for score in scores)
    blocked = _blockers(scenario, transcript, play) if complete and judgeable else ()
    return Outcome(
        complete=complete,
        total=total,
        judged=judged,
        secured=secured,
        blocked=blocked,
        passed=reached_mark and None not in (total, secured) and not blocked,
    )


def _blockers(scenario: Scenario, transcript: Transcript, play: Play) -> tuple[Blocked, ...]:
    scene = whole(scenario, transcript, play)
    return tuple(
        Blocked(
            id=blocker.id,
            title=blocker.title,
            evidence=quoting.meeting(blocker, scenario, transcript, play),
        )
        for blocker in scenario.rubric.blockers
        if holds(blocker.when, scene)
    )
