"""What the conditions of a scenario can speak of: acts, required points, phrases, mood, turns.

Owns the words of the format that other parts are written with. Whether a condition holds is
`seeing`'s business.
"""

from __future__ import annotations

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


class Part(BaseModel):
    """One part of a scenario: frozen, and nothing in it that the format does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)


class Range(Part):
    """Whole numbers from `at_least` to `at_most`, both included; an open end is left out."""

    at_least: int | None = Field(default=None, description="left out: however few")
    at_most: int | None = Field(default=None, description="left out: however many")

    def __contains__(self, number: int) -> bool:
        low = self.at_least is None or number >= self.at_least
        return low and (self.at_most is None or number <= self.at_most)


class Count(Part):
    """How many different acts or required points of a list must be there."""

    of: tuple[Id, ...] = Field(min_length=1, description="acts and required points")
    at_least: int = Field(ge=1, description="how many different ones of them")


class Condition(Part):
    """When something happens or counts; every key that is given must hold.

    In reactions, facts, hints and the script, `act`, `point`, `count` and `says` speak of the
    trainee's latest message; in levels and blockers, of all the trainee said.
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
    count: Count | None = Field(
        default=None, description="how many different acts and required points must be there"
    )
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
