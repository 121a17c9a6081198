"""The arithmetic of a score, against the contract and for any weights and points."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.scorecard import Score, band, from_json, to_json, total
from tests.domain.test_judging import ASKS, GOOD, card, written
from tests.requirements import claims


def score(weight: int, points: int | None) -> Score:
    return Score(
        criterion="c",
        title="C",
        weight=weight,
        skill="s",
        level=None if points is None else 0,
        level_title="",
        points=points,
        reason="",
    )


weights = st.integers(1, 100)
points = st.integers(0, 100)
scores = st.lists(st.builds(score, weights, st.none() | points), min_size=1, max_size=12)


@claims("score.mean")
@given(scores)
def test_the_total_is_the_weighted_mean_of_the_judged_rounded_half_up(given: list[Score]) -> None:
    result, share = total(tuple(given))
    judged = [(s.weight, s.points) for s in given if s.points is not None]
    weight = sum(w for w, _ in judged)
    assert share == pytest.approx(weight / sum(s.weight for s in given))
    if result is not None:
        exact = sum(w * p for w, p in judged) / weight
        assert result - 0.5 <= exact < result + 0.5
        assert min(p for _, p in judged) <= result <= max(p for _, p in judged)


@claims("score.mean")
@pytest.mark.parametrize(
    ("given", "expected"),
    [([(50, 70), (50, 71)], 71), ([(50, 70), (50, 70)], 70), ([(60, 100), (40, 0)], 60)],
)
def test_halves_are_rounded_up(given: list[tuple[int, int]], expected: int) -> None:
    assert total(tuple(score(w, p) for w, p in given))[0] == expected


@claims("score.not-enough")
@given(scores)
def test_there_is_a_total_exactly_from_sixty_percent_judged(given: list[Score]) -> None:
    judged = sum(s.weight for s in given if s.points is not None)
    result, _ = total(tuple(given))
    assert (result is not None) == (10 * judged >= 6 * sum(s.weight for s in given))


@claims("score.not-enough")
def test_without_a_total_nothing_is_passed() -> None:
    scenario = written(pass_mark=0)
    judged = card("ok", scenario=scenario)
    assert judged.headline() == "Score: not enough to judge"
    assert (judged.total, judged.band, judged.passed) == (None, None, False)


@claims("score.bands")
@pytest.mark.parametrize(
    ("points", "name"),
    [
        (0, "not yet"),
        (69, "not yet"),
        (70, "basic"),
        (79, "basic"),
        (80, "good"),
        (89, "good"),
        (90, "excellent"),
        (100, "excellent"),
        (None, None),
    ],
)
def test_bands_begin_at_seventy_eighty_and_ninety(points: int | None, name: str | None) -> None:
    assert band(points) == name


@claims("score.passed")
@pytest.mark.parametrize(("mark", "passed"), [(0, True), (93, True), (94, False), (100, False)])
def test_the_rubrics_pass_mark_decides_what_is_passed(mark: int, *, passed: bool) -> None:
    judged = card(GOOD, ASKS, scenario=written(pass_mark=mark))
    assert judged.total == 93
    assert judged.headline() == "Score: 93/100"
    assert (judged.pass_mark, judged.passed) == (mark, passed)


def test_a_stored_scorecard_is_the_one_that_was_stored() -> None:
    judged = replace(card(GOOD, ASKS), attempt=2)
    assert from_json(to_json(judged)) == judged
