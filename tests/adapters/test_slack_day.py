"""A practice day in Slack as people live it, by Socket Mode and by HTTP: what each of them sees."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import asdict
from pathlib import Path
from typing import cast

import pytest

from bot.domain.wording import ENGLISH
from bot.domain.wording.german import GERMAN
from tests.adapters.played import LINES
from tests.adapters.slack_day import (
    Day,
    answer,
    grew,
    links,
    nobody_is_pinged,
    nothing_is_doubled_cut_or_lost,
    spoken,
    thread,
    words,
    working,
)
from tests.fakes.slack import Message, Person, error
from tests.requirements import claims

PARCEL = "A parcel that never came"
SORRY = "I am sorry: three days of waiting, and nobody told you."
BESIDE = "What is the parcel for, and when do you need it?"


@pytest.fixture(params=["socket", "http"])
async def day(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Day]:
    """By HTTP it is a workspace without native streams: there replies grow by edits."""
    socket = request.param == "socket"
    async with working(tmp_path, socket=socket) as day:
        if not socket:
            day.slack.faults.play("chat.startStream", error("unknown_method"))
        yield day


@pytest.fixture
def ann(day: Day) -> Person:
    return day.space.user("U1ANN", name="ann", real_name="Ann Berg")


@pytest.fixture
def bob(day: Day) -> Person:
    return day.space.user("U2BOB", name="bob", real_name="Bob Klein")


@claims(
    "slack.day",
    "slack.private",
    "slack.echoes",
    "slack.acked",
    "slack.where-said",
    "slack.after-closing",
)
async def test_a_practice_day(day: Day, ann: Person, bob: Person) -> None:
    await _looks_around(day, ann, bob)
    async with asyncio.TaskGroup() as tasks:  # two at once
        germans = tasks.create_task(_practises_in_german(day, bob))
        opening = await _starts_from_a_channel(day, ann)
        await _talks(day, ann, opening)
    await _stops_replies(day, ann, opening)
    await _asks_beside_the_talk(day, ann, opening)
    await _is_scored(day, ann, opening)
    await _tries_again(day, ann, bob, opening)
    await _changes_what_was_said(day, ann)
    await nothing_is_doubled_cut_or_lost(day)
    nobody_is_pinged(day)
    _is_german(bob, germans.result())
    assert day.slack.limits.calls["conversations.open"] == 0


async def _looks_around(day: Day, ann: Person, bob: Person) -> None:
    """The app's tabs, a message to the bot, and its name in a channel."""
    team = day.space.channel("C2TEAM")
    bob.joins(team)
    ann.opens_home()
    ann.opens_home("messages")
    await day.slack.until(lambda: ann.home and day.space.prompts)
    assert ann.home is not None
    assert "Choose a scenario" in ann.home.shown
    assert "You have not finished a session yet" in ann.home.shown
    await day.says(ann, "hello?")
    assert [m.shown for m in ann.sees()[1:]] == [
        "Choose a scenario to practise.\n[Choose a scenario]"
    ]
    asked = ann.mentions(team, "what can you do?")
    await day.still()
    (told,) = ann.sees(team, asked.ts)[1:]
    assert told.shown.endswith("[Start a practice]"), "both events are one question"
    assert [m.ts for m in bob.sees(team, asked.ts)] == [asked.ts], "she alone sees the answer"
    await day.presses(ann, told, "Start a practice")
    assert ann.sees(team, asked.ts)[-1].buttons == ["start:0"]


async def _starts_from_a_channel(day: Day, ann: Person) -> Message:
    """`/chattrain start` where the bot is not."""
    sales = day.space.channel("C1SALES", bot=False)
    (picker,) = await day.runs(ann, "start", sales)
    assert picker.ephemeral_for == ann.id
    await day.presses(ann, picker, "start:0", choice=PARCEL)
    opening = await day.opening(ann)
    assert opening.shown.startswith(PARCEL)
    link = await day.slack.until(lambda: links(ann.sees(sales)[-1]))
    assert link == [(_address(day, ann, opening), ENGLISH.labels.go_there)]
    return opening


async def _talks(day: Day, ann: Person, opening: Message) -> None:
    async with day.persona.holding(3):
        said = ann.writes(ann.dm, SORRY, opening.ts)
        await day.slack.until(lambda: thread(ann, opening)[-1] is not said)
        assert len(words(thread(ann, opening)[-1].shown)) < 40
        statuses = [status.text for status in day.space.statuses[ann.dm, opening.ts]]
        assert statuses[0] == "Dana Whitlock is thinking"
    await day.still()
    assert grew(answer(ann, opening))
    assert answer(ann, opening).shown.endswith("[Hint] [Finish and score]")
    beside = await day.says(ann, BESIDE)
    (told,) = [m for m in ann.sees() if m.ts > beside.ts]
    assert told.shown.startswith(f"Taken as said in “{PARCEL}”; the answer stands in its thread.")
    assert links(told) == [(_address(day, ann, opening), "Go to the conversation")]
    assert len(spoken(ann, opening)) == 2, "it was answered in the thread"


async def _stops_replies(day: Day, ann: Person, opening: Message) -> None:
    """By a word, and by the button that is there: Slack's own where it streams, else ours."""
    async with day.persona.holding(3):
        said = ann.writes(ann.dm, "Let me look that up for you.", opening.ts)
        await day.slack.until(lambda: thread(ann, opening)[-1] is not said)
        ann.writes(ann.dm, "!stop", opening.ts)
        await day.still()
    cut = spoken(ann, opening)[-1]
    async with day.persona.holding(3):
        said = ann.writes(ann.dm, "A moment, please.", opening.ts)
        growing = await day.slack.until(lambda: [m for m in spoken(ann, opening) if m.ts > said.ts])
        if growing[0].growing:
            await day.slack.until(lambda: _button(day, ann, opening) == "processing")
            ann.stops(ann.dm, opening.ts)
        else:
            ann.presses(growing[0], "Stop")
        await day.still()
    for reply in (cut, spoken(ann, opening)[-1]):
        assert len(words(reply.shown)) < 40
        assert reply.shown.endswith("[Hint] [Finish and score]")
    assert _button(day, ann, opening) != "processing"


async def _asks_beside_the_talk(day: Day, ann: Person, opening: Message) -> None:
    """Words, commands and the bot's name while a session is open: one answer each, where asked."""
    for typed, told in (
        ("!hint", "*Hint*: "),
        ("!hnit", "There is no `!hnit`. What you can type: `!hint`, `!stop`"),
        ("!stop", "Nothing is being written right now."),
        ("!help", "Answer as you would in the real conversation."),
    ):
        await day.says(ann, typed, opening.ts)
        assert answer(ann, opening).shown.startswith(told)
    sales = day.space.channel("C1SALES")
    for place in (None, sales):
        for typed, told in (
            ("score", "Your progress\nYou have not finished a session yet."),
            ("help", "`/chattrain start` opens a practice"),
            ("strat", "There is no `/chattrain strat`. Did you mean `/chattrain start`?"),
            ("start nowhere", "There is no scenario `nowhere`."),
            ("start late-delivery", f"You have “{PARCEL}” open. Leave it without a score"),
            ("stop", "Close this session without a score?"),
        ):
            (shown,) = await day.runs(ann, typed, place)
            assert shown.shown.startswith(told)
            assert (shown.ephemeral_for is None) == (place is None)
        moved, offer = await day.runs(ann, "list", place)
        assert links(moved) == [(_address(day, ann, opening), "Go to the conversation")]
        assert offer.buttons == ["start:0"]
        await day.presses(ann, shown, "Go on")
        (kept,) = [m for m in ann.sees(place) if m.ts > offer.ts]
        assert links(kept) == links(moved)


async def _is_scored(day: Day, ann: Person, opening: Message) -> None:
    await day.presses(ann, spoken(ann, opening)[-1], "Finish and score")
    card = answer(ann, opening)
    assert re.search(r"Score: \d+/100", card.shown)
    cited = links(card)
    assert {label for _, label in cited} == {"your message 1", "your message 2"}
    said = [m for m in ann.sees() if m.author == ann.id]
    said += [m for m in thread(ann, opening) if m.author == ann.id]
    counted = [m for m in said if not m.shown.startswith(("!", "hello"))]
    numbered = dict(enumerate(sorted(counted, key=lambda m: m.ts), 1))
    for address, label in cited:
        message = numbered[int(label.removeprefix("your message "))]
        assert address == _address(day, ann, message)
    await day.presses(ann, card, "Helpful")
    assert (await day.session(opening)).rating == "up"
    await day.presses(ann, card, "Not helpful")
    assert (await day.session(opening)).rating == "down"
    assert thread(ann, opening)[-1] is card, "nothing is said about that"
    await day.presses(ann, opening, "Hint")
    assert answer(ann, opening).shown == ENGLISH.talk.closed
    await day.says(ann, "Are you still there?", opening.ts)
    assert answer(ann, opening).shown.startswith(ENGLISH.talk.closed)
    assert "[Try again]" in answer(ann, opening).shown


async def _tries_again(day: Day, ann: Person, bob: Person, opening: Message) -> None:
    """From a message; then another scenario; then by a word."""
    card = next(m for m in thread(ann, opening) if "rate:0" in m.buttons)
    await day.presses(ann, card, "retry:2", choice="your message 2")
    again = await day.opening(ann)
    assert again.shown.startswith(f"{PARCEL} (attempt 2)")
    assert words(SORRY) in words(again.shown), "what was said before it is told"
    await day.slack.until(lambda: links(thread(ann, opening)[-1]))
    assert links(thread(ann, opening)[-1]) == [
        (_address(day, ann, again), "Go to the conversation")
    ]
    before = ann.sees(ann.dm, again.ts)
    await day.presses(bob, again, "Hint")
    assert ann.sees(ann.dm, again.ts) == before, "she sees nothing of it"
    assert [m.shown for m in day.space.ephemeral(bob.id)] == [ENGLISH.talk.not_yours]
    await day.presses(ann, card, "Next scenario")
    picker = thread(ann, opening)[-1]
    await day.presses(ann, picker, "start:0", choice="A lamp in a queue")
    question = answer(ann, opening)
    assert question.shown.startswith(f"You have “{PARCEL}” open.")
    await day.presses(ann, question, "Leave it and start")
    assert answer(ann, again).shown.startswith("The session is closed without a score.")
    assert (await day.opening(ann)).shown.startswith("A lamp in a queue")


async def _changes_what_was_said(day: Day, ann: Person) -> None:
    """An edit and a deletion before the answer; the closing without a score, and the scoring after
    all."""
    opening = await day.opening(ann)
    async with day.persona.holding(1):
        said = ann.writes(ann.dm, "Which lamp is it?", opening.ts)
        await day.slack.until(lambda: thread(ann, opening)[-1] is not said)
        changed = ann.writes(ann.dm, "Oh.", opening.ts)
        gone = ann.writes(ann.dm, "Never mind.", opening.ts)
        await day.slack.acked()
        ann.edits(changed, "I am sorry about the lamp.")
        ann.deletes(gone)
        await day.slack.acked()
    await day.still()
    first, second = spoken(ann, opening)
    assert first.shown.startswith(LINES[0])
    assert second.shown.startswith("Thank you for saying that.")
    ann.edits(changed, "You are wrong.")
    (question,) = await day.runs(ann, "stop")
    await day.presses(ann, question, "Close without a score")
    assert ann.sees()[-1].shown == ENGLISH.talk.ended_without_score
    await day.says(ann, "!finish", opening.ts)
    assert "“I am sorry about the lamp”" in answer(ann, opening).shown
    await day.says(ann, "!retry", opening.ts)
    assert (await day.opening(ann)).shown.startswith("A lamp in a queue (attempt 2)")
    ann.opens_home()
    await day.slack.until(lambda: ann.home and "Running now" in ann.home.shown)


async def _practises_in_german(day: Day, bob: Person) -> Message:
    await bob.runs("/chattrain", "start monteur-kommt-nicht").acked()
    opening = (await day.slack.until(lambda: [m for m in bob.sees() if "hint:0" in m.buttons]))[0]
    for text in (
        "Es tut mir leid, dass Sie so lange warten mussten. Wie geht es Ihnen?",
        "!hint",
        "!tipp",
        "!stop",
        "!help",
        "Ich schicke heute zwischen sechs und acht Uhr den Bereitschaftsdienst.",
    ):
        await day.says(bob, text, opening.ts)
        assert answer(bob, opening).shown
    await day.says(bob, "Ist noch jemand im Haus?")
    await day.says(bob, "!finish", opening.ts)
    card = answer(bob, opening)
    assert "Score: " in card.shown
    await day.presses(bob, card, "Hilfreich")
    await day.presses(bob, opening, "Hinweis")
    await day.says(bob, "Hallo?", opening.ts)
    await day.presses(bob, card, "Noch einmal versuchen")
    await day.slack.until(lambda: links(thread(bob, opening)[-1]))
    return opening


def _is_german(bob: Person, opening: Message) -> None:
    """No sentence and no label of the English table stands in what is German."""
    shown = "\n".join(m.shown for m in [opening, *thread(bob, opening)])
    shown += "\n".join(m.shown for m in bob.sees())
    english = set(_texts(asdict(ENGLISH))) - set(_texts(asdict(GERMAN)))
    for text in english:
        if len(text) > 3 and "{" not in text:
            assert not re.search(rf"\b{re.escape(text)}", shown), text


def _texts(of: object) -> set[str]:
    if isinstance(of, str):
        return {of}
    return {text for value in cast(dict[str, object], of).values() for text in _texts(value)}


def _address(day: Day, who: Person, message: Message) -> str:
    """Where a message of somebody's direct messages is found."""
    place = f"{who.dm}/p{message.ts.replace('.', '')}"
    address = f"https://{day.space.domain}.slack.com/archives/{place}"
    if message.thread_ts is None:
        return address
    return f"{address}?thread_ts={message.thread_ts}&cid={who.dm}"


def _button(day: Day, who: Person, opening: Message) -> str:
    session = day.space.sessions.get((who.dm, opening.ts))
    return session.status if session is not None else ""
