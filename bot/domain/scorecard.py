"""The judgement of a session: scores with evidence, and the arithmetic over them.

The arithmetic follows the contract ("Score"): the weighted mean of the judged criteria, no total
under 60 % of the weight judged, bands at 70, 80 and 90, and blockers that fail whatever the total.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter

from bot.domain.surface import SessionId
from bot.domain.transcript import Micros, TurnNumber

GRADER_VERSION = 1
ENOUGH_JUDGED = 0.6
"""Share of the weight that must be judged for a total to be given."""

Band = Literal["not yet", "basic", "good", "excellent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The trainee's own words: `quote` stands verbatim in turn `turn` from `start` to `end`
    (characters of the turn's text)."""

    turn: TurnNumber
    quote: str
    start: int
    end: int
    shows: str
    """The act or required point it shows, by id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """The trainee's own line, a stronger one, and why it is stronger."""

    yours: str | None
    turn: TurnNumber | None
    stronger: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What one criterion came to. `level` counts from 0, the lowest; None where it was not judged."""

    criterion: str
    title: str
    weight: int
    skill: str
    level: int | None
    level_title: str
    points: int | None
    """Of 100; None where it was not judged."""
    reason: str
    evidence: tuple[Evidence, ...] = ()
    rewording: Rewording | None = None
    previous: int | None = None
    """The points of the attempt before, where both were judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """A session's feedback. `total` is of 100, None where not enough could be judged."""

    session: SessionId
    title: str
    scores: tuple[Score, ...]
    of_criteria: int
    """How many criteria the rubric has: more than `scores` while the card still grows."""
    pass_mark: int
    total: int | None
    judged: float
    """Share of the weight that was judged, from 0 to 1."""
    band: Band | None
    passed: bool
    blocked_by: tuple[str, ...] = ()
    """Titles of the blockers that were met."""
    strengths: tuple[str, ...] = ()
    next_step: str = ""
    """One thing to try next."""
    attempt: int = 1
    fingerprint: str = ""
    grader: int = GRADER_VERSION
    at: Micros

    @property
    def complete(self) -> bool:
        return len(self.scores) == self.of_criteria

    def headline(self) -> str:
        """`Score: NN/100`, or that there is not enough to judge, or that it is not known yet."""
        if not self.complete:
            return "Score: being worked out"
        if self.total is None:
            return "Score: not enough to judge"
        return f"Score: {self.total}/100"


def total(scores: tuple[Score, ...]) -> tuple[int | None, float]:
    """The weighted mean of the judged criteria, and the share of the weight that was judged.

    Rounded half up to a whole number; None where less than `ENOUGH_JUDGED` was judged.
    """
    weight = sum(score.weight for score in scores)
    judged = [(score.weight, score.points) for score in scores if score.points is not None]
    judged_weight = sum(w for w, _ in judged)
    share = judged_weight / weight if weight else 0.0
    if not judged_weight or judged_weight < ENOUGH_JUDGED * weight:
        return None, share
    return (2 * sum(w * p for w, p in judged) + judged_weight) // (2 * judged_weight), share


def band(total: int | None) -> Band | None:
    if total is None:
        return None
    if total < 70:
        return "not yet"
    if total < 80:
        return "basic"
    return "good" if total < 90 else "excellent"


_SCORECARD: TypeAdapter[Scorecard] = TypeAdapter(Scorecard)


def to_json(scorecard: Scorecard) -> str:
    return _SCORECARD.dump_json(scorecard).decode()


def from_json(text: str) -> Scorecard:
    return _SCORECARD.validate_json(text)
