"""A manager's week in Discord: what each of the team does and sees there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.app import Running
from bot.domain.surface import MemberId
from tests.adapters.discord_day import Day, process, working
from tests.adapters.played import Printed
from tests.adapters.team_week import (
    MONDAY,
    NAMES,
    NEW_YORK,
    TRAINEES,
    Digest,
    Office,
    printing,
)
from tests.fakes.discord import Message, Person
from tests.fakes.scenarios import scenario
from tests.training.stage import Scenarios
from tests.training.team import SetClock


class DiscordOffice(Office):
    """By the gateway, whose every connection is told everything: each process hears all of it."""

    def __init__(self, day: Day, clock: SetClock, printed: Printed, database: str) -> None:
        super().__init__(clock, database)
        self.day, self.printed = day, printed
        guild = day.discord.guild
        self.support = guild.role("support")
        self.people: dict[str, Person] = {
            name: guild.user(name, name=NAMES[name], roles=(self.support,)) for name in TRAINEES
        }
        self.boss = self.people["boss"] = guild.user(
            "boss", name=NAMES["boss"], permissions={"manage_guild"}
        )

    @property
    def processes(self) -> Sequence[Running]:
        return [self.day.running, *(running for running, _ in self.day.others)]

    @asynccontextmanager
    async def another(self) -> AsyncIterator[None]:
        discord, engine = self.day.discord, self.day.running.engine
        async with process(
            discord, self.database, self.clock, engine.persona, engine.catalogue, self.printed
        ) as (_, running, heard):
            heard.heard += self.day.adapter.heard  # what was said before is no news
            self.day.others.append((running, heard))
            try:
                yield
            finally:
                self.day.others.remove((running, heard))

    async def still(self) -> None:
        await self.day.still()

    async def assigns(self) -> str:
        """Once everybody was seen, and the manager has written to the bot. The zone is the server's."""
        for name in TRAINEES:
            await self._told(self.people[name], "help")
        await self.day.says(self.boss, "Hello", self.boss.dm)
        await self._told(self.boss, "settings", zone=NEW_YORK)
        return await self._told(
            self.boss,
            "assign",
            who=self.support,
            scenario="late-lamp",
            due="Friday 17:00",
            **{"pass": 100},
        )

    async def asks(self, typed: str) -> str:
        command, *words = typed.split()
        return await self._told(self.boss, command, **_filled(command, words))

    async def begins(self, name: str) -> None:
        (announced,) = self.day.discord.messages(self.day.place)
        await self.day.presses(self.people[name], announced, "Start")

    async def practises(self, name: str, line: str) -> None:
        who = self.people[name]
        mine = self.day.thread(who)
        await self.day.says(who, line, mine)
        if "Finish and score" in (last := who.sees(mine)[-1]).buttons:
            await self.day.presses(who, last, "Finish and score")

    async def disputes(self, name: str, title: str, reason: str) -> None:
        who, card = self.people[name], self._card(name)
        (control,) = (
            c for row in card.components for c in row["components"] if "dispute" in _id(c)
        )
        if "options" in control:
            step = next(o["value"] for o in control["options"] if title in o["label"])
            await self.day.chooses(who, card, _id(control), step)
        else:
            await self.day.presses(who, card, _id(control))
        await self._fills(who, reason)

    async def decides(self, level: str, reason: str) -> None:
        asked = self.boss.sees()[-1]
        give = next(label for label in asked.buttons if label.startswith(level))
        await self.day.presses(self.boss, asked, give)
        await self._fills(self.boss, reason)

    async def forgets(self, name: str) -> Sequence[str]:
        who = self.people[name]
        asked = await self._answer(who, "forget-me")
        before = who.sees(self.day.place)
        await self.day.presses(who, asked, asked.buttons[0])
        said = [m for m in who.sees(self.day.place) if m is asked or m not in before]
        return [message.shown for message in said]

    def member(self, name: str) -> MemberId:
        return MemberId(self.people[name].id)

    def called(self, name: str) -> str:
        return NAMES[name].title()

    def announced(self, name: str) -> Sequence[str]:
        """In the channel, for all of them at once."""
        there = self.people[name].sees(self.day.place)
        return [m.shown for m in there if f"{self.called('boss')} assigned it" in m.shown]

    def reminded(self, name: str) -> Sequence[str]:
        mine = self.people[name].sees(self.day.thread(self.people[name]))
        return [m.shown for m in mine if "Still to practise" in m.shown]

    def card(self, name: str) -> str:
        return self._card(name).shown

    def told(self, name: str) -> Sequence[str]:
        mine = self.people[name].sees(self.day.thread(self.people[name]))
        return [m.shown for m in mine if m is not self._card(name)]

    def asked(self) -> str:
        return self.boss.sees()[-1].shown

    def digests(self) -> Sequence[Digest]:
        """In the channel, below the announcement."""
        return [self._digest(m) for m in self.day.discord.messages(self.day.place)[1:]]

    def _digest(self, message: Message) -> Digest:
        (picture,) = (embed["image"] for embed in message.embeds if "image" in embed)
        data = self.day.discord.files[picture["url"].split("/")[-2]]
        return Digest(shown=message.shown, picture=data, alt=picture["description"])

    def _card(self, name: str) -> Message:
        who = self.people[name]
        return next(m for m in who.sees(self.day.thread(who)) if "Helpful" in m.buttons)

    async def _told(self, who: Person, command: str, /, **fields: Any) -> str:
        return (await self._answer(who, command, **fields)).shown

    async def _answer(self, who: Person, command: str, /, **fields: Any) -> Message:
        """The one answer to a command, which nobody else sees."""
        given = await self.day.runs(who, command, self.day.place, **fields)
        (message,) = given.messages
        assert message.for_only == who.id
        return message

    async def _fills(self, who: Person, text: str) -> None:
        """Writes into the form that has opened."""
        form = await self.day.discord.until(lambda: who.modal)
        assert form is not None
        who.submits({form["components"][0]["component"]["custom_id"]: text})
        await self.day.still()


def _id(control: dict[str, Any]) -> str:
    return str(control.get("custom_id", ""))


def _filled(command: str, words: list[str]) -> dict[str, Any]:
    """What is filled in for what is typed elsewhere."""
    match command, words:
        case "settings", [name, value]:
            return {name: value == "on" if value in ("on", "off") else int(value)}
        case "digest", [what, cadence, day, hour, zone]:
            return {
                "what": what,
                "cadence": cadence,
                "day": day.lower(),
                "hour": int(hour),
                "zone": zone,
            }
        case _, []:
            return {}
        case _:
            raise AssertionError(f"nobody has filled that in yet: {command} {words}")


@asynccontextmanager
async def discord_office(folder: Path, database: str) -> AsyncIterator[DiscordOffice]:
    clock = SetClock(MONDAY, "UTC")
    async with (
        printing() as printed,
        working(
            folder, at=clock, catalogue=Scenarios(scenario()), printed=printed, url=database
        ) as day,
        DiscordOffice(day, clock, printed, database) as office,
    ):
        yield office
