"""Ollama: found by itself, its models listed, a missing one named with the command for it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.errors import ProviderError, Unusable
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
