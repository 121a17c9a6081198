"""What every provider makes of a reply, whichever API its server speaks."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import Empty
from bot.providers.served import THINKING, ServedModel
from bot.training.prompting import LIMIT
from tests.contracts.hearing import PROMPT, SOON, fails, hear
from tests.fakes.model_server import Fault, ModelServer, Part, stream
from tests.fakes.wire import Wire, cut
from tests.requirements import claims

LINE = "Straße 5, 東京 – d'accord? 👍 {“yes”}\n\n- no"


@claims("provider.wires")
async def test_a_strict_server_takes_what_it_is_asked(provider: ServedModel) -> None:
    text, call = await hear(provider)
    assert text == "I am listening."
    assert call.outcome == "complete"


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
async def test_a_reply_is_whole_however_its_bytes_are_cut(
    wire: Wire, server: ModelServer, provider: ServedModel, size: int
) -> None:
    pieces = [LINE[start : start + 2] for start in range(0, len(LINE), 2)]
    server.play(cut(wire.reply(*pieces), size))
    text, call = await hear(provider)
    assert text == LINE
    assert call.outcome == "complete"


@claims("provider.wires")
async def test_usage_is_what_the_server_says_with_what_came_from_its_cache(
    wire: Wire, server: ModelServer, provider: ServedModel
) -> None:
    server.play(wire.reply("Yes."))
    _, call = await hear(provider)
    usage = call.usage
    assert (usage.tokens_in, usage.tokens_out, usage.tokens_cached) == (100, 7, 40)
    assert not usage.estimated


async def test_thoughts_are_not_said(
    wire: Wire, server: ModelServer, provider: ServedModel
) -> None:
    thoughts = wire.think("She is "), wire.think("angry.")
    server.play(stream(wire.begin(), *thoughts, wire.say("Where "), wire.say("is it?"), wire.end()))
    assert (await hear(provider))[0] == "Where is it?"


@claims("provider.outcomes")
async def test_a_reply_of_thoughts_alone_is_empty_and_the_next_has_room_for_them(
    wire: Wire, server: ModelServer, provider: ServedModel
) -> None:
    server.play(stream(wire.begin(), wire.think("She is angry."), wire.end("length")))
    error, _ = await fails(provider)
    assert type(error) is Empty
    await hear(provider)
    limits = [
        next(asked.body[name] for name in asked.body if name.startswith("max_"))
        for asked in server.asked
    ]
    assert limits == [LIMIT, LIMIT + THINKING]


async def test_a_reply_cut_at_its_limit_is_a_reply_and_says_so(
    wire: Wire, server: ModelServer, provider: ServedModel
) -> None:
    server.play(wire.reply("And so on and", ending="length"))
    text, call = await hear(provider)
    assert text == "And so on and"
    assert call.outcome == "length"


@pytest.mark.parametrize("tail", [(), (Fault.RESET,), (Fault.CLOSE,), (b"data: {\n\n",)])
async def test_a_complete_reply_is_complete_whatever_comes_behind_it(
    wire: Wire, server: ModelServer, provider: ServedModel, tail: tuple[Part, ...]
) -> None:
    server.play(stream(wire.begin(), wire.say("All of it."), wire.end(), *tail))
    text, call = await hear(provider)
    assert text == "All of it."
    assert call.outcome == "complete"
    assert not call.usage.estimated


async def test_a_reply_read_to_its_end_leaves_the_connection_for_the_next(
    server: ModelServer, provider: ServedModel
) -> None:
    for _ in range(3):
        await hear(provider)
    assert len(server.asked) == 3
    assert server.connections == 1


@claims("provider.cancel")
@pytest.mark.parametrize("pieces", [None, 0, 1], ids=["no answer", "begun", "in mid-reply"])
async def test_cancelling_closes_the_connection(
    wire: Wire, server: ModelServer, provider: ServedModel, pieces: int | None
) -> None:
    said = () if pieces is None else (wire.begin(), *[wire.say("One")] * pieces)
    server.play(stream(*said, Fault.HOLD))
    async with asyncio.timeout(SOON), asyncio.TaskGroup() as tasks:
        reading = tasks.create_task(hear(provider))
        asked = await server.request()
        reading.cancel()
        await asked.left.wait()
    assert reading.cancelled()


@claims("provider.cancel")
async def test_leaving_early_closes_the_connection_and_the_usage_is_estimated(
    wire: Wire, server: ModelServer, provider: ServedModel
) -> None:
    server.play(stream(wire.begin(), wire.say("One and two"), Fault.HOLD))
    async with provider.stream(PROMPT) as stream_:
        async for _ in stream_:
            break
    async with asyncio.timeout(SOON):
        await (await server.request()).left.wait()
    usage = stream_.call.usage
    assert usage.estimated
    assert usage.tokens_out == 3
    assert usage.tokens_in == 100 if wire.name == "anthropic" else usage.tokens_in > 100
