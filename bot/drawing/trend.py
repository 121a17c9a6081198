"""The trend: means over time with their 95 % intervals, and gaps that say that they are gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from bot.drawing.sheet import (
    ACCENT,
    BAND,
    INK,
    LINE,
    MARGIN,
    MARK,
    SOFT,
    SUNK,
    WIDTH,
    Sheet,
)

if TYPE_CHECKING:
    from bot.domain.content import Chart, Point

LEFT: Final = MARGIN + 26
RIGHT: Final = WIDTH - MARGIN - 46
HEIGHT: Final = 124
SMALL: Final = 10.5
DOT: Final = 7.5


def draw(sheet: Sheet, chart: Chart, top: float) -> float:
    """Draws the trend from `top` down; gives where it ends."""
    points = chart.trend
    floor = top + HEIGHT
    _grid(sheet, floor)
    for gap in _runs(points, empty=True):
        _gap(sheet, chart.few, gap, len(points), floor)
    for run in _runs(points, empty=False):
        _band(sheet, points, run, floor)
    if chart.mark is not None:
        down = _down(chart.mark, floor)
        sheet.line([(LEFT, down), (RIGHT, down)], MARK, 1.6, linestyle=(0, (4, 3)))
    for run in _runs(points, empty=False):
        _means(sheet, points, run, floor)
    _last(sheet, points, floor)
    return _feet(sheet, points, floor)


def _across(place: int, of: int) -> float:
    return LEFT + (place + 0.5) * (RIGHT - LEFT) / of


def _down(mean: float, floor: float) -> float:
    return floor - min(max(mean, 0), 100) / 100 * HEIGHT


def _runs(points: Sequence[Point], *, empty: bool) -> Iterator[list[int]]:
    """Neighbouring points that have a mean, or have none."""
    for none, run in groupby(range(len(points)), lambda place: points[place].mean is None):
        if none is empty:
            yield list(run)


def _grid(sheet: Sheet, floor: float) -> None:
    for mean in (0, 25, 50, 75, 100):
        down = _down(mean, floor)
        sheet.line([(LEFT, down), (RIGHT, down)], LINE, 1.0 if mean else 1.6)
        if mean % 50 == 0:
            sheet.text(
                (LEFT - 7, down), str(mean), SMALL, colour=SOFT, align="right", stand="center"
            )


def _gap(sheet: Sheet, few: str, gap: list[int], of: int, floor: float) -> None:
    slot = (RIGHT - LEFT) / of
    begins, wide = _across(gap[0], of) - slot / 2, slot * len(gap)
    sheet.box((begins + 1.5, floor - HEIGHT), wide - 3, HEIGHT, SUNK)
    turned = 0 if sheet.width(few, SMALL) < wide - 8 else 90
    fitted = sheet.fitted(few, SMALL, HEIGHT * 0.6 if turned else wide - 8)
    # below the middle, where the pass mark is not
    centre = (begins + wide / 2, floor - HEIGHT * 0.32)
    if wide > SMALL:
        sheet.text(
            centre, fitted, SMALL, colour=SOFT, align="center", stand="center", turned=turned
        )


def _band(sheet: Sheet, points: Sequence[Point], run: list[int], floor: float) -> None:
    """The interval, as a band; where a neighbour has none, as a bar of its own."""
    for known, places in groupby(run, lambda place: points[place].low is not None):
        if not known:
            continue
        ends = [(_across(n, len(points)), *_interval(points[n], floor)) for n in places]
        if len(ends) == 1:
            across, low, high = ends[0]
            ends = [(across - 4, low, high), (across + 4, low, high)]
        lower = [(across, low) for across, low, _ in ends]
        upper = [(across, high) for across, _, high in reversed(ends)]
        sheet.area([*lower, *upper], BAND)


def _interval(point: Point, floor: float) -> tuple[float, float]:
    low, high = point.low, point.high
    return _down(low if low is not None else 0, floor), _down(
        high if high is not None else 100, floor
    )


def _means(sheet: Sheet, points: Sequence[Point], run: list[int], floor: float) -> None:
    places = [(_across(n, len(points)), _down(points[n].mean or 0, floor)) for n in run]
    if len(places) > 1:
        sheet.line(places, ACCENT, 2.6)
    for place in places:
        sheet.dot(place, DOT, ACCENT)


def _last(sheet: Sheet, points: Sequence[Point], floor: float) -> None:
    """The latest figure, beside its dot."""
    last = points[-1]
    if last.mean is None:
        return
    down = min(max(_down(last.mean, floor), floor - HEIGHT + 4), floor - 8)
    sheet.text((RIGHT + 5, down), f"{last.mean:.0f}", 19, weight="bold", stand="center")
    if last.low is not None and last.high is not None:
        between = f"{last.low:.0f}–{last.high:.0f}"
        across = min(RIGHT + 6, WIDTH - MARGIN - sheet.width(between, SMALL))
        sheet.text((across, down + 20), between, SMALL, colour=SOFT)


def _feet(sheet: Sheet, points: Sequence[Point], floor: float) -> float:
    """When each point was, and on how many it rests; as many of them as have room."""
    slot = (RIGHT - LEFT) / len(points)
    labels = [sheet.fitted(point.label, SMALL, 110) for point in points]
    counts = [f"{point.n}" for point in points]
    shown = set(_spaced(sheet, labels, slot))
    counted = set(_spaced(sheet, counts, slot))
    sheet.text((LEFT - 7, floor + 33), "n", SMALL, colour=SOFT, align="right")
    for place, (label, count) in enumerate(zip(labels, counts, strict=True)):
        across = _across(place, len(points))
        if place in shown:
            wide = sheet.width(label, SMALL) / 2
            inside = min(max(across, MARGIN + wide), WIDTH - MARGIN - wide)
            sheet.line([(across, floor), (across, floor + 4)], SOFT, 1)
            sheet.text((inside, floor + 17), label, SMALL, colour=INK, align="center")
        if place in counted:
            sheet.text((across, floor + 33), count, SMALL, colour=SOFT, align="center")
    return floor + 38


def _spaced(sheet: Sheet, texts: Sequence[str], slot: float) -> range:
    """The places of those that can stand side by side, the last one among them."""
    widest = max(sheet.width(text, SMALL) for text in texts) + 7
    step = max(1, -int(-widest // slot))
    return range(len(texts) - 1, -1, -step)
