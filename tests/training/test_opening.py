"""How a session's thread comes to be opened: at once the first time, looked for after a crash."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.domain import showing
from bot.ports.clock import SystemClock
from bot.ports.platform import Capabilities, Limit
from bot.replies.pacing import Budgets, Priority
from bot.training.posting import Posting
from tests.fakes.chat import Chat, unavailable
from tests.fakes.scenarios import scenario
from tests.fakes.talks import talk
from tests.fakes.virtual_time import VirtualClock, in_virtual_time
from tests.requirements import claims
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


@claims("engine.delayed")
@in_virtual_time
async def test_who_must_wait_for_a_session_is_told_how_long() -> None:
    clock = VirtualClock()
    scarce = (Limit(calls=1, seconds=20.0, per="tenant"),)
    chat = Chat(clock, Capabilities(page=4000, limits={"post": scarce}))
    posting = Posting(platforms={"chat": chat}, budgets=Budgets(clock), clock=clock)
    home = replace(talk().home, platform="chat")
    first, second = showing.opening(talk()), showing.opening(talk())
    await posting.open_thread(home, first, "one")
    assert chat.delays == []
    await posting.budgets.acquire(chat, "post", replace(home, channel="c"), Priority.FINAL)
    await posting.open_thread(home, second, "two")
    ((session, seconds),) = chat.delays
    assert session == second.session
    assert 15 < seconds < 25
