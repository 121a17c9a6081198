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
from bot.domain.transcript import Micros, Play, Speaker, Transcript, Turn
from bot.ports.provider import Scene
from bot.providers.scripted import line
from tests.requirements import claims

LATE, FEEDBACK = "late-delivery", "feedback-to-a-colleague"

GOOD = {
    LATE: """\
Hi Dana, three days of "out for delivery" and no parcel: we left you waiting. I am sorry. What is
your order number?

What was the parcel for, and when do you need it?

So Nell turns ten on Saturday and we left you without a word. I'm sorry. Did I get that right?

I'm ordering a second one by courier now, so it reaches you tomorrow. I will write to you at six
today with the courier's number.
""",
    FEEDBACK: """\
No wedding, Jonas. On Monday you came 25 minutes late, I stayed on, and the payroll caller had to
explain it all a second time. How does it look from your side?

What is going on for you around two o'clock?

That sounds really hard, taking your dad to rehab every noon and then running for the bus. Thank
you for telling me.

What would help you in the first half hour?

I can write you five lines at half past one every day, and next Friday we see how it goes.
""",
}
MIDDLING = {
    LATE: """\
Hello, sorry for the delay. Can you give me your order number?

Thanks. We will look into it and get back to you as soon as possible.

I can offer you a refund.

Ok, when do you need it?
""",
    FEEDBACK: """\
Hi Jonas, I wanted to talk about the handover. You've been late quite a lot.

On Monday it was 25 minutes.

It's important that you are on time.

I see. So will you do it?
""",
}
POOR = {
    LATE: """\
Dear valued customer, we apologize for any inconvenience.

You should have chosen express shipping.

It is your own fault, you entered the wrong address.

You need to calm down.
""",
    FEEDBACK: """\
You are always late and it's unprofessional.

That's no excuse. Everyone has problems.

You never prepare. Either you change or I'll report you.
""",
}


@cache
def catalogue() -> Catalogue:
    return Catalogue([bundled()])


def messages(kind: dict[str, str], scenario: Scenario) -> tuple[str, ...]:
    return tuple(" ".join(text.split()) for text in kind[scenario.id].split("\n\n"))


def played(scenario: Scenario, said: tuple[str, ...]) -> tuple[list[str], Play]:
    """What the persona answers until it takes its leave, and how the play stands then."""
    transcript, play = conversation(scenario, said)
    return [turn.text for turn in transcript.by("persona")[1:]], play


def scored(scenario: Scenario, said: tuple[str, ...]) -> tuple[Score, ...]:
    return tuple(judging.judge(scenario, *conversation(scenario, said)))


def conversation(scenario: Scenario, said: tuple[str, ...]) -> tuple[Transcript, Play]:
    opening = scenario.persona.opening
    play = playing.spoke(scenario, playing.beginning(scenario), opening)
    transcript = _with(Transcript(), "persona", opening, play)
    for text in said:
        transcript = _with(transcript, "trainee", text, play)
        play = playing.heard(scenario, play, transcript)
        reply = line(Scene(scenario=scenario, transcript=transcript, play=play))
        play = playing.spoke(scenario, play, reply)
        transcript = _with(transcript, "persona", reply, play)
        if play.ending is not None:
            break
    return transcript, play


def _with(transcript: Transcript, speaker: Speaker, text: str, play: Play) -> Transcript:
    turn = Turn(
        number=transcript.next_number,
        speaker=speaker,
        text=text,
        state="delivered",
        at=Micros(0),
        play=play,
    )
    return transcript.adding(turn)


@claims("scenario.two")
def test_two_whole_scenarios_ship_without_a_problem() -> None:
    assert catalogue().problems == ()
    assert {LATE, FEEDBACK} <= set(catalogue().scenarios)


def test_the_committed_schema_is_the_one_of_the_format() -> None:
    assert (bundled() / "scenario.schema.json").read_text() == json_text(), (
        "run `chattrain schema > scenarios/scenario.schema.json`"
    )


@pytest.fixture(params=sorted(Catalogue([bundled()]).scenarios))
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return catalogue().scenarios[request.param]


@claims("provider.script", "engine.walks-away")
def test_a_good_trainee_is_told_what_was_held_back_and_parts_well(scenario: Scenario) -> None:
    replies, play = played(scenario, messages(GOOD, scenario))
    assert play.ending == "satisfied"
    assert len(play.revealed) >= 2
    assert replies[-1] in scenario.persona.farewell


@claims("engine.walks-away")
def test_a_poor_trainee_is_left(scenario: Scenario) -> None:
    replies, play = played(scenario, messages(POOR, scenario))
    assert play.ending == "left"
    assert not play.revealed
    assert replies[-1] in scenario.persona.walkout


def test_a_middling_trainee_is_neither_left_nor_satisfied(scenario: Scenario) -> None:
    _, play = played(scenario, messages(MIDDLING, scenario))
    _, best = played(scenario, messages(GOOD, scenario))
    assert play.ending is None
    assert len(play.revealed) <= len(best.revealed)


def test_the_persona_answers_the_three_kinds_differently(scenario: Scenario) -> None:
    answers = [
        set(played(scenario, messages(kind, scenario))[0]) for kind in (GOOD, MIDDLING, POOR)
    ]
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
    good, middling, poor = (
        total(scored(scenario, messages(kind, scenario)))[0] for kind in (GOOD, MIDDLING, POOR)
    )
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
    lines = [text for _, text in playing.script_lines(scenario)]
    lines += [*scenario.persona.farewell, *scenario.persona.walkout]
    words = [len(text.split()) for text in lines]
    assert min(words) >= 5
    assert max(words) <= 80
    assert max(words) >= 40


def test_no_line_holds_a_line_end_inside_a_paragraph(scenario: Scenario) -> None:
    for _, text in playing.script_lines(scenario):
        assert "\n" not in text.replace("\n\n", "")
