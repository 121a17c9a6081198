"""Which model is asked when, what is passed over unseen, and when the script takes over."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

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
from bot.providers import outcomes
from bot.providers.breaker import FAILURES, REST, Breaker
from bot.providers.calls import Logged, LoggedModel
from bot.providers.fallback import JUDGEMENT, TURN, Fallback
from bot.providers.openai import OpenAIProvider
from bot.providers.scripted import ScriptedProvider
from bot.providers.search import WAIT
from bot.training.prompting import persona_prompt
from tests.fakes.model_server import Fault, ModelServer, delta, stream
from tests.fakes.talks import talk
from tests.fakes.virtual_time import VirtualClock, in_virtual_time, run
from tests.requirements import claims

PROMPT = persona_prompt(talk("Hello."))
SCRIPT = "Go on."
"""What the script of that scenario says there."""

Step = str | float | Exception
"""A piece of a reply, seconds in which nothing comes, or how it fails."""


@dataclass
class Actor:
    """A model that plays what it is given, reply by reply, and the last one ever after."""

    name: str
    replies: Sequence[Sequence[Step]] = (("Hello ", "there."),)
    asked: int = 0
    left: int = 0
    given: list[Prompt] = field(default_factory=list)

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[Stream]:
        self.given.append(prompt)
        reply = _Played(self)
        try:
            yield reply
        finally:
            self.left += 1
            reply.call.usage = Usage(tokens_in=10, tokens_out=reply.said)

    def judge(self, question: Question, schema: Schema) -> Judging:
        call = Call(provider=self.name, model=f"{self.name}-1")

        async def work() -> Answer:
            call.usage = Usage(tokens_in=10)
            async for _ in steps(self.next()):
                pass
            call.outcome = "complete"
            return {"by": self.name}

        return Judging(call=call, work=work)

    def next(self) -> Sequence[Step]:
        self.asked += 1
        return self.replies[min(self.asked, len(self.replies)) - 1]


class _Played:
    def __init__(self, actor: Actor) -> None:
        self.call = Call(provider=actor.name, model=f"{actor.name}-1")
        self.said = 0
        self._actor = actor

    async def __aiter__(self) -> AsyncIterator[str]:
        async for piece in steps(self._actor.next()):
            self.said += 1
            yield piece
        self.call.outcome = "complete"


async def steps(reply: Sequence[Step]) -> AsyncIterator[str]:
    for step in reply:
        match step:
            case str():
                yield step
            case float():
                await asyncio.sleep(step)
            case Exception():
                raise step


def never(*before: Step) -> Actor:
    return Actor("mute", ((*before, 1e6),))


class Stage:
    """Models behind a fallback, their log, and what is heard of them."""

    def __init__(self, *actors: Actor, script: bool = True, turn: float = TURN) -> None:
        clock = VirtualClock()
        self.lines: list[ModelCall] = []
        models = [LoggedModel(actor, clock, self._write) for actor in actors]
        self.breakers = {model.name: Breaker(clock) for model in models}
        self.fallback = Fallback(
            models,
            Logged(ScriptedProvider(clock, pace=0), clock, self._write) if script else None,
            clock=clock,
            breakers={model: self.breakers[model.name] for model in models},
            turn=turn,
        )

    async def _write(self, line: ModelCall) -> None:
        self.lines.append(line)

    async def hear(self, prompt: Prompt = PROMPT) -> tuple[list[str], Call]:
        async with self.fallback.stream(prompt) as stream:
            return [piece async for piece in stream], stream.call

    async def fails(self, prompt: Prompt = PROMPT) -> tuple[ProviderError, list[str], Call]:
        heard: list[str] = []
        async with self.fallback.stream(prompt) as stream:
            with pytest.raises(ProviderError) as raised:  # noqa: PT012  # the words before it count
                async for piece in stream:
                    heard.append(piece)  # noqa: PERF401
        return raised.value, heard, stream.call

    @property
    def logged(self) -> list[tuple[str, str]]:
        return [(line.provider, line.outcome) for line in self.lines]


def now() -> float:
    return asyncio.get_running_loop().time()


@in_virtual_time
async def test_the_first_is_asked_and_the_others_are_not() -> None:
    first, second = Actor("first"), Actor("second")
    stage = Stage(first, second)
    pieces, call = await stage.hear()
    assert pieces == ["Hello ", "there."]
    assert (call.provider, call.model, call.outcome) == ("first", "first-1", "complete")
    assert call.usage == Usage(tokens_in=10, tokens_out=2)
    assert call.stand_in is None
    assert stage.logged == [("first", "ok")]
    assert second.asked == 0


FAULTS = [
    RateLimited(retry_after=60),
    Unavailable(),
    Stalled(),
    BrokeOff(),
    Unreadable(),
    Empty(),
    Refused(),
    Filtered(),
    KeyError("a mistake"),
]


@claims("provider.fallback")
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
@in_virtual_time
async def test_a_failure_before_the_first_words_is_passed_over_unseen(fault: Exception) -> None:
    stage = Stage(Actor("first", ((fault,),)), Actor("second"))
    pieces, call = await stage.hear()
    assert "".join(pieces) == "Hello there."
    assert (call.provider, call.stand_in) == ("second", None)
    assert stage.logged == [("first", outcomes.of(fault).name), ("second", "ok")]


@in_virtual_time
async def test_the_call_says_who_speaks_while_it_goes_on() -> None:
    stage = Stage(Actor("first", ((Unavailable(),),)), Actor("second"))
    async with stage.fallback.stream(PROMPT) as stream:
        models = [stream.call.model async for _ in stream]
    assert models == ["second-1", "second-1"]
    script = Stage(Actor("first", ((Unavailable(),),)))
    async with script.fallback.stream(PROMPT) as stream:
        assert {(stream.call.model, stream.call.stand_in) async for _ in stream} == {
            ("script", "silent")
        }


@in_virtual_time
async def test_a_request_that_failed_is_over_before_anybody_waits() -> None:
    stage = Stage(first := Actor("first", ((RateLimited(retry_after=WAIT),), ("Well.",))))
    await stage.hear()
    assert [line.duration for line in stage.lines] == [0, 0]
    assert first.left == 2


@in_virtual_time
async def test_a_reply_without_a_word_is_empty_whatever_its_provider_says() -> None:
    pieces, call = await Stage(Actor("first", ((),)), Actor("second")).hear()
    assert (pieces, call.provider) == (["Hello ", "there."], "second")


@claims("provider.fallback")
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
@in_virtual_time
async def test_when_all_fail_the_script_speaks_and_says_so(fault: Exception) -> None:
    stage = Stage(Actor("first", ((fault,),)), Actor("second", ((Unavailable(),),)))
    pieces, call = await stage.hear()
    assert "".join(pieces) == SCRIPT
    assert (call.provider, call.model, call.stand_in) == ("scripted", "script", "silent")
    assert call.outcome == "complete"
    assert stage.logged[-1] == ("scripted", "ok")


@in_virtual_time
async def test_the_script_alone_stands_in_for_nobody() -> None:
    pieces, call = await Stage().hear()
    assert "".join(pieces) == SCRIPT
    assert call.stand_in is None


@in_virtual_time
async def test_without_a_script_the_last_error_comes_out() -> None:
    stage = Stage(
        Actor("first", ((Unavailable("one"),),)),
        Actor("second", ((Unavailable("two"),),)),
        script=False,
    )
    error, heard, _ = await stage.fails()
    assert (str(error), heard) == ("two", [])


@in_virtual_time
async def test_a_refusal_goes_on_once() -> None:
    third = Actor("third")
    stage = Stage(Actor("first", ((Refused(),),)), Actor("second", ((Filtered(),),)), third)
    _, call = await stage.hear()
    assert (call.provider, third.asked) == ("scripted", 0)


@in_virtual_time
async def test_a_spent_budget_goes_to_the_script_at_once_and_says_why() -> None:
    second = Actor("second")
    stage = Stage(Actor("first", ((BudgetSpent(),),)), second)
    pieces, call = await stage.hear()
    assert ("".join(pieces), call.stand_in, second.asked) == (SCRIPT, "spent", 0)
    assert stage.breakers["first"].state == "closed"


@claims("provider.turn-limit")
@in_virtual_time
async def test_one_that_hangs_leaves_the_next_its_share_of_the_time() -> None:
    stage = Stage(never(), Actor("second"))
    _, call = await stage.hear()
    assert call.provider == "second"
    assert now() == TURN / 2
    assert stage.logged == [("mute", "stalled"), ("second", "ok")]


@claims("provider.turn-limit")
@in_virtual_time
async def test_the_last_model_has_all_the_time_and_then_the_script_speaks() -> None:
    stage = Stage(never())
    pieces, call = await stage.hear()
    assert ("".join(pieces), call.stand_in) == (SCRIPT, "silent")
    assert now() == TURN


@claims("provider.turn-limit")
@in_virtual_time
async def test_the_limit_holds_for_the_whole_turn_from_when_it_was_asked_for() -> None:
    stage = Stage(never("Well "), turn=30)
    await asyncio.sleep(20)
    error, heard, call = await stage.fails(replace(PROMPT, since=0.0))
    assert isinstance(error, Stalled)
    assert (heard, call.provider, now()) == (["Well "], "mute", 30)
    again = replace(PROMPT, since=0.0, broke_off=frozenset({"mute"}))
    pieces, _ = await stage.hear(again)
    assert ("".join(pieces), now()) == (SCRIPT, 30)


@claims("provider.mid-reply")
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
@in_virtual_time
async def test_a_failure_in_mid_reply_comes_out_and_counts(fault: Exception) -> None:
    stage = Stage(Actor("first", (("Hel", fault),)), second := Actor("second"))
    heard = []
    with pytest.raises(type(fault)) as raised:  # noqa: PT012  # the words before it count
        async with stage.fallback.stream(PROMPT) as stream:
            async for piece in stream:
                heard.append(piece)  # noqa: PERF401
    assert raised.value is fault
    assert (heard, second.asked) == (["Hel"], 0)
    assert (stream.call.provider, stream.call.outcome) == ("first", "unfinished")
    assert stage.logged == [("first", outcomes.of(fault).name)]


@claims("provider.mid-reply")
@in_virtual_time
async def test_who_broke_off_in_mid_reply_is_asked_last_when_it_is_begun_again() -> None:
    stage = Stage(Actor("first"), Actor("second"))
    _, call = await stage.hear(replace(PROMPT, broke_off=frozenset({"first"})))
    assert call.provider == "second"


@claims("provider.mid-reply")
@in_virtual_time
async def test_begun_again_it_is_shown_only_once_it_is_whole() -> None:
    first = Actor("first", (("Oh, ", 1.0, "well."),))
    second = Actor("second", (("It ", BrokeOff()),))
    stage = Stage(first, second)
    pieces, call = await stage.hear(replace(PROMPT, broke_off=frozenset({"first"})))
    assert ("".join(pieces), call.provider) == ("Oh, well.", "first")
    assert stage.logged == [("second", "broke_off"), ("first", "ok")]


@claims("provider.mid-reply")
@in_virtual_time
async def test_where_all_break_off_the_script_has_the_last_word() -> None:
    stage = Stage(Actor("first", (("Half", BrokeOff()),)))
    await stage.fails()
    pieces, call = await stage.hear(replace(PROMPT, broke_off=frozenset({"first"})))
    assert ("".join(pieces), call.stand_in) == (SCRIPT, "silent")


@claims("provider.breaker")
@in_virtual_time
async def test_a_model_that_keeps_failing_is_not_asked_until_it_had_a_rest() -> None:
    first = Actor("first", (*[(Unavailable(),)] * FAILURES, ("Well.",)))
    stage = Stage(first, Actor("second"))
    for _ in range(FAILURES + 4):
        assert (await stage.hear())[1].provider == "second"
    assert first.asked == FAILURES
    await asyncio.sleep(REST)
    assert (await stage.hear())[1].provider == "first"
    assert (await stage.hear())[1].provider == "first"


@claims("provider.breaker")
@in_virtual_time
async def test_a_model_that_always_breaks_off_in_mid_reply_is_spared_too() -> None:
    stage = Stage(Actor("first", (("Half", BrokeOff()),)), Actor("second"))
    for _ in range(FAILURES):
        await stage.fails()
    assert (await stage.hear())[1].provider == "second"


@in_virtual_time
async def test_only_one_tries_a_model_after_its_rest() -> None:
    first = Actor("first", (*[(Unavailable(),)] * FAILURES, (1.0, "Well.")))
    stage = Stage(first, Actor("second"))
    for _ in range(FAILURES):
        await stage.hear()
    await asyncio.sleep(REST)
    async with asyncio.TaskGroup() as tasks:
        heard = [tasks.create_task(stage.hear()) for _ in range(5)]
    assert sorted(task.result()[1].provider for task in heard) == ["first"] + ["second"] * 4


@in_virtual_time
async def test_with_every_model_at_rest_the_script_speaks_at_once() -> None:
    first = Actor("first", ((Unavailable(),),))
    stage = Stage(first)
    for _ in range(FAILURES + 1):
        _, call = await stage.hear()
        assert call.stand_in == "silent"
    assert (first.asked, now()) == (FAILURES, 0)


@claims("provider.retry-after")
@in_virtual_time
async def test_a_short_retry_after_is_waited_for_where_nobody_else_is_left() -> None:
    stage = Stage(Actor("first", ((RateLimited(retry_after=WAIT),), ("Well.",))))
    pieces, call = await stage.hear()
    assert (pieces, call.provider, call.stand_in, now()) == (["Well."], "first", None, WAIT)


@claims("provider.retry-after")
@in_virtual_time
async def test_a_long_one_is_not_and_the_model_is_left_alone_meanwhile() -> None:
    first = Actor("first", ((RateLimited(retry_after=40.0),), ("Well.",)))
    stage = Stage(first)
    assert (await stage.hear())[1].stand_in == "silent"
    await asyncio.sleep(30)
    assert (await stage.hear())[1].stand_in == "silent"
    assert first.asked == 1
    await asyncio.sleep(10)
    assert (await stage.hear())[1].provider == "first"


@in_virtual_time
async def test_a_server_that_asks_to_wait_again_and_again_is_waited_for_once() -> None:
    first = Actor("first", ((RateLimited(retry_after=1.0),),))
    assert (await Stage(first).hear())[1].stand_in == "silent"
    assert (first.asked, now()) == (2, 1)


@in_virtual_time
async def test_while_one_asks_to_wait_the_next_is_asked() -> None:
    stage = Stage(Actor("first", ((RateLimited(retry_after=1.0),),)), Actor("second"))
    assert (await stage.hear())[1].provider == "second"
    assert now() == 0


@in_virtual_time
async def test_who_leaves_early_ends_the_request_and_blames_nobody() -> None:
    first = Actor("first", (("One ", "two ", "three."),))
    stage = Stage(first)
    for _ in range(FAILURES):
        async with stage.fallback.stream(PROMPT) as stream:
            async for _ in stream:
                break
        assert stream.call.usage == Usage(tokens_in=10, tokens_out=1)
    assert first.left == FAILURES
    assert stage.logged == [("first", "cancelled")] * FAILURES
    assert stage.breakers["first"].state == "closed"


@in_virtual_time
async def test_a_stream_that_nobody_reads_asks_nobody() -> None:
    first = Actor("first")
    async with Stage(first).fallback.stream(PROMPT) as stream:
        pass
    assert (first.given, stream.call.outcome) == ([], "unfinished")


@pytest.mark.parametrize("reply", [(1e6,), ("Well ", 1e6)])
@in_virtual_time
async def test_a_cancelled_reader_is_cancelled_and_frees_the_trial(reply: Sequence[Step]) -> None:
    first = Actor("first", (*[(Unavailable(),)] * FAILURES, reply, ("Well.",)))
    stage = Stage(first)
    for _ in range(FAILURES):
        await stage.hear()
    await asyncio.sleep(REST)
    async with asyncio.TaskGroup() as tasks:
        reading = tasks.create_task(stage.hear())
        await asyncio.sleep(1)
        reading.cancel()
    assert reading.cancelled()
    assert stage.logged[-1] == ("first", "cancelled")
    assert (await stage.hear())[1].provider == "first"


@in_virtual_time
async def test_replies_at_the_same_time_do_not_mix() -> None:
    stage = Stage(Actor("first", ((1.0, "a", 1.0, "b"),)))
    async with asyncio.TaskGroup() as tasks:
        heard = [tasks.create_task(stage.hear()) for _ in range(20)]
    assert {"".join(task.result()[0]) for task in heard} == {"ab"}
    assert now() == 2


GRACE = 0.2
"""Real seconds given to sockets before virtual time jumps."""


@claims("provider.fallback")
@pytest.mark.parametrize("begun", ["", "Half a "])
def test_a_server_that_goes_silent_is_given_up_by_the_real_client_too(begun: str) -> None:
    async def ask() -> None:
        async with ModelServer() as silent, ModelServer() as other:
            silent.play(stream(*([delta(begun)] if begun else []), Fault.HOLD))
            models = [
                OpenAIProvider(base_url=server.address, model="m", name=name)
                for name, server in (("silent", silent), ("other", other))
            ]
            clock, prompt = VirtualClock(), PROMPT
            fallback = Fallback(models, clock=clock, turn=30)
            if begun:
                async with fallback.stream(prompt) as first:
                    with pytest.raises(Stalled):
                        [piece async for piece in first]
                prompt = replace(prompt, since=0.0, broke_off=frozenset({first.call.provider}))
            async with fallback.stream(prompt) as second:
                text = "".join([piece async for piece in second])
            assert (text, second.call.provider) == ("I am listening.", "other")
            assert now() < 30
            await silent.asked[0].left.wait()
            for model in models:
                await model.close()

    run(ask(), grace=GRACE)


class TestJudging:
    """The same models asked for a judgement."""

    @in_virtual_time
    async def test_the_first_that_can_judge_does(self) -> None:
        stage = Stage(Actor("first", ((BadVerdict(),),)), Actor("second"))
        judging = stage.fallback.judge(PROMPT, {})
        assert await judging == {"by": "second"}
        assert (judging.call.provider, judging.call.model) == ("second", "second-1")
        assert judging.call.usage == Usage(tokens_in=20)
        assert [line.streamed for line in stage.lines] == [False, False]
        assert stage.logged == [("first", "bad_verdict"), ("second", "ok")]

    @in_virtual_time
    async def test_one_that_hangs_is_given_up_in_time_and_logged_as_stalled(self) -> None:
        stage = Stage(never(), Actor("second"))
        assert await stage.fallback.judge(PROMPT, {}) == {"by": "second"}
        assert now() == JUDGEMENT / 2
        assert stage.logged == [("mute", "stalled"), ("second", "ok")]

    @pytest.mark.parametrize(
        "make", [lambda: Actor("x", ((Refused(),),)), never, lambda: Actor("x", ((BadVerdict(),),))]
    )
    @in_virtual_time
    async def test_where_none_does_the_reason_comes_out_and_no_script_judges(
        self, make: Callable[[], Actor]
    ) -> None:
        judging = Stage(make()).fallback.judge(PROMPT, {})
        with pytest.raises(ProviderError):
            await judging
        assert judging.call.outcome != "complete"

    @in_virtual_time
    async def test_cancelling_ends_it(self) -> None:
        stage = Stage(never())

        async def judge() -> Answer:
            return await stage.fallback.judge(PROMPT, {})

        async with asyncio.TaskGroup() as tasks:
            judging = tasks.create_task(judge())
            await asyncio.sleep(1)
            judging.cancel()
        assert (judging.cancelled(), stage.logged) == (True, [("mute", "cancelled")])
        assert stage.breakers["mute"].admits
