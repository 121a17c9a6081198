"""Who is to practise what by when, and how that stands. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NewType

from bot.domain.attempt import Attempt
from bot.domain.member import GroupId
from bot.domain.surface import MemberId, Surface, TenantId
from bot.domain.transcript import Micros

AssignmentId = NewType("AssignmentId", str)
Status = Literal["not started", "in progress", "passed", "did not pass", "past due"]
MOST_ATTEMPTS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """What a manager asked for: of these people and groups, these scenarios in this order."""

    id: AssignmentId
    tenant: TenantId
    by: MemberId
    at: Micros
    home: Surface
    """Where it was asked for; announced there, where people may not be written to one by one."""
    people: tuple[MemberId, ...] = ()
    groups: tuple[GroupId, ...] = ()
    """Who joins one of them later is included."""
    scenarios: tuple[str, ...]
    """Ids; each is begun once the one before is done."""
    titles: tuple[str, ...]
    """What those scenarios are called, as it was when they were assigned."""
    due: Micros | None = None
    zone: str = "UTC"
    """Of the due date, by its IANA name."""
    pass_mark: int | None = None
    """Of 100, for each scenario; None for the rubric's own."""
    least: int = 1
    """Scored attempts each scenario takes at least."""
    most: int | None = None
    """Attempts that count; None for as many as they like."""
    assessment: bool = False
    """Whether all feedback waits for the end of each session."""
    withdrawn: Micros | None = None
    """Since when it is no longer asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignee:
    """One person an assignment reaches, and what they were told of it."""

    assignment: AssignmentId
    tenant: TenantId
    member: MemberId
    since: Micros
    announced: Micros | None = None
    reminded: Micros | None = None
    """When they were last reminded."""
    reminders: int = 0
    done: Micros | None = None
    """Since when all of it is passed, or every attempt used up: nothing reminds them any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """An assignment as it stands for one person; `attempts` are theirs that count for it."""

    assignment: Assignment
    assignee: Assignee
    attempts: tuple[Attempt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How one scenario of an assignment stands for one person."""

    scenario: str
    title: str
    status: Status
    best: int | None = None
    attempts: int = 0


def steps(assigned: Assigned, now: Micros) -> Sequence[Step]:
    """Each scenario's status, in order."""
    raise NotImplementedError


def status(assigned: Assigned, now: Micros) -> Status:
    """How it stands as a whole."""
    raise NotImplementedError


def next_scenario(assigned: Assigned, now: Micros) -> str | None:
    """What is to be practised next for it; None where nothing is, or nothing counts any more."""
    raise NotImplementedError
