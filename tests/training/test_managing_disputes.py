"""A score is disputed by its trainee and decided by a manager, each once."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.domain import verdict
from bot.domain.dispute import DisputeId
from bot.domain.member import Person
from bot.domain.surface import MemberId, SessionId, TenantId
from tests.fakes.people import People
from tests.requirements import claims
from tests.training.team import BERLIN, TENANT, Team, report_of, said, team

MIXED = ("It comes tomorrow, and that is none of my business, Klaus Petersen.",)
SECRET = "Between us: the shop will close."


def three(on: Team) -> tuple[MemberId, MemberId, MemberId]:
    boss = on.people.add(TENANT, "boss", "Bo Ss", zone=BERLIN, admin=True)
    ann = on.people.add(TENANT, "ann", "Ann Able", zone=BERLIN)
    return boss, ann, on.people.add(TENANT, "ben", "Ben Busy", zone=BERLIN)


async def disputed(on: Team, boss: MemberId, ann: MemberId) -> tuple[SessionId, str]:
    """A session with a disputed score, and the dispute's id."""
    await on.command(boss, "assign", "ann late-lamp Friday pass 100")
    session = await on.practise(ann, SECRET, *MIXED)
    await on.press(ann, "dispute", "en.step", text="I named a day.", session=session)
    (one,) = await on.store.office.disputes(TENANT)
    return session, one.id


@claims("dispute.lines")
async def test_a_manager_reads_the_lines_of_the_one_score_and_nothing_else(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, ann, _ = three(on)
        await disputed(on, boss, ann)
        (question,) = on.messages("dispute:")
        text = said(question.now.content)
        assert "tomorrow" in text
        assert "I named a day." in text
        assert "Between us" not in text
        assert "tomorrow" in await on.command(boss, "assignments")


@claims("dispute.decided")
async def test_a_score_is_disputed_once_decided_once_and_by_managers_alone(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, ann, ben = three(on)
        session, id = await disputed(on, boss, ann)
        again = await on.press(ann, "dispute", "en.step", text="Still.", session=session)
        assert "disputed already; Bo Ss has not decided yet" in again
        others = await on.press(ben, "dispute", "en.step", text="Me too.", session=session)
        assert "Only whose session it is" in others
        none = await on.press(ann, "dispute", "en.nothing", text="This.", session=session)
        assert "no such score" in none
        refused = await on.press(ben, "decide", f"en.{id}.0", text="No.")
        assert "Only managers can do that" in refused
        assert "no such level" in await on.press(boss, "decide", f"en.{id}.7", text="Because.")
        assert "Say why" in await on.press(boss, "decide", f"en.{id}.0")
        assert "is now “missing”" in await on.press(
            boss, "decide", f"en.{id}.0", text="A day only."
        )
        late = await on.press(boss, "decide", f"en.{id}.keep", text="Or not.")
        assert "was decided by Bo Ss" in late
        assert len(on.messages(f"{session}:decided")) == 1
        card = on.card(session).scorecard
        assert [(s.points, s.points_now) for s in card.scores] == [(0, 0), (100, 0)]
        assert any("Bo Ss decided “missing” in place of “there”" in n for n in verdict.notes(card))
        assert verdict.points(card, card.scores[1]) == "0/100, given as 100"


@claims("dispute.decided")
async def test_a_decision_that_makes_it_pass_counts_for_the_assignment(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, ann, _ = three(on)
        await on.command(boss, "assign", "ann late-lamp Friday pass 100")
        session = await on.practise(ann, *MIXED)
        assert "In progress: 1 of 1" in await on.command(boss, "assignments")
        await on.press(ann, "dispute", "en.apology", text="By phone.", session=session)
        (one,) = await on.store.office.disputes(TENANT)
        await on.press(boss, "decide", f"en.{one.id}.1", text="True.")
        assert on.card(session).scorecard.total == 100
        assert "Passed: 1 of 1" in await on.command(boss, "assignments")
        assert any("it is passed" in said(m.now.content) for m in on.messages("done:"))


async def test_a_score_that_stays_is_told_to_both(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, ann, _ = three(on)
        session, id = await disputed(on, boss, ann)
        before = on.card(session).scorecard
        answer = await on.press(boss, "decide", f"en.{id}.keep", text="It was vague.")
        assert "stays as it was" in answer
        (told,) = on.messages(f"{session}:decided")
        assert "“It was vague.”" in said(told.now.content)
        assert on.card(session).scorecard == before
        (question,) = on.messages("dispute:")
        assert not report_of(question).sections


async def test_whoever_is_no_longer_a_manager_is_not_asked(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, ann, ben = three(on)
        await on.command(boss, "managers", "add ben")
        await on.command(ben, "assign", "ann late-lamp Friday")
        session = await on.practise(ann, *MIXED)
        await on.command(boss, "managers", "remove ben")
        answer = await on.press(ann, "dispute", "en.step", text="Really.", session=session)
        assert "stands under the managers' `/chattrain assignments`" in answer
        assert not on.messages("dispute:")
        (one,) = await on.store.office.disputes(TENANT)
        assert one.decider is None
        await on.press(boss, "decide", f"en.{one.id}.0", text="So be it.")
        assert on.card(session).scorecard.scores[1].overridden is not None


async def test_nobody_decides_on_their_own_score_and_nothing_on_one_that_is_gone(
    tmp_path: Path,
) -> None:
    async with team(tmp_path) as on:
        boss, ann, ben = three(on)
        await on.command(boss, "managers", "add ann")
        session, id = await disputed(on, boss, ann)
        own = await on.press(ann, "decide", f"en.{id}.1", text="For me.")
        assert "Somebody else has to decide" in own
        await on.press(ann, "forget", "yes")
        gone = await on.press(boss, "decide", f"en.{id}.1", text="Late.")
        assert "That dispute is gone" in gone
        assert await on.store.session(session) is None
        assert await on.command(ben, "score")


class Side(People):
    """People who are looked up by two managers at the same moment: each waits for the other."""

    def __init__(self) -> None:
        super().__init__()
        self.together: MemberId | None = None
        self._both = asyncio.Event()
        self._here = 0

    async def person(self, tenant: TenantId, member: MemberId) -> Person | None:
        if member == self.together:
            self._here += 1
            if self._here == 2:
                self._both.set()
            await self._both.wait()
        return await super().person(tenant, member)


@claims("dispute.decided")
async def test_of_two_managers_who_decide_at_once_one_stands_everywhere_and_both_are_told(
    tmp_path: Path,
) -> None:
    async with team(tmp_path, people=(side := Side())) as on:
        boss, ann, ben = three(on)
        await on.command(boss, "managers", "add ben")
        session, id = await disputed(on, boss, ann)
        side.together = ann  # whose dispute it is, known to both as open
        answers = await asyncio.gather(
            on.press(boss, "decide", f"en.{id}.0", text="No day."),
            on.press(ben, "decide", f"en.{id}.keep", text="It was a day."),
        )
        one = await on.store.office.dispute(TENANT, DisputeId(id))
        assert one is not None
        assert on.card(session).scorecard.scores[1].level_now == one.outcome
        (told,) = on.messages(f"{session}:decided")
        assert one.answer in said(told.now.content)
        mine, other = answers if one.decided_by == boss else reversed(answers)
        assert "They are told, with your reason" in mine
        who, level = ("Bo Ss", "missing") if one.decided_by == boss else ("Ben Busy", "there")
        assert f"was decided by {who}: it is “{level}”, and that stands" in other
        decisions = [
            line for line in await on.store.office.audit(TENANT) if line.what == "override"
        ]
        assert [line.by for line in decisions] == [one.decided_by]
