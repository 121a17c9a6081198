"""A fault in the policy costs the one event that meets it, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.domain import lobby, stepping
from bot.domain.content import Notice
from bot.domain.events import Commanded, Event, InboundEvent, Said, TimerFired
from bot.domain.lobby import Lobby
from bot.domain.replying import Stepped
from bot.domain.session import Session
from bot.domain.transcript import Micros
from bot.domain.wording import ENGLISH
from bot.errors import StaleSession, StoreError
from bot.ports.runner import Nudge
from bot.ports.store import MailboxId
from bot.stores import inbox
from bot.training import taking
from bot.training.draining import drain
from tests.fakes.scenarios import scenario
from tests.requirements import claims
from tests.training.stage import HOME, ME, Stage, stage

CURSED = "Nobody can take this."


@pytest.fixture(autouse=True)
def _faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A policy that cannot take one certain message, command or timer."""

    def step(session: Session, event: Event, now: Micros) -> Stepped:
        if isinstance(event, TimerFired) or (isinstance(event, Said) and event.text == CURSED):
            raise ValueError(f"cannot take {event}")
        return stepping.step(session, event, now)

    def receive(seen: Lobby, event: InboundEvent, now: Micros) -> Any:
        if isinstance(event, Commanded) and event.command == "list":
            raise ValueError(f"cannot take {event}")
        return REAL_LOBBY(seen, event, now)

    monkeypatch.setattr(taking, "step", step)
    monkeypatch.setattr(lobby, "step", receive)


REAL_LOBBY = lobby.step


def answers(on: Stage) -> list[Notice]:
    contents = [message.now.content for message in on.chat.messages.values()]
    return [c for c in contents if isinstance(c, Notice) and c.text == ENGLISH.talk.not_taken]


async def unread(on: Stage) -> list[str]:
    mailboxes = (f"session:{on.session_id}", f"member:t1:{ME}")
    return [r.event.key for m in mailboxes for r in await on.store.pending(MailboxId(m))]


@claims("bad.fault")
async def test_a_message_that_breaks_is_told_and_what_comes_after_it_is_answered(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        with capture_logs() as lines:
            await on.say(CURSED)
            await on.say("Hello.")
            on.persona.says("My lamp.")
            on.persona.ends()
            await on.settled()
        assert [notice.only_for for notice in answers(on)] == [ME]
        assert [t.text for t in (await on.session()).transcript.turns[1:]] == ["Hello.", "My lamp."]
        assert await unread(on) == []
        [line] = [line for line in lines if line["event"] == "event.broke"]
        assert (line["key"], line["kind"], line["error"]) == ("k2", "said", "ValueError")
        assert CURSED not in str(lines)


@claims("bad.fault")
async def test_a_command_that_breaks_is_told_and_the_next_one_is_taken(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.accept(on.command("list"))
        await on.start()
        await on.settled()
        assert [m.ref.surface for m in on.chat.messages.values() if m.key == "k1:answer"] == [HOME]
        assert len(answers(on)) == 1
        assert await unread(on) == []


async def test_a_timer_that_breaks_is_told_to_nobody(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        fired = TimerFired(
            key="timer", surface=on.thread, member=ME, at=on.clock.now(), session=on.session_id,
            number=0,
        )  # fmt: skip
        await on.accept(fired)
        await on.settled()
        assert await unread(on) == []
        assert answers(on) == []


@pytest.mark.parametrize("error", [StoreError("The database is away."), OSError("Broken.")])
async def test_where_the_commit_fails_the_event_is_taken_again_later(
    tmp_path: Path, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        await on.settled()
        mailbox = MailboxId(f"session:{on.session_id}")
        cursed = Said(
            key="cursed", surface=on.thread, member=ME, at=on.clock.now(), text=CURSED, message="c"
        )
        async with on.store.begin() as transaction:
            await transaction.accept([cursed])

        def fail(*_: object) -> None:
            raise error

        with monkeypatch.context() as patched:
            patched.setattr(inbox, "handle", fail)
            with pytest.raises(BaseExceptionGroup) as raised:
                await drain(on.running.engine, mailbox, Nudge())
        assert raised.group_contains(type(error))
        assert await unread(on) == ["cursed"]
        assert answers(on) == []
        await drain(on.running.engine, mailbox, Nudge())
        assert await unread(on) == []
        assert len(answers(on)) == 1


async def test_a_worker_that_lost_its_claim_does_not_mark_it_handled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        await on.settled()
        mailbox = MailboxId(f"session:{on.session_id}")
        cursed = Said(
            key="cursed", surface=on.thread, member=ME, at=on.clock.now(), text=CURSED, message="c"
        )
        async with on.store.begin() as transaction:
            await transaction.accept([cursed])

        def stale(*_: object) -> None:
            raise StaleSession

        with monkeypatch.context() as patched:
            patched.setattr(inbox, "handle", stale)
            await drain(on.running.engine, mailbox, Nudge())
        assert await unread(on) == ["cursed"]
        assert answers(on) == []
