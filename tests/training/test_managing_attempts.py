"""Which attempts count for an assignment where sessions are left, or scored later."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.digest import Period
from bot.domain.surface import MemberId, SessionId
from bot.domain.transcript import Micros
from tests.requirements import claims
from tests.training.team import TENANT, Team, said, team
from tests.training.test_managing_unusual import GOOD, POOR, stand, two

LATELY = Period(name="all", begins=Micros(0), ends=Micros(2**62), due=Micros(0))


@pytest.mark.parametrize("joined", [False, True])
async def test_start_counts_for_its_assignment_though_another_session_is_left_for_it(
    tmp_path: Path,
    joined: bool,  # noqa: FBT001  # a parameter of the test
) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        who = "sales" if joined else "ann"
        on.people.put_in(TENANT, "sales", [on.people.add(TENANT, "ben")] if joined else [ann])
        await on.command(boss, "assign", "ann late-lamp Friday")
        await on.command(boss, "assign", f"{who} late-lamp in 2 weeks assessment")
        later = next(one.id for one in await on.store.office.assignments(TENANT) if one.assessment)
        on.people.put_in(TENANT, "sales", [ann])
        await on.command(ann, "start", scenario="late-lamp")
        asked = await on.press(ann, "assigned", later)
        assert "Leave it without a score and start it afresh?" in asked
        (button,) = [
            one
            for message in on.private(ann)
            for one in getattr(message.now.content, "buttons", ())
            if one.label == "Leave it and start"
        ]
        await on.press(ann, button.action, button.value)
        await on.play(ann, *GOOD)
        assert await stand(on, ann) == ["in progress", "passed"]


async def put_off(on: Team, who: MemberId) -> SessionId:
    """A session in which something good was said, closed without a score."""
    await on.press(who, "assigned", (await on.store.office.assigned(TENANT, who))[0].assignment.id)
    open = await on.store.open_session(TENANT, who)
    assert open is not None
    assert open.surface is not None
    await on.say(who, "I am sorry about that.", open.id, open.surface)
    await on.press(who, "close", session=open.id, at=open.surface)
    return open.id


@claims("assign.places")
@pytest.mark.parametrize("how", ["score", "!finish"])
async def test_a_session_that_is_scored_later_takes_the_place_of_none_begun_since(
    tmp_path: Path, how: str
) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        await on.command(boss, "assign", "ann late-lamp Friday pass 40 max 1")
        first = await put_off(on, ann)
        assert await stand(on, ann) == ["in progress"]
        await on.practise(ann, *POOR)
        assert await stand(on, ann) == ["did not pass"]
        there = (await on.session(first)).surface
        assert there is not None
        if how == "score":
            await on.press(ann, "score", session=first, at=there)
        else:
            await on.say(ann, how, None, there)
        assert any("managers see only that it was completed" in said(m.now.content)
                   for m in on.messages() if m.ref.surface == there)  # fmt: skip
        assert on.card(first).scorecard.total == 50
        assert (await on.session(first)).assignment is None
        assert await stand(on, ann) == ["did not pass"]
        assert "Did not pass: 1 of 1" in await on.command(boss, "assignments")
        assert "50" not in await on.command(boss, "report", "ann")
        figures = await on.store.office.figures(TENANT, [LATELY], on.clock.now())
        assert (figures.assigned, figures.passed) == (1, 0)


@claims("assign.places")
async def test_a_session_that_is_scored_later_counts_where_a_place_is_left(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        await on.command(boss, "assign", "ann late-lamp Friday pass 40 max 2")
        first = await put_off(on, ann)
        await on.practise(ann, *POOR)
        assert await stand(on, ann) == ["in progress"]
        await on.press(ann, "score", session=first, at=(await on.session(first)).surface)
        assert await stand(on, ann) == ["passed"]
        ((asked, *_),) = [await on.store.office.assigned(TENANT, ann)]
        assert [one.total for one in asked.attempts] == [50, 0]  # as they were begun
        assert "best 50, last 0" in await on.command(boss, "report")


@claims("assign.places")
async def test_a_session_that_has_become_practice_is_quoted_nowhere(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        await on.command(boss, "settings", "words on group 3")
        await on.command(boss, "assign", "ann late-lamp Friday pass 40 max 1")
        first = await put_off(on, ann)
        assert (await on.session(first)).quoted
        await on.practise(ann, *POOR)
        there = (await on.session(first)).surface
        await on.press(ann, "score", session=first, at=there)
        await on.press(ann, "share", "yes", session=first, at=there)
        assert (await on.session(first)).shared
        assert not (await on.session(first)).quoted
