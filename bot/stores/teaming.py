"""What the sessions of a whole tenant, or of a large group, come to: sums made by the database, as
`bot.domain.team.of` makes them of the sessions themselves.

One question after another, each answered out of an index alone. Scores count since they were first
given, sessions since they began.
"""

from __future__ import annotations

import asyncio
import json
import math
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, partial
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Float,
    Row,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    case,
    cast,
    func,
    or_,
    select,
)

from bot.domain import strengths, team
from bot.domain.digest import Spread
from bot.domain.strengths import FEWEST, HALF_LIFE, LONGEST, Level
from bot.domain.surface import MemberId, TenantId
from bot.domain.team import Own, Played, Team
from bot.domain.transcript import Micros
from bot.stores import tallying
from bot.stores.reading import Read
from bot.stores.schema import marks, outcomes, sessions

_SHIFT = 128
"""A time and a score in one number: the greatest one has the latest score. Scores go up to 100."""

Wanted = Select[*tuple[Any, ...]]
Found = Row[*tuple[Any, ...]]
Rows = Sequence[Found]
Among = Callable[[Table, str], ColumnElement[bool]]
"""Which rows of a table are the team's, by the column that holds their time."""
Question = Callable[[Among], Wanted]


async def summed(
    read: Read,
    tenant: TenantId,
    members: Collection[MemberId] | None,
    since: Micros,
    now: Micros,
) -> Team:
    """See `bot.ports.office.Office.team`."""
    names: dict[str, Any] = {
        "tenant": tenant,
        "since": since,
        "now": now,
        "before": now - HALF_LIFE,
    }
    if members is not None:
        names["members"] = json.dumps(sorted(members))

    async def ask(wanted: Question, **more: int) -> Rows:
        return await read(_asked, wanted, names | more)

    found = {wanted: await ask(wanted) for wanted in _QUESTIONS}
    weeks = [
        await ask(_week, since=max(since, begins + 1), ends=ends)
        for begins, ends in team.weeks(now)
    ]
    return await asyncio.to_thread(_team, found, weeks)


def _team(found: Mapping[Question, Rows], weeks: Sequence[Rows]) -> Team:
    begun, scored = found[_begun], {row.member: row for row in found[_scored]}
    (finished,), (improved,) = found[_finished], found[_improved]
    scenarios = {row.id: row for row in found[_scenarios]}
    return Team(
        people=tuple(_own(row, scored.get(row.member)) for row in begun),
        finished=finished.sessions,
        time=Micros(sum(row.time for row in begun)),
        seen=sum(row.seen for row in begun),
        seen_time=Micros(sum(row.seen_time for row in begun)),
        scores=_scores(scored.values(), found[_counts]),
        improvement=tallying.sums(improved),
        skills=strengths.ranked(map(_level, found[_skills])),
        criteria=strengths.ranked(map(_level, found[_criteria])),
        scenarios=tuple(
            Played(title=row.title, difficulty=row.difficulty, scores=tallying.sums(row))
            for row in scenarios.values()
        ),
        weeks=tuple(tallying.sums(row) for (row,) in weeks),
    )


def _asked(connection: Connection, wanted: Question, names: Mapping[str, Any]) -> Rows:
    statement = _statement(wanted, connection.dialect.name, some="members" in names)
    return connection.execute(statement, names).all()


@cache
def _statement(wanted: Question, dialect: str, *, some: bool) -> Wanted:
    return wanted(partial(_among, dialect, some))


def _among(dialect: str, some: bool, table: Table, time: str) -> ColumnElement[bool]:  # noqa: FBT001
    """Since a moment; all of the tenant's, or those of some people."""
    mine = and_(table.c.tenant == bindparam("tenant"), table.c[time] >= bindparam("since"))
    if not some:
        return mine
    # All in one parameter: a group may have more people than a statement may have parameters.
    people = bindparam("members", type_=Text)
    each = (
        func.json_array_elements_text(cast(people, JSON))
        if dialect == "postgresql"
        else func.json_each(people)
    ).table_valued("value")
    return and_(mine, table.c.member.in_(select(each.c.value)))


def _own(begun: Found, scored: Found | None) -> Own:
    return Own(
        member=MemberId(begun.member),
        sessions=begun.sessions,
        opened=Micros(begun.opened),
        best=None if scored is None else scored.best,
        last=None if scored is None else scored.last % _SHIFT,
    )


def _scores(scored: Collection[Found], counts: Rows) -> Spread:
    means = [row.total / row.n for row in scored]
    return Spread(
        sessions=sum(row.n for row in scored),
        people=len(means),
        means=math.fsum(means),
        squares=math.fsum(mean * mean for mean in means),
        scores=tuple((total, count) for total, count in counts),
    )


def _level(row: Found) -> Level:
    earlier = int(row.earlier or 0)
    enough, had = row.sessions >= FEWEST, FEWEST <= earlier < row.sessions
    return Level(
        id=row.id,
        title=row.title,
        mean=row.means / row.people if enough else None,
        before=row.earlier_means / row.earlier_people if had else None,
        sessions=int(row.sessions),
        people=row.people,
        last=Micros(row.last),
    )


# The questions


def _whole(numbers: ColumnElement[Any]) -> ColumnElement[int]:
    """A sum of whole numbers; PostgreSQL takes them for fractions."""
    return cast(func.coalesce(func.sum(numbers), 0), BigInteger)


def _begun(among: Among) -> Wanted:
    """Each person's sessions."""
    opened, closed = sessions.c.opened_at, sessions.c.closed_at
    took = case(
        (closed.is_(None), 0),
        (closed < opened, 0),
        (closed - opened > LONGEST, LONGEST),
        else_=closed - opened,
    )
    visible = or_(sessions.c.assignment.is_not(None), sessions.c.shared)
    return (
        select(
            sessions.c.member,
            func.count().label("sessions"),
            func.max(opened).label("opened"),
            _whole(took).label("time"),
            func.count(case((visible, 1))).label("seen"),
            _whole(case((visible, took))).label("seen_time"),
        )
        .where(among(sessions, "opened_at"))
        .group_by(sessions.c.member)
    )


def _finished(among: Among) -> Wanted:
    known = outcomes.c.visible.in_([True, False])  # both: the index is by it
    return select(func.count().label("sessions")).where(among(outcomes, "at"), known)


def _seen(among: Among) -> ColumnElement[bool]:
    """The scores that managers may see."""
    return and_(among(outcomes, "at"), outcomes.c.visible, outcomes.c.total.is_not(None))


_SCORED = sessions.c.opened_at * _SHIFT + outcomes.c.total
"""In the order in which attempts were begun: one may be scored after another that was begun since."""
_BEGUN = outcomes.join(sessions, sessions.c.id == outcomes.c.session)


def _scored(among: Among) -> Wanted:
    """Each person's scores."""
    return (
        select(
            outcomes.c.member,
            func.count().label("n"),
            _whole(outcomes.c.total).label("total"),
            func.max(outcomes.c.total).label("best"),
            func.max(_SCORED).label("last"),
        )
        .select_from(_BEGUN)
        .where(_seen(among))
        .group_by(outcomes.c.member)
    )


def _counts(among: Among) -> Wanted:
    total = outcomes.c.total
    return select(total, func.count()).where(_seen(among)).group_by(total).order_by(total)


def _week(among: Among) -> Wanted:
    until = outcomes.c.at <= bindparam("ends")
    people = select(*tallying.TOTALS).where(_seen(among), until).group_by(outcomes.c.member)
    return tallying.over_people(people)


def _improved(among: Among) -> Wanted:
    """From the first score to the best, over the scenarios that somebody tried twice or more."""
    tried = (
        select(
            outcomes.c.member,
            (func.max(outcomes.c.total) - func.min(_SCORED) % _SHIFT).label("up"),
        )
        .select_from(_BEGUN)
        .where(_seen(among))
        .group_by(outcomes.c.member, outcomes.c.scenario)
        .having(func.count() > 1)
        .subquery()
    )
    mean = func.avg(cast(tried.c.up, Float)).label("mean")
    people = select(tried.c.member, func.count().label("n"), mean).group_by(tried.c.member)
    return tallying.over_people(people)


def _scenarios(among: Among) -> Wanted:
    """Each scenario's scores, called as it was where it was scored last."""
    people = (
        select(
            *tallying.TOTALS, outcomes.c.scenario.label("id"), func.max(outcomes.c.at).label("last")
        )
        .where(_seen(among))
        .group_by(outcomes.c.member, outcomes.c.scenario)
    )
    found = tallying.over_people(people, "id").subquery()
    return select(found, outcomes.c.title, outcomes.c.difficulty).join(
        outcomes,
        and_(
            outcomes.c.tenant == bindparam("tenant"),
            outcomes.c.visible,
            outcomes.c.at == found.c.last,
            outcomes.c.scenario == found.c.id,
        ),
    )


def _skills(among: Among) -> Wanted:
    return _levels(among, marks.c.skill_points, marks.c.skill, marks.c.skill)


def _criteria(among: Among) -> Wanted:
    return _levels(among, marks.c.points, marks.c.criterion, marks.c.title)


def _levels(among: Among, points: Column[Any], id: Column[str], title: Column[str]) -> Wanted:
    """How skills or criteria stand, and stood one half-life ago: each person's mean, in which
    recent sessions weigh more, and the sum of those."""
    age = cast(bindparam("now", type_=BigInteger) - marks.c.at, Float) / HALF_LIFE
    weight = func.pow(0.5, age, type_=Float)
    old = marks.c.at <= bindparam("before")
    own = (
        select(
            id.label("id"),
            title.label("title"),
            func.count().label("n"),
            func.max(marks.c.at).label("last"),
            (func.sum(weight * points) / func.sum(weight)).label("mean"),
            func.count(case((old, 1))).label("earlier"),
            (func.sum(case((old, weight * points))) / func.sum(case((old, weight)))).label("was"),
        )
        .where(among(marks, "at"), marks.c.visible, points.is_not(None))
        .group_by(marks.c.member, *dict.fromkeys((id, title)))
        .subquery()
    )
    return select(
        own.c.id,
        own.c.title,
        _whole(own.c.n).label("sessions"),
        func.count().label("people"),
        func.sum(own.c.mean).label("means"),
        func.max(own.c.last).label("last"),
        _whole(own.c.earlier).label("earlier"),
        func.count(own.c.was).label("earlier_people"),
        func.sum(own.c.was).label("earlier_means"),
    ).group_by(own.c.id, own.c.title)


_QUESTIONS: tuple[Question, ...] = (
    *(_begun, _scored, _finished, _counts, _improved, _scenarios),
    *(_skills, _criteria),
)
