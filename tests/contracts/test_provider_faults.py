"""What every provider makes of every fault, whichever API its server speaks."""

from __future__ import annotations

import asyncio
import json

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
    Unavailable,
    Unreadable,
    Unusable,
)
from bot.providers.served import ServedModel
from tests.contracts.hearing import fails, hear, kept_alive, stalls
from tests.fakes.model_server import Answer, Fault, ModelServer, Part, stream
from tests.fakes.wire import Wire
from tests.requirements import claims


@claims("provider.outcomes")
@pytest.mark.parametrize("said", ["", "Well, "], ids=["at once", "in mid-reply"])
async def test_a_refusal_is_refused(
    wire: Wire, server: ModelServer, provider: ServedModel, said: str
) -> None:
    server.play(wire.reply(*[said] * bool(said), ending="refusal"))
    error, _ = await fails(provider, shown=said)
    assert type(error) is Refused


@claims("provider.outcomes")
@pytest.mark.parametrize("said", ["", "Well, "], ids=["at once", "in mid-reply"])
async def test_a_content_filter_is_told_from_a_refusal_where_the_api_tells_it(
    wire: Wire, server: ModelServer, provider: ServedModel, said: str
) -> None:
    server.play(wire.reply(*[said] * bool(said), ending="filter"))
    error, _ = await fails(provider, shown=said)
    assert type(error) is (Refused if wire.name == "anthropic" else Filtered)


@claims("provider.outcomes")
async def test_an_end_without_a_word_is_empty(
    wire: Wire, server: ModelServer, provider: ServedModel
) -> None:
    server.play(stream(wire.begin(), wire.end()), stream(wire.begin(), wire.end("length")))
    for _ in range(2):
        error, call = await fails(provider)
        assert type(error) is Empty
        assert "without a word" in str(error)
        assert not call.usage.estimated


@claims("provider.early-end")
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


@claims("provider.early-end")
@claims("provider.outcomes")
@pytest.mark.parametrize("whole", [b"{not json}", b"\xff\xfe", b'{"type": 7'])
async def test_an_event_that_is_none_is_unreadable(
    wire: Wire, server: ModelServer, provider: ServedModel, whole: bytes
) -> None:
    event = b"event: content_block_delta\ndata: " + whole + b"\n\n"
    server.play(stream(wire.begin(), wire.say("Half a"), event, wire.end()))
    error, call = await fails(provider, shown="Half a")
    assert type(error) is Unreadable
    assert call.outcome == "unfinished"
    assert call.usage.estimated


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


@claims("provider.errors")
@claims("provider.outcomes")
@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "invalid_request_error", Unavailable),
        (400, "content_filter", Filtered),
        (400, "content_policy_violation", Filtered),
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
    assert (call.usage.tokens_in, call.usage.tokens_out) == (0, 0)
    assert call.model.startswith("served")


@claims("provider.errors")
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


@pytest.mark.parametrize("fault", [Fault.CLOSE, Fault.RESET])
async def test_a_connection_that_breaks_before_the_answer_is_unavailable(
    server: ModelServer, provider: ServedModel, fault: Fault
) -> None:
    server.play(Answer(parts=(fault,)))
    error, call = await fails(provider)
    assert isinstance(error, Unavailable)
    assert call.usage.tokens_in == 0


@claims("provider.outcomes")
@pytest.mark.parametrize(
    "said", [None, "", "Half a"], ids=["no answer", "before the first word", "in mid-reply"]
)
def test_a_stall_ends_at_its_limit(wire: Wire, said: str | None) -> None:
    parts = () if said is None else (wire.begin(), *[wire.say(said)] * bool(said))
    call = stalls(wire, *parts, Fault.HOLD, shown=said or "")
    assert call.usage.estimated == (said is not None)


def test_a_server_that_only_keeps_the_connection_alive_stalls(wire: Wire) -> None:
    stalls(wire, wire.begin(), wire.say("Half a"), *kept_alive(wire), shown="Half a")


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


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_a_server_sends_is_a_reply_or_a_provider_error(
    wire: Wire, data: st.DataObject
) -> None:
    part = st.one_of(
        st.binary(min_size=1, max_size=40),
        st.sampled_from([wire.begin(), wire.say("Yes."), wire.think("Hm."), wire.end()]),
        st.builds(_event, st.sampled_from(["", *VALUES]), JSON),
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
    named = f"event: {name}\n" if name else ""
    return f"{named}data: {json.dumps(data)}\n\n".encode()
