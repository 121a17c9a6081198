"""Lines of trainees that were cited for a criterion, for digests of tenants that want them."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, select

from bot.domain.digest import Part, Period
from bot.domain.surface import MemberId, TenantId
from bot.stores.reading import Read
from bot.stores.schema import marks, scorecards, sessions

_PIECE = 20
_MOST = 200
"""Sessions that are looked at, the latest first."""

_CITED = (
    select(marks.c.member, sessions.c.state, scorecards.c.body)
    .join(scorecards, scorecards.c.session == marks.c.session)
    .join(sessions, sessions.c.id == marks.c.session)
    .where(
        marks.c.tenant == bindparam("tenant"),
        marks.c.visible,
        marks.c.at >= bindparam("begins"),
        marks.c.at < bindparam("ends"),
        marks.c.criterion == bindparam("criterion"),
        marks.c.title == bindparam("title"),
        marks.c.points.is_not(None),
    )
    .order_by(marks.c.at.desc(), marks.c.session.desc())
    .limit(_PIECE)
    .offset(bindparam("skipped"))
)


async def words(
    read: Read, tenant: TenantId, criterion: Part, period: Period, limit: int
) -> list[str]:
    """See `bot.ports.office.Office.words`."""
    found: dict[MemberId, str] = {}
    names = {
        "tenant": tenant,
        "criterion": criterion.id,
        "title": criterion.title,
        "begins": period.begins,
        "ends": period.ends,
    }
    for skipped in range(0, _MOST, _PIECE):
        piece = await read(_cited, names | {"skipped": skipped}, frozenset(found))
        for member, line in piece:
            found.setdefault(member, line)
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def _cited(
    connection: Connection, names: Mapping[str, Any], known: Collection[MemberId]
) -> list[tuple[MemberId, str]]:
    """Of each of the next few sessions its first cited line; left out are people who are known, and
    sessions whose briefing did not say that they may be quoted."""
    return [
        (MemberId(row.member), line)
        for row in connection.execute(_CITED, names)
        if row.member not in known and json.loads(row.state).get("quoted")
        for line in _lines(row.body, names["criterion"])[:1]
    ]


def _lines(scorecard: str, criterion: str) -> list[str]:
    """Read as plain JSON: a whole scorecard takes longer to make than to find the lines in."""
    return [
        evidence["quote"]
        for score in json.loads(scorecard)["scores"]
        if score["criterion"] == criterion
        for evidence in score["evidence"]
    ]
