"""Fills a database with a tenant that has practised for twelve weeks, for the benchmarks of figures
and exports."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Iterator
from random import Random  # noqa: TID251  # seeded: the same data each time
from typing import Any

from sqlalchemy import Connection, Table, insert, text

from bot import stores
from bot.domain.assignment import Assignment, AssignmentId
from bot.domain.digest import Period
from bot.domain.surface import MemberId, Surface, TenantId
from bot.domain.transcript import HOUR, Micros
from bot.stores import addresses, kept_rows, rows, schema
from tests.fakes.scenarios import scenario

TENANT = TenantId("bench")
WEEKS = 12
WEEK = 7 * 24 * HOUR
BEGIN = Micros(1_767_225_600_000_000)
"""1 January 2026, UTC."""
END = Micros(BEGIN + WEEKS * WEEK)
SKILLS = ("empathy", "clarity", "asking", "closing", "calm")
SCENARIOS = 20
PATH = 3
"""Scenarios of an assignment."""
CALLS = 3
"""Model calls of a session."""
PIECE = 2000
BODY = json.dumps({"scores": [], "note": "x" * 1000})
"""As long as a scorecard's, and nothing that is read."""

Line = dict[str, Any]


def periods() -> list[Period]:
    return [
        Period(
            name=f"week {n}",
            begins=Micros(BEGIN + n * WEEK),
            ends=Micros(BEGIN + (n + 1) * WEEK),
            due=Micros(BEGIN + (n + 1) * WEEK),
        )
        for n in range(WEEKS)
    ]


def fill(url: str, members: int, sessions: int) -> None:
    """In a process of its own, so that its memory is not counted."""
    child = multiprocessing.get_context("spawn").Process(
        target=_fill, args=(url, members, sessions)
    )
    child.start()
    child.join()
    if child.exitcode:
        raise SystemExit(f"the database could not be filled ({child.exitcode})")


def _fill(url: str, members: int, sessions: int) -> None:
    stores.migrate(url)
    engine = addresses.migrating(addresses.understand(url))
    with engine.begin() as connection:
        _scenarios(connection)
        _assignments(connection, members)
        for first in range(0, sessions, PIECE):
            _sessions(connection, range(first, min(first + PIECE, sessions)), members, sessions)
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))  # as it does by itself in time
    engine.dispose()


def _put(connection: Connection, table: Table, lines: list[Line]) -> None:
    connection.execute(insert(table), lines)


def _scenarios(connection: Connection) -> None:
    for number in range(SCENARIOS):
        line = rows.scenario_columns(scenario(id=f"scenario-{number}", title=f"Scenario {number}"))
        _put(connection, schema.scenarios, [line | {"fingerprint": f"f{number}"}])


def _assignments(connection: Connection, members: int) -> None:
    """One in two weeks for everybody, which four of five have done."""
    for number in range(WEEKS // 2):
        asked = Assignment(
            id=AssignmentId(f"a{number}"),
            tenant=TENANT,
            by=MemberId("m0"),
            at=Micros(BEGIN + number * 2 * WEEK),
            home=Surface("bench", TENANT, "c"),
            groups=(),
            scenarios=tuple(f"scenario-{_played(number, one)}" for one in range(PATH)),
            titles=("One", "Two", "Three"),
            due=Micros(BEGIN + (number + 1) * 2 * WEEK),
        )
        _put(connection, schema.assignments, [kept_rows.assignment_columns(asked)])
        for first in range(0, members, PIECE):
            some = range(first, min(first + PIECE, members))
            lines = [_assignee(asked, f"m{one}", done=one % 5 > 0) for one in some]
            _put(connection, schema.assignees, lines)


def _assignee(asked: Assignment, member: str, *, done: bool) -> Line:
    return {
        "assignment": asked.id,
        "member": member,
        "tenant": TENANT,
        "since": asked.at,
        "announced": asked.at,
        "reminded": None,
        "reminders": 0,
        "done": asked.at + WEEK if done else None,
    }


def _sessions(connection: Connection, numbers: range, members: int, of: int) -> None:
    chance = Random(numbers.start)
    begun = [_session(number, members, of, chance) for number in numbers]
    _put(connection, schema.sessions, begun)
    scored = [_outcome(one, chance) for one in begun]
    _put(connection, schema.outcomes, scored)
    _put(connection, schema.scorecards, [_scorecard(one) for one in scored])
    _put(connection, schema.marks, [mark for one in begun for mark in _marks(one, chance)])
    _put(connection, schema.model_calls, [call for one in begun for call in _calls(one)])


def _session(number: int, members: int, of: int, chance: Random) -> Line:
    at = BEGIN + number * (END - BEGIN) // of
    asked = (at - BEGIN) // (2 * WEEK)
    played = _played(asked, number % PATH)
    return {
        "id": f"0{at:016x}-{number:08x}",
        "tenant": TENANT,
        "member": f"m{chance.randrange(members)}",
        "scenario": f"scenario-{played}",
        "fingerprint": f"f{played}",
        "attempt": 1,
        "home": f"bench:{TENANT}:c{number}",
        "surface": f"bench:{TENANT}:c{number}:1",
        "opened_at": at,
        "closed_at": at + HOUR // 4,
        "phase": "closed",
        "ending": "finished",
        "timer": 0,
        "state": "{}",
        "assignment": f"a{asked}" if number % 5 else None,
        "shared": number % 25 == 0,
        "rating": ("up", "down", None, None)[number % 4],
    }


def _played(assignment: int, place: int) -> int:
    return (assignment * PATH + place) % SCENARIOS


def _outcome(session: Line, chance: Random) -> Line:
    total = min(100, max(0, round(chance.gauss(72, 14))))
    return {
        "session": session["id"],
        "tenant": TENANT,
        "member": session["member"],
        "scenario": session["scenario"],
        "title": session["scenario"].replace("-", " ").title(),
        "difficulty": 1,
        "total": total,
        "passed": total >= 70,
        "blocked": False,
        "assignment": session["assignment"],
        "at": session["closed_at"],
        "visible": _visible(session),
    }


def _scorecard(outcome: Line) -> Line:
    names = ("session", "tenant", "member", "title", "total", "passed", "at")
    return {**{name: outcome[name] for name in names}, "body": BODY}


def _visible(session: Line) -> bool:
    return session["assignment"] is not None or session["shared"]


def _marks(session: Line, chance: Random) -> Iterator[Line]:
    for place, skill in enumerate(SKILLS):
        points = chance.choice((0, 25, 50, 75, 100))
        yield {
            "session": session["id"],
            "criterion": f"{session['scenario']}-{skill}",
            "place": place,
            "title": f"Shows {skill} when it matters",
            "skill": skill,
            "points": points,
            "weight": 20,
            "overridden": False,
            "tenant": TENANT,
            "member": session["member"],
            "at": session["closed_at"],
            "visible": _visible(session),
            "skill_points": points,
        }


def _calls(session: Line) -> Iterator[Line]:
    for number in range(CALLS):
        yield {
            "session": session["id"],
            "tenant": TENANT,
            "member": session["member"],
            "purpose": "persona",
            "provider": "openai",
            "model": "m",
            "tokens_in": 900,
            "tokens_out": 90,
            "tokens_cached": 0,
            "estimated": False,
            "at": session["opened_at"] + number,
            "first_token": 1,
            "duration": 2,
            "outcome": "ok",
            "streamed": True,
            "cost": 0.001,
        }
