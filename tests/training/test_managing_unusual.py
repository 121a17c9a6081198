"""Unusual days of the managers' side."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.assignment import Status, status
from bot.domain.events import InboundEvent
from bot.domain.surface import MemberId
from tests.fakes.scenarios import scenario
from tests.requirements import claims
from tests.training.team import BERLIN, HALL, TENANT, Team, report_of, said, team

GOOD = ("I am sorry, it comes tomorrow.",)
POOR = ("That is not my business, I think.",)
MIXED = ("It comes tomorrow, and that is none of my business.",)
HARD = scenario(id="hard-talk", title="Hard talk", difficulty=3)


def two(on: Team) -> tuple[MemberId, MemberId]:
    boss = on.people.add(TENANT, "boss", "Bo Ss", zone=BERLIN, admin=True)
    return boss, on.people.add(TENANT, "ann", "Ann Able", zone=BERLIN)


async def stand(on: Team, who: MemberId) -> list[Status]:
    now = on.clock.now()
    return [status(one, now) for one in await on.store.office.assigned(TENANT, who)]


@claims("dispute.decided")
async def test_a_path_goes_on_when_a_decision_lets_its_last_attempt_pass(tmp_path: Path) -> None:
    async with team(tmp_path, scenario(), HARD) as on:
        boss, ann = two(on)
        await on.command(boss, "assign", "ann late-lamp, hard-talk Friday pass 100 max 1")
        session = await on.practise(ann, *MIXED)
        assert await stand(on, ann) == ["did not pass"]
        await on.press(ann, "dispute", "en.apology", text="By phone.", session=session)
        (one,) = await on.store.office.disputes(TENANT)
        await on.press(boss, "decide", f"en.{one.id}.1", text="True.")
        assert await stand(on, ann) == ["in progress"]
        assert "Next of what is assigned to you: “Hard talk”" in said(
            on.messages("done:")[-1].now.content
        )
        await on.practise(ann, *GOOD, start="hard-talk")
        assert await stand(on, ann) == ["passed"]


@claims("dispute.decided")
async def test_whoever_failed_is_told_that_a_decision_made_it_pass(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        await on.command(boss, "assign", "ann late-lamp Friday pass 100 max 1")
        session = await on.practise(ann, *MIXED)
        await on.press(ann, "dispute", "en.apology", text="By phone.", session=session)
        (one,) = await on.store.office.disputes(TENANT)
        await on.press(boss, "decide", f"en.{one.id}.1", text="True.")
        assert "it is passed" in said(on.messages("done:")[-1].now.content)


async def test_start_counts_for_the_assignment_whose_button_it_is(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        await on.command(boss, "assign", "ann late-lamp Friday")
        await on.command(boss, "assign", "ann late-lamp in 2 weeks assessment")
        _, later = await on.store.office.assigned(TENANT, ann)
        await on.press(ann, "assigned", later.assignment.id)
        await on.play(ann, *GOOD)
        assert await stand(on, ann) == ["not started", "passed"]


async def test_whoever_joins_after_the_due_date_is_asked_nothing(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, _ = two(on)
        await on.command(boss, "assign", "everyone late-lamp Friday")
        await on.tick()
        on.clock.set("2026-11-30 03:00")
        new = on.people.add(TENANT, "new", "New One", zone=BERLIN)
        await on.tick()
        on.clock.set("2026-11-30 10:00")
        await on.tick()
        assert not on.private(new)
        assert await on.store.office.assigned(TENANT, new) == []


async def test_what_a_forgotten_manager_assigned_is_announced_without_a_hole(
    tmp_path: Path,
) -> None:
    async with team(tmp_path, at="2026-11-23 08:00") as on:
        boss, ann = two(on)
        other = on.people.add(TENANT, "other", "Oth Er", admin=True)
        await on.command(boss, "assign", "ann late-lamp Friday")
        await on.press(boss, "forget", "yes")
        on.clock.set("2026-11-23 10:00")
        await on.tick()
        (told,) = on.private(ann)
        assert "A manager assigned it." in said(told.now.content)
        assert "Not started: 1 of 1" in await on.command(other, "assignments")


async def test_a_refusal_names_no_manager_who_has_left(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        gone = on.people.add(TENANT, "gone", "Gone Guy")
        await on.command(boss, "managers", "add Gone Guy")
        on.people.leave(TENANT, gone)
        assert "Gone" not in await on.command(ann, "report")
        assert "No longer a manager: Gone Guy" in await on.command(
            boss, "managers", "remove Gone Guy"
        )


async def test_a_report_of_somebody_who_has_left_is_shown(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        await on.practise(ann, *GOOD)
        on.people.leave(TENANT, ann)
        report = await on.command(boss, "report", "@Ann Able")
        assert "Ann Able" in report
        assert "nothing can be assigned" not in report


async def test_a_report_of_several_people_is_called_by_their_names(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        ben = on.people.add(TENANT, "ben", "Ben Busy")
        await on.practise(ben, *GOOD)
        await on.command(boss, "report", "ann, ben")
        assert "Ann Able, Ben Busy" in report_of(on.messages()[-1]).title
        assert ann


async def test_score_says_that_lines_may_be_quoted_where_the_tenant_wants_it(
    tmp_path: Path,
) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        before = await on.command(ann, "score")
        await on.command(boss, "settings", "words on")
        assert len(await on.command(ann, "score")) > len(before)


async def test_nobody_is_asked_to_decide_who_cannot_be_written_to(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        await on.command(boss, "assign", "ann late-lamp Friday")
        session = await on.practise(ann, *MIXED)
        on.people.private_for = {ann}
        answer = await on.press(ann, "dispute", "en.apology", text="I did.", session=session)
        assert "stands under the managers' `/chattrain assignments`" in answer


async def test_three_due_at_once_are_one_reminder_a_day_for_each_person(tmp_path: Path) -> None:
    third = scenario(id="third", title="Third")
    async with team(tmp_path, scenario(), HARD, third) as on:
        boss, ann = two(on)
        for name in ("late-lamp", "hard-talk", "third"):
            await on.command(boss, "assign", f"ann {name} Friday 17:00")
        await on.tick()
        before = len(on.private(ann))
        for hour in ("09:05", "11:00", "13:30", "16:55"):
            on.clock.set(f"2026-11-25 {hour}")
            await on.tick()
        assert len(on.private(ann)) == before + 1
        assert len(report_of(on.private(ann)[-1]).sections) == 3


@pytest.mark.parametrize(("mark", "stands"), [(0, "passed"), (100, "in progress")])
async def test_the_lowest_and_the_highest_pass_mark_hold(
    tmp_path: Path, mark: int, stands: str
) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        await on.command(boss, "assign", f"ann late-lamp Friday pass {mark}")
        await on.practise(ann, *POOR)
        assert await stand(on, ann) == [stands]


async def test_what_is_due_while_a_session_runs_is_passed_late(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        await on.command(boss, "assign", "ann late-lamp 2026-11-23 11:00")
        await on.press(
            ann, "assigned", (await on.store.office.assigned(TENANT, ann))[0].assignment.id
        )
        on.clock.set("2026-11-23 11:30")
        assert await stand(on, ann) == ["past due"]
        await on.play(ann, *GOOD)
        assert await stand(on, ann) == ["passed"]


async def test_a_digest_promised_again_in_its_week_is_not_sent_again(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, _ = two(on)
        await on.command(boss, "digest", "here Monday 9", at=HALL)
        on.clock.set("2026-11-30 09:10")
        await on.tick()
        await on.command(boss, "digest", "off", at=HALL)
        again = await on.command(boss, "digest", "here Monday 15", at=HALL)
        assert "the next one 2026-12-07 15:00" in again
        for again in (
            "here Monday 15",
            "here Monday 16 Asia/Tokyo",
            "here Monday 17 Europe/London",
        ):
            await on.command(boss, "digest", again, at=HALL)
            on.clock.set("2026-11-30 19:00")
            await on.tick()
        assert len(on.messages("digest:")) == 1


async def test_a_month_is_told_though_a_week_began_on_its_first_day(tmp_path: Path) -> None:
    async with team(tmp_path, at="2026-11-01 12:00") as on:  # a Sunday
        boss, _ = two(on)
        await on.command(boss, "digest", "here Sunday 9", at=HALL)
        on.clock.set("2026-11-08 10:00")
        await on.tick()
        await on.command(boss, "digest", "here monthly Sunday 9", at=HALL)
        on.clock.set("2026-12-06 10:00")
        await on.tick()
        assert [report_of(m).title for m in on.messages("digest:")][1:]


async def test_who_has_left_is_not_told_to_be_past_due(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        await on.command(boss, "assign", "ann late-lamp 2026-11-23 11:00")
        on.clock.set("2026-11-23 12:00")
        assert "Past due" in await on.command(boss, "digest", "now")
        on.people.leave(TENANT, ann)
        assert "Past due" not in await on.command(boss, "digest", "now")


async def test_an_overdue_queue_reminds_nobody_at_night(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        await on.command(boss, "assign", "ann late-lamp Friday 17:00")
        await on.tick()
        on.clock.set("2026-11-27 16:59")
        before = len(on.private(ann))
        accept, held = on.ticks.accept, list[InboundEvent]()

        async def hold(event: InboundEvent) -> bool:
            held.append(event)
            return True

        on.ticks.accept = hold
        await on.ticks.call()
        on.clock.set("2026-11-27 23:00")
        for event in held:
            await accept(event)
        await on.settled()
        assert held
        assert len(on.private(ann)) == before


@pytest.mark.parametrize("typed", ["retention 90 days", "retention: 90 days", "days 90"])
async def test_days_are_set_as_people_type_them(tmp_path: Path, typed: str) -> None:
    async with team(tmp_path) as on:
        boss, _ = two(on)
        await on.command(boss, "settings", typed)
        assert (await on.store.office.settings(TENANT)).retention_days == 90


@pytest.mark.parametrize(
    "typed",
    [
        "here weekly on Friday at 4 pm",
        "here Fridays 16h in Europe/Berlin",
        "hier freitags um 16 Uhr",
    ],
)
async def test_an_hour_is_promised_as_people_type_it(tmp_path: Path, typed: str) -> None:
    async with team(tmp_path) as on:
        boss, _ = two(on)
        answer = await on.command(boss, "digest", typed, at=HALL)
        assert "every Friday at 16:00" in answer


async def test_the_lobby_speaks_the_tenants_language(tmp_path: Path) -> None:
    async with team(tmp_path, scenario(), HARD) as on:
        boss, ann = two(on)
        await on.command(boss, "settings", "language de")
        assert "Bei dir läuft keine Übung" in await on.command(ann, "stop")
        await on.command(ann, "list")
        assert said(on.messages()[-1].now.content) == "Such dir ein Szenario zum Üben aus."
        assert "Es gibt kein Szenario" in await on.command(ann, "start", scenario="nix")
        await on.command(ann, "start", scenario="late-lamp")
        asked = await on.command(ann, "start", scenario="hard-talk")
        assert "Ohne Bewertung verlassen und „Hard talk“ beginnen?" in asked


async def test_a_forgotten_managers_assignment_is_announced_in_its_channel(tmp_path: Path) -> None:
    async with team(tmp_path, at="2026-11-23 08:00") as on:
        boss, ann = two(on)
        on.people.private_for = {boss}
        await on.command(boss, "assign", "ann late-lamp Friday", at=HALL)
        await on.press(boss, "forget", "yes")
        on.clock.set("2026-11-23 10:00")
        await on.tick()
        (told,) = on.messages("announce:")
        assert told.ref.surface == HALL
        assert "A manager assigned it." in said(told.now.content)
        assert ("private", "") not in on.people.asked
        assert ("person", "") not in on.people.asked
        assert ann
