"""A report as text and embeds: one message with as much of it as fits, that says where something is
left out. Pure.

What fits stands in the text, where notifications show it and nobody has switched it off; else each
section is an embed. A bar is made of characters of one width, before its line. Where there is no
picture of the chart, its words stand in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from adapters.discord import buttons, limits
from adapters.discord.buttons import Components
from adapters.discord.embeds import CALM, Embed, Embeds, apart, embed, first, joined, texts
from adapters.discord.files import File, address
from adapters.discord.markdown import bold, heading, link, markdown, small
from bot.domain import wording
from bot.domain.content import Button, Report, Row, Section
from bot.domain.telling import Links

CELLS = 10
"""Of a bar."""
FIGURE = 60
"""Characters of what a row says at most, for it to be in bold."""
HOPELESS = 2 * (limits.CONTENT + limits.ALL_EMBEDS)
"""So many characters need not be tried."""
FULL, EMPTY, NONE = "█", "░", "·"


@dataclass(frozen=True, slots=True)
class Detail:
    """How much of a report is told."""

    rows: int = 9_999
    """Of a section, at most."""
    text: int = 9_999
    """Characters of a text, at most."""
    parts: int = 9_999
    """Sections, at most."""
    label: int = 150
    """Characters of a title and a row's label, each; twice as many of one that stands alone."""


DETAILS = (
    Detail(),
    Detail(rows=40, text=3_000, parts=20),
    Detail(rows=20, text=1_500, parts=16),
    Detail(rows=10, text=600, parts=12),
    Detail(rows=5, text=300, parts=10, label=80),
    Detail(rows=3, text=100, parts=5, label=40),
    Detail(rows=1, text=40, parts=3, label=20),
)
"""From all to the least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One report, told in one detail."""

    report: Report
    links: Links
    picture: File | None
    whole: bool
    """Whether all of its buttons are there."""
    detail: Detail

    @property
    def size(self) -> int:
        """About how many characters it comes to, at least."""
        most, report = self.detail, self.report
        sections = report.sections[: most.parts]
        texts = [report.text, report.footer, *(section.text for section in sections)]
        for row in (row for section in sections for row in section.rows[: most.rows]):
            texts += (row.label[: most.label], row.value, row.detail)
        return sum(min(len(text.strip()), most.text) for text in texts)

    def head(self) -> str:
        title = heading(limits.cut(self.report.title, self.detail.label))
        return joined(title, self._said(self.report.text))

    def sections(self) -> Iterator[str]:
        if self.report.chart is not None and self.picture is None:
            chart = self.report.chart
            yield joined(self._title(chart.title), self._said(chart.alt))
        for section in self.report.sections[: self.detail.parts]:
            rows = section.rows[: self.detail.rows]
            barred = any(row.share is not None for row in rows)
            lines = (self._row(row, barred=barred) for row in rows)
            yield joined(self._title(section.title), self._said(section.text), *lines)

    def foot(self) -> str:
        left_out = "" if self._is_whole else wording.of(self.report.language).labels.left_out
        return joined(_small(self._said(self.report.footer)), small(markdown(left_out)))

    def _row(self, row: Row, *, barred: bool) -> str:
        most = self.detail.label if row.value else 2 * self.detail.label
        label = limits.cut(row.label, most)
        shown = self._line(label)
        if row.link is not None and (there := self.links(None, row.link)):
            shown = link(there, label)
        line = ": ".join(part for part in (shown, self._value(row.value)) if part)
        if row.detail.strip():
            line = f"{line} ({self._line(limits.shortened(row.detail, self.detail.text))})"
        return f"{bar(row.share)} {line}" if barred else f"- {line}"

    def _value(self, value: str) -> str:
        """A figure or a word in bold; sentences as they are."""
        if limits.length(value) <= FIGURE:
            return bold(limits.cut(value, self.detail.label))
        return self._line(limits.shortened(value, self.detail.text))

    def _title(self, title: str) -> str:
        return bold(limits.cut(title, self.detail.label))

    def _line(self, text: str) -> str:
        """Markdown on one line."""
        return markdown(" ".join(text.split()))

    def _said(self, text: str) -> str:
        return markdown(limits.shortened(text, self.detail.text))

    @property
    def _is_whole(self) -> bool:
        report, most = self.report, self.detail
        rows = [row for section in report.sections for row in section.rows]
        all = [report.text, report.footer, *(section.text for section in report.sections)]
        all += [text for row in rows for text in (row.value, row.detail)]
        return (
            self.whole
            and len(report.sections) <= most.parts
            and most.label >= DETAILS[0].label
            and max((len(section.rows) for section in report.sections), default=0) <= most.rows
            and max(map(limits.length, all)) <= most.text
        )


def told(report: Report, links: Links, *, picture: File | None) -> tuple[str, Embeds, Components]:
    """A report with as much detail as one message holds: its text, its embeds, and its buttons."""
    below, whole = _below(report)
    for detail in DETAILS:
        telling = Telling(report=report, links=links, picture=picture, whole=whole, detail=detail)
        if detail is not DETAILS[-1] and telling.size > HOPELESS:
            continue
        content, embeds = _placed(telling)
        if limits.fit(content, texts(embeds)):
            break
    return first(content), embeds, below


def bar(share: float | None) -> str:
    """A share as a bar; where there is none, a place of the same width."""
    if share is None:
        return f"`{NONE * CELLS}`"
    full = round(min(max(share, 0.0), 1.0) * CELLS)
    return f"`{FULL * full}{EMPTY * (CELLS - full)}`"


def _placed(telling: Telling) -> tuple[str, Embeds]:
    """All in the text where it fits, else in an embed for each section."""
    shown = tuple(_pictured(telling))
    sections = tuple(part for part in telling.sections() if part.strip())
    whole = apart(telling.head(), *sections, telling.foot())
    if limits.fit(whole):
        return whole, shown
    every = [embed(apart(*some)) for some in _shared(sections, limits.EMBEDS - len(shown))]
    return joined(telling.head(), telling.foot()), (*shown, *every)


def _pictured(telling: Telling) -> Iterator[Embed]:
    """The picture has its own title in it."""
    if telling.report.chart is not None and telling.picture is not None:
        yield {"color": CALM, "image": dict(address(telling.picture))}


def _shared(sections: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    """An embed each, or several sections in one where they are more than there may be."""
    size = -(-len(sections) // most) or 1
    return (sections[start : start + size] for start in range(0, len(sections), size))


def _below(report: Report) -> tuple[Components, bool]:
    """The buttons below each other, and whether these are all: those of the last sections give way."""
    for count in range(len(report.sections), -1, -1):
        some = (*_pressed(report.sections[:count]), *report.buttons)
        rows = buttons.every_row(some, report.session)
        if len(rows) <= limits.ROWS:
            whole = not any(section.buttons for section in report.sections[count:])
            return rows, whole
    return buttons.rows(report.buttons, report.session), False


def _pressed(sections: Sequence[Section]) -> Iterator[Button]:
    """The buttons of sections: where there are several with some, each says what it is about, and
    those that differ only in that stand together."""
    found = [section for section in sections if section.buttons]
    if len(found) < 2:
        yield from (button for section in found for button in section.buttons)
        return
    every = [
        replace(button, about=button.about or section.title)
        for section in found
        for button in section.buttons
    ]
    kinds = dict.fromkeys((button.label, button.action) for button in every)
    for kind in kinds:
        yield from (button for button in every if (button.label, button.action) == kind)


def _small(text: str) -> str:
    return "\n".join(small(line) for line in text.splitlines() if line.strip())
