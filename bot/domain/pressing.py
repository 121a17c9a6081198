"""What a press of a button, or the `!word` in its place, makes of a session."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from bot.domain import revising
from bot.domain.counting import OWN
from bot.domain.effects import Abandon, Grade, Interrupt
from bot.domain.events import Pressed
from bot.domain.replying import (
    Stepped,
    abandoned,
    close,
    finish,
    let_speak,
)
from bot.domain.seeing import holds, latest
from bot.domain.session import Session
from bot.domain.showing import (
    answer,
    close_button,
    closed_buttons,
    finish_button,
    hint_of,
    talk,
    why_not,
)
from bot.domain.transcript import Micros, Turn


def pressed(session: Session, event: Pressed, now: Micros) -> Stepped:
    """What the session's own member asked for, where that can be done now, else why it cannot."""
    match event.action:
        case "help":
            return session, (answer(session, event, talk(session).help),)
        case "keep":
            return session, (answer(session, event, talk(session).kept),)
        case "finish" | "score" if session.can_be_scored:
            assignment = None if event.value == OWN else session.assignment
            session = replace(session, phase="grading", closed_at=None, assignment=assignment)
            session = replace(session, quoted=session.quoted and assignment is not None)
            return session, (Grade(),) if session.reply is None else ()  # else once it is silent
        case "stop" if session.phase == "grading":
            scoring = session.reply is None and session.surface is not None
            stopping = replace(session, unwanted=True)
            return (stopping, (Abandon(),)) if scoring else abandoned(session, now)
        case "finish" | "score" if session.phase == "grading":
            return session, ()  # pressed twice: it is being scored already
        case "rate":
            return _rated(session, event.value), ()
        case "share":
            return revising.shared(session, event)
        case "retry" if session.phase != "closed":
            words = talk(session)
            text = words.scoring if session.phase == "grading" else words.not_closed
            return session, (answer(session, event, text),)
        case _ if not session.is_open:
            return session, (answer(session, event, why_not(session), *closed_buttons(session)),)
        case "hint":
            return _hint(session, event, now)
        case "stop":
            reply = session.reply
            if reply is not None and reply.state == "streaming":
                return session, (Interrupt(turn=reply.number),)
            return session, (
                answer(session, event, talk(session).nothing_written, finish_button(session)),
            )
        case "finish" | "score":
            if not session.said:
                return session, (
                    answer(session, event, talk(session).nothing_said, close_button(session)),
                )
            return finish(session, "finished")
        case "again":
            return let_speak(session, now) if _owes_an_answer(session) else (session, ())
        case "close" if event.surface != session.surface:  # asked and answered elsewhere
            closed, effects = close(session, "stopped", now)
            there = answer(session, event, talk(session).ended_without_score)
            return closed, (*effects, there)
        case "close" | "leave":
            return close(session, "stopped", now)
        case "assigned" | "withdraw" | "dispute" | "decide" | "forget":
            return session, ()  # these are never a session's
        case (
            "start"
            | "next"
            | "retry"
            | "leave_and_start"
            | "leave_and_retry"
            | "leave_and_assigned"
        ):
            return session, (
                answer(
                    session,
                    event,
                    talk(session).not_closed,
                    finish_button(session),
                    close_button(session),
                ),
            )
        case _:
            assert_never(event.action)


def _rated(session: Session, value: str) -> Session:
    """With what the trainee thinks of the scorecard; the last word counts."""
    if session.scorecard is None:
        return session
    match value:
        case "up" | "down":
            return replace(session, rating=value)
        case _:
            return session


def _owes_an_answer(session: Session) -> bool:
    """Whether the persona was cut short, or not heard at all, and nothing is under way."""
    if session.reply is not None or session.waits_until is not None or not session.said:
        return False
    spoken = [turn for turn in session.transcript if turn.speaker != "coach"]
    return session.unanswered or spoken[-1].state == "interrupted"


def _hint(session: Session, event: Pressed, now: Micros) -> Stepped:
    scene = latest(session.scenario, session.transcript, session.play) if session.said else None
    given = {turn.text for turn in session.transcript.by("coach")}
    hint = next(
        (
            hint.text
            for hint in session.scenario.hints
            if hint.text not in given
            and (hint.when is None or (scene is not None and holds(hint.when, scene)))
        ),
        None,
    )
    if hint is None:
        left = any(hint.text not in given for hint in session.scenario.hints)
        text = talk(session).no_hint_now if left else talk(session).no_hint
        return session, (answer(session, event, text),)
    turn = Turn(
        number=session.transcript.next_number,
        speaker="coach",
        text=hint,
        state="delivered",
        at=now,
        play=session.play,
    )
    session = replace(session, transcript=session.transcript.adding(turn), hints=session.hints + 1)
    return session, (hint_of(session, turn),)
