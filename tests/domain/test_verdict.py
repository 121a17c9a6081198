"""A scorecard in words, in the language of its scenario."""

from __future__ import annotations

import re
import string
from dataclasses import astuple, fields, replace

import pytest

from bot.domain import judging, verdict, wording
from bot.domain.condition import ACTS
from bot.domain.scenario import Scenario
from bot.domain.scorecard import Scorecard
from bot.domain.surface import SessionId
from bot.domain.transcript import Micros, Play
from bot.domain.wording import ENGLISH, GERMAN, Wording
from tests.domain.test_flows import Play as Played
from tests.domain.test_judging import ASKS, GOOD, card, talk, written
from tests.fakes.scenarios import scenario
from tests.requirements import claims


def again(*said: str, before: Scorecard) -> Scorecard:
    scenario, transcript = written(), talk(*said)
    scores = tuple(judging.judge(scenario, transcript, Play(), before=before))
    return judging.card(
        scenario, transcript, Play(), scores, session=SessionId("s2"), at=Micros(8), attempt=2
    )


def test_the_headline_has_total_band_and_pass_mark() -> None:
    assert verdict.headline(card(GOOD, ASKS)) == "Score: 93/100, excellent, passed (pass mark 60)"
    poor = card("Your parcel is in Leeds.")
    assert verdict.headline(poor) == "Score: 0/100, not yet passed (pass mark 60)"


@claims("score.abstains")
def test_what_was_not_judged_is_told_with_the_reason() -> None:
    assert list(verdict.notes(card(GOOD))) == [
        "Judged: 80 % of the weight; a language model is needed for “Sounds like a person”."
    ]
    (nothing,) = verdict.notes(card("ok"))
    assert nothing.startswith("Judged: nothing;")
    assert nothing.endswith("too little was said.")


@claims("score.blockers")
def test_a_blocker_is_told_with_the_words_that_met_it() -> None:
    first, *_ = verdict.notes(card(GOOD, "What is your card number?"))
    assert first == (
        "Not passed because of: Asked for the card: “What is your card number?” (your message 2)"
    )


@claims("score.compared")
def test_two_attempts_are_compared_over_what_was_judged_in_both() -> None:
    better = again(GOOD, ASKS, before=card("Your parcel is in Leeds."))
    assert better.compared() == (0, 93)
    assert "0 → 93, over the criteria judged both times" in list(verdict.notes(better))
    assert verdict.points(better, better.scores[0]) == "100/100, was 0, now 100"


@claims("score.compared")
def test_a_criterion_judged_only_once_is_left_out_of_the_comparison() -> None:
    before = card("Your parcel is in Leeds.")
    unjudged = replace(before.scores[0], level=None, points=None)
    before = replace(before, scores=(unjudged, *before.scores[1:]))
    better = again(GOOD, ASKS, before=before)
    assert better.compared() == (0, 80)
    assert better.total == 93


@claims("score.compared")
def test_without_anything_judged_both_times_nothing_is_compared() -> None:
    assert again(GOOD, before=card("ok")).compared() is None
    of_another_grader = replace(card("Your parcel is in Leeds."), grader=0)
    assert again(GOOD, before=of_another_grader).compared() is None


def test_a_level_is_shown_among_all_levels() -> None:
    result = card(GOOD)
    assert verdict.level(result, result.scores[0]) == "3 of 3: Owned"
    assert verdict.level(result, result.scores[2]) == "not judged"
    assert verdict.cite(result, result.scores[0].evidence[0]) == "your message 1"


def german(**changes: object) -> Scenario:
    return scenario(language="de-AT", **changes)


@claims("feedback.language")
def test_a_german_session_speaks_german() -> None:
    play = Played(german()).press("finish")
    assert play.notice.text.startswith("Du hast noch nichts gesagt")
    assert play.notice.buttons[0].label == "Ohne Bewertung schließen"
    assert play.say("x" * 2001).notice.text.startswith("Die Nachricht hat 2.001 Zeichen")


@claims("feedback.language")
def test_a_german_scorecard_speaks_german() -> None:
    spoken = written().model_copy(update={"language": "de"})
    result = card("Ihr Paket ist in Leipzig.", scenario=spoken)
    assert verdict.headline(result) == "Score: 0/100, noch nicht bestanden (bestanden ab 60)"
    assert result.scores[0].reason == (
        "Straight to procedure. Nicht zu sehen in deiner Nachricht 1: "
        "eine Anerkennung dessen, was das Gegenüber erlebt hat."
    )
    assert result.next_step.startswith("Sag, was dein Gegenüber erlebt hat")


def test_a_language_without_a_table_is_spoken_to_in_english() -> None:
    assert wording.of("fr") is ENGLISH
    assert wording.of("de-CH") is GERMAN


@pytest.mark.parametrize("table", wording.TABLES, ids=lambda table: table.language)
def test_every_act_and_every_band_has_its_words(table: Wording) -> None:
    assert set(table.judgement.acts) == set(ACTS)
    assert set(table.judgement.bands) == set(ENGLISH.judgement.bands)
    assert not [text for text in astuple(table.labels) if not text]


@pytest.mark.parametrize("part", ["talk", "judgement", "labels"])
def test_a_sentence_has_the_same_places_in_every_language(part: str) -> None:
    ours, theirs = getattr(ENGLISH, part), getattr(GERMAN, part)
    for field in fields(ours):
        one, other = getattr(ours, field.name), getattr(theirs, field.name)
        if isinstance(one, str):
            assert places(one) == places(other), field.name


def places(template: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("table", wording.TABLES, ids=lambda table: table.language)
def test_advice_is_one_sentence_about_one_thing(table: Wording) -> None:
    for doing in table.judgement.acts.values():
        assert not re.search(r"[.!?;]", doing.advice)
