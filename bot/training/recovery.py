"""Takes up what was left: mailboxes with work in hand that nobody works on, and timers that are due.

Both are asked from the database again and again, so that they happen late rather than never.
"""

from __future__ import annotations

from bot.domain.events import TimerFired
from bot.domain.session import Session
from bot.domain.transcript import Micros
from bot.ports.clock import Clock
from bot.ports.platform import Accept
from bot.ports.runner import Runner
from bot.ports.store import Store


async def take_up_unfinished(store: Store, runner: Runner, clock: Clock) -> int:
    """Wakes every mailbox with pending events or unfinished work; gives how many there were."""
    mailboxes = await store.unfinished(clock.now())
    runner.take_up(mailboxes)
    return len(mailboxes)


async def fire_timers(store: Store, accept: Accept, clock: Clock) -> int:
    """Puts a `TimerFired` for every due session through the intake; gives how many were new."""
    now = clock.now()
    due = await store.due(now)
    return sum([await accept(_fired(session, now)) for session in due])


def _fired(session: Session, now: Micros) -> TimerFired:
    return TimerFired(
        key=f"timer:{session.id}:{session.timer}",
        surface=session.surface or session.home,
        member=session.member,
        at=now,
        session=session.id,
        number=session.timer,
    )
