"""A report in blocks: one message with as much of it as fits, that says where something is left out.
Pure.

A bar is made of characters of one width and stands before its line, so that bars stand below each
other on a phone too. Where there is no picture of the chart, its words stand in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from adapters.slack import buttons, limits
from adapters.slack.blocks import Block, Blocks, aside, fit, heading, sections
from adapters.slack.mrkdwn import bold, link, mrkdwn
from bot.domain import wording
from bot.domain.content import Button, Chart, Report, Row, Section
from bot.domain.telling import Links

CELLS = 8
"""Of a bar."""
FULL, EMPTY = "■", "□"
BUTTONS = 20
"""Of a section, where not all fits."""
LEAST_ALT = 300
ROOM = 2 * limits.ALL_TEXT
"""Characters that marks may be left out of, and still not fit."""


@dataclass(frozen=True, slots=True)
class Detail:
    """How much of a report is told."""

    rows: int = 9_999
    """Of a section, at most."""
    text: int = 9_999
    """Characters of a text, at most."""
    parts: int = 9_999
    """Sections, at most."""
    buttons: int = 9_999
    """Of a section, at most."""
    label: int = 150
    """Characters of a title, a label or a value, at most; twice as many of what stands beside, or
    alone in a row."""


DETAILS = (
    Detail(),
    Detail(rows=40, text=3_000, parts=20),
    Detail(rows=20, text=1_500, parts=16, buttons=BUTTONS),
    Detail(rows=10, text=600, parts=12, buttons=BUTTONS),
    Detail(rows=5, text=300, parts=10, buttons=BUTTONS),
    Detail(rows=3, text=150, parts=6, buttons=BUTTONS, label=80),
    Detail(rows=2, text=60, parts=3, buttons=BUTTONS, label=40),
)
"""From all to the least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One report, told in one detail. Without `bars` it is as it is read aloud."""

    report: Report
    links: Links
    picture: str | None
    """The file that shows the chart."""
    bars: bool
    detail: Detail

    def blocks(self) -> Iterator[Block]:
        report = self.report
        yield from heading(report.title if report.title.strip() else limits.ELLIPSIS)
        yield from sections(self._said(report.text))
        if report.chart is not None:
            yield from self._chart(report.chart)
        for section in report.sections[: self.detail.parts]:
            yield from self._section(section)
        if not self._is_whole:
            left_out = wording.of(report.language).labels.left_out
            yield from aside(mrkdwn(left_out))
        yield from aside(self._said(report.footer))
        yield from self._pressed(report.buttons)

    def _chart(self, chart: Chart) -> Iterator[Block]:
        most = min(limits.ALT, max(LEAST_ALT, self.detail.text))
        alt = limits.shortened(" ".join(chart.alt.split()), most) or limits.ELLIPSIS
        if self.picture is None:
            yield from sections(bold(chart.title), self._said(chart.alt))
            return
        yield {"type": "image", "slack_file": {"id": self.picture}, "alt_text": alt}

    def _section(self, section: Section) -> Iterator[Block]:
        rows = section.rows[: self.detail.rows]
        lines = map(self._row, rows)
        yield from sections(
            bold(limits.cut(section.title, self.detail.label)), self._said(section.text), *lines
        )
        pressed = section.buttons[: self.detail.buttons]
        yield from self._pressed([_beside(button, section) for button in pressed])

    def _row(self, row: Row) -> str:
        most = self.detail.label
        label = _line(row.label, most if row.value else 2 * most)
        if row.link is not None and (address := self.links(row.link.thread, row.link)):
            label = link(address, limits.cut(row.label, most))
        line = ": ".join(filter(None, (label, bold(limits.cut(row.value, most)))))
        detail = f" ({_line(row.detail, 2 * most)})" if row.detail.strip() else ""
        begins = "•" if row.share is None or not self.bars else bar(row.share)
        return f"{begins} {line}{detail}"

    def _said(self, text: str) -> str:
        return mrkdwn(limits.shortened(text, self.detail.text))

    def _pressed(self, some: Sequence[Button]) -> Blocks:
        return buttons.blocks(some, self.report.session)

    @property
    def _is_whole(self) -> bool:
        report, most = self.report, self.detail
        texts = (report.text, report.footer, *(section.text for section in report.sections))
        return (
            len(report.sections) <= most.parts
            and all(len(section.rows) <= most.rows for section in report.sections)
            and all(len(section.buttons) <= most.buttons for section in report.sections)
            and all(limits.length(text) <= most.text for text in texts)
        )


def blocks(report: Report, links: Links, *, picture: str | None, bars: bool = True) -> Blocks:
    """A report with as much detail as one message holds."""
    possible = (detail for detail in DETAILS[:-1] if _least(report, detail) <= ROOM)
    for detail in (*possible, DETAILS[-1]):
        telling = Telling(report=report, links=links, picture=picture, bars=bars, detail=detail)
        found = tuple(telling.blocks())
        if fit(found):
            break
    return found


def bar(share: float) -> str:
    """A share as a bar, in the colour of the text: code would be red."""
    full = round(min(max(share, 0.0), 1.0) * CELLS)
    return FULL * full + EMPTY * (CELLS - full)


def _beside(button: Button, section: Section) -> Button:
    """A button of a section, which need not say again what it is about."""
    said = f"{button.label} {section.title}"
    return replace(button, about="") if button.about and button.about in said else button


def _least(report: Report, detail: Detail) -> int:
    """About how many characters are told, without looking at them closely."""
    return sum(
        min(len(section.text), detail.text)
        + sum(min(len(row.label), detail.label) + 1 for row in section.rows[: detail.rows])
        for section in report.sections[: detail.parts]
    )


def _line(text: str, most: int) -> str:
    """Markdown on one line."""
    return mrkdwn(limits.cut(text, most))
