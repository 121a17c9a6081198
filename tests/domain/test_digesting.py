"""What a digest says, and what it keeps to itself."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import calendar, statistics
from bot.domain import digest as digests
from bot.domain.calendar import date, time
from bot.domain.content import Report, Row, Section, from_json, to_json
from bot.domain.digest import Cadence, Digest, DigestId, Figures, Part, Period, Spread
from bot.domain.digesting import digest_report
from bot.domain.keeping import TenantSettings
from bot.domain.reporting import line, markdown
from bot.domain.surface import MemberId, Surface, TenantId
from bot.domain.transcript import Micros
from bot.domain.wording.managing import TABLES
from bot.domain.wording.managing_english import ENGLISH
from bot.domain.wording.managing_table import Managing, Status
from tests.fakes.scenarios import scenario
from tests.requirements import claims

TENANT = TenantId("t")
SURFACE = Surface("test", TENANT, "team")
DIGEST = Digest(
    id=DigestId(str(SURFACE)),
    tenant=TENANT,
    surface=SURFACE,
    by=MemberId("boss"),
    zone="Europe/Berlin",
    since=Micros(0),
)
NOW = calendar.moment(date(2026, 11, 16), time(9), "Europe/Berlin")
LATE = tuple(MemberId(f"m{number}") for number in range(6))
NAMES = {member: f"Frida {member}" for member in LATE}
SETTINGS = TenantSettings(tenant=TENANT)
CATALOGUE = {
    one.id: one
    for one in (
        scenario(id="hard", title="An outage", skills=("asking",), difficulty=4),
        scenario(id="easy", title="A parcel", skills=("asking",), difficulty=1),
        scenario(id="other", title="A raise", skills=("tone",), difficulty=1),
    )
}


def people(count: int, mean: float, apart: float = 4) -> Spread:
    """So many people with two scores each, some points apart."""
    own = [mean + apart * (number - (count - 1) / 2) / max(1, count - 1) for number in range(count)]
    return statistics.spread([[one, one] for one in own])


def part(id: str, mean: float, *, before: float | None = None, count: int = 8) -> Part:
    earlier = Spread() if before is None else people(count, before)
    return Part(id=id, title=f"Does {id}", now=people(count, mean), before=earlier)


FULL = Figures(
    sessions=34,
    people=12,
    finished=31,
    sessions_before=28,
    people_before=10,
    trend=(*(Spread() for _ in range(10)), people(10, 66), people(12, 74)),
    criteria=tuple(part(f"c{number}", 50 + 5 * number) for number in range(7)),
    skills=(part("asking", 58, before=60), part("tone", 81)),
    scenarios=(part("parcel", 55), part("raise", 77)),
    assigned=24,
    assigned_people=12,
    done=18,
    passed=16,
    not_started=2,
    past_due=LATE,
    ratings=(18, 2),
    cost=3.416,
    calls=812,
    cost_before=2.9,
)
FEW = replace(FULL, trend=(*FULL.trend[:-1], people(4, 74)))


def told(
    figures: Figures = FULL, settings: TenantSettings = SETTINGS, *, digest: Digest = DIGEST
) -> Report:
    period = digests.latest(digest, NOW)
    assert period is not None
    return digest_report(digest, figures, settings, period, NAMES, CATALOGUE)


def section(report: Report, title: str) -> Section:
    return next(one for one in report.sections if one.title == title)


def rows(report: Report, title: str) -> list[str]:
    return [line(row) for row in section(report, title).rows]


@claims("digest.contents")
def test_a_full_week_is_told_from_who_practised_to_what_it_cost() -> None:
    report = told()
    assert report.title == "Practice, 9 to 15 November"
    assert report.text == (
        "12 people practised in 34 sessions. The average of 12 people is 74 of 100, better than "
        "the week before."
    )
    assert [one.title for one in report.sections] == [
        "The week",
        "To coach next",
        "Assignments",
        "Strongest",
        "Weakest",
        "Also",
    ]
    assert rows(report, "The week") == [
        "Sessions: 34 (the week before: 28)",
        "People: 12 (the week before: 10)",
        "Scored: 31 of 34",
        "Average: 74 of 100 (12 people, 24 scores, 95 % range 73 to 75)",
        "Median: 74 of 100",
        "Change: +8 points (better than the week before)",
    ]
    assert rows(report, "Assignments") == [
        "Done: 18 of 24 (16 passed)",
        "Not started: 2",
        "Past due: 6 people",
    ]
    assert rows(report, "Also") == [
        "Scorecards found helpful: 18 of 20",
        "Model cost: $3.42 (812 calls, the week before: $2.90)",
    ]


@claims("digest.contents")
def test_three_things_to_coach_are_what_is_weakest_and_who_needs_help() -> None:
    first, second, third = rows(told(), "To coach next")
    assert first.startswith("Asking is the weakest skill (58 of 100, 8 people). Collect three")
    assert first.endswith("“A parcel” trains it.")
    assert second.startswith("6 people are past due.")
    assert third.startswith("“Does parcel” is where most points are lost (55 of 100, 8 people).")


@claims("digest.contents")
def test_the_strongest_and_the_weakest_are_never_the_same() -> None:
    report = told()
    assert [row.label for row in section(report, "Strongest").rows] == [
        "Does c6",
        "Does c5",
        "Does c4",
    ]
    assert [row.label for row in section(report, "Weakest").rows] == [
        "Does c0",
        "Does c1",
        "Does c2",
    ]
    alone = told(replace(FULL, criteria=FULL.criteria[:1]))
    assert rows(alone, "Criteria") == ["Does c0: 50 of 100 (8 people)"]


@claims("digest.contents")
def test_an_empty_week_is_short_and_honest() -> None:
    report = told(Figures(sessions=0, people=0, finished=0, trend=(people(9, 60), Spread())))
    assert markdown(report) == (
        "**Practice, 9 to 15 November**\n\nNobody practised.\n\n**To coach next**\n"
        "* Nothing is assigned at the moment. `/chattrain assign` asks people to practise "
        "something by a day."
    )
    assert report.chart is None
    asked = told(Figures(sessions=0, people=0, finished=0, assigned=6, not_started=6))
    assert rows(asked, "Assignments") == ["Done: 0 of 6", "Not started: 6"]


@claims("digest.noise")
def test_a_change_that_may_be_chance_is_not_called_better() -> None:
    wide = replace(FULL, trend=(people(6, 70, apart=60), people(6, 76, apart=60)))
    report = told(wide)
    assert rows(report, "The week")[-1] == "Change: +6 points (may be chance)"
    assert report.text.endswith("76 of 100, no clear change from the week before.")
    worse = told(replace(FULL, trend=(people(9, 80), people(9, 70))))
    assert rows(worse, "The week")[-1] == (
        "Change: \N{MINUS SIGN}10 points (lower than the week before)"
    )


@claims("digest.noise")
def test_without_a_week_before_no_change_is_told() -> None:
    report = told(replace(FULL, trend=(people(12, 74),)))
    assert report.text.endswith("The average of 12 people is 74 of 100.")
    assert not any(row.label == "Change" for row in section(report, "The week").rows)


@claims("digest.noise")
def test_a_criterion_is_called_better_only_where_it_is_clear_among_all_of_them() -> None:
    clear = replace(FULL.criteria[0], before=people(8, 30))
    unclear = replace(FULL.criteria[1], before=people(8, 53, apart=30))
    report = told(replace(FULL, criteria=(clear, unclear, *FULL.criteria[2:])))
    assert rows(report, "Weakest")[:2] == [
        "Does c0: 50 of 100 (8 people, better than the week before)",
        "Does c1: 55 of 100 (8 people)",
    ]


@claims("digest.least-group")
def test_under_the_least_group_nothing_is_averaged() -> None:
    report = told(FEW)
    assert report.text == "12 people practised in 34 sessions."
    assert rows(report, "The week")[-1] == "Average: too few people (4; it takes 5)"
    assert report.chart is not None
    assert report.chart.trend[-1].mean is None
    small = replace(FULL, criteria=(part("c", 50, count=4),), skills=(part("asking", 50, count=4),))
    assert "Does c" not in markdown(told(small))
    assert "weakest skill" not in markdown(told(small))


@claims("digest.least-group")
def test_people_are_named_only_where_the_tenant_wants_it_and_never_a_few() -> None:
    named = replace(SETTINGS, names=True)
    assert "Frida" not in markdown(told())
    assert "(Frida m0, Frida m1, " in rows(told(settings=named), "Assignments")[-1]
    few = replace(FULL, past_due=LATE[:4])
    assert "Frida" not in markdown(told(few, named))
    unknown = replace(FULL, past_due=(*LATE, MemberId("gone")))
    assert rows(told(unknown, named), "Assignments")[-1].endswith("Frida m5 and 1 more)")


@claims("digest.least-group")
def test_lines_are_quoted_only_where_the_tenant_wants_it_and_never_of_a_few() -> None:
    quoting = replace(SETTINGS, words=True)
    said = replace(part("c", 50), words=("What  happened,\n[PERSON_1]?", "Another"))
    report = told(replace(FULL, criteria=(said,)), quoting)
    assert rows(report, "In the team's own words") == ["Does c: “What happened, [PERSON_1]?”"]
    assert "What happened" not in markdown(told(replace(FULL, criteria=(said,))))
    few = replace(said, now=people(4, 50))
    assert "What happened" not in markdown(told(replace(FULL, criteria=(few,)), quoting))


@claims("digest.least-group")
def test_of_few_people_it_is_not_told_how_many_passed_however_much_they_were_asked() -> None:
    few = replace(FEW, assigned_people=4, done=18, passed=16, past_due=(), not_started=0)
    report = told(few)
    assert rows(report, "Assignments") == ["Done: 18 of 24"]
    assert "not passed" not in markdown(report)
    enough = told(replace(few, assigned_people=5))
    assert rows(enough, "Assignments") == ["Done: 18 of 24 (16 passed)"]
    assert "not passed" in markdown(enough)


any_spread = st.builds(people, st.integers(0, 9), st.floats(10, 90), st.floats(0, 20))
any_part = st.builds(
    lambda name, now, before: Part(
        id=name, title=f"Does {name}", now=now, before=before, words=("Masked words",)
    ),
    st.text("abc", min_size=1, max_size=3),
    any_spread,
    any_spread,
)
any_figures = st.builds(
    lambda trend, criteria, skills, late, done, people: replace(
        FULL,
        trend=tuple(trend),
        criteria=tuple(criteria),
        skills=tuple(skills),
        scenarios=(),
        past_due=LATE[:late],
        assigned_people=people,
        done=done,
        passed=done // 2,
    ),
    st.lists(any_spread, max_size=4),
    st.lists(any_part, max_size=5),
    st.lists(any_part, max_size=5),
    st.integers(0, 6),
    st.integers(0, 24),
    st.integers(0, 12),
)


@claims("digest.least-group")
@given(any_figures, st.integers(1, 8), st.sampled_from(["en", "de"]))
def test_no_digest_tells_of_fewer_people_than_the_least_group(
    figures: Figures, least: int, language: str
) -> None:
    settings = replace(SETTINGS, names=True, words=True, least_group=least)
    report = told(figures, settings, digest=replace(DIGEST, language=language))
    few = {one.title for one in figures.criteria if one.now.people < least}
    known = {one.title for one in figures.criteria if one.now.people >= least}
    shown = {row.label for one in report.sections for row in one.rows}
    assert not shown & (few - known)
    assert "Frida" not in markdown(report) or len(figures.past_due) >= least
    outcomes = re.search(r"passed\)|bestanden\)|not passed", markdown(report))
    assert outcomes is None or figures.assigned_people >= least
    if report.chart is not None:
        for point in report.chart.trend:
            assert point.mean is None or point.n >= least
        assert all(bar.n >= least for bar in report.chart.bars)
    assert from_json(to_json(report)) == report


@claims("digest.contents")
def test_the_chart_has_the_trend_and_the_skills_and_says_so_in_words() -> None:
    chart = told().chart
    assert chart is not None
    assert [point.label for point in chart.trend][-2:] == ["2 Nov", "9 Nov"]
    assert chart.trend[0].mean is None
    assert [bar.label for bar in chart.bars] == ["Tone", "Asking"]
    assert chart.alt.startswith("Average by week: 24 Aug too few; ")
    assert chart.alt.endswith(
        "2 Nov 66 (65 to 67, 10 people); 9 Nov 74 (73 to 75, 12 people). "
        "Skills: Tone 81 (8 people); Asking 58 (8 people, the week before 60)."
    )


def test_a_months_digest_speaks_of_months() -> None:
    report = told(digest=replace(DIGEST, cadence="monthly"))
    assert report.title == "Practice, October 2026"
    assert rows(report, "The month")[0] == "Sessions: 34 (the month before: 28)"
    assert report.chart is not None
    assert report.chart.trend[-1].label == "Oct"


def test_what_is_asked_for_now_goes_up_to_today() -> None:
    ends = calendar.moment(date(2026, 11, 17), time(), "Europe/Berlin")
    begins = calendar.moment(date(2026, 10, 18), time(), "Europe/Berlin")
    period = Period(name="2026-10-18", begins=begins, ends=ends, due=ends)
    asked = replace(DIGEST, cadence="monthly")
    report = digest_report(asked, FULL, SETTINGS, period, NAMES, CATALOGUE)
    assert report.title == "Practice, 18 October to 16 November"
    assert report.chart is not None
    assert [point.label for point in report.chart.trend][-2:] == ["18 Sep", "18 Oct"]


def test_a_digest_speaks_its_own_language() -> None:
    report = told(digest=replace(DIGEST, language="de"))
    assert report.title == "Übungen, 9. bis 15. November"
    assert report.language == "de"
    assert rows(report, "Außerdem")[-1] == (
        "Kosten der Sprachmodelle: 3,42 $ (812 Aufrufe, in der Woche davor: 2,90 $)"
    )


def test_cost_without_a_price_says_so() -> None:
    report = told(replace(FULL, cost=None, cost_before=None))
    assert rows(report, "Also")[-1] == "Model cost: no price known (812 calls)"
    free = told(replace(FULL, calls=0, cost=0.0))
    assert not any(row.label == "Model cost" for row in section(free, "Also").rows)


def test_a_digest_shown_to_one_alone_is_asked_for() -> None:
    period = digests.latest(DIGEST, NOW)
    assert period is not None
    boss = MemberId("boss")
    shown = digest_report(
        DIGEST, FULL, SETTINGS, period, NAMES, CATALOGUE, only_for=boss, sample=True
    )
    assert (shown.only_for, shown.unasked) == (boss, False)
    assert shown.footer.startswith("Sample data")
    assert told().unasked


# The words


def sentences(table: object) -> Iterator[tuple[str, str]]:
    """Every form of a table with its place in it."""
    if isinstance(table, str):
        yield "", table
    elif isinstance(table, dict):
        for key, value in table.items():
            yield from ((f".{key}{place}", form) for place, form in sentences(value))
    elif isinstance(table, tuple):
        for number, value in enumerate(table):
            yield from ((f".{number}{place}", form) for place, form in sentences(value))
    elif is_dataclass(table):
        for one in fields(table):
            inner = sentences(getattr(table, one.name))
            yield from ((f".{one.name}{place}", form) for place, form in inner)


def places(form: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(form) if name is not None}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.language)
def test_every_language_says_the_same(table: Managing) -> None:
    english, own = dict(sentences(ENGLISH)), dict(sentences(table))
    assert own.keys() == english.keys()
    for place, form in own.items():
        assert form, place
        optional = {"n"} if place.endswith(".one") else set()
        assert places(form) - optional == places(english[place]) - optional, place
    assert set(table.reports.statuses) == set(get_args(Status))
    assert set(table.digests.before) == set(get_args(Cadence))
    assert len(table.dates.months) == len(table.dates.short_months) == 12


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.language)
def test_sentences_fit_a_phone_and_stay_plain(table: Managing) -> None:
    for place, form in sentences(table):
        assert len(form) <= 240, place
        assert not re.search(r"  |!|\bplease\b", form), place


def test_numbers_are_written_as_people_do() -> None:
    english, german = (table.numbers for table in TABLES)
    assert english.signed(4.4) == "+4 points"
    assert english.signed(-0.4) == "0 points"
    assert english.signed(-1) == "\N{MINUS SIGN}1 point"
    assert german.dollars(1234.5) == "1234,50 $"
    assert english.dollars(0.0042) == "$0.0042"
    assert english.dollars(0) == "$0.00"
    assert english.took(119) == "119 minutes"
    assert english.took(121) == "2 hours"
    assert english.listed(["a"], 5) == "a"
    assert english.listed(["a", "b", "c"], 2) == "a, b and 1 more"
    assert ENGLISH.dates.between(date(2026, 12, 28), date(2027, 1, 3)) == (
        "28 December to 3 January"
    )


def test_a_skill_that_nobody_knows_is_called_by_its_id() -> None:
    assert ENGLISH.skill("de-escalating_anger").title == "De escalating anger"
    assert Row(label=ENGLISH.skill("x").exercise).label
