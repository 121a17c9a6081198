"""What a member can do outside a session: see the scenarios, start one, try one again, ask for help.

`step` is pure, like the session's: what is stored comes in as a `Lobby`, what is to be done goes
out as effects.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, assert_never

from bot.domain import counting, wording
from bot.domain.assignment import Assigned, next_scenario
from bot.domain.content import Button, Moved, Notice, Offer, Offered
from bot.domain.effects import Announce, Begin, Effect, Forward
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
from bot.domain.keeping import TenantSettings
from bot.domain.scenario import Scenario
from bot.domain.session import Session, begin, begin_again
from bot.domain.showing import closed_buttons, why_not
from bot.domain.surface import SessionId, Surface
from bot.domain.transcript import Micros
from bot.domain.utterance import clean, word
from bot.domain.wording import ENGLISH, Talk, office, outside

_START = Button("Start a practice", "start", emphasis="primary")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """The member's one open session, as much as the lobby needs of it."""

    id: SessionId
    title: str
    surface: Surface | None
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One closed session of the member."""

    title: str
    total: int | None
    passed: bool
    at: Micros


@dataclass(frozen=True, slots=True, kw_only=True)
class Lobby:
    """What the lobby knows when an event comes: `about` is the session that the event names, or that
    was where it was said, if the member owns it."""

    open: OpenSession | None
    about: Session | None
    scenarios: Mapping[str, Scenario]
    assigned: tuple[Assigned, ...] = ()
    """What is asked of the member, what is due first."""
    settings: TenantSettings | None = None


def step(lobby: Lobby, event: InboundEvent, now: Micros) -> tuple[Effect, ...]:
    """What is to be done about an event that belongs to no open session."""
    match event:
        case Commanded():
            return _commanded(lobby, event, now)
        case Pressed():
            return _pressed(lobby, event, now)
        case Said() if lobby.open is not None and lobby.open.surface in (None, event.surface):
            # Said while the thread was being opened: the intake did not know it yet.
            return (Forward(session=lobby.open.id, event=event),)
        case Said() if (place := _beside(lobby, event)) is not None:
            text = wording.of(place.open.language).talk.taken_in.format(title=place.open.title)
            there = _moved(event, place.open, place.surface, text)
            return (Forward(session=place.open.id, event=event), there)
        case Said():
            typed = word(clean(event.text))
            if typed is not None and typed.action == "help":
                return (_answer(event, _talk(lobby).help),)
            if typed is not None and typed.action == "retry":
                return _retry(lobby, event, "", now)
            if typed is not None and typed.action == "finish" and _can_be_scored(lobby):
                return _score(lobby, event)
            if lobby.open is None and lobby.about is not None and lobby.about.phase == "closed":
                return (_closed(lobby.about, event),)
            return _offer(lobby, event)
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
    """The open session, where it has a thread in this very channel and the member wrote beside it:
    people forget threads, and what they write there is meant for it."""
    if lobby.open is None or (place := lobby.open.surface) is None:
        return None
    top = replace(place, thread=None)
    return _Beside(lobby.open, place) if event.surface == top != place else None


def _commanded(lobby: Lobby, event: Commanded, now: Micros) -> tuple[Effect, ...]:
    match event.command:
        case "start":
            wanted = event.arguments.get("scenario", "")
            leave = event.arguments.get("leave") == "yes"
            return _start(lobby, event, wanted, now, leave=leave)
        case "list":
            return _offer(lobby, event)
        case "stop" if lobby.open is not None:
            return (Forward(session=lobby.open.id, event=event),)
        case "stop":
            return (_answer(event, outside.NO_SESSION),)
        case "help" if typed := event.arguments.get("unknown"):
            text = outside.unknown_command(typed, event.arguments.get("nearest"))
            return (_answer(event, text),)
        case "help":
            return (_answer(event, f"{outside.COMMANDS}\n{ENGLISH.talk.help}"),)
        case "hello":
            return (_answer(event, outside.HELLO, _START),)
        case _:
            raise ValueError(f"{event.command} is for the office")


def _pressed(lobby: Lobby, event: Pressed, now: Micros) -> tuple[Effect, ...]:
    match event.action:
        case "start":
            return _start(lobby, event, event.value, now)
        case "leave_and_start":
            return _start(lobby, event, event.value, now, leave=True)
        case "retry":
            return _retry(lobby, event, event.value, now)
        case "leave_and_retry":
            return _retry(lobby, event, event.value, now, leave=True)
        case "assigned":
            return _assigned(lobby, event, now)
        case "next":
            return _offer(lobby, event)
        case "help":
            return (_answer(event, _talk(lobby).help),)
        case "keep" if lobby.open is not None and lobby.open.surface == event.surface:
            return (_answer(event, wording.of(lobby.open.language).talk.kept),)
        case "keep" if lobby.open is not None and lobby.open.surface is not None:
            return (_moved(event, lobby.open, lobby.open.surface),)
        case "finish" | "score" if _can_be_scored(lobby):
            return _score(lobby, event)
        case "rate":
            closed = lobby.about is not None and lobby.about.phase == "closed"
            return (_to_closed(lobby, event),) if closed else ()
        case "hint" | "stop" | "finish" | "score" | "again" | "leave" | "keep" | "close":
            return (_answer(event, _talk(lobby).closed),)
        case _:
            raise ValueError(f"{event.action} is for the office")


def _start(
    lobby: Lobby, event: Commanded | Pressed, wanted: str, now: Micros, *, leave: bool = False
) -> tuple[Effect, ...]:
    if not wanted:
        return _offer(lobby, event)
    scenario = lobby.scenarios.get(wanted)
    if scenario is None:
        near = difflib.get_close_matches(wanted, lobby.scenarios, n=3, cutoff=0.4)
        return (_answer(event, outside.unknown_scenario(wanted, near)),)
    if event.opens is None:
        return ()
    session = begin(scenario, id=event.opens, member=event.member, home=event.surface, now=now)
    leaving = Button("Leave it and start", "leave_and_start", value=wanted, emphasis="danger")
    return _begin(lobby, event, session, now, leaving=None if leave else leaving)


def _assigned(lobby: Lobby, event: Pressed, now: Micros) -> tuple[Effect, ...]:
    """Begins what comes next of an assignment."""
    language = lobby.settings.language if lobby.settings is not None else "en"
    asked = counting.of(event.value, lobby.assigned)
    if asked is None:
        return (_answer(event, office.say(language, "not_your_assignment")),)
    following = next_scenario(asked, now)
    if following is None or asked.assignee.done is not None:
        title = " → ".join(asked.assignment.titles)
        return (_answer(event, office.say(language, "nothing_next", title=title)),)
    first = (asked, *(one for one in lobby.assigned if one is not asked))
    return _start(replace(lobby, assigned=first), event, following, now)


def _retry(
    lobby: Lobby,
    event: Pressed | Said,
    turn: str,
    now: Micros,
    *,
    leave: bool = False,
) -> tuple[Effect, ...]:
    parent = lobby.about
    if parent is not None and parent.phase != "closed":
        return (_answer(event, _talk(lobby).not_closed),)
    if parent is None:
        return (_answer(event, outside.NOTHING_TO_RETRY),)
    if event.opens is None:
        return ()
    known = {str(t.number): t.number for t in parent.transcript.by("trainee")}
    if turn and turn not in known:
        return (_answer(event, outside.NO_SUCH_TURN),)
    session = begin_again(parent, id=event.opens, home=event.surface, turn=known.get(turn), now=now)
    leaving = Button("Leave it and start", "leave_and_retry", value=turn, emphasis="danger")
    return _begin(lobby, event, session, now, leaving=None if leave else leaving)


def _can_be_scored(lobby: Lobby) -> bool:
    return lobby.about is not None and lobby.about.can_be_scored


def _score(lobby: Lobby, event: Pressed | Said) -> tuple[Effect, ...]:
    """A session that was closed without a scorecard is scored after all, by itself."""
    return (_to_closed(lobby, event),)


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


def _begin(
    lobby: Lobby,
    event: Commanded | Pressed | Said,
    session: Session,
    now: Micros,
    *,
    leaving: Button | None,
) -> tuple[Effect, ...]:
    """Begins `session`; with another one open, asks with the button `leaving`, or leaves that."""
    counted = counting.counted(session, lobby.assigned, lobby.settings, now)
    note = (_answer(event, counted.note),) if counted.note else ()
    if lobby.open is None:
        return (Begin(session=counted.session), *note)
    if leaving is not None:
        question = outside.already_open(lobby.open.title, session.scenario.title)
        return (_answer(event, question, leaving, Button("Go on with the open one", "keep")),)
    stop = Pressed(
        key=f"{event.key}:leave",
        surface=lobby.open.surface or event.surface,
        member=event.member,
        at=event.at,
        session=lobby.open.id,
        action="leave",
    )
    return (Forward(session=lobby.open.id, event=stop), Begin(session=counted.session), *note)


def _offer(lobby: Lobby, event: InboundEvent) -> tuple[Effect, ...]:
    offered = tuple(
        Offered(
            id=scenario.id,
            title=scenario.title,
            category=scenario.category,
            difficulty=scenario.difficulty.level,
            language=scenario.language,
        )
        for scenario in sorted(
            lobby.scenarios.values(), key=lambda s: (s.difficulty.level, s.title)
        )
    )
    effects: list[Effect] = []
    if lobby.open is not None and lobby.open.surface is not None:
        effects.append(_moved(event, lobby.open, lobby.open.surface))
    content = Offer(text=outside.CHOOSE, scenarios=offered, only_for=event.member)
    effects.append(Announce(key=f"{event.key}:offer", content=content, surface=event.surface))
    return tuple(effects)


def _moved(event: InboundEvent, open: OpenSession, surface: Surface, text: str = "") -> Announce:
    """Says where the open session goes on."""
    text = text or wording.of(open.language).talk.goes_on.format(title=open.title)
    content = Moved(
        session=open.id, text=text, to=surface, only_for=event.member, language=open.language
    )
    return Announce(key=f"{event.key}:moved", content=content, surface=event.surface)


def _talk(lobby: Lobby) -> Talk:
    """The sentences in the language of the session it is about."""
    return ENGLISH.talk if lobby.about is None else wording.of(lobby.about.scenario.language).talk


def _answer(event: InboundEvent, text: str, *buttons: Button) -> Announce:
    notice = Notice(text=text, buttons=buttons, only_for=event.member, session=event.session)
    return Announce(key=f"{event.key}:answer", content=notice, surface=event.surface)
