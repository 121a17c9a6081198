"""What a digest tells: sums over a tenant's sessions, made by the database.

One question for each period and figure, so that each is short and none holds up anything else.
Scores count in the period in which they were first given, sessions in that in which they began.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    case,
    cast,
    func,
    select,
)

from bot.domain.digest import Figures, Part, Period, Spread
from bot.domain.surface import TenantId
from bot.stores.reading import Read
from bot.stores.schema import marks, model_calls, outcomes, sessions

_MEDIANS = 2
"""Of so many periods, the last ones, all scores are given."""


async def figures(read: Read, tenant: TenantId, periods: Sequence[Period]) -> Figures:
    """All but what concerns assignments; see `bot.ports.office.Office.figures`.

    One question after another, so that a reading connection and a processor are left to others.
    """
    now, before = periods[-1], _before(periods)
    begun, earlier = [await read(_one, _BEGUN, tenant, period) for period in (now, before)]
    spent, spent_before = [await read(_one, _SPENT, tenant, period) for period in (now, before)]
    return Figures(
        sessions=begun.sessions,
        people=begun.people,
        finished=begun.finished or 0,
        sessions_before=earlier.sessions,
        people_before=earlier.people,
        trend=await _trend(read, tenant, periods),
        criteria=await _parts(read, _CRITERIA, tenant, now, before),
        skills=await _parts(read, _SKILLS, tenant, now, before),
        scenarios=await _parts(read, _SCENARIOS, tenant, now, before),
        ratings=(begun.up or 0, begun.down or 0),
        cost=spent.cost,
        calls=spent.calls,
        cost_before=spent_before.cost,
    )


async def _trend(read: Read, tenant: TenantId, periods: Sequence[Period]) -> tuple[Spread, ...]:
    """A spread for each period; of the last ones with all scores, for medians."""
    found = [await read(_spread, tenant, period) for period in periods]
    for at in range(-min(_MEDIANS, len(found)), 0):
        found[at] = replace(found[at], scores=await read(_scores, tenant, periods[at]))
    return tuple(found)


def _before(periods: Sequence[Period]) -> Period:
    """The period before the last; an empty one where none is given."""
    if len(periods) > 1:
        return periods[-2]
    return replace(periods[-1], ends=periods[-1].begins)


def _names(tenant: TenantId, period: Period) -> dict[str, Any]:
    return {"tenant": tenant, "begins": period.begins, "ends": period.ends}


def _within(table: Table, time: str) -> ColumnElement[bool]:
    at = table.c[time]
    return and_(
        table.c.tenant == bindparam("tenant"), at >= bindparam("begins"), at < bindparam("ends")
    )


def _count(wanted: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.sum(case((wanted, 1), else_=0))


_BEGUN = (
    select(
        func.count().label("sessions"),
        func.count(sessions.c.member.distinct()).label("people"),
        func.count(outcomes.c.session).label("finished"),
        _count(sessions.c.rating == "up").label("up"),
        _count(sessions.c.rating == "down").label("down"),
    )
    .select_from(sessions.outerjoin(outcomes, outcomes.c.session == sessions.c.id))
    .where(_within(sessions, "opened_at"))
)
_SPENT = select(func.count().label("calls"), func.sum(model_calls.c.cost).label("cost")).where(
    _within(model_calls, "at")
)
_SEEN = and_(_within(outcomes, "at"), outcomes.c.visible, outcomes.c.total.is_not(None))
_MARKED = and_(_within(marks, "at"), marks.c.visible)


def over_people(people: Select[*tuple[Any, ...]], *by: str) -> Select[*tuple[Any, ...]]:
    """A spread over people, each with `n` sessions and the `mean` of their scores; by what they are
    grouped by besides, with the greatest of every other column."""
    each = people.subquery()
    rest = [c for c in each.c if c.name not in (*by, "n", "mean", "member")]
    return select(
        *(each.c[name] for name in by),
        *(func.max(c).label(c.name) for c in rest),
        func.sum(each.c.n).label("sessions"),
        func.count().label("people"),
        func.sum(each.c.mean).label("means"),
        func.sum(each.c.mean * each.c.mean).label("squares"),
    ).group_by(*(each.c[name] for name in by))


TOTALS = (
    outcomes.c.member,
    func.count().label("n"),
    func.avg(cast(outcomes.c.total, Float)).label("mean"),
)
_TREND = over_people(select(*TOTALS).where(_SEEN).group_by(outcomes.c.member))
_SCORES = (
    select(outcomes.c.total, func.count())
    .where(_SEEN)
    .group_by(outcomes.c.total)
    .order_by(outcomes.c.total)
)
_SCENARIOS = over_people(
    select(
        *TOTALS,
        outcomes.c.scenario.label("id"),
        func.max(outcomes.c.title).label("title"),
        func.max(outcomes.c.difficulty).label("level"),
    )
    .where(_SEEN)
    .group_by(outcomes.c.scenario, outcomes.c.member),
    "id",
)
# What a criterion is called tells it from another scenario's of the same id.
_CRITERIA = over_people(
    select(
        marks.c.criterion.label("id"),
        marks.c.title,
        marks.c.member,
        func.count().label("n"),
        func.avg(cast(marks.c.points, Float)).label("mean"),
    )
    .where(_MARKED, marks.c.points.is_not(None))
    .group_by(marks.c.member, marks.c.criterion, marks.c.title),
    "id",
    "title",
)
_SKILLS = over_people(
    select(
        marks.c.skill.label("id"),
        marks.c.skill.label("title"),
        marks.c.member,
        func.count().label("n"),
        func.avg(marks.c.skill_points).label("mean"),
    )
    .where(_MARKED, marks.c.skill_points.is_not(None))
    .group_by(marks.c.member, marks.c.skill),
    "id",
)


def _one(
    connection: Connection, wanted: Select[*tuple[Any, ...]], tenant: TenantId, period: Period
) -> Row[*tuple[Any, ...]]:
    return connection.execute(wanted, _names(tenant, period)).one()


def _spread(connection: Connection, tenant: TenantId, period: Period) -> Spread:
    return sums(_one(connection, _TREND, tenant, period))


def _scores(
    connection: Connection, tenant: TenantId, period: Period
) -> tuple[tuple[int, int], ...]:
    found = connection.execute(_SCORES, _names(tenant, period))
    return tuple((total, count) for total, count in found)


def sums(row: Row[*tuple[Any, ...]]) -> Spread:
    """What `over_people` found."""
    return Spread(
        sessions=int(row.sessions or 0),
        people=row.people,
        means=float(row.means or 0),
        squares=float(row.squares or 0),
    )


async def _parts(
    read: Read, wanted: Select[*tuple[Any, ...]], tenant: TenantId, now: Period, before: Period
) -> tuple[Part, ...]:
    found = {_name(part): part for part in await read(_grouped, wanted, tenant, now)}
    for part in await read(_grouped, wanted, tenant, before):
        known = found.get(_name(part), replace(part, now=Spread()))
        found[_name(part)] = replace(known, before=part.now)
    return tuple(found[name] for name in sorted(found))


def _name(part: Part) -> tuple[str, str]:
    """What tells parts apart; a scenario and a skill are the same whatever they are called."""
    return part.id, "" if part.level else part.title


def _grouped(
    connection: Connection, wanted: Select[*tuple[Any, ...]], tenant: TenantId, period: Period
) -> list[Part]:
    found = connection.execute(wanted, _names(tenant, period)).all()
    return [
        Part(
            id=row.id,
            title=row.title,
            now=sums(row),
            before=Spread(),
            level=getattr(row, "level", 0),
        )
        for row in found
    ]
