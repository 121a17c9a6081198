"""What is judged: criteria with anchored levels, the evidence they rest on, and blockers."""

from __future__ import annotations

from pydantic import Field

from bot.domain.condition import Act, Condition, Id, Line, OneOrMoreLines, Part, Text


class Level(Part):
    """One anchored step of a criterion, the lowest first."""

    title: Line = Field(description="the level in a word or two, as the scorecard says it")
    text: Text = Field(description="what is seen at this level")
    score: int = Field(ge=0, le=100, description="what it is worth; higher than the level before")
    when: Condition | None = Field(
        default=None, description="seen by code when this holds; without it, only judged by a model"
    )


class Point(Part):
    """Something the trainee must say, recognised by its phrases."""

    id: Id = Field(description="by which conditions speak of it; not the name of an act")
    title: Line = Field(description='a noun, so that "not seen: ..." reads well')
    says: OneOrMoreLines = Field(
        min_length=1,
        description="phrases of which one suffices; `...` stands for up to five words, `*` ends a "
        "word freely, `#` is a number",
    )


class Example(Part):
    """A weak line, a stronger one, and why it is stronger."""

    yours: Text | None = Field(default=None, description="a weak line, as trainees write it")
    stronger: Text = Field(description="what to say instead")
    why: Text = Field(description="what the stronger line does that the weak one does not")


class Criterion(Part):
    """One thing that is judged."""

    id: Id = Field(description="unique in the rubric")
    title: Line = Field(description="what is judged, as the scorecard says it")
    weight: int = Field(ge=1, le=100, description="of 100, over all criteria")
    skill: Id = Field(description="the skill it belongs to, the same id in every scenario")
    levels: tuple[Level, ...] = Field(
        min_length=2, max_length=6, description="the lowest first; the highest that holds counts"
    )
    acts: tuple[Act, ...] = Field(default=(), description="acts that serve as evidence")
    points: tuple[Point, ...] = Field(
        default=(), description="required points that serve as evidence"
    )
    example: Example = Field(description="for *Yours / Stronger / Why*")


class Blocker(Part):
    """Something that fails the session whatever the total."""

    id: Id = Field(description="unique in the rubric")
    title: Line = Field(description="what was done, as the scorecard says it")
    when: Condition = Field(description="over all the trainee said")


class Rubric(Part):
    """What is judged, and from which total a session is passed."""

    pass_mark: int = Field(
        default=70, ge=0, le=100, description="the total from which it is passed"
    )
    criteria: tuple[Criterion, ...] = Field(
        min_length=1, max_length=12, description="their weights add up to 100"
    )
    blockers: tuple[Blocker, ...] = Field(
        default=(), description="what fails the session whatever the total"
    )
