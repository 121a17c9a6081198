"""A process is killed with SIGKILL while it writes: what it had confirmed is there afterwards."""

from __future__ import annotations

import signal
from contextlib import suppress
from pathlib import Path

import pytest

from bot import stores
from bot.domain.surface import SessionId
from bot.domain.transcript import Micros
from bot.ports.store import MailboxId
from tests.fakes.forked import FORKS, ended, forked
from tests.requirements import claims
from tests.stores.killed import GROUP, MEMBERS, load
from tests.stores.values import begun, new_session


def killed_after(folder: Path, url: str, kind: str, times: int) -> list[list[str]]:
    """Lets the load run, kills it after so many times, and gives everything it had confirmed."""
    confirmed: list[list[str]] = []
    hearing, confirming = FORKS.Pipe(duplex=False)
    with hearing, forked(load, url, kind, confirming, says=folder / "says") as process:
        confirming.close()  # here: there it is open until the end
        with suppress(EOFError):
            while True:
                confirmed.append(hearing.recv())
                if len(confirmed) == times:
                    process.kill()
        assert ended(process) == -signal.SIGKILL, (folder / "says").read_text()
    return confirmed


@claims("durable.before-ack", "durable.order", "durable.once")
@pytest.mark.parametrize("times", [3, 17])
async def test_every_confirmed_event_is_there_once_and_in_order(
    tmp_path: Path, url: str, times: int
) -> None:
    confirmed = [key for keys in killed_after(tmp_path, url, "accepting", times) for key in keys]
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
async def test_a_step_is_there_as_a_whole_or_not_at_all(tmp_path: Path, url: str) -> None:
    async with stores.connect(url) as store:
        await begun(store, new_session())
    confirmed = killed_after(tmp_path, url, "stepping", 12)
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
