"""OpenAI itself: the Responses API, and Chat Completions where there is none."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.errors import BrokeOff, Filtered, RateLimited, Unavailable, Unusable
from bot.ports.provider import Question
from bot.providers.dialect import is_openai
from bot.providers.openai import ADDRESS, OpenAIProvider
from bot.training.prompting import persona_prompt
from tests.fakes.model_server import Answer, Asked, ModelServer, event, refusal, stream
from tests.fakes.talks import talk
from tests.fakes.wire_chat import ChatWire
from tests.fakes.wire_responses import ResponsesWire, named, response

WIRE, CHAT = ResponsesWire(), ChatWire()
PROMPT = persona_prompt(talk("Hello."))
QUESTION = Question(
    purpose="judge",
    system="You judge.",
    messages=PROMPT.messages,
    limit=100,
    session=PROMPT.session,
    tenant=PROMPT.tenant,
)
FORM = {"type": "object", "properties": {"level": {"type": "integer"}}}


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with ModelServer() as server:
        server.otherwise = WIRE.serve
        yield server


@pytest.fixture
async def provider(server: ModelServer) -> AsyncIterator[OpenAIProvider]:
    provider = OpenAIProvider(base_url=server.address, model="served", responses=True)
    yield provider
    await provider.close()


async def hear(provider: OpenAIProvider) -> str:
    async with provider.stream(PROMPT) as stream:
        return "".join([piece async for piece in stream])


@pytest.mark.parametrize(
    ("address", "is_own"),
    [(ADDRESS, True), ("https://eu.api.openai.com/v1", True), ("https://api.deepseek.com", False),
     ("https://notapi.openai.com.evil.example/v1", False), ("http://127.0.0.1:11434/v1", False)],
)  # fmt: skip
def test_openai_is_known_by_its_address(address: str, *, is_own: bool) -> None:
    assert is_openai(address) is is_own


async def test_what_is_sent_is_the_prompt_and_nothing_of_it_is_stored(
    server: ModelServer, provider: OpenAIProvider
) -> None:
    await hear(provider)
    body = server.asked[0].body
    assert body["instructions"] == PROMPT.system
    assert body["input"] == [{"role": m.role, "content": m.text} for m in PROMPT.messages]
    assert body["store"] is False
    assert body["reasoning"] == {"effort": "none"}
    assert body["max_output_tokens"] == PROMPT.limit
    await hear(provider)
    assert server.asked[1].body["prompt_cache_key"] == body["prompt_cache_key"]


async def test_a_model_that_must_think_or_does_not_say_how_hard_is_asked_as_it_can(
    server: ModelServer, provider: OpenAIProvider
) -> None:
    for _ in range(2):
        server.play(refusal(400, "Unsupported value", param="reasoning.effort"))
    assert await hear(provider) == "I am listening."
    await hear(provider)
    efforts = [asked.body.get("reasoning") for asked in server.asked]
    assert efforts == [{"effort": "none"}, {"effort": "low"}, None, None]


async def test_a_judge_may_think(server: ModelServer, provider: OpenAIProvider) -> None:
    server.play(WIRE.reply('{"level": 2}'))
    assert await provider.judge(QUESTION, FORM) == {"level": 2}
    assert server.asked[0].body["reasoning"] == {"effort": "low"}
    assert server.asked[0].body["text"]["format"]["strict"] is True


async def test_a_server_without_the_responses_api_is_asked_for_chat_completions(
    server: ModelServer, provider: OpenAIProvider
) -> None:
    def serve(asked: Asked) -> Answer:
        return refusal(404, "Not Found") if asked.path == WIRE.path else CHAT.serve(asked)

    server.otherwise = serve
    assert await hear(provider) == "I am listening."
    assert await hear(provider) == "I am listening."
    assert [asked.path for asked in server.asked] == [WIRE.path, CHAT.path, CHAT.path]


async def test_a_missing_model_is_not_taken_for_a_missing_api(
    server: ModelServer, provider: OpenAIProvider
) -> None:
    server.play(refusal(404, "no such model", code="model_not_found"))
    with pytest.raises(Unusable, match="OPENAI_MODEL"):
        await hear(provider)
    assert await hear(provider) == "I am listening."
    assert server.asked[-1].path == WIRE.path


@pytest.mark.parametrize(
    ("last", "kind"),
    [
        (named("error", code="rate_limit_exceeded", message="slow"), RateLimited),
        (named("error", code=None, message="oops", param=None), Unavailable),
        (event({"type": "error", "error": {"code": "content_filter", "message": "x"}}), Filtered),
        (named("response.failed", response=response("failed")), BrokeOff),
        (
            named(
                "response.incomplete",
                response=response("incomplete", incomplete_details={"reason": "steered"}),
            ),
            BrokeOff,
        ),
    ],
    ids=["error", "error without code", "error inside", "failed", "incomplete"],
)
async def test_every_way_a_response_can_fail_has_its_outcome(
    server: ModelServer, provider: OpenAIProvider, last: bytes, kind: type[Exception]
) -> None:
    server.play(stream(WIRE.begin(), WIRE.say("Half a"), last))
    with pytest.raises(kind) as raised:
        await hear(provider)
    assert raised.type is kind


async def test_a_compatible_server_that_takes_no_form_is_asked_in_words(
    server: ModelServer,
) -> None:
    server.play(
        refusal(400, "response_format json_schema is not supported"),
        refusal(400, "This response_format type is unavailable now"),
        CHAT.reply('{"level": 2}'),
        CHAT.reply('{"level": 3}'),
    )
    provider = OpenAIProvider(base_url=server.address, model="served")
    assert await provider.judge(QUESTION, FORM) == {"level": 2}
    assert await provider.judge(QUESTION, FORM) == {"level": 3}
    forms = [asked.body.get("response_format", {}).get("type") for asked in server.asked]
    assert forms == ["json_schema", "json_object", None, None]
    assert all("JSON Schema" in asked.body["messages"][0]["content"] for asked in server.asked)
    await provider.close()
