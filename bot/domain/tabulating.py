"""The sections and lines that reports about results are made of. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain import assignment as assigning
from bot.domain import calendar, statistics, strengths
from bot.domain.assignment import Assigned, Assignment
from bot.domain.attempt import Attempt
from bot.domain.content import Row, Section
from bot.domain.digest import Spread
from bot.domain.strengths import FEWEST, Level, Tries
from bot.domain.team import Team
from bot.domain.transcript import MINUTE, Micros
from bot.domain.wording.managing_table import Managing, whole

MOST_ROWS = 25
"""People, scenarios or skills that a report lists."""
MOST_ATTEMPTS = 10
MOST_CRITERIA = 5


def summary(attempts: Sequence[Attempt], words: Managing, form: str) -> str:
    """How many sessions there were, and how long they took."""
    scored, time = strengths.finished(attempts), strengths.time_spent(attempts)
    return _summary(len(attempts), scored, time, words, form)


def team_summary(summed: Team, words: Managing) -> str:
    """The same of a team."""
    form = words.reports.sessions
    return _summary(summed.sessions, summed.finished, summed.time, words, form)


def _summary(sessions: int, scored: int, time: Micros, words: Managing, form: str) -> str:
    return form.format(
        sessions=words.numbers.sessions(sessions),
        scored=scored,
        time=words.numbers.took(time / MINUTE),
    )


def figures(seen: Sequence[Attempt], words: Managing) -> Section:
    """Average, median, progress and time, each with what it rests on."""
    scores, improvement = strengths.overall(seen), strengths.improvement(seen)
    time = strengths.time_spent(seen) if seen else None
    return _figures(scores, improvement, time, words)


def team_figures(summed: Team, words: Managing) -> Section:
    """The same of a team."""
    time = summed.seen_time if summed.seen else None
    return _figures(summed.scores, summed.improvement, time, words)


def _figures(scores: Spread, improvement: Spread, time: Micros | None, words: Managing) -> Section:
    rows = [*_average(scores, words)] if scores.sessions else []
    rows += _improvement(improvement, words)
    if time is not None:
        took = words.numbers.took(time / MINUTE)
        rows.append(Row(label=words.reports.time, value=words.reports.about.format(time=took)))
    return Section(title=words.reports.figures, rows=tuple(rows))


def skill_section(levels: Sequence[Level], words: Managing, title: str) -> Section:
    """Skills, the strongest first, with how they stood a while ago."""
    return Section(
        title=title,
        rows=tuple(_level(one, words.skill(one.id).title, words) for one in levels[:MOST_ROWS]),
    )


def weakest(levels: Sequence[Level], words: Managing) -> Section:
    known = [level for level in levels if level.mean is not None]
    weakest = known[: -MOST_CRITERIA - 1 : -1]
    rows = tuple(_level(level, level.title, words) for level in weakest)
    return Section(title=words.reports.weakest, rows=rows)


def tries_section(tries: Sequence[Tries], words: Managing, title: str) -> Section:
    """Every attempt at every scenario."""
    return Section(title=title, rows=tuple(_tried(one, words) for one in tries[:MOST_ROWS]))


def steps(one: Assigned, now: Micros, words: Managing) -> Iterator[Row]:
    """Each scenario of an assignment with its status for one person; the due date stands once, at
    the first that is still to be done."""
    when = due(one.assignment, words)
    for step in assigning.steps(one, now):
        rests = []
        if step.status != "passed" and when:
            rests.append(when)
            when = ""
        if step.best is not None:
            rests.append(words.reports.best.format(best=step.best))
        if step.attempts:
            rests.append(_attempts(step.attempts, one.assignment.most, words))
        yield Row(
            label=step.title, value=words.reports.statuses[step.status], detail=", ".join(rests)
        )


def _attempts(count: int, most: int | None, words: Managing) -> str:
    if most is None:
        return words.numbers.attempts(count)
    return words.numbers.attempts_of.format(n=count, of=most)


def due(asked: Assignment, words: Managing) -> str:
    """When an assignment is due, in its own zone; empty where it is not."""
    if asked.due is None:
        return ""
    shown = calendar.local(asked.due, asked.zone)
    return words.reports.due.format(
        day=words.dates.long(shown.date()), time=f"{shown:%H:%M}", zone=asked.zone
    )


def beginning(said: str) -> str:
    """Words as they begin a line."""
    return said[:1].upper() + said[1:]


def kept(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections that say something."""
    return tuple(section for section in sections if section.rows or section.text)


def footer(form: str, words: Managing, *, sample: bool) -> str:
    said = form.format(least=FEWEST)
    return f"{words.digests.sample} {said}" if sample else said


def _average(spread: Spread, words: Managing) -> Iterator[Row]:
    mean, middle = statistics.mean(spread), statistics.median_of(spread.scores)
    if spread.sessions < FEWEST or mean is None or middle is None:
        few = words.numbers.few.format(n=spread.sessions, least=FEWEST)
        yield Row(label=words.reports.average, value=few)
        return
    yield Row(
        label=words.reports.average,
        value=words.numbers.mark(mean),
        detail=words.numbers.rests_on(spread, statistics.interval(spread)),
        share=mean / 100,
    )
    yield Row(label=words.reports.median, value=words.numbers.mark(middle))


def _improvement(spread: Spread, words: Managing) -> Iterator[Row]:
    mean = statistics.mean(spread)
    if mean is None or spread.sessions < FEWEST:
        return
    many = spread.people > 1
    rests = [words.numbers.people(spread.people)] if many else []
    rests.append(words.reports.tried_twice.format(n=spread.sessions))
    yield Row(
        label=words.reports.improvement, value=words.numbers.signed(mean), detail=", ".join(rests)
    )


def _level(level: Level, title: str, words: Managing) -> Row:
    if level.mean is None:
        few = words.numbers.few.format(n=level.sessions, least=FEWEST)
        return Row(label=title, value=few)
    rests = [words.numbers.scores(level.sessions)]
    if level.before is not None:
        rests.append(words.reports.month_ago.format(figure=whole(level.before)))
    return Row(
        label=title,
        value=words.numbers.mark(level.mean),
        detail=", ".join(rests),
        share=level.mean / 100,
    )


def _tried(one: Tries, words: Managing) -> Row:
    if one.best is None:
        none = words.numbers.none if one.scored else words.numbers.unscored
        attempts = words.numbers.attempts(len(one.attempts))
        return Row(label=one.title, value=none, detail=attempts)
    passed = f", {words.reports.passed}" if one.passed else ""
    marks = ["–" if a.total is None else str(a.total) for a in one.scored[-MOST_ATTEMPTS:]]
    attempts = words.numbers.attempts(len(one.scored))
    up = f"; {words.numbers.signed(one.improvement)}" if one.improvement else ""
    return Row(
        label=one.title,
        value=words.reports.best.format(best=one.best) + passed,
        detail=f"{attempts}: {', '.join(marks)}{up}",
        share=one.best / 100,
    )
