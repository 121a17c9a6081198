"""What a member can do outside a session."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import stepping
from bot.domain.content import Moved, Notice, Offer
from bot.domain.effects import Announce, Begin, Effect, Forward
from bot.domain.events import Action, Command, Commanded, Deleted, Edited, Pressed, Said
from bot.domain.lobby import Lobby, OpenSession, step
from bot.domain.session import Session, begin
from bot.domain.surface import MemberId, SessionId, Surface, TenantId
from bot.domain.transcript import Micros, Turn, TurnNumber
from tests.domain.test_session_policy import graded
from tests.fakes.scenarios import scenario
from tests.requirements import claims

ME = MemberId("m1")
HOME = Surface("playground", TenantId("local"), "m1")
NOW = Micros(1_000_000)
SCENARIOS = {"late-lamp": scenario(), "hard-talk": scenario(id="hard-talk", difficulty=3)}
EMPTY = Lobby(open=None, about=None, scenarios=SCENARIOS)
OLD = replace(HOME, thread="old")
BUSY = replace(EMPTY, open=OpenSession(id=SessionId("old"), title="The late lamp", surface=OLD))


def command(name: Command, **arguments: str) -> Commanded:
    return Commanded(
        key="c1",
        surface=HOME,
        member=ME,
        at=NOW,
        command=name,
        arguments=arguments,
        opens=SessionId("new"),
    )


def press(action: Action, value: str = "") -> Pressed:
    return Pressed(
        key="p1",
        surface=HOME,
        member=ME,
        at=NOW,
        action=action,
        value=value,
        session=SessionId("s1"),
        opens=SessionId("new"),
    )


def closed() -> Session:
    session = begin(scenario(), id=SessionId("s1"), member=ME, home=HOME, now=NOW)
    said = Turn(
        number=TurnNumber(2),
        speaker="trainee",
        text="Sorry.",
        state="delivered",
        at=NOW,
        play=session.play,
    )
    return replace(session, phase="closed", transcript=session.transcript.adding(said))


def notice(effects: tuple[Effect, ...]) -> Notice:
    (effect,) = effects
    assert isinstance(effect, Announce)
    assert isinstance(effect.content, Notice)
    return effect.content


def test_start_opens_a_session_under_the_id_that_came_with_the_command() -> None:
    (effect,) = step(EMPTY, command("start", scenario="late-lamp"), NOW)
    assert isinstance(effect, Begin)
    assert effect.session.id == "new"


def test_start_without_a_scenario_offers_them_easiest_first() -> None:
    (effect,) = step(EMPTY, command("start"), NOW)
    assert isinstance(effect, Announce)
    assert isinstance(effect.content, Offer)
    assert [offered.id for offered in effect.content.scenarios] == ["late-lamp", "hard-talk"]


@claims("bad.scenario")
def test_an_unknown_scenario_is_answered_with_the_nearest() -> None:
    said = notice(step(EMPTY, command("start", scenario="late-lamb"), NOW))
    assert "`late-lamp`" in said.text
    assert said.only_for == ME


@claims("engine.one-open")
def test_starting_another_asks_whether_to_leave_the_first() -> None:
    asked = notice(step(BUSY, command("start", scenario="hard-talk"), NOW))
    assert [(b.action, b.value) for b in asked.buttons] == [
        ("leave_and_start", "hard-talk"),
        ("keep", ""),
    ]


@claims("engine.one-open")
def test_leaving_closes_the_first_and_starts_the_other() -> None:
    leave, start = step(BUSY, press("leave_and_start", "hard-talk"), NOW)
    assert isinstance(leave, Forward)
    assert leave.session == "old"
    assert isinstance(start, Begin)
    assert start.session.scenario.id == "hard-talk"


@claims("engine.lobby")
def test_a_message_outside_a_session_offers_the_scenarios_and_says_where_the_open_one_is() -> None:
    elsewhere = replace(HOME, thread="of another session")
    said = Said(key="m", surface=elsewhere, member=ME, at=NOW, text="hi", message="m")
    shown = [e.content for e in step(BUSY, said, NOW) if isinstance(e, Announce)]
    assert [type(content) for content in shown] == [Moved, Offer]
    (offer,) = step(EMPTY, said, NOW)
    assert isinstance(offer, Announce)
    assert isinstance(offer.content, Offer)


@claims("engine.forgotten-thread")
def test_what_is_written_beside_the_open_sessions_thread_is_said_in_it() -> None:
    said = Said(key="m", surface=HOME, member=ME, at=NOW, text="hi", message="m")
    taken, told = step(BUSY, said, NOW)
    assert taken == Forward(session=SessionId("old"), event=said)
    assert isinstance(told, Announce)
    assert isinstance(told.content, Moved)
    assert (told.surface, told.content.to) == (HOME, OLD)
    edited = Edited(key="e", surface=HOME, member=ME, at=NOW, text="hello", message="m")
    assert step(BUSY, edited, NOW) == (Forward(session=SessionId("old"), event=edited),)
    other = replace(said, surface=replace(HOME, channel="another"))
    assert not any(isinstance(effect, Forward) for effect in step(BUSY, other, NOW))


@claims("engine.forgotten-thread")
def test_what_is_written_to_the_bot_itself_is_said_in_the_open_session_wherever_it_is() -> None:
    direct = replace(HOME, channel="direct")
    said = Said(key="m", surface=direct, member=ME, at=NOW, text="hi", message="m", direct=True)
    taken, told = step(BUSY, said, NOW)
    assert taken == Forward(session=SessionId("old"), event=said)
    assert isinstance(told, Announce)
    assert isinstance(told.content, Moved)
    assert (told.surface, told.content.to) == (direct, OLD)
    deleted = Deleted(key="d", surface=direct, member=ME, at=NOW, message="m", direct=True)
    assert step(BUSY, deleted, NOW) == (Forward(session=SessionId("old"), event=deleted),)
    assert not any(isinstance(effect, Forward) for effect in step(EMPTY, said, NOW))
    there = BUSY.open
    assert there is not None
    in_direct = replace(BUSY, open=replace(there, surface=direct))
    assert step(in_direct, said, NOW) == (Forward(session=SessionId("old"), event=said),)


@claims("engine.forgotten-thread")
def test_what_is_written_beside_a_session_that_is_being_scored_is_not_said_to_be_taken() -> None:
    said = Said(key="m", surface=HOME, member=ME, at=NOW, text="hi", message="m")
    assert BUSY.open is not None
    scoring = replace(BUSY, open=replace(BUSY.open, scoring=True))
    assert step(scoring, said, NOW) == (Forward(session=SessionId("old"), event=said),)


def test_the_bots_name_said_elsewhere_is_answered_with_a_start_button() -> None:
    answer = notice(step(EMPTY, command("hello"), NOW))
    assert [button.action for button in answer.buttons] == ["start"]


@claims("feedback.rated")
def test_a_scorecard_can_be_rated_and_the_last_word_counts() -> None:
    session = replace(closed(), surface=HOME)
    session = replace(session, scorecard=graded(session).scorecard)
    for value in ("up", "down", "sideways"):
        pressed = press("rate", value)
        (effect,) = step(replace(BUSY, about=session), pressed, NOW)
        assert effect == Forward(session=session.id, event=pressed, closed=True)
        session, shown = stepping.step(session, pressed, NOW)
        assert shown == ()
    assert session.rating == "down"
    assert step(EMPTY, press("rate", "up"), NOW) == ()


@claims("engine.retry")
def test_retry_opens_another_attempt_at_the_whole() -> None:
    (effect,) = step(replace(EMPTY, about=closed()), press("retry"), NOW)
    assert isinstance(effect, Begin)
    assert (effect.session.attempt, effect.session.parent) == (2, "s1")


def test_retry_with_another_session_open_asks_and_then_keeps_the_turn() -> None:
    lobby = replace(BUSY, about=closed())
    asked = notice(step(lobby, press("retry", "2"), NOW))
    leave = asked.buttons[0]
    effects = step(lobby, press(leave.action, leave.value), NOW)
    assert [type(effect) for effect in effects] == [Forward, Begin]


def test_retry_of_someone_elses_session_is_refused() -> None:
    assert "no session of yours" in notice(step(EMPTY, press("retry"), NOW)).text


def test_retry_from_a_turn_that_is_not_there_is_refused() -> None:
    said = notice(step(replace(EMPTY, about=closed()), press("retry", "99"), NOW))
    assert "does not exist" in said.text


@claims("bad.old-button")
def test_a_button_of_a_closed_session_says_so() -> None:
    assert "closed" in notice(step(EMPTY, press("hint"), NOW)).text


def test_stop_is_forwarded_to_the_open_session_or_answered() -> None:
    (effect,) = step(BUSY, command("stop"), NOW)
    assert isinstance(effect, Forward)
    assert "no session running" in notice(step(EMPTY, command("stop"), NOW)).text


def test_going_on_with_the_open_session_says_where_it_is() -> None:
    (effect,) = step(BUSY, press("keep"), NOW)
    assert isinstance(effect, Announce)
    assert isinstance(effect.content, Moved)
    assert effect.content.session == "old"


def test_a_message_while_the_thread_is_being_opened_is_said_in_it() -> None:
    opening = replace(BUSY, open=OpenSession(id=SessionId("new"), title="", surface=None))
    said = Said(key="m", surface=HOME, member=ME, at=NOW, text="hi", message="m")
    assert step(opening, said, NOW) == (Forward(session=SessionId("new"), event=said),)
    there = replace(said, surface=Surface("playground", TenantId("local"), "m1", "new"))
    opened = replace(BUSY, open=OpenSession(id=SessionId("new"), title="", surface=there.surface))
    assert step(opened, there, NOW) == (Forward(session=SessionId("new"), event=there),)


def unscored() -> Session:
    """A session that was closed without a scorecard, with something said in it."""
    return replace(closed(), surface=HOME)


@claims("score.stopped")
def test_a_session_closed_without_a_scorecard_is_scored_after_all_even_beside_an_open_one() -> None:
    for pressed in (press("score"), press("finish")):
        (effect,) = step(replace(BUSY, about=unscored()), pressed, NOW)
        assert effect == Forward(session=unscored().id, event=pressed, closed=True)


@claims("score.stopped")
def test_finish_typed_in_the_thread_of_such_a_session_scores_it_too() -> None:
    said = Said(key="m", surface=HOME, member=ME, at=NOW, text="!finish", message="m")
    (effect,) = step(replace(EMPTY, about=unscored()), said, NOW)
    assert isinstance(effect, Forward)


def test_a_session_that_has_its_scorecard_is_not_scored_again() -> None:
    scored = replace(unscored(), scorecard=graded(closed()).scorecard)
    assert "closed" in notice(step(replace(EMPTY, about=scored), press("score"), NOW)).text


def test_a_command_that_there_is_not_is_named_with_what_may_have_been_meant() -> None:
    near = notice(step(EMPTY, command("help", unknown="strat", nearest="start"), NOW)).text
    assert "/chattrain strat" in near
    assert "/chattrain start" in near
    assert "/chattrain help" in notice(step(EMPTY, command("help", unknown="xyz"), NOW)).text


def written(text: str) -> Said:
    return Said(
        key="w1",
        surface=OLD,
        member=ME,
        at=NOW,
        text=text,
        message="w1",
        opens=SessionId("new"),
    )


@claims("slack.day")
def test_a_command_that_there_is_not_is_named_with_what_is_like_it() -> None:
    said = notice(step(EMPTY, command("help", unknown="strat", nearest="start"), NOW)).text
    assert said.startswith("There is no `/chattrain strat`. Did you mean `/chattrain start`?")
    said = notice(step(EMPTY, command("help", unknown="xyzzy"), NOW)).text
    assert "Did you mean" not in said
    assert "`/chattrain help`" in said


@claims("slack.after-closing")
def test_what_is_said_where_a_session_was_closed_is_answered_with_what_can_come_next() -> None:
    german = replace(closed(), scenario=scenario(language="de"))
    answer = notice(step(replace(EMPTY, about=german), written("Hallo?"), NOW))
    assert answer.text.startswith("Diese Übung ist geschlossen.")
    assert [button.action for button in answer.buttons][:1] == ["retry"]
    assert answer.session == german.id
    (effect,) = step(replace(EMPTY, about=german), written("!retry"), NOW)
    assert isinstance(effect, Begin)
    assert (effect.session.parent, effect.session.home) == (german.id, OLD)
