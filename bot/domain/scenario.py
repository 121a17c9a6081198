"""What is practised: a scenario as an author wrote it, checked and frozen.

Owns the shape of a scenario and its fingerprint. Knows nothing of files (`scenario_yaml` reads
them), of sessions, or of who plays the persona.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field, StringConstraints

from bot.domain.condition import (
    LANGUAGE_PATTERN,
    Condition,
    Id,
    Line,
    Part,
    Text,
)
from bot.domain.rubric import Point, Rubric

Interruption = Literal["barge_in", "queue", "burst"]
"""What a message means that comes while the persona writes (contract, "Flows")."""


Feedback = Literal["each_turn", "end", "both"]
"""When the trainee is told how it went."""

_Level = Annotated[int, Field(ge=1, le=5)]


class Briefing(Part):
    """What the trainee reads first."""

    role: Text = Field(description="who the trainee is")
    situation: Text = Field(description="what happened before the conversation")
    goal: Text = Field(description="what the trainee is to achieve")


class Gauge(Part):
    """One side of the persona's mood, from 0 to 10."""

    start: int = Field(ge=0, le=10, description="where it stands before the first word")


class Reaction(Part):
    """How something the trainee does moves the mood."""

    when: Condition = Field(description="what the trainee's message must be for it")
    mood: dict[Id, Annotated[int, Field(ge=-5, le=5)]] = Field(
        min_length=1, description="by how much each gauge moves, -5 to 5; it stays within 0 and 10"
    )


class Goal(Part):
    """Something the persona wants from the conversation."""

    text: Line = Field(description="in a few words, as the persona would put it")
    weight: int = Field(default=1, ge=1, le=10, description="against the other goals, 1 to 10")


def _in_short(key: str) -> Callable[[object], object]:
    """A part written as the one value of it that is always given."""
    return lambda value: value if isinstance(value, dict | BaseModel) else {key: value}


Goals = Annotated[
    tuple[
        Annotated[Goal, BeforeValidator(_in_short("text"), json_schema_input_type=Goal | Line)], ...
    ],
    Field(min_length=1),
]


class Persona(Part):
    """Whom the model plays, reusable from a library."""

    name: Line = Field(description="as it stands over every reply")
    role: Line = Field(description="who the persona is to the trainee")
    temperament: Text = Field(description="what the persona is like, and what it does under stress")
    voice: Text = Field(description="how the persona speaks")
    goals: Goals = Field(
        description="what the persona wants from the conversation; a text, or `text` and `weight`"
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


class Fact(Part):
    """Something the persona knows and tells only once it is earned."""

    id: Id = Field(description="by which conditions and cues speak of it")
    text: Text = Field(description="the fact, as the persona knows it")
    reveal_when: Condition = Field(description="what the trainee must do to be told")
    tells: tuple[Line, ...] = Field(
        min_length=1, description="figures, names or phrases by which code recognises the fact"
    )


class Limits(Part):
    """Where a session ends by itself, and how long one message may be."""

    turns: int = Field(default=12, ge=1, le=100, description="the trainee's messages")
    minutes: int | None = Field(
        default=None, ge=1, le=24 * 60, description="from the first message; left out: no limit"
    )
    characters: int = Field(default=2000, ge=100, le=10_000, description="in one message")


class Hint(Part):
    """Help for a trainee who is stuck; the first one whose condition holds is given."""

    text: Text = Field(description="what the coach says, once")
    when: Condition | None = Field(default=None, description="left out: it always fits")


class Cue(Part):
    """One thing the persona can say when nobody but the script plays it."""

    id: Id | None = Field(default=None, description="for the author; nothing refers to it")
    when: Condition | None = Field(default=None, description="left out: it always fits")
    reveals: Id | None = Field(
        default=None, description="the fact it tells; the cue waits until the fact is earned"
    )
    say: tuple[Text, ...] = Field(min_length=1, description="variants; each is said at most once")


class Script(Part):
    """What the persona says without a model: the first cue that fits and is not used up."""

    cues: tuple[Cue, ...] = Field(min_length=1, description="the first that fits is said")
    otherwise: tuple[Text, ...] = Field(min_length=1, description="said in turn when no cue fits")


class Difficulty(Part):
    """How hard the persona is to deal with, and what makes it so."""

    level: int = Field(ge=1, le=5, description="1 easy, 5 hard, as trainees see it")
    patience: int | None = Field(
        default=None,
        ge=2,
        le=20,
        description="the trainee's messages in a row, without an act or a required point to their "
        "credit, after which the persona walks away; left out: it waits for ever",
    )
    concessions: int = Field(
        default=10, ge=1, le=10, description="how far one message moves a gauge at most, 1 to 10"
    )
    disclosure: int = Field(
        default=1,
        ge=1,
        le=5,
        description="replies from one fact told to the next: 1 tells one in each reply",
    )


class Trainee(Part):
    """A scripted trainee of known quality: the scenario's own test."""

    id: Id = Field(description="such as `excellent`, `middling`, `poor`")
    says: tuple[Text, ...] = Field(min_length=1, description="its messages, in order")
    passes: bool | None = Field(default=None, description="whether it must pass; left out: either")


class PointPhrases:
    """Every phrase of the required points, and the id of its point; some hundreds, hashed once."""

    __slots__ = ("_hash", "ids", "phrases")

    def __init__(self, ids: tuple[str, ...], phrases: tuple[str, ...]) -> None:
        self.ids = ids
        self.phrases = phrases
        self._hash = hash((ids, phrases))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PointPhrases):
            return NotImplemented
        return (self.ids, self.phrases) == (other.ids, other.phrases)

    def __hash__(self) -> int:
        return self._hash


class Scenario(Part):
    """What is practised: briefing, persona, facts, rubric, limits, script."""

    id: Id = Field(description="unique over all folders of scenarios")
    version: int = Field(ge=1, description="raise it when the rubric or the persona changes")
    title: Line = Field(description="as trainees read it in the list")
    language: Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)] = Field(
        default="en", description="the language of the conversation, such as en or pt-BR"
    )
    category: Line = Field(description="the heading it is listed under")
    difficulty: Annotated[
        Difficulty,
        BeforeValidator(_in_short("level"), json_schema_input_type=Difficulty | _Level),
    ] = Field(description="1 easy to 5 hard, or `level` and the knobs behind it")
    skills: tuple[Id, ...] = Field(
        default=(),
        description="what is practised, by ids that are the same in every scenario; left out: the "
        "skills of the criteria",
    )
    briefing: Briefing = Field(description="what the trainee reads first")
    persona: Persona = Field(description="whom the trainee talks to")
    facts: tuple[Fact, ...] = Field(
        default=(), description="what the persona holds back until it is earned"
    )
    rubric: Rubric = Field(description="what is judged")
    limits: Limits = Field(default=Limits(), description="where a session ends by itself")
    interruption: Interruption = Field(
        default="barge_in",
        description="a message while the persona writes stops the reply (barge_in) or is answered "
        "after it (queue); burst takes messages within two seconds as one",
    )
    feedback: Feedback = Field(
        default="end",
        description="when the trainee gets feedback: a note after each message (each_turn), the "
        "scorecard at the end (end), or both",
    )
    hints: tuple[Hint, ...] = Field(
        default=(), description="help; the first that fits and was not given is given"
    )
    script: Script = Field(description="what the persona says when no model plays it")
    trainees: tuple[Trainee, ...] = Field(
        default=(),
        description="scripted trainees, the best first: their scores must fall in this order",
    )

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical form, in hex: two scenarios that play alike share it."""
        canonical = self.model_dump_json(by_alias=True, exclude_defaults=True, exclude={"trainees"})
        return hashlib.sha256(canonical.encode()).hexdigest()

    @cached_property
    def phrases(self) -> PointPhrases:
        """The phrases of every required point."""
        said = [(point.id, phrase) for point in self.points() for phrase in point.says]
        return PointPhrases(tuple(id for id, _ in said), tuple(phrase for _, phrase in said))

    def points(self) -> Iterator[Point]:
        """Every required point of the rubric."""
        for criterion in self.rubric.criteria:
            yield from criterion.points

    def fact(self, id: str) -> Fact | None:
        return next((fact for fact in self.facts if fact.id == id), None)
