"""When something is due, as people write it."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import calendar, dating
from bot.domain.dating import Trouble
from bot.domain.transcript import Micros
from tests.requirements import claims

BERLIN = "Europe/Berlin"
NOW = calendar.moment(date(2026, 11, 21), time(12), BERLIN)
"""A Saturday."""

UNDERSTOOD = {
    "2026-12-01": "2026-12-01 23:59",
    "2026-12-01T17:00": "2026-12-01 17:00",
    "1 Dec 17:00": "2026-12-01 17:00",
    "Dec 1, 2026 at 5:30 pm": "2026-12-01 17:30",
    "1st of December": "2026-12-01 23:59",
    "1. Dezember 17 Uhr": "2026-12-01 17:00",
    "am 3.12.": "2026-12-03 23:59",
    "3.12.2026 um 9 Uhr": "2026-12-03 09:00",
    "13/12/2026": "2026-12-13 23:59",
    "Friday": "2026-11-27 23:59",
    "by Friday 5pm": "2026-11-27 17:00",
    "bis Freitag um 9 Uhr": "2026-11-27 09:00",
    "Saturday": "2026-11-28 23:59",
    "today": "2026-11-21 23:59",
    "morgen": "2026-11-22 23:59",
    "in 2 weeks": "2026-12-05 23:59",
    "in zwei Wochen": "2026-12-05 23:59",
    "in 10 Tagen": "2026-12-01 23:59",
    "in a month": "2026-12-21 23:59",
    "5 January": "2027-01-05 23:59",
}
TROUBLES = {
    "03/04/2027": ("two_dates", "2027-03-04", "2027-04-03"),
    "next Friday": ("two_dates", "2026-11-27", "2026-12-04"),
    "2026-11-01": ("past",),
    "1 Nov": ("past",),
    "today at 9:00": ("past",),
    "31 Feb": ("no_such_date",),
    "2026-12-01 25:00": ("no_such_date",),
    "2040-01-01": ("too_far",),
    "2027-03-28 02:30": ("hour_missing", "2027-03-28 03:30"),
    "2027-10-31 02:30": ("hour_twice", "2027-10-31 00:30", "2027-10-31 01:30"),
}


@claims("assign.dates")
@pytest.mark.parametrize("typed", UNDERSTOOD)
def test_a_date_is_understood(typed: str) -> None:
    found = dating.find(typed, NOW, BERLIN)
    assert found is not None
    assert not isinstance(found.due, Trouble)
    assert f"{calendar.local(found.due, BERLIN):%Y-%m-%d %H:%M}" == UNDERSTOOD[typed]
    assert (found.start, found.end) == (0, len(typed))


@claims("assign.dates")
@pytest.mark.parametrize("typed", TROUBLES)
def test_a_date_that_is_past_or_could_mean_two_moments_is_told_with_how_to_write_it(
    typed: str,
) -> None:
    found = dating.find(typed, NOW, BERLIN)
    assert found is not None
    assert isinstance(found.due, Trouble)
    says, *written = TROUBLES[typed]
    assert found.due.says == says
    assert set(written) <= set(found.due.values.values())


@pytest.mark.parametrize("typed", ["", "max 3", "pass 80", "1-3", "2", "late-lamp"])
def test_what_is_no_date_is_none(typed: str) -> None:
    assert dating.find(typed, NOW, BERLIN) is None


@given(
    st.text(alphabet="0123456789.:/- abdefimnorstuw", max_size=30),
    st.sampled_from(["UTC", BERLIN, "Pacific/Apia", "America/New_York"]),
    st.integers(0, 4_000_000_000_000_000),
)
def test_whatever_was_typed_a_date_lies_ahead(typed: str, zone: str, now: int) -> None:
    found = dating.find(typed, Micros(now), zone)
    if found is not None and not isinstance(found.due, Trouble):
        assert found.due > now
