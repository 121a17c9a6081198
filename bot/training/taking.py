"""Takes events into a session one after another, and leaves out one that breaks.

A fault in the policy must not keep a mailbox from ever being answered again: the event that met it
is logged and told to whoever caused it, and the session goes on as it stood before.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable

import structlog

from bot.domain import lobby, office, wording
from bot.domain.content import Notice
from bot.domain.desk import Seen
from bot.domain.effects import Announce, Effect
from bot.domain.events import Decided, InboundEvent, Scheduled, TimerFired
from bot.domain.lobby import Lobby
from bot.domain.session import Session
from bot.domain.showing import answer
from bot.domain.stepping import step
from bot.domain.transcript import Micros

log = structlog.get_logger(__name__)


def take(
    session: Session, events: Iterable[InboundEvent], now: Micros
) -> tuple[Session, list[Effect]]:
    """What events make of a session, in their order, and all that is to be done about them."""
    effects: list[Effect] = []
    for event in events:
        try:
            session, asked = step(session, event, now)
        except Exception as error:  # noqa: BLE001  # whatever it is, the next event is taken
            _tell(event, error)
            asked = _apology(session, event)
        effects += asked
    return session, effects


def ask(seen: Seen, event: InboundEvent, now: Micros) -> tuple[Effect, ...]:
    """What the office does about an event."""
    try:
        return office.step(seen, event, now)
    except Exception as error:  # noqa: BLE001  # whatever it is, the next event is taken
        _tell(event, error)
        return sorry(event, wording.of(seen.language).talk.not_taken)


def receive(seen: Lobby, event: InboundEvent, now: Micros) -> tuple[Effect, ...]:
    """What is to be done about an event that belongs to no open session."""
    try:
        return lobby.step(seen, event, now)
    except Exception as error:  # noqa: BLE001  # whatever it is, the next event is taken
        _tell(event, error)
        return sorry(event, wording.ENGLISH.talk.not_taken)


def sorry(event: InboundEvent, text: str) -> tuple[Effect, ...]:
    """Why an event could not be taken, to whoever waits for an answer to it."""
    if isinstance(event, TimerFired | Scheduled | Decided):
        return ()
    notice = Notice(text=text, session=event.session, only_for=event.member)
    return (Announce(key=f"{event.key}:answer", content=notice, surface=event.surface),)


def _apology(session: Session, event: InboundEvent) -> tuple[Effect, ...]:
    if isinstance(event, TimerFired | Scheduled | Decided):  # nobody waits for an answer to it
        return ()
    return (answer(session, event, wording.of(session.scenario.language).talk.not_taken),)


def _tell(event: InboundEvent, error: Exception) -> None:
    """Names the event and the place in the code; the error's words could quote what was said."""
    log.error(
        "event.broke",
        key=event.key,
        kind=event.kind,
        error=type(error).__name__,
        place="".join(traceback.format_tb(error.__traceback__)),
    )
