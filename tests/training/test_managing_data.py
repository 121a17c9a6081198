"""What is a person's own: who sees it, a copy of it, and its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.content import Handout, Notice
from bot.domain.events import Pressed
from bot.domain.surface import MemberId, SessionId
from bot.ports.store import Change, Claim, MailboxId
from bot.stores.store import SqlTransaction
from tests.requirements import claims
from tests.training.team import BERLIN, TENANT, Team, everything, team

GOOD = ("I am sorry, it comes tomorrow.",)


def two(on: Team) -> tuple[MemberId, MemberId]:
    boss = on.people.add(TENANT, "boss", "Bo Ss", zone=BERLIN, admin=True)
    return boss, on.people.add(TENANT, "ann", "Ann Able", zone=BERLIN)


def labels(on: Team, session: str) -> list[str]:
    return [button.label for button in on.card(session).buttons]


@claims("data.shared")
async def test_the_score_of_a_practice_is_seen_once_it_is_shared_and_no_longer_afterwards(
    tmp_path: Path,
) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        own = await on.practise(ann, *GOOD)
        assert "100" not in await on.command(boss, "report", "ann")
        assert "Share with managers" in labels(on, own)
        assert "Dispute a score" not in labels(on, own)
        await on.press(ann, "share", "yes", session=own)
        assert "best 100" in await on.command(boss, "report", "ann")
        assert "Do not share any more" in labels(on, own)
        assert "Dispute a score" in labels(on, own)
        await on.press(ann, "share", "no", session=own)
        assert "100" not in await on.command(boss, "report", "ann")
        refused = await on.press(boss, "share", "yes", session=own)
        assert "Only whose session it is" in refused


async def test_what_was_assigned_is_seen_anyway(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        await on.command(boss, "assign", "ann late-lamp Friday")
        session = await on.practise(ann, *GOOD)
        assert "Share with managers" not in labels(on, session)
        assert "sees its score already" not in await on.press(ann, "share", "no", session=session)
        assert "best 100" in await on.command(boss, "report", "ann")


@claims("engine.score")
async def test_score_shows_ones_own_progress(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        _, ann = two(on)
        await on.practise(ann, *GOOD)
        assert "The late lamp: best 100, passed" in await on.command(ann, "score")


@claims("data.exported")
async def test_an_export_is_for_the_member_alone(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        _, ann = two(on)
        await on.command(ann, "export-me")
        content = on.messages()[-1].now.content
        assert isinstance(content, Handout)
        assert content.only_for == ann


@claims("data.forgotten")
async def test_forgetting_is_asked_first_and_an_open_session_goes_with_all_else(
    tmp_path: Path,
) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        await on.command(boss, "assign", "ann late-lamp Friday")
        await on.command(ann, "start", scenario="late-lamp")
        await on.command(ann, "forget-me")
        asked = on.messages()[-1].now.content
        assert isinstance(asked, Notice)
        (button,) = asked.buttons
        assert await on.store.open_session(TENANT, ann) is not None
        answer = await on.press(ann, button.action, button.value)
        assert "All that was stored of you is deleted" in answer
        assert "As long as you are in a group that is to practise something" in answer
        assert await on.store.open_session(TENANT, ann) is None
        assert await on.store.office.assigned(TENANT, ann) == []
        lines = await on.store.office.audit(TENANT)
        assert [line.by for line in lines if line.what == "forget-me"] == [MemberId("")]
        await on.practise(ann, *GOOD)  # whoever was forgotten can begin anew
        await on.press(ann, "forget", "yes")
    assert b"Able" not in everything(tmp_path)
    assert b"with-ann" not in everything(tmp_path)


@claims("data.forgotten")
async def test_killed_between_the_answer_and_the_deletion_it_is_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = SqlTransaction.commit

    async def killed(self: SqlTransaction, claim: Claim, change: Change) -> tuple[MailboxId, ...]:
        if change.erased:
            raise ConnectionError("gone")
        return await commit(self, claim, change)

    async with team(tmp_path) as on:
        _, ann = two(on)
        await on.practise(ann, *GOOD)
        monkeypatch.setattr(SqlTransaction, "commit", killed)
        event = Pressed(
            key="forget-1.", surface=on.home(ann), member=ann, at=on.clock.now(), action="forget"
        )
        await on.running.accept(event)
        await on.until(lambda: on.messages("forget-1."))
    monkeypatch.undo()
    async with team(tmp_path, people=on.people) as on:
        await on.settled()
        assert await on.store.pending(MailboxId(f"member:{TENANT}:{ann}")) == []
        assert await on.store.office.attempts(TENANT, [ann]) == []
    assert b"with-ann" not in everything(tmp_path)


@claims("data.retained")
async def test_what_is_too_old_is_deleted_daily_by_the_tenants_own_measure(tmp_path: Path) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        old = await on.practise(ann, *GOOD)
        await on.command(boss, "settings", "retention 30")
        on.clock.set("2026-12-20 10:00")
        await on.tick()
        new = await on.practise(ann, *GOOD)
        assert await on.store.session(SessionId(old)) is not None
        on.clock.set("2026-12-24 10:00")
        await on.tick()
        assert await on.store.session(SessionId(old)) is None
        assert await on.store.session(SessionId(new)) is not None


@claims("roles.managers", "roles.audit")
async def test_managers_are_made_and_unmade_by_admins_and_it_is_written_down(
    tmp_path: Path,
) -> None:
    async with team(tmp_path) as on:
        boss, ann = two(on)
        assert "Nobody was made a manager yet" in await on.command(boss, "managers")
        assert "Only the admins" in await on.command(ann, "managers", "add ann")
        assert "Now a manager: Ann Able" in await on.command(boss, "managers", "add <member:ann>")
        assert "Ann Able" in await on.command(boss, "managers", "list")
        assert "Results of everybody" in await on.command(ann, "report")
        removed = await on.command(boss, "managers", "remove ann, Bo Ss")
        assert "No longer a manager: Ann Able." in removed
        assert "Bo Ss runs this place" in removed
        assert "Only managers can do that (`report`)" in await on.command(ann, "report")
        lines = [(one.by, one.what, one.about) for one in await on.store.office.audit(TENANT)]
        assert lines == [(boss, "managers", ann), (ann, "report", ""), (boss, "managers", ann)]
