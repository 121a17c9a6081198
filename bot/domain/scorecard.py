"""The judgement of a session: scores with evidence, and the arithmetic over them.

The arithmetic follows the contract ("Score"): the weighted mean of the judged criteria, no total
under 60 % of the weight judged, bands at 70, 80 and 90, and blockers that fail whatever the total.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from pydantic import TypeAdapter

from bot.domain import wording
from bot.domain.surface import MemberId, SessionId
from bot.domain.transcript import Micros, StandIn, TurnNumber

GRADER_VERSION = 2
ENOUGH_JUDGED = 0.6
"""Share of the weight that must be judged for a total to be given."""

Band = Literal["not yet", "basic", "good", "excellent"]
Abstained = Literal["model", "language", "little"]
"""Why nothing was judged: it takes a language model, the rules do not know the language, or too
little was said."""
Flag = Literal["disagreement", "capped", "no evidence", "unsure", "alone", "unanswered", "unread"]
"""Why a person should look at a score again: the rules and a model, or two judgements, differ; a
model gave more than the acts bear out, cited words that were not said, or was not sure; only a
model vouches for it; a model was asked and gave no judgement; or it did not read all messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The trainee's own words: `quote` stands verbatim in turn `turn` from `start` to `end`
    (characters of the turn's text)."""

    turn: TurnNumber
    quote: str
    start: int
    end: int
    shows: str
    """The act, required point or blocker it shows, by id."""
    number: int | None = None
    """Which of the trainee's own messages it is, from 1."""
    message: str | None = None
    """The platform's name of that message, for a link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """The trainee's own line, a stronger one, and why it is stronger.

    `turn` is None where `yours` is the scenario's own weak line, as an example.
    """

    yours: str | None
    turn: TurnNumber | None
    stronger: str
    why: str
    number: int | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One judgement of one criterion by a model, as it was given."""

    provider: str
    model: str
    prompt: str
    """Hash of all it was asked with but the conversation."""
    level: int | None
    """None where it could not tell."""
    confidence: str
    borne_out: bool
    """Whether the words that it cited stand in the trainee's messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A manager's level in place of the one given, kept beside it."""

    criterion: str
    level: int
    points: int
    level_title: str
    by: MemberId
    at: Micros
    reason: str
    who: str = ""
    """What the manager is called."""


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
    of_levels: int = 0
    """How many levels the criterion has."""
    abstained: Abstained | None = None
    judged_by: Literal["rules", "model"] = "rules"
    """Who decided the level."""
    by_rules: int | None = None
    """The level the rules saw, where a model was asked as well and they could judge."""
    opinions: tuple[Judged, ...] = ()
    """What models gave, the first one first; two where a second opinion was sought."""
    found: tuple[str, ...] = ()
    """The criterion's acts and points that code found, by id, where a model was asked as well."""
    flags: tuple[Flag, ...] = ()
    counted: bool = True
    """Whether it counts towards passing; what only a model vouches for does not."""
    overridden: Override | None = None
    """What a manager put in its place; `level` and `points` stay as they were given."""

    @property
    def level_now(self) -> int | None:
        """The level that counts: a manager's, where there is one."""
        return self.level if self.overridden is None else self.overridden.level

    @property
    def points_now(self) -> int | None:
        """The points that count: a manager's, where there are some."""
        return self.points if self.overridden is None else self.overridden.points

    @property
    def way(self) -> tuple[str, ...]:
        """How it was come by: scores that differ in this say nothing of each other."""
        if self.judged_by == "rules":
            return ("rules",)
        return ("model", *(f"{one.provider}/{one.model}/{one.prompt}" for one in self.opinions[:1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """A blocker that was met, with the words that met it."""

    id: str
    title: str
    evidence: tuple[Evidence, ...] = ()


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
    blockers: tuple[Blocked, ...] = ()
    strengths: tuple[str, ...] = ()
    next_step: str = ""
    """One thing to try next."""
    attempt: int = 1
    scenario: str = ""
    version: int = 0
    language: str = "en"
    """Of the scenario, and of every sentence here."""
    fingerprint: str = ""
    """Of the scenario with its rubric, as it was judged."""
    grader: int = GRADER_VERSION
    secured: int | None = None
    """The total without what only a model vouches for, where that makes a difference."""
    without_model: StandIn | None = None
    """Why a model that was to judge did not, where it did not for all."""
    at: Micros

    @property
    def complete(self) -> bool:
        return len(self.scores) == self.of_criteria

    def headline(self) -> str:
        """`Score: NN/100`, or that there is not enough to judge, or that it is not known yet."""
        words = wording.of(self.language).judgement
        if not self.complete:
            return words.being_made
        if self.total is None:
            return words.no_total
        return words.score.format(total=self.total)

    @property
    def safe(self) -> int | None:
        """What passing rests on: the total, or what is less of it without what only a model vouches
        for. None where either is."""
        counted, _ = total(tuple(only_counted(self.scores)))
        return None if self.total is None or counted is None else min(self.total, counted)

    @property
    def flagged(self) -> tuple[Score, ...]:
        """What a person should look at again."""
        return tuple(score for score in self.scores if score.flags)

    def compared(self) -> tuple[int, int] | None:
        """The attempt before and this one, over the criteria judged in both; None without any."""
        both = [score for score in self.scores if None not in (score.points_now, score.previous)]
        before, _ = total(
            tuple(replace(score, points=score.previous, overridden=None) for score in both)
        )
        now, _ = total(tuple(both))
        return None if before is None or now is None else (before, now)


def total(scores: tuple[Score, ...]) -> tuple[int | None, float]:
    """The weighted mean of the judged criteria, and the share of the weight that was judged.

    Rounded half up to a whole number; None where less than `ENOUGH_JUDGED` was judged.
    """
    weight = sum(score.weight for score in scores)
    judged = [(s.weight, points) for s in scores if (points := s.points_now) is not None]
    judged_weight = sum(w for w, _ in judged)
    share = judged_weight / weight if weight else 0.0
    if not judged_weight or judged_weight < ENOUGH_JUDGED * weight:
        return None, share
    return (2 * sum(w * p for w, p in judged) + judged_weight) // (2 * judged_weight), share


def only_counted(scores: tuple[Score, ...]) -> Iterator[Score]:
    """The scores, with those that do not count towards passing as if they were not judged; what a
    manager decided counts."""
    return (
        score if score.counted or score.overridden else replace(score, points=None)
        for score in scores
    )


def band(total: int | None) -> Band | None:
    if total is None:
        return None
    if total < 70:
        return "not yet"
    if total < 80:
        return "basic"
    return "good" if total < 90 else "excellent"


@cache
def _adapter() -> TypeAdapter[Scorecard]:
    """Takes a while to make, so on demand."""
    return TypeAdapter(Scorecard)


def to_json(scorecard: Scorecard) -> str:
    return _adapter().dump_json(scorecard).decode()


def from_json(text: str) -> Scorecard:
    return _adapter().validate_json(text)
