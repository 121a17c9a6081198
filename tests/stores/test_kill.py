"""A process is killed with SIGKILL while it writes: what it had confirmed is there afterwards."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot import stores
from bot.domain.surface import SessionId
from bot.domain.transcript import Micros
from bot.ports.store import MailboxId
from tests.requirements import claims
from tests.stores.killed import GROUP, MEMBERS
from tests.stores.values import begun, new_session

ROOT = Path(__file__).parent.parent.parent


def killed_after(url: str, load: str, lines: int) -> list[str]:
    """Lets the load run, kills it after so many lines, and gives everything it had confirmed."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.stores.killed", url, load],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        confirmed = [process.stdout.readline() for _ in range(lines)]
        process.kill()
        confirmed += process.stdout.readlines()
    assert process.returncode == -9
    return [line for line in confirmed if line.endswith("\n")]


@claims("durable.before-ack", "durable.order", "durable.once")
@pytest.mark.parametrize("lines", [3, 17])
async def test_every_confirmed_event_is_there_once_and_in_order(url: str, lines: int) -> None:
    confirmed = [key for line in killed_after(url, "accepting", lines) for key in line.split()]
    async with stores.connect(url) as store:
        found: list[str] = []
        for number in range(MEMBERS):
            pending = await store.pending(MailboxId(f"member:local:m{number}"), limit=100_000)
            keys = [received.event.key for received in pending]
            assert keys == sorted(keys)
            assert [received.seq for received in pending] == list(range(1, len(keys) + 1))
            found += keys
    assert len(found) == len(set(found))
    assert set(confirmed) <= set(found)
    assert len(found) % GROUP == 0, "a group is there as a whole or not at all"
    assert len(found) - len(confirmed) <= GROUP * 2, "what is there was sent"


@claims("durable.before-ack")
async def test_a_step_is_there_as_a_whole_or_not_at_all(url: str) -> None:
    async with stores.connect(url) as store:
        await begun(store, new_session())
    confirmed = killed_after(url, "stepping", 12)
    async with stores.connect(url) as store:
        session = await store.session(SessionId("s1"))
        assert session is not None
        posts = await store.posts(session.id)
        pending = await store.pending(MailboxId("session:s1"))
        steps = len(posts)
        assert steps >= len(confirmed)
        assert [post.key for post in posts] == [f"post {n}" for n in range(1, steps + 1)]
        assert [turn.text for turn in session.transcript][1:] == [
            text for n in range(1, steps + 1) for text in (f"said {n}", f"answer {n}")
        ]
        assert [received.seq for received in pending] in ([], [steps + 1])
        assert "session:s1" in await store.unfinished(Micros(10**15))
