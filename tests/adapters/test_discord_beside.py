"""Words to the bot in a direct message while the practice is in a server's thread: people forget threads."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import stores
from bot.domain.wording import ENGLISH
from tests.adapters.discord_day import (
    Day,
    address,
    answer,
    links,
    nothing_is_doubled_cut_or_lost,
    process,
    spoken,
    working,
)
from tests.adapters.played import ALL_AT_ONCE, Narrator, Shelf
from tests.fakes.discord import Channel, Discord, Message, Person
from tests.requirements import claims

pytestmark = claims("discord.beside")

MAREN = "Maren Holt"
SORRY, GREETING = "I am sorry about the lamp.", "Which lamp is it?"
TAKEN = ENGLISH.talk.taken_in.format(title="A lamp in a queue")


@pytest.fixture
async def day(tmp_path: Path) -> AsyncIterator[Day]:
    async with working(tmp_path) as day:
        yield day


@pytest.fixture
async def ann(day: Day) -> Person:
    ann = day.discord.guild.user("ann")
    await starts(day, ann)
    return ann


async def starts(day: Day, who: Person) -> None:
    await day.runs(who, "start", day.place, scenario="queued-lamp")
    await day.discord.until(lambda: [*day.discord.guild.threads(day.place)])
    await day.still()


def since(who: Person, said: Message) -> list[Message]:
    """What somebody sees in their direct message after what they said there."""
    return [m for m in who.sees() if int(m.id) > int(said.id)]


async def said(day: Day, who: Person) -> list[str]:
    return [turn.text for turn in (await day.latest(who)).transcript.by("trainee")]


def is_led(day: Day, message: Message, mine: Channel) -> bool:
    """Whether a message says that words were taken in, and where they are answered."""
    there = (address(day, mine), ENGLISH.labels.go_there)
    return message.shown.startswith(TAKEN) and links(message) == [there]


async def test_words_count_as_said_in_the_thread_and_are_answered_there(
    day: Day, ann: Person
) -> None:
    mine = day.thread(ann)
    await day.says(ann, GREETING, mine)
    beside = await day.says(ann, SORRY, ann.dm)
    assert await said(day, ann) == [GREETING, SORRY]
    assert "Thank you for saying that." in spoken(ann, mine, MAREN)[1].shown
    (told,) = since(ann, beside)
    assert is_led(day, told, mine)
    gateway = day.discord.gateway
    gateway.repeat(next(t for t in reversed(gateway.told) if t.data.get("id") == beside.id))
    await day.says(ann, "!hint", ann.dm)
    assert day.times_heard(beside) == 2
    assert await said(day, ann) == [GREETING, SORRY], "told twice it counts once"
    assert answer(ann, mine).shown.startswith("**Hint**"), "a hint is part of the practice"
    asked = await day.says(ann, "!help", ann.dm)
    helped, led = sorted(since(ann, asked), key=lambda m: is_led(day, m, mine))
    assert helped.shown == ENGLISH.talk.help
    assert is_led(day, led, mine)
    await day.says(ann, "!finish", ann.dm)
    cited = {label: there for there, label in links(answer(ann, mine))}
    assert cited["your message 2"] == address(day, ann.dm, beside), "the quote leads to the words"
    await nothing_is_doubled_cut_or_lost(day)
    spoken_of = [m.shown for m in ann.sees() if m.author.bot and not m.shown.startswith(TAKEN)]
    assert spoken_of == [ENGLISH.talk.help], "nothing of the practice stands there"


async def test_they_can_be_changed_and_taken_back_there(day: Day, ann: Person) -> None:
    mine = day.thread(ann)
    async with day.persona.holding(0):
        changed = ann.writes(ann.dm, GREETING)
        await _until_said(day, ann, GREETING)
        ann.edits(changed, SORRY)
        await _until_said(day, ann, SORRY)
    await day.still()
    (reply,) = spoken(ann, mine, MAREN)
    assert "Thank you for saying that." in reply.shown
    async with day.persona.holding(0):
        gone = ann.writes(ann.dm, GREETING)
        await _until_said(day, ann, SORRY, GREETING)
        ann.deletes(gone)
        await _until_said(day, ann, SORRY, "")
    await day.still()
    assert spoken(ann, mine, MAREN) == [reply]


async def test_the_open_session_counts_wherever_the_bot_was_used_last(
    day: Day, ann: Person
) -> None:
    other = day.discord.add_guild("Other")
    await other.user("ann").runs("chattrain list", other.channel("x")).acked()
    await day.says(ann, SORRY, ann.dm)
    assert await said(day, ann) == [SORRY]


async def test_with_sessions_in_several_servers_the_person_is_asked_once(
    day: Day, ann: Person
) -> None:
    mine, other = day.thread(ann), day.discord.add_guild("Other")
    there = other.channel("there")
    await other.user("ann").runs("chattrain start", there, scenario="queued-lamp").acked()
    await day.discord.until(lambda: [*other.threads(there)])
    await day.still()
    first = ann.writes(ann.dm, GREETING)
    (question,) = await day.discord.until(lambda: since(ann, first))
    assert sorted(question.buttons) == sorted([day.discord.guild.name, "Other"])
    ann.writes(ann.dm, SORRY)
    await ann.presses(question, day.discord.guild.name).acked()
    await day.still()
    assert len(spoken(ann, mine, MAREN)) == 2
    await day.says(ann, "And when do you need it?", ann.dm)
    assert len(spoken(ann, mine, MAREN)) == 3, "it is asked once"
    (theirs,) = other.threads(there)
    assert spoken(ann, theirs, MAREN) == []


async def _asked_where(day: Day, who: Person) -> tuple[Message, Message]:
    """Somebody with sessions in two servers writes to the bot, which asks them where."""
    other = day.discord.add_guild("Other")
    there = other.channel("there")
    await other.user("ann").runs("chattrain start", there, scenario="queued-lamp").acked()
    await day.discord.until(lambda: [*other.threads(there)])
    await day.still()
    first = who.writes(who.dm, GREETING)
    (question,) = await day.discord.until(lambda: since(who, first))
    return first, question


async def test_a_change_goes_where_the_words_went_whatever_server_is_meant_since(
    day: Day, ann: Person
) -> None:
    first, question = await _asked_where(day, ann)
    async with day.persona.holding(0):
        await ann.presses(question, "Other").acked()
        await _until_said(day, ann, GREETING)
        await ann.runs("chattrain list", day.place).acked()  # no server is meant any more
        ann.edits(first, SORRY)
        await _until_said(day, ann, SORRY)
    await day.still()


async def test_what_is_changed_or_taken_back_before_its_server_is_known_counts_so(
    day: Day, ann: Person
) -> None:
    first, question = await _asked_where(day, ann)
    gone = ann.writes(ann.dm, "Oops.")
    ann.writes(ann.dm, "And when do you need it?")
    ann.edits(first, SORRY)
    ann.deletes(gone)
    await day.discord.until(lambda: day.discord.calls("get channel"))  # whose message it was
    await ann.presses(question, "Other").acked()
    await _until_said(day, ann, SORRY, "And when do you need it?")


async def test_after_a_restart_what_was_written_meanwhile_counts_and_what_was_said_can_be_taken_back(
    tmp_path: Path,
) -> None:
    url, persona = f"sqlite:///{tmp_path / 'day.db'}", Narrator()
    stores.migrate(url)
    async with Discord() as discord, persona.holding(0):
        async with process(discord, url, None, persona, Shelf()) as (store, running, heard):
            day = Day(discord, store, running, persona, heard)
            ann = discord.guild.user("ann")
            await starts(day, ann)
            gone = ann.writes(ann.dm, GREETING)
            await _until_said(day, ann, GREETING)
        ann.writes(ann.dm, SORRY)
        async with stores.connect(url) as left:
            await left.clear_leases()  # as a process does that has the database for itself
        async with process(discord, url, None, persona, Shelf()) as (store, running, heard):
            day = Day(discord, store, running, persona, heard)
            await _until_said(day, ann, GREETING, SORRY)
            ann.deletes(gone)
            await _until_said(day, ann, "", SORRY)
            persona.held = ALL_AT_ONCE
            persona.go_on.set()
            await discord.until(lambda: spoken(ann, day.thread(ann), MAREN))
            await running.idle()
            (reply,) = spoken(ann, day.thread(ann), MAREN)
            assert "Thank you for saying that." in reply.shown


async def _until_said(day: Day, who: Person, *texts: str) -> None:
    """Waits until these are what the trainee has said, as it is stored."""
    while tuple(await said(day, who)) != texts:  # noqa: ASYNC110
        await asyncio.sleep(0.005)
