"""What managers are shown of a team, a person and assignments, as reports. Pure.

They see the scores of assigned and shared sessions; of others only that they were begun and closed
with a scorecard.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.domain import assignment as assigning
from bot.domain import calendar, charting, statistics, strengths, tabulating, team
from bot.domain.assignment import Assigned, Assignment, Status
from bot.domain.attempt import Attempt
from bot.domain.content import Button, Report, Row, Section
from bot.domain.strengths import FEWEST
from bot.domain.surface import MemberId
from bot.domain.tabulating import MOST_ROWS
from bot.domain.team import Own, Played, Team
from bot.domain.transcript import Micros
from bot.domain.wording import managing
from bot.domain.wording.managing_table import Managing

MOST_NAMES = 10
MOST_ASSIGNMENTS = 10

Standing = tuple[Assignment, Sequence[Assigned]]
"""An assignment as it stands for each of its people."""


def team_report(
    attempts: Sequence[Attempt],
    *,
    names: Mapping[MemberId, str],
    now: Micros,
    language: str = "en",
    zone: str = "UTC",
    title: str = "",
    only_for: MemberId | None = None,
    sample: bool = False,
) -> Report:
    """`report_of` a team whose sessions are given: those of others are left out."""
    return report_of(
        team.of([attempt for attempt in attempts if attempt.member in names], now),
        names=names,
        now=now,
        language=language,
        zone=zone,
        title=title,
        only_for=only_for,
        sample=sample,
    )


def report_of(
    summed: Team,
    *,
    names: Mapping[MemberId, str],
    now: Micros,
    language: str = "en",
    zone: str = "UTC",
    title: str = "",
    only_for: MemberId | None = None,
    sample: bool = False,
) -> Report:
    """How a team does: `names` are all of its people, whoever has not started among them; `title` is
    the group's."""
    words = managing.of(language)
    heading = words.reports.team.format(title=title or words.reports.everybody)
    sections = (
        tabulating.team_figures(summed, words),
        tabulating.skill_section(summed.skills, words, words.reports.skills),
        tabulating.weakest(summed.criteria, words),
        _by_scenario(summed, words),
        _by_person(summed, names, zone, words),
        _idle(summed, names, words),
    )
    return Report(
        title=heading,
        text=_summary(summed, names, words),
        sections=tabulating.kept(sections),
        chart=charting.chart(
            words,
            title=heading,
            trend=charting.by_week(summed.weeks, now, zone, words),
            trend_title=words.reports.trend_weeks,
            bars=charting.bars(summed.skills, words),
            now=words.reports.now,
            before=words.reports.month_before,
            unit=words.numbers.scores,
            sample=sample,
        ),
        footer=tabulating.footer(words.reports.footer, words, sample=sample),
        only_for=only_for,
        language=words.language,
    )


def person_report(
    attempts: Sequence[Attempt],
    assigned: Sequence[Assigned],
    *,
    name: str,
    now: Micros,
    language: str = "en",
    zone: str = "UTC",
    only_for: MemberId | None = None,
    sample: bool = False,
) -> Report:
    """How one person does, as their managers may see it: `attempts` are all their sessions."""
    words = managing.of(language)
    seen = strengths.visible(attempts)
    skills = strengths.skills(seen, now)
    heading = words.reports.person.format(name=name)
    sections = (
        _assigned(assigned, now, words),
        tabulating.figures(seen, words),
        tabulating.tries_section(strengths.tries(seen), words, words.reports.scenarios),
        tabulating.skill_section(skills, words, words.reports.skills),
        tabulating.weakest(strengths.criteria(seen, now), words),
        _own(attempts, words),
    )
    return Report(
        title=heading,
        text=_of_person(attempts, name, zone, words),
        sections=tabulating.kept(sections),
        chart=charting.chart(
            words,
            title=heading,
            trend=charting.by_session(seen, zone, words),
            trend_title=words.reports.trend_sessions,
            bars=charting.bars(skills, words),
            now=words.reports.now,
            before=words.reports.month_before,
            unit=words.numbers.scores,
            sample=sample,
        ),
        footer=tabulating.footer(words.reports.person_footer, words, sample=sample),
        only_for=only_for,
        language=words.language,
    )


def assignments_report(
    standings: Sequence[Standing],
    *,
    names: Mapping[MemberId, str],
    now: Micros,
    language: str = "en",
    only_for: MemberId | None = None,
    sample: bool = False,
) -> Report:
    """Every assignment with how it stands for each of its people, and a button to withdraw it
    (Action "withdraw", value: the assignment's id)."""
    words = managing.of(language)
    shown, rest = standings[:MOST_ASSIGNMENTS], len(standings) - MOST_ASSIGNMENTS
    told = [words.reports.more_assignments(rest)] if rest > 0 else []
    told += [words.digests.sample] if sample else []
    return Report(
        title=words.reports.assignments,
        text="" if standings else words.reports.no_assignments,
        sections=tuple(_standing(one, names, now, words) for one in shown),
        footer=" ".join(told),
        only_for=only_for,
        language=words.language,
    )


def _summary(summed: Team, names: Mapping[MemberId, str], words: Managing) -> str:
    if not summed.people:
        return words.reports.nobody
    people = words.numbers.people(len(names))
    said = words.reports.active.format(n=len(summed.people), people=people)
    return f"{said} {tabulating.team_summary(summed, words)}"


def _of_person(attempts: Sequence[Attempt], name: str, zone: str, words: Managing) -> str:
    if not attempts:
        return words.reports.nothing.format(name=name)
    last = calendar.day(max(attempt.opened for attempt in attempts), zone)
    said = words.reports.last.format(day=words.dates.long(last))
    return f"{tabulating.summary(attempts, words, words.reports.sessions)} {said}"


def _by_scenario(summed: Team, words: Managing) -> Section:
    """Each scenario's mean, the lowest first."""
    known = [one for one in summed.scenarios if one.scores.sessions >= FEWEST]
    known.sort(key=lambda one: (statistics.mean(one.scores) or 0, one.title))
    rows = tuple(_scenario(one, words) for one in known[:MOST_ROWS])
    return Section(title=words.reports.scenarios, rows=rows)


def _scenario(one: Played, words: Managing) -> Row:
    mean = statistics.mean(one.scores) or 0.0
    level = words.reports.difficulty.format(level=one.difficulty)
    rests = f"{level}, {words.numbers.people(one.scores.people)}"
    return Row(
        label=one.title,
        value=words.numbers.mark(mean),
        detail=rests,
        share=mean / 100,
    )


def _by_person(summed: Team, names: Mapping[MemberId, str], zone: str, words: Managing) -> Section:
    """Everybody who has begun; of many, those whose last score is the lowest."""
    people = [(names.get(one.member, str(one.member)), one) for one in summed.people]
    people.sort(key=lambda pair: pair[0].casefold())
    rest = len(people) - MOST_ROWS
    if rest > 0:
        people.sort(key=lambda pair: 101 if pair[1].last is None else pair[1].last)
    rows = [_person(name, own, zone, words) for name, own in people[:MOST_ROWS]]
    if rest > 0:
        rows.append(Row(label=words.numbers.more(rest)))
    title = words.reports.lowest_first if rest > 0 else words.reports.people
    return Section(title=title, rows=tuple(rows))


def _person(name: str, own: Own, zone: str, words: Managing) -> Row:
    shown = words.reports.best_last.format(best=own.best, last=own.last)
    last = words.dates.short(calendar.day(own.opened, zone))
    return Row(
        label=name,
        value="" if own.best is None else shown,
        detail=f"{words.numbers.sessions(own.sessions)}, {last}",
    )


def _idle(summed: Team, names: Mapping[MemberId, str], words: Managing) -> Section:
    """Who has begun no session at all."""
    begun = {one.member for one in summed.people}
    idle = sorted((name for one, name in names.items() if one not in begun), key=str.casefold)
    told = words.numbers.listed(idle, MOST_ROWS) if idle else words.reports.all_started
    return Section(title=words.reports.not_started, text=told if names else "")


def _assigned(assigned: Sequence[Assigned], now: Micros, words: Managing) -> Section:
    rows = [row for one in assigned for row in tabulating.steps(one, now, words)]
    return Section(title=words.reports.assigned, rows=tuple(rows[:MOST_ROWS]))


def _own(attempts: Sequence[Attempt], words: Managing) -> Section:
    """Practice that nobody assigned or shared: that it took place, and nothing else."""
    own = [attempt for attempt in attempts if not attempt.visible]
    if not own:
        return Section()
    told = words.reports.own_sessions.format(
        sessions=words.numbers.sessions(len(own)), scored=strengths.finished(own)
    )
    return Section(title=words.reports.own, text=told)


_ORDER: tuple[Status, ...] = (
    "past due",
    "did not pass",
    "not started",
    "in progress",
    "passed",
)


def _standing(
    standing: Standing, names: Mapping[MemberId, str], now: Micros, words: Managing
) -> Section:
    asked, people = standing
    by_status: dict[Status, list[str]] = {}
    for one in people:
        name = names.get(one.assignee.member, one.assignee.member)
        by_status.setdefault(assigning.status(one, now), []).append(name)
    rows = [
        _status(status, by_status[status], len(people), words)
        for status in _ORDER
        if status in by_status
    ]
    return Section(
        title=" → ".join(asked.titles),
        text="\n".join(_terms(asked, words, nobody=not people)),
        rows=tuple(rows),
        buttons=(
            Button(words.reports.withdraw, "withdraw", asked.id, about=" → ".join(asked.titles)),
        ),
    )


def _status(status: Status, people: list[str], every: int, words: Managing) -> Row:
    return Row(
        label=tabulating.beginning(words.reports.statuses[status]),
        value=words.numbers.share.format(n=len(people), of=every),
        detail=words.numbers.listed(sorted(people, key=str.casefold), MOST_NAMES),
        share=len(people) / every,
    )


def _terms(asked: Assignment, words: Managing, *, nobody: bool) -> Iterator[str]:
    """What was asked for: by when, and what it takes."""
    parts = [tabulating.due(asked, words)]
    mark = words.reports.own_mark
    if asked.pass_mark is not None:
        mark = words.reports.pass_mark.format(mark=asked.pass_mark)
    parts.append(mark)
    if asked.least > 1:
        parts.append(words.reports.least_attempts(asked.least))
    if asked.most is not None:
        parts.append(words.reports.most_attempts(asked.most))
    if asked.assessment:
        parts.append(words.reports.assessment)
    said = ", ".join(part for part in parts if part)
    yield f"{tabulating.beginning(said)}."
    if nobody:
        yield words.reports.nobody_reached
