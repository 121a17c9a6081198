"""The scenarios that come with ChatTrain, played with the script by trainees of three kinds."""

from __future__ import annotations

from functools import cache

import pytest

from bot.catalogue import Catalogue, bundled
from bot.domain import judging
from bot.domain import play as playing
from bot.domain.scenario import Scenario
from bot.domain.scenario_schema import json_text
from bot.domain.scorecard import Score, total
from bot.domain.simulating import converse
from bot.domain.transcript import Play
from bot.proofreading import check
from tests.requirements import claims

KINDS = ("excellent", "middling", "poor")


@cache
def catalogue() -> Catalogue:
    return Catalogue([bundled()])


def messages(kind: str, scenario: Scenario) -> tuple[str, ...]:
    return next(trainee.says for trainee in scenario.trainees if trainee.id == kind)


def played(scenario: Scenario, said: tuple[str, ...]) -> tuple[list[str], Play]:
    """What the persona answers until it takes its leave, and how the play stands then."""
    transcript, play = converse(scenario, said)
    return [turn.text for turn in transcript.by("persona")[1:]], play


def scored(scenario: Scenario, said: tuple[str, ...]) -> tuple[Score, ...]:
    return tuple(judging.judge(scenario, *converse(scenario, said)))


@claims("scenario.ten")
def test_ten_whole_scenarios_ship_without_a_problem_and_each_with_its_trainees() -> None:
    assert check([bundled()]).problems == ()
    assert len(catalogue().scenarios) >= 10
    for scenario in catalogue().scenarios.values():
        kinds = [trainee.id for trainee in scenario.trainees if trainee.id in KINDS]
        assert tuple(kinds) == KINDS


def test_the_committed_schema_is_the_one_of_the_format() -> None:
    assert (bundled() / "scenario.schema.json").read_text() == json_text(), (
        "run `chattrain schema > scenarios/scenario.schema.json`"
    )


@pytest.fixture(params=sorted(Catalogue([bundled()]).scenarios))
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return catalogue().scenarios[request.param]


@claims("provider.script", "engine.walks-away")
def test_a_good_trainee_is_told_what_was_held_back_and_parts_well(scenario: Scenario) -> None:
    replies, play = played(scenario, messages("excellent", scenario))
    assert play.ending == "satisfied"
    assert len(play.revealed) >= 2
    assert replies[-1] in scenario.persona.farewell


@claims("engine.walks-away")
def test_a_poor_trainee_is_left(scenario: Scenario) -> None:
    replies, play = played(scenario, messages("poor", scenario))
    assert play.ending == "left"
    assert not play.revealed
    assert replies[-1] in scenario.persona.walkout


def test_a_middling_trainee_is_neither_left_nor_satisfied(scenario: Scenario) -> None:
    _, play = played(scenario, messages("middling", scenario))
    _, best = played(scenario, messages("excellent", scenario))
    assert play.ending is None
    assert len(play.revealed) <= len(best.revealed)


def test_the_persona_answers_the_three_kinds_differently(scenario: Scenario) -> None:
    answers = [set(played(scenario, messages(kind, scenario))[0]) for kind in KINDS]
    assert not answers[0] & answers[1]
    assert not answers[1] & answers[2]
    assert not answers[0] & answers[2]


@pytest.mark.parametrize("said", ["ok", "Sorry.", "What happened?", "I will call you today."])
def test_a_trainee_who_repeats_one_line_hears_no_line_twice(scenario: Scenario, said: str) -> None:
    replies, _ = played(scenario, (said,) * scenario.limits.turns)
    assert len(replies) == len(set(replies))


def test_nothing_is_held_back_for_ever_and_nothing_is_told_for_nothing(scenario: Scenario) -> None:
    _, play = played(scenario, ("ok",) * scenario.limits.turns)
    assert play.revealed == frozenset()
    assert all(gauge.start == play.mood[name] for name, gauge in scenario.persona.mood.items())


def test_the_rules_judge_enough_weight_for_a_total_without_a_model(scenario: Scenario) -> None:
    by_rule = [c.weight for c in scenario.rubric.criteria if c.levels[-1].when is not None]
    assert 60 < sum(by_rule) < 100


def test_the_rules_tell_good_middling_and_poor_apart(scenario: Scenario) -> None:
    good, middling, poor = (total(scored(scenario, messages(kind, scenario)))[0] for kind in KINDS)
    assert good is not None
    assert middling is not None
    assert poor is not None
    assert good >= scenario.rubric.pass_mark > middling > poor


def test_a_stronger_wording_scores_higher_than_the_weak_one(scenario: Scenario) -> None:
    for number, criterion in enumerate(scenario.rubric.criteria):
        example = criterion.example
        strong = scored(scenario, (example.stronger,))[number].points
        weak = scored(scenario, (example.yours or "I have nothing to say.",))[number].points
        if strong is not None and weak is not None:
            assert strong == 100, criterion.id
            assert weak < strong, criterion.id


def test_lines_are_long_enough_to_grow_and_short_enough_for_chat(scenario: Scenario) -> None:
    lines = [text for *_, text in playing.script_lines(scenario)]
    lines += [*scenario.persona.farewell, *scenario.persona.walkout]
    words = [len(text.split()) for text in lines]
    assert min(words) >= 5
    assert max(words) <= 80
    assert max(words) >= 40


def test_no_line_holds_a_line_end_inside_a_paragraph(scenario: Scenario) -> None:
    for *_, text in playing.script_lines(scenario):
        assert "\n" not in text.replace("\n\n", "")
