"""What goes wrong in Discord, with the whole engine: what the trainee sees of it, what the log tells
the operator, and that nothing is lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.domain.wording import ENGLISH
from tests.adapters.discord_day import (
    Day,
    answer,
    links,
    nothing_is_doubled_cut_or_lost,
    opening,
    spoken,
    working,
)
from tests.fakes.discord import (
    Channel,
    Message,
    Person,
    dropped,
    error,
    html,
    limited,
    lost,
    status,
)
from tests.fakes.discord.faults import Fault, Way
from tests.requirements import claims

LAMP, MAREN = "queued-lamp", "Maren Holt"
THERE = "create message"
ON_THE_WAY = (
    limited(0), limited(0, scope="global"), lost(), dropped(), html(), status(503), error(50035),
    error(40333),
)  # fmt: skip
"""Failures that pass, or that another form gets round."""
NO_MORE = (
    (50001, "View Channel"),
    (50013, "Give the bot's role"),
    (10003, ""),
    (160005, "locked"),
    (160002, "Give the bot's role"),
    (40001, "DISCORD_BOT_TOKEN"),
)
"""Codes after which a talk cannot go on where it is, and a word of what the operator is told."""
NO_THREAD = (
    ("start thread", 50001),
    ("start thread", 50013),
    ("start thread", 10003),
    ("start thread", 160006),
    ("start thread", 50024),
    ("add thread member", 50013),
    ("add thread member", 30033),
    (THERE, 50013),
)


@pytest.fixture
async def day(tmp_path: Path) -> AsyncIterator[Day]:
    async with working(tmp_path) as day:
        yield day


@pytest.fixture
def ann(day: Day) -> Person:
    return day.discord.guild.user("ann")


@pytest.fixture
async def mine(day: Day, ann: Person) -> Channel:
    """Her thread, where a session runs."""
    await day.runs(ann, "start", day.place, scenario=LAMP)
    return day.thread(ann)


def remedies(logs: list[EventDict]) -> str:
    return " ".join(str(line.get("remedy", "")) for line in logs)


async def replied(day: Day, ann: Person, mine: Channel, *faults: Fault, route: str = THERE) -> None:
    """She says something, and calls fail while the reply begins or grows."""
    before = len(spoken(ann, mine, MAREN))
    if route == THERE:
        day.discord.faults.play(route, *faults)
        await day.says(ann, "Which lamp?", mine)
    else:
        async with day.persona.holding(1):
            ann.writes(mine, "Which lamp?")
            await day.discord.until(lambda: len(spoken(ann, mine, MAREN)) > before)
            day.discord.faults.play(route, *faults)
        await day.still()
    assert len(spoken(ann, mine, MAREN)) == before + 1, (route, faults)


@claims("discord.faults", "discord.once", "discord.unfit", "discord.limited")
@pytest.mark.parametrize("route", [THERE, "edit message"])
async def test_a_reply_is_whole_and_there_once_whatever_call_of_it_fails(
    day: Day, ann: Person, mine: Channel, route: str
) -> None:
    for fault in ON_THE_WAY:
        await replied(day, ann, mine, fault, route=route)
    await nothing_is_doubled_cut_or_lost(day)


@claims("discord.faults", "discord.unfit")
async def test_opening_hint_and_scorecard_are_there_once_whatever_call_of_them_fails(
    day: Day,
) -> None:
    for fault in (limited(0), lost(), dropped(), error(50035)):
        who = day.discord.guild.user(f"with {fault.way.name.lower()}")
        for route in ("start thread", "add thread member", THERE):
            if route == THERE or fault.way is not Way.ERROR:
                day.discord.faults.play(route, fault)
        await day.runs(who, "start", day.place, scenario=LAMP)
        mine = day.thread(who)
        assert opening(who, mine).shown
        await day.says(who, "I am sorry about the lamp.", mine)
        day.discord.faults.play(THERE, fault)
        await day.says(who, "!hint", mine)
        day.discord.faults.play(THERE, fault)
        day.discord.faults.play("edit message", fault)
        await day.says(who, "!finish", mine)
        assert "Score: 50/100" in answer(who, mine).shown
        assert len([m for m in mine.standing if m.author.bot and m.type == 0]) == 4
    await nothing_is_doubled_cut_or_lost(day)


@claims("discord.faults", "discord.feedback")
async def test_a_talk_that_cannot_go_on_says_so_and_can_be_scored_after_all(day: Day) -> None:
    for code, remedy in NO_MORE:
        who = day.discord.guild.user(f"with {code}")
        await day.runs(who, "start", day.place, scenario=LAMP)
        mine = day.thread(who)
        await day.says(who, "I am sorry about the lamp.", mine)
        day.discord.faults.play(THERE, error(code))
        with capture_logs() as logs:
            await day.says(who, "Which lamp is it?", mine)
        assert remedy in remedies(logs)
        told = answer(who, who.dm)
        assert told.shown.startswith("“A lamp in a queue” cannot go on")
        if code in (50001, 10003):
            day.discord.guild.deletes(mine)
        await day.presses(who, told, "Score it after all")
        place = who.dm if mine.deleted else mine
        assert "“I am sorry about the lamp”" in answer(who, place).shown


@claims("discord.faults", "discord.feedback")
async def test_a_thread_that_is_deleted_while_it_is_scored_leaves_the_scorecard_in_a_direct_message(
    day: Day, ann: Person, mine: Channel
) -> None:
    await day.says(ann, "I am sorry about the lamp.", mine)
    ann.presses(spoken(ann, mine, MAREN)[-1], "Finish and score")
    day.discord.guild.deletes(mine)
    await day.still()
    assert "Score: 50/100" in answer(ann, ann.dm).shown


@claims("discord.faults")
async def test_a_reply_that_is_deleted_or_too_old_while_it_grows_is_said_anew(
    day: Day, ann: Person, mine: Channel
) -> None:
    for gone in (10008, 30046):
        before = len(spoken(ann, mine, MAREN))
        async with day.persona.holding(1):
            ann.writes(mine, "Which lamp?")
            (growing,) = await day.discord.until(lambda: spoken(ann, mine, MAREN)[before:])  # noqa: B023
            day.discord.faults.play("edit message", error(gone))
            if gone == 10008:
                day.discord.world.delete(growing)
        await day.still()
        assert "Finish and score" in spoken(ann, mine, MAREN)[-1].buttons


@claims("discord.faults", "discord.archived")
async def test_a_thread_that_is_put_away_in_mid_reply_is_opened_again(
    day: Day, ann: Person, mine: Channel
) -> None:
    async with day.persona.holding(1):
        ann.writes(mine, "Which lamp?")
        await day.discord.until(lambda: spoken(ann, mine, MAREN))
        day.discord.world.archive(mine)
    await day.still()
    assert not mine.archived
    await nothing_is_doubled_cut_or_lost(day)


@claims("discord.direct", "discord.faults")
async def test_a_session_that_has_no_thread_opens_in_a_direct_message_and_says_why(
    day: Day,
) -> None:
    for route, code in NO_THREAD:
        who = day.discord.guild.user(f"{route} {code}")
        day.discord.faults.play(route, error(code))
        given = await day.runs(who, "start", day.place, scenario=LAMP)
        assert opening(who, who.dm).shown
        (led,) = given.messages
        assert links(led)
        assert ("because I lack" in led.shown) == (code in (50001, 50013))
        await day.says(who, "I am sorry about the lamp.", who.dm)
        assert spoken(who, who.dm, MAREN)


@claims("discord.direct", "discord.faults")
async def test_where_there_can_be_neither_thread_nor_direct_message_that_is_said(day: Day) -> None:
    for code in (50007, 50278):
        who = day.discord.guild.user(f"with {code}")
        day.discord.faults.play("start thread", error(50013))
        day.discord.faults.play(THERE, error(code))
        with capture_logs() as logs:
            given = await day.runs(who, "start", day.place, scenario=LAMP)
        assert "I lack Create Private Threads in this channel" in given.messages[0].shown
        assert "does not take direct messages" in remedies(logs)
        await day.runs(who, "start", day.place, scenario=LAMP)
        assert opening(who, day.thread(who)).shown, "it can be tried again at once"


@claims("discord.faults")
async def test_nothing_is_opened_for_somebody_who_has_left(day: Day, ann: Person) -> None:
    day.discord.faults.play("add thread member", error(10007))
    await day.runs(ann, "start", day.place, scenario=LAMP)
    threads = day.discord.guild.threads(day.place)
    said = [m.shown for thread in threads for m in thread.standing if m.shown]
    assert said == [ENGLISH.talk.not_opened]
    assert len(day.discord.calls("start thread")) == 1


@claims("discord.faults", "discord.slow")
async def test_a_command_is_answered_whatever_its_acknowledgement_comes_to(
    day: Day, ann: Person
) -> None:
    for fault in (
        error(10062),
        error(40060),
        dropped(),
        lost(),
        status(500),
        limited(0),
        limited(9),
    ):
        there = len(ann.sees())
        day.discord.faults.play("answer interaction", fault)
        given = ann.runs("chattrain score", day.place)
        await day.discord.until(lambda: [*given.messages, *ann.sees()[there:]])  # noqa: B023
        given.answered_with = given.answered_with or 0  # where nothing has acknowledged it
        await day.still()
        (told,) = [*given.messages, *ann.sees()[there:]]
        assert told.shown.startswith("## Your progress\nYou have not finished"), fault


@claims("discord.faults")
async def test_a_command_is_answered_once_whatever_its_answer_comes_to(
    day: Day, ann: Person
) -> None:
    for fault in (error(10015), error(50027), dropped(), lost(), error(50035), limited(0)):
        there = len(ann.sees())
        day.discord.faults.play("edit answer", fault)
        given = await day.runs(ann, "score", day.place)
        found = [m for m in (*given.messages, *ann.sees()[there:]) if not m.thinking]
        assert [m.shown[:16] for m in found] == ["## Your progress"], fault
        assert found[0].for_only == ann.id or found[0].channel == ann.dm.id


@claims("discord.faults", "discord.private")
async def test_a_press_in_a_thread_whose_answer_expires_is_answered_in_the_thread(
    day: Day, ann: Person, mine: Channel
) -> None:
    given = await day.runs(ann, "stop", mine)
    day.discord.faults.play("edit answer", error(50027))
    await day.presses(ann, given.messages[0], "Go on")
    assert answer(ann, mine).shown == ENGLISH.talk.kept


@claims("discord.faults", "discord.any-payload")
async def test_what_does_not_matter_fails_without_a_word(
    day: Day, ann: Person, mine: Channel
) -> None:
    before: list[Message] = ann.sees(mine)
    day.discord.faults.play("trigger typing", error(50013), dropped())
    tell = day.discord.gateway.tell
    tell("MESSAGE_CREATE", {"author": 5, "guild_id": None})
    tell("INTERACTION_CREATE", {"type": 3, "data": []})
    tell("INTERACTION_CREATE", {"type": 5, "data": {"x": 1}})
    await day.says(ann, "Which lamp?", mine)
    assert len(ann.sees(mine)) == len(before) + 2
