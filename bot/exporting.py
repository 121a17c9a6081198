"""Attempts and marks as files: CSV and JSON lines, some thousand attempts in memory at a time.

What is in them is what managers may see (`Attempt.visible`): of sessions that nobody assigned, and
that nobody shared, only that they were begun and ended.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import BinaryIO, Literal, Protocol

from bot.domain.attempt import Attempt
from bot.domain.transcript import SECOND, Micros

What = Literal["attempts", "marks"]
Cell = str | int | bool | None
BATCH = 2000
"""Attempts that are written at a time."""

COLUMNS: dict[What, tuple[str, ...]] = {
    "attempts": (
        "session",
        "member",
        "scenario",
        "title",
        "difficulty",
        "attempt",
        "assignment",
        "shared",
        "state",
        "opened",
        "closed",
        "seconds",
        "total",
        "passed",
        "blocked",
    ),
    "marks": (
        "session",
        "member",
        "scenario",
        "attempt",
        "closed",
        "criterion",
        "title",
        "skill",
        "weight",
        "points",
        "overridden",
    ),
}
"""Names that programs of others rely on (docs/how-to/export-results.md): only added to."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Form(Protocol):
    """What a file looks like."""

    @property
    def head(self) -> bytes: ...

    @property
    def tail(self) -> bytes: ...

    async def lines(self, attempts: Sequence[Attempt]) -> tuple[bytes, int]:
        """What these come to, and how many rows that is."""


async def write(attempts: AsyncIterator[Attempt], form: Form, out: BinaryIO) -> int:
    """Writes all attempts in a form; gives the number of rows."""
    rows = 0
    out.write(form.head)
    async for batch in _batches(attempts):
        lines, count = await form.lines(batch)
        out.write(lines)
        rows += count
    out.write(form.tail)
    return rows


async def _batches(attempts: AsyncIterator[Attempt]) -> AsyncIterator[list[Attempt]]:
    batch: list[Attempt] = []
    async for attempt in attempts:
        batch.append(attempt)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


class Csv:
    """RFC 4180 in UTF-8, with a line of names.

    A cell whose text a spreadsheet would take for a formula has `'` before it.
    """

    tail = b""

    def __init__(self, what: What) -> None:
        self._what = what

    @property
    def head(self) -> bytes:
        return _csv([COLUMNS[self._what]])

    async def lines(self, attempts: Sequence[Attempt]) -> tuple[bytes, int]:
        found = [tuple(map(_cell, row)) for row in rows(self._what, attempts)]
        return _csv(found), len(found)


class JsonLines:
    """An object in each line, with the same names; what is unknown is null."""

    head = tail = b""

    def __init__(self, what: What) -> None:
        self._what = what

    async def lines(self, attempts: Sequence[Attempt]) -> tuple[bytes, int]:
        names = COLUMNS[self._what]
        found = [
            json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)
            for row in rows(self._what, attempts)
        ]
        return "".join(f"{line}\n" for line in found).encode(), len(found)


def rows(what: What, attempts: Sequence[Attempt]) -> Iterator[tuple[Cell, ...]]:
    """The cells of every row, in the order of `COLUMNS`."""
    for attempt in attempts:
        if what == "attempts":
            yield _attempt(attempt)
        elif attempt.visible:
            yield from _marks(attempt)


def _attempt(attempt: Attempt) -> tuple[Cell, ...]:
    shown = attempt.visible and attempt.state == "scored"
    return (
        attempt.session,
        attempt.member,
        attempt.scenario,
        attempt.title,
        attempt.difficulty,
        attempt.number,
        attempt.assignment,
        attempt.shared,
        attempt.state,
        moment(attempt.opened),
        moment(attempt.closed),
        seconds(attempt),
        attempt.total if shown else None,
        attempt.passed if shown else None,
        attempt.blocked if shown else None,
    )


def _marks(attempt: Attempt) -> Iterator[tuple[Cell, ...]]:
    closed = moment(attempt.closed)
    for mark in attempt.marks:
        yield (
            attempt.session,
            attempt.member,
            attempt.scenario,
            attempt.number,
            closed,
            mark.criterion,
            mark.title,
            mark.skill,
            mark.weight,
            mark.points,
            mark.overridden,
        )


def moment(at: Micros | None) -> str | None:
    """ISO 8601 in UTC, to the millisecond: 2026-11-21T09:30:00.000Z."""
    if at is None:
        return None
    told = (_EPOCH + timedelta(microseconds=at)).isoformat(timespec="milliseconds")
    return told.replace("+00:00", "Z")


def seconds(attempt: Attempt) -> int | None:
    """How long it took; None while it is open."""
    return None if attempt.closed is None else (attempt.closed - attempt.opened) // SECOND


def _cell(cell: Cell) -> str | int | None:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell


def _csv(rows: Sequence[Sequence[Cell]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()
