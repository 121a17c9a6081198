"""What every provider keeps to, whatever is behind it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import pytest

from bot.ports.clock import SystemClock
from bot.ports.provider import Call, Prompt, Provider
from bot.ports.store import ModelCall
from bot.providers.calls import Logged
from bot.providers.scripted import ScriptedProvider
from bot.training.prompting import persona_prompt
from tests.fakes.model_server import ModelServer
from tests.fakes.scenarios import scenario
from tests.fakes.talks import talk
from tests.fakes.wire import Wire, cut
from tests.fakes.wires import WIRES
from tests.requirements import claims

LINES = ("I have waited for two weeks.", "Straße 5, 東京 – d'accord? 👍", "Yes,\nand\n\nthen?")


@dataclass
class Subject:
    """A provider, and how to make it say something."""

    provider: Provider
    says: Callable[[str], Prompt]
    free: bool = False
    """Whether it uses no tokens."""


def scripted_prompt(text: str) -> Prompt:
    said = scenario(script={"cues": ({"say": (text,)},), "otherwise": ("Never.",)})
    return persona_prompt(talk("Hello.", of=said))


async def subjects(name: str) -> AsyncIterator[Subject]:
    match name:
        case "scripted":
            yield Subject(ScriptedProvider(SystemClock(), pace=0), scripted_prompt, free=True)
        case "logged":

            async def forget(call: ModelCall) -> None:
                pass

            async for inner in subjects("openai"):
                yield Subject(Logged(inner.provider, SystemClock(), forget), inner.says)
        case _:
            async for served in _served(next(wire for wire in WIRES if wire.name == name)):
                yield served


async def _served(wire: Wire) -> AsyncIterator[Subject]:
    async with ModelServer() as server:

        def says(text: str) -> Prompt:
            server.play(cut(wire.reply(*_pieces(text)), 50))
            return scripted_prompt(text)

        provider = wire.provider(server)
        yield Subject(provider, says)
        await provider.close()
        assert [fault for asked in server.asked for fault in wire.check(asked)] == []


def _pieces(text: str) -> list[str]:
    return [text[start : start + 3] for start in range(0, len(text), 3)]


@pytest.fixture(params=["scripted", "logged", *(wire.name for wire in WIRES)])
async def subject(request: pytest.FixtureRequest) -> AsyncIterator[Subject]:
    async for made in subjects(request.param):
        yield made


async def hear(provider: Provider, prompt: Prompt) -> tuple[list[str], Call]:
    async with provider.stream(prompt) as stream:
        return [delta async for delta in stream], stream.call


async def test_it_has_a_name_that_its_calls_bear(subject: Subject) -> None:
    _, call = await hear(subject.provider, subject.says(LINES[0]))
    assert subject.provider.name
    assert call.provider == subject.provider.name
    assert call.model


@claims("provider.openai")
@pytest.mark.parametrize("line", LINES)
async def test_the_pieces_joined_are_the_reply_to_the_letter(subject: Subject, line: str) -> None:
    pieces, call = await hear(subject.provider, subject.says(line))
    assert "".join(pieces) == line
    assert all(pieces)
    assert len(pieces) > 1
    assert call.outcome == "complete"


@claims("provider.openai")
async def test_the_usage_is_known_once_the_stream_is_left(subject: Subject) -> None:
    _, call = await hear(subject.provider, subject.says(LINES[0]))
    assert (call.usage.tokens_in == 0) == subject.free
    assert (call.usage.tokens_out == 0) == subject.free
    assert not call.usage.estimated


async def test_who_leaves_early_hears_no_more_and_knows_the_usage(subject: Subject) -> None:
    async with subject.provider.stream(subject.says(LINES[0])) as stream:
        async for _ in stream:
            break
    assert stream.call.outcome == "unfinished"
    assert (stream.call.usage.tokens_in == 0) == subject.free
    assert stream.call.usage.estimated == (not subject.free)


async def test_it_serves_on_after_somebody_left_early(subject: Subject) -> None:
    async with subject.provider.stream(subject.says(LINES[0])) as stream:
        async for _ in stream:
            break
    pieces, _ = await hear(subject.provider, subject.says(LINES[1]))
    assert "".join(pieces) == LINES[1]


async def test_a_stream_that_nobody_reads_costs_nothing(subject: Subject) -> None:
    async with subject.provider.stream(subject.says(LINES[0])) as stream:
        pass
    assert stream.call.usage.tokens_in == 0
    assert stream.call.outcome == "unfinished"


async def test_what_the_reader_raises_comes_out_as_it_was_raised(subject: Subject) -> None:
    mistake = ValueError("the reader's own")

    async def read() -> None:
        async with subject.provider.stream(subject.says(LINES[0])) as stream:
            async for _ in stream:
                raise mistake

    with pytest.raises(ValueError, match="own") as raised:
        await read()
    assert raised.value is mistake


async def test_replies_at_the_same_time_do_not_mix(subject: Subject) -> None:
    line = LINES[0]
    prompts = [subject.says(line) for _ in range(20)]
    async with asyncio.TaskGroup() as tasks:
        heard = [tasks.create_task(hear(subject.provider, prompt)) for prompt in prompts]
    assert {"".join(task.result()[0]) for task in heard} == {line}


async def test_a_reader_that_is_cancelled_is_cancelled_and_nothing_else(subject: Subject) -> None:
    begun = asyncio.Event()
    prompt = subject.says(LINES[0])

    async def read() -> None:
        async with subject.provider.stream(prompt) as stream:
            async for _ in stream:
                begun.set()
                await asyncio.Event().wait()

    async with asyncio.TaskGroup() as tasks:
        reading = tasks.create_task(read())
        await begun.wait()
        reading.cancel()
    assert reading.cancelled()
