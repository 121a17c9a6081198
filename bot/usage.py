"""The report of `chattrain usage`: what calls of models took, by day, provider, purpose and member.

Days are those of UTC. The script is no model: it is counted apart.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from bot import stores
from bot.config import Settings
from bot.domain.transcript import HOUR, SECOND, Micros
from bot.ports.clock import Clock
from bot.ports.store import ModelCall

DAY = 24 * HOUR
GROUPS: dict[str, Callable[[ModelCall], str]] = {
    "day": lambda call: day(call.at),
    "provider": lambda call: f"{call.provider}/{call.model}".rstrip("/"),
    "purpose": lambda call: call.purpose,
    "member": lambda call: f"{call.tenant}/{call.member or '(unknown)'}",
}
GOOD = frozenset({"ok", "length"})
LEFT = frozenset({"cancelled"})
"""Outcomes that are no failure: whoever listened left."""
SCRIPT = "scripted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a group of calls came to. Times in milliseconds, of those that gave a word."""

    name: str
    calls: int
    failed: int
    tokens_in: int
    tokens_out: int
    tokens_cached: int
    estimated: int
    """Calls whose tokens nobody counted."""
    cost: float | None
    """US dollars, over the calls whose price is known; None where none is."""
    unpriced: int
    first_token_p50: int | None
    first_token_p95: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The calls of some days."""

    since: str
    until: str
    total: Row
    groups: dict[str, list[Row]]
    scripted: int
    """Replies of the script in those days."""


async def usage(settings: Settings, clock: Clock, days: int) -> Report:
    """The report of the last days, today included. Raises ConfigError and StoreError."""
    since, until = first_day(clock.now(), days), clock.now()
    async with stores.connect(settings.database_url) as store:
        return report(await store.calls_since(since), since, until)


def first_day(now: Micros, days: int) -> Micros:
    """Midnight before so many days, today being the first of them."""
    return Micros(max(0, now - now % DAY - (days - 1) * DAY))


def report(calls: Iterable[ModelCall], since: Micros, until: Micros) -> Report:
    """What calls came to."""
    logged = list(calls)
    models = [call for call in logged if call.provider != SCRIPT]
    return Report(
        since=day(since),
        until=day(until),
        total=_row("total", models),
        groups={name: _rows(models, key, newest=name == "day") for name, key in GROUPS.items()},
        scripted=len(logged) - len(models),
    )


def day(at: Micros) -> str:
    """The day of a moment, as 2026-11-21."""
    return datetime.fromtimestamp(at // SECOND, UTC).date().isoformat()


def _rows(
    calls: Iterable[ModelCall], key: Callable[[ModelCall], str], *, newest: bool
) -> list[Row]:
    """A row for each group: the newest day first, else what took most tokens."""
    groups: dict[str, list[ModelCall]] = {}
    for call in calls:
        groups.setdefault(key(call), []).append(call)
    rows = [_row(name, group) for name, group in groups.items()]
    if newest:
        return sorted(rows, key=lambda row: row.name, reverse=True)
    return sorted(rows, key=lambda row: (-row.tokens_in - row.tokens_out, row.name))


def _row(name: str, calls: Sequence[ModelCall]) -> Row:
    costs = [call.cost for call in calls if call.cost is not None]
    firsts = sorted(call.first_token for call in calls if call.first_token is not None)
    return Row(
        name=name,
        calls=len(calls),
        failed=sum(call.outcome not in GOOD | LEFT for call in calls),
        tokens_in=sum(call.usage.tokens_in for call in calls),
        tokens_out=sum(call.usage.tokens_out for call in calls),
        tokens_cached=sum(call.usage.tokens_cached for call in calls),
        estimated=sum(call.usage.estimated for call in calls),
        cost=math.fsum(costs) if costs else None,
        unpriced=sum(call.cost is None and _took(call) for call in calls),
        first_token_p50=_percentile(firsts, 50),
        first_token_p95=_percentile(firsts, 95),
    )


def _took(call: ModelCall) -> bool:
    return bool(call.usage.tokens_in or call.usage.tokens_out)


def _percentile(ordered: Sequence[int], percent: int) -> int | None:
    """The smallest value that so many percent do not exceed (nearest rank), in milliseconds."""
    if not ordered:
        return None
    rank = max(1, math.ceil(percent / 100 * len(ordered)))
    return round(ordered[rank - 1] / 1000)


def as_json(report: Report) -> str:
    return json.dumps(asdict(report), ensure_ascii=False, indent=2)


HEADS = ("calls", "failed", "tokens in", "cached", "out", "cost", "first word p50", "p95")


def as_text(report: Report) -> str:
    """Tables for people."""
    period = f"{report.since} to {report.until} (UTC)"
    if not report.total.calls:
        return "\n".join([f"No calls of models from {period}.", *_apart(report)])
    tables = [
        _table(name, [*rows, report.total] if name == "day" else rows)
        for name, rows in report.groups.items()
    ]
    return "\n\n".join([f"Calls of models, {period}", *tables, "\n".join(_notes(report))]).rstrip()


def _table(name: str, rows: Sequence[Row]) -> str:
    lines = [(name, *HEADS), *((row.name, *_cells(row)) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _cells(row: Row) -> tuple[str, ...]:
    about = "~" if row.estimated else ""
    return (
        f"{row.calls:,}",
        f"{row.failed:,}",
        f"{about}{row.tokens_in:,}",
        f"{row.tokens_cached:,}",
        f"{about}{row.tokens_out:,}",
        _money(row),
        *("-" if ms is None else f"{ms:,} ms" for ms in (row.first_token_p50, row.first_token_p95)),
    )


def _money(row: Row) -> str:
    if row.cost is None:
        return "unknown" if row.unpriced else "-"
    return f"${row.cost:,.4f}{'+' if row.unpriced else ''}"


def _notes(report: Report) -> list[str]:
    total = report.total
    notes = []
    if total.estimated:
        notes.append(f"~ {total.estimated:,} of the calls did not say their tokens; estimated.")
    if total.unpriced:
        notes.append(
            f"+ {total.unpriced:,} of the calls have no known price: see CHATTRAIN_PRICES."
        )
    return notes + _apart(report)


def _apart(report: Report) -> list[str]:
    if not report.scripted:
        return []
    replies = "reply" if report.scripted == 1 else "replies"
    return [f"Beside them the script spoke {report.scripted:,} {replies}."]
