"""Attempts and marks as CSV and JSON lines: the cells, and what is left out of them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from bot.domain.attempt import Attempt, Mark
from bot.domain.surface import MemberId, SessionId
from bot.domain.transcript import MINUTE, SECOND, Micros
from bot.exporting import BATCH, COLUMNS, Csv, Form, JsonLines, What, write
from tests.fakes.virtual_time import NEW_YEAR
from tests.requirements import claims

ASSIGNED = Attempt(
    session=SessionId("s1"),
    member=MemberId("ada"),
    scenario="late-lamp",
    title="The late lamp",
    number=2,
    assignment="a1",
    state="scored",
    opened=NEW_YEAR,
    closed=Micros(NEW_YEAR + 10 * MINUTE + SECOND // 2),
    total=80,
    passed=True,
    difficulty=3,
    marks=(
        Mark(criterion="apology", title="Apologises", skill="empathy", points=60, weight=50),
        Mark(
            criterion="step",
            title="Next step",
            skill="clarity",
            points=None,
            weight=50,
            overridden=True,
        ),
    ),
)
ALONE = replace(ASSIGNED, session=SessionId("s2"), assignment=None)
OPEN = replace(
    ASSIGNED, session=SessionId("s3"), state="open", closed=None, total=None, passed=False, marks=()
)


async def exported(form: Form, attempts: Sequence[Attempt]) -> tuple[str, int]:
    async def each() -> AsyncIterator[Attempt]:
        for attempt in attempts:
            yield attempt

    out = io.BytesIO()
    rows = await write(each(), form, out)
    return out.getvalue().decode(), rows


async def table(what: What, *attempts: Attempt) -> list[dict[str, str]]:
    text, rows = await exported(Csv(what), attempts)
    found = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(found) == rows
    return found


@claims("export.csv")
async def test_an_attempt_is_a_row_with_the_documented_names() -> None:
    assert await table("attempts", ASSIGNED) == [
        {
            "session": "s1",
            "member": "ada",
            "scenario": "late-lamp",
            "title": "The late lamp",
            "difficulty": "3",
            "attempt": "2",
            "assignment": "a1",
            "shared": "false",
            "state": "scored",
            "opened": "2026-01-01T00:00:00.000Z",
            "closed": "2026-01-01T00:10:00.500Z",
            "seconds": "600",
            "total": "80",
            "passed": "true",
            "blocked": "false",
        }
    ]


@claims("export.csv")
async def test_a_mark_is_a_row_with_the_documented_names() -> None:
    first, second = await table("marks", ASSIGNED)
    assert first == {
        "session": "s1",
        "member": "ada",
        "scenario": "late-lamp",
        "attempt": "2",
        "closed": "2026-01-01T00:10:00.500Z",
        "criterion": "apology",
        "title": "Apologises",
        "skill": "empathy",
        "weight": "50",
        "points": "60",
        "overridden": "false",
    }
    assert (second["points"], second["overridden"]) == ("", "true")


@claims("export.private")
@pytest.mark.parametrize("form", [Csv, JsonLines])
async def test_of_a_session_of_ones_own_only_its_completion_is_told(
    form: type[Csv | JsonLines],
) -> None:
    attempts, _ = await exported(form("attempts"), [ALONE])
    assert "scored" in attempts
    assert "80" not in attempts.replace("00:10:00", "")
    marks, rows = await exported(form("marks"), [ALONE])
    assert rows == 0
    assert "empathy" not in marks
    shared, _ = await exported(form("attempts"), [replace(ALONE, shared=True)])
    assert "80" in shared


async def test_what_is_not_known_yet_is_empty() -> None:
    (row,) = await table("attempts", OPEN)
    unknown = ("closed", "seconds", "total", "passed", "blocked")
    assert [row[name] for name in unknown] == [""] * 5
    line, _ = await exported(JsonLines("attempts"), [OPEN])
    assert [json.loads(line)[name] for name in unknown] == [None] * 5


async def test_a_json_line_has_the_same_names_and_values_with_types() -> None:
    text, rows = await exported(JsonLines("attempts"), [ASSIGNED, ALONE])
    lines = [json.loads(line) for line in text.splitlines()]
    assert rows == 2
    assert tuple(lines[0]) == COLUMNS["attempts"]
    assert (lines[0]["total"], lines[0]["passed"], lines[0]["shared"]) == (80, True, False)
    assert datetime.fromisoformat(lines[0]["opened"]).timestamp() == NEW_YEAR / SECOND


@claims("export.csv")
@pytest.mark.parametrize("begins", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
async def test_no_cell_is_a_formula_to_a_spreadsheet(begins: str) -> None:
    (row,) = await table("attempts", replace(ASSIGNED, title=begins, member=MemberId(begins)))
    assert (row["title"], row["member"]) == (f"'{begins}", f"'{begins}")


@claims("export.csv")
async def test_commas_quotes_and_line_breaks_come_back() -> None:
    odd = 'Größe, "so": 1\r\n2'
    (row,) = await table("attempts", replace(ASSIGNED, title=odd))
    assert row["title"] == odd
    text, _ = await exported(Csv("attempts"), [ASSIGNED])
    assert text.count("\r\n") == text.count("\n") == 2


@pytest.mark.parametrize("count", [0, 1, BATCH, BATCH + 1])
async def test_every_row_is_written_once_however_many_there_are(count: int) -> None:
    each = [replace(ASSIGNED, session=SessionId(str(n))) for n in range(count)]
    rows = await table("attempts", *each)
    assert [row["session"] for row in rows] == [str(n) for n in range(count)]
