"""What a member can do outside a session: see the scenarios, start one, try one again, ask for help.

`step` is pure, like the session's: what is stored comes in as a `Lobby`, what is to be done goes
out as effects.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple, assert_never

from bot.domain import counting, entering, wording
from bot.domain.content import Button, Notice
from bot.domain.effects import Announce, Effect, Forward
from bot.domain.events import (
    Commanded,
    Decided,
    Deleted,
    Edited,
    InboundEvent,
    Pressed,
    Said,
    Scheduled,
    TimerFired,
)
from bot.domain.reception import Lobby, OpenSession, Result, answer, moved, offer
from bot.domain.session import Session
from bot.domain.showing import closed_buttons, why_not
from bot.domain.surface import Surface
from bot.domain.transcript import Micros
from bot.domain.utterance import clean, word

__all__ = ["Lobby", "OpenSession", "Result", "step"]


def step(lobby: Lobby, event: InboundEvent, now: Micros) -> tuple[Effect, ...]:
    """What is to be done about an event that belongs to no open session."""
    match event:
        case Commanded():
            return _commanded(lobby, event, now)
        case Pressed():
            return _pressed(lobby, event, now)
        case Said() | Edited() | Deleted() if lobby.open is not None and lobby.open.surface in (
            None,
            event.surface,
        ):  # while the thread was being opened: the intake did not know it yet
            return (Forward(session=lobby.open.id, event=event),)
        case Said() if (place := _beside(lobby, event)) is not None:
            if place.open.scoring:
                return (Forward(session=place.open.id, event=event),)
            text = wording.of(place.open.language).talk.taken_in.format(title=place.open.title)
            there = moved(event, place.open, place.surface, text)
            return (Forward(session=place.open.id, event=event), there)
        case Said():
            typed = word(clean(event.text))
            if typed is not None and typed.action == "help":
                return (answer(event, lobby.talk.help),)
            if typed is not None and typed.action == "retry":
                return entering.retry(lobby, event, "", now)
            if typed is not None and typed.action == "finish" and _can_be_scored(lobby):
                return _score(lobby, event)
            if lobby.open is None and lobby.about is not None and lobby.about.phase == "closed":
                return (_closed(lobby.about, event),)
            return offer(lobby, event)
        case Edited() | Deleted() if (place := _beside(lobby, event)) is not None:
            return (Forward(session=place.open.id, event=event),)
        case Edited() | Deleted() | TimerFired() | Scheduled() | Decided():
            return ()
        case _:
            assert_never(event)


class _Beside(NamedTuple):
    open: OpenSession
    surface: Surface


def _beside(lobby: Lobby, event: Said | Edited | Deleted) -> _Beside | None:
    """The open session, where the member wrote beside it: in this very channel, but not in its thread,
    or to the bot itself. People forget threads, and what they write there is meant for it."""
    if lobby.open is None or (place := lobby.open.surface) is None:
        return None
    above = event.surface == replace(place, thread=None)
    beside = (above or event.direct) and event.surface != place
    return _Beside(lobby.open, place) if beside else None


def _commanded(lobby: Lobby, event: Commanded, now: Micros) -> tuple[Effect, ...]:
    match event.command:
        case "start":
            wanted = event.arguments.get("scenario", "")
            leave = event.arguments.get("leave") == "yes"
            return entering.start(lobby, event, wanted, now, leave=leave)
        case "list":
            return offer(lobby, event)
        case "stop" if lobby.open is not None:
            return (Forward(session=lobby.open.id, event=event),)
        case "stop":
            return (answer(event, lobby.say("no_session")),)
        case "help" if typed := event.arguments.get("unknown"):
            return (answer(event, _unknown(lobby, typed, event.arguments.get("nearest"))),)
        case "help":
            return (
                answer(event, f"{lobby.say('commands')}\n{wording.of(lobby.language).talk.help}"),
            )
        case "hello":
            start = Button(lobby.say("start_a_practice"), "start", emphasis="primary")
            return (answer(event, lobby.say("greeting"), start),)
        case _:
            raise ValueError(f"{event.command} is for the office")


def _pressed(lobby: Lobby, event: Pressed, now: Micros) -> tuple[Effect, ...]:
    match event.action:
        case "start":
            return entering.start(lobby, event, event.value, now)
        case "leave_and_start":
            return entering.start(lobby, event, event.value, now, leave=True)
        case "retry":
            return entering.retry(lobby, event, event.value, now)
        case "leave_and_retry":
            return entering.retry(lobby, event, event.value, now, leave=True)
        case "assigned":
            return entering.assigned(lobby, event, now)
        case "leave_and_assigned":
            return entering.assigned(lobby, event, now, leave=True)
        case "next":
            return offer(lobby, event)
        case "help":
            return (answer(event, lobby.talk.help),)
        case "keep" if lobby.open is not None and lobby.open.surface == event.surface:
            return (answer(event, wording.of(lobby.open.language).talk.kept),)
        case "keep" if lobby.open is not None and lobby.open.surface is not None:
            return (moved(event, lobby.open, lobby.open.surface),)
        case "finish" | "score" if _can_be_scored(lobby):
            return _score(lobby, event)
        case "rate":
            closed = lobby.about is not None and lobby.about.phase == "closed"
            return (_to_closed(lobby, event),) if closed else ()
        case "hint" | "stop" | "finish" | "score" | "again" | "leave" | "keep" | "close":
            return (answer(event, lobby.talk.closed),)
        case _:
            raise ValueError(f"{event.action} is for the office")


def _can_be_scored(lobby: Lobby) -> bool:
    return lobby.about is not None and lobby.about.can_be_scored


def _score(lobby: Lobby, event: Pressed | Said) -> tuple[Effect, ...]:
    """A session that was closed without a scorecard is scored after all, by itself; as practice of
    one's own where the attempts for its assignment are used up meanwhile."""
    session = lobby.about
    assert session is not None  # noqa: S101  # it was asked whether it can be scored
    if counting.keeps_counting(session, lobby.assigned):
        return (_to_closed(lobby, event),)
    wish = Pressed(
        key=event.key,
        surface=event.surface,
        member=event.member,
        at=event.at,
        session=session.id,
        action="score",
        value=counting.OWN,
    )
    note = lobby.say("practice_used_up", title=session.scenario.title)
    return (_to_closed(lobby, wish), answer(event, note))


def _closed(session: Session, event: Said) -> Announce:
    """What was said in a session that is closed is answered there, with what can come next."""
    notice = Notice(
        text=why_not(session),
        session=session.id,
        buttons=closed_buttons(session),
        only_for=event.member,
    )
    return Announce(key=f"{event.key}:answer", content=notice, surface=event.surface)


def _to_closed(lobby: Lobby, event: Pressed | Said) -> Forward:
    assert lobby.about is not None  # noqa: S101  # it was asked what phase it is in
    return Forward(session=lobby.about.id, event=event, closed=True)


def _unknown(lobby: Lobby, typed: str, nearest: str | None) -> str:
    """That there is no such command, with the nearest."""
    near = lobby.say("did_you_mean", near=f"`/chattrain {nearest}`") if nearest else ""
    said = (lobby.say("no_such_command", typed=typed), near, lobby.say("help_says"))
    return " ".join(part for part in said if part)
