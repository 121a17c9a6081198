"""Who is asked what and when, and what counts for it."""

from __future__ import annotations

from pathlib import Path

from bot.domain.assignment import AssignmentId, Status, status
from bot.domain.content import Content, Opening
from bot.domain.surface import MemberId
from tests.fakes.chat import unavailable
from tests.fakes.scenarios import scenario
from tests.requirements import claims
from tests.training.team import BERLIN, HALL, TENANT, Team, report_of, said, team

GOOD = ("I am sorry, it comes tomorrow.",)
POOR = ("That is not my business, I think.",)
HARD = scenario(id="hard-talk", title="Hard talk", difficulty=3)


def two(on: Team) -> tuple[MemberId, MemberId]:
    boss = on.people.add(TENANT, "boss", "Bo Ss", zone=BERLIN, admin=True)
    return boss, on.people.add(TENANT, "ann", "Ann Able", zone=BERLIN)


async def stands(on: Team, who: MemberId) -> Status:
    (one,) = await on.store.office.assigned(TENANT, who)
    return status(one, on.clock.now())


def opening(on: Team, session: str) -> Opening:
    (message,) = on.messages(f"{session}:opening")
    assert isinstance(message.now.content, Opening)
    return message.now.content


@claims("assign.understood")
async def test_what_is_wrong_is_told_beside_what_was_understood(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, _ = two(on)
        answer = await on.command(boss, "assign", "Anne late-lamb Friday 17:00 pass 80")
        assert "Nobody here is called “Anne”. Did you mean Ann Able?" in answer
        assert "There is no scenario `late-lamb`. Did you mean late-lamp?" in answer
        assert "Due: 2026-11-27 17:00 (Europe/Berlin)" in answer
        assert "You typed: `/chattrain assign Anne late-lamb Friday 17:00 pass 80`" in answer
        assert await on.store.office.assignments(TENANT) == []


@claims("assign.announced")
async def test_nobody_is_told_out_of_hours_in_their_own_zone(tmp_path: Path) -> None:
    async with team(tmp_path, at="2026-11-21 12:00") as on:  # a Saturday
        boss, ann = two(on)
        yui = on.people.add(TENANT, "yui", "Yui", zone="Asia/Tokyo")
        answer = await on.command(boss, "assign", "everyone late-lamp 2026-12-04")
        assert "on their next working day from 9 h on" in answer
        await on.tick()
        assert not on.messages("announce:")
        on.clock.set("2026-11-23 02:00")  # nine in Tokyo is one in Berlin
        await on.tick()
        assert [m.ref.surface for m in on.messages("announce:")] == [on.home(yui)]
        on.clock.set("2026-11-23 09:01")
        await on.tick()
        await on.tick()
        told = [m.ref.surface for m in on.messages("announce:")]
        assert told == [on.home(yui), on.home(ann)]
        assert not on.private(boss)[1:]  # only the answer: whoever assigns to all is not meant


@claims("assign.announced")
async def test_several_assignments_are_told_together(tmp_path: Path) -> None:
    async with team(tmp_path, scenario(), HARD) as on:
        boss, ann = two(on)
        await on.command(boss, "assign", "ann late-lamp Friday")
        await on.command(boss, "assign", "ann hard-talk in 2 weeks")
        await on.tick()
        (told,) = on.private(ann)
        assert [part.title for part in report_of(told).sections] == ["The late lamp", "Hard talk"]


@claims("assign.joined")
async def test_whoever_joins_the_group_later_is_told_and_whoever_left_is_not(
    tmp_path: Path,
) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        ben = on.people.add(TENANT, "ben", "Ben", zone=BERLIN)
        on.people.put_in(TENANT, "sales", [ann, ben], complete=False)
        answer = await on.command(boss, "assign", "sales late-lamp Friday", at=HALL)
        assert "Of sales only those are known who were seen so far (2)" in answer
        on.people.leave(TENANT, ben)
        await on.tick()
        cas = on.people.add(TENANT, "cas", "Cas", zone=BERLIN)
        on.people.put_in(TENANT, "sales", [cas])
        on.clock.set("2026-11-23 11:30")
        await on.tick()
        told = [m.ref.surface for m in on.messages("announce:")]
        assert sorted(told, key=str) == [HALL, on.home(ann), on.home(cas)]
        (asked,) = await on.store.office.assignments(TENANT)
        standings = await on.store.office.standings(TENANT, asked.id)
        assert {one.assignee.member for one in standings} == {ann, ben, cas}


@claims("assign.channel")
async def test_those_who_cannot_be_written_to_have_one_announcement_in_the_channel(
    tmp_path: Path,
) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        ben = on.people.add(TENANT, "ben", "Ben", zone=BERLIN)
        on.people.private_for = {boss}
        await on.command(boss, "assign", "everyone late-lamp Friday 17:00", at=HALL)
        for _ in range(3):
            on.clock.set("2026-11-23 11:30")
            await on.tick()
        (told,) = on.messages("announce:")
        assert told.ref.surface == HALL
        (section,) = report_of(told).sections
        for one in (ann, ben):
            await on.press(one, "assigned", section.buttons[0].value, at=HALL)
            assert await stands(on, one) == "in progress"
        on.clock.set("2026-11-25 11:00")
        await on.tick()
        assert not on.messages("remind:")
        answer = await on.press(boss, "assigned", section.buttons[0].value, at=HALL)
        assert "That is not assigned to you" in answer


@claims("assign.reminded")
async def test_completion_stops_reminders_and_a_reminder_comes_once_a_day(tmp_path: Path) -> None:
    async with team(tmp_path, scenario(), HARD) as on:
        boss, ann = two(on)
        ben = on.people.add(TENANT, "ben", "Ben", zone=BERLIN)
        await on.command(boss, "assign", "ann, ben late-lamp Friday 17:00")
        await on.command(boss, "assign", "ben hard-talk Friday 17:00")
        await on.tick()
        await on.practise(ann, *GOOD)
        for day in ("24", "25", "26", "27", "28", "30"):
            for hour in ("08:00", "10:00", "16:00"):
                on.clock.set(f"2026-11-{day} {hour}")
                await on.tick()
        reminders = on.messages("remind:")
        assert {m.ref.surface for m in reminders} == {on.home(ben)}
        assert [m.key.split(":")[3] for m in reminders] == ["2026-11-25", "2026-11-27"]
        assert len(report_of(reminders[0]).sections) == 2


@claims("assign.counts")
async def test_a_path_is_done_in_order_and_attempts_beyond_the_last_are_practice(
    tmp_path: Path,
) -> None:
    async with team(tmp_path, scenario(), HARD) as on:
        boss, ann = two(on)
        await on.command(boss, "assign", "ann late-lamp,hard-talk Friday max 2 assessment")
        first = await on.practise(ann, *POOR, start="hard-talk")
        assert "counts once “The late lamp” is passed" in "".join(map(said, contents(on, ann)))
        session = await on.store.session(first)
        assert session is not None
        assert session.assignment is None

        await on.tick()
        await on.press(ann, "assigned", on.starts(ann))
        second = await on.play(ann, *GOOD)
        session = await on.store.session(second)
        assert session is not None
        assert session.assignment is not None
        assert session.assessment
        (told,) = on.messages("done:")
        assert "Next of what is assigned to you: “Hard talk”." in said(told.now.content)

        await on.practise(ann, *POOR, start="hard-talk")
        await on.practise(ann, *POOR, start="hard-talk")
        assert await stands(on, ann) == "did not pass"
        assert any("last attempt that counts" in said(m.now.content) for m in on.messages("done:"))
        last = await on.practise(ann, *GOOD, start="hard-talk")
        session = await on.store.session(last)
        assert session is not None
        assert session.assignment is None
        assert await stands(on, ann) == "did not pass"
        assert "It is practice of your own" in opening(on, last).privacy


@claims("assign.counts")
async def test_attempts_that_are_used_up_before_it_is_noted_are_said_to_be_practice(
    tmp_path: Path,
) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        await on.command(boss, "assign", "ann late-lamp Friday max 1")
        await on.command(ann, "start", scenario="late-lamp")
        event_answer = await on.command(ann, "start", scenario="late-lamp", leave="yes")
        assert "Your attempts for “The late lamp” are used up" in event_answer


@claims("data.briefing")
async def test_the_briefing_says_who_sees_what(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        own = await on.practise(ann, *POOR)
        assert "managers see only that it was completed" in opening(on, own).privacy
        await on.command(boss, "assign", "ann late-lamp Friday")
        asked = await on.practise(ann, *POOR)
        assert "managers see its score" in opening(on, asked).privacy
        assert "quote" not in opening(on, asked).privacy
        await on.command(boss, "settings", "words on")
        quoted = await on.practise(ann, *POOR)
        assert "may quote single lines, masked" in opening(on, quoted).privacy
        for privacy in (opening(on, one).privacy for one in (own, asked, quoted)):
            assert "A machine plays the other side and scores" in privacy


@claims("assign.withdrawn")
async def test_what_is_withdrawn_is_asked_of_nobody(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        await on.command(boss, "assign", "ann late-lamp Friday 17:00")
        (asked,) = await on.store.office.assignments(TENANT)
        assert "is withdrawn" in await on.press(boss, "withdraw", asked.id)
        assert "withdrawn before" in await on.press(boss, "withdraw", asked.id)
        assert "no such assignment" in await on.press(boss, "withdraw", "nonsense")
        await on.tick()
        on.clock.set("2026-11-25 10:00")
        await on.tick()
        assert not on.messages("announce:") + on.messages("remind:")
        assert "not assigned to you" in await on.press(ann, "assigned", asked.id)


async def test_trainees_see_their_own_assignments_and_managers_all(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        ben = on.people.add(TENANT, "ben", "Ben", zone=BERLIN)
        await on.command(boss, "assign", "ann late-lamp Friday pass 80 1-3")
        mine = await on.command(ann, "assignments")
        assert "Status: not started" in mine
        assert "Pass mark: 80/100" in mine
        assert "Attempts that count: 1 - 3" in mine
        assert "[Start]" in mine
        assert "Nothing is assigned to you" in await on.command(ben, "assignments")
        assert "Ann Able" in await on.command(boss, "assignments")


async def test_another_tenants_assignments_cannot_be_touched(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, _ = two(on)
        await on.command(boss, "assign", "ann late-lamp Friday")
        (asked,) = await on.store.office.assignments(TENANT)
        other = on.elsewhere("t2")
        stranger = on.people.add(other.tenant, "boss", "Other Boss", admin=True)
        assert "no such assignment" in await on.press(stranger, "withdraw", asked.id, at=other)
        assert "Nothing is assigned" in await on.command(stranger, "assignments", at=other)
        assert "Nobody here is called “ann”" in await on.command(
            stranger, "assign", "ann late-lamp", at=other
        )
        found = await on.store.office.assignment(TENANT, AssignmentId(asked.id))
        assert found is not None
        assert found.withdrawn is None


@claims("assign.unasked")
async def test_what_nobody_waits_for_holds_up_nobody(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        await on.command(boss, "assign", "ann late-lamp Friday")
        on.hold(on.home(ann))  # nothing is posted there while this holds
        await on.ticks.call()
        await on.until(lambda: on.held)
        await on.begin(ann, "late-lamp", at=on.elsewhere("t1", "another"))
        await on.until(lambda: [m for m in on.messages() if m.key.endswith(":opening")])
        assert not on.messages("announce:")
        on.let_go()
        await on.settled()
        assert on.messages("announce:")


async def test_a_platform_that_does_not_answer_is_asked_again(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        await on.command(boss, "assign", "ann late-lamp Friday")
        on.chat.add_faults("post", unavailable())
        await on.tick()
        assert len(on.private(ann)) == 1


def contents(on: Team, who: MemberId) -> list[Content]:
    return [m.now.content for m in on.private(who)]


def in_hall(on: Team) -> list[str]:
    return [said(m.now.content) for m in on.messages("announce:") if m.ref.surface == HALL]


@claims("assign.channel")
async def test_a_group_that_nobody_was_seen_of_is_told_in_the_channel_once(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        on.people.private_for = {boss}
        crew = on.people.put_in(TENANT, "crew", (), complete=False)
        asked = f"<group:{crew}> late-lamp Friday"
        assert "channel" in await on.command(boss, "assign", asked)  # said in private
        on.people.refusals[HALL] = "I lack Send Messages."
        assert "Send Messages" in await on.command(boss, "assign", asked, at=HALL)
        on.people.refusals.clear()
        answer = await on.command(boss, "assign", asked, at=HALL)
        assert "told in this channel" in answer
        await on.tick()
        (announced,) = in_hall(on)
        assert "late lamp" in announced.lower()
        on.people.put_in(TENANT, "crew", [ann], complete=False)
        on.clock.set("2026-11-25 10:00")
        await on.tick()
        assert len(in_hall(on)) == 1  # it was for Ann as well


@claims("assign.channel")
async def test_start_in_the_channel_is_for_everybody_of_the_group(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        on.people.private_for = {boss}
        crew = on.people.put_in(TENANT, "crew", (), complete=False)
        await on.command(boss, "assign", f"<group:{crew}> late-lamp Friday", at=HALL)
        await on.tick()
        (asked,) = await on.store.office.assignments(TENANT)
        ben = on.people.add(TENANT, "ben", "Ben Bold", zone=BERLIN)
        on.people.put_in(TENANT, "crew", [ann], complete=False)
        await on.press(ann, "assigned", asked.id, at=HALL)
        await on.play(ann, "I am sorry.")
        assert "not assigned to you" in await on.press(ben, "assigned", asked.id, at=HALL)
        (mine,) = await on.store.office.standings(TENANT, asked.id)
        assert (mine.assignee.member, len(mine.attempts)) == (ann, 1)
