"""What a model's judgement comes to beside what code saw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import hearing, judging, quoting, verdict, weighing
from bot.domain.hearing import Heard
from bot.domain.questioning import Questioning
from bot.domain.scenario import Scenario
from bot.domain.scorecard import Judged, Score, from_json, to_json
from bot.domain.simulating import retold
from bot.domain.surface import SessionId
from bot.domain.transcript import Micros
from tests.domain.written import SMALL, changed, scenario
from tests.fakes.judges import answer
from tests.requirements import claims

RULES, MODEL = 0, 1
"""The criterion that rules judge, and the one that only a model can."""
GOOD = ("m1", "Good morning to you")
STEPS = SMALL.replace(
    "- {title: Yes, text: Asks., score: 100, when: {point: asks_room}}",
    """\
- {title: Half, text: Asks a little., score: 50, when: {point: asks_room}}
        - {title: Near, text: Asks well., score: 80, when: {point: asks_room, says: [damp]}}
        - {title: Yes, text: Asks all., score: 100, when: {point: asks_room, says: [how damp]}}""",
)
WARMER = SMALL.replace(
    "- {title: Warm, text: Warm., score: 100}",
    """\
- {title: Mild, text: Mild., score: 40}
        - {title: Warm, text: Warm., score: 70}
        - {title: Near, text: Near., score: 100}""",
)


def weigh(
    *answers: dict[str, Any],
    said: Sequence[str] = ("Good morning to you.", "Which room is it for?"),
    at: int = MODEL,
    of: Scenario | None = None,
) -> Score:
    """One criterion's score after these answers."""
    played = of or scenario()
    lines = [line for text in said for line in (("trainee", text), ("persona", "Hm."))]
    transcript, play = retold(played, lines)  # type: ignore[arg-type]  # speakers are literal
    seen = quoting.look(played, transcript, play, judging.FIRST)
    rules = list(judging.judge(played, transcript, play))[at]
    criterion = played.rubric.criteria[at]
    asked = Questioning(criterion, seen, SessionId("s1"))
    heard: list[Heard] = []
    for one in answers:
        opinion = asked.read(one)
        judged = Judged(
            provider="fake",
            model="judge-1",
            prompt=asked.prompt,
            level=opinion.level,
            confidence=opinion.confidence,
            borne_out=hearing.borne_out(opinion, criterion, seen),
        )
        heard.append(hearing.heard(opinion, judged, criterion, seen))
    return weighing.weigh(rules, heard, criterion, seen)


def with_acts(acts: str) -> Scenario:
    """The model's criterion with four levels, and acts that the rubric names for it."""
    named = ("      skill: tone\n", f"      skill: tone\n      acts: {acts}\n")
    return scenario(changed(named, text=WARMER))


@claims("judge.evidence")
def test_what_only_a_model_can_judge_gets_the_level_that_quotes_bear_out() -> None:
    score = weigh(answer("L2", GOOD, missing="a name."))
    assert (score.level, score.points, score.judged_by) == (1, 100, "model")
    assert [(e.quote, e.turn, e.number, e.shows) for e in score.evidence] == [
        ("Good morning to you", 2, 1, "kind")
    ]
    assert score.abstained is None
    assert "That is why." in score.reason


@claims("judge.evidence")
@pytest.mark.parametrize(
    "given",
    [
        answer("L2", ("m1", "It is lovely to have you here")),
        answer("L2", GOOD, ("m1", "It is lovely to have you here")),
        answer("L2", ("m1", "I am looking for a lamp")),
        answer("L2"),
    ],
)
def test_a_level_on_words_that_were_not_said_is_the_lowest(given: dict[str, Any]) -> None:
    score = weigh(given)
    assert (score.level, score.points, score.evidence) == (0, 0, ())
    assert "no evidence" in score.flags
    assert "you did not say" in score.reason
    assert score.opinions[0].level == 1
    assert not score.opinions[0].borne_out


@claims("judge.not-seen")
def test_the_lowest_level_without_a_quote_says_where_it_was_not_seen() -> None:
    score = weigh(answer("L1", missing="a friendly word."))
    assert score.level == 0
    assert "Not seen in your messages 1 to 2: a friendly word." in score.reason
    assert "no evidence" not in score.flags
    assert "Not seen in your messages 1 to 2: Is kind." in weigh(answer("L1")).reason


@claims("judge.alone")
def test_what_nothing_but_a_model_vouches_for_is_flagged_and_does_not_count() -> None:
    score = weigh(answer("L2", GOOD))
    assert not score.counted
    assert score.flags == ("alone",)
    assert "does not count towards passing" in score.reason
    assert weigh(answer("L1")).flags == ()


@claims("judge.capped")
@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("Good morning to you, what is it for?", 0),
        ("Good morning to you, and thank you for coming so early today.", 1),
        (
            "Good morning to you, and thank you for coming. I am sorry, that was my mistake.",
            3,
        ),
    ],
)
def test_where_the_rubric_names_acts_no_level_is_above_what_they_bear_out(
    said: str, level: int
) -> None:
    score = weigh(answer("L4", GOOD), said=[said], of=with_acts("[thanks, apology]"))
    assert score.level == level
    assert ("capped" in score.flags) == (level < 3)
    assert score.counted
    assert "Found by the rules" in score.reason


def test_a_harmful_act_that_the_rubric_names_keeps_the_highest_level_away() -> None:
    said = "Good morning to you, and thank you for coming. It is your own fault, you broke it."
    of = with_acts("[thanks, blame]")
    assert weigh(answer("L4", GOOD), said=[said], of=of).level == 2
    assert "blame" in weigh(answer("L4", GOOD), said=[said], of=of).found


@claims("judge.beside-rules")
def test_where_rules_judge_their_level_stands_and_the_models_is_shown_beside_it() -> None:
    asks = ("m2", "Which room is it for")
    agreed = weigh(answer("L2", asks), at=RULES)
    assert (agreed.level, agreed.judged_by, agreed.flags) == (1, "rules", ())
    assert "agrees: That is why." in agreed.reason
    below = weigh(answer("L1"), at=RULES)
    assert (below.level, below.flags) == (1, ("disagreement",))
    assert "would give “No”" in below.reason
    invented = weigh(answer("L1", ("m2", "Get out of my shop now")), at=RULES)
    assert (invented.level, invented.flags) == (1, ("no evidence",))
    unsure = weigh(answer("cannot_tell"), at=RULES)
    assert (unsure.level, unsure.judged_by) == (1, "rules")


@claims("judge.capped")
def test_a_model_raises_nothing_that_rules_can_see() -> None:
    score = weigh(answer("L2", GOOD), said=["Good morning to you."], at=RULES)
    assert (score.level, score.by_rules, score.judged_by) == (0, 0, "rules")
    assert score.flags == ("capped",)
    assert score.opinions[0].level == 1
    assert "would give “Yes”" in score.reason


@claims("judge.lowered")
def test_a_model_takes_a_level_down_one_step_by_words_that_stand_there() -> None:
    said = ["Which room is it for? As if I cared.", "How damp is it, you old frog?"]
    score = weigh(answer("L1", ("m1", "As if I cared")), said=said, at=RULES, of=scenario(STEPS))
    assert (score.by_rules, score.level, score.judged_by) == (3, 2, "model")
    assert "disagreement" in score.flags
    assert "As if I cared" in [one.quote for one in score.evidence]
    assert "The rules saw “Yes”" in score.reason


@claims("judge.second-opinion")
def test_of_two_judgements_the_lower_one_counts_and_their_difference_is_shown() -> None:
    for two in ((answer("L2", GOOD), answer("L1")), (answer("L1"), answer("L2", GOOD))):
        score = weigh(*two)
        assert (score.level, len(score.opinions)) == (0, 2)
        assert "disagreement" in score.flags
        assert "models differ, “" in score.reason
        assert "The lower one counts." in score.reason
    same = weigh(answer("L2", GOOD), answer("L2", GOOD, confidence="low"))
    assert (same.level, same.flags) == (1, ("alone",))


@claims("judge.second-opinion")
def test_two_of_two_take_a_level_of_the_rules_down_and_one_of_two_does_not() -> None:
    said = ["Which room is it for? As if I cared."]
    down, stays = answer("L1", ("m1", "As if I cared")), answer("L2", ("m1", "Which room is it"))
    assert weigh(down, down, said=said, at=RULES).level == 0
    for two in ((down, stays), (stays, down)):
        score = weigh(*two, said=said, at=RULES)
        assert (score.level, score.judged_by) == (1, "rules")
        assert "disagreement" in score.flags


def test_where_rules_decide_a_model_that_is_not_sure_is_no_matter() -> None:
    asks = ("m2", "Which room is it for?")
    score = weigh(answer("L2", asks, confidence="low"), at=RULES)
    assert score.flags == ()


def test_quotes_for_a_level_that_is_not_given_are_not_shown() -> None:
    score = weigh(answer("L2", GOOD), said=["Good morning to you."], at=RULES)
    assert score.evidence == ()


@claims("judge.second-opinion")
def test_a_single_judgement_that_is_not_sure_says_so() -> None:
    score = weigh(answer("L2", GOOD, confidence="low"))
    assert "unsure" in score.flags
    assert "not sure" in score.reason


def test_a_model_that_cannot_tell_leaves_the_criterion_unjudged() -> None:
    score = weigh(answer("cannot_tell", reason="Nobody came in."))
    assert (score.level, score.points, score.abstained) == (None, None, "model")
    assert "could not tell. Nobody came in." in score.reason


def rewrite(**changes: str) -> dict[str, str]:
    made = {
        "message": "m1",
        "yours": "Good morning to you",
        "stronger": "Good morning to you, and come in from the rain.",
        "why": "It sees the person who comes in.",
    }
    return {**made, **changes}


@claims("judge.rewording")
def test_the_stronger_line_is_a_rewording_of_the_trainees_own() -> None:
    score = weigh(answer("L1", rewrite=rewrite()))
    better = score.rewording
    assert better is not None
    assert (better.yours, better.turn, better.number) == ("Good morning to you", 2, 1)
    assert better.stronger.endswith("from the rain.")
    assert better.why == "It sees the person who comes in."
    top = weigh(answer("L2", GOOD, rewrite=rewrite()))
    assert top.rewording is None


@claims("judge.rewording")
@pytest.mark.parametrize(
    "given",
    [
        None,
        rewrite(yours="Hello and welcome here"),
        rewrite(stronger="good morning, to you!"),
        rewrite(stronger=""),
        rewrite(why=""),
        rewrite(
            stronger="Guten Morgen, kommen Sie doch aus dem Regen zu uns herein und sehen sich um."
        ),
    ],
)
def test_without_a_rewording_that_holds_the_scenarios_example_stands(
    given: dict[str, str] | None,
) -> None:
    better = weigh(answer("L1", rewrite=given)).rewording
    assert better is not None
    assert better.stronger == "Good to see you."


OPINIONS = st.builds(
    answer,
    st.sampled_from(["L1", "L2", "cannot_tell"]),
    st.sampled_from([GOOD, ("m2", "Which room is it for?"), ("m1", "I did all of it.")]),
    confidence=st.sampled_from(["low", "medium", "high"]),
    missing=st.sampled_from([None, "a name"]),
    rewrite=st.sampled_from([None, rewrite()]),
)


@claims("judge.capped", "judge.alone")
@settings(max_examples=60)
@given(st.lists(OPINIONS, min_size=1, max_size=2), st.sampled_from([RULES, MODEL]))
def test_whatever_models_say_no_score_goes_beyond_what_is_borne_out(
    answers: list[dict[str, Any]], at: int
) -> None:
    score = weigh(*answers, at=at)
    assert len(score.opinions) == len(answers)
    best = max((one.level or 0 for one in score.opinions if one.borne_out), default=0)
    if at == RULES:
        assert score.level in (0, 1)
        assert score.counted
        assert score.level == 1 or all(one.level in (0, None) for one in score.opinions)
    else:
        assert (score.level or 0) <= best
        assert not score.counted or score.level is None
    for quote in score.evidence:
        assert quote.quote in ("Good morning to you", "Which room is it for?", "Which room")


def card(*scores: Score, played: Scenario) -> Any:
    transcript, play = retold(played, [("trainee", "Good morning to you.")])
    return judging.card(played, transcript, play, scores, session=SessionId("s"), at=Micros(0))


@claims("judge.alone")
def test_a_pass_needs_the_mark_without_what_a_model_alone_vouches_for() -> None:
    played = scenario()
    said = ["Good morning to you."]
    rules = weigh(answer("L1"), said=said, at=RULES)
    alone = weigh(answer("L2", GOOD), said=said)
    lenient = played.model_copy(
        update={"rubric": played.rubric.model_copy(update={"pass_mark": 40})}
    )
    made = card(rules, alone, played=lenient)
    assert (made.total, made.secured, made.passed) == (40, 0, False)
    assert any(
        "without what a language model alone judged it is 0/100" in n for n in verdict.notes(made)
    )


def test_a_card_with_opinions_is_stored_whole() -> None:
    made = card(weigh(answer("L1"), at=RULES), weigh(answer("L2", GOOD)), played=scenario())
    assert from_json(to_json(made)) == made


@claims("judge.snapshot")
def test_points_are_compared_with_the_attempt_before_only_where_judged_the_same_way() -> None:
    played = scenario()
    before = card(
        weigh(answer("L2", ("m2", "Which room is it for")), at=RULES),
        weigh(answer("L1")),
        played=played,
    )
    again = weigh(answer("L2", GOOD))
    assert judging.previous(again, before, played) == 0
    by_rules = weigh(answer("L2", ("m2", "Which room is it for")), at=RULES)
    assert judging.previous(by_rules, before, played) == 100
    other = card(by_rules, Score(**{**_fields(again), "opinions": ()}), played=played)
    assert judging.previous(again, other, played) is None


def _fields(score: Score) -> dict[str, Any]:
    return {name: getattr(score, name) for name in Score.__dataclass_fields__}
