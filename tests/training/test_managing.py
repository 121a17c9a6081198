"""The managers' side as one story: from the order to a group until nothing is left of one of them."""

from __future__ import annotations

from pathlib import Path

from bot.domain.content import Report
from bot.domain.surface import MemberId
from tests.requirements import claims
from tests.training.team import BERLIN, HALL, TENANT, Team, everything, report_of, said, team

GOOD = ("I am sorry, it comes tomorrow.",)
POOR = ("That is not my business, I think.",)


def a_team(on: Team) -> tuple[MemberId, MemberId, MemberId, MemberId]:
    """A manager, and three trainees in one group."""
    boss = on.people.add(TENANT, "boss", "Bo Ss", zone=BERLIN, admin=True)
    ann = on.people.add(TENANT, "ann", "Ann Able", zone=BERLIN)
    ben = on.people.add(TENANT, "ben", "Ben Busy", zone=BERLIN)
    cas = on.people.add(TENANT, "cas", "Cas Late", zone=BERLIN)
    on.people.put_in(TENANT, "sales", [ann, ben, cas])
    return boss, ann, ben, cas


@claims("assign.announced", "assign.reminded", "dispute.decided", "digest.once", "data.forgotten")
async def test_from_an_order_to_a_group_until_one_of_them_is_forgotten(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, ann, ben, cas = a_team(on)
        answer = await on.command(boss, "assign", "sales late-lamp Friday 17:00 max 3", at=HALL)
        assert "It reaches 3: Ann Able, Ben Busy, Cas Late." in answer
        assert "Monday at 9:00" in await on.command(boss, "digest", "here Monday 9", at=HALL)
        await on.tick()
        assert [len(on.private(one)) for one in (ann, ben, cas)] == [1, 1, 1]

        # Two practise, each from their own announcement.
        id = on.starts(ann)
        await on.press(ann, "assigned", id)
        passed = await on.play(ann, *GOOD)
        await on.press(ben, "assigned", id)
        failed = await on.play(ben, *POOR)
        assert on.card(passed).scorecard.passed
        assert not on.card(failed).scorecard.passed

        # One has done nothing and one has not passed: both are reminded, once a day.
        on.clock.set("2026-11-25 11:00")
        await on.tick()
        await on.tick()
        reminders = [m.key for m in on.messages("remind:")]
        assert sorted(key.split(":")[2] for key in reminders) == ["ben", "cas"]

        # One disputes; the manager reads the lines of that score alone, and overrides it.
        asked = await on.press(
            ben, "dispute", "en.apology", text="I did say it on the phone.", session=failed
        )
        assert "Bo Ss is asked to look" in asked
        (question,) = on.messages("dispute:")
        assert question.ref.surface == on.home(boss)
        assert POOR[0] not in said(question.now.content)
        give = next(
            button
            for section in report_of(question).sections
            for button in section.buttons
            if button.label.startswith("there")
        )
        decided = await on.press(boss, "decide", give.value, text="It was said, by phone.")
        assert "“Apologises” of Ben Busy is now “there”" in decided
        card = on.card(failed).scorecard
        assert card.total == 50
        assert card.scores[0].points == 0
        assert card.scores[0].overridden is not None
        (told,) = on.messages(f"{failed}:decided")
        assert "It was said, by phone." in told.now.text
        assert not report_of(question).sections

        # The digest comes once, and late rather than never.
        on.clock.set("2026-11-30 14:00")
        for _ in range(3):
            await on.tick()
        (digest,) = on.messages("digest:")
        assert digest.ref.surface == HALL
        assert "Ann" not in said(digest.now.content)

        # Nothing of one of them is left, not in the file either.
        await on.press(ben, "forget", "yes")
    found = everything(tmp_path)
    assert b"ann" in found
    for trace in (b"ben", POOR[0].encode(), b"by phone", b"on the phone", failed.encode()):
        assert trace not in found, trace


async def test_everything_is_answered_in_the_tenants_language(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, ann, _, _ = a_team(on)
        await on.command(boss, "settings", "language de")
        assert "Es erreicht 1: Ann Able." in await on.command(
            boss, "assign", "ann late-lamp Freitag"
        )
        await on.tick()
        (told,) = on.private(ann)
        assert isinstance(told.now.content, Report)
        assert told.now.content.title == "Du hast etwas zu üben"
        assert "Das können nur Führungskräfte" in await on.command(ann, "report")
