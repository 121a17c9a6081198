"""What attempts show of people, and what managers and trainees are shown of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import progress, results, strengths, tabulating
from bot.domain.assignment import Assigned, Assignee, Assignment, AssignmentId
from bot.domain.attempt import Attempt
from bot.domain.content import Report, Row, Section
from bot.domain.digest import WEEKS
from bot.domain.reporting import line, markdown
from bot.domain.scenario import Scenario
from bot.domain.surface import MemberId, Surface, TenantId
from bot.domain.transcript import HOUR, MINUTE, Micros
from tests.domain.attempts import (
    ANA,
    BEN,
    CARLA,
    DAY,
    NAMES,
    NOW,
    mark,
    own,
    scored,
    unscored,
    with_marks,
)
from tests.fakes.scenarios import scenario
from tests.requirements import claims

TENANT = TenantId("t")
ASKED = Assignment(
    id=AssignmentId("a"),
    tenant=TENANT,
    by=MemberId("boss"),
    at=Micros(0),
    home=Surface("test", TENANT, "team"),
    scenarios=("parcel",),
    titles=("A parcel",),
    due=Micros(NOW + 7 * DAY),
    zone="Europe/Berlin",
    pass_mark=70,
)


def section(report: Report, title: str) -> Section:
    return next(one for one in report.sections if one.title == title)


def rows(report: Report, title: str) -> list[str]:
    return [line(row) for row in section(report, title).rows]


def row(report: Report, title: str, label: str) -> Row:
    return next(one for one in section(report, title).rows if one.label == label)


def given_to(member: MemberId, *attempts: Attempt, asked: Assignment = ASKED) -> Assigned:
    assignee = Assignee(assignment=asked.id, tenant=TENANT, member=member, since=Micros(0))
    return Assigned(assignment=asked, assignee=assignee, attempts=attempts)


def team(*attempts: Attempt, language: str = "en") -> Report:
    return results.team_report(attempts, names=NAMES, now=NOW, language=language)


def person(*attempts: Attempt, assigned: tuple[Assigned, ...] = ()) -> Report:
    return results.person_report(attempts, assigned, name="Ana", now=NOW)


# Strengths


@claims("figures.recent")
def test_a_session_weighs_half_after_thirty_days() -> None:
    attempts = [
        scored(50, days=days, asking=points) for days, points in ((60, 0), (30, 0), (0, 70))
    ]
    (asking,) = strengths.skills(attempts, NOW)
    assert asking.mean == pytest.approx(70 / (1 + 0.5 + 0.25))
    assert (asking.sessions, asking.people) == (3, 1)


@claims("figures.honest")
def test_no_skill_is_made_of_fewer_than_three_sessions() -> None:
    attempts = [scored(50, days=day, asking=60) for day in range(2)]
    (asking,) = strengths.skills(attempts, NOW)
    assert (asking.mean, asking.sessions) == (None, 2)
    (enough,) = strengths.skills([*attempts, scored(50, days=3, asking=60)], NOW)
    assert enough.mean == pytest.approx(60)


def test_a_skill_is_compared_with_how_it_stood_thirty_days_ago() -> None:
    old = [scored(50, days=40 + day, asking=40) for day in range(3)]
    new = [scored(50, days=day, asking=80) for day in range(3)]
    (asking,) = strengths.skills(old + new, NOW)
    assert asking.before == pytest.approx(40)
    assert asking.mean is not None
    assert 60 < asking.mean < 80
    assert strengths.skills(old, NOW)[0].before is None, "nothing has come since"


def test_each_person_counts_once_in_a_teams_skill() -> None:
    eager = [scored(50, days=day / 10, asking=90) for day in range(20)]
    (asking,) = strengths.skills([*eager, scored(50, member=BEN, asking=30)], NOW)
    assert asking.mean == pytest.approx(60)
    assert asking.people == 2


def test_a_skill_of_several_criteria_is_their_weighted_mean() -> None:
    marks = (
        mark("asking", 100, weight=30, criterion="one"),
        mark("asking", 40, weight=10, criterion="two"),
        mark("asking", None, weight=60, criterion="three"),
    )
    attempts = [replace(scored(50, days=day), marks=marks) for day in range(3)]
    (asking,) = strengths.skills(attempts, NOW)
    assert asking.mean == pytest.approx(85)
    by_title = {one.title: one.mean for one in strengths.criteria(attempts, NOW)}
    assert by_title == {"Does one": 100, "Does two": 40}


def test_criteria_of_one_id_and_two_titles_are_two() -> None:
    first = [scored(50, days=day, asking=40) for day in range(3)]
    other = [
        replace(one, marks=(replace(one.marks[0], title="Asks her", points=80),)) for one in first
    ]
    assert [one.title for one in strengths.criteria([*first, *other], NOW)] == [
        "Asks her",
        "Does c_asking",
    ]


@claims("figures.recent")
def test_progress_is_from_the_first_to_the_best_attempt() -> None:
    attempts = [
        scored(40, days=9),
        scored(80, days=5),
        scored(60, days=1),
        scored(90, scenario="x"),
    ]
    (single, parcel) = strengths.tries(attempts)
    assert (parcel.best, parcel.last, parcel.totals) == (80, 60, (40, 80, 60))
    assert parcel.improvement == 40
    assert single.improvement is None
    spread = strengths.improvement(attempts)
    assert (spread.means, spread.people, spread.sessions) == (40, 1, 1)


def test_time_spent_counts_an_hour_of_a_session_at_most() -> None:
    attempts = [scored(50, minutes=20), scored(50, days=1, minutes=3000)]
    assert strengths.time_spent(attempts) == 20 * MINUTE + HOUR


some = st.lists(
    st.builds(
        lambda total, days, member, assigned, points: scored(
            total, days=days, member=member, assigned=assigned, asking=points
        ),
        st.none() | st.integers(0, 100),
        st.integers(0, 3000),
        st.sampled_from([ANA, BEN, CARLA]),
        st.booleans(),
        st.integers(0, 100),
    ),
    max_size=12,
)


@claims("figures.honest")
@given(some)
def test_means_lie_among_what_they_are_made_of(attempts: list[Attempt]) -> None:
    for level in (*strengths.skills(attempts, NOW), *strengths.criteria(attempts, NOW)):
        points = [m.points for a in attempts for m in a.marks if m.points is not None]
        assert (level.mean is None) == (level.sessions < 3)
        if level.mean is not None:
            assert min(points) - 1e-9 <= level.mean <= max(points) + 1e-9


# What managers see


@claims("figures.private")
@given(some)
def test_scores_of_own_practice_change_nothing_that_managers_see(attempts: list[Attempt]) -> None:
    hidden = [
        one
        if one.visible or one.total is None
        else replace(one, total=99 - one.total // 2, passed=not one.passed, marks=())
        for one in attempts
    ]
    assert team(*attempts) == team(*hidden)
    assert person(*attempts) == person(*hidden)


@claims("figures.private")
def test_own_practice_is_told_as_completed_and_nothing_more() -> None:
    report = person(own(scored(97)), own(scored(13, days=1)), unscored(own(scored(50, days=2))))
    assert section(report, "Practice of their own").text == (
        "3 sessions, 2 completed. Their scores are not shown to managers."
    )
    told = markdown(report)
    assert "97" not in told
    assert "13" not in told
    assert report.chart is None


@claims("figures.honest")
def test_a_teams_average_stands_with_its_n_and_interval() -> None:
    report = team(scored(60), scored(70, member=BEN), scored(80, member=CARLA))
    assert rows(report, "Scores")[:2] == [
        "Average: 70 of 100 (3 people, 3 scores, 95 % range 45 to 95)",
        "Median: 70 of 100",
    ]
    assert rows(team(scored(60), scored(70, member=BEN)), "Scores")[0] == (
        "Average: too few yet (2 of 3 scores)"
    )


def test_who_has_not_started_is_named() -> None:
    report = team(scored(60))
    assert report.text == "1 of 3 people practised. 1 session, 1 scored."
    assert section(report, "Not started").text == "Ben and Carla"
    assert rows(report, "People") == ["Ana: best 60, last 60 (1 session, 20 Nov)"]
    assert section(team(*(scored(60, member=m) for m in NAMES)), "Not started").text == (
        "Everybody has started."
    )


def test_a_team_that_has_not_begun_is_told_so() -> None:
    report = team()
    assert report.text == "Nobody has started a session yet."
    assert [one.title for one in report.sections] == ["Not started"]
    assert report.chart is None


def test_people_who_are_not_of_the_team_do_not_count() -> None:
    stranger = scored(10, member=MemberId("stranger"))
    assert team(scored(60), stranger) == team(scored(60))


def test_of_a_large_team_those_come_first_whose_last_score_is_the_lowest() -> None:
    names = {MemberId(f"m{k:02}"): f"Person {k:02}" for k in range(40)}
    attempts = [scored(90 - k, member=member) for k, member in enumerate(names)]
    report = results.team_report(attempts, names=names, now=NOW)
    people = rows(report, "People, the lowest last score first")
    assert len(people) == tabulating.MOST_ROWS + 1
    assert people[0].startswith("Person 39: best 51")
    assert people[-1] == "15 more"


def test_a_person_is_shown_with_every_attempt() -> None:
    report = person(
        scored(40, days=9), scored(80, days=5), scored(None, days=3), scored(60, days=1)
    )
    assert rows(report, "Scenarios") == [
        "A parcel: best 80, passed (4 attempts: 40, 80, –, 60; +40 points)"
    ]
    assert report.text == "4 sessions, 4 scored. Last practised on 19 November."
    assert report.chart is not None
    assert [point.mean for point in report.chart.trend] == [40, 80, 60]


def test_a_person_without_sessions_is_told_so() -> None:
    report = person(assigned=(given_to(ANA),))
    assert report.text == "Ana has not started a session yet."
    assert rows(report, "Assigned") == [
        "A parcel: not started (due 27 November at 12:00, Europe/Berlin)"
    ]


def test_a_chart_says_all_of_itself_in_words() -> None:
    attempts = [
        scored(60 + day, days=day, member=member, asking=50 + day)
        for day in range(3)
        for member in NAMES
    ]
    chart = team(*attempts).chart
    assert chart is not None
    assert len(chart.trend) == WEEKS
    assert chart.trend[-1].n == 3
    assert chart.alt.startswith("Average by week: 28 Aug too few; ")
    assert "13 Nov 61 (60 to 62, 3 people)." in chart.alt
    assert chart.alt.endswith("Skills: Asking 51 (9 scores).")


def test_of_many_skills_a_chart_shows_the_strongest_and_the_weakest() -> None:
    skills = {f"skill{number:02}": 90 - 5 * number for number in range(12)}
    chart = team(*(with_marks(scored(60, days=day), **skills) for day in range(3))).chart
    assert chart is not None
    assert [bar.now for bar in chart.bars] == pytest.approx([90, 85, 80, 75, 50, 45, 40, 35])


def test_sample_data_says_that_it_is_made_up() -> None:
    report = results.team_report([scored(60)] * 3, names=NAMES, now=NOW, sample=True)
    assert report.footer.startswith("Sample data: these people and figures are made up.")
    assert report.chart is not None
    assert report.chart.sample


# Assignments


def test_an_assignment_names_its_people_by_status() -> None:
    standing = (ASKED, [given_to(ANA, scored(80)), given_to(BEN), given_to(CARLA)])
    report = results.assignments_report([standing], names=NAMES, now=NOW)
    (shown,) = report.sections
    assert shown.title == "A parcel"
    assert shown.text == "Due 27 November at 12:00, Europe/Berlin, pass mark 70."
    assert rows(report, "A parcel") == [
        "Not started: 2 of 3 (Ben and Carla)",
        "Passed: 1 of 3 (Ana)",
    ]
    assert [(b.action, b.value) for b in shown.buttons] == [("withdraw", "a")]


def test_an_assignment_that_reaches_nobody_says_so() -> None:
    report = results.assignments_report([(ASKED, [])], names=NAMES, now=NOW)
    assert report.sections[0].text.endswith("the groups it went to have no members.")
    assert results.assignments_report([], names={}, now=NOW).text.startswith("Nothing is assigned.")


# Mine


def catalogue(*scenarios: Scenario) -> dict[str, Scenario]:
    return {one.id: one for one in scenarios}


EASY = scenario(id="parcel", title="A parcel", skills=("asking",), difficulty=1)
NEXT = scenario(id="refund", title="A refund", skills=("asking", "tone"), difficulty=2)
HARD = scenario(id="outage", title="An outage", skills=("asking",), difficulty=5)
OTHER = scenario(id="raise", title="A raise", skills=("tone",), difficulty=2)
CATALOGUE = catalogue(EASY, NEXT, HARD, OTHER)


def mine(*attempts: Attempt, assigned: tuple[Assigned, ...] = ()) -> Report:
    return progress.mine(attempts, assigned, scenarios=CATALOGUE, now=NOW, only_for=ANA)


def practised(days: float, **skills: int) -> list[Attempt]:
    return [with_marks(scored(60, days=days + day), **skills) for day in range(3)]


@claims("figures.progress")
def test_the_weakest_skill_is_next_in_a_scenario_that_is_new() -> None:
    report = mine(*practised(10, asking=40, tone=80))
    assert section(report, "Practise next").text == (
        "Asking is your weakest skill (40 of 100, 3 scores), last practised on 10 November. "
        "“A refund” trains it."
    )
    (button,) = section(report, "Practise next").buttons
    assert (button.action, button.value, button.label) == ("start", "refund", "Start “A refund”")


@claims("figures.progress")
def test_a_skill_that_was_practised_lately_waits() -> None:
    report = mine(*practised(10, tone=80), *practised(1, asking=40))
    assert section(report, "Practise next").text.startswith("Tone stands at 80 of 100, 3 scores")
    everything_lately = mine(*practised(1, tone=80, asking=40))
    assert section(everything_lately, "Practise next").text.startswith("Asking is your weakest")


@claims("figures.progress")
def test_next_is_not_too_hard_and_not_what_is_assigned_anyway() -> None:
    attempts = practised(10, asking=40)
    found = progress.suggested(attempts, catalogue(EASY, HARD), NOW)
    assert found is not None
    assert found.scenario is EASY
    asked = replace(ASKED, scenarios=("refund",), titles=("A refund",))
    report = mine(*attempts, assigned=(given_to(ANA, asked=asked),))
    assert section(report, "Practise next").buttons[0].value == "parcel"
    assert section(report, "Assigned to you").buttons[0].value == "a"
    assert section(report, "Assigned to you").buttons[0].action == "assigned"


def test_a_newcomer_is_shown_something_easy_and_new() -> None:
    report = mine()
    assert report.text == "You have not finished a session yet."
    assert section(report, "Practise next").text == "“A parcel” is new to you."
    assert report.chart is None
    assert progress.suggested([], {}, NOW) is None
    assert progress.suggested([], CATALOGUE, NOW, "de") is None


@claims("figures.progress", "figures.private")
def test_trainees_are_told_what_managers_see() -> None:
    report = mine(
        scored(60), own(scored(70, days=1)), replace(own(scored(80, days=2)), shared=True)
    )
    assert section(report, "What managers see").text == (
        "The scores of 2 sessions that were assigned to you or that you shared. Of 1 other only "
        "that you practised, and whether you finished. Nobody reads your conversations, except the "
        "lines of a score that you dispute."
    )
    assert "digest may quote" not in markdown(report)
    quoted = progress.mine([scored(60)], [], scenarios={}, now=NOW, quoted=True)
    assert "digest may quote single lines" in markdown(quoted)


@claims("figures.progress")
def test_trainees_see_their_own_practice_and_a_chart_of_it() -> None:
    report = mine(*(own(one) for one in practised(3, asking=40)))
    assert rows(report, "Your results") == ["A parcel: best 60 (3 attempts: 60, 60, 60)"]
    assert report.chart is not None
    assert [bar.label for bar in report.chart.bars] == ["Asking"]
    assert report.only_for == ANA
    assert "$" not in markdown(report)


def test_what_is_done_needs_no_button() -> None:
    report = mine(scored(80), assigned=(given_to(ANA, scored(80)),))
    assert not any(one.title == "Assigned to you" for one in report.sections)
