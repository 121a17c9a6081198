"""How far assignments are done in a digest's period, counted by person and assignment.

People who stand alike are judged once: their attempts are counted by the database, and there are
few counts that differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, case, func, or_, select

from bot.domain.assignment import Assigned, Assignee, Assignment, Status, status
from bot.domain.attempt import Attempt
from bot.domain.digest import Figures, Period
from bot.domain.surface import MemberId, SessionId
from bot.domain.transcript import Micros
from bot.stores.reading import Read
from bot.stores.schema import assignees, outcomes, sessions

PIECE = 400
"""Pairs that are read at once."""

Counts = tuple[str, int, int, int]
"""A scenario with the attempts begun, scored, and passed."""
Pair = tuple[MemberId, Micros | None, tuple[Counts, ...]]
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
    past_due: set[MemberId] = field(default_factory=set)
    _known: dict[tuple[str, tuple[Counts, ...]], Status] = field(default_factory=dict)

    async def count(self, read: Read, asked: Assignment) -> None:
        """Counts an assignment's people."""
        after = MemberId("")
        while pairs := await read(_pairs, asked, self.period, after):
            for pair in pairs:
                self._count(asked, *pair)
            after = pairs[-1][0]

    def _count(
        self, asked: Assignment, member: MemberId, done: Micros | None, counts: tuple[Counts, ...]
    ) -> None:
        stands = self._status(asked, counts)
        over = asked.due is not None and asked.due < self.period.begins
        if over and done is None and stands != "past due":
            return
        self.assigned += 1
        self.done += done is not None or stands == "passed"
        self.passed += stands == "passed"
        self.not_started += stands == "not started"
        if stands == "past due":
            self.past_due.add(member)

    def _status(self, asked: Assignment, counts: tuple[Counts, ...]) -> Status:
        known = self._known.get((asked.id, counts))
        if known is None:
            known = status(_like(asked, counts), self.now)
            self._known[asked.id, counts] = known
        return known

    def added_to(self, figures: Figures) -> Figures:
        return replace(
            figures,
            assigned=self.assigned,
            done=self.done,
            passed=self.passed,
            not_started=self.not_started,
            past_due=tuple(sorted(self.past_due)),
        )


def _like(asked: Assignment, counts: Iterable[Counts]) -> Assigned:
    """Somebody who stands so."""
    somebody = Assignee(
        assignment=asked.id, tenant=asked.tenant, member=MemberId("somebody"), since=asked.at
    )
    made = tuple(attempt for one in counts for attempt in _attempts(asked, *one))
    return Assigned(assignment=asked, assignee=somebody, attempts=made)


def _attempts(
    asked: Assignment, scenario: str, begun: int, scored: int, passed: int
) -> Iterable[Attempt]:
    for number in range(begun):
        done = number < scored
        yield Attempt(
            session=SessionId(str(number)),
            member=MemberId("somebody"),
            scenario=scenario,
            title="",
            assignment=asked.id,
            state="scored" if done else "unscored",
            opened=Micros(number),
            total=100 if number < passed else None,
            safe=100 if number < passed else None,
            passed=number < passed,
        )


def _pairs(
    connection: Connection, asked: Assignment, period: Period, after: MemberId
) -> Sequence[Pair]:
    """The next of an assignment's people who had it to do in a period."""
    wanted = and_(
        assignees.c.tenant == asked.tenant,
        assignees.c.assignment == asked.id,
        assignees.c.since < period.ends,
        or_(assignees.c.done.is_(None), assignees.c.done >= period.begins),
        assignees.c.member > after,
    )
    people = select(assignees.c.member, assignees.c.done).where(wanted)
    found = connection.execute(people.order_by(assignees.c.member).limit(PIECE)).all()
    if not found:
        return []
    members = [row.member for row in found]
    begun = {(m, s): n for m, s, n in connection.execute(_begun(asked, members))}
    scored = {(m, s): n for m, s, *n in connection.execute(_scored(asked, members))}
    counts: dict[str, list[Counts]] = {}
    for (member, scenario), number in sorted(begun.items()):
        judged = scored.get((member, scenario), (0, 0))
        counts.setdefault(member, []).append(_few(asked, scenario, number, *judged))
    return [(MemberId(m), done, tuple(counts.get(m, ()))) for m, done in found]


def _few(asked: Assignment, scenario: str, begun: int, scored: int, passed: int) -> Counts:
    """Counts as far as they make a difference: then there are fewer that differ."""
    most = max(asked.least, asked.most or 1)
    return scenario, min(begun, most), min(scored, most), min(passed, 1)


def _begun(asked: Assignment, members: Sequence[str]) -> Select[*tuple[Any, ...]]:
    return _grouped(sessions, asked, members, func.count())


def _scored(asked: Assignment, members: Sequence[str]) -> Select[*tuple[Any, ...]]:
    passes = and_(
        outcomes.c.blocked.is_(False),
        outcomes.c.passed.is_(True)
        if asked.pass_mark is None
        else outcomes.c.safe >= asked.pass_mark,
    )
    return _grouped(outcomes, asked, members, func.count(), func.sum(case((passes, 1), else_=0)))


def _grouped(
    table: Table, asked: Assignment, members: Sequence[str], *sums: ColumnElement[Any]
) -> Select[*tuple[Any, ...]]:
    """Answered out of an index alone, which holds all that is asked for."""
    mine = and_(
        table.c.tenant == asked.tenant,
        table.c.assignment == asked.id,
        table.c.member.in_(members),
    )
    names = table.c.member, table.c.scenario
    return select(*names, *sums).where(mine).group_by(*names)
