"""What the adapter does in Slack for the engine: where things stand, who sees them, what is found."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from adapters.chat.keys import is_page, session_of
from adapters.slack.statuses import Statuses
from bot.domain.assignment import Assigned, Assignee, Assignment, AssignmentId
from bot.domain.attempt import Attempt, Mark
from bot.domain.content import Notice, Offer
from bot.domain.events import Commanded, Pressed
from bot.domain.lobby import OpenSession, Result
from bot.domain.surface import MemberId, MessageRef, SessionId, Surface, TenantId
from bot.domain.transcript import Micros
from bot.errors import MessageGone, PermissionMissing, PlatformUnavailable, SurfaceGone
from bot.training.placing import page_key as engine_page_key
from tests.adapters.slack_app import (
    SESSION,
    TEAM,
    Practice,
    listening,
    made,
    page_key,
    practising,
    speech,
)
from tests.fakes.slack import MovableClock, Slack, error, limited, lost
from tests.fakes.talks import talk
from tests.requirements import claims

ANN = MemberId("U1")


@pytest.fixture
async def practice() -> AsyncIterator[Practice]:
    async with Slack(clock=MovableClock()) as slack, made(slack) as practice, listening(practice):
        practice.space.user("U1")
        yield practice


def aside(text: str = "For Ann") -> Notice:
    return Notice(text=text, only_for=ANN)


# Opening


@claims("slack.private")
async def test_a_session_asked_for_in_a_channel_opens_in_direct_messages(
    practice: Practice,
) -> None:
    practice.space.channel("C1")
    ann = practice.space.user("U1")
    ann.joins("C1")
    await ann.runs("/chattrain", "start late-lamp", channel="C1").acked()
    command = await practice.intake.first(Commanded)
    assert command.opens is not None
    opening = practice.opened(id=command.opens)
    ref = await practice.adapter.open_thread(command.surface, opening, f"{command.opens}:opening")
    assert ref.surface == Surface("slack", TEAM, ann.dm, ref.id)
    await practice.slack.until(lambda: practice.space.ephemeral("U1"))
    (link,) = practice.space.ephemeral("U1")
    assert link.channel == "C1"
    assert f"/archives/{ann.dm}/p{ref.id.replace('.', '')}" in link.shown
    assert practice.space.messages("C1") == []
    assert practice.slack.calls("conversations.open") == []


@claims("slack.private")
async def test_a_session_asked_for_in_a_channel_without_the_bot_opens_all_the_same() -> None:
    async with practising() as practice:
        practice.space.channel("C1", bot=False)
        ann = practice.space.user("U1")
        ann.joins("C1")
        await ann.runs("/chattrain", "start late-lamp", channel="C1").acked()
        command = await practice.intake.first(Commanded)
        opening = practice.opened(id=command.opens or SESSION)
        await practice.adapter.open_thread(command.surface, opening, f"{command.opens}:opening")
        await practice.slack.until(lambda: practice.space.ephemeral("U1"))


async def test_asked_for_at_the_top_of_direct_messages_it_needs_no_link(
    practice: Practice,
) -> None:
    await practice.thread()
    ann = practice.space.user("U1")
    assert len(ann.sees()) == 1


async def test_asked_for_in_another_thread_a_link_is_left_there(practice: Practice) -> None:
    first = await practice.thread()
    retry = practice.opened(id=SessionId("s2"))
    await practice.adapter.open_thread(first, retry, "s2:opening")
    ann = practice.space.user("U1")
    await practice.slack.until(lambda: len(ann.sees(thread=first.thread)) == 2)
    assert "Go to the conversation" in ann.sees(thread=first.thread)[1].shown


async def test_the_link_waits_where_slack_asks_to(practice: Practice) -> None:
    first = await practice.thread()
    practice.slack.faults.play("chat.postMessage", None, limited(1), limited(1))
    await practice.adapter.open_thread(first, practice.opened(id=SessionId("s2")), "s2:opening")
    ann = practice.space.user("U1")
    assert isinstance(practice.clock, MovableClock)
    while len(ann.sees(thread=first.thread)) < 2:
        await practice.clock.advance(1)


async def test_an_opening_whose_answer_was_lost_is_found_by_its_key(practice: Practice) -> None:
    practice.slack.faults.play("chat.postMessage", lost())
    home = Surface("slack", TEAM, "C1")
    opening = practice.opened()
    with pytest.raises(PlatformUnavailable):
        await practice.adapter.open_thread(home, opening, f"{SESSION}:opening")
    found = await practice.adapter.lookup(home, f"{SESSION}:opening")
    ann = practice.space.user("U1")
    (message,) = ann.sees()
    assert found == MessageRef(Surface("slack", TEAM, ann.dm, message.ts), message.ts)
    assert await practice.adapter.lookup(home, "s9:opening") is None


async def test_somebody_who_cannot_be_written_to_is_a_place_that_is_gone(
    practice: Practice,
) -> None:
    practice.slack.faults.play("chat.postMessage", error("user_disabled"))
    with pytest.raises(SurfaceGone):
        await practice.adapter.open_thread(
            Surface("slack", TEAM, "C1"), practice.opened(), f"{SESSION}:opening"
        )


@claims("slack.delayed")
async def test_who_must_wait_for_a_session_is_told_at_once_by_the_commands_own_address(
    practice: Practice,
) -> None:
    practice.space.channel("C1", bot=False)
    ann = practice.space.user("U1")
    ann.joins("C1")
    await ann.runs("/chattrain", "start late-lamp", channel="C1").acked()
    command = await practice.intake.first(Commanded)
    assert command.opens is not None
    opening = practice.opened(id=command.opens)
    await practice.adapter.delayed(command.surface, opening, 34.0)
    await practice.slack.until(lambda: practice.space.ephemeral("U1"))
    (told,) = practice.space.ephemeral("U1")
    assert "opens in about 30 seconds" in told.shown
    assert practice.slack.calls("chat.postMessage") == []


# For one person alone


@claims("slack.private")
async def test_in_a_channel_one_person_alone_sees_the_answer_to_a_command(
    practice: Practice,
) -> None:
    practice.space.channel("C1", bot=False)
    ann = practice.space.user("U1")
    ann.joins("C1")
    await ann.runs("/chattrain", "help", channel="C1").acked()
    command = await practice.intake.first(Commanded)
    for number in range(7):  # five of them by the command's own address
        ref = await practice.adapter.post(
            command.surface, aside(f"Answer {number}"), f"{command.key}:answer"
        )
    assert [m.shown for m in practice.space.ephemeral("U1")] == [f"Answer {n}" for n in range(5)]
    assert [m.shown for m in ann.sees()] == ["Answer 5", "Answer 6"]
    await practice.adapter.edit(ref, aside("Changed"))
    assert ann.sees()[-1].shown == "Changed"


@claims("slack.private")
async def test_in_a_channel_with_the_bot_it_is_shown_to_that_person(practice: Practice) -> None:
    practice.space.channel("C1")
    practice.space.user("U1").joins("C1")
    surface = Surface("slack", TEAM, "C1")
    ref = await practice.adapter.post(surface, aside(), "k")
    assert [m.shown for m in practice.space.ephemeral("U1")] == ["For Ann"]
    assert practice.space.messages("C1") == []
    await practice.adapter.edit(ref, aside("Else"))
    await practice.adapter.delete(ref)
    assert await practice.adapter.lookup(surface, "k") is None
    assert [m.shown for m in practice.space.ephemeral("U1")] == ["For Ann"]


async def test_an_address_that_has_expired_is_not_needed(practice: Practice) -> None:
    practice.space.channel("C1")
    ann = practice.space.user("U1")
    ann.joins("C1")
    await ann.runs("/chattrain", "help", channel="C1").acked()
    command = await practice.intake.first(Commanded)
    practice.slack.responses.given.clear()
    await practice.adapter.post(command.surface, aside(), f"{command.key}:answer")
    (message,) = practice.space.ephemeral("U1")
    assert message.history[0].method == "chat.postEphemeral"


@claims("slack.private")
async def test_a_command_among_two_people_is_answered_to_the_one_who_gave_it(
    practice: Practice,
) -> None:
    place = practice.space.channel("D0PRIVATE", kind="im", bot=False)
    ann = practice.space.user("U1")
    place.members |= {"U1", "U2"}
    await ann.runs("/chattrain", "help", channel=place).acked()
    command = await practice.intake.first(Commanded)
    await practice.adapter.post(command.surface, aside(), f"{command.key}:answer")
    assert [m.shown for m in practice.space.ephemeral("U1")] == ["For Ann"]


async def test_in_direct_messages_it_is_a_message_like_any(practice: Practice) -> None:
    thread = await practice.thread()
    ref = await practice.adapter.post(thread, aside(), "slack:T0:1:answer")
    assert practice.space.message(thread.channel, ref.id).thread_ts == thread.thread
    home = Surface("slack", TEAM, "U1")  # pressed in the home tab
    ref = await practice.adapter.post(home, aside("Home"), "k")
    assert ref.surface == Surface("slack", TEAM, thread.channel)
    assert await practice.adapter.lookup(home, "k") == ref


# Changing, taking back, finding


async def test_an_edit_takes_the_old_blocks_away(practice: Practice) -> None:
    thread = await practice.thread()
    offer = Offer(text="Choose", scenarios=())
    ref = await practice.adapter.post(thread, offer, "k")
    await practice.adapter.edit(ref, Notice(text="Chosen."))
    assert practice.space.message(thread.channel, ref.id).shown == "Chosen."
    assert all("blocks" in asked.arguments for asked in practice.slack.calls("chat.update"))


async def test_a_message_that_is_gone_is_told_and_taking_it_back_is_no_error(
    practice: Practice,
) -> None:
    thread = await practice.thread()
    ref = await practice.adapter.post(thread, Notice(text="x"), "k")
    await practice.adapter.delete(ref)
    await practice.adapter.delete(ref)
    assert await practice.adapter.lookup(thread, "k") is None
    with pytest.raises(MessageGone):
        await practice.adapter.edit(ref, Notice(text="y"))


async def test_a_message_is_found_by_its_key_however_long_the_thread(practice: Practice) -> None:
    thread = await practice.thread()
    ann = practice.space.user("U1")
    for number in range(220):
        ann.writes(ann.dm, str(number), thread.thread)
    ref = await practice.adapter.post(thread, Notice(text="x"), "k")
    assert await practice.adapter.lookup(thread, "k") == ref
    assert await practice.adapter.lookup(thread, "other") is None


async def test_where_the_bot_may_not_read_nothing_is_found(practice: Practice) -> None:
    practice.space.channel("C1", bot=False)
    assert await practice.adapter.lookup(Surface("slack", TEAM, "C1"), "k") is None


def test_the_pages_of_the_engine_are_known_by_their_keys() -> None:
    session = talk("Hello", "Hi")
    key = engine_page_key(session, session.transcript.turns[1], 0)
    assert is_page(key)
    assert is_page(f"{key}~2")
    assert session_of(key) == session.id
    assert not is_page(f"{session.id}:opening")


# Status


async def test_a_status_stands_until_something_is_said(practice: Practice) -> None:
    thread = await practice.thread()
    at = (thread.channel, thread.thread or "")
    await practice.adapter.status(thread, "thinking", "Maren Holt is thinking")
    assert practice.space.status(*at) == "Maren Holt is thinking"
    await practice.adapter.status(thread, "complete", "")
    assert practice.space.status(*at) == ""
    await practice.adapter.status(thread, "thinking", "Maren Holt is thinking")
    await practice.adapter.status(thread, "error", "")
    assert practice.space.status(*at) == ""


async def test_slacks_button_is_asked_for_only_as_often_as_slack_allows(
    practice: Practice,
) -> None:
    thread = await practice.thread()
    statuses = Statuses(calls=practice.adapter.calls, clock=practice.clock)
    for _ in range(40):
        await statuses.at_work(thread)
        await statuses.ended(thread)
    assert len(practice.slack.calls("agents.sessions.setStatus")) == 16


async def test_a_button_asked_for_too_late_is_taken_away(practice: Practice) -> None:
    thread = await practice.thread()
    statuses = Statuses(calls=practice.adapter.calls, clock=practice.clock)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(statuses.at_work(thread))
        await asyncio.sleep(0)
        statuses.forget(thread)
    assert practice.space.sessions[thread.channel, thread.thread or ""].status == "active"


async def test_an_app_that_is_no_agent_is_not_asked_again(practice: Practice) -> None:
    practice.slack.app.agent = False
    thread = await practice.thread()
    statuses = Statuses(calls=practice.adapter.calls, clock=practice.clock)
    for _ in range(3):
        await statuses.at_work(thread)
    assert len(practice.slack.calls("agents.sessions.setStatus")) == 1


async def test_outside_of_a_thread_there_is_no_status(practice: Practice) -> None:
    await practice.adapter.status(Surface("slack", TEAM, "C1"), "thinking", "…")
    assert practice.slack.calls("assistant.threads.setStatus") == []


# The app's own tabs


@claims("slack.home")
async def test_the_home_tab_is_shown_when_it_is_opened(practice: Practice) -> None:
    thread = await practice.thread()
    practice.kept.open[ANN] = OpenSession(id=SESSION, title="The late lamp", surface=thread)
    practice.kept.ended = [Result(title="An old one", total=81, passed=True, at=Micros(0))]
    ann = practice.space.user("U1")
    ann.opens_home("home")
    await practice.slack.until(lambda: ann.home)
    assert ann.home is not None
    assert "The late lamp" in ann.home.shown
    assert "An old one" in ann.home.shown
    assert f"/p{(thread.thread or '').replace('.', '')}" in ann.home.shown


def assigned(id: str, *titles: str, due: int | None = None, **fields: Any) -> Assigned:
    asked = Assignment(
        id=AssignmentId(id), tenant=TEAM, by=MemberId("U9"), at=Micros(0),
        home=Surface("slack", TEAM, "C1"), scenarios=titles, titles=titles,
        due=None if due is None else Micros(due), **fields,
    )  # fmt: skip
    who = Assignee(assignment=asked.id, tenant=TEAM, member=ANN, since=asked.at)
    return Assigned(assignment=asked, assignee=who)


def attempt(practice: Practice, number: int, total: int, scenario: str = "Sales") -> Attempt:
    at = Micros(practice.clock.now() - number * 3_600_000_000)
    mark = Mark(criterion="own", title="Owns it", skill="empathy", points=total, weight=1)
    return Attempt(
        session=SessionId(f"s{number}"), member=ANN, scenario=scenario, title=scenario,
        state="scored", opened=at, closed=at, total=total, safe=total, passed=total >= 70, marks=(mark,),
    )  # fmt: skip


@claims("slack.assigned")
async def test_the_home_tab_has_what_is_assigned_with_a_button_to_start_it(
    practice: Practice,
) -> None:
    tomorrow = practice.clock.now() + 86_400_000_000
    late = assigned("a2", "Complaints", due=1)
    passed = assigned("a3", "Sales", due=tomorrow)
    practice.kept.asked = [
        replace(passed, attempts=(attempt(practice, 1, 90),)),
        late,
        assigned("a1", "Saying no", "A raise", due=tomorrow),
        assigned("a4", "Long ago", due=2, most=1),
    ]
    gone = practice.kept.asked[-1]
    practice.kept.asked[-1] = replace(gone, attempts=(attempt(practice, 9, 20, "Long ago"),))
    ann = practice.space.user("U1")
    ann.opens_home("home")
    await practice.slack.until(lambda: ann.home)
    assert ann.home is not None
    told = ann.home.shown
    assert "Complaints*: past due" in told
    assert "Saying no → A raise*: not started" in told
    assert "Sales*: passed" in told
    assert told.index("Complaints*") < told.index("Sales*:")
    assert "Long ago" not in told
    assert f"<!date^{tomorrow // 1_000_000}^{{date_short_pretty}} {{time}}|" in told
    assert [name for name in ann.home.buttons if name.startswith("assigned")] == [
        "assigned:0",
        "assigned:1",
    ]
    await ann.presses(ann.home, "assigned:1").acked()
    pressed = await practice.intake.first(Pressed)
    assert (pressed.action, pressed.value) == ("assigned", "a1")
    assert pressed.surface == Surface("slack", TEAM, "U1")


@claims("slack.assigned")
async def test_the_home_tab_has_skills_once_there_are_enough_sessions(practice: Practice) -> None:
    ann = practice.space.user("U1")
    practice.kept.tried = [attempt(practice, n, 60 + n) for n in range(1, 3)]
    ann.opens_home("home")
    await practice.slack.until(lambda: ann.home)
    assert ann.home is not None
    assert "My progress" not in ann.home.shown
    practice.kept.tried.append(attempt(practice, 3, 66))
    ann.opens_home("home")
    await practice.slack.until(lambda: "My progress" in (ann.home.shown if ann.home else ""))
    assert "Empathy*: 63/100 (3 sessions)" in ann.home.shown


async def test_prompts_are_suggested_once_an_hour(practice: Practice) -> None:
    ann = practice.space.user("U1")
    assert isinstance(practice.clock, MovableClock)
    for _ in range(3):
        ann.opens_home("messages")
    await practice.slack.until(lambda: practice.space.prompts)
    await practice.slack.acked()
    (asked,) = practice.slack.calls("assistant.threads.setSuggestedPrompts")
    assert "thread_ts" not in asked.arguments
    await practice.clock.advance(3601)
    ann.opens_home("messages")
    await practice.slack.until(
        lambda: len(practice.slack.calls("assistant.threads.setSuggestedPrompts")) == 2
    )


# Workspaces


@claims("slack.many")
async def test_each_workspace_is_answered_with_its_own_token() -> None:
    async with Slack() as slack, made(slack, many=True) as practice:
        other = slack.add_workspace("T0OTHER")
        slack.install(other)
        other.user("U7")
        theirs = replace(practice.opened("U7"), session=SessionId("s7"))
        home = Surface("slack", TenantId("T0OTHER"), "U7")
        ref = await practice.adapter.open_thread(home, theirs, "s7:opening")
        assert ref.surface.tenant == home.tenant
        assert other.message(ref.surface.channel, ref.id).team == "T0OTHER"
        async with listening(practice):
            slack.authorizing.uninstall(other)
            (told,) = slack.events("app_uninstalled")
            await told.acked()
        with pytest.raises(PermissionMissing):
            await practice.adapter.post(ref.surface, speech("x"), page_key())
