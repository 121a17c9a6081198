"""The coach's notes: one on each message, with the words they are about, or none."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.domain import coaching
from bot.domain.content import Notice
from bot.domain.effects import Announce, Grade
from bot.domain.events import Delivered, Halted, Waited, Written
from bot.domain.transcript import TurnNumber
from tests.domain.test_flows import ME, Play
from tests.domain.test_judging import GOOD, talk, written
from tests.fakes.scenarios import scenario
from tests.requirements import claims


def coached(feedback: str = "each_turn", **changes: object) -> Play:
    return Play(scenario(feedback=feedback, **changes))


def notes(play: Play) -> list[Announce]:
    return [
        e
        for e in play.effects
        if isinstance(e, Announce) and isinstance(e.content, Notice) and e.content.note
    ]


def note(*said: str) -> str:
    transcript = talk(*said)
    return coaching.note(written(), transcript, (transcript.by("trainee")[-1],))


@claims("feedback.notes")
@pytest.mark.parametrize("feedback", ["each_turn", "both"])
def test_a_message_gets_its_note_once_the_reply_to_it_stands(feedback: str) -> None:
    play = coached(feedback).say("I am sorry.")
    assert not notes(play)
    play.happen(Written(turn=TurnNumber(3), text="Go on."))
    assert not notes(play)
    play.happen(Delivered(turn=TurnNumber(3)))
    (shown,) = notes(play)
    assert shown.key == "s1:note:2"
    assert isinstance(shown.content, Notice)
    assert shown.content.only_for == ME
    assert shown.content.text == ("Good: says sorry, “I am sorry”. To try next: Include says when.")
    play.happen(Delivered(turn=TurnNumber(3)))
    assert not notes(play)


@claims("feedback.notes")
def test_there_are_no_notes_where_feedback_comes_at_the_end() -> None:
    assert not notes(coached("end").say("I am sorry.").reply())


@claims("feedback.notes")
def test_in_an_assessment_nothing_is_noted_before_the_end() -> None:
    play = coached()
    play.session = replace(play.session, assessment=True)
    assert not notes(play.say("I am sorry.").reply())


def test_a_reply_that_was_stopped_has_been_an_answer_too() -> None:
    play = coached().say("I am sorry.").press("stop")
    play.happen(Halted(turn=TurnNumber(3), shown="Well"))
    assert [e.key for e in notes(play)] == ["s1:note:2"]
    play.say("It comes tomorrow.").reply()
    assert [e.key for e in notes(play)] == ["s1:note:4"]


def test_messages_answered_together_have_one_note() -> None:
    play = coached(interruption="burst").say("Hello.").say("I am sorry.")
    play.happen(Waited()).reply()
    (shown,) = notes(play)
    assert shown.key == "s1:note:3"


def test_the_note_on_the_last_message_comes_before_the_score() -> None:
    play = coached().say("It comes tomorrow.").reply("Good, then tomorrow. Bye.")
    assert [type(e) for e in play.effects] == [Announce, Grade]
    assert notes(play)


def test_a_note_is_no_turn_so_that_the_persona_never_reads_it() -> None:
    play = coached().say("I am sorry.").reply()
    assert not play.session.transcript.by("coach")


def test_a_note_quotes_what_was_good_and_names_one_thing() -> None:
    text = note(GOOD)
    assert text.startswith("Good: an acknowledgement of what the other went through, “Three days")
    assert text.endswith(
        "To try next: Ask one question that cannot be answered with yes, no or a number."
    )


def test_what_speaks_against_the_trainee_comes_first_and_is_quoted() -> None:
    assert note("Hello.", "You should have read the terms.") == (
        "To try next: Leave out whose fault it is, unlike in “You should have read the terms”."
    )


def test_the_same_thing_is_not_named_twice_running() -> None:
    first = note("Your parcel is in Leeds.")
    second = note("Your parcel is in Leeds.", "It will leave Leeds.")
    assert first != second


@pytest.mark.parametrize("said", ["ok", "?!", "hi there"])
def test_where_too_little_was_said_there_is_nothing_honest_to_say(said: str) -> None:
    assert note(said) == ""


def test_a_note_has_two_sentences_at_most() -> None:
    said = (GOOD, "What happened then?", "You should have read the terms. Which day was it?")
    for count in range(1, len(said) + 1):
        outside = re.sub(r"“[^”]*”", "", note(*said[:count]))
        assert len(re.findall(r"[.?!](?:\s|$)", outside)) <= 2


def test_words_pasted_from_the_scenario_are_not_praised() -> None:
    assert "Good:" not in note("what happened when the courier came to your house?", "Well then.")
