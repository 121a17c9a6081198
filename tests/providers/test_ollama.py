"""Ollama: found by itself, its models listed, a missing one named with the command for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.errors import BadVerdict, ProviderError, Unusable
from bot.ports.provider import Question, Schema
from bot.providers import ollama
from bot.providers.ollama import OllamaProvider
from bot.training.prompting import persona_prompt
from tests.fakes.model_server import Answer, Asked, ModelServer, refusal
from tests.fakes.talks import talk
from tests.fakes.wire_chat import OllamaWire, pulled, tags
from tests.requirements import claims

WIRE = OllamaWire()
PROMPT = persona_prompt(talk("Hello."))
MODELS = (
    pulled("old:8b", "2025-01-01T00:00:00Z"),
    pulled("new:4b", "2026-11-01T00:00:00Z"),
    pulled("newest-embed:latest", "2026-11-20T00:00:00Z"),
    pulled("measuring", "2026-11-21T00:00:00Z", capabilities=["embedding"]),
    pulled("bge", "2026-11-21T00:00:00Z", details={"family": "nomic-bert"}),
)


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    def serve(asked: Asked) -> Answer:
        return tags(*MODELS) if asked.path == "/api/tags" else WIRE.serve(asked)

    async with ModelServer() as server:
        server.otherwise = serve
        yield server


async def hear(provider: OllamaProvider) -> str:
    try:
        async with provider.stream(PROMPT) as stream:
            text = "".join([piece async for piece in stream])
    finally:
        await provider.close()
    assert stream.call.model == provider.server.model
    return text


@claims("provider.ollama")
async def test_its_models_are_listed_the_last_one_first_without_those_that_cannot_speak(
    server: ModelServer,
) -> None:
    assert await ollama.listed(server.address) == ("new:4b", "old:8b")
    assert await ollama.found(server.address)


@pytest.mark.parametrize(
    "answer",
    [tags(), refusal(500), Answer(parts=(b"<html>",)), Answer(parts=(b'{"models": 7}',))],
    ids=["no model", "fault", "page", "other"],
)
async def test_what_has_no_models_is_not_found(server: ModelServer, answer: Answer) -> None:
    server.play(answer)
    assert not await ollama.found(server.address)


async def test_where_nobody_listens_nothing_is_found() -> None:
    async with ModelServer() as server:
        address = server.address
    assert not await ollama.found(address)


@claims("provider.ollama")
async def test_without_a_name_the_model_fetched_last_speaks(server: ModelServer) -> None:
    provider = OllamaProvider(base_url=server.address)
    assert await hear(provider) == "I am listening."
    assert provider.server.model == "new:4b"
    assert server.asked[-1].body["model"] == "new:4b"


@claims("provider.ollama")
async def test_a_missing_model_is_named_with_the_command_that_fetches_it(
    server: ModelServer,
) -> None:
    server.play(refusal(404, 'model "big:70b" not found, try pulling it first'))
    with pytest.raises(Unusable, match=r"“big:70b” .* run `ollama pull big:70b`"):
        await hear(OllamaProvider(base_url=server.address, model="big:70b"))


async def test_an_ollama_without_models_says_how_to_get_one(server: ModelServer) -> None:
    server.play(tags())
    with pytest.raises(Unusable, match=r"has no model at .* run `ollama pull qwen3:8b`"):
        await hear(OllamaProvider(base_url=server.address))


async def test_a_server_that_is_no_ollama_is_an_error_like_any(server: ModelServer) -> None:
    for answer in (refusal(404), Answer(parts=(b"<html>",)), Answer(parts=(b"[]",))):
        server.play(answer)
        with pytest.raises(ProviderError):
            await hear(OllamaProvider(base_url=server.address))


async def test_a_model_is_told_not_to_think_and_one_that_cannot_is_told_nothing(
    server: ModelServer,
) -> None:
    server.play(refusal(400, '"served" does not support thinking'), refusal(400, "thinking: no"))
    provider = OllamaProvider(base_url=server.address, model="served")
    assert await hear(provider) == "I am listening."
    efforts = [asked.body.get("reasoning_effort") for asked in server.asked]
    assert efforts == ["none", "low", None]


@pytest.mark.parametrize("end", ["", "/", "/v1", "/v1/"])
def test_the_address_may_be_the_one_for_openais_clients(end: str) -> None:
    assert ollama.root(f"http://box:11434{end}") == "http://box:11434"


FORM: Schema = {
    "type": "object",
    "properties": {"level": {"type": "string", "enum": ["L1", "L2"]}},
    "required": ["level"],
    "additionalProperties": False,
}
ASKED = Question(
    purpose="judge",
    system="You judge.",
    messages=PROMPT.messages,
    limit=100,
    session=PROMPT.session,
    tenant=PROMPT.tenant,
)
PROSE = WIRE.reply("**Level:** the second one.")


@asynccontextmanager
async def judging(*answers: Answer) -> AsyncIterator[tuple[ModelServer, OllamaProvider]]:
    """An Ollama that takes a form and does not keep to it, as one does whose models run elsewhere
    or in a format in which it cannot bend what is written."""
    async with ModelServer() as server:
        server.play(*answers)
        provider = OllamaProvider(base_url=server.address, model="gemma4:12b-mlx")
        yield server, provider
        await provider.close()
        assert [fault for asked in server.asked for fault in WIRE.check(asked)] == []


@claims("provider.judge")
async def test_a_form_is_asked_for_by_its_field_and_in_words() -> None:
    async with judging(WIRE.reply('{"level": ', '"L2"}')) as (server, provider):
        assert await provider.judge(ASKED, FORM) == {"level": "L2"}
        (asked,) = server.asked
    assert WIRE.form(asked.body) == FORM
    assert '"enum": ["L1", "L2"]' in asked.body["messages"][0]["content"]
    assert asked.body["max_tokens"] >= ASKED.limit


@claims("provider.judge")
async def test_an_ollama_that_does_not_keep_to_the_form_is_asked_once_more() -> None:
    fenced = WIRE.reply('Here it is:\n```json\n{"level": "L2"}\n```\n')
    async with judging(PROSE, fenced) as (server, provider):
        judgement = provider.judge(ASKED, FORM)
        assert await judgement == {"level": "L2"}
        assert len(server.asked) == 2
        assert "does not fit the form" in server.asked[1].body["messages"][-1]["content"]
    assert judgement.call.usage.tokens_in == 2 * 100


@claims("provider.judge")
async def test_an_ollama_that_never_keeps_to_the_form_gives_no_judgement() -> None:
    async with judging(PROSE, PROSE, PROSE) as (server, provider):
        with pytest.raises(BadVerdict):
            await provider.judge(ASKED, FORM)
        assert len(server.asked) == 2
