"""A practice day in Discord as people live it: what each of them sees."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import cast

import pytest

from bot.domain.wording import ENGLISH, office
from bot.domain.wording.german import GERMAN
from tests.adapters.discord_day import (
    Day,
    address,
    answer,
    grew,
    links,
    nobody_is_pinged,
    nothing_is_doubled_cut_or_lost,
    opening,
    spoken,
    working,
)
from tests.adapters.slack_day import words
from tests.fakes.discord import Channel, Message, Person
from tests.requirements import claims

PARCEL, LAMP = "A parcel that never came", "A lamp in a queue"
DANA, MAREN = "Dana Whitlock", "Maren Holt"
SORRY = "I am sorry: three days of waiting, and nobody told you."
ASKED = "What is the parcel for, and when do you need it?"
_CREATED = "MESSAGE_CREATE"
GO_THERE = ENGLISH.labels.go_there


@pytest.fixture
async def day(tmp_path: Path) -> AsyncIterator[Day]:
    async with working(tmp_path) as day:
        yield day


@pytest.fixture
def ann(day: Day) -> Person:
    return day.discord.guild.user("ann")


@pytest.fixture
def bob(day: Day) -> Person:
    """He sees every thread, as moderators do."""
    return day.discord.guild.user("bob", locale="de", permissions={"manage_threads"})


@claims(
    "discord.day", "discord.private", "discord.autocomplete", "discord.resumed", "discord.read-back"
)
async def test_a_practice_day(day: Day, ann: Person, bob: Person) -> None:
    await _looks_around(day, ann)
    async with asyncio.TaskGroup() as tasks:  # two at once
        tasks.create_task(_practises_in_german(day, bob))
        await _starts(day, ann)
        await _talks(day, ann)
    await _stops_replies(day, ann)
    await _asks_beside_the_talk(day, ann)
    await _is_scored(day, ann)
    await _tries_again(day, ann, bob)
    await _goes_on_with_another(day, ann)
    await _practises_in_direct_messages(day, ann)
    await nothing_is_doubled_cut_or_lost(day)
    nobody_is_pinged(day)
    _is_german(day, bob)
    assert {m.author.id for m in day.place.standing} == {ann.id}, "nothing of it is public"


async def _looks_around(day: Day, ann: Person) -> None:
    """The bot's name in a channel, the commands, and what is proposed while one types."""
    ann.writes(day.place, f"<@{day.discord.bot.id}> what can you do?")
    await day.discord.until(ann.sees)
    assert "[Start a practice]" in answer(ann, ann.dm).shown
    asked = ann.completes("chattrain start", day.place, scenario="parc")
    await day.still()
    assert asked.choices == [{"name": PARCEL, "value": "late-delivery"}]
    for command, options, told in (
        ("list", {}, office.say("en", "choose")),
        ("start", {}, office.say("en", "choose")),
        ("start", {"scenario": "nowhere"}, "There is no scenario `nowhere`."),
        ("score", {}, "## Your progress"),
        ("stop", {}, office.say("en", "no_session")),
        ("help", {}, "`/chattrain start` opens a practice"),
    ):
        given = await day.runs(ann, command, day.place, **options)
        (shown,) = given.messages
        assert shown.shown.startswith(told)
        assert shown.for_only == ann.id


async def _starts(day: Day, ann: Person) -> None:
    """From the channel, in a thread of her own; a way there is left where she asked."""
    given = await day.runs(ann, "start", day.place, scenario="late-delivery")
    mine = day.thread(ann)
    (led,) = given.messages
    assert led.for_only == ann.id
    assert links(led) == [(address(day, mine), GO_THERE)]
    assert opening(ann, mine).shown.startswith(f"## {PARCEL}")
    assert not mine.invitable


async def _talks(day: Day, ann: Person) -> None:
    mine = day.thread(ann)
    async with day.persona.holding(3):
        ann.writes(mine, SORRY)
        (growing,) = await day.discord.until(lambda: spoken(ann, mine, DANA))
        assert len(words(growing.shown)) < 50
        assert growing.buttons == ["Stop"]
    await day.still()
    assert grew(growing)
    assert growing.shown.endswith("[Hint] [Finish and score]")
    await day.says(ann, ASKED, mine)
    assert len(spoken(ann, mine, DANA)) == 2
    beside = await day.says(ann, "Where was that?", ann.dm)
    (told,) = [m for m in ann.sees() if int(m.id) > int(beside.id)]
    assert told.shown.startswith(f"Taken as said in “{PARCEL}”; the answer stands in its thread.")
    assert links(told) == [(address(day, mine), GO_THERE)]
    assert len(spoken(ann, mine, DANA)) == 3, "it was answered in the thread"


async def _stops_replies(day: Day, ann: Person) -> None:
    """By the button, and by a word."""
    mine = day.thread(ann)
    for said, by_word in (("Let me look that up for you.", False), ("A moment, please.", True)):
        before = len(spoken(ann, mine, DANA))
        async with day.persona.holding(3):
            ann.writes(mine, said)
            (cut,) = await day.discord.until(partial(_after, day, ann, before))
            if by_word:
                await day.says(ann, "!stop", mine)
            else:
                await day.presses(ann, cut, "Stop")
        await day.still()
        assert len(words(cut.shown)) < 60
        assert cut.shown.endswith("[Hint] [Finish and score]")


async def _asks_beside_the_talk(day: Day, ann: Person) -> None:
    """Words and commands while a session is open: one answer each, where asked."""
    mine = day.thread(ann)
    for typed, told in (
        ("!hnit", "There is no `!hnit`. What you can type: `!hint`, `!stop`"),
        ("!stop", "Nothing is being written right now."),
        ("!help", "Answer as you would in the real conversation."),
    ):
        await day.says(ann, typed, mine)
        assert answer(ann, mine).shown.startswith(told)
    for place in (day.place, mine, ann.dm):
        for command, options, told in (
            ("score", {}, "## Your progress"),
            ("help", {}, "`/chattrain start` opens a practice"),
            ("start", {"scenario": "queued-lamp"}, f"You have “{PARCEL}” open. Leave it without a"),
            ("stop", {}, "Close this session without a score?"),
        ):
            given = await day.runs(ann, command, place, **options)
            (shown,) = given.messages
            assert shown.shown.startswith(told)
            assert shown.for_only == ann.id
        pressed = await day.presses(ann, shown, "Go on")
        if place is mine:
            assert answer(ann, mine).shown == ENGLISH.talk.kept
        else:
            assert links(pressed.messages[-1]) == [(address(day, mine), GO_THERE)]
        listed = await day.runs(ann, "list", place)
        assert links(listed.messages[0]) == [(address(day, mine), GO_THERE)]


async def _is_scored(day: Day, ann: Person) -> None:
    mine = day.thread(ann)
    await day.presses(ann, spoken(ann, mine, DANA)[-1], "Finish and score")
    card = answer(ann, mine)
    assert re.search(r"Score: \d+/100", card.shown)
    cited = {label: there for there, label in links(card)}
    said = {m.content: m for m in ann.sees(mine)}
    assert cited["your message 1"] == address(day, mine, said[SORRY])
    assert cited["your message 2"] == address(day, mine, said[ASKED])
    for control, rating in (("Helpful", "up"), ("Not helpful", "down")):
        await day.presses(ann, card, control)
        assert (await day.latest(ann)).rating == rating
    assert answer(ann, mine) is card, "nothing is said about that"
    await day.presses(ann, opening(ann, mine), "Hint")
    assert answer(ann, mine).shown == ENGLISH.talk.closed
    await day.says(ann, "Are you still there?", mine)
    assert answer(ann, mine).shown.startswith(ENGLISH.talk.closed)
    scores = await day.runs(ann, "score", mine)
    assert PARCEL in scores.messages[0].shown


async def _tries_again(day: Day, ann: Person, bob: Person) -> None:
    """From a message; and what is hers is not for others to press."""
    mine = day.thread(ann)
    card = next(m for m in reversed(ann.sees(mine)) if "Helpful" in m.buttons)
    await day.chooses(ann, card, "Try again from here", "your message 2")
    begun = opening(ann, mine)
    assert begun.shown.startswith(f"## {PARCEL} (attempt 2)")
    assert words(SORRY) in words(begun.shown), "what was said before it is told"
    before = ann.sees(mine)
    pressed = await day.presses(bob, begun, "Hint")
    (told,) = pressed.follow_ups
    assert (told.shown, told.for_only) == (ENGLISH.talk.not_yours, bob.id)
    assert ann.sees(mine) == before, "she sees nothing of it"


async def _goes_on_with_another(day: Day, ann: Person) -> None:
    """Another scenario, while one is open; closed without a score, and scored after all."""
    mine = day.thread(ann)
    card = next(m for m in reversed(ann.sees(mine)) if "Helpful" in m.buttons)
    await day.presses(ann, card, "Next scenario")
    await day.chooses(ann, answer(ann, mine), "Choose a scenario", LAMP)
    question = answer(ann, mine)
    assert question.shown.startswith(f"You have “{PARCEL}” open.")
    await day.presses(ann, question, "Leave it and start")
    assert opening(ann, mine).shown.startswith(f"## {LAMP}")
    await day.says(ann, "I am sorry about the lamp.", mine)
    await _is_cut_off(day, ann)
    given = await day.runs(ann, "stop", mine)
    await day.presses(ann, given.messages[0], "Close without a score")
    await day.says(ann, "!finish", mine)
    assert "“I am sorry about the lamp”" in answer(ann, mine).shown


async def _is_cut_off(day: Day, ann: Person) -> None:
    """A resume that brings an event again, and a new connection that brings none of what was."""
    mine, gateway = day.thread(ann), day.discord.gateway
    before, resumed, begun = len(spoken(ann, mine, MAREN)), gateway.resumed, gateway.identified
    first = await day.says(ann, "I am still looking.", mine)
    gateway.replays = 20
    gateway.drop()
    second = ann.writes(mine, "Still there?")
    await day.discord.until(lambda: gateway.resumed > resumed)
    await day.still()
    assert len(spoken(ann, mine, MAREN)) == before + 2
    async with day.persona.holding(3):
        ann.writes(mine, "I have found the depot.")
        await day.discord.until(lambda: len(spoken(ann, mine, MAREN)) == before + 3)
        gateway.invalidate()
        third = ann.writes(mine, "It is there.")
        await day.discord.until(lambda: gateway.identified > begun)
    await day.still()
    gateway.repeat(
        next(t for t in gateway.told if t.event == _CREATED and t.data["id"] == third.id)
    )
    await day.says(ann, "!hint", mine)
    assert day.times_heard(first) == day.times_heard(third) == 2
    assert day.times_heard(second) == 1
    said = [turn.text for turn in (await day.latest(ann)).transcript if turn.speaker == "trainee"]
    assert said[-4:] == [
        "I am still looking.",
        "Still there?",
        "I have found the depot.",
        "It is there.",
    ]


async def _practises_in_direct_messages(day: Day, ann: Person) -> None:
    given = await day.runs(ann, "start", scenario="queued-lamp")
    assert given.messages == []
    assert opening(ann, ann.dm).shown.startswith(f"## {LAMP}")
    async with day.persona.holding(3):
        ann.writes(ann.dm, "Which lamp is it?")
        (growing,) = await day.discord.until(lambda: _growing(ann, ann.dm))
        changed = ann.writes(ann.dm, "Oh.")
        ann.edits(changed, "I am sorry about the lamp.")
        gone = ann.writes(ann.dm, "Never mind.")
        ann.deletes(gone)
        await day.discord.until(lambda: f"discord:{gone.id}:deleted" in dict(day.adapter.heard))
    await day.still()
    assert grew(growing)
    assert "Thank you for saying that." in answer(ann, ann.dm).shown
    await day.says(ann, "!finish", ann.dm)
    assert links(answer(ann, ann.dm))[0][0] == address(day, ann.dm, changed)


def _after(day: Day, ann: Person, number: int) -> list[Message]:
    """What Dana said after so many replies."""
    return spoken(ann, day.thread(ann), DANA)[number:]


def _growing(who: Person, place: Channel) -> list[Message]:
    return [m for m in who.sees(place) if m.buttons == ["Stop"]]


async def _practises_in_german(day: Day, bob: Person) -> None:
    await day.runs(bob, "start", day.discord.guild.channel("de"), scenario="monteur-kommt-nicht")
    mine = _germans(day, bob)
    first = opening(bob, mine)
    for text in (
        "Es tut mir leid, dass Sie so lange warten mussten. Wie geht es Ihnen?",
        "!hint",
        "!tipp",
        "!stop",
        "!help",
        "Ich schicke heute zwischen sechs und acht Uhr den Bereitschaftsdienst.",
        "!finish",
    ):
        await day.says(bob, text, mine)
        assert answer(bob, mine).shown
    card = answer(bob, mine)
    assert "Score: " in card.shown
    await day.presses(bob, card, "Hilfreich")
    await day.presses(bob, first, "Hinweis")
    await day.says(bob, "Hallo?", mine)
    await day.presses(bob, card, "Noch einmal versuchen")


def _germans(day: Day, bob: Person) -> Channel:
    return day.thread(bob, day.discord.guild.channel("de"))


def _is_german(day: Day, bob: Person) -> None:
    """No sentence and no label of the English table stands in what is German."""
    shown = "\n".join(m.shown for m in bob.sees(_germans(day, bob)))
    english = set(_texts(asdict(ENGLISH))) - set(_texts(asdict(GERMAN)))
    for text in english:
        if len(text) > 3 and "{" not in text:
            assert not re.search(rf"\b{re.escape(text)}", shown), text


def _texts(of: object) -> set[str]:
    if isinstance(of, str):
        return {of}
    return {text for value in cast(dict[str, object], of).values() for text in _texts(value)}
