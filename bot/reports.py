"""The reports of `chattrain report` and `chattrain digest`: put together from the database, and
printed for people or for programs.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bot.domain.content import Bar, Chart, Point, Report, Row, Section
from bot.domain.digest import Digest, DigestId
from bot.domain.digesting import digest_report
from bot.domain.keeping import TenantSettings
from bot.domain.member import EVERYONE
from bot.domain.promising import until_now
from bot.domain.reporting import line
from bot.domain.results import person_report, report_of
from bot.domain.sample import PEOPLE, is_sample
from bot.domain.scenario import Scenario
from bot.domain.surface import MemberId, Surface, TenantId
from bot.domain.transcript import HOUR, Micros
from bot.meant import Whom
from bot.ports.store import Store

OPERATOR = MemberId("command line")
"""Who does what commands of the command line do."""
SINCE = 365 * 24 * HOUR
"""How far back the sessions of a report go."""
WIDTH = 88
BAR = 10
_MARKUP = re.compile(r"\*\*|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")


async def results(store: Store, tenant: TenantId, whom: Whom, now: Micros) -> Report:
    """How some people do, as their managers may see it. Raises StoreError."""
    settings = await store.office.settings(tenant)
    since = Micros(max(0, now - SINCE))
    if whom.alone:
        (who,) = whom.members
        return person_report(
            await store.office.attempts(tenant, [who], since=since),
            await store.office.assigned(tenant, who),
            name=PEOPLE.get(who, who),
            now=now,
            language=settings.language,
            zone=settings.zone or "UTC",
            sample=is_sample(tenant),
        )
    members = whom.members if whom.name else None
    return report_of(
        await store.office.team(tenant, members, since=since, now=now),
        names={member: PEOPLE.get(member, member) for member in whom.members},
        now=now,
        language=settings.language,
        zone=settings.zone or "UTC",
        title=whom.name,
        sample=is_sample(tenant),
    )


async def digest(
    store: Store, tenant: TenantId, scenarios: Mapping[str, Scenario], weeks: int, now: Micros
) -> Report:
    """What `digest now` shows in chat, with a trend of so many weeks. Raises StoreError.

    Nobody's words are in it: they are masked by people's names, which only a platform knows.
    """
    settings = await store.office.settings(tenant)
    asked = await _asked(store, settings)
    trend = until_now(asked, now, weeks)
    figures = await store.office.figures(tenant, trend, now)
    late = figures.past_due if settings.names else ()
    names = {member: PEOPLE.get(member, str(member)) for member in late}
    sample = is_sample(tenant)
    return digest_report(asked, figures, settings, trend[-1], names, scenarios, sample=sample)


async def _asked(store: Store, settings: TenantSettings) -> Digest:
    """The digest that a channel of the tenant gets; a weekly one where none does."""
    for one in await store.office.digests(settings.tenant):
        if one.off is None:
            return one
    return Digest(
        id=DigestId(OPERATOR),
        tenant=settings.tenant,
        surface=Surface(OPERATOR, settings.tenant, EVERYONE),
        by=OPERATOR,
        zone=settings.zone or "UTC",
        language=settings.language,
        since=Micros(0),
    )


def as_json(report: Report) -> str:
    """For programs: the report with the figures of its chart."""
    told = {
        "title": report.title,
        "text": report.text,
        "sections": [_object(section) for section in report.sections],
        "chart": None if report.chart is None else _figures(report.chart),
        "footer": report.footer,
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _figures(chart: Chart) -> dict[str, Any]:
    """What is drawn, without how it is called."""
    drawn = asdict(chart)
    return {name: drawn[name] for name in ("title", "trend", "bars", "mark")}


def _object(section: Section) -> dict[str, Any]:
    rows = [
        {"label": row.label, "value": row.value, "detail": row.detail, "share": row.share}
        for row in section.rows
    ]
    return {"title": section.title, "text": section.text, "rows": rows}


def as_text(report: Report) -> str:
    """For people."""
    parts: list[Iterable[str]] = [(plain(report.title),), _wrapped(report.text)]
    parts += [_section(section) for section in report.sections]
    parts += [*_chart(report), _wrapped(report.footer)]
    return "\n\n".join(part for lines in parts if (part := "\n".join(lines).rstrip()))


def plain(text: str) -> str:
    """The text without marks of emphasis."""
    return _MARKUP.sub("", text)


def _section(section: Section) -> Iterator[str]:
    if section.title:
        yield plain(section.title)
    yield from _wrapped(section.text)
    yield from _table(section.rows)


def _table(rows: Sequence[Row]) -> Iterator[str]:
    """Rows with their figures under each other; those without any are lines of a list."""
    figures = [row for row in rows if row.value]
    wide = max((len(plain(row.label)) for row in figures), default=0)
    deep = max((len(plain(row.value)) for row in figures), default=0)
    for row in rows:
        if row.value:
            bar = _bar(row.share) if any(one.share is not None for one in figures) else ""
            cells = (plain(row.label).ljust(wide), plain(row.value).rjust(deep), bar)
            told = "  ".join(cell for cell in (*cells, plain(row.detail)) if cell)
            yield f"  {told}".rstrip()
        else:
            yield from _wrapped(f"* {line(row)}", "  ")


def _bar(share: float | None) -> str:
    if share is None:
        return " " * BAR
    full = round(min(1.0, max(0.0, share)) * BAR)
    return "#" * full + "." * (BAR - full)


def _chart(report: Report) -> Iterator[Iterable[str]]:
    """The picture's figures, in rows as all others; not those that a section has."""
    chart = report.chart
    if chart is None:
        return
    if chart.trend:
        rows = [_figure(p.label, p.mean, p.n, _between(p), chart.few) for p in chart.trend]
        yield plain(chart.trend_title), *_table(rows)
    if chart.bars and all(one.title != chart.bars_title for one in report.sections):
        rows = [_figure(b.label, b.now, b.n, _before(b, chart), chart.few) for b in chart.bars]
        yield plain(chart.bars_title), *_table(rows)


def _figure(label: str, mean: float | None, n: int, more: str, few: str) -> Row:
    value, share = (few, None) if mean is None else (f"{mean:.0f}", mean / 100)
    return Row(label=label, value=value, detail=f"{more}n {n}", share=share)


def _between(point: Point) -> str:
    if point.low is None or point.high is None:
        return ""
    return f"95 % {point.low:.0f}-{point.high:.0f}, "


def _before(bar: Bar, chart: Chart) -> str:
    return "" if bar.before is None else f"{chart.before} {bar.before:.0f}, "


def _wrapped(text: str, indent: str = "") -> Iterator[str]:
    for paragraph in plain(text).splitlines():
        hanging = indent + ("  " if paragraph.startswith("* ") else "")
        yield from textwrap.wrap(
            paragraph, WIDTH, initial_indent=indent, subsequent_indent=hanging
        ) or [""]
