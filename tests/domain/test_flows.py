"""The contract's flows, one sentence at a time."""

from __future__ import annotations

import pytest

from bot.domain import reciting
from bot.domain.content import Card, Notice
from bot.domain.effects import Abandon, Announce, Effect, Grade, Interrupt, OpenThread, Speak, Wait
from bot.domain.events import (
    Abandoned,
    Action,
    Commanded,
    Deleted,
    Delivered,
    Edited,
    Failed,
    Halted,
    Lost,
    Opened,
    Pressed,
    Said,
    TimerFired,
    Waited,
    Written,
)
from bot.domain.scenario import Scenario
from bot.domain.session import begin, begin_again
from bot.domain.showing import card, opening
from bot.domain.stepping import BURST, resume, step
from bot.domain.surface import MemberId, MessageRef, SessionId, Surface, TenantId
from bot.domain.transcript import HOUR, MINUTE, Micros, TurnNumber
from tests.domain.test_session_policy import graded
from tests.fakes.scenarios import scenario
from tests.requirements import claims

ME = MemberId("m1")
HOME = Surface("playground", TenantId("local"), "m1")
THREAD = Surface("playground", TenantId("local"), "m1", "s1")
START = Micros(1_000_000_000)


class Play:
    """A session and the effects of what happened last."""

    def __init__(self, played: Scenario | None = None) -> None:
        self.now = START
        self.session = begin(
            played or scenario(), id=SessionId("s1"), member=ME, home=HOME, now=START
        )
        self.effects: tuple[Effect, ...] = ()
        self.count = 0
        assert [type(e) for e in resume(self.session)] == [OpenThread]
        self.happen(Opened(surface=THREAD, ref=MessageRef(THREAD, "1")))

    def happen(self, event: object) -> Play:
        self.session, self.effects = step(self.session, event, self.now)  # type: ignore[arg-type]
        return self

    def say(self, text: str, member: MemberId = ME) -> Play:
        self.count += 1
        key = f"k{self.count}"
        return self.happen(
            Said(key=key, surface=THREAD, member=member, at=self.now, text=text, message=key)
        )

    def press(self, action: Action, value: str = "") -> Play:
        self.count += 1
        return self.happen(
            Pressed(
                key=f"k{self.count}",
                surface=THREAD,
                member=ME,
                at=self.now,
                action=action,
                value=value,
                session=self.session.id,
            )
        )

    def reply(self, text: str = "Go on.") -> Play:
        number = self.replying
        self.happen(Written(turn=number, text=text))
        return self.happen(Delivered(turn=number))

    def tick(self, micros: int) -> Play:
        self.now = Micros(self.now + micros)
        return self.happen(
            TimerFired(
                key=f"timer:{self.session.timer}",
                surface=THREAD,
                member=ME,
                at=self.now,
                session=self.session.id,
                number=self.session.timer,
            )
        )

    def asked(self) -> tuple[Effect, ...]:
        """What the last event asked for."""
        return self.effects

    @property
    def replying(self) -> TurnNumber:
        assert self.session.reply is not None
        return self.session.reply.number

    @property
    def notice(self) -> Notice:
        (found,) = [
            e.content
            for e in self.effects
            if isinstance(e, Announce) and isinstance(e.content, Notice)
        ]
        return found

    def did(self, kind: type[Effect]) -> bool:
        return any(isinstance(effect, kind) for effect in self.effects)

    def says(self) -> list[str]:
        return [f"{t.speaker[0]}:{t.text}" for t in self.session.transcript]


def playing(mode: str = "barge_in", turns: int = 6, **changes: object) -> Play:
    return Play(scenario(interruption=mode, limits={"turns": turns}, **changes))


def test_the_first_message_moves_from_briefing_to_roleplay_and_is_answered() -> None:
    play = playing().say("Hello, how can I help?")
    assert play.session.phase == "roleplay"
    assert play.asked() == (Speak(turn=TurnNumber(3)),)


@claims("engine.barge-in")
def test_barge_in_stops_the_reply_and_both_messages_are_answered() -> None:
    play = playing().say("Hello.").say("Wait, I see it.")
    assert play.asked() == (Interrupt(turn=TurnNumber(3)),)
    play.happen(Halted(turn=TurnNumber(3), shown="So my"))
    assert play.asked() == (Speak(turn=TurnNumber(5)),)
    assert play.says()[1:4] == ["t:Hello.", "p:So my", "t:Wait, I see it."]
    assert play.session.transcript[TurnNumber(3)].state == "interrupted"


def test_a_reply_written_whole_is_not_interrupted_and_the_new_message_is_answered_next() -> None:
    play = playing().say("Hello.")
    play.happen(Written(turn=TurnNumber(3), text="Go on."))
    assert play.say("And now?").asked() == ()
    assert play.happen(Delivered(turn=TurnNumber(3))).asked() == (Speak(turn=TurnNumber(5)),)


@claims("engine.queue")
def test_queue_answers_after_the_reply() -> None:
    play = playing("queue").say("Hello.").say("One more thing.")
    assert play.asked() == ()
    play.reply("Yes?")
    assert play.asked() == (Speak(turn=TurnNumber(5)),)


@claims("engine.burst")
def test_burst_takes_messages_within_two_seconds_as_one_turn() -> None:
    play = playing("burst").say("Hello.")
    assert play.asked() == (Wait(until=Micros(START + BURST)),)
    assert play.say("It is about the lamp.").asked() == ()
    assert play.happen(Waited()).asked() == (Speak(turn=TurnNumber(4)),)


@claims("engine.stop")
def test_stop_keeps_what_was_shown() -> None:
    play = playing().say("Hello.").press("stop")
    assert play.did(Interrupt)
    play.happen(Halted(turn=TurnNumber(3), shown="I have wai"))
    assert play.session.transcript[TurnNumber(3)].text == "I have wai"
    assert play.asked() == ()


@claims("engine.stop-idle")
def test_stop_with_nothing_being_written_explains_finish() -> None:
    play = playing().press("stop")
    assert "`!finish`" in play.notice.text
    assert play.notice.only_for == ME


@pytest.mark.parametrize("word", ["!hint", "!HINT", "!hint."])
def test_words_do_what_buttons_do(word: str) -> None:
    play = playing().say(word)
    assert play.notice.text == "Say sorry."
    assert play.session.said == 0


@claims("bad.word")
def test_an_unknown_word_names_those_that_exist() -> None:
    assert "`!finish`" in playing().say("!finsh").notice.text


@claims("engine.hints")
def test_hints_are_given_in_turn_and_end_with_a_sentence() -> None:
    play = playing()
    given = [play.press("hint").notice.text for _ in range(3)]
    assert given[:2] == ["Say sorry.", "Say when it comes."]
    assert "no more hints" in given[2]


@claims("engine.finish")
def test_finish_scores_the_session() -> None:
    play = playing().say("Hello.").reply().press("finish")
    assert play.asked() == (Grade(),)
    assert play.session.phase == "grading"


@claims("engine.finish")
def test_finish_while_the_persona_writes_stops_the_reply_first() -> None:
    play = playing().say("Hello.").press("finish")
    assert play.asked() == (Interrupt(turn=TurnNumber(3)),)
    assert play.happen(Halted(turn=TurnNumber(3), shown="")).asked() == (Grade(),)


def test_finish_before_a_word_was_said_explains_and_offers_to_close() -> None:
    play = playing().press("finish")
    assert play.session.phase == "briefing"
    assert [b.action for b in play.notice.buttons] == ["close"]


def test_a_message_during_grading_does_not_count_and_is_told_so() -> None:
    play = playing().say("Hello.").reply().press("finish").say("Also: sorry!")
    assert "does not count" in play.notice.text
    assert play.session.said == 1


@claims("engine.limits")
def test_the_turn_limit_scores_after_the_last_reply() -> None:
    play = playing(turns=1).say("Hello.")
    assert play.session.phase == "roleplay"
    assert play.reply().asked() == (Grade(),)
    assert play.session.ending == "turn_limit"


@claims("engine.walks-away")
def test_a_persona_whose_goals_are_met_says_goodbye_and_the_session_is_scored() -> None:
    play = playing().say("It comes tomorrow.")
    assert play.session.play.ending == "satisfied"
    assert play.reply("Good, then tomorrow. Bye.").asked() == (Grade(),)
    assert play.session.ending == "satisfied"


@claims("engine.walks-away", "engine.mood")
def test_a_persona_that_is_mistreated_walks_away() -> None:
    play = playing().say("That is your fault.")
    assert play.session.play.mood["anger"] == 9
    assert play.reply("I have had enough.").session.ending == "left"


@claims("engine.close")
def test_stop_by_command_asks_before_it_closes_without_a_score() -> None:
    play = playing().say("Hello.").reply()
    play.happen(Commanded(key="c", surface=HOME, member=ME, at=play.now, command="stop"))
    assert [b.action for b in play.notice.buttons] == ["close", "keep"]
    assert play.session.is_open
    assert play.press("close").session.ending == "stopped"
    assert not play.did(Grade)


@claims("engine.silence")
def test_silence_is_reminded_after_a_day_and_closed_after_three() -> None:
    play = playing().say("Hello.").reply()
    assert play.tick(23 * HOUR).asked() == ()
    assert "still open" in play.tick(HOUR).notice.text
    assert play.tick(24 * HOUR).asked() == ()
    play.tick(24 * HOUR)
    assert play.session.ending == "expired"


def test_a_word_after_the_reminder_starts_the_silence_anew() -> None:
    play = playing().say("Hello.").reply().tick(24 * HOUR)
    play.say("Here I am.").reply()
    assert play.session.due_at == Micros(play.now + 24 * HOUR)


@claims("engine.limits")
def test_a_scenario_with_a_time_limit_is_scored_when_it_is_up() -> None:
    play = Play(scenario(limits={"turns": 6, "minutes": 10})).say("Hello.").reply()
    play.tick(10 * MINUTE)
    assert play.did(Grade)
    assert play.session.ending == "time_limit"


@claims("engine.interrupted")
def test_a_failed_reply_is_begun_once_more_and_then_told() -> None:
    play = playing().say("Hello.")
    play.happen(Failed(turn=TurnNumber(3), shown="", reason="away"))
    assert play.asked() == (Speak(turn=TurnNumber(3)),)
    play.happen(Failed(turn=TurnNumber(3), shown="", reason="away"))
    assert [b.action for b in play.notice.buttons] == ["again"]
    assert play.press("again").asked() == (Speak(turn=TurnNumber(4)),)


@claims("engine.edits")
def test_an_edit_counts_until_the_persona_begins_to_answer() -> None:
    play = playing("burst").say("Helo.")
    play.happen(
        Edited(key="e", surface=THREAD, member=ME, at=play.now, text="Sorry.", message="k1")
    )
    assert play.session.transcript[TurnNumber(2)].text == "Sorry."
    assert play.session.play.mood["anger"] == 4
    play.happen(Waited())
    play.happen(Edited(key="f", surface=THREAD, member=ME, at=play.now, text="Late.", message="k1"))
    assert play.session.transcript[TurnNumber(2)].text == "Sorry."


@claims("engine.facts")
def test_a_fact_is_earned_by_its_condition_and_told_by_its_tells() -> None:
    play = playing().say("Why do you need it?")
    assert play.session.play.earned == {"birthday"}
    assert play.session.play.revealed == frozenset()
    play.reply("It is for a birthday.")
    assert play.session.play.revealed == {"birthday"}


@claims("engine.retry-turn")
def test_a_retry_from_a_turn_copies_what_was_said_before_it_and_how_it_stood() -> None:
    play = playing().say("Sorry about that.").reply().say("That is your fault.").reply()
    play.press("close")
    again = begin_again(
        play.session, id=SessionId("s2"), home=HOME, turn=TurnNumber(4), now=play.now
    )
    assert [t.text for t in again.transcript] == [
        "My lamp has not come.",
        "Sorry about that.",
        "Go on.",
    ]
    assert again.play.mood["anger"] == 4
    assert (again.attempt, again.parent, again.parent_turn) == (2, "s1", 4)
    assert opening(again).opening == "Go on."
    assert opening(again).recap[-1] == ("You", "Sorry about that.")


@claims("engine.owner")
def test_a_stranger_is_told_so_and_changes_nothing() -> None:
    play = playing()
    before = play.session
    play.say("Let me.", member=MemberId("other"))
    assert play.session == before
    assert play.notice.only_for == "other"


@claims("bad.empty", "bad.long", "bad.private")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no text"),
        (" \u200b\n ", "no text"),
        ("x" * 2001, "2,001 characters"),
        ("x" * 100_000, "100,000 characters"),
    ],
)
def test_bad_input_gets_a_sentence_for_that_person_only(text: str, said: str) -> None:
    play = playing().say(text)
    assert said in play.notice.text
    assert play.notice.only_for == ME
    assert play.session.said == 0


@claims("bad.characters")
def test_control_characters_and_direction_overrides_are_taken_out() -> None:
    play = playing().say("Hel\x00lo \u202eyou\u202c\r\nthere")
    assert play.session.transcript[TurnNumber(2)].text == "Hello you\nthere"


@claims("bad.old-button")
def test_a_press_on_a_closed_session_is_answered_with_what_to_do() -> None:
    play = playing().say("Hello.").reply().press("close").press("hint")
    assert [b.action for b in play.notice.buttons] == ["score", "retry", "next"]


@claims("engine.privacy")
def test_the_briefing_says_that_a_machine_plays_and_who_sees_what() -> None:
    shown = opening(playing().session)
    assert "machine" in shown.privacy
    assert "managers see" in shown.privacy
    assert "6 messages" in shown.limits


def test_cards_offer_another_try_only_once_complete() -> None:
    play = playing().say("Hello.").reply().press("finish")
    done = graded(play.session)
    growing = card(play.session, done.scorecard, "Analysing criterion 1 of 2")
    assert [b.action for b in growing.buttons] == ["stop"]
    play.happen(done)
    (shown,) = [e.content for e in play.effects if isinstance(e, Announce)]
    assert isinstance(shown, Card)
    assert [b.action for b in shown.buttons][:2] == ["retry", "next"]
    assert play.session.phase == "closed"


@claims("score.stopped")
def test_stop_while_it_is_scored_asks_the_scoring_to_end() -> None:
    play = playing().say("Hello.").reply().press("finish").press("stop")
    assert play.asked() == (Abandon(),)
    assert play.session.phase == "grading"
    play.happen(Abandoned())
    assert (play.session.phase, play.session.scorecard) == ("closed", None)
    (shown,) = [e.content for e in play.effects if isinstance(e, Announce)]
    assert isinstance(shown, Card)
    assert shown.stopped
    assert [b.action for b in shown.buttons][:3] == ["score", "retry", "next"]


@claims("score.stopped")
@pytest.mark.parametrize("how", ["score", "finish"])
def test_a_session_whose_scoring_was_stopped_is_scored_after_all(how: Action) -> None:
    play = playing().say("Hello.").reply().press("finish").press("stop").happen(Abandoned())
    play.press(how)
    assert play.asked() == (Grade(),)
    assert (play.session.phase, play.session.closed_at) == ("grading", None)
    play.happen(graded(play.session))
    assert play.session.scorecard is not None
    assert play.press(how).notice.buttons[0].action == "retry"


@claims("score.stopped")
def test_a_scorecard_that_was_made_before_the_stop_arrived_stands() -> None:
    play = playing().say("Hello.").reply().press("finish").press("stop")
    play.happen(graded(play.session))
    assert play.session.scorecard is not None
    assert play.happen(Abandoned()).asked() == ()
    assert play.session.scorecard is not None


@claims("score.stopped")
def test_stop_before_scoring_has_begun_closes_at_once() -> None:
    play = playing().say("Hello.").press("finish").press("stop")
    assert play.session.phase == "closed"
    assert play.happen(Halted(turn=TurnNumber(3), shown="")).asked() == ()
    assert play.press("score").asked() == (Grade(),)


def test_a_session_closed_without_a_score_can_be_scored_later() -> None:
    play = playing().say("Hello.").reply().press("close")
    assert play.notice.buttons[0].action == "score"
    assert play.press("score").asked() == (Grade(),)


def test_a_session_in_which_nothing_was_said_cannot_be_scored_later() -> None:
    play = playing().press("close")
    assert [b.action for b in play.notice.buttons] == ["retry", "next"]


def test_messages_are_counted_as_the_trainee_counts_them() -> None:
    play = playing().say("Hello.").reply().press("hint").say("Sorry.").reply().press("close")
    again = [b for b in play.notice.buttons if b.value]
    assert [(b.value, b.about) for b in again] == [("5", "your message 2")]


def test_with_a_note_on_each_message_the_scorecard_is_short() -> None:
    play = playing(feedback="each_turn").say("Hello.").reply().press("finish")
    assert card(play.session, graded(play.session).scorecard).short
    full = playing(feedback="both").say("Hello.").reply().press("finish")
    assert not card(full.session, graded(full.session).scorecard).short


def test_a_burst_that_ends_after_finish_does_not_score_twice() -> None:
    play = playing("burst").say("Hello.").press("finish")
    assert play.asked() == (Grade(),)
    assert play.happen(Waited()).asked() == ()


def test_a_message_beyond_the_limit_does_not_count_and_is_told_so() -> None:
    play = playing(turns=1).say("Hello.").say("And another.")
    assert play.session.said == 1
    assert "used all of your messages (1)" in play.notice.text


def test_a_hint_whose_time_has_not_come_is_not_said_to_be_missing() -> None:
    later = ({"text": "First."}, {"text": "Later.", "when": {"turn": {"at_least": 3}}})
    play = playing(hints=later).press("hint").press("hint")
    assert "no further hint for this moment" in play.notice.text


def test_finish_pressed_twice_scores_once_and_says_nothing() -> None:
    play = playing().say("Hello.").reply().press("finish").press("finish")
    assert play.asked() == ()


def test_messages_of_one_burst_are_one_of_those_the_trainee_has() -> None:
    play = playing("burst", turns=2).say("Hello.").say("It is about the lamp.")
    assert play.session.said == 1
    play.happen(Waited()).reply().say("Well?")
    assert play.asked() == (Speak(turn=TurnNumber(6)),)
    assert play.session.said == 2


def test_a_message_taken_back_within_the_burst_is_not_answered() -> None:
    play = playing("burst").say("Oops.")
    play.happen(Deleted(key="d", surface=THREAD, member=ME, at=play.now, message="k1"))
    assert play.happen(Waited()).effects == ()
    assert play.session.said == 0


def test_the_message_before_one_that_was_taken_back_is_answered() -> None:
    play = playing("burst").say("I am sorry.").say("Oops.")
    play.happen(Deleted(key="d", surface=THREAD, member=ME, at=play.now, message="k2"))
    session = play.happen(Waited()).session
    line = reciting.line(session.scenario, session.transcript, session.play)
    assert line == "Thank you for saying that."


def test_a_retry_after_barge_in_has_the_mood_from_before_the_message_it_replaces() -> None:
    play = playing().say("Hello.").say("That is your fault.")
    play.happen(Halted(turn=TurnNumber(3), shown="So my"))
    assert play.session.play.mood["anger"] == 9
    again = begin_again(
        play.session, id=SessionId("s2"), home=HOME, turn=TurnNumber(4), now=play.now
    )
    assert again.play.mood["anger"] == 6


def test_an_old_answer_again_makes_nobody_speak_twice() -> None:
    play = playing().say("Hello.").reply().press("again")
    assert play.asked() == ()


def test_after_a_crash_a_finished_session_does_not_go_on_with_the_reply() -> None:
    play = playing().say("Hello.").press("finish")
    assert resume(play.session) == (Interrupt(turn=TurnNumber(3)),)


def test_a_place_lost_while_scoring_loses_no_score() -> None:
    play = playing().say("Hello.").press("finish").happen(Lost(reason="gone"))
    assert play.asked() == (Grade(),)


def test_the_opening_is_the_personas_whatever_was_said_meanwhile() -> None:
    session = begin(scenario(), id=SessionId("s1"), member=ME, home=HOME, now=START)
    said = Said(key="k", surface=HOME, member=ME, at=START, text="Early.", message="k")
    session, _ = step(session, said, START)
    assert opening(session).opening == "My lamp has not come."
