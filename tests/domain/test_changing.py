"""What becomes of messages that are changed or taken back while an answer is on its way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.content import Notice
from bot.domain.effects import Announce, Grade, Interrupt, Recall, Speak
from bot.domain.events import (
    Deleted,
    Delivered,
    Edited,
    Failed,
    Halted,
    Lost,
    Opened,
    Recalled,
    Waited,
    Written,
)
from bot.domain.session import begin_again
from bot.domain.stepping import resume
from bot.domain.surface import MessageRef
from bot.domain.transcript import MINUTE, Micros, TurnNumber
from bot.domain.wording import ENGLISH
from tests.domain.test_flows import ME, THREAD, Play, playing
from tests.fakes.scenarios import scenario
from tests.requirements import claims

pytestmark = claims("engine.edits")

LATE = ENGLISH.talk.too_late


def edit(play: Play, message: int, text: str) -> Play:
    play.count += 1
    return play.happen(
        Edited(
            key=f"e{play.count}",
            surface=THREAD,
            member=ME,
            at=play.now,
            text=text,
            message=f"k{message}",
        )
    )


def delete(play: Play, message: int) -> Play:
    key = f"d{message}"
    return play.happen(
        Deleted(key=key, surface=THREAD, member=ME, at=play.now, message=f"k{message}")
    )


def recall(play: Play) -> Play:
    return play.happen(Recalled(turn=play.replying))


def told(play: Play) -> list[str]:
    return [
        e.content.text
        for e in play.effects
        if isinstance(e, Announce) and isinstance(e.content, Notice) and not e.content.note
    ]


def test_an_edit_before_the_first_word_of_the_reply_is_what_is_answered() -> None:
    play = edit(playing().say("That is your fault."), 1, "Sorry.")
    assert play.asked() == (Recall(turn=TurnNumber(3)),)
    assert play.says()[1] == "t:That is your fault.", "it may have been answered already"
    assert recall(play).asked() == (Speak(turn=TurnNumber(3)),)
    assert play.says()[1:] == ["t:Sorry.", "p:"]
    assert play.session.play.mood["anger"] == 4
    assert play.session.play.ending is None
    play.reply("Thank you.")
    assert play.session.said == 1


def test_a_reply_that_was_seen_goes_on_and_the_original_counts() -> None:
    play = edit(playing().say("Hello."), 1, "Sorry.")
    play.happen(Written(turn=TurnNumber(3), text="Go on.")).happen(Delivered(turn=TurnNumber(3)))
    assert play.says()[1:] == ["t:Hello.", "p:Go on."]
    assert told(play) == [LATE]
    assert edit(play, 1, "Sorry!").notice.text == LATE, "and at once where it is known"
    assert delete(play, 1).notice.text == LATE
    assert play.says()[1] == "t:Hello."


def test_a_reply_that_is_written_and_was_not_seen_is_recalled_too() -> None:
    play = playing().say("Why do you need it?")
    play.happen(Written(turn=TurnNumber(3), text="It is for a birthday."))
    assert play.session.play.revealed == {"birthday"}
    recall(edit(play, 1, "Hello."))
    assert play.asked() == (Speak(turn=TurnNumber(3)),)
    assert play.session.play.revealed == play.session.play.earned == frozenset()
    assert play.session.transcript[TurnNumber(3)].state == "streaming"


def test_taken_back_before_the_first_word_it_is_as_if_it_had_not_been_said() -> None:
    play = Play(scenario(limits={"turns": 6, "minutes": 10}))
    before = play.session.play
    recall(delete(play.say("That is your fault."), 1))
    assert play.asked() == ()
    assert (play.session.phase, play.session.began_at) == ("briefing", None)
    assert play.session.play == before
    assert play.session.said == 0
    assert not play.session.unanswered
    play.now = Micros(play.now + 11 * MINUTE)
    play.say("Hello.").reply()
    assert play.session.time_up == play.now + 10 * MINUTE


def test_the_last_message_taken_back_does_not_end_the_session() -> None:
    play = playing(turns=1).say("Hello.")
    recall(delete(play, 1))
    assert play.session.is_open
    assert play.say("I am sorry.").reply().asked() == (Grade(),)


def test_of_two_messages_that_one_reply_answers_either_can_be_changed() -> None:
    play = playing().say("Hello.").say("It is late.")
    play.happen(Halted(turn=TurnNumber(3), shown=""))
    recall(edit(play, 1, "I am sorry."))
    assert play.asked() == (Speak(turn=TurnNumber(5)),)
    assert play.says()[1:] == ["t:I am sorry.", "p:", "t:It is late.", "p:"]
    assert play.session.play.mood["anger"] == 4
    recall(delete(play, 2))
    assert play.asked() == (Speak(turn=TurnNumber(5)),), "the first is still to be answered"
    recall(delete(play, 1))
    assert play.asked() == ()


@pytest.mark.parametrize("feedback", ["both", "each_turn"])
def test_a_message_that_has_had_its_note_stays_as_it_was(feedback: str) -> None:
    play = playing(feedback=feedback).say("I am sorry.").say("It is late.")
    play.happen(Halted(turn=TurnNumber(3), shown=""))
    assert edit(play, 1, "Hello.").notice.text == LATE
    assert edit(play, 2, "It is here.").asked() == (Recall(turn=TurnNumber(5)),)


def test_a_note_is_on_what_was_answered_in_the_end() -> None:
    play = playing(feedback="both").say("Your fault?")
    assert told(recall(edit(play, 1, "I am sorry."))) == []
    play.reply("Thank you.")
    notes = [e for e in play.effects if isinstance(e, Announce) and ":note:" in e.key]
    assert [note.key for note in notes] == ["s1:note:2"]
    (note,) = [e.content for e in notes]
    assert isinstance(note, Notice)
    assert "I am sorry" in note.text


def test_in_a_queue_what_was_said_since_keeps_its_place() -> None:
    play = playing("queue").say("Hello.").say("One more thing.")
    edit(play, 2, "Two more things.")
    assert play.asked() == (), "nobody answers that one yet"
    recall(edit(play, 1, "I am sorry."))
    assert play.asked() == (Speak(turn=TurnNumber(3)),)
    assert play.reply("Yes?").asked() == (Speak(turn=TurnNumber(5)),)
    assert play.says()[1:] == ["t:I am sorry.", "p:Yes?", "t:Two more things.", "p:"]


def test_with_barge_in_a_recalled_reply_makes_way_for_one_to_both() -> None:
    play = edit(playing().say("Hello."), 1, "I am sorry.").say("And late.")
    assert play.asked() == (Interrupt(turn=TurnNumber(3)),)
    recall(play)
    assert play.asked() == (Speak(turn=TurnNumber(5)),)
    assert play.says()[1:] == ["t:I am sorry.", "p:", "t:And late.", "p:"]


def test_what_was_interrupted_for_a_message_that_is_taken_back_is_answered_after_all() -> None:
    play = delete(playing().say("Hello.").say("Oops."), 2)
    assert play.happen(Halted(turn=TurnNumber(3), shown="")).asked() == (Speak(turn=TurnNumber(5)),)


def test_a_burst_can_be_changed_while_it_waits_and_while_it_is_answered() -> None:
    play = edit(playing("burst").say("Hello.").say("It is late."), 1, "I am sorry.")
    assert play.session.transcript[TurnNumber(2)].text == "I am sorry."
    play.happen(Waited())
    recall(delete(play, 2))
    assert play.asked() == (Speak(turn=TurnNumber(4)),)
    assert play.says()[1:] == ["t:I am sorry.", "t:", "p:"]
    assert play.session.said == 1


def test_of_several_changes_the_last_counts_and_the_same_twice_is_one() -> None:
    play = edit(edit(playing().say("Hello."), 1, "Sory."), 1, "Sorry.")
    assert edit(play, 1, "Sorry.").asked() == ()
    assert recall(play).says()[1] == "t:Sorry."
    assert edit(play, 1, "Sorry.").asked() == ()


def test_a_change_that_is_too_long_is_told_and_does_not_count() -> None:
    play = edit(playing().say("Hello."), 1, "x" * 2001)
    assert "2,001 characters" in play.notice.text
    assert play.session.changes == {}


def test_a_change_while_it_is_scored_comes_too_late() -> None:
    play = playing().say("Hello.").reply().press("finish")
    assert edit(play, 1, "Sorry.").notice.text == LATE
    assert play.says()[1] == "t:Hello."


def test_a_change_from_before_finish_counts_in_the_score() -> None:
    play = edit(playing().say("Hello."), 1, "Sorry.").press("finish")
    assert resume(play.session) == (Interrupt(turn=TurnNumber(3)),)
    assert recall(play).asked() == (Grade(),)
    assert play.says()[1] == "t:Sorry."
    halted = edit(playing().say("Hello."), 1, "Sorry.").press("finish")
    halted.happen(Halted(turn=TurnNumber(3), shown=""))
    assert halted.says()[1] == "t:Sorry."


def test_stop_before_the_first_word_leaves_the_change_and_silence() -> None:
    play = edit(playing().say("Hello."), 1, "Sorry.").press("stop")
    assert play.happen(Halted(turn=TurnNumber(3), shown="")).asked() == ()
    assert play.says()[1] == "t:Sorry."
    assert edit(play, 1, "Sorry!").says()[1] == "t:Sorry!", "nobody has answered it"


@pytest.mark.parametrize("mode", ["queue", "burst"])
def test_stop_is_stop_though_a_message_that_stopped_nothing_was_taken_back(mode: str) -> None:
    play = playing(mode).say("Hello.").happen(Waited())
    delete(play.say("Oops."), 2).press("stop")
    reply = play.replying
    assert play.asked() == (Interrupt(turn=reply),)
    assert play.happen(Halted(turn=reply, shown="")).asked() == ()


def test_in_a_retry_a_change_does_not_bring_the_ending_of_the_first_try_back() -> None:
    play = playing().say("Hello.").reply()
    parent = play.session
    ended = replace(parent.transcript.turns[-1], play=replace(parent.play, ending="left"))
    parent = replace(parent, transcript=parent.transcript.replacing(ended))
    turn = parent.transcript.next_number
    play.session = begin_again(parent, id=parent.id, home=parent.home, turn=turn, now=play.now)
    play.happen(Opened(surface=THREAD, ref=MessageRef(THREAD, "1")))
    recall(edit(play.say("It is late."), 2, "I am sorry."))
    assert play.session.play.ending is None
    assert play.reply().session.is_open


def test_a_failed_reply_leaves_the_change() -> None:
    play = edit(playing().say("Hello."), 1, "Sorry.")
    play.happen(Failed(turn=TurnNumber(3), shown="", reason="away"))
    assert play.asked() == (Speak(turn=TurnNumber(3)), Recall(turn=TurnNumber(3)))
    play.happen(Failed(turn=TurnNumber(3), shown="", reason="away"))
    assert play.says()[1] == "t:Sorry."
    assert [b.action for b in play.notice.buttons] == ["again"]


def test_nothing_is_said_to_have_failed_that_nobody_asks_for_any_more() -> None:
    play = delete(playing().say("Hello."), 1)
    for _ in range(2):
        play.happen(Failed(turn=TurnNumber(3), shown="", reason="away"))
    assert play.asked() == ()


def test_after_a_crash_the_change_still_asks_whether_it_is_in_time() -> None:
    play = edit(playing().say("Hello."), 1, "Sorry.")
    assert resume(play.session) == (Recall(turn=TurnNumber(3)),)
    recall(play)
    assert resume(play.session) == (Speak(turn=TurnNumber(3)),)


def test_where_the_place_is_lost_nobody_knows_and_the_original_counts() -> None:
    play = edit(playing().say("Hello."), 1, "Sorry.").happen(Lost(reason="gone"))
    assert play.says()[1] == "t:Hello."
    assert play.session.changes == {}


def test_a_message_that_was_no_turn_can_be_changed_without_a_word() -> None:
    assert edit(playing().say("!hint"), 1, "!help").asked() == ()
