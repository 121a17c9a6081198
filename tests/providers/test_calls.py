"""The log of model calls: a line for every call, and no reply lost for a line."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, field

import pytest

from bot.errors import (
    BadVerdict,
    BrokeOff,
    BudgetSpent,
    Empty,
    Filtered,
    ProviderError,
    RateLimited,
    Refused,
    Stalled,
    Unavailable,
    Unreadable,
)
from bot.ports.provider import Answer, Call, Judging, Prompt, Question, Schema, Stream, Usage
from bot.ports.store import ModelCall
from bot.providers.calls import PATIENCE, Logged, LoggedModel
from bot.providers.pricing import Price, Prices
from bot.training.prompting import persona_prompt
from tests.fakes.talks import talk
from tests.fakes.virtual_time import NEW_YEAR, VirtualClock, in_virtual_time
from tests.requirements import claims

PROMPT = persona_prompt(talk("Hello."))


@dataclass
class Slow:
    """A provider whose words take a second each, and which may fail behind them."""

    words: tuple[str, ...] = ("One", " two", " three")
    failure: Exception | None = None
    outcome: str = "complete"
    name: str = field(default="slow", init=False)

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[Stream]:
        reply = _Slow(self, Call(provider=self.name, model="slow-1"))
        try:
            yield reply
        finally:
            reply.call.usage = Usage(tokens_in=5, tokens_out=reply.said)


@dataclass
class _Slow:
    slow: Slow
    call: Call
    said: int = 0

    async def __aiter__(self) -> AsyncIterator[str]:
        for word in self.slow.words:
            await asyncio.sleep(1)
            self.said += 1
            yield word
        if self.slow.failure is not None:
            raise self.slow.failure
        self.call.outcome = "length" if self.slow.outcome == "length" else "complete"


class Book:
    """Where the lines go."""

    def __init__(self, failure: Exception | None = None, takes: float = 0.0) -> None:
        self.lines: list[ModelCall] = []
        self._failure = failure
        self._takes = takes

    async def write(self, line: ModelCall) -> None:
        await asyncio.sleep(self._takes)
        if self._failure is not None:
            raise self._failure
        self.lines.append(line)

    def logged(self, provider: Slow) -> Logged:
        return Logged(provider, VirtualClock(), self.write)

    def judge(self, model: Judge) -> LoggedModel:
        return LoggedModel(model, VirtualClock(), self.write)


async def hear(provider: Logged) -> str:
    async with provider.stream(PROMPT) as stream:
        return "".join([delta async for delta in stream])


@claims("provider.log")
@in_virtual_time
async def test_a_line_says_who_was_asked_for_what_and_how_long_it_took() -> None:
    book = Book()
    await asyncio.sleep(10)
    assert await hear(book.logged(Slow())) == "One two three"
    assert book.lines == [
        ModelCall(
            session=PROMPT.session,
            tenant=PROMPT.tenant,
            member=PROMPT.member,
            purpose="persona",
            provider="slow",
            model="slow-1",
            usage=Usage(tokens_in=5, tokens_out=3),
            at=NEW_YEAR + 10_000_000,  # type: ignore[arg-type]
            first_token=1_000_000,
            duration=3_000_000,
            outcome="ok",
        )
    ]


@in_virtual_time
async def test_a_reply_cut_at_its_limit_says_so() -> None:
    book = Book()
    await hear(book.logged(Slow(outcome="length")))
    assert [line.outcome for line in book.lines] == ["length"]


@pytest.mark.parametrize(
    ("failure", "outcome"),
    [
        (RateLimited(retry_after=3), "rate_limited"),
        (Unavailable(), "unavailable"),
        (Stalled(), "stalled"),
        (BrokeOff(), "broke_off"),
        (Unreadable(), "unreadable"),
        (Empty(), "empty"),
        (Refused(), "refused"),
        (Filtered(), "filtered"),
        (BudgetSpent(), "budget_spent"),
        (ProviderError(), "error"),
        (KeyError("a mistake"), "error"),
    ],
)
@pytest.mark.parametrize("words", [(), ("One",)])
def test_a_failure_is_logged_by_its_kind_and_passed_on(
    failure: Exception, outcome: str, words: tuple[str, ...]
) -> None:
    book = Book()

    @in_virtual_time
    async def fail() -> None:
        with pytest.raises(type(failure)) as raised:
            await hear(book.logged(Slow(words=words, failure=failure)))
        assert raised.value is failure

    fail()
    line = book.lines[0]
    assert line.outcome == outcome
    assert line.first_token == (1_000_000 if words else None)
    assert line.usage.tokens_out == len(words)


@in_virtual_time
async def test_a_failure_that_the_reader_takes_care_of_is_logged_all_the_same() -> None:
    book = Book()
    provider = book.logged(Slow(failure=Unavailable()))
    async with provider.stream(PROMPT) as stream:
        with pytest.raises(Unavailable):
            [delta async for delta in stream]
    assert [line.outcome for line in book.lines] == ["unavailable"]


@in_virtual_time
async def test_who_leaves_early_or_fails_by_itself_has_cancelled() -> None:
    book = Book()
    provider = book.logged(Slow())
    async with provider.stream(PROMPT) as stream:
        async for _ in stream:
            break
    with pytest.raises(Unavailable, match="another"):
        async with provider.stream(PROMPT):
            raise Unavailable("another provider's")
    assert [line.outcome for line in book.lines] == ["cancelled", "cancelled"]
    assert [line.usage.tokens_out for line in book.lines] == [1, 0]


@in_virtual_time
async def test_a_cancelled_reader_is_logged() -> None:
    book = Book(takes=0.5)
    async with asyncio.TaskGroup() as tasks:
        reading = tasks.create_task(hear(book.logged(Slow())))
        await asyncio.sleep(1.5)
        reading.cancel()
    assert reading.cancelled()
    assert [(line.outcome, line.duration) for line in book.lines] == [("cancelled", 1_500_000)]


@in_virtual_time
async def test_a_log_that_fails_spoils_no_reply() -> None:
    book = Book(failure=OSError("disk full"))
    assert await hear(book.logged(Slow())) == "One two three"


@in_virtual_time
async def test_a_log_that_hangs_is_not_waited_for_long() -> None:
    book = Book(takes=1000)
    assert await hear(book.logged(Slow())) == "One two three"
    assert asyncio.get_running_loop().time() == 3 + PATIENCE


class Judge(Slow):
    """Takes a second to judge, and may fail."""

    def judge(self, question: Question, schema: Schema) -> Judging:
        call = Call(provider=self.name, model="slow-1")

        async def work() -> Answer:
            await asyncio.sleep(1)
            call.usage = Usage(tokens_in=7)
            if self.failure is not None:
                raise self.failure
            call.outcome = "complete"
            return {"level": 2}

        return Judging(call=call, work=work)


@pytest.mark.parametrize(
    ("failure", "outcome"), [(None, "ok"), (BadVerdict(), "bad_verdict"), (Stalled(), "stalled")]
)
def test_a_judgement_is_logged_too(failure: ProviderError | None, outcome: str) -> None:
    book = Book()

    @in_virtual_time
    async def judge() -> None:
        judging = book.judge(Judge(failure=failure)).judge(PROMPT, {})
        with pytest.raises(type(failure)) if failure is not None else nullcontext():
            assert await judging == {"level": 2}

    judge()
    (line,) = book.lines
    assert (line.outcome, line.streamed, line.duration) == (outcome, False, 1_000_000)
    assert (line.first_token, line.usage) == (None, Usage(tokens_in=7))


@in_virtual_time
async def test_what_a_call_cost_is_written_down_where_the_price_is_known() -> None:
    book = Book()
    prices = Prices({"slow-1": Price(into=1_000_000, cached=0, out=2_000_000)})
    await hear(Logged(Slow(), VirtualClock(), book.write, prices))
    await hear(book.logged(Slow()))
    assert [line.cost for line in book.lines] == [5 + 3 * 2, None]
