"""When digests are due, and of which periods, wherever clocks are put forward and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import calendar
from bot.domain import digest as digests
from bot.domain.calendar import date, time
from bot.domain.digest import Digest, DigestId, Period
from bot.domain.surface import MemberId, Surface, TenantId
from bot.domain.transcript import HOUR, MINUTE, Micros
from tests.requirements import claims

DAY = 24 * HOUR
SURFACE = Surface("test", TenantId("t"), "team")
DIGEST = Digest(
    id=DigestId(str(SURFACE)),
    tenant=TenantId("t"),
    surface=SURFACE,
    by=MemberId("boss"),
    zone="Europe/Berlin",
    since=Micros(0),
)
ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "America/Havana",  # midnight comes twice in autumn
    "America/Santiago",  # there is no midnight in spring
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",  # half an hour forward
    "Pacific/Apia",  # left out the 30th of December 2011
    "Pacific/Kiritimati",
    "Pacific/Chatham",
    "Etc/GMT+12",
)
any_digest = st.builds(
    lambda cadence, weekday, hour, zone: replace(
        DIGEST, cadence=cadence, weekday=weekday, hour=hour, zone=zone
    ),
    st.sampled_from(["weekly", "monthly"]),
    st.integers(0, 6),
    st.integers(0, 23),
    st.sampled_from(ZONES),
)
moments = st.integers(1_230_768_000, 2_051_222_400).map(lambda second: Micros(second * 1_000_000))
"""From 2009 to 2034."""


def utc(text: str) -> Micros:
    return Micros(round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1_000_000)


def due(digest: Digest, now: str) -> Period:
    found = digests.latest(digest, utc(now))
    assert found is not None
    return found


@claims("digest.periods")
@given(any_digest, moments)
def test_every_moment_is_in_one_period_and_periods_tile_time(digest: Digest, now: Micros) -> None:
    period = digests.holding(digest, now)
    assert period.begins <= now < period.ends
    earlier = digests.before(period, digest, 15)
    assert len(earlier) == 15
    for first, second in pairwise((*earlier, period)):
        assert first.ends == second.begins
        assert first.begins < first.ends <= first.due
        assert first.name < second.name


@claims("digest.periods")
@given(any_digest, moments, st.floats(0, 1))
def test_a_period_is_the_same_whoever_asks_and_whenever(
    digest: Digest, now: Micros, part: float
) -> None:
    period = digests.holding(digest, now)
    inside = Micros(period.begins + int(part * (period.ends - period.begins - 1)))
    assert digests.holding(digest, inside) == period
    assert digests.ended(digest, period.ends) == period
    (again,) = digests.before(digests.holding(digest, period.ends), digest, 1)
    assert again == period


@claims("digest.late")
@given(any_digest, moments, st.integers(0, 400))
def test_the_latest_is_the_last_that_was_due(digest: Digest, now: Micros, days: int) -> None:
    found = digests.latest(digest, now)
    assert found is not None
    assert found.due <= now
    following = digests.holding(digest, found.ends)
    assert following.due > now
    later = digests.latest(digest, Micros(now + days * DAY))
    assert later is not None
    assert later.begins >= found.begins


@given(any_digest, moments)
def test_a_period_begins_with_its_first_day_and_is_due_at_its_hour(
    digest: Digest, now: Micros
) -> None:
    period = digests.holding(digest, now)
    first = digests.first_day(period.name)
    assert calendar.day(period.begins, digest.zone) >= first
    assert calendar.day(Micros(period.begins - 1), digest.zone) < first
    shown = calendar.local(period.due, digest.zone)
    assert shown.weekday() == digest.weekday
    last = calendar.day(Micros(period.ends - 1), digest.zone)
    if digest.cadence == "weekly":
        assert first.weekday() == digest.weekday
        assert (last - first).days in (6, 5)  # five where a day was left out
    else:
        assert first.day == 1
        assert (last.year, last.month) == (first.year, first.month)


def test_a_week_is_the_one_that_ended_before_the_hour() -> None:
    # Monday, the 16th of November 2026, 9:00 in Berlin is 8:00 in UTC.
    assert due(DIGEST, "2026-11-16T07:59:59").name == "2026-11-02"
    monday = due(DIGEST, "2026-11-16T08:00:00")
    assert monday.name == "2026-11-09"
    assert (monday.begins, monday.ends) == (utc("2026-11-08T23:00"), utc("2026-11-15T23:00"))
    assert due(DIGEST, "2026-11-22T22:00:00") == monday


def test_a_month_is_the_calendars_and_due_on_its_weekday() -> None:
    monthly = replace(DIGEST, cadence="monthly", weekday=3, hour=14)
    november = due(monthly, "2026-12-20T00:00")
    assert november.name == "2026-11"
    assert (november.begins, november.ends) == (utc("2026-10-31T23:00"), utc("2026-11-30T23:00"))
    assert november.due == utc("2026-12-03T13:00")
    assert due(monthly, "2026-12-03T12:59").name == "2026-10"
    assert digests.before(november, monthly, 12)[0].name == "2025-11"


@claims("digest.summer-time")
def test_an_hour_that_does_not_exist_is_the_one_after_the_jump() -> None:
    sunday = replace(DIGEST, weekday=6, hour=2)
    spring = due(sunday, "2026-03-30T00:00")
    assert spring.due == utc("2026-03-29T01:00")
    assert calendar.local(spring.due, "Europe/Berlin").time() == time(3)


@claims("digest.summer-time")
def test_an_hour_that_exists_twice_is_the_first() -> None:
    sunday = replace(DIGEST, weekday=6, hour=2)
    autumn = due(sunday, "2026-10-26T00:00")
    assert autumn.due == utc("2026-10-25T00:00")
    assert digests.latest(sunday, Micros(autumn.due + 90 * MINUTE)) == autumn


@claims("digest.summer-time")
def test_weeks_with_a_change_of_summer_time_are_an_hour_shorter_or_longer() -> None:
    spring, autumn = due(DIGEST, "2026-03-31T00:00"), due(DIGEST, "2026-10-27T00:00")
    assert spring.ends - spring.begins == 7 * DAY - HOUR
    assert autumn.ends - autumn.begins == 7 * DAY + HOUR


@claims("digest.summer-time")
def test_a_midnight_that_does_not_exist_is_the_moment_clocks_jump() -> None:
    sunday = replace(DIGEST, weekday=6, zone="America/Santiago")
    period = digests.holding(sunday, utc("2026-09-08T00:00"))
    assert period.name == "2026-09-06"
    assert period.begins == utc("2026-09-06T04:00")
    assert calendar.local(period.begins, sunday.zone).time() == time(1)


@claims("digest.summer-time")
def test_a_midnight_that_exists_twice_is_the_first() -> None:
    sunday = replace(DIGEST, weekday=6, zone="America/Havana")
    period = digests.holding(sunday, utc("2026-11-02T00:00"))
    assert period.name == "2026-11-01"
    assert period.begins == utc("2026-11-01T04:00")
    assert digests.holding(sunday, utc("2026-11-01T05:30")) == period


def test_a_day_that_a_zone_left_out_is_no_gap() -> None:
    friday = replace(DIGEST, weekday=4, zone="Pacific/Apia")
    period = digests.holding(friday, utc("2012-01-02T00:00"))
    assert period.name == "2011-12-30"
    assert period.begins == utc("2011-12-30T10:00")
    (week_before,) = digests.before(period, friday, 1)
    assert week_before.ends == period.begins


def test_nothing_is_due_before_it_was_asked_for_or_once_it_is_off() -> None:
    asked = replace(DIGEST, since=utc("2026-11-16T08:00:01"))
    assert digests.latest(asked, utc("2026-11-20T00:00")) is None
    assert due(asked, "2026-11-23T08:00").name == "2026-11-16"
    in_time = replace(asked, since=utc("2026-11-16T08:00"))
    assert due(in_time, "2026-11-20T00:00").name == "2026-11-09"
    off = replace(DIGEST, off=utc("2026-11-18T00:00"))
    assert digests.latest(off, utc("2026-11-20T00:00")) is None


@claims("digest.late")
def test_after_a_month_of_silence_it_is_the_last_week_alone() -> None:
    assert due(DIGEST, "2026-12-30T00:00").name == "2026-12-21"


@pytest.mark.parametrize(
    ("day", "at", "count"),
    [
        (date(2026, 3, 29), time(2, 30), 0),
        (date(2026, 10, 25), time(2, 30), 2),
        (date(2026, 11, 16), time(9), 1),
    ],
)
def test_a_time_of_day_is_read_as_often_as_clocks_show_it(day: date, at: time, count: int) -> None:
    readings = calendar.readings(day, at, "Europe/Berlin")
    assert len(readings) == count
    assert all(calendar.local(one, "Europe/Berlin").time() == at for one in readings)
    if readings:
        assert readings[0] == calendar.moment(day, at, "Europe/Berlin")


def test_zones_are_known_by_their_names() -> None:
    assert calendar.is_zone("Europe/Berlin")
    assert not calendar.is_zone("Mars/Olympus")
    assert not calendar.is_zone("../etc/passwd")
    assert not calendar.is_zone("")
