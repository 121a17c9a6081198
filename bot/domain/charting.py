"""Charts of results, each with all of it in words for who does not see the picture. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.domain import calendar, statistics
from bot.domain.attempt import Attempt
from bot.domain.content import Bar, Chart, Point
from bot.domain.digest import Spread
from bot.domain.strengths import FEWEST, Level
from bot.domain.team import weeks
from bot.domain.transcript import Micros
from bot.domain.wording.managing_table import Counted, Managing, whole

MOST_BARS = 8
MOST_POINTS = 12


def chart(
    words: Managing,
    *,
    title: str,
    trend: Sequence[Point],
    trend_title: str,
    bars: Sequence[Bar],
    now: str,
    before: str,
    unit: Counted,
    sample: bool = False,
) -> Chart | None:
    """A chart with its words; None where it would show nothing. `unit` is what `Bar.n` counts."""
    if not any(point.mean is not None for point in trend) and not any(
        bar.now is not None for bar in bars
    ):
        return None
    drawn = Chart(
        title=title,
        alt="",
        trend=tuple(trend),
        trend_title=trend_title,
        bars=_ends(bars),
        bars_title=words.digests.skills if len(bars) <= MOST_BARS else words.digests.some_skills,
        now=now,
        before=before,
        few=words.numbers.too_few,
        sample=sample,
        sample_title=words.digests.sample_title,
    )
    return replace(drawn, alt=" ".join(_sentences(drawn, unit, words)))


def point(label: str, spread: Spread, *, least: int) -> Point:
    """A moment of a trend; without its mean where too few people or scores are behind it."""
    if spread.people < max(least, 1) or spread.sessions < FEWEST:
        return Point(label=label, n=spread.people)
    found = statistics.interval(spread)
    return Point(
        label=label,
        mean=statistics.mean(spread),
        low=None if found is None else found.low,
        high=None if found is None else found.high,
        n=spread.people,
    )


def bars(levels: Sequence[Level], words: Managing) -> tuple[Bar, ...]:
    """Skills as bars, those left out that have no mean."""
    return tuple(
        Bar(
            label=words.skill(level.id).title,
            now=level.mean,
            before=level.before,
            n=level.sessions,
        )
        for level in levels
        if level.mean is not None
    )


def by_week(
    spreads: Sequence[Spread], now: Micros, zone: str, words: Managing
) -> tuple[Point, ...]:
    """The means of the last weeks (`team.weeks`)."""
    return tuple(
        point(words.dates.short(calendar.day(begins, zone)), spread, least=1)
        for (begins, _), spread in zip(weeks(now), spreads, strict=True)
    )


def by_session(attempts: Sequence[Attempt], zone: str, words: Managing) -> tuple[Point, ...]:
    """One person's last scores, each by itself."""
    scored = [a for a in attempts if a.state == "scored" and a.total is not None]
    scored.sort(key=lambda attempt: (attempt.opened, attempt.session))
    return tuple(
        Point(label=words.dates.short(calendar.day(attempt.opened, zone)), mean=attempt.total, n=1)
        for attempt in scored[-MOST_POINTS:]
    )


def _ends(bars: Sequence[Bar]) -> tuple[Bar, ...]:
    """The strongest and the weakest, where there are too many."""
    half = MOST_BARS // 2
    return tuple(bars) if len(bars) <= MOST_BARS else (*bars[:half], *bars[-half:])


def _sentences(drawn: Chart, unit: Counted, words: Managing) -> Iterator[str]:
    if drawn.sample:
        yield f"{drawn.sample_title}."
    if drawn.trend:
        told = "; ".join(_point(one, words) for one in drawn.trend)
        yield f"{drawn.trend_title}: {told}."
    if drawn.bars:
        told = "; ".join(_bar(one, drawn, unit, words) for one in drawn.bars)
        yield f"{drawn.bars_title}: {told}."


def _point(one: Point, words: Managing) -> str:
    if one.mean is None:
        return f"{one.label} {words.numbers.too_few}"
    if one.low is None or one.high is None:
        return f"{one.label} {whole(one.mean)}"
    ends = words.numbers.ends.format(low=whole(one.low), high=whole(one.high))
    return f"{one.label} {whole(one.mean)} ({ends}, {words.numbers.people(one.n)})"


def _bar(one: Bar, drawn: Chart, unit: Counted, words: Managing) -> str:
    now = words.numbers.too_few if one.now is None else str(whole(one.now))
    before = "" if one.before is None else f", {drawn.before} {whole(one.before)}"
    return f"{one.label} {now} ({unit(one.n)}{before})"
