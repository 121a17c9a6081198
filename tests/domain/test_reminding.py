"""When people may be told unasked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import calendar, reminding
from bot.domain.assignment import Assignee, Assignment, AssignmentId
from bot.domain.surface import MemberId, Surface, TenantId
from bot.domain.transcript import Micros
from tests.requirements import claims

BERLIN = "Europe/Berlin"
ME = MemberId("m1")
ASSIGNMENT = Assignment(
    id=AssignmentId("a"),
    tenant=TenantId("t1"),
    by=MemberId("boss"),
    at=Micros(0),
    home=Surface("chat", TenantId("t1"), "hall"),
    people=(ME,),
    scenarios=("late-lamp",),
    titles=("The late lamp",),
)
ASSIGNEE = Assignee(assignment=AssignmentId("a"), tenant=TenantId("t1"), member=ME, since=Micros(0))


def at(text: str, zone: str = BERLIN) -> Micros:
    when = datetime.fromisoformat(text)
    return calendar.moment(when.date(), when.time(), zone)


def due(text: str) -> Assignment:
    return replace(ASSIGNMENT, due=at(text))


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-23 10:00", "2026-11-23 10:00"),
        ("2026-11-23 07:00", "2026-11-23 09:00"),
        ("2026-11-23 17:00", "2026-11-24 09:00"),
        ("2026-11-20 18:00", "2026-11-23 09:00"),
        ("2026-11-22 10:00", "2026-11-23 09:00"),
    ],
)
@claims("assign.announced")
def test_people_are_written_to_at_work(now: str, opens: str) -> None:
    assert reminding.opens(at(now), BERLIN) == at(opens)


def test_what_is_due_before_they_are_at_work_again_is_told_at_once() -> None:
    now = at("2026-11-21 10:00")
    assert reminding.announced_at(due("2026-11-21 20:00"), now, BERLIN) == now
    assert reminding.announced_at(due("2026-11-24 20:00"), now, BERLIN) == at("2026-11-23 09:00")


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ("2026-11-27 17:00", ["2026-11-25", "2026-11-27"]),  # Friday: Wednesday and Friday
        ("2026-11-30 23:59", ["2026-11-27", "2026-11-30"]),  # Monday: Friday, not Saturday
        ("2026-11-29 23:59", ["2026-11-27"]),  # Sunday: all of it on the Friday before
        ("2026-11-27 08:00", ["2026-11-24", "2026-11-26"]),  # due before anybody is at work
    ],
)
@claims("assign.reminded")
def test_reminders_come_two_days_before_and_on_the_day_on_working_days(
    when: str, days: list[str]
) -> None:
    assert [day.isoformat() for day in reminding.reminder_days(due(when), BERLIN)] == days


@claims("assign.reminded")
def test_nobody_is_reminded_who_is_done_was_told_today_or_is_not_at_work() -> None:
    told = replace(ASSIGNEE, announced=at("2026-11-20 10:00"))
    friday = due("2026-11-27 17:00")
    now = at("2026-11-25 10:00")
    assert reminding.is_to_be_reminded(friday, told, now, BERLIN)
    assert not reminding.is_to_be_reminded(friday, replace(told, done=now), now, BERLIN)
    earlier = at("2026-11-25 09:00")
    assert not reminding.is_to_be_reminded(friday, replace(told, reminded=earlier), now, BERLIN)
    assert not reminding.is_to_be_reminded(friday, replace(told, announced=earlier), now, BERLIN)
    assert not reminding.is_to_be_reminded(friday, ASSIGNEE, now, BERLIN)
    assert not reminding.is_to_be_reminded(friday, told, at("2026-11-25 18:00"), BERLIN)
    assert not reminding.is_to_be_reminded(friday, told, at("2026-11-26 10:00"), BERLIN)
    assert not reminding.is_to_be_reminded(friday, told, at("2026-11-27 17:30"), BERLIN)
    gone = replace(friday, withdrawn=now)
    assert not reminding.is_to_be_reminded(gone, told, now, BERLIN)


def test_hours_are_those_of_the_persons_own_zone() -> None:
    now = calendar.moment(date(2026, 11, 25), time(15), "UTC")
    told = replace(ASSIGNEE, announced=at("2026-11-20 10:00"))
    friday = due("2026-11-27 17:00")
    assert reminding.is_to_be_reminded(friday, told, now, BERLIN)
    assert not reminding.is_to_be_reminded(friday, told, now, "Asia/Tokyo")  # midnight there


@given(
    st.integers(1_700_000_000, 1_900_000_000),
    st.integers(-20, 60),
    st.sampled_from(["UTC", BERLIN, "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia"]),
)
def test_whenever_it_is_due_nobody_is_told_twice_a_day_or_out_of_hours(
    second: int, days: int, zone: str
) -> None:
    now = Micros(second * 1_000_000)
    assignment = replace(ASSIGNMENT, due=Micros(now + days * 86_400_000_000))
    opened = reminding.opens(now, zone)
    assert reminding.is_open(opened, zone)
    assert opened >= now
    assert len(reminding.reminder_days(assignment, zone)) <= 2
    for day in reminding.reminder_days(assignment, zone):
        assert day.weekday() < 5
    told = replace(ASSIGNEE, announced=Micros(0))
    if reminding.is_to_be_reminded(assignment, told, now, zone):
        assert reminding.is_open(now, zone)
        again = replace(told, reminded=now)
        assert not reminding.is_to_be_reminded(assignment, again, now, zone)
