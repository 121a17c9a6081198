"""Means, intervals and medians: against tables, and honest where there is next to nothing."""

from __future__ import annotations

import math
import statistics as standard

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import statistics
from bot.domain.digest import Spread

# Two-sided 95 %, as printed in the NIST/SEMATECH e-Handbook, 1.3.6.7.2.
FREEDOM = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 60, 100)
T_95 = (
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228),
    *(2.086, 2.042, 2.000, 1.984),
)
scores = st.lists(st.lists(st.integers(0, 100), min_size=1, max_size=5), max_size=12)


@pytest.mark.parametrize(("freedom", "expected"), tuple(zip(FREEDOM, T_95, strict=True)))
def test_students_quantile_agrees_with_the_tables(freedom: int, expected: float) -> None:
    assert statistics.quantile(0.975, freedom) == pytest.approx(expected, abs=0.0005)


@given(st.floats(0.5, 0.99999))
def test_students_quantile_agrees_with_the_formulas_there_are(probability: float) -> None:
    """For one, two and four degrees it has closed forms (Shaw 2006)."""
    tails = probability * (1 - probability)
    cosine = math.cos(math.acos(min(1, 2 * math.sqrt(tails))) / 3) / (2 * math.sqrt(tails))
    exact = {
        1: math.tan(math.pi * (probability - 0.5)),
        2: (2 * probability - 1) / math.sqrt(2 * tails),
        4: 2 * math.sqrt(max(0, cosine - 1)),
    }
    for freedom, t in exact.items():
        assert statistics.quantile(probability, freedom) == pytest.approx(t, rel=1e-8, abs=1e-7)
        assert statistics.quantile(1 - probability, freedom) == pytest.approx(
            -t, rel=1e-6, abs=1e-7
        )


def test_with_many_degrees_it_is_the_normal_distribution() -> None:
    assert statistics.quantile(0.975, 1e7) == pytest.approx(1.959963985)
    assert statistics.quantile(0.975, 999_999) == pytest.approx(1.959966, abs=1e-6)


@pytest.mark.parametrize("freedom", [1.7, 3.5, 8.2, 41.6])
def test_students_distribution_is_the_area_below_its_density(freedom: float) -> None:
    steps, t = 2000, 2.3
    scale = math.gamma((freedom + 1) / 2) / math.gamma(freedom / 2) / math.sqrt(freedom * math.pi)

    def density(x: float) -> float:
        return scale * math.pow(1 + x * x / freedom, -(freedom + 1) / 2)

    inner = (density((k + 1) * t / steps) * (4 if k % 2 == 0 else 2) for k in range(steps - 1))
    area = (density(0) + math.fsum(inner) + density(t)) * t / steps / 3
    assert statistics.below(t, freedom) == pytest.approx(0.5 + area, abs=1e-10)
    assert statistics.below(-t, freedom) == pytest.approx(0.5 - area, abs=1e-10)


@given(st.floats(0.5, 0.9999), st.floats(1, 5000))
def test_the_quantile_undoes_the_distribution(probability: float, freedom: float) -> None:
    t = statistics.quantile(probability, freedom)
    assert statistics.below(t, freedom) == pytest.approx(probability, abs=1e-9)


def test_about_nobody_nothing_is_said() -> None:
    nobody = Spread()
    assert statistics.mean(nobody) is None
    assert statistics.interval(nobody) is None
    assert statistics.difference(nobody, nobody) is None
    assert statistics.median([]) is None
    assert statistics.direction(nobody, statistics.spread([[50], [60]])) == 0


def test_one_person_has_a_mean_and_no_interval() -> None:
    one = statistics.spread([[50, 60]])
    assert statistics.mean(one) == 55
    assert statistics.interval(one) is None
    assert statistics.difference(one, statistics.spread([[50], [60]])) is None


def test_two_people_say_next_to_nothing() -> None:
    found = statistics.interval(statistics.spread([[50], [60]]))
    assert found is not None
    assert found == statistics.Interval(0, 100)


def test_people_who_agree_to_the_point_are_not_taken_for_certainty() -> None:
    found = statistics.interval(statistics.spread([[70], [70], [70]]))
    assert found is not None
    assert found.low < 70 < found.high
    assert found.high - found.low == pytest.approx(
        2 * statistics.quantile(0.975, 2) * math.sqrt(1 / 12 / 3)
    )


def test_an_interval_is_the_one_of_the_textbook() -> None:
    found = statistics.interval(statistics.spread([[60], [65], [70], [75], [80]]))
    assert found is not None
    reach = statistics.quantile(0.975, 4) * math.sqrt(62.5 / 5)
    assert (found.low, found.high) == pytest.approx((70 - reach, 70 + reach))


def test_each_person_counts_once_however_often_they_practise() -> None:
    eager = statistics.spread([[90] * 40, [50]])
    assert statistics.mean(eager) == 70
    assert (eager.people, eager.sessions) == (2, 41)


# Welch (1947) as in Wikipedia, "Welch's t-test", example 1: t = -2.46 with 25.0 degrees, p = 0.021.
FIRST = (27.5, 21, 19, 23.6, 17, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19, 21.7, 21.4)
THEN = (27.1, 22, 20.8, 23.4, 23.4, 23.5, 25.8, 22, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4)


def test_a_difference_is_welchs() -> None:
    now = statistics.spread([[one] for one in THEN])
    before = statistics.spread([[one] for one in FIRST])
    found = statistics.difference(now, before)
    assert found is not None
    change = standard.fmean(THEN) - standard.fmean(FIRST)
    error = math.sqrt((standard.variance(THEN) + standard.variance(FIRST)) / 15)
    reach = statistics.quantile(0.975, 24.988529) * error
    assert (found.low, found.high) == pytest.approx((change - reach, change + reach), rel=1e-6)
    assert change / error == pytest.approx(2.46, abs=0.005)
    assert 2 * statistics.below(-change / error, 24.988529) == pytest.approx(0.021, abs=0.0005)
    assert statistics.direction(now, before) == 1
    assert statistics.direction(before, now) == -1


def test_among_many_comparisons_a_change_must_be_clearer() -> None:
    now = statistics.spread([[one] for one in THEN])
    before = statistics.spread([[one] for one in FIRST])
    assert statistics.direction(now, before, comparisons=20) == 0


@given(scores, scores)
def test_an_interval_holds_its_mean_and_stays_within_the_scale(
    these: list[list[int]], those: list[list[int]]
) -> None:
    spread = statistics.spread(these)
    if (found := statistics.interval(spread)) is not None:
        mean = statistics.mean(spread)
        assert mean is not None
        assert 0 <= found.low <= mean + 1e-9
        assert mean - 1e-9 <= found.high <= 100
    other = statistics.spread(those)
    there, back = statistics.difference(spread, other), statistics.difference(other, spread)
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert (there.low, there.high) == pytest.approx((-back.high, -back.low))


@given(st.lists(st.integers(0, 100), min_size=1))
def test_the_median_of_a_histogram_is_that_of_its_scores(numbers: list[int]) -> None:
    spread = statistics.spread([numbers])
    assert statistics.median_of(spread.scores) == standard.median(numbers)
    assert statistics.median(numbers) == standard.median(numbers)
