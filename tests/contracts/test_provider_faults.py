"""What every provider that speaks to a server makes of a server's faults."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import ProviderError, RateLimited, Refused, Unavailable
from bot.ports.provider import Call, Prompt
from bot.providers.openai import OpenAIProvider
from bot.providers.served import THINKING
from bot.training.prompting import LIMIT, persona_prompt
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
from tests.fakes.talks import talk
from tests.fakes.virtual_time import run
from tests.requirements import claims

PROMPT = persona_prompt(talk("Hello."))
GRACE = 0.2
"""Real seconds given to sockets before virtual time jumps."""
SOON = 5.0
"""Seconds after which a test that waits for a socket gives up."""


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with ModelServer() as server:
        yield server


@pytest.fixture
async def provider(server: ModelServer) -> AsyncIterator[OpenAIProvider]:
    provider = OpenAIProvider(base_url=server.address, model="served", api_key="k")
    yield provider
    await provider.close()


async def hear(provider: OpenAIProvider, prompt: Prompt = PROMPT) -> tuple[str, Call]:
    async with provider.stream(prompt) as stream:
        return "".join([delta async for delta in stream]), stream.call


async def fails(provider: OpenAIProvider, shown: str = "") -> tuple[ProviderError, Call]:
    """The error of a reply, after so much of it was shown."""
    heard = ""
    async with provider.stream(PROMPT) as stream:
        try:
            async for piece in stream:
                heard += piece
        except ProviderError as raised:
            error = raised
        else:
            pytest.fail(f"no error after {heard!r}")
    assert heard == shown
    return error, stream.call


@claims("provider.early-end")
@pytest.mark.parametrize(
    "parts",
    [
        (delta("Half a"), DONE),
        (delta("Half a"),),
        (delta("Half a"), Fault.CLOSE),
        (delta("Half a"), Fault.RESET),
        (delta("Half a"), b"data: {not json}\n\n"),
        (delta("Half a"), b'data: {"id": "c1"}\n\n'),
        (delta("Half a"), b'data: "text"\n\n'),
        (delta("Half a"), b"data: \xff\xfe\n\n"),
        (delta("Half a"), event({"choices": [{"index": 0}]})),
        (delta("Half a"), event({"choices": 7})),
        (delta("Half a"), delta(content=7)),  # type: ignore[arg-type]  # as no server should
        (delta("Half a"), event({"error": {"message": "out of memory"}})),
        (delta("Half a"), finish("insufficient_system_resource"), DONE),
        (delta("Half a"), finish("error"), DONE),
    ],
)
async def test_a_reply_that_breaks_off_is_unavailable_and_keeps_what_was_said(
    server: ModelServer, provider: OpenAIProvider, parts: tuple[Part, ...]
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
        (finish(), used(10, 0), DONE),
        (delta(" \n"), finish(), DONE),
        (finish("length"), DONE),
        (delta("<think>So what do I say"), finish("length"), DONE),
        (delta("<think>Hm.</think>\n\n"), finish(), DONE),
    ],
)
async def test_an_empty_reply_is_unavailable(
    server: ModelServer, provider: OpenAIProvider, parts: tuple[bytes, ...]
) -> None:
    server.play(stream(*parts))
    error, _ = await fails(provider)
    assert isinstance(error, Unavailable)
    assert "without a word" in str(error)


@pytest.mark.parametrize(
    "answer",
    [
        stream(delta(refusal="I am"), delta(refusal=" sorry"), finish(), DONE),
        stream(finish("content_filter"), DONE),
        stream(event({"error": {"message": "filtered", "code": "content_filter"}})),
        refusal(400, "filtered", code="content_filter"),
        refusal(400, "policy", code="content_policy_violation"),
    ],
)
async def test_a_refusal_and_a_filter_are_refused(
    server: ModelServer, provider: OpenAIProvider, answer: Answer
) -> None:
    server.play(answer)
    error, _ = await fails(provider)
    assert isinstance(error, Refused)


async def test_a_filter_in_mid_reply_is_refused(
    server: ModelServer, provider: OpenAIProvider
) -> None:
    server.play(stream(delta("Well, I"), finish("content_filter"), DONE))
    error, _ = await fails(provider, shown="Well, I")
    assert isinstance(error, Refused)


@claims("provider.errors")
@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (refusal(429, headers={"retry-after": "7"}), 7.0),
        (refusal(429, headers={"retry-after": "2.5"}), 2.5),
        (refusal(429, headers={"retry-after-ms": "300", "retry-after": "9"}), 0.3),
        (refusal(429), None),
        (refusal(429, headers={"retry-after": "soon"}), None),
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
    server: ModelServer, provider: OpenAIProvider, answer: Answer, seconds: float | None
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
    server: ModelServer, provider: OpenAIProvider, answer: Answer, remedy: str
) -> None:
    server.play(answer)
    error, call = await fails(provider)
    assert isinstance(error, Unavailable)
    assert remedy in str(error)
    assert call.usage.tokens_out == 0
    assert len(server.asked) == 1


async def test_a_server_that_is_not_there_is_unavailable() -> None:
    async with ModelServer() as server:
        address = server.address
    provider = OpenAIProvider(base_url=address.replace("//", "//user:secret@"), model="served")
    error, _ = await fails(provider)
    assert isinstance(error, Unavailable)
    assert "secret" not in str(error)
    await provider.close()


@pytest.mark.parametrize(
    ("parts", "shown", "seconds"),
    [
        ((Fault.HOLD,), "", 20),
        ((delta(role="assistant"), Fault.HOLD), "", 20),
        ((delta("Half a"), Fault.HOLD), "Half a", 20),
        ((delta("Half a"), *((b": keep-alive\n\n", Pause(15)) * 9)), "Half a", 60),
    ],
    ids=["no answer", "before the first word", "in mid-reply", "kept alive without a word"],
)
def test_a_stall_ends_at_its_limit(parts: tuple[Part, ...], shown: str, seconds: float) -> None:
    async def stall() -> None:
        loop = asyncio.get_running_loop()
        async with ModelServer() as server:
            provider = OpenAIProvider(base_url=server.address, model="served")
            server.play(stream(*parts))
            began = loop.time()
            error, _ = await fails(provider, shown=shown)
            assert isinstance(error, Unavailable)
            assert loop.time() - began == pytest.approx(seconds, abs=1)
            await (await server.request()).left.wait()
            await provider.close()

    run(stall(), grace=GRACE)


def test_a_slow_first_word_is_waited_for() -> None:
    async def slow() -> str:
        async with ModelServer() as server:
            provider = OpenAIProvider(base_url=server.address, model="served")
            server.play(stream(Pause(19), delta("At last."), Pause(19), finish(), DONE))
            text, _ = await hear(provider)
            await provider.close()
            return text

    assert run(slow(), grace=GRACE) == "At last."


@pytest.mark.parametrize("fault", [Fault.CLOSE, Fault.RESET])
async def test_a_connection_that_breaks_before_the_answer_is_unavailable(
    server: ModelServer, provider: OpenAIProvider, fault: Fault
) -> None:
    server.play(Answer(parts=(fault,)))
    error, call = await fails(provider)
    assert isinstance(error, Unavailable)
    assert call.usage.tokens_in == 0


@claims("provider.cancel")
async def test_leaving_early_closes_the_connection(
    server: ModelServer, provider: OpenAIProvider
) -> None:
    server.play(stream(delta("One"), Fault.HOLD))
    async with provider.stream(PROMPT) as stream_:
        async for _ in stream_:
            break
    async with asyncio.timeout(SOON):
        await (await server.request()).left.wait()


@claims("provider.cancel")
@pytest.mark.parametrize(
    "parts",
    [(Fault.HOLD,), (delta(role="assistant"), Fault.HOLD), (delta("One"), Fault.HOLD)],
    ids=["no answer", "before the first word", "in mid-reply"],
)
async def test_cancelling_closes_the_connection(
    server: ModelServer, provider: OpenAIProvider, parts: tuple[Part, ...]
) -> None:
    server.play(stream(*parts))
    async with asyncio.timeout(SOON), asyncio.TaskGroup() as tasks:
        reading = tasks.create_task(hear(provider))
        asked = await server.request()
        reading.cancel()
        await asked.left.wait()
    assert reading.cancelled()


async def test_a_reply_read_to_its_end_leaves_the_connection_for_the_next(
    server: ModelServer, provider: OpenAIProvider
) -> None:
    for _ in range(3):
        await hear(provider)
    assert len(server.asked) == 3
    assert server.connections == 1


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
async def test_a_complete_reply_is_complete_whatever_comes_behind_it(
    server: ModelServer, provider: OpenAIProvider, tail: tuple[Part, ...]
) -> None:
    server.play(stream(delta("All of it."), finish(), *tail))
    text, call = await hear(provider)
    assert text == "All of it."
    assert call.outcome == "complete"
    assert call.usage.estimated


def test_a_usage_that_does_not_come_is_not_waited_for_long() -> None:
    async def wait() -> float:
        async with ModelServer() as server:
            provider = OpenAIProvider(base_url=server.address, model="served")
            server.play(stream(delta("All of it."), finish(), Fault.HOLD))
            assert (await hear(provider))[0] == "All of it."
            await provider.close()
            return asyncio.get_running_loop().time()

    assert run(wait(), grace=GRACE) < 4


async def test_usage_is_read_from_the_chunk_without_choices(
    server: ModelServer, provider: OpenAIProvider
) -> None:
    server.play(stream(delta("Yes."), finish(), used(200, 7, cached=150), DONE))
    _, call = await hear(provider)
    usage = call.usage
    assert (usage.tokens_in, usage.tokens_out, usage.tokens_cached) == (200, 7, 150)
    assert not usage.estimated


async def test_estimates_follow_what_a_server_reported_before(
    server: ModelServer, provider: OpenAIProvider
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


async def test_a_reply_cut_at_its_limit_is_a_reply_and_says_so(
    server: ModelServer, provider: OpenAIProvider
) -> None:
    server.play(stream(delta("And so on and"), finish("length"), DONE))
    text, call = await hear(provider)
    assert text == "And so on and"
    assert call.outcome == "length"


async def test_thoughts_are_not_said_and_get_room_from_then_on(
    server: ModelServer, provider: OpenAIProvider
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
    server: ModelServer, provider: OpenAIProvider
) -> None:
    pieces = ("\n<th", "ink>She is", " angry.</thi", "nk>\n\n", "Where ", "is it?")
    server.play(reply(*pieces))
    assert (await hear(provider))[0] == "Where is it?"


async def test_a_thought_of_no_reasoning_needs_no_room(
    server: ModelServer, provider: OpenAIProvider
) -> None:
    server.play(stream(delta(None, reasoning_content=None), delta("Yes."), finish(), DONE))
    await hear(provider)
    await hear(provider)
    assert {asked.body["max_tokens"] for asked in server.asked} == {LIMIT}


async def test_a_parameter_that_is_refused_is_left_out_from_then_on(
    server: ModelServer, provider: OpenAIProvider
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
    server: ModelServer, provider: OpenAIProvider
) -> None:
    too_long = refusal(400, "max_tokens and the prompt are too long")
    server.play(too_long, too_long)
    await fails(provider)
    await hear(provider)
    assert "max_tokens" in server.asked[-1].body


async def test_what_is_sent_is_the_prompt(server: ModelServer, provider: OpenAIProvider) -> None:
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


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(
            st.binary(max_size=40),
            st.sampled_from([delta("Yes."), finish(), used(1, 1), DONE, b"data: {}\n\n"]),
            st.recursive(
                st.none() | st.booleans() | st.integers() | st.text(max_size=5),
                lambda inner: (
                    st.lists(inner, max_size=3)
                    | st.dictionaries(
                        st.sampled_from(["choices", "delta", "content", "usage", "error", "index"]),
                        inner,
                        max_size=4,
                    )
                ),
                max_leaves=8,
            ).map(event),
        ),
        max_size=6,
    )
)
def test_whatever_a_server_sends_is_a_reply_or_a_provider_error(parts: list[bytes]) -> None:
    async def hear_it() -> None:
        async with ModelServer() as server:
            provider = OpenAIProvider(base_url=server.address, model="served")
            server.play(stream(*(part for part in parts if part)))
            try:
                text, _ = await hear(provider)
            except ProviderError:
                pass
            else:
                text.encode()
            finally:
                await provider.close()

    asyncio.run(hear_it())
