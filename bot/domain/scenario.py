"""What is practised: a scenario as an author wrote it, checked and frozen.

Owns the shape of a scenario and its fingerprint. Knows nothing of files (`scenario_yaml` reads
them), of sessions, or of who plays the persona.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$", max_length=64)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]

Act = Literal[
    "open_question",
    "echo",
    "acknowledgement",
    "apology",
    "next_step",
    "check_understanding",
    "thanks",
    "blame",
    "dismissal",
    "jargon",
    "overpromise",
    "pressure",
]
"""What can be seen in one utterance of the trainee, found by `bot.domain.acts`."""

Interruption = Literal["barge_in", "queue", "burst"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)


class Range(_Part):
    """Whole numbers from `at_least` to `at_most`, both included; an open end is left out."""

    at_least: int | None = None
    at_most: int | None = None

    def __contains__(self, number: int) -> bool:
        low = self.at_least is None or number >= self.at_least
        return low and (self.at_most is None or number <= self.at_most)


class Count(_Part):
    """How many different acts or required points of a list must be there."""

    of: tuple[str, ...] = Field(min_length=1)
    at_least: int = Field(ge=1)


class Condition(_Part):
    """When something happens or counts; every key that is given must hold.

    In reactions, facts and the script, `act`, `point` and `says` speak of the trainee's latest
    message; in the levels of a rubric, of all the trainee said.
    """

    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()
    not_: Condition | None = Field(default=None, alias="not")
    act: Act | tuple[Act, ...] | None = Field(
        default=None, description="one act, or a list of which one suffices"
    )
    point: Id | tuple[Id, ...] | None = Field(
        default=None, description="a required point of the rubric, or a list of which one suffices"
    )
    count: Count | None = None
    says: tuple[Line, ...] = Field(
        default=(), description="phrases; `...` stands for up to five words, `*` ends a word freely"
    )
    revealed: Id | None = Field(default=None, description="a fact the persona has told")
    mood: dict[Id, Range] = Field(default_factory=dict)
    turn: Range | None = Field(default=None, description="the trainee's messages so far")


class Briefing(_Part):
    """What the trainee reads first."""

    role: Text = Field(description="who the trainee is")
    situation: Text
    goal: Text = Field(description="what the trainee is to achieve")


class Gauge(_Part):
    """One side of the persona's mood, from 0 to 10."""

    start: int = Field(ge=0, le=10)


class Reaction(_Part):
    """How something the trainee does moves the mood."""

    when: Condition
    mood: dict[Id, Annotated[int, Field(ge=-5, le=5)]]


class Persona(_Part):
    """Whom the model plays, reusable from a library."""

    name: Line
    role: Line
    temperament: Text
    voice: Text = Field(description="how the persona speaks")
    goals: tuple[Line, ...] = Field(min_length=1)
    opening: Text = Field(description="the persona's first message")
    mood: dict[Id, Gauge] = Field(default_factory=dict)
    reactions: tuple[Reaction, ...] = ()
    satisfied_when: Condition | None = None
    farewell: tuple[Text, ...] = Field(
        default=(), description="last words of a persona whose goals are met"
    )
    leaves_when: Condition | None = None
    walkout: tuple[Text, ...] = Field(
        default=(), description="last words of a persona who walks away"
    )


class Fact(_Part):
    """Something the persona knows and tells only once it is earned."""

    id: Id
    text: Text
    reveal_when: Condition
    tells: tuple[Line, ...] = Field(
        min_length=1, description="figures, names or phrases by which code recognises the fact"
    )


class Level(_Part):
    """One anchored step of a criterion, the lowest first."""

    title: Line
    text: Text = Field(description="what is seen at this level")
    score: int = Field(ge=0, le=100)
    when: Condition | None = Field(
        default=None, description="seen by code when this holds; without it, only judged by a model"
    )


class Point(_Part):
    """Something the trainee must say, recognised by its phrases."""

    id: Id
    title: Line
    says: tuple[Line, ...] = Field(min_length=1)


class Example(_Part):
    """A weak line, a stronger one, and why it is stronger."""

    yours: Text | None = None
    stronger: Text
    why: Text


class Criterion(_Part):
    """One thing that is judged."""

    id: Id
    title: Line
    weight: int = Field(ge=1, le=100)
    skill: Id
    levels: tuple[Level, ...] = Field(min_length=2, max_length=6)
    acts: tuple[Act, ...] = Field(default=(), description="acts that serve as evidence")
    points: tuple[Point, ...] = ()
    example: Example


class Blocker(_Part):
    """Something that fails the session whatever the total."""

    id: Id
    title: Line
    when: Condition


class Rubric(_Part):
    """What is judged, and from which total a session is passed."""

    pass_mark: int = Field(default=70, ge=0, le=100)
    criteria: tuple[Criterion, ...] = Field(min_length=1, max_length=12)
    blockers: tuple[Blocker, ...] = ()


class Limits(_Part):
    """Where a session ends by itself, and how long one message may be."""

    turns: int = Field(default=12, ge=1, le=100, description="the trainee's messages")
    minutes: int | None = Field(
        default=None, ge=1, le=24 * 60, description="from the first message; left out: no limit"
    )
    characters: int = Field(default=2000, ge=100, le=10_000, description="in one message")


class Hint(_Part):
    """Help for a trainee who is stuck; the first one whose condition holds is given."""

    text: Text
    when: Condition | None = None


class Cue(_Part):
    """One thing the persona can say when nobody but the script plays it."""

    id: Id | None = None
    when: Condition | None = None
    reveals: Id | None = None
    say: tuple[Text, ...] = Field(min_length=1, description="variants; each is said at most once")


class Script(_Part):
    """What the persona says without a model: the first cue that fits and is not used up."""

    cues: tuple[Cue, ...] = Field(min_length=1)
    otherwise: tuple[Text, ...] = Field(min_length=1, description="said in turn when no cue fits")


class Scenario(_Part):
    """What is practised: briefing, persona, facts, rubric, limits, script."""

    id: Id
    version: int = Field(ge=1)
    title: Line
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")] = "en"
    category: Line
    difficulty: int = Field(ge=1, le=5)
    briefing: Briefing
    persona: Persona
    facts: tuple[Fact, ...] = ()
    rubric: Rubric
    limits: Limits = Limits()
    interruption: Interruption = "barge_in"
    hints: tuple[Hint, ...] = ()
    script: Script

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical form, in hex: two scenarios that play alike share it."""
        canonical = self.model_dump_json(by_alias=True, exclude_defaults=True)
        return hashlib.sha256(canonical.encode()).hexdigest()

    def points(self) -> Iterator[Point]:
        """Every required point of the rubric."""
        for criterion in self.rubric.criteria:
            yield from criterion.points

    def fact(self, id: str) -> Fact | None:
        return next((fact for fact in self.facts if fact.id == id), None)
