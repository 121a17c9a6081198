"""What every event makes of a session, and what is to be done about it.

`step` is pure and total: the same session, event and moment always give the same session and
effects, and every event has an answer in every phase.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from bot.domain import changing, revising
from bot.domain import play as playing
from bot.domain.effects import (
    Abandon,
    Announce,
    Grade,
    Interrupt,
    OpenThread,
    Recall,
    Record,
    Speak,
    Wait,
    Work,
)
from bot.domain.events import (
    Abandoned,
    Commanded,
    Decided,
    Deleted,
    Delivered,
    Edited,
    Event,
    Failed,
    Graded,
    Halted,
    Lost,
    Opened,
    Pressed,
    Recalled,
    Said,
    Scheduled,
    StoodIn,
    TimerFired,
    Waited,
    Written,
)
from bot.domain.pressing import pressed
from bot.domain.replying import (
    Stepped,
    abandoned,
    after_reply,
    close,
    finish,
    is_last,
    let_speak,
    recalled,
    reply_ended,
    stood_in,
    written,
)
from bot.domain.session import SILENCE_CLOSED, Session
from bot.domain.showing import (
    answer,
    card,
    close_button,
    closed_buttons,
    finish_button,
    go_on_button,
    opening,
    scorecard_key,
    talk,
    tell,
    unknown,
    why_not,
)
from bot.domain.transcript import SECOND, Micros, Turn
from bot.domain.utterance import clean, word

BURST = 2 * SECOND
"""How long messages that belong together are waited for (contract, "Flows")."""


def resume(session: Session) -> tuple[Work, ...]:
    """The work a session still has to do, told from its state alone: after a crash, all of it."""
    reply = session.reply
    if session.surface is None:
        return (OpenThread(opening=opening(session)),) if session.phase != "closed" else ()
    if reply is not None:
        if not session.is_open and reply.state == "streaming":
            return (Interrupt(turn=reply.number),)
        if session.changes:
            return (Recall(turn=reply.number),)
        return (Speak(turn=reply.number),)
    if session.phase == "grading":
        return (Grade(), Abandon()) if session.unwanted else (Grade(),)
    if session.waits_until is not None:
        return (Wait(until=session.waits_until),)
    return ()


def step(session: Session, event: Event, now: Micros) -> Stepped:
    """What an event makes of a session, and what is to be done about it."""
    match event:
        case Said() | Edited() | Deleted() | Pressed() | Commanded():
            return _from_member(session, event, now)
        case TimerFired():
            return _timer(session, event, now)
        case Decided():
            return revising.decided(session, event, now)
        case Scheduled():
            return session, ()
        case Opened():
            return _opened(session, event, now)
        case Written():
            return written(session, event)
        case Delivered() | Halted() | Failed():
            return reply_ended(session, event, now)
        case Recalled():
            return recalled(session, event, now)
        case StoodIn():
            return stood_in(session, event)
        case Waited():
            if session.waits_until is None:
                return session, ()
            return after_reply(replace(session, waits_until=None), now)
        case Graded():
            return _graded(session, event, now)
        case Abandoned():
            return abandoned(session, now)
        case Lost():
            return _lost(session, now)
        case _:
            assert_never(event)


def _from_member(
    session: Session, event: Said | Edited | Deleted | Pressed | Commanded, now: Micros
) -> Stepped:
    if event.member != session.member:
        return session, (answer(session, event, talk(session).not_yours),)
    match event:
        case Said():
            return _said(session, event, now)
        case Edited() | Deleted():
            return changing.changed(session, event)
        case Pressed():
            return pressed(session, event, now)
        case Commanded():
            if event.command == "stop" and session.is_open:
                return session, (
                    answer(
                        session,
                        event,
                        talk(session).ask_close,
                        close_button(session),
                        go_on_button(session),
                    ),
                )
            return session, (answer(session, event, talk(session).help),)
        case _:
            assert_never(event)


def _said(session: Session, event: Said, now: Micros) -> Stepped:
    text = clean(event.text)
    limit = session.scenario.limits.characters
    if not text:
        return session, (answer(session, event, talk(session).empty),)
    if (typed := word(text)) is not None:
        if typed.action is None:
            return session, (answer(session, event, unknown(session, typed.typed)),)
        press = Pressed(
            key=event.key,
            surface=event.surface,
            member=event.member,
            at=event.at,
            session=session.id,
            action=typed.action,
        )
        return pressed(session, press, now)
    if not session.is_open:
        return session, (answer(session, event, why_not(session), *closed_buttons(session)),)
    if len(text) > limit:
        return session, (answer(session, event, talk(session).too_many(len(text), limit)),)
    if is_last(session) and session.waits_until is None:
        return session, (answer(session, event, talk(session).all_said.format(count=session.said)),)
    return _heard(session, event, text, now)


def _heard(session: Session, event: Said, text: str, now: Micros) -> Stepped:
    turn = Turn(
        number=session.transcript.next_number,
        speaker="trainee",
        text=text,
        state="delivered",
        at=now,
        play=session.play,
        message=event.message,
    )
    reply = session.reply
    transcript = session.transcript.adding(turn)
    play = playing.heard(session.scenario, session.play, transcript)
    session = replace(
        session,
        phase="roleplay",
        transcript=transcript.replacing(replace(turn, play=play)),
        play=play,
        began_at=session.began_at or now,
        heard_at=now,
        reminded=False,
    )
    if reply is not None:
        barges_in = session.scenario.interruption == "barge_in" and reply.state == "streaming"
        return session, (Interrupt(turn=reply.number),) if barges_in else ()
    if session.waits_until is not None:
        return session, ()
    if session.scenario.interruption == "burst" and not is_last(session):
        session = replace(session, waits_until=Micros(now + BURST))
        return session, (Wait(until=Micros(now + BURST)),)
    return let_speak(session, now)


def _timer(session: Session, event: TimerFired, now: Micros) -> Stepped:
    due = session.due_at
    if event.number != session.timer or due is None:
        return session, ()
    session = replace(session, timer=session.timer + 1)  # this one's key is used up in any case
    if now < due:
        return session, ()
    if session.time_up is not None and now >= session.time_up:
        session, effects = finish(session, "time_limit")
        return session, (tell(session, "time-up", talk(session).time_is_up), *effects)
    if now >= session.heard_at + SILENCE_CLOSED:
        session, effects = close(session, "expired", now, say=talk(session).expired)
        return session, effects
    reminder = tell(
        session,
        f"reminder:{session.timer}",
        talk(session).reminder,
        finish_button(session),
        close_button(session),
    )
    return replace(session, reminded=True), (reminder,)


def _opened(session: Session, event: Opened, now: Micros) -> Stepped:
    """The thread stands; what was said before it did is answered now."""
    session = replace(session, surface=event.surface)
    if (line := session.reply) is not None and line.state == "complete":
        shown = replace(line, state="delivered")
        session = replace(session, transcript=session.transcript.replacing(shown))
    owes = session.unanswered or session.phase == "grading"
    return after_reply(session, now) if owes else (session, ())


def _lost(session: Session, now: Micros) -> Stepped:
    """The place is gone. What was said is scored all the same, if that had been asked for."""
    reply, session = session.reply, changing.dropped(session)
    if session.surface is None:
        session, effects = close(session, "lost", now)
        return session, (*effects, tell(session, "not-opened", talk(session).not_opened))
    if reply is not None:  # nobody will show the rest of it, nor say that it has ended
        silenced = session.transcript.replacing(replace(reply, state="interrupted"))
        session = replace(session, transcript=silenced)
    if session.phase != "grading":
        return close(session, "lost", now)
    return session, (Grade(),) if reply is not None else ()


def _graded(session: Session, event: Graded, now: Micros) -> Stepped:
    if session.phase != "grading":
        return session, ()
    session = replace(
        session, phase="closed", closed_at=now, scorecard=event.scorecard, unwanted=False
    )
    return session, (
        Record(scorecard=event.scorecard),
        Announce(key=scorecard_key(session.id), content=card(session, event.scorecard)),
        *revising.counted(session, now),
    )
