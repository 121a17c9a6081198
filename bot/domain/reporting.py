"""A report in words, for places that show nothing but text. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.content import Report, Row, Section


def markdown(report: Report) -> str:
    """All of a report, its chart in words, in the common subset of Markdown."""
    parts = [f"**{report.title}**", report.text, *map(_section, report.sections)]
    if report.chart is not None:
        parts.append(report.chart.alt)
    return "\n\n".join(part for part in (*parts, report.footer) if part.strip())


def line(row: Row) -> str:
    """A line with its figure: `label: value (detail)`."""
    shown = f"{row.label}: {row.value}" if row.value else row.label
    return f"{shown} ({row.detail})" if row.detail else shown


def _section(section: Section) -> str:
    return "\n".join(_lines(section))


def _lines(section: Section) -> Iterator[str]:
    if section.title:
        yield f"**{section.title}**"
    if section.text:
        yield section.text
    yield from (f"* {line(row)}" for row in section.rows)
