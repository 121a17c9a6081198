"""Messages changed or taken back at work: what the model is asked, what is shown, and what is stored."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.domain.content import Speech
from bot.domain.events import Deleted, Edited
from bot.domain.surface import Surface
from bot.domain.wording import ENGLISH
from bot.errors import Unavailable
from bot.ports import platform
from bot.ports.clock import Clock, SystemClock
from bot.ports.store import Transaction
from tests.fakes.chat import Chat, limited, unavailable
from tests.fakes.scenarios import scenario
from tests.requirements import claims
from tests.training.stage import CHAT, ME, Hasty, Stage, stage

pytestmark = claims("engine.edits")

LATE = ENGLISH.talk.too_late


async def edit(on: Stage, message: str, text: str, key: str = "") -> bool:
    key = key or f"{message}:{text}"
    changed = Edited(
        key=key, surface=on.thread, member=ME, at=on.clock.now(), text=text, message=message
    )
    return await on.accept(changed)


async def delete(on: Stage, message: str) -> bool:
    key = f"{message}:deleted"
    return await on.accept(
        Deleted(key=key, surface=on.thread, member=ME, at=on.clock.now(), message=message)
    )


async def say(on: Stage, text: str) -> str:
    """Says something, once the model is asked to answer it; gives the message's name."""
    await on.say(text)
    return f"k{on.count}"


async def asked(on: Stage, times: int) -> None:
    await on.until(lambda: len(on.persona.asked) == times)


async def said(on: Stage) -> list[str]:
    return [f"{t.speaker[0]}:{t.text.strip()}" for t in (await on.session()).transcript][1:]


def shown(on: Stage, turn: int) -> str | None:
    content = on.shows(f"turn:{turn}:0")
    return content.text if isinstance(content, Speech) else None


def heard(on: Stage) -> str:
    """All that the model read last."""
    return "\n".join(message.text for message in on.persona.asked[-1].messages)


async def replies(on: Stage, turn: int, text: str) -> None:
    on.persona.says(text)
    on.persona.ends()
    await on.until(lambda: shown(on, turn) == text)
    await on.settled()


async def test_an_edit_while_the_model_thinks_is_what_it_answers(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        message = await say(on, "Helo.")
        await asked(on, 1)
        assert await edit(on, message, "I am sorry.")
        await asked(on, 2)
        assert on.persona.left == 1, "the first request was given up"
        assert "I am sorry." in heard(on)
        assert "Helo." not in heard(on)
        assert not await edit(on, message, "I am sorry."), "delivered twice it is one"
        await replies(on, 3, "Thank you.")
        assert await said(on) == ["t:I am sorry.", "p:Thank you."]
        assert [m.key for m in on.chat.messages.values()].count("s1:turn:3:0") == 1
        assert on.notices() == []


async def test_an_edit_once_the_reply_shows_is_told_and_the_reply_goes_on(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        message = await say(on, "Hello.")
        on.persona.says("I have waited ")
        await on.until(lambda: shown(on, 3))
        await edit(on, message, "I am sorry.")
        on.persona.says("long.")
        on.persona.ends()
        await on.until(lambda: on.notices() == [LATE])
        await on.settled()
        assert await said(on) == ["t:Hello.", "p:I have waited long."]
        assert len(on.persona.asked) == 1
        await delete(on, message)
        await on.until(lambda: on.notices() == [LATE, LATE])
        assert await said(on) == ["t:Hello.", "p:I have waited long."]


async def test_a_message_taken_back_while_the_model_thinks_gets_no_reply(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        message = await say(on, "Your fault!")
        await asked(on, 1)
        await delete(on, message)
        await on.until(lambda: on.persona.left == 1)
        await on.settled()
        assert shown(on, 3) is None
        session = await on.session()
        assert (session.said, session.phase) == (0, "briefing")
        assert on.chat.statuses[-1][1] == "complete", "nobody is said to think"
        await say(on, "Hello.")
        await replies(on, 5, "Good day.")


async def test_an_edit_while_the_post_of_the_reply_is_on_its_way_comes_too_late(
    tmp_path: Path,
) -> None:
    clock = Hasty()
    chat = Chat(clock, CHAT, latency=lambda: 0.5)
    async with stage(tmp_path, scenario(), chat=chat, clock=clock) as on:
        await on.start()
        posted = chat.calls["post"]
        message = await say(on, "Hello.")
        on.persona.says("I have waited ")
        await on.until(lambda: chat.calls["post"] > posted)
        await edit(on, message, "I am sorry.")
        on.persona.says("long.")
        on.persona.ends()
        await on.until(lambda: on.notices() == [LATE])
        await on.settled()
        assert await said(on) == ["t:Hello.", "p:I have waited long."]


async def test_a_reply_that_is_written_and_cannot_be_shown_yet_is_asked_for_again(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, scenario(), clock=Hasty()) as on:
        await on.start()
        on.chat.add_faults("post", limited(1))
        message = await say(on, "Hello.")
        on.persona.says("Go on.")
        on.persona.ends()
        while (await on.session()).transcript.turns[-1].state != "complete":
            await on.until(lambda: True)
        await edit(on, message, "I am sorry.")
        await asked(on, 2)
        assert "I am sorry." in heard(on)
        await replies(on, 3, "Thank you.")
        assert await said(on) == ["t:I am sorry.", "p:Thank you."]


async def test_a_post_that_got_no_answer_may_stand_there(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario(), clock=Hasty()) as on:
        await on.start()
        on.chat.add_faults("post", unavailable(after=True), unavailable(), unavailable())
        message = await say(on, "Hello.")
        on.persona.says("Go on.")
        await on.until(lambda: shown(on, 3))
        await edit(on, message, "I am sorry.")
        on.persona.ends()
        await on.until(lambda: on.notices() == [LATE])
        await on.settled()
        assert await said(on) == ["t:Hello.", "p:Go on."]
        assert len([m for m in on.chat.standing() if m.key == "s1:turn:3:0"]) == 1


async def test_said_and_changed_in_one_breath_the_change_is_answered(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        await asyncio.gather(say(on, "Helo."), edit(on, f"k{on.count + 1}", "Hello."))
        await on.until(lambda: on.persona.asked and "Hello." in heard(on))
        await replies(on, 3, "Go on.")
        assert await said(on) == ["t:Hello.", "p:Go on."]


async def test_a_change_is_kept_where_the_model_fails_meanwhile(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        message = await say(on, "Helo.")
        await asked(on, 1)
        on.persona.fails(Unavailable("away"))
        await edit(on, message, "Hello.")
        await on.until(lambda: "Hello." in heard(on))
        await replies(on, 3, "Go on.")
        assert await said(on) == ["t:Hello.", "p:Go on."]


@pytest.mark.parametrize("taken_over", [False, True])
async def test_after_a_restart_the_change_is_what_is_answered(
    tmp_path: Path,
    taken_over: bool,  # noqa: FBT001
) -> None:
    """The first process has not shown anything, or, taken over, has shown its first words."""
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        message = await say(on, "Helo.")
        await asked(on, 1)
        if taken_over:
            on.persona.says("I have ")
            await on.until(lambda: shown(on, 3))
        chat = on.chat
    async with stage(tmp_path, scenario(), chat=chat) as on:
        await edit(on, message, "I am sorry.")
        await on.until(lambda: on.persona.asked)
        if taken_over:
            await replies(on, 3, "I have waited.")
            assert on.notices() == [LATE]
            assert await said(on) == ["t:Helo.", "p:I have waited."]
        else:
            await on.until(lambda: "I am sorry." in heard(on))
            await replies(on, 3, "Thank you.")
            assert await said(on) == ["t:I am sorry.", "p:Thank you."]


async def test_finish_with_the_only_message_just_taken_back_scores_nothing(tmp_path: Path) -> None:
    async with stage(tmp_path, scenario()) as on:
        await on.start()
        message = await say(on, "Hello.")
        await asked(on, 1)
        await asyncio.gather(delete(on, message), on.press("finish"))
        await on.until(lambda: on.card() or on.notices())
        await on.settled()
        session = await on.session()
        assert session.said == 0
        assert session.scorecard is None or session.scorecard.total is None


class Silent(Chat):
    """Keeps whoever says that a reply is made waiting, while it is told to."""

    def __init__(self, clock: Clock, capabilities: platform.Capabilities) -> None:
        super().__init__(clock, capabilities)
        self.ending, self.free = asyncio.Event(), asyncio.Event()

    async def status(self, surface: Surface, stage: platform.Stage, text: str) -> None:
        if stage == "complete":
            self.ending.set()
            await self.free.wait()
        await super().status(surface, stage, text)


async def test_a_stop_that_is_committed_while_the_reply_is_recalled_stops_its_successor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = Silent(SystemClock(), CHAT)
    async with stage(tmp_path, scenario(), chat=chat) as on:
        await on.start()
        message = await say(on, "Helo.")
        await asked(on, 1)
        await edit(on, message, "Hello.")
        await chat.ending.wait()
        begin, commits = on.store.begin, itertools.count(1)

        @asynccontextmanager
        async def held() -> AsyncIterator[Transaction]:
            if next(commits) == 2:  # after that of the intake: what the stop makes of the session
                chat.free.set()
                await on.until(lambda: chat.statuses[-1][1] == "complete")
            async with begin() as transaction:
                yield transaction

        monkeypatch.setattr(on.store, "begin", held)
        await on.press("stop")
        await on.until(lambda: len(on.persona.asked) > 1 or not on.running.runner.busy)
        assert len(on.persona.asked) == 1
        assert await said(on) == ["t:Hello.", "p:"]
        assert (await on.session()).reply is None
