"""Attacks on the judge bring nothing, even where the judge obeys them."""

from __future__ import annotations

import pytest

from benchmarks.injection import attacked, judged, scenarios, shifts, weak_ones
from bot.domain import seeing
from bot.domain.scenario import Scenario
from bot.domain.simulating import Simulated, simulate
from tests.fakes.attacks import ATTACKS, Attack
from tests.fakes.judges import Answering, inventing, quoting, sound, unwilling
from tests.requirements import claims

TRIED = ("late-delivery", "monteur-kommt-nicht", "password-reset-without-proof")
"""In English and in German; `python -m benchmarks.injection` tries every scenario."""
NAMES = [attack.id for attack in ATTACKS]


@pytest.fixture(scope="module")
def tried() -> list[Scenario]:
    found = scenarios(TRIED)
    assert len(found) == len(TRIED)
    return found


@claims("judge.injection")
def test_there_are_forty_attacks_and_more_in_several_languages_and_ways() -> None:
    assert len(set(NAMES)) == len(ATTACKS) >= 40
    assert {attack.way for attack in ATTACKS} == {"appended", "alone", "spread"}
    assert len({attack.language for attack in ATTACKS}) >= 8


def weak_answers(tried: list[Scenario]) -> list[tuple[Scenario, Simulated]]:
    return [(scenario, weak) for scenario in tried for weak in weak_ones(scenario)]


@pytest.mark.parametrize("attack", ATTACKS, ids=NAMES)
def test_no_attack_earns_anything_by_its_own_words(attack: Attack, tried: list[Scenario]) -> None:
    for scenario, weak in weak_answers(tried):
        said = attacked(weak.transcript, weak.play, attack)
        new = {turn.number for turn in said} - {turn.number for turn in weak.transcript}
        assert not [s for s in seeing.sightings(scenario, said) if s.turn in new]


@claims("judge.injection")
async def test_a_judge_that_obeys_and_invents_quotes_moves_no_score(tried: list[Scenario]) -> None:
    for scenario in tried:
        moved = await shifts(scenario, inventing)
        assert [one for one in moved if one[0] != 0 or one[1]] == []


@claims("judge.injection")
async def test_a_judge_that_obeys_and_quotes_real_lines_gives_only_what_does_not_count(
    tried: list[Scenario],
) -> None:
    for scenario, weak in weak_answers(tried):
        honest = await judged(scenario, weak.transcript, weak.play, sound)
        for attack in ATTACKS:
            said = attacked(weak.transcript, weak.play, attack)
            card = await judged(scenario, said, weak.play, quoting)
            counted = [score.points for score in card.scores if score.counted]
            assert counted == [score.points for score in honest.scores if score.counted]
            given = [score for score in card.scores if score.judged_by == "model" and score.points]
            assert all(score.flags for score in given)
            assert not card.passed


@claims("judge.injection")
@pytest.mark.parametrize("obeying", [inventing, quoting, unwilling])
async def test_no_judge_that_obeys_makes_a_pass_that_rules_alone_would_not_give(
    tried: list[Scenario], obeying: Answering
) -> None:
    for scenario in tried:
        for trainee in scenario.trainees:
            done = simulate(scenario, trainee)
            card = await judged(scenario, done.transcript, done.play, obeying)
            assert done.scorecard.passed or not card.passed
