"""How a session's thread comes to be opened: at once the first time, looked for after a crash."""

from __future__ import annotations

from pathlib import Path

from bot.ports.clock import SystemClock
from tests.fakes.chat import Chat, unavailable
from tests.fakes.scenarios import scenario
from tests.training.stage import CHAT, stage


async def test_a_thread_that_nobody_can_have_opened_is_not_looked_for(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        assert on.chat.calls["lookup"] == 0


async def test_a_thread_whose_opening_had_no_answer_is_looked_for_and_opened_once(
    tmp_path: Path,
) -> None:
    chat = Chat(SystemClock(), CHAT)
    chat.add_faults("post", unavailable(after=True))
    async with stage(tmp_path, scenario(), chat=chat) as on:
        await on.start()
        await on.settled()
        assert on.posted() == ["s1:opening"]
        assert chat.calls["lookup"] == 1
