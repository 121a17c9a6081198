"""Scripted trainees: a scenario's own test, and the knobs behind its difficulty."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

from bot.domain.scenario import Scenario, Trainee
from bot.domain.simulating import converse, out_of_order, result, retold, simulate
from tests.domain.written import changed, told
from tests.fakes.scenarios import scenario
from tests.requirements import claims

GOOD = ("I am sorry it is late.", "Why is it urgent?", "It comes tomorrow.")
POOR = ("It is your fault.",)


def with_trainees(*trainees: dict[str, Any], **changes: Any) -> Scenario:
    return scenario(trainees=trainees, **changes)


def problems(of: Scenario) -> list[str]:
    return [finding.problem for finding in out_of_order(of)]


def test_a_scripted_trainee_is_played_to_the_personas_last_words_and_scored() -> None:
    one = simulate(scenario(), Trainee(id="good", says=GOOD))
    assert one.said == 3
    assert one.play.ending == "satisfied"
    assert one.transcript.turns[-1].text == "Good, then tomorrow. Bye."
    assert one.scorecard.total == 100


@claims("scenario.trainees")
def test_scores_that_do_not_fall_are_a_problem_at_the_trainee() -> None:
    good, poor = {"id": "good", "says": GOOD}, {"id": "poor", "says": POOR}
    assert problems(with_trainees(good, poor)) == []
    (problem,) = problems(with_trainees(poor, good))
    assert problem.startswith("'good' scores 100, not less than the 0 of 'poor' before it")


def test_a_result_has_the_points_of_the_whole_scorecard() -> None:
    for says in (GOOD, POOR, ("Hm.",), GOOD[:2]):
        trainee = Trainee(id="one", says=says)
        whole, short = simulate(scenario(), trainee), result(scenario(), trainee)
        card = whole.scorecard
        assert (short.said, short.total, short.passed) == (whole.said, card.total, card.passed)
        assert [(s.level, s.points, s.abstained) for s in short.scores] == [
            (s.level, s.points, s.abstained) for s in card.scores
        ]


def test_equal_scores_are_not_in_order() -> None:
    once, again = {"id": "once", "says": GOOD}, {"id": "again", "says": GOOD}
    assert len(problems(with_trainees(once, again))) == 1


def test_a_trainee_who_must_pass_and_does_not_is_a_problem() -> None:
    (problem,) = problems(with_trainees({"id": "poor", "says": POOR, "passes": True}))
    assert problem.startswith("'poor' does not pass with 0, but must")
    (problem,) = problems(with_trainees({"id": "good", "says": GOOD, "passes": False}))
    assert problem.startswith("'good' passes with 100, but must not")


def test_messages_that_come_after_the_end_are_a_problem() -> None:
    (problem,) = problems(with_trainees({"id": "poor", "says": (*POOR, "And calm down.")}))
    assert problem == "'poor': the conversation is over after 1 of its messages; remove the last 1"


def test_a_language_without_acts_is_told_as_the_reason_for_no_total() -> None:
    by_act = changed(
        ("when: {point: asks_room}", "when: {act: open_question}"),
        ("weight: 60", "weight: 70"),
        ("weight: 40", "weight: 30"),
    )
    french = changed(("version: 1", "version: 1\nlanguage: fr"), text=by_act)
    trainee = "trainees:\n  - {id: good, says: [Which room is it for?]}\n"
    (problem,) = told(french + trainee, tried=True)
    assert "'good' gets no total: acts are not known in the language 'fr'" in problem
    assert problem.endswith("write them with `point` or `says`")
    (problem,) = told(by_act + trainee.replace("Which room is it for?", "x"), tried=True)
    assert problem.endswith("too little of it can be judged; let it say more")


@claims("check.trainees")
def test_check_plays_the_trainees_and_names_the_line() -> None:
    trainees = dedent("""\
        trainees:
          - id: poor
            says: [What would you like to see?]
          - id: excellent
            says: [Which room is it for?]
        """)
    text = changed(("weight: 60", "weight: 70"), ("weight: 40", "weight: 30")) + trainees
    assert told(text) == []
    (problem,) = told(text, tried=True)
    assert "trainees.1: 'excellent' scores 100" in problem


def test_the_fingerprint_is_that_of_what_is_played_not_of_its_test() -> None:
    assert with_trainees({"id": "x", "says": GOOD}).fingerprint == scenario().fingerprint
    assert scenario(title="Another").fingerprint != scenario().fingerprint


class TestKnobs:
    """`difficulty` as a mapping."""

    @claims("difficulty.patience")
    def test_a_persona_out_of_patience_walks_away(self) -> None:
        impatient = scenario(difficulty={"level": 3, "patience": 2})
        _, play = converse(impatient, ("hm", "sorry", "hm", "well"))
        assert play.ending == "left"
        _, play = converse(impatient, ("hm", "sorry", "hm", "sorry", "hm"))
        assert play.ending is None

    def test_without_patience_it_waits_for_ever(self) -> None:
        _, play = converse(scenario(), ("hm",) * 12)
        assert play.ending is None

    @claims("difficulty.concessions")
    def test_one_message_moves_a_gauge_no_further_than_it_may(self) -> None:
        slow = scenario(difficulty={"level": 3, "concessions": 1})
        assert converse(slow, ("sorry",))[1].mood["anger"] == 5
        assert converse(scenario(), ("sorry",))[1].mood["anger"] == 4

    @claims("difficulty.disclosure")
    def test_facts_are_told_as_many_replies_apart_as_they_must_be(self) -> None:
        facts = tuple(
            {
                "id": name,
                "text": f"It is {name}.",
                "reveal_when": {"says": ("why",)},
                "tells": (name,),
            }
            for name in ("green", "broken")
        )
        script = {
            "cues": tuple({"reveals": n, "say": (f"It is {n}.",)} for n in ("green", "broken")),
            "otherwise": tuple(f"Go on, number {n}." for n in range(9)),
        }

        def replies(disclosure: int) -> list[str]:
            difficulty = {"level": 3, "disclosure": disclosure}
            of = scenario(facts=facts, script=script, difficulty=difficulty)
            transcript, _ = converse(of, ("why?",) * 4)
            return [turn.text for turn in transcript.by("persona")[1:]]

        assert replies(1)[:2] == ["It is green.", "It is broken."]
        assert replies(2)[0] == "It is green."
        assert replies(2)[2] == "It is broken."
        assert replies(3)[3] == "It is broken."


class TestRetold:
    """A conversation from elsewhere."""

    def test_what_was_said_moves_the_play_as_if_it_had_been_played(self) -> None:
        transcript, play = converse(scenario(), GOOD)
        lines = [(turn.speaker, turn.text) for turn in transcript]
        again, play_again = retold(scenario(), lines)
        assert [turn.text for turn in again] == [turn.text for turn in transcript]
        assert play_again == play

    def test_a_conversation_without_its_opening_gets_the_scenarios(self) -> None:
        transcript, _ = retold(scenario(), [("coach", "Begin."), ("trainee", "Hello")])
        assert [turn.text for turn in transcript] == [scenario().persona.opening, "Hello"]
        assert len(retold(scenario(), [])[0]) == 1
