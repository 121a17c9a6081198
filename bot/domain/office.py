"""What managers and trainees ask of the office: assignments, results, digests, roles and data.

`step` is pure and total, like the session's: what is stored comes in as `Seen`, what is to be done
goes out as effects. Whether somebody may do it is asked here, for every way a request may come by.
"""

from __future__ import annotations

from typing import assert_never

from bot.domain import (
    appointing,
    assigning,
    calling,
    disputing,
    owning,
    promising,
    roles,
)
from bot.domain.desk import Seen, listed, tell
from bot.domain.effects import Effect
from bot.domain.events import (
    Action,
    Command,
    Commanded,
    InboundEvent,
    Pressed,
    Scheduled,
)
from bot.domain.routing import OFFICE, is_for_office
from bot.domain.transcript import Micros

__all__ = ["Seen", "asks", "step"]


def asks(event: InboundEvent) -> Command | Action | None:
    """What somebody asks for; None where nobody does."""
    if not is_for_office(event):
        return None
    match event:
        case Commanded():
            return event.command
        case Pressed():
            return event.action
        case _:
            return None


def step(seen: Seen, event: InboundEvent, now: Micros) -> tuple[Effect, ...]:
    """What is to be done about an event that needs what is kept besides sessions."""
    asked = asks(event)
    if asked is not None and not roles.may(seen.role, asked):
        return (_refused(seen, event, asked),)
    match event:
        case Commanded() if asked in OFFICE:
            return _commanded(seen, event, now)
        case Pressed() if asked in OFFICE:
            return _pressed(seen, event, now)
        case Scheduled():
            return _scheduled(seen, event, now)
        case _:
            return ()


def _commanded(seen: Seen, event: Commanded, now: Micros) -> tuple[Effect, ...]:
    match event.command:
        case "assign":
            return assigning.assign(seen, event, now)
        case "assignments":
            return assigning.assignments(seen, event, now)
        case "report":
            return owning.report(seen, event, now)
        case "digest":
            return promising.digest(seen, event, now)
        case "managers":
            return appointing.managers(seen, event, now)
        case "settings":
            return appointing.settings(seen, event, now)
        case "score":
            return owning.score(seen, event, now)
        case "export-me":
            return owning.export(seen, event, now)
        case "forget-me":
            return owning.ask_to_forget(seen, event)
        case "start" | "list" | "stop" | "help" | "hello":
            return ()  # the lobby's
        case _:
            assert_never(event.command)


def _pressed(seen: Seen, event: Pressed, now: Micros) -> tuple[Effect, ...]:
    match event.action:
        case "withdraw":
            return assigning.withdraw(seen, event, now)
        case "dispute":
            return disputing.dispute(seen, event, now)
        case "decide":
            return disputing.decide(seen, event, now)
        case "share":
            return owning.share(seen, event, now)
        case "forget":
            return owning.forget(seen, event, now)
        case _:
            return ()  # the lobby's, or a session's


def _scheduled(seen: Seen, event: Scheduled, now: Micros) -> tuple[Effect, ...]:
    match event.what:
        case "announce":
            return calling.announce(seen, event, now)
        case "remind":
            return calling.remind(seen, event, now)
        case "done":
            return calling.done(seen, event, now)
        case "digest":
            return promising.send(seen, event, now)
        case _:
            assert_never(event.what)


def _refused(seen: Seen, event: InboundEvent, asked: Command | Action) -> Effect:
    """That somebody may not do it, and who can."""
    if roles.needed(asked) == "admin":
        return tell(event, seen.say("refused_admin", what=asked))
    given = [
        one.member
        for one in seen.granted
        if one.role != "trainee" and not seen.everybody.has_left(one.member)
    ]
    if not given:
        return tell(event, seen.say("refused_nobody", what=asked))
    who = listed(map(seen.everybody.name, given), 5)
    return tell(event, seen.say("refused", what=asked, who=who))
