"""What every provider makes of every fault, whichever API its server speaks."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import (
    BrokeOff,
    Empty,
    Filtered,
    ProviderError,
    RateLimited,
    Refused,
    Stalled,
    Unavailable,
    Unreadable,
    Unusable,
)
from bot.ports.provider import Call
from bot.providers.served import THINKING, ServedModel
from bot.training.prompting import LIMIT, persona_prompt
from tests.fakes.model_server import Answer, Fault, ModelServer, Part, Pause, stream
from tests.fakes.talks import talk
from tests.fakes.virtual_time import run
from tests.fakes.wire import Wire, cut
from tests.fakes.wires import WIRES
from tests.requirements import claims

PROMPT = persona_prompt(talk("Hello.", "Is anybody there?"))
LINE = "Straße 5, 東京 – d'accord? 👍 {“yes”}\n\n- no"
GRACE = 0.2
"""Real seconds given to sockets before virtual time jumps."""
SOON = 5.0
"""Seconds after which a test that waits for a socket gives up."""


@pytest.fixture(params=WIRES, ids=lambda wire: wire.name)
def wire(request: pytest.FixtureRequest) -> Wire:
    made: Wire = request.param
    return made


@pytest.fixture
async def server(wire: Wire) -> AsyncIterator[ModelServer]:
    async with ModelServer() as server:
        server.otherwise = wire.serve
        yield server
    assert [fault for asked in server.asked for fault in wire.check(asked)] == []


@pytest.fixture
async def provider(wire: Wire, server: ModelServer) -> AsyncIterator[ServedModel]:
    provider = wire.provider(server)
    yield provider
    await provider.close()


async def hear(provider: ServedModel) -> tuple[str, Call]:
    async with provider.stream(PROMPT) as stream:
        return "".join([delta async for delta in stream]), stream.call


async def fails(provider: ServedModel, shown: str = "") -> tuple[ProviderError, Call]:
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


@claims("provider.outcomes")
async def test_a_refusal_is_refused(wire: Wire, server: ModelServer, provider: ServedModel) -> None:
    server.play(wire.reply("Well, ", ending="refusal"))
    error, _ = await fails(provider, shown="Well, ")
    assert type(error) is Refused


@claims("provider.outcomes")
async def test_a_content_filter_is_told_from_a_refusal_where_the_api_tells_it(
    wire: Wire, server: ModelServer, provider: ServedModel
) -> None:
    server.play(wire.reply("Well, ", ending="filter"))
    error, _ = await fails(provider, shown="Well, ")
    assert type(error) is (Refused if wire.name == "anthropic" else Filtered)


@claims("provider.outcomes")
async def test_an_end_without_a_word_is_empty(
    wire: Wire, server: ModelServer, provider: ServedModel
) -> None:
    server.play(stream(wire.begin(), wire.end()), stream(wire.begin(), wire.end("length")))
    for _ in range(2):
        error, call = await fails(provider)
        assert type(error) is Empty
        assert not call.usage.estimated


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


async def test_thoughts_are_not_said(
    wire: Wire, server: ModelServer, provider: ServedModel
) -> None:
    thoughts = wire.think("She is "), wire.think("angry.")
    server.play(stream(wire.begin(), *thoughts, wire.say("Where "), wire.say("is it?"), wire.end()))
    assert (await hear(provider))[0] == "Where is it?"


@claims("provider.outcomes")
@pytest.mark.parametrize(
    ("fault", "kind"),
    [((), BrokeOff), ((Fault.CLOSE,), Unavailable), ((Fault.RESET,), Unavailable)],
    ids=["ended", "closed", "reset"],
)
async def test_a_reply_that_ends_early_broke_off_and_keeps_what_was_said(
    wire: Wire,
    server: ModelServer,
    provider: ServedModel,
    fault: tuple[Part, ...],
    kind: type[ProviderError],
) -> None:
    server.play(stream(wire.begin(), wire.say("Half a"), *fault))
    error, call = await fails(provider, shown="Half a")
    assert type(error) is kind
    assert call.outcome == "unfinished"
    assert call.usage.estimated
    assert call.usage.tokens_in >= 100


@claims("provider.outcomes")
@pytest.mark.parametrize("whole", [b"{not json}", b"\xff\xfe", b'{"type": 7'])
async def test_an_event_that_is_none_is_unreadable(
    wire: Wire, server: ModelServer, provider: ServedModel, whole: bytes
) -> None:
    event = b"event: content_block_delta\ndata: " + whole + b"\n\n"
    server.play(stream(wire.begin(), wire.say("Half a"), event, wire.end()))
    error, _ = await fails(provider, shown="Half a")
    assert type(error) is Unreadable


@claims("provider.outcomes")
@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("rate_limit_exceeded", RateLimited),
        ("overloaded_error", RateLimited),
        ("content_policy_violation", Filtered),
        ("invalid_prompt", Refused),
        ("insufficient_quota", Unusable),
        ("api_error", Unavailable),
        ("server_error", Unavailable),
    ],
)
async def test_a_fault_that_is_reported_in_mid_reply_has_its_own_outcome(
    wire: Wire, server: ModelServer, provider: ServedModel, code: str, kind: type[ProviderError]
) -> None:
    server.play(stream(wire.begin(), wire.say("Half a"), wire.fault(code)))
    error, call = await fails(provider, shown="Half a")
    assert type(error) is kind
    assert call.usage.estimated


@claims("provider.outcomes")
@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "invalid_request_error", Unavailable),
        (400, "content_filter", Filtered),
        (401, "authentication_error", Unusable),
        (402, "billing_error", Unusable),
        (403, "permission_error", Unusable),
        (404, "model_not_found", Unusable),
        (429, "rate_limit_error", RateLimited),
        (429, "insufficient_quota", Unusable),
        (500, "api_error", Unavailable),
        (503, "server_error", Unavailable),
        (529, "overloaded_error", RateLimited),
    ],
)
async def test_an_answer_that_is_none_has_its_own_outcome(
    wire: Wire,
    server: ModelServer,
    provider: ServedModel,
    *,
    status: int,
    code: str,
    kind: type[ProviderError],
) -> None:
    server.play(wire.refuse(status, code))
    error, call = await fails(provider)
    assert type(error) is kind
    assert len(server.asked) == 1, "whether to try again is not the provider's to decide"
    assert call.usage.tokens_in == 0
    assert call.model.startswith("served")


@claims("provider.outcomes")
@pytest.mark.parametrize(("said", "seconds"), [("7", 7.0), ("soon", None)])
async def test_a_server_that_asks_to_wait_says_how_long(
    wire: Wire, server: ModelServer, provider: ServedModel, said: str, seconds: float | None
) -> None:
    server.play(wire.refuse(429, "rate_limit_error", retry_after=said))
    error, _ = await fails(provider)
    assert isinstance(error, RateLimited)
    assert error.retry_after == seconds


async def test_a_page_in_a_models_place_is_no_reply(
    server: ModelServer, provider: ServedModel
) -> None:
    page = b"<html>Hello</html>"
    server.play(Answer(parts=(page,)), Answer(status=502, parts=(page,)))
    for _ in range(2):
        error, _ = await fails(provider)
        assert isinstance(error, Unavailable)


async def test_a_server_that_is_not_there_is_unavailable(wire: Wire) -> None:
    async with ModelServer() as server:
        provider = wire.provider(server)
    error, _ = await fails(provider)
    assert type(error) is Unavailable
    await provider.close()


@claims("provider.outcomes")
@pytest.mark.parametrize("said", ["", "Half a"], ids=["before the first byte", "in mid-reply"])
def test_a_stall_ends_at_its_limit(wire: Wire, said: str) -> None:
    async def stall() -> None:
        loop = asyncio.get_running_loop()
        async with ModelServer() as server:
            provider = wire.provider(server)
            parts = (wire.begin(), wire.say(said)) if said else ()
            server.play(stream(*parts, Fault.HOLD))
            began = loop.time()
            error, call = await fails(provider, shown=said)
            assert type(error) is Stalled
            assert loop.time() - began < 46
            assert call.usage.estimated == bool(said)
            await (await server.request()).left.wait()
            await provider.close()

    run(stall(), grace=GRACE)


def test_a_server_that_only_keeps_the_connection_alive_stalls(wire: Wire) -> None:
    async def stall() -> None:
        alive = (wire.begin(), *((b": keep-alive\n\n", Pause(15)) * 9))
        async with ModelServer() as server:
            provider = wire.provider(server)
            server.play(stream(*alive))
            error, _ = await fails(provider)
            assert type(error) is Stalled
            await provider.close()

    run(stall(), grace=GRACE)


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


@pytest.mark.parametrize("tail", [(), (Fault.RESET,), (Fault.CLOSE,), (b"data: {\n\n",)])
async def test_a_complete_reply_is_complete_whatever_comes_behind_it(
    wire: Wire, server: ModelServer, provider: ServedModel, tail: tuple[Part, ...]
) -> None:
    server.play(stream(wire.begin(), wire.say("All of it."), wire.end(), *tail))
    text, call = await hear(provider)
    assert text == "All of it."
    assert call.outcome == "complete"
    assert not call.usage.estimated


async def test_a_reply_cut_at_its_limit_is_a_reply_and_says_so(
    wire: Wire, server: ModelServer, provider: ServedModel
) -> None:
    server.play(wire.reply("And so on and", ending="length"))
    text, call = await hear(provider)
    assert text == "And so on and"
    assert call.outcome == "length"


async def test_a_reply_read_to_its_end_leaves_the_connection_for_the_next(
    server: ModelServer, provider: ServedModel
) -> None:
    for _ in range(3):
        await hear(provider)
    assert len(server.asked) == 3
    assert server.connections == 1


WORDS = ["type", "delta", "text", "choices", "content", "usage", "error", "response", "status",
         "message", "content_block", "stop_reason", "output_tokens", "index"]  # fmt: skip
VALUES = ["content_block_delta", "message_start", "message_delta", "text_delta", "error", "failed",
          "response.output_text.delta", "response.completed", "response.failed"]  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(VALUES) | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4)
    ),
    max_leaves=8,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_a_server_sends_is_a_reply_or_a_provider_error(
    wire: Wire, data: st.DataObject
) -> None:
    part = st.one_of(
        st.binary(min_size=1, max_size=40),
        st.sampled_from([wire.begin(), wire.say("Yes."), wire.think("Hm."), wire.end()]),
        st.builds(_event, st.sampled_from(VALUES), JSON),
    )
    parts = data.draw(st.lists(part, max_size=6))

    async def hear_it() -> None:
        async with ModelServer() as server:
            provider = wire.provider(server)
            server.play(stream(*parts))
            try:
                text, _ = await hear(provider)
            except ProviderError:
                pass
            else:
                text.encode()
            finally:
                await provider.close()

    asyncio.run(hear_it())


def _event(name: str, data: object) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n".encode()
