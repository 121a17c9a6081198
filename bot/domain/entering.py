"""Begins sessions for a member: of a scenario, of what is assigned, again. Pure."""

from __future__ import annotations

import difflib
from dataclasses import replace

from bot.domain import counting
from bot.domain.assignment import AssignmentId, next_scenario
from bot.domain.content import Button
from bot.domain.effects import Begin, Effect, Forward, Keep
from bot.domain.events import Action, Commanded, Pressed, Said
from bot.domain.reception import Lobby, OpenSession, answer, offer
from bot.domain.session import Session, begin, begin_again
from bot.domain.transcript import Micros


def start(
    lobby: Lobby,
    event: Commanded | Pressed,
    wanted: str,
    now: Micros,
    *,
    leave: bool = False,
    asked: AssignmentId | None = None,
) -> tuple[Effect, ...]:
    """Begins a scenario; `asked` is the assignment whose Start was pressed, where one was."""
    if not wanted:
        return offer(lobby, event)
    scenario = lobby.scenarios.get(wanted)
    if scenario is None:
        return (answer(event, _unknown(lobby, wanted)),)
    if event.opens is None:
        return ()
    session = begin(scenario, id=event.opens, member=event.member, home=event.surface, now=now)
    action: Action = "leave_and_start" if asked is None else "leave_and_assigned"
    leaving = Button(lobby.say("leave_and_start"), action, value=asked or wanted, emphasis="danger")
    return _begin(lobby, event, session, now, leaving=None if leave else leaving)


def assigned(
    lobby: Lobby, event: Pressed, now: Micros, *, leave: bool = False
) -> tuple[Effect, ...]:
    """Begins what comes next of an assignment."""
    asked = counting.of(event.value, lobby.assigned)
    if asked is None:
        return (answer(event, lobby.say("not_your_assignment")),)
    following = next_scenario(asked, now)
    if following is None or asked.assignee.done is not None:
        title = " → ".join(asked.assignment.titles)
        return (answer(event, lobby.say("nothing_next", title=title)),)
    first = (asked, *(one for one in lobby.assigned if one is not asked))
    joined = () if lobby.joins is None else (Keep(what=lobby.joins),)
    here, id = replace(lobby, assigned=first), asked.assignment.id
    return (*joined, *start(here, event, following, now, leave=leave, asked=id))


def retry(
    lobby: Lobby,
    event: Pressed | Said,
    turn: str,
    now: Micros,
    *,
    leave: bool = False,
) -> tuple[Effect, ...]:
    parent = lobby.about
    if parent is not None and parent.phase != "closed":
        return (answer(event, lobby.talk.not_closed),)
    if parent is None:
        return (answer(event, lobby.say("nothing_to_retry")),)
    if event.opens is None:
        return ()
    known = {str(t.number): t.number for t in parent.transcript.by("trainee")}
    if turn and turn not in known:
        return (answer(event, lobby.say("no_such_turn")),)
    session = begin_again(parent, id=event.opens, home=event.surface, turn=known.get(turn), now=now)
    leaving = Button(lobby.say("leave_and_start"), "leave_and_retry", value=turn, emphasis="danger")
    return _begin(lobby, event, session, now, leaving=None if leave else leaving)


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
    note = (answer(event, counted.note),) if counted.note else ()
    if lobby.open is None:
        return (Begin(session=counted.session), *note)
    if leaving is not None:
        go_on = Button(lobby.say("go_on_with_open"), "keep")
        return (answer(event, _question(lobby.open, lobby, session), leaving, go_on),)
    stop = Pressed(
        key=f"{event.key}:leave",
        surface=lobby.open.surface or event.surface,
        member=event.member,
        at=event.at,
        session=lobby.open.id,
        action="leave",
    )
    return (Forward(session=lobby.open.id, event=stop), Begin(session=counted.session), *note)


def _unknown(lobby: Lobby, wanted: str) -> str:
    """That there is no such scenario, with those that are nearest."""
    near = difflib.get_close_matches(wanted, lobby.scenarios, n=3, cutoff=0.4)
    names = ", ".join(f"`{id}`" for id in near)
    hint = lobby.say("did_you_mean", near=names) if names else lobby.say("list_shows")
    return f"{lobby.say('unknown_scenario', typed=wanted)} {hint}"


def _question(open: OpenSession, lobby: Lobby, wanted: Session) -> str:
    """Whether to leave the open session."""
    said = "leave_for_itself" if open.title == wanted.scenario.title else "leave_for_another"
    return lobby.say(said, title=open.title, wanted=wanted.scenario.title)
