"""What is practised: a scenario as an author wrote it, checked and frozen.

Owns the shape of a scenario and its fingerprint. Knows nothing of files (`scenario_yaml` reads
them), of sessions, or of who plays the persona.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

ID_PATTERN = r"^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Z]{2})?$"
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=64)]
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

ACTS: tuple[Act, ...] = get_args(Act)

Interruption = Literal["barge_in", "queue", "burst"]
"""What a message means that comes while the persona writes (contract, "Flows")."""


def _one_or_many(value: object) -> object:
    if isinstance(value, list):  # from JSON, which knows no tuples
        return tuple(value)
    return (value,) if isinstance(value, str) else value


_Acts = Annotated[tuple[Act, ...], Field(min_length=1)]
_Ids = Annotated[tuple[Id, ...], Field(min_length=1)]
OneOrMoreLines = Annotated[
    tuple[Line, ...],
    BeforeValidator(_one_or_many, json_schema_input_type=Line | tuple[Line, ...]),
]
OneOrMoreActs = Annotated[_Acts, BeforeValidator(_one_or_many, json_schema_input_type=Act | _Acts)]
OneOrMoreIds = Annotated[_Ids, BeforeValidator(_one_or_many, json_schema_input_type=Id | _Ids)]


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

    of: tuple[Id, ...] = Field(min_length=1, description="acts and required points")
    at_least: int = Field(ge=1, description="how many different ones of them")


class Condition(_Part):
    """When something happens or counts; every key that is given must hold.

    In reactions, facts and the script, `act`, `point` and `says` speak of the trainee's latest
    message; in the levels of a rubric, of all the trainee said.
    """

    all: tuple[Condition, ...] = Field(default=(), description="every one of these must hold")
    any: tuple[Condition, ...] = Field(default=(), description="one of these must hold")
    not_: Condition | None = Field(default=None, alias="not", description="this must not hold")
    act: OneOrMoreActs | None = Field(
        default=None, description="an act, or a list of which one suffices"
    )
    point: OneOrMoreIds | None = Field(
        default=None, description="a required point of the rubric, or a list of which one suffices"
    )
    count: Count | None = None
    says: OneOrMoreLines = Field(
        default=(),
        description="phrases of which one suffices; `...` stands for up to five words, `*` ends a "
        "word freely, `#` is a number",
    )
    revealed: Id | None = Field(default=None, description="a fact the persona has told")
    mood: dict[Id, Range] = Field(
        default_factory=dict, description="gauges of the mood and where they must stand"
    )
    turn: Range | None = Field(default=None, description="the trainee's messages so far")


class Briefing(_Part):
    """What the trainee reads first."""

    role: Text = Field(description="who the trainee is")
    situation: Text = Field(description="what happened before the conversation")
    goal: Text = Field(description="what the trainee is to achieve")


class Gauge(_Part):
    """One side of the persona's mood, from 0 to 10."""

    start: int = Field(ge=0, le=10, description="where it stands before the first word")


class Reaction(_Part):
    """How something the trainee does moves the mood."""

    when: Condition
    mood: dict[Id, Annotated[int, Field(ge=-5, le=5)]] = Field(
        min_length=1, description="by how much each gauge moves, -5 to 5; it stays within 0 and 10"
    )


class Persona(_Part):
    """Whom the model plays, reusable from a library."""

    name: Line
    role: Line = Field(description="who the persona is to the trainee")
    temperament: Text = Field(description="what the persona is like, and what it does under stress")
    voice: Text = Field(description="how the persona speaks")
    goals: tuple[Line, ...] = Field(
        min_length=1, description="what the persona wants from the conversation"
    )
    opening: Text = Field(description="the persona's first message")
    mood: dict[Id, Gauge] = Field(
        default_factory=dict, description="named gauges from 0 to 10, such as `trust`"
    )
    reactions: tuple[Reaction, ...] = Field(
        default=(), description="what moves the mood; all that hold are applied, in order"
    )
    satisfied_when: Condition | None = Field(
        default=None, description="when the persona's goals are met and it says goodbye"
    )
    farewell: tuple[Text, ...] = Field(
        default=(), description="last words of a persona whose goals are met"
    )
    leaves_when: Condition | None = Field(
        default=None, description="when the persona has had enough and walks away"
    )
    walkout: tuple[Text, ...] = Field(
        default=(), description="last words of a persona who walks away"
    )


class Fact(_Part):
    """Something the persona knows and tells only once it is earned."""

    id: Id
    text: Text = Field(description="the fact, as the persona knows it")
    reveal_when: Condition = Field(description="what the trainee must do to be told")
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
    says: OneOrMoreLines = Field(
        min_length=1,
        description="phrases of which one suffices; `...` stands for up to five words, `*` ends a "
        "word freely, `#` is a number",
    )


class Example(_Part):
    """A weak line, a stronger one, and why it is stronger."""

    yours: Text | None = Field(default=None, description="a weak line, as trainees write it")
    stronger: Text = Field(description="what to say instead")
    why: Text = Field(description="what the stronger line does that the weak one does not")


class Criterion(_Part):
    """One thing that is judged."""

    id: Id
    title: Line
    weight: int = Field(ge=1, le=100, description="of 100, over all criteria")
    skill: Id = Field(description="the skill it belongs to, the same id in every scenario")
    levels: tuple[Level, ...] = Field(
        min_length=2, max_length=6, description="the lowest first; the highest that holds counts"
    )
    acts: tuple[Act, ...] = Field(default=(), description="acts that serve as evidence")
    points: tuple[Point, ...] = Field(
        default=(), description="required points that serve as evidence"
    )
    example: Example


class Blocker(_Part):
    """Something that fails the session whatever the total."""

    id: Id
    title: Line = Field(description="what was done, as the scorecard says it")
    when: Condition


class Rubric(_Part):
    """What is judged, and from which total a session is passed."""

    pass_mark: int = Field(default=70, ge=0, le=100)
    criteria: tuple[Criterion, ...] = Field(
        min_length=1, max_length=12, description="their weights add up to 100"
    )
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
    reveals: Id | None = Field(
        default=None, description="the fact it tells; the cue waits until the fact is earned"
    )
    say: tuple[Text, ...] = Field(min_length=1, description="variants; each is said at most once")


class Script(_Part):
    """What the persona says without a model: the first cue that fits and is not used up."""

    cues: tuple[Cue, ...] = Field(min_length=1, description="the first that fits is said")
    otherwise: tuple[Text, ...] = Field(min_length=1, description="said in turn when no cue fits")


class Scenario(_Part):
    """What is practised: briefing, persona, facts, rubric, limits, script."""

    id: Id
    version: int = Field(ge=1, description="raise it when the rubric or the persona changes")
    title: Line
    language: Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)] = Field(
        default="en", description="the language of the conversation, such as en or pt-BR"
    )
    category: Line = Field(description="the heading it is listed under")
    difficulty: int = Field(ge=1, le=5, description="1 easy, 5 hard")
    briefing: Briefing
    persona: Persona
    facts: tuple[Fact, ...] = Field(
        default=(), description="what the persona holds back until it is earned"
    )
    rubric: Rubric
    limits: Limits = Limits()
    interruption: Interruption = Field(
        default="barge_in",
        description="a message while the persona writes stops the reply (barge_in) or is answered "
        "after it (queue); burst takes messages within two seconds as one",
    )
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
