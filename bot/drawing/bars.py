"""The skills: a bar each, with the value before as a mark across it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.drawing.sheet import ACCENT, GROUND, INK, MARGIN, SOFT, SUNK, WIDTH, Sheet

if TYPE_CHECKING:
    from bot.domain.content import Bar, Chart

SIZE: Final = 12.5
SMALL: Final = 10.5
LINE: Final = 15.5
BAR: Final = 9
GAP: Final = 11
FIGURES: Final = 48
"""The room for a bar's figure, besides the number that it rests on."""
FULL: Final = WIDTH - 2 * MARGIN


def draw(sheet: Sheet, chart: Chart, top: float) -> float:
    """Draws the bars from `top` down; gives where they end."""
    down = top
    if any(bar.before is not None for bar in chart.bars) and (chart.now or chart.before):
        down = _key(sheet, chart, down)
    counts = max(sheet.width(_count(bar), SMALL) for bar in chart.bars)
    for number, bar in enumerate(chart.bars, start=1):
        # a name of letters that cannot be drawn is told by its place
        label = bar.label or f"{number}."
        down = _bar(sheet, bar, label, chart.few, down, counts=counts) + GAP
    return down - GAP


def _key(sheet: Sheet, chart: Chart, top: float) -> float:
    """What bar and mark stand for."""
    middle, room = top + 7, FULL / 2 - 24
    now, before = (sheet.fitted(text, SMALL, room) for text in (chart.now, chart.before))
    sheet.box((MARGIN, middle - BAR / 2), 16, BAR, ACCENT, round=2)
    sheet.text((MARGIN + 21, middle), now, SMALL, colour=SOFT, stand="center")
    across = MARGIN + 21 + sheet.width(now, SMALL) + 18
    _tick(sheet, across, middle)
    sheet.text((across + 7, middle), before, SMALL, colour=SOFT, stand="center")
    return top + 21


def _bar(sheet: Sheet, bar: Bar, label: str, few: str, top: float, *, counts: float) -> float:
    known = bar.now is not None
    room = FULL - FIGURES - counts if known else FULL - sheet.width(few, SMALL) - 12
    lines = sheet.wrapped(label, SIZE, room, 2)
    for number, line in enumerate(lines):
        sheet.text((MARGIN, top + LINE * (number + 1) - 4), line, SIZE)
    base = top + LINE * len(lines) - 4
    _figures(sheet, bar, few, counts, base)
    down = top + LINE * len(lines) + 2
    sheet.box((MARGIN, down), FULL, BAR, SUNK, round=2.5)
    if bar.now is not None:
        sheet.box((MARGIN, down), max(2.5, _long(bar.now)), BAR, ACCENT, round=2.5)
    if bar.before is not None:
        _tick(sheet, MARGIN + min(max(_long(bar.before), 1.5), FULL - 1.5), down + BAR / 2)
    return down + BAR


def _count(bar: Bar) -> str:
    return f"n {bar.n}"


def _figures(sheet: Sheet, bar: Bar, few: str, counts: float, base: float) -> None:
    end = WIDTH - MARGIN
    if bar.now is None:
        sheet.text((end, base), few, SMALL, colour=SOFT, align="right")
        return
    sheet.text((end, base), _count(bar), SMALL, colour=SOFT, align="right")
    across = end - counts - 8
    sheet.text((across, base), f"{bar.now:.0f}", SIZE + 1.5, weight="bold", align="right")


def _tick(sheet: Sheet, across: float, middle: float) -> None:
    ends = [(across, middle - BAR / 2 - 3), (across, middle + BAR / 2 + 3)]
    sheet.line(ends, GROUND, 5.4, solid_capstyle="butt")
    sheet.line(ends, INK, 2.6, solid_capstyle="butt")


def _long(value: float) -> float:
    return min(max(value, 0), 100) / 100 * FULL
