"""A manager's week in Slack: what each of the team does and sees there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app import Running
from bot.domain.surface import MemberId
from tests.adapters.hurried import Hurried
from tests.adapters.played import Printed
from tests.adapters.slack_day import Day, process, working
from tests.adapters.team_week import (
    BERLIN,
    MONDAY,
    NAMES,
    NEW_YORK,
    TRAINEES,
    Digest,
    Office,
    printing,
)
from tests.fakes.scenarios import scenario
from tests.fakes.slack import Message, Person
from tests.training.stage import Scenarios
from tests.training.team import SetClock

ZONES = {"cem": NEW_YORK, "dora": NEW_YORK}


def control(message: Message, action: str) -> str:
    """The name of the control that does something."""
    return next(name for name in message.buttons if name.startswith(f"{action}:"))


class SlackOffice(Office):
    """By Socket Mode, each process with sockets of its own: Slack tells any one of them."""

    def __init__(self, day: Day, clock: SetClock, printed: Printed, database: str) -> None:
        super().__init__(clock, database)
        self.day, self.printed = day, printed
        self.people: dict[str, Person] = {
            name: day.space.user(
                f"U{number}{name.upper()}",
                name=called,
                real_name=called.replace(".", " ").title(),
                tz=ZONES.get(name, BERLIN),
                is_admin=name == "boss",
            )
            for number, (name, called) in enumerate(NAMES.items())
        }
        self.hall = day.space.channel("C1HALL")
        self.boss = self.people["boss"]
        self.boss.joins(self.hall)
        members = [self.people[name].id for name in TRAINEES]
        day.space.group("S0SALES", "sales", *members, name="Sales")

    @property
    def processes(self) -> Sequence[Running]:
        return [self.day.running, *self.day.others]

    @asynccontextmanager
    async def another(self) -> AsyncIterator[None]:
        slack, there = self.day.slack, len(self.day.slack.sockets.live)
        engine = self.day.running.engine
        async with process(
            slack, self.database, engine.clock, engine.persona, engine.catalogue, self.printed
        ) as (_, running):
            self.day.others.append(running)
            try:
                yield
            finally:
                self.day.others.remove(running)
        await slack.until(lambda: len(slack.sockets.live) <= there)

    async def still(self) -> None:
        await self.day.still()

    async def assigns(self) -> str:
        return await self.asks("assign @sales late-lamp Friday 17:00 pass 100")

    async def asks(self, typed: str) -> str:
        (told,) = await self.day.runs(self.boss, typed, self.hall)
        assert told.ephemeral_for == self.boss.id
        return told.shown

    async def begins(self, name: str) -> None:
        who = self.people[name]
        announced = who.sees()[-1]
        await self.day.presses(who, announced, control(announced, "assigned"))

    async def practises(self, name: str, line: str) -> None:
        who = self.people[name]
        opening = await self.day.opening(who)
        await self.day.says(who, line, opening.ts)
        last = who.sees(thread=opening.ts)[-1]
        if "finish:1" in last.buttons:  # the customer was not content, and has not ended it
            await self.day.presses(who, last, "finish:1")

    async def disputes(self, name: str, title: str, reason: str) -> None:
        who, card = self.people[name], self._card(name)
        menu = control(card, "dispute")
        await who.presses(card, menu, choice=option(card, menu, title)).acked()
        await self._fills(who, reason)

    async def decides(self, level: str, reason: str) -> None:
        asked = self.boss.sees()[-1]
        await self.boss.presses(asked, f"{level} (100)").acked()
        await self._fills(self.boss, reason)

    async def forgets(self, name: str) -> Sequence[str]:
        who = self.people[name]
        (asked,) = await self.day.runs(who, "forget-me")
        before = who.sees()
        await self.day.presses(who, asked, control(asked, "forget"))
        return [message.shown for message in who.sees() if message not in before]

    def member(self, name: str) -> MemberId:
        return MemberId(self.people[name].id)

    def announced(self, name: str) -> Sequence[str]:
        return [m.shown for m in self.people[name].sees() if "assigned it" in m.shown]

    def reminded(self, name: str) -> Sequence[str]:
        return [m.shown for m in self.people[name].sees() if "Still to practise" in m.shown]

    def card(self, name: str) -> str:
        return self._card(name).shown

    def told(self, name: str) -> Sequence[str]:
        card = self._card(name)
        return [message.shown for message in self._thread(name) if message is not card]

    def asked(self) -> str:
        return self.boss.sees()[-1].shown

    def digests(self) -> Sequence[Digest]:
        return [self._digest(message) for message in self.day.space.messages(self.hall)]

    def _digest(self, message: Message) -> Digest:
        (picture,) = (block for block in message.blocks if block["type"] == "image")
        data = self.day.slack.files[picture["slack_file"]["id"]].data
        return Digest(shown=message.shown, picture=data or b"", alt=picture["alt_text"])

    def _card(self, name: str) -> Message:
        return next(m for m in self._thread(name) if "rate:0" in m.buttons)

    def _thread(self, name: str) -> list[Message]:
        who = self.people[name]
        opening = next(m for m in who.sees() if "hint:0" in m.buttons)
        return who.sees(thread=opening.ts)

    async def _fills(self, who: Person, text: str) -> None:
        """Writes into the form that has opened."""
        await self.day.slack.until(lambda: who.modal)
        await who.submits({"answer": text}).acked()
        await self.day.still()


def option(message: Message, menu: str, label: str) -> str:
    """The option of a menu with that label."""
    found = (e for b in message.blocks for e in b.get("elements", ()) if e["action_id"] == menu)
    values = (o["value"] for o in next(found)["options"] if o["text"]["text"] == label)
    return str(next(values))


@asynccontextmanager
async def slack_office(folder: Path, database: str) -> AsyncIterator[SlackOffice]:
    clock = SetClock(MONDAY, "UTC")
    async with (
        printing() as printed,
        working(
            folder,
            socket=True,
            clock=Hurried(clock),
            catalogue=Scenarios(scenario()),
            printed=printed,
            url=database,
        ) as day,
        SlackOffice(day, clock, printed, database) as office,
    ):
        yield office
