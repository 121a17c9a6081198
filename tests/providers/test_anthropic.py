"""Anthropic: what it is sent, what is marked for its cache, and what it is not asked twice."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator
from typing import get_args

import pytest
from anthropic.resources.messages.messages import DEPRECATED_MODELS
from anthropic.types import Model

from bot.errors import RateLimited, Refused
from bot.ports.provider import Call, Question
from bot.providers.anthropic import DEFAULT_MODEL, AnthropicProvider
from bot.providers.served import THINKING
from bot.training.prompting import LIMIT, persona_prompt
from tests.fakes.model_server import ModelServer, stream
from tests.fakes.talks import talk
from tests.fakes.wire_messages import MessagesWire, block_delta, block_start
from tests.requirements import claims

WIRE = MessagesWire()
PROMPT = persona_prompt(talk("Hello.", "Is anybody there?"))
FORM = {"type": "object", "properties": {"level": {"type": "integer"}}}


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with ModelServer() as server:
        server.otherwise = WIRE.serve
        yield server


@pytest.fixture
async def provider(server: ModelServer) -> AsyncIterator[AnthropicProvider]:
    provider = AnthropicProvider(
        base_url=server.address.removesuffix("/v1"), model="served", api_key="k"
    )
    yield provider
    await provider.close()


async def hear(provider: AnthropicProvider) -> tuple[str, Call]:
    async with provider.stream(PROMPT) as stream:
        return "".join([piece async for piece in stream]), stream.call


def test_the_default_model_is_one_the_sdk_knows_and_does_not_call_old() -> None:
    known = [name for part in get_args(Model) for name in get_args(part)]
    assert DEFAULT_MODEL in known
    assert DEFAULT_MODEL not in DEPRECATED_MODELS


def test_the_sdk_is_imported_no_earlier_than_it_is_needed() -> None:
    code = "import bot.providers.anthropic, sys; sys.exit('anthropic' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


@claims("provider.prompt")
async def test_the_prompts_stable_beginning_is_marked_for_the_cache(
    server: ModelServer, provider: AnthropicProvider
) -> None:
    await hear(provider)
    body = server.asked[0].body
    (system,) = body["system"]
    assert system == {
        "type": "text",
        "text": PROMPT.system,
        "cache_control": {"type": "ephemeral"},
    }
    marked = ["cache_control" in message["content"][0] for message in body["messages"]]
    roles = [message.role for message in PROMPT.messages]
    last = len(roles) - 1 - roles[::-1].index("assistant")
    assert marked == [number == last for number in range(len(roles))]
    assert [m["content"][0]["text"] for m in body["messages"]] == [m.text for m in PROMPT.messages]


async def test_usage_counts_what_was_read_from_the_cache_and_written_to_it(
    server: ModelServer, provider: AnthropicProvider
) -> None:
    begin = WIRE.begin(into=5, written=100, cached=900)
    server.play(stream(begin, WIRE.say("Yes."), WIRE.end(out=3)))
    _, call = await hear(provider)
    usage = call.usage
    assert (usage.tokens_in, usage.tokens_cached, usage.tokens_out) == (1005, 900, 3)


async def test_a_model_that_must_think_is_given_room_for_it(
    server: ModelServer, provider: AnthropicProvider
) -> None:
    for _ in range(2):
        server.play(WIRE.refuse(400, "thinking.type: not supported by this model"))
    assert (await hear(provider))[0] == "I am listening."
    await hear(provider)
    sent = [(asked.body.get("thinking"), asked.body.get("output_config")) for asked in server.asked]
    assert sent == [
        ({"type": "disabled"}, None),
        ({"type": "between_tools"}, None),
        (None, {"effort": "low"}),
        (None, {"effort": "low"}),
    ]
    assert server.asked[0].body["max_tokens"] == LIMIT
    assert server.asked[-1].body["max_tokens"] == LIMIT + THINKING


async def test_hidden_thoughts_are_not_said(
    server: ModelServer, provider: AnthropicProvider
) -> None:
    thoughts = (
        block_start("redacted_thinking", data="x"),
        block_start("thinking", thinking="", signature=""),
        block_delta("thinking_delta", thinking="She is angry."),
        block_delta("signature_delta", signature="abc"),
    )
    server.play(stream(WIRE.begin(), *thoughts, WIRE.say("Well."), WIRE.end()))
    assert (await hear(provider))[0] == "Well."


async def test_a_refusal_says_why(server: ModelServer, provider: AnthropicProvider) -> None:
    server.play(WIRE.reply("Well", ending="refusal"))
    with pytest.raises(Refused, match="It may do harm"):
        await hear(provider)


async def test_an_overloaded_server_asks_to_wait_whenever_it_says_so(
    server: ModelServer, provider: AnthropicProvider
) -> None:
    server.play(
        WIRE.refuse(529, "overloaded_error"),
        stream(WIRE.begin(), WIRE.fault("overloaded_error")),
    )
    for _ in range(2):
        with pytest.raises(RateLimited):
            await hear(provider)


async def test_a_model_without_forms_is_asked_in_words_from_then_on(
    server: ModelServer, provider: AnthropicProvider
) -> None:
    question = Question(
        purpose="judge",
        system="You judge.",
        messages=PROMPT.messages,
        limit=100,
        session=PROMPT.session,
        tenant=PROMPT.tenant,
    )
    server.play(
        WIRE.refuse(400, "output_config.effort: not supported"),
        WIRE.refuse(400, "output_config.format: structured outputs are not supported"),
        WIRE.reply('{"level": 2}'),
        WIRE.reply('{"level": 3}'),
    )
    assert await provider.judge(question, FORM) == {"level": 2}
    assert await provider.judge(question, FORM) == {"level": 3}
    forms = [WIRE.form(asked.body) is not None for asked in server.asked]
    assert forms == [True, True, False, False]
    assert "JSON Schema" in server.asked[-1].body["system"][0]["text"]
