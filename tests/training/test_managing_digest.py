"""A channel's digest: promised, sent once, shown to a manager alone, and missed by nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot import stores
from bot.domain.surface import MemberId
from bot.errors import ChannelGone, PermissionMissing, PlatformError, SurfaceGone
from tests.fakes import postgres
from tests.fakes.chat import Fault
from tests.requirements import claims
from tests.training.team import (
    BERLIN,
    HALL,
    TENANT,
    Holding,
    SetClock,
    Team,
    report_of,
    said,
    team,
    working,
)

GOOD = ("I am sorry, it comes tomorrow.",)


def boss_of(on: Team) -> MemberId:
    return on.people.add(TENANT, "boss", "Bo Ss", zone=BERLIN, admin=True)


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with postgres.running() as server:
        yield server.cleared()


@claims("digest.once")
async def test_three_processes_send_it_once_though_one_was_down_at_the_hour(database: str) -> None:
    clock = SetClock("2026-11-23 10:00")
    chat = Holding(clock, None)
    on_disk = [stores.connect(database) for _ in range(3)]
    async with AsyncExitStack() as stack:
        kept = [await stack.enter_async_context(one) for one in on_disk]
        first = await stack.enter_async_context(working(kept[0], chat, clock))
        boss = boss_of(first)
        await first.command(boss, "digest", "here Monday 9", at=HALL)
        second = await stack.enter_async_context(working(kept[1], chat, clock))
        clock.set("2026-11-30 09:00")
        await asyncio.gather(*(one.ticks.send() for one in (first, second)))
        third = await stack.enter_async_context(working(kept[2], chat, clock))  # down until now
        clock.set("2026-11-30 09:20")
        await asyncio.gather(*(one.ticks.send() for one in (third, first, second, third)))
        for one in (first, second, third):
            await one.settled()
        (digest,) = first.messages("digest:")
        assert digest.key == f"digest:{HALL}:2026-11-23"
        clock.set("2026-12-22 11:00")  # all were down for three weeks: the last one is sent
        await asyncio.gather(*(one.ticks.send() for one in (third, first, second)))
        for one in (first, second, third):
            await one.settled()
        assert [m.key for m in first.messages("digest:")][1:] == [f"digest:{HALL}:2026-12-14"]
    assert not chat.violations


@claims("digest.trouble")
async def test_a_channel_that_cannot_be_posted_in_is_promised_nothing(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss = boss_of(on)
        on.people.refusals[HALL] = "ChatTrain is not in this channel; invite it."
        answer = await on.command(boss, "digest", "here", at=HALL)
        assert "ChatTrain is not in this channel; invite it." in answer
        assert await on.store.office.digests(TENANT) == []


@claims("digest.trouble")
async def test_when_it_stops_working_its_manager_is_told_once_in_private(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss = boss_of(on)
        await on.command(boss, "digest", "here", at=HALL)
        for monday in ("2026-11-30", "2026-12-07"):
            on.chat.add_faults("post", Fault(PermissionMissing("It may not write there.")))
            on.clock.set(f"{monday} 10:00")
            await on.tick()
        (told,) = on.private(boss)
        assert "A digest could not be posted: It may not write there." in said(told.now.content)
        (promised,) = await on.store.office.digests(TENANT)
        assert promised.trouble == "It may not write there."
        on.clock.set("2026-12-14 10:00")
        await on.tick()
        assert len(on.messages("digest:")) == 1
        (promised,) = await on.store.office.digests(TENANT)
        assert promised.trouble == ""


@claims("digest.trouble")
async def test_one_whose_channel_is_gone_is_switched_off_after_its_manager_was_told_once(
    tmp_path: Path,
) -> None:
    async with team(tmp_path) as on:
        boss = boss_of(on)
        await on.command(boss, "digest", "here", at=HALL)
        on.chat.add_faults("post", Fault(gone := ChannelGone("There is no such channel.")))
        on.chat.add_faults("post", None, Fault(gone))  # between them the manager is told
        off = list[bool]()
        for monday in ("2026-11-30", "2026-12-07", "2026-12-14"):
            on.clock.set(f"{monday} 10:00")
            await on.tick()
            (promised,) = await on.store.office.digests(TENANT)
            off.append(promised.off is not None)
        assert off == [False, True, True]
        first, last = [said(m.now.content) for m in on.private(boss)]
        assert "There is no such channel. Its channel seems to be gone." in first
        assert "tried once more" in first
        assert "switched off" in last
        assert "`/chattrain digest here`" in last
        assert not on.messages("digest:")
        await on.command(boss, "digest", "here", at=HALL)
        on.clock.set("2026-12-21 10:00")
        await on.tick()
        assert len(on.messages("digest:")) == 1


RIGHT, GONE = PermissionMissing("It may not write there."), ChannelGone("There is no such channel.")


@claims("digest.trouble")
@pytest.mark.parametrize("faults", [(RIGHT, GONE, GONE), (GONE, RIGHT, GONE, GONE)])
async def test_only_one_that_is_gone_twice_in_a_row_is_switched_off_and_that_is_told_before(
    tmp_path: Path, faults: tuple[PlatformError, ...]
) -> None:
    async with team(tmp_path) as on:
        boss = boss_of(on)
        await on.command(boss, "digest", "here", at=HALL)
        off = list[bool]()
        for day, why in zip(("11-30", "12-07", "12-14", "12-21"), faults, strict=False):
            on.chat.add_faults("post", Fault(why))
            on.clock.set(f"2026-{day} 10:00")
            await on.tick()
            (promised,) = await on.store.office.digests(TENANT)
            off.append(promised.off is not None)
        assert off == [False] * (len(faults) - 1) + [True]
        _, before, last = [said(m.now.content) for m in on.private(boss)]
        assert "Its channel seems to be gone" in before
        assert "switched off" in last


@claims("digest.trouble")
async def test_when_it_stops_working_again_its_manager_is_told_again(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss = boss_of(on)
        await on.command(boss, "digest", "here", at=HALL)
        for day, fails in (("11-30", True), ("12-07", False), ("12-14", True), ("12-21", True)):
            if fails:
                on.chat.add_faults("post", Fault(PermissionMissing("It may not write there.")))
            on.clock.set(f"2026-{day} 10:00")
            await on.tick()
        assert len(on.private(boss)) == 2


@claims("digest.trouble", "chat.languages")
async def test_why_it_could_not_be_posted_is_told_in_the_managers_language(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss = boss_of(on)
        await on.command(boss, "settings", "language de")
        await on.command(boss, "digest", "here", at=HALL)
        on.people.refusals[HALL] = "Dieser Kanal ist archiviert."
        on.chat.add_faults("post", Fault(ChannelGone("Refused: is_archived.")))
        on.clock.set("2026-11-30 10:00")
        await on.tick()
        told = on.private(boss)[-1]
        assert "Dieser Kanal ist archiviert." in said(told.now.content)
        assert "Refused" not in said(told.now.content)


@claims("digest.trouble")
async def test_a_right_that_is_missing_switches_nothing_off(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss = boss_of(on)
        await on.command(boss, "digest", "here", at=HALL)
        for monday, why in (
            ("2026-11-30", ChannelGone("There is no such channel.")),
            ("2026-12-07", PermissionMissing("It may not write there.")),
            ("2026-12-14", SurfaceGone("It is not in that channel.")),
        ):
            on.chat.add_faults("post", Fault(why))
            on.clock.set(f"{monday} 10:00")
            await on.tick()
        assert len(on.private(boss)) == 1
        (promised,) = await on.store.office.digests(TENANT)
        assert (promised.off, promised.trouble) == (None, "It is not in that channel.")


@claims("digest.now")
async def test_one_at_once_is_for_the_manager_alone(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss = boss_of(on)
        ann = on.people.add(TENANT, "ann", "Ann Able", zone=BERLIN)
        await on.practise(ann, *GOOD)
        await on.command(boss, "digest", "now", at=HALL)
        shown = report_of(on.messages()[-1])
        assert shown.only_for == boss
        assert "1 person practised in 1 session" in said(shown)
        assert "23 November" in shown.title


async def test_off_ends_it_and_nothing_is_sent_for_hours_before_it_was_asked_for(
    tmp_path: Path,
) -> None:
    async with team(tmp_path) as on:
        boss = boss_of(on)
        assert "gets no digest" in await on.command(boss, "digest", "off", at=HALL)
        answer = await on.command(boss, "digest", "here monthly Tuesday 16 Europe/London", at=HALL)
        assert "first Tuesday after it at 16:00 (Europe/London), the next one 2026-12-01" in answer
        await on.tick()
        assert not on.messages("digest:")
        assert "first Tuesday" in await on.command(boss, "digest", at=HALL)
        assert "no digest any more" in await on.command(boss, "digest", "off", at=HALL)
        on.clock.set("2026-12-02 10:00")
        await on.tick()
        assert not on.messages("digest:")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("here at 9:30", "“9:30” was not understood"),
        ("here 25", "There is no hour 25"),
        ("here Nowhere/Zone", "There is no time zone “Nowhere/Zone”"),
        ("there", "“there” was not understood"),
        ("", "promises this channel a digest"),
        ("weekly Friday", "promises this channel a digest"),
    ],
)
async def test_what_was_typed_wrongly_is_told(tmp_path: Path, typed: str, expected: str) -> None:
    async with team(tmp_path) as on:
        assert expected in await on.command(boss_of(on), "digest", typed, at=HALL)
        assert await on.store.office.digests(TENANT) == []


async def test_the_words_of_trainees_are_masked_and_quoted_only_where_the_tenant_wants_it(
    tmp_path: Path,
) -> None:
    async with team(tmp_path) as on:
        boss = boss_of(on)
        people = [on.people.add(TENANT, f"p{n}", f"Person Nr{n}", zone=BERLIN) for n in range(3)]
        await on.command(boss, "assign", "everyone late-lamp Friday")
        for one in people:
            await on.practise(one, "I am sorry, Person Nr1, call 030 1234567, it comes tomorrow.")
        await on.command(boss, "settings", "group 3")
        assert "sorry" not in await on.command(boss, "digest", "now")
        await on.command(boss, "settings", "words on")
        assert "sorry" not in await on.command(boss, "digest", "now")  # it was not said before
        await on.command(boss, "assign", "everyone late-lamp Friday")
        for one in people:
            await on.practise(one, "I am sorry, Person Nr1, call 030 1234567, it comes tomorrow.")
        quoting = await on.command(boss, "digest", "now")
        assert "sorry" in quoting
        assert "1234567" not in quoting


async def test_nobody_is_quoted_while_too_few_were_told_that_they_may_be(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss = boss_of(on)
        people = [on.people.add(TENANT, f"p{n}", f"Person Nr{n}", zone=BERLIN) for n in range(3)]
        await on.command(boss, "assign", "everyone late-lamp Friday")
        await on.command(boss, "settings", "group 3")
        for one in people[:2]:
            await on.practise(one, *GOOD)
        await on.command(boss, "settings", "words on")
        await on.practise(people[2], *GOOD)  # the only one who could be quoted
        digest = await on.command(boss, "digest", "now")
        assert "3 people practised" in digest
        assert "sorry" not in digest
