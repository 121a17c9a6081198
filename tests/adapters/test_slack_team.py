"""A team in Slack, with the whole engine: assigned, practised, disputed, decided, reported."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.transcript import SECOND
from bot.ports.clock import SystemClock
from bot.training.scheduling import Scheduling
from tests.adapters.slack_day import Day, Hasty, working
from tests.adapters.slack_office import control, option
from tests.fakes.slack import Channel, Message, Person, lost
from tests.requirements import claims

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
PARCEL = "A parcel that never came"
SAID = "I am sorry that nobody called you back. What do you need?"


def at(moment: datetime) -> Hasty:
    """A clock on which it is that moment now."""
    return Hasty(int(moment.timestamp()) * SECOND - SystemClock().now())


@pytest.fixture
async def day(tmp_path: Path) -> AsyncIterator[Day]:
    async with working(tmp_path, socket=True, clock=at(MONDAY)) as day:
        for id, name in (("U1ANN", "ann"), ("U2BOB", "bob")):
            day.space.user(id, name=name, real_name=f"{name.title()} Able", tz="UTC")
        day.space.user("U9BOSS", name="boss", real_name="Bo Ss", tz="UTC", is_admin=True)
        day.space.group("S0SALES", "sales", "U1ANN", "U2BOB", name="Sales")
        yield day


def person(day: Day, name: str) -> Person:
    return next(day.space.person(u) for u in day.space.users.values() if u.name == name)


async def ticks(day: Day) -> None:
    """The hour is looked at, and what is due is sent."""
    due = Scheduling(engine=day.running.engine, accept=day.running.accept)
    await due.call()
    await due.send()
    await day.still()


async def asks(day: Day, who: Person, typed: str, channel: Channel | None = None) -> Message:
    """The one answer to a command."""
    (told,) = await day.runs(who, typed, channel)
    return told


async def fills(day: Day, who: Person, text: str) -> None:
    """Writes into the form that has opened."""
    await day.slack.until(lambda: who.modal)
    await who.submits({"answer": text}).acked()
    await day.still()


async def practised(day: Day, who: Person) -> Message:
    """Begins what was announced, says a line and has it scored; gives the scorecard."""
    announced = who.sees()[-1]
    await day.presses(who, announced, control(announced, "assigned"))
    opening = await day.opening(who)
    assert "managers see its score" in opening.shown
    await day.says(who, SAID, opening.ts)
    last = who.sees(thread=opening.ts)[-1]
    await day.presses(who, last, control(last, "finish"))
    return next(m for m in who.sees(thread=opening.ts) if "Scorecard" in m.shown)


def stored(folder: Path) -> bytes:
    """All that stands in the database's file, and in its log beside it."""
    return b"".join(path.read_bytes() for path in folder.glob("day.db*"))


@pytest.fixture
def hall(day: Day) -> Channel:
    """A channel with the team and the bot in it."""
    channel = day.space.channel("C1HALL")
    for name in ("ann", "bob", "boss"):
        person(day, name).joins(channel)
    return channel


@claims("slack.commands", "slack.people", "slack.assigned")
async def test_a_group_is_assigned_to_told_and_practises(day: Day, hall: Channel) -> None:
    ann, bob, boss = (person(day, name) for name in ("ann", "bob", "boss"))
    refused = await asks(day, ann, "assign @bob late-delivery", hall)
    assert "Only managers can do that" in refused.shown
    told = await asks(day, boss, "assign @sales late-delivery Friday 17:00", hall)
    assert "It reaches 2: ann, bob." in told.shown
    await ticks(day)
    await ticks(day)
    for who in (ann, bob):
        (announced,) = who.sees()
        assert "boss assigned it" in announced.shown
        assert PARCEL in announced.shown
    assert day.space.messages(hall) == []
    card = await practised(day, ann)
    assert "Score: " in card.shown
    ann.opens_home()
    await day.slack.until(lambda: ann.home)
    assert ann.home is not None
    assert f"{PARCEL}*: in progress" in ann.home.shown
    stands = await asks(day, boss, "assignments", hall)
    assert "In progress: *1 of 2* (ann)" in stands.shown
    assert "[Withdraw]" in stands.shown
    assert "*in progress*" in (await asks(day, boss, "report @ann", hall)).shown
    assert {m.ephemeral_for for m in day.space.ephemerals} == {ann.id, boss.id}


@claims("slack.form")
async def test_a_score_is_disputed_and_decided_by_forms(day: Day, hall: Channel) -> None:
    ann, boss = person(day, "ann"), person(day, "boss")
    await asks(day, boss, "assign @ann late-delivery Friday 17:00", hall)
    await ticks(day)
    card = await practised(day, ann)
    menu = control(card, "dispute")
    title = "Says what the delay means for her"
    await ann.presses(card, menu, choice=option(card, menu, title)).acked()
    await fills(day, ann, "I did say what it means.")
    asked = boss.sees()[-1]
    assert f"Disputed: {title}" in asked.shown
    assert "I did say what it means." in asked.shown
    assert "I am sorry that nobody called you back" in asked.shown
    assert "What do you need" not in asked.shown
    await boss.presses(asked, "Named (80)").acked()
    await fills(day, boss, "You named it, and no more.")
    assert f"“{title}”: boss decided “Named”" in card.shown
    assert "You named it, and no more." in card.shown
    assert f"“{title}” of ann is now “Named”" in boss.sees()[-1].shown


@claims("slack.refusal", "slack.report")
async def test_a_channel_is_promised_a_digest_and_gets_it(day: Day, hall: Channel) -> None:
    boss, outside = person(day, "boss"), day.space.channel("C2OUT", bot=False)
    refused = await asks(day, boss, "digest here weekly Monday 9 UTC", outside)
    assert "/invite @ChatTrain" in refused.shown
    promised = await asks(day, boss, "digest here weekly Monday 9 UTC", hall)
    assert "2026-11-30 09:00 (UTC)" in promised.shown
    now = await asks(day, boss, "digest now", hall)
    assert "Nobody" in now.shown or "practised" in now.shown
    assert day.space.messages(hall) == []
    clock = day.running.engine.clock
    assert isinstance(clock, Hasty)
    clock.ahead += 7 * 86_400 * SECOND
    await ticks(day)
    await ticks(day)
    (digest,) = day.space.messages(hall)
    assert "Practice, 23 to 29 November" in digest.shown


@claims("slack.people")
async def test_a_group_cannot_be_assigned_to_without_the_scope(day: Day, hall: Channel) -> None:
    for installation in day.slack.installations.values():
        installation.scopes -= {"usergroups:read"}
    boss = person(day, "boss")
    refused = await asks(day, boss, "assign @sales late-delivery Friday 17:00", hall)
    assert "adds the scope usergroups:read" in refused.shown
    assert "It reaches 1: ann" in (await asks(day, boss, "assign @ann late-delivery", hall)).shown


@claims("slack.handout", "slack.picture")
async def test_everybody_has_their_own_figures_and_data(
    day: Day, hall: Channel, tmp_path: Path
) -> None:
    ann, boss = person(day, "ann"), person(day, "boss")
    await asks(day, boss, "assign @ann late-delivery", hall)
    await ticks(day)
    await practised(day, ann)
    score = await asks(day, ann, "score")
    assert "image" in [block["type"] for block in score.blocks]
    sent = await asks(day, ann, "export-me", hall)
    assert sent.shown == "The file is in your direct messages with ChatTrain."
    file, said = ann.sees()[-2:]
    assert [one["name"] for one in file.files] == ["chattrain-data.jsonl"]
    assert "All that is stored of you" in said.shown
    traces = (ann.id.encode(), SAID.encode())
    asked = await asks(day, ann, "forget-me")
    held = await asyncio.to_thread(stored, tmp_path)
    assert all(trace in held for trace in traces)
    await day.presses(ann, asked, "forget:0")
    left = await asyncio.to_thread(stored, tmp_path)
    assert not any(trace in left for trace in traces)


@claims("digest.once")
async def test_a_digest_whose_confirmation_was_lost_is_looked_for_where_that_may_be(
    day: Day, hall: Channel
) -> None:
    await asks(day, person(day, "boss"), "digest here weekly Monday 9 UTC", hall)
    day.slack.faults.play("chat.postMessage", lost())
    clock = day.running.engine.clock
    assert isinstance(clock, Hasty)
    clock.ahead += 7 * 86_400 * SECOND
    await ticks(day)
    assert len(day.space.messages(hall)) == 1
