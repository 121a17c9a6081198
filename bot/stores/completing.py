"""How far assignments are done in a digest's period, counted by person and assignment.

The database counts each person's attempts; people who stand alike are judged once, and there are
few counts that differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
)

from bot.domain.assignment import Assigned, Assignee, Assignment, Status, status
from bot.domain.attempt import Attempt
from bot.domain.digest import Figures, Period
from bot.domain.surface import MemberId, SessionId
from bot.domain.transcript import Micros
from bot.stores.reading import Read
from bot.stores.schema import assignees, outcomes, sessions

PIECE = 500
"""Pairs that are read at once."""

Counts = tuple[int, ...]
"""Sessions, or none; then of each scenario the attempts scored, and passed."""
Pair = tuple[MemberId, Micros | None, Counts]
"""One of an assignment's people, since when it is done, and how they stand."""


@dataclass(slots=True, kw_only=True)
class Completion:
    """What is counted of the assignments that were open in `period`, or ended in it.

    One that is past due stays open: it can still be done late.
    """

    period: Period
    now: Micros
    assigned: int = 0
    done: int = 0
    passed: int = 0
    not_started: int = 0
    people: set[MemberId] = field(default_factory=set)
    past_due: set[MemberId] = field(default_factory=set)

    async def count(self, read: Read, asked: Assignment) -> None:
        """Counts an assignment's people."""
        after, known = MemberId(""), dict[Counts, Status]()
        while pairs := await read(_pairs, asked, self.period, after):
            for member, done, counts in pairs:
                if (stands := known.get(counts)) is None:
                    stands = known[counts] = status(_like(asked, counts), self.now)
                self._count(asked, member, done, stands)
            after = pairs[-1][0]

    def _count(
        self, asked: Assignment, member: MemberId, done: Micros | None, stands: Status
    ) -> None:
        over = asked.due is not None and asked.due < self.period.begins
        if over and done is None and stands != "past due":
            return
        self.people.add(member)
        self.assigned += 1
        self.done += done is not None or stands == "passed"
        self.passed += stands == "passed"
        self.not_started += stands == "not started"
        if stands == "past due":
            self.past_due.add(member)

    def added_to(self, figures: Figures) -> Figures:
        return replace(
            figures,
            assigned=self.assigned,
            assigned_people=len(self.people),
            done=self.done,
            passed=self.passed,
            not_started=self.not_started,
            past_due=tuple(sorted(self.past_due)),
        )


def _like(asked: Assignment, counts: Counts) -> Assigned:
    """Somebody who stands so."""
    somebody = Assignee(
        assignment=asked.id, tenant=asked.tenant, member=MemberId("somebody"), since=asked.at
    )
    made = tuple(_attempts(asked, counts))
    return Assigned(assignment=asked, assignee=somebody, attempts=made)


def _attempts(asked: Assignment, counts: Counts) -> Iterator[Attempt]:
    begun, *judged = counts
    if begun and not any(judged):
        yield _attempt(asked, asked.scenarios[0], scored=False)
    most = max(asked.least, asked.most or 1)  # more of them make no difference
    for scenario, scored, passed in zip(_scenarios(asked), judged[::2], judged[1::2], strict=True):
        for number in range(min(scored, most)):
            yield _attempt(asked, scenario, passed=number < passed)


def _attempt(
    asked: Assignment, scenario: str, *, scored: bool = True, passed: bool = False
) -> Attempt:
    return Attempt(
        session=SessionId(""),
        member=MemberId("somebody"),
        scenario=scenario,
        title="",
        assignment=asked.id,
        state="scored" if scored else "unscored",
        opened=Micros(0),
        total=100 if passed else None,
        safe=100 if passed else None,
        passed=passed,
    )


def _pairs(
    connection: Connection, asked: Assignment, period: Period, after: MemberId
) -> list[Pair]:
    """The next of an assignment's people who had it to do in a period."""
    scenarios = _scenarios(asked)
    names = {
        "tenant": asked.tenant,
        "assignment": asked.id,
        "begins": period.begins,
        "ends": period.ends,
        "after": after,
        "scenarios": scenarios,
        **{f"scenario_{place}": one for place, one in enumerate(scenarios)},
        **({} if asked.pass_mark is None else {"mark": asked.pass_mark}),
    }
    wanted = _standing(len(scenarios), own_mark=asked.pass_mark is not None)
    found = connection.execute(wanted, names)
    return [(row[0], row[1], row[2:]) for row in found]


def _scenarios(asked: Assignment) -> tuple[str, ...]:
    """Each once."""
    return tuple(dict.fromkeys(asked.scenarios))


@cache
def _standing(scenarios: int, *, own_mark: bool) -> Select[*tuple[Any, ...]]:
    """How an assignment of so many scenarios stands for the next of its people, each a row.

    Answered out of an index for each person. Sessions without a score are looked for only where
    none has one: else they make no difference.
    """
    asked_for: BindParameter[str] = bindparam("scenarios", expanding=True)
    scored = func.count(case((outcomes.c.scenario.in_(asked_for), 1)))
    begun = select(func.count()).where(_theirs(sessions), sessions.c.scenario.in_(asked_for))
    return (
        select(
            assignees.c.member,
            assignees.c.done,
            case((scored > 0, scored), else_=begun.scalar_subquery()),
            *_judged(scenarios, own_mark=own_mark),
        )
        .select_from(assignees.outerjoin(outcomes, _theirs(outcomes)))
        .where(
            _of_it(assignees),
            assignees.c.member > bindparam("after"),
            assignees.c.since < bindparam("ends"),
            or_(assignees.c.done.is_(None), assignees.c.done >= bindparam("begins")),
        )
        .group_by(assignees.c.assignment, assignees.c.member)
        .order_by(assignees.c.assignment, assignees.c.member)
        .limit(PIECE)
    )


def _theirs(table: Table) -> ColumnElement[bool]:
    return and_(_of_it(table), table.c.member == assignees.c.member)


def _of_it(table: Table) -> ColumnElement[bool]:
    """Of the assignment."""
    return and_(
        table.c.tenant == bindparam("tenant"), table.c.assignment == bindparam("assignment")
    )


def _judged(scenarios: int, *, own_mark: bool) -> Iterator[ColumnElement[int]]:
    """Of each scenario the attempts scored, and passed."""
    enough = outcomes.c.safe >= bindparam("mark") if own_mark else outcomes.c.passed.is_(True)
    for place in range(scenarios):
        at_it = outcomes.c.scenario == bindparam(f"scenario_{place}")
        yield func.count(case((at_it, 1)))
        yield func.count(case((and_(at_it, outcomes.c.blocked.is_(False), enough), 1)))
