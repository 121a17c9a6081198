"""Managers and their team in Discord, from an assignment to a digest: what each of them sees."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.domain.surface import MemberId, TenantId
from bot.stores import SqlStore
from bot.training.scheduling import Scheduling
from tests.adapters.discord_day import Day, opening, working
from tests.adapters.slack_app import Press
from tests.fakes.discord import Channel, Message, Person
from tests.fakes.scenarios import scenario
from tests.requirements import claims
from tests.training.stage import Scenarios
from tests.training.team import SetClock

MIXED = "It comes tomorrow, and that is none of my business."
SECRET = "Between us: the shop will close."
REASON = "I said so in other words, and twice; " * 5 + "the last of them counts."


@dataclass
class Copies(Press):
    """A printer with what the database has of a member."""

    store: SqlStore | None = None

    async def data(self, tenant: TenantId, member: MemberId) -> bytes:
        assert self.store is not None
        return "".join([f"{line}\n" async for line in self.store.exported(tenant, member)]).encode()


class Office:
    """A server with a manager, and a team that have one role."""

    def __init__(self, day: Day, clock: SetClock) -> None:
        self.day, self.clock = day, clock
        guild = day.discord.guild
        self.place = day.place
        self.support = guild.role("support")
        self.boss = guild.user("boss", permissions={"manage_guild"})
        self.ann, self.ben, self.cem = (
            guild.user(name, roles=(self.support,)) for name in ("ann", "ben", "cem")
        )
        self.zoe = guild.user("zoe")
        self.ticks = Scheduling(engine=day.running.engine, accept=day.running.accept)

    async def tick(self) -> None:
        """Looks at what is due, as every process does now and then."""
        await self.ticks.call()
        await self.ticks.send()
        await self.day.still()

    async def told(self, who: Person, command: str, /, **fields: Any) -> Message:
        """The answer to a command."""
        given = await self.day.runs(who, command, self.place, **fields)
        (message,) = given.messages
        assert message.for_only == who.id, "nobody else reads it"
        return message

    @property
    def posted(self) -> list[Message]:
        """What stands in the channel for all."""
        return self.day.discord.messages(self.place)

    async def practises(self, who: Person, *lines: str) -> Message:
        """In their thread, to the end; gives the scorecard."""
        mine = self.day.thread(who)
        for line in lines:
            await self.day.says(who, line, mine)
        await self.day.says(who, "!finish", mine)
        return next(m for m in reversed(who.sees(mine)) if "Helpful" in m.buttons)

    async def writes_into(self, who: Person, text: str) -> None:
        """Fills in the form that is open, and sends it off."""
        form = who.modal
        assert form is not None
        who.submits({form["components"][0]["component"]["custom_id"]: text})
        await self.day.still()


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    clock = SetClock("2026-11-23 10:00", "UTC")
    async with working(
        tmp_path,
        at=clock,
        catalogue=Scenarios(scenario()),
        printed=lambda store: Copies(store=store),
    ) as day:
        yield Office(day, clock)


@claims("discord.managers")
async def test_a_managers_week(office: Office, tmp_path: Path) -> None:
    await _nobody_else_may(office)
    await _assigns(office)
    await _is_announced(office)
    await _they_practise(office)
    await _one_disputes(office)
    await _the_rest_are_reminded(office)
    await _the_digest_comes(office)
    await _one_is_forgotten(office, tmp_path)


async def _nobody_else_may(office: Office) -> None:
    for one in (office.ann, office.ben, office.cem):
        await office.told(one, "help")
    every: tuple[tuple[str, dict[str, Any]], ...] = (
        ("assign", {"who": office.support, "scenario": "late-lamp"}),
        ("report", {}),
        ("digest", {"what": "now"}),
        ("managers", {"what": "add", "who": office.zoe}),
        ("settings", {"names": True}),
    )
    for command, fields in every:
        refused = await office.told(office.zoe, command, **fields)
        assert "can do that" in refused.shown, command
    assert await office.day.store.office.assignments(_tenant(office)) == []


async def _assigns(office: Office) -> None:
    told = await office.told(
        office.boss,
        "assign",
        who=office.support,
        scenario="late-lamp",
        due="2026-11-27 17:00",
        **{"pass": 100},
    )
    assert "reaches 3" in told.shown, told.shown
    assert "only those are known who were seen so far (3)" in told.shown
    assert not office.posted


async def _is_announced(office: Office) -> None:
    """In the channel, once, with a button for all; nobody gets a direct message."""
    for _ in range(2):
        await office.tick()
    (announced,) = office.posted
    assert announced.buttons == ["Start"]
    assert "The late lamp" in announced.shown
    assert not office.day.discord.calls("open dm")
    assert not office.day.discord.guild.threads()
    pressed = [
        await office.day.presses(one, announced, "Start") for one in (office.ann, office.ben)
    ]
    for one, press in zip((office.ann, office.ben), pressed, strict=True):
        (led,) = press.follow_ups
        assert led.for_only == one.id
        assert opening(one, office.day.thread(one)).shown.startswith("## The late lamp")
    other = await office.day.presses(office.zoe, announced, "Start")
    assert "not assigned to you" in other.follow_ups[0].shown
    assert office.posted == [announced]


async def _they_practise(office: Office) -> None:
    for one in (office.ann, office.ben):
        card = await office.practises(one, SECRET, MIXED)
        assert "Question this score" not in card.shown
    report = await office.told(office.boss, "report")
    assert "Ann" in report.shown
    assert "Between us" not in report.shown


async def _one_disputes(office: Office) -> None:
    """The question comes to where the manager has written to the bot, with those lines alone."""
    day, ann, boss = office.day, office.ann, office.boss
    await day.says(boss, "Hello", boss.dm)
    mine = day.thread(ann)
    card = next(m for m in reversed(ann.sees(mine)) if "Helpful" in m.buttons)
    before = card.shown
    await _disputes(office, card)
    await office.writes_into(ann, REASON)
    question = boss.sees()[-1]
    assert REASON in question.shown
    assert "Between us" not in question.shown
    give = next(label for label in question.buttons if label.startswith("there"))
    await day.presses(boss, question, give)
    await office.writes_into(boss, "It was said.")
    assert not question.buttons, "it is decided"
    assert card.shown != before
    assert "It was said" in card.shown
    assert "in place of" in card.shown
    assert any("It was said" in m.shown for m in ann.sees(mine) if m is not card)


async def _disputes(office: Office, card: Message) -> None:
    """By the button of the one criterion that did not go well, or out of a menu of several."""
    menu = [c for row in card.components for c in row["components"] if "dispute" in _id(c)]
    (control,) = menu
    if "options" in control:
        step = next(o["value"] for o in control["options"] if o["value"].endswith(".apology"))
        await office.day.chooses(office.ann, card, control["custom_id"], step)
    else:
        await office.day.presses(office.ann, card, control["custom_id"])


def _id(control: dict[str, object]) -> str:
    return str(control.get("custom_id", ""))


async def _the_rest_are_reminded(office: Office) -> None:
    """Who has a conversation, in it; who has none by the channel's announcement alone."""
    there = len(office.posted)
    office.clock.set("2026-11-25 10:00")
    for _ in range(2):
        await office.tick()
    reminded = [m for m in office.ben.sees(office.day.thread(office.ben)) if _reminds(m)]
    assert len(reminded) == 1
    assert not office.cem.sees()
    assert len(office.posted) == there
    await office.day.presses(office.ben, reminded[0], "Start")
    assert opening(office.ben, office.day.thread(office.ben)).shown.startswith("## The late lamp")


def _reminds(message: Message) -> bool:
    return message.shown.startswith("## Still to practise")


async def _the_digest_comes(office: Office) -> None:
    """With a figure once there are enough people, of whom the last begins by the old button."""
    few = await office.told(office.boss, "digest", what="now")
    assert not _has_picture(few)
    await office.told(office.boss, "settings", group=3)
    await office.day.presses(office.cem, office.posted[0], "Start")
    await office.practises(office.cem, MIXED)
    now = await office.told(office.boss, "digest", what="now")
    assert _has_picture(now)
    refused = office.place
    refused.denies(office.day.discord.bot, "send_messages")
    assert "lacks Send Messages" in (await office.told(office.boss, "digest", what="here")).shown
    refused.allows(office.day.discord.bot)
    promised = await office.told(office.boss, "digest", what="here", day="Monday", hour=9)
    assert "9:00 (UTC)" in promised.shown
    there = len(office.posted)
    office.clock.set("2026-11-30 09:05")
    for _ in range(2):
        await office.tick()
    (digest,) = [m for m in office.posted[there:] if _has_picture(m)]
    assert "Ann" not in digest.shown


def _has_picture(message: Message) -> bool:
    return any("image" in embed for embed in message.embeds)


async def _one_is_forgotten(office: Office, folder: Path) -> None:
    day, ann = office.day, office.ann
    copy = await office.told(ann, "export-me")
    (file,) = copy.attachments
    assert SECRET.encode() in day.discord.files[file["id"]]
    asked = await office.told(ann, "forget-me")
    await day.presses(ann, asked, asked.buttons[0])
    left = await asyncio.to_thread(_stored, folder)
    assert ann.id.encode() not in left
    assert REASON.encode() not in left
    assert SECRET.encode() in left, "Ben said it too"
    assert ann.id not in await day.store.office.members(_tenant(office))


def _stored(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("day.db*"))


def _tenant(office: Office) -> TenantId:
    return TenantId(office.day.discord.guild.id)


@claims("discord.managers")
async def test_a_dispute_of_somebody_whose_manager_has_no_conversation_waits_in_the_list(
    office: Office,
) -> None:
    day, ann, boss = office.day, office.ann, office.boss
    await office.told(boss, "assign", who=ann, scenario="late-lamp")
    await day.runs(ann, "start", office.place, scenario="late-lamp")
    card = await office.practises(ann, MIXED)
    await _disputes(office, card)
    await office.writes_into(ann, REASON)
    assert not day.discord.calls("open dm")
    listed = await office.told(boss, "assignments")
    assert REASON in listed.shown
    leave = next(label for label in listed.buttons if label.startswith("Leave"))
    await day.presses(boss, listed, leave)
    await office.writes_into(boss, "It was vague.")
    assert "It was vague." in _said(ann, day.thread(ann))


def _said(who: Person, place: Channel) -> str:
    return "\n".join(m.shown for m in who.sees(place))


@claims("discord.managers")
async def test_a_score_of_ones_own_is_shared_and_then_managers_see_it(office: Office) -> None:
    day, ann, boss = office.day, office.ann, office.boss
    await day.runs(ann, "start", office.place, scenario="late-lamp")
    card = await office.practises(ann, MIXED)
    share = next(label for label in card.buttons if "hare" in label)
    before = (await office.told(boss, "report", who=ann)).shown
    await day.presses(ann, card, share)
    after = (await office.told(boss, "report", who=ann)).shown
    assert before != after
