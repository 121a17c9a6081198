"""What a trainee sees where models fail: one reply in one message, and a word when the script
speaks in a model's place."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from bot.domain.content import Notice, Speech
from bot.domain.effects import Announce
from bot.domain.events import StoodIn
from bot.domain.stepping import step
from bot.domain.transcript import Micros, StandIn
from bot.domain.wording import ENGLISH, GERMAN
from bot.errors import BudgetSpent
from bot.ports.clock import SystemClock
from bot.ports.provider import Prompt, Stream
from bot.providers.fallback import Fallback
from bot.providers.openai import OpenAIProvider
from bot.providers.scripted import ScriptedProvider
from bot.providers.served import Request
from tests.fakes.model_server import (
    DONE,
    Answer,
    Fault,
    ModelServer,
    delta,
    event,
    finish,
    refusal,
    reply,
    stream,
)
from tests.fakes.scenarios import scenario
from tests.fakes.talks import talk
from tests.requirements import claims
from tests.training.stage import Persona, Stage, stage

SILENT, SPENT = ENGLISH.talk.stood_in["silent"], ENGLISH.talk.stood_in["spent"]
SCRIPT = "Go on."
REPLY = "turn:3:0"
"""The key of the first reply's one page."""

FAULTS: dict[str, Answer] = {
    "refusal": stream(delta(refusal="I am sorry"), finish(), DONE),
    "empty": stream(finish(), DONE),
    "early end": stream(DONE),
    "closed": stream(Fault.CLOSE),
    "malformed": stream(b"data: {not json}\n\n"),
    "filter": stream(finish("content_filter"), DONE),
    "fault": stream(event({"error": {"message": "out of memory"}})),
    "limited": refusal(429, "slow down", headers={"retry-after": "60"}),
    "overloaded": refusal(503, "overloaded"),
}
MID_REPLY: dict[str, Answer] = {
    "early end": stream(delta("Half a "), DONE),
    "reset": stream(delta("Half a "), Fault.RESET),
    "malformed": stream(delta("Half a "), b"data: {not json}\n\n"),
    "filter": stream(delta("Half a "), finish("content_filter"), DONE),
    "refusal": stream(delta("Half a "), delta(refusal="I am sorry"), DONE),
}


class Behind(Persona):
    """A persona that is whatever a fallback makes of its models."""

    def __init__(self, fallback: Fallback) -> None:
        super().__init__()
        self._fallback = fallback

    def stream(self, prompt: Prompt) -> AbstractAsyncContextManager[Stream]:  # type: ignore[override]
        self.asked.append(prompt)
        return self._fallback.stream(prompt)


class Spent(OpenAIProvider):
    """A model on which nothing may be spent."""

    async def _open(self, request: Request) -> NoReturn:
        raise BudgetSpent


@asynccontextmanager
async def played(folder: Path, *servers: ModelServer, spent: bool = False) -> AsyncIterator[Stage]:
    """A session at its first message, played by models at these servers."""
    made = Spent if spent else OpenAIProvider
    async with AsyncExitStack() as stack:
        models = []
        for number, server in enumerate(servers):
            await stack.enter_async_context(server)
            model = made(base_url=server.address, model=f"m{number}", name=f"server-{number}")
            stack.push_async_callback(model.close)
            models.append(model)
        clock = SystemClock()
        fallback = Fallback(models, ScriptedProvider(clock, pace=0), clock=clock)
        persona = Behind(fallback)
        on = await stack.enter_async_context(stage(folder, scenario(), persona=persona))
        await on.start()
        yield on


async def answered(on: Stage, text: str = "Hello.", key: str = REPLY) -> Speech:
    """What stands there once the reply is complete."""
    await on.say(text)
    await on.settled()
    speech = on.shows(key)
    assert isinstance(speech, Speech)
    assert speech.complete
    return speech


@claims("provider.fallback")
@pytest.mark.parametrize("fault", FAULTS)
async def test_another_model_answers_and_nobody_notices(fault: str, tmp_path: Path) -> None:
    first, second = ModelServer(), ModelServer()
    first.play(FAULTS[fault])
    second.play(reply("Well, ", "then."))
    async with played(tmp_path, first, second) as on:
        speech = await answered(on)
        assert (speech.text, speech.model) == ("Well, then.", "m1")
        assert on.notices() == []
        assert [key for key in on.posted() if key.startswith("s1:turn:")] == [f"s1:{REPLY}"]


@claims("provider.mid-reply")
@pytest.mark.parametrize("fault", MID_REPLY)
async def test_a_reply_that_breaks_off_is_begun_again_by_another_in_the_same_message(
    fault: str, tmp_path: Path
) -> None:
    first, second = ModelServer(), ModelServer()
    first.play(MID_REPLY[fault])
    second.play(reply("It is a whole ", "reply."))
    async with played(tmp_path, first, second) as on:
        speech = await answered(on)
        assert (speech.text, speech.model) == ("It is a whole reply.", "m1")
        assert [key for key in on.posted() if key.startswith("s1:turn:")] == [f"s1:{REPLY}"]
        assert on.notices() == []
        assert [len(server.asked) for server in (first, second)] == [1, 1]
        assert (await on.session()).transcript.turns[2].attempt == 1


@claims("provider.mid-reply", "provider.stand-in")
async def test_where_every_model_breaks_off_the_script_ends_the_reply(tmp_path: Path) -> None:
    first, second = ModelServer(), ModelServer()
    for server in (first, second):
        server.otherwise = lambda _: stream(delta("Half a "), DONE)
    async with played(tmp_path, first, second) as on:
        speech = await answered(on)
        assert (speech.text, speech.model) == (SCRIPT, "script")
        assert on.notices() == [SILENT]


@claims("provider.stand-in")
async def test_the_script_takes_over_says_so_once_and_the_session_can_be_scored(
    tmp_path: Path,
) -> None:
    server = ModelServer()
    server.otherwise = lambda _: refusal(503, "overloaded")
    async with played(tmp_path, server) as on:
        assert (await answered(on)).text == SCRIPT
        assert on.posted()[-2:] == [f"s1:{REPLY}", "s1:stood-in:silent"]
        await answered(on, "Why?", "turn:5:0")
        await answered(on, "I see.", "turn:7:0")
        assert on.notices() == [SILENT]
        await on.press("finish")
        await on.settled()
        assert on.card() is not None


@claims("limits.script")
async def test_a_spent_limit_is_told_in_its_own_words(tmp_path: Path) -> None:
    async with played(tmp_path, ModelServer(), spent=True) as on:
        assert (await answered(on)).text == SCRIPT
        assert on.notices() == [SPENT]


def test_each_reason_is_said_once_in_a_session_in_its_language() -> None:
    session = talk("Hello.", of=scenario(language="de"))
    session = replace(session, surface=session.home, phase="roleplay")
    said = []
    reasons: tuple[StandIn, ...] = ("silent", "spent", "silent", "spent")
    for why in reasons:
        session, effects = step(session, StoodIn(why=why), Micros(0))
        for effect in effects:
            assert isinstance(effect, Announce)
            assert isinstance(effect.content, Notice)
            assert effect.content.only_for == session.member
            said.append(effect.content.text)
    assert said == [GERMAN.talk.stood_in["silent"], GERMAN.talk.stood_in["spent"]]
    closed = replace(session, phase="closed", stood_in=frozenset())
    assert step(closed, StoodIn(why="silent"), Micros(0)) == (closed, ())
