"""The forms of what is said about results: what every language must bring.

A sentence with places in braces is a template for `str.format`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.domain.calendar import date
from bot.domain.digest import Spread
from bot.domain.statistics import Interval

Cadence = Literal["weekly", "monthly"]
Status = Literal["not started", "in progress", "passed", "did not pass", "past due"]


def whole(figure: float) -> int:
    """A figure in whole points, halves up."""
    return math.floor(figure + 0.5)


@dataclass(frozen=True, slots=True)
class Counted:
    """A thing with its number: one of it, and several."""

    one: str
    many: str

    def __call__(self, n: int, **places: object) -> str:
        return (self.one if n == 1 else self.many).format(n=n, **places)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """How days and spans are written."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    day: str
    span: str
    near: str
    """A span within one month."""

    def long(self, day: date) -> str:
        """9 November."""
        return self.day.format(day=day.day, month=self.months[day.month - 1])

    def short(self, day: date) -> str:
        """9 Nov."""
        return self.day.format(day=day.day, month=self.short_months[day.month - 1])

    def month(self, day: date) -> str:
        """November 2026."""
        return f"{self.months[day.month - 1]} {day.year}"

    def between(self, first: date, last: date) -> str:
        """9 to 15 November."""
        if (first.year, first.month) == (last.year, last.month):
            return self.near.format(first=first.day, last=self.long(last))
        return self.span.format(first=self.long(first), last=self.long(last))


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Figures, with what they rest on."""

    of_100: str
    share: str
    people: Counted
    sessions: Counted
    scores: Counted
    attempts: Counted
    attempts_of: str
    points: Counted
    hours: Counted
    minutes: Counted
    range: str
    """Where the true mean lies, 19 times in 20."""
    ends: str
    """The same in brackets, for pictures."""
    few: str
    few_people: str
    too_few: str
    """The same in a word or two, for pictures."""
    tokens: str
    money: str
    point: str
    """What stands between units and tenths."""
    none: str
    """In place of a total where there was not enough to judge."""
    unscored: str
    """In place of one where nothing was scored."""
    more: Counted
    and_: str

    def mark(self, figure: float) -> str:
        """74 of 100."""
        return self.of_100.format(figure=whole(figure))

    def signed(self, change: float) -> str:
        """+4 points, with a real minus sign."""
        points = whole(abs(change))
        sign = "" if not points else "+" if change > 0 else "\N{MINUS SIGN}"
        return sign + self.points(points)

    def dollars(self, cost: float) -> str:
        amount = f"{cost:.2f}" if cost >= 0.01 or not cost else f"{cost:.4f}"
        return self.money.format(amount=amount.replace(".", self.point))

    def of_tokens(self, count: int) -> str:
        """200,000 tokens."""
        apart = "," if self.point == "." else "."
        return self.tokens.format(figure=f"{count:,}".replace(",", apart))

    def took(self, minutes: float) -> str:
        """Hours from two of them on, else minutes."""
        return self.hours(whole(minutes / 60)) if minutes >= 120 else self.minutes(whole(minutes))

    def rests_on(self, spread: Spread, found: Interval | None) -> str:
        """What a mean rests on, and how sure it is."""
        parts = [self.people(spread.people)] if spread.people > 1 else []
        parts.append(self.scores(spread.sessions))
        if found is not None:
            parts.append(self.range.format(low=whole(found.low), high=whole(found.high)))
        return ", ".join(parts)

    def listed(self, names: Sequence[str], most: int, *, besides: int = 0) -> str:
        """Names in a row; those beyond `most`, and so many `besides`, are counted."""
        shown, rest = list(names[:most]), max(0, len(names) - most) + besides
        if rest:
            shown.append(self.more(rest))
        if len(shown) < 2:
            return "".join(shown)
        return f"{', '.join(shown[:-1])} {self.and_} {shown[-1]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """A skill: what it is called, and what a team can do about it in ten minutes."""

    title: str
    exercise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digests:
    """The sentences of a digest. `before` says which time figures are compared with."""

    title: str
    before: Mapping[Cadence, str]
    trend: Mapping[Cadence, str]
    active: Counted
    """By the number of people."""
    average_is: str
    better: str
    worse: str
    unclear: str
    chance: str
    nobody: str
    how_to_assign: str
    activity: Mapping[Cadence, str]
    sessions: str
    people: str
    scored: str
    average: str
    median: str
    change: str
    was: str
    assignments: str
    pairs: str
    """What is counted there: each assignment of each person."""
    done: str
    passed: str
    not_started: str
    past_due: str
    strongest: str
    weakest: str
    listed: str
    """The heading where there are too few to tell strong ones from weak ones."""
    quotes: str
    quoted: str
    coach: str
    coach_skill: str
    coach_trains: str
    coach_criterion: str
    coach_scenario: str
    coach_not_started: Counted
    coach_past_due: Counted
    coach_failed: Counted
    coach_nothing: str
    coach_few: str
    also: str
    helpful: str
    cost: str
    no_price: str
    calls: Counted
    footer: str
    footer_range: str
    """Where there is an average."""
    sample: str
    sample_title: str
    some_skills: str
    skills: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """The sentences of the reports for managers, some of which trainees read as well."""

    team: str
    everybody: str
    person: str
    active: str
    sessions: str
    time: str
    about: str
    last: str
    nothing: str
    nobody: str
    figures: str
    average: str
    median: str
    improvement: str
    tried_twice: str
    skills: str
    month_ago: str
    month_before: str
    """The same as a label."""
    now: str
    weakest: str
    scenarios: str
    difficulty: str
    people: str
    lowest_first: str
    best_last: str
    not_started: str
    all_started: str
    assigned: str
    due: str
    pass_mark: str
    own_mark: str
    least_attempts: Counted
    most_attempts: Counted
    assessment: str
    best: str
    passed: str
    own: str
    own_sessions: str
    assignments: str
    no_assignments: str
    withdraw: str
    nobody_reached: str
    more_assignments: Counted
    footer: str
    person_footer: str
    trend_weeks: str
    trend_sessions: str
    statuses: Mapping[Status, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """The sentences of a trainee's own progress."""

    title: str
    summary: str
    nothing: str
    assigned: str
    start: str
    next: str
    next_weakest: str
    next_skill: str
    next_new: str
    results: str
    skills: str
    seen: str
    seen_none: str
    seen_some: Counted
    unseen: Counted
    quoted: str
    never: str
    footer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Managing:
    """All that is said about results, in one language."""

    language: str
    dates: Dates
    numbers: Numbers
    skills: Mapping[str, Skill]
    """By their ids in the scenarios that come along; others are called by their id."""
    exercise: str
    """For a skill that is not among them."""
    digests: Digests
    reports: Reports
    mine: Mine

    def skill(self, id: str) -> Skill:
        """A skill in words."""
        plain = " ".join(id.replace("_", " ").replace("-", " ").split())
        unknown = Skill(title=plain[:1].upper() + plain[1:], exercise=self.exercise)
        return self.skills.get(id, unknown)
