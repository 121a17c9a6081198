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
    titles = zip(assigned.assignment.scenarios, assigned.assignment.titles, strict=True)
    return tuple(_step(assigned, scenario, title, now) for scenario, title in titles)


def status(assigned: Assigned, now: Micros) -> Status:
    """How it stands as a whole.

    Passed once every scenario is. Not passed once the attempts for one are used up, or it was due
    with a scenario that was scored and not passed. Else past due, in progress or not started.
    """
    found = {step.status for step in steps(assigned, now)}
    for one in _IN_ALL:
        if one in found:
            return one
    if found == {"passed"}:
        return "passed"
    return "in progress" if "passed" in found or "in progress" in found else "not started"


def next_scenario(assigned: Assigned, now: Micros) -> str | None:
    """What is to be practised next for it; None where nothing is, or nothing counts any more.

    What is past due still counts, as late.
    """
    if assigned.assignment.withdrawn is not None:
        return None
    for step in steps(assigned, now):
        if step.status != "passed":
            used_up = attempts_left(assigned, step.scenario) == 0
            return None if used_up else step.scenario
    return None


def attempts_left(assigned: Assigned, scenario: str) -> int | None:
    """How many more attempts at a scenario count; None for as many as they like.

    One that was closed without a score uses none up; one that is open does.
    """
    most = assigned.assignment.most
    return None if most is None else max(0, most - len(_counting(assigned, scenario)))


def is_passed(assignment: Assignment, attempt: Attempt) -> bool:
    """Whether an attempt passes by the assignment's own mark, or by its rubric's."""
    if attempt.blocked or attempt.state != "scored":
        return False
    if assignment.pass_mark is None:
        return attempt.passed
    return attempt.safe is not None and attempt.safe >= assignment.pass_mark


_IN_ALL: tuple[Status, ...] = ("did not pass", "past due")
"""What all of it is as soon as one scenario is."""


def _counting(assigned: Assigned, scenario: str) -> list[Attempt]:
    """The attempts at a scenario that count, in order: not more than it may have."""
    these = [a for a in assigned.attempts if a.scenario == scenario and a.state != "unscored"]
    these.sort(key=lambda attempt: (attempt.opened, attempt.session))
    return these[: assigned.assignment.most]


def _step(assigned: Assigned, scenario: str, title: str, now: Micros) -> Step:
    counting = _counting(assigned, scenario)
    totals = [attempt.total for attempt in counting if attempt.total is not None]
    return Step(
        scenario=scenario,
        title=title,
        status=_status(assigned, scenario, counting, now),
        best=max(totals, default=None),
        attempts=len(counting),
    )


def _status(assigned: Assigned, scenario: str, counting: Sequence[Attempt], now: Micros) -> Status:
    asked = assigned.assignment
    scored = [attempt for attempt in counting if attempt.state == "scored"]
    passed = any(is_passed(asked, attempt) for attempt in scored)
    least = asked.least if asked.most is None else min(asked.least, asked.most)
    over = asked.due is not None and asked.due <= now
    if passed and len(scored) >= least:
        return "passed"
    if len(scored) == asked.most or (over and scored and not passed):
        return "did not pass"
    if over:
        return "past due"
    begun = any(attempt.scenario == scenario for attempt in assigned.attempts)
    return "in progress" if begun else "not started"
