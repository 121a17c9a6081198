"""A chart's picture: its title, its trend and its bars, one below the other."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, cast

from bot.drawing import bars, trend
from bot.drawing.letters import Letters
from bot.drawing.sheet import BAND, MARGIN, MARK, SOFT, SUNK, WARN, WARN_TINT, WIDTH, Sheet

if TYPE_CHECKING:
    from bot.domain.content import Chart

TITLE: Final = 16.5
HEADING: Final = 12
SMALL: Final = 10.5
FULL: Final = WIDTH - 2 * MARGIN


def draw(written: str) -> bytes:
    """A PNG, 1080 pixels wide, of a chart as JSON; the same chart is the same bytes."""
    letters = Letters(json.dumps(json.loads(written), ensure_ascii=False))
    chart = read(written, letters)
    sheet = Sheet(letters.families)
    down = _title(sheet, chart, MARGIN - 2)
    if chart.sample:
        down = _sample(sheet, chart.sample_title, down)
    if chart.trend:
        down = _interval(sheet, chart, down + 15)
        down = _mark(sheet, chart, down)
        down = trend.draw(sheet, chart, down + 12)
    if chart.bars:
        down = _heading(sheet, chart.bars_title, down + 17)
        down = bars.draw(sheet, chart, down + 6)
    if not chart.trend and not chart.bars:
        down = _empty(sheet, chart.few, down + 15)
    return sheet.png(down + MARGIN)


def read(written: str, letters: Letters) -> Chart:
    """The chart, with the letters that can be drawn. Read by hand, as what reads it elsewhere takes
    longer to load than all of the drawing."""

    def part(found: dict[str, Any]) -> SimpleNamespace:
        clean = {
            name: letters.drawable(value) if isinstance(value, str) else value
            for name, value in found.items()
        }
        return SimpleNamespace(**clean)

    return cast("Chart", json.loads(written, object_hook=part))


def _title(sheet: Sheet, chart: Chart, top: float) -> float:
    for line in sheet.wrapped(chart.title, TITLE, FULL, 3, "bold"):
        top += 21
        sheet.text((MARGIN, top - 5), line, TITLE, weight="bold")
    return top


def _heading(sheet: Sheet, text: str, top: float, room: float = FULL) -> float:
    lines = sheet.wrapped(text, HEADING, room, 2, "bold")
    for number, line in enumerate(lines, start=1):
        place = (MARGIN, top + 16 * number - 4)
        sheet.text(place, line, HEADING, colour=SOFT, weight="bold")
    return top + 16 * max(len(lines), int(room < FULL))


def _interval(sheet: Sheet, chart: Chart, top: float) -> float:
    """The trend's heading, with what the band stands for."""
    if all(point.low is None for point in chart.trend):
        return _heading(sheet, chart.trend_title, top)
    end, text = WIDTH - MARGIN, "95 %"
    wide = sheet.width(text, SMALL)
    sheet.text((end, top + 8), text, SMALL, colour=SOFT, align="right", stand="center")
    sheet.box((end - wide - 22, top + 3), 16, 10, BAND, round=2)
    return _heading(sheet, chart.trend_title, top, FULL - wide - 32)


def _mark(sheet: Sheet, chart: Chart, top: float) -> float:
    """What the broken line stands for."""
    if chart.mark is None or not chart.mark_title:
        return top
    number = str(chart.mark)
    text = chart.mark_title if number in chart.mark_title else f"{chart.mark_title} {number}"
    middle = top + 11
    ends = [(MARGIN, middle), (MARGIN + 22, middle)]
    sheet.line(ends, MARK, 1.6, linestyle=(0, (4, 3)))
    fitted = sheet.fitted(text, SMALL, FULL - 30)
    sheet.text((MARGIN + 28, middle), fitted, SMALL, colour=MARK, stand="center")
    return top + 18


def _sample(sheet: Sheet, text: str, top: float) -> float:
    """Says that the figures are made up."""
    fitted = sheet.fitted(text, HEADING, FULL - 20, "bold")
    wide = sheet.width(fitted, HEADING, "bold") + 20
    sheet.box((MARGIN, top + 7), wide, 22, WARN_TINT, round=6)
    sheet.text(
        (MARGIN + wide / 2, top + 18),
        fitted,
        HEADING,
        colour=WARN,
        weight="bold",
        align="center",
        stand="center",
    )
    return top + 29


def _empty(sheet: Sheet, few: str, top: float) -> float:
    sheet.box((MARGIN, top), FULL, 90, SUNK, round=6)
    fitted = sheet.fitted(few, HEADING, FULL - 20)
    sheet.text((WIDTH / 2, top + 45), fitted, HEADING, colour=SOFT, align="center", stand="center")
    return top + 90
