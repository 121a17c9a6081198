"""What Chat Completions alone have: their own shapes of faults, usage, thoughts and parameters."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import RateLimited, Refused, Unavailable
from bot.providers.openai import OpenAIProvider
from bot.providers.served import THINKING, ServedModel
from bot.training.prompting import LIMIT
from tests.contracts.hearing import GRACE, PROMPT, fails, hear, kept_alive, stalls
from tests.fakes.model_server import (
    DONE,
    Answer,
    Fault,
    ModelServer,
    Part,
    Pause,
    delta,
    event,
    finish,
    refusal,
    reply,
    stream,
    used,
)
from tests.fakes.virtual_time import run
from tests.fakes.wire import Wire
from tests.fakes.wire_chat import ChatWire
from tests.requirements import claims


@pytest.fixture
def wire() -> Wire:
    return ChatWire()


@claims("provider.early-end")
@pytest.mark.parametrize(
    "parts",
    [
        (delta("Half a"), DONE),
        (delta("Half a"), b'data: {"id": "c1"}\n\n'),
        (delta("Half a"), b'data: "text"\n\n'),
        (delta("Half a"), event({"choices": [{"index": 0}]})),
        (delta("Half a"), event({"choices": 7})),
        (delta("Half a"), delta(content=7)),  # type: ignore[arg-type]  # as no server should
        (delta("Half a"), event({"error": {"message": "out of memory"}})),
        (delta("Half a"), finish("insufficient_system_resource"), DONE),
        (delta("Half a"), finish("error"), DONE),
    ],
)
async def test_a_reply_that_breaks_off_is_unavailable_and_keeps_what_was_said(
    server: ModelServer, provider: ServedModel, parts: tuple[Part, ...]
) -> None:
    server.play(stream(*parts))
    error, call = await fails(provider, shown="Half a")
    assert isinstance(error, Unavailable)
    assert call.outcome == "unfinished"
    assert call.usage.estimated
    assert call.usage.tokens_in > 100


@pytest.mark.parametrize(
    "parts",
    [
        (delta(" \n"), finish(), DONE),
        (delta("<think>So what do I say"), finish("length"), DONE),
        (delta("<think>Hm.</think>\n\n"), finish(), DONE),
    ],
)
async def test_an_empty_reply_is_unavailable(
    server: ModelServer, provider: ServedModel, parts: tuple[bytes, ...]
) -> None:
    server.play(stream(*parts))
    error, _ = await fails(provider)
    assert isinstance(error, Unavailable)
    assert "without a word" in str(error)


async def test_a_filter_that_is_told_before_the_first_word_is_refused(
    server: ModelServer, provider: ServedModel
) -> None:
    told = event({"error": {"message": "filtered", "code": "content_filter"}})
    server.play(stream(told))
    error, _ = await fails(provider)
    assert isinstance(error, Refused)


async def test_a_refusal_in_pieces_is_refused(server: ModelServer, provider: ServedModel) -> None:
    server.play(stream(delta(refusal="I am"), delta(refusal=" sorry"), finish(), DONE))
    error, _ = await fails(provider)
    assert isinstance(error, Refused)


@claims("provider.errors")
@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (refusal(429, headers={"retry-after": "2.5"}), 2.5),
        (refusal(429, headers={"retry-after-ms": "300", "retry-after": "9"}), 0.3),
        (refusal(429), None),
        (refusal(429, headers={"retry-after": "inf"}), None),
        (refusal(429, headers={"retry-after": "-3"}), 0.0),
        (
            refusal(
                429,
                headers={
                    "date": "Sat, 21 Nov 2026 06:00:00 GMT",
                    "retry-after": "Sat, 21 Nov 2026 06:00:20 GMT",
                },
            ),
            20.0,
        ),
        (refusal(429, headers={"retry-after": "Sat, 21 Nov 2026 06:00:20 GMT"}), None),
        (refusal(503, headers={"retry-after": "4"}), 4.0),
        (stream(event({"error": {"message": "slow down", "type": "rate_limit_error"}})), None),
    ],
)
async def test_a_server_that_asks_to_wait_is_understood(
    server: ModelServer, provider: ServedModel, answer: Answer, seconds: float | None
) -> None:
    server.play(answer)
    error, call = await fails(provider)
    assert isinstance(error, RateLimited)
    assert error.retry_after == seconds
    assert len(server.asked) == 1, "whether to try again is not the provider's to decide"
    assert call.model == "served"


@claims("provider.errors")
@pytest.mark.parametrize(
    ("answer", "remedy"),
    [
        (refusal(401, "bad key"), "OPENAI_API_KEY"),
        (refusal(403, "not for you"), "not for you"),
        (refusal(404, "no such model"), "OPENAI_MODEL"),
        (refusal(429, "pay", code="insufficient_quota"), "nothing left to spend"),
        (refusal(402, "pay"), "nothing left to spend"),
        (refusal(400, "too long", code="context_length_exceeded"), "too long"),
        (refusal(500, "oops"), "500"),
        (refusal(503, "overloaded"), "503"),
        (Answer(status=502, parts=(b"<html>Bad gateway</html>",)), "502"),
        (Answer(parts=(b"<html>Hello</html>",)), "broke off"),
    ],
)
async def test_an_answer_that_is_none_is_unavailable_and_says_what_to_do(
    server: ModelServer, provider: ServedModel, answer: Answer, remedy: str
) -> None:
    server.play(answer)
    error, call = await fails(provider)
    assert isinstance(error, Unavailable)
    assert remedy in str(error)
    assert call.usage.tokens_out == 0
    assert len(server.asked) == 1


def test_a_server_that_keeps_the_connection_alive_before_its_first_word_stalls(wire: Wire) -> None:
    stalls(wire, wire.begin(), *kept_alive(wire))


async def test_a_password_in_an_address_is_not_told() -> None:
    async with ModelServer() as server:
        address = server.address
    provider = OpenAIProvider(base_url=address.replace("//", "//user:secret@"), model="served")
    error, _ = await fails(provider)
    assert isinstance(error, Unavailable)
    assert "secret" not in str(error)
    await provider.close()


@pytest.mark.parametrize(
    "tail",
    [
        (),
        (DONE,),
        (Fault.RESET,),
        (Fault.CLOSE,),
        (b"data: {\n\n",),
        (b"data: {}\n\n", DONE),
        (used(0, 0), DONE),
    ],
)
async def test_a_reply_is_complete_without_its_usage(
    server: ModelServer, provider: ServedModel, tail: tuple[Part, ...]
) -> None:
    server.play(stream(delta("All of it."), finish(), *tail))
    text, call = await hear(provider)
    assert text == "All of it."
    assert call.outcome == "complete"
    assert call.usage.estimated


def test_a_slow_first_word_is_waited_for() -> None:
    async def slow() -> str:
        async with ModelServer() as server:
            provider = OpenAIProvider(base_url=server.address, model="served")
            server.play(stream(Pause(19), delta("At last."), Pause(19), finish(), DONE))
            text, _ = await hear(provider)
            await provider.close()
            return text

    assert run(slow(), grace=GRACE) == "At last."


def test_a_usage_that_does_not_come_is_not_waited_for_long() -> None:
    async def wait() -> float:
        async with ModelServer() as server:
            provider = OpenAIProvider(base_url=server.address, model="served")
            server.play(stream(delta("All of it."), finish(), Fault.HOLD))
            assert (await hear(provider))[0] == "All of it."
            await provider.close()
            return asyncio.get_running_loop().time()

    assert run(wait(), grace=GRACE) < 4


async def test_estimates_follow_what_a_server_reported_before(
    server: ModelServer, provider: ServedModel
) -> None:
    length = len(PROMPT.system) + sum(len(m.text) for m in PROMPT.messages)
    for _ in range(30):
        server.play(stream(delta("Yes."), finish(), used(length // 2, 7), DONE))
        await hear(provider)
    server.play(stream(delta("Yes, and now."), finish(), DONE))
    _, call = await hear(provider)
    assert call.usage.estimated
    assert call.usage.tokens_in == pytest.approx(length / 2, rel=0.02)
    assert call.usage.tokens_out == pytest.approx(len("Yes, and now.") / 2, abs=1)


async def test_thoughts_are_not_said_and_get_room_from_then_on(
    server: ModelServer, provider: ServedModel
) -> None:
    server.play(
        stream(
            delta(None, role="assistant", reasoning_content=""),
            delta(None, reasoning_content="She is angry."),
            delta("", reasoning_content=None),
            delta("Where is it?", reasoning_content=None),
            finish(),
            DONE,
        )
    )
    assert (await hear(provider))[0] == "Where is it?"
    await hear(provider)
    limits = [asked.body["max_tokens"] for asked in server.asked]
    assert limits == [LIMIT, LIMIT + THINKING]


async def test_a_thought_in_the_text_is_not_said(
    server: ModelServer, provider: ServedModel
) -> None:
    pieces = ("\n<th", "ink>She is", " angry.</thi", "nk>\n\n", "Where ", "is it?")
    server.play(reply(*pieces))
    assert (await hear(provider))[0] == "Where is it?"


async def test_a_thought_of_no_reasoning_needs_no_room(
    server: ModelServer, provider: ServedModel
) -> None:
    server.play(stream(delta(None, reasoning_content=None), delta("Yes."), finish(), DONE))
    await hear(provider)
    await hear(provider)
    assert {asked.body["max_tokens"] for asked in server.asked} == {LIMIT}


async def test_a_parameter_that_is_refused_is_left_out_from_then_on(
    server: ModelServer, provider: ServedModel
) -> None:
    server.play(
        refusal(400, "Use 'max_completion_tokens' instead.", param="max_tokens"),
        Answer(status=422, parts=(b'{"detail": [{"loc": ["body", "stream_options"]}]}',)),
        reply("Fine."),
    )
    assert (await hear(provider))[0] == "Fine."
    await hear(provider)
    first, _, _, later = (asked.body for asked in server.asked)
    assert {"max_tokens", "stream_options"} <= first.keys()
    assert {"max_tokens", "stream_options"}.isdisjoint(later)
    assert later["max_completion_tokens"] == LIMIT


async def test_a_parameter_is_not_given_up_for_a_request_that_failed_all_the_same(
    server: ModelServer, provider: ServedModel
) -> None:
    too_long = refusal(400, "max_tokens and the prompt are too long")
    server.play(too_long, too_long)
    await fails(provider)
    await hear(provider)
    assert "max_tokens" in server.asked[-1].body


async def test_what_is_sent_is_the_prompt(server: ModelServer, provider: ServedModel) -> None:
    await hear(provider)
    asked = server.asked[0]
    assert asked.path == "/v1/chat/completions"
    assert asked.headers["authorization"] == "Bearer k"
    assert asked.body["messages"] == [
        {"role": "system", "content": PROMPT.system},
        *({"role": message.role, "content": message.text} for message in PROMPT.messages),
    ]
    assert asked.body["stream"] is True
    assert asked.body["stream_options"] == {"include_usage": True}
    assert "reasoning_effort" not in asked.body
