"""Timers: computed from the session, taken in like any event, late rather than never."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.domain.content import Notice
from bot.domain.effects import Announce, Effect
from bot.domain.events import InboundEvent, Said, TimerFired
from bot.domain.session import SILENCE_CLOSED, SILENCE_REMINDED, Session
from bot.domain.stepping import step
from bot.domain.transcript import HOUR, Micros
from bot.training.recovery import fire_timers
from tests.fakes.scenarios import scenario
from tests.fakes.talks import talk
from tests.requirements import claims


@dataclass
class Inbox:
    """One session behind an intake that knows every key for ever, and a clock set by hand."""

    session: Session
    time: int = 0
    known: set[str] = field(default_factory=set)
    effects: list[Effect] = field(default_factory=list)

    def now(self) -> Micros:
        return Micros(self.session.opened_at + self.time)

    async def due(self, now: Micros, limit: int = 1000) -> list[Session]:
        due = self.session.due_at
        return [self.session] if due is not None and due <= now else []

    async def accept(self, event: InboundEvent) -> bool:
        if event.key in self.known:
            return False
        self.known.add(event.key)
        self.session, effects = step(self.session, event, self.now())
        self.effects += effects
        return True

    async def look(self) -> int:
        return await fire_timers(self, self.accept, self)  # type: ignore[arg-type]

    async def say(self, text: str) -> None:
        key = f"said:{len(self.known)}"
        place = {"surface": self.session.home, "member": self.session.member, "at": self.now()}
        await self.accept(Said(key=key, text=text, message=key, **place))  # type: ignore[arg-type]

    @property
    def told(self) -> list[str]:
        notices = [e.content for e in self.effects if isinstance(e, Announce)]
        return [content.text for content in notices if isinstance(content, Notice)]


def quiet() -> Inbox:
    """A session in which the persona has spoken last."""
    session = talk(of=scenario(interruption="queue"))
    return Inbox(replace(session, heard_at=session.opened_at))


@claims("durable.timers")
async def test_a_due_time_fires_once_however_often_it_is_looked_for() -> None:
    inbox = quiet()
    assert await inbox.look() == 0
    inbox.time = SILENCE_REMINDED
    assert await inbox.look() == 1
    assert await inbox.look() == 0
    assert len(inbox.told) == 1
    inbox.time = SILENCE_CLOSED
    assert await inbox.look() == 1
    assert inbox.session.ending == "expired"


@claims("durable.timers")
async def test_two_looks_at_one_moment_are_one_timer() -> None:
    inbox = quiet()
    inbox.time = SILENCE_REMINDED
    due = await inbox.due(inbox.now())
    await inbox.look()
    again = Inbox(inbox.session, inbox.time, inbox.known)
    again.session = due[0]  # another process that read before the first one wrote
    assert await again.look() == 0


@claims("durable.timers")
async def test_a_timer_that_was_overtaken_by_a_message_does_nothing_and_the_next_one_fires() -> (
    None
):
    inbox = quiet()
    inbox.time = SILENCE_REMINDED
    (due,) = await inbox.due(inbox.now())
    await inbox.say("Here I am.")
    overtaken = TimerFired(
        key=f"timer:{due.id}:{due.timer}",
        surface=due.home,
        member=due.member,
        at=inbox.now(),
        session=due.id,
        number=due.timer,
    )
    assert await inbox.accept(overtaken)
    assert inbox.told == []
    inbox.time += SILENCE_REMINDED
    assert await inbox.look() == 1, "the reminder of the new silence"
    assert len(inbox.told) == 1


@claims("durable.timers")
async def test_what_was_due_while_nothing_ran_fires_at_the_next_look() -> None:
    inbox = quiet()
    inbox.time = SILENCE_REMINDED + 20 * HOUR
    assert await inbox.look() == 1
    assert len(inbox.told) == 1
