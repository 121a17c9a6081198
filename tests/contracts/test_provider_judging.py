"""What every model's judgement keeps to, whichever API its server speaks."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.domain.surface import SessionId, TenantId
from bot.errors import BadVerdict, BrokeOff, Filtered, ProviderError, Refused, Stalled, Unusable
from bot.ports.provider import Message, Question
from bot.providers.served import JUDGING, THINKING, ServedModel
from tests.fakes.model_server import Answer, Fault, ModelServer, stream
from tests.fakes.virtual_time import run
from tests.fakes.wire import Wire, cut
from tests.fakes.wires import WIRES
from tests.requirements import claims

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "criterion": {"enum": ["owning", "asking"]},
        "quotes": {"type": "array", "items": {"type": "string"}, "maxItems": 2},
        "level": {"anyOf": [{"type": "integer", "minimum": 0, "maximum": 3}, {"type": "null"}]},
    },
    "required": ["criterion", "quotes", "level"],
    "additionalProperties": False,
}
GOOD = {"criterion": "owning", "quotes": ["It was “our” fault.", "Ja, 東京."], "level": 2}
QUESTION = Question(
    purpose="judge",
    system="You judge.",
    messages=(Message("user", "What was said: It was our fault."),),
    limit=300,
    session=SessionId("s"),
    tenant=TenantId("t"),
)
GRACE = 0.2
SOON = 5.0


@pytest.fixture(params=WIRES, ids=lambda wire: wire.name)
def wire(request: pytest.FixtureRequest) -> Wire:
    made: Wire = request.param
    return made


@pytest.fixture
async def server(wire: Wire) -> AsyncIterator[ModelServer]:
    async with ModelServer() as server:
        yield server
    assert [fault for asked in server.asked for fault in wire.check(asked)] == []


@pytest.fixture
async def model(wire: Wire, server: ModelServer) -> AsyncIterator[ServedModel]:
    model = wire.provider(server)
    yield model
    await model.close()


def written(wire: Wire, answer: object) -> Answer:
    """An answer as a server streams it, or any text in its place."""
    text = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
    return cut(wire.reply(*(text[n : n + 5] for n in range(0, len(text), 5))), 33)


@claims("provider.judge")
async def test_the_answer_is_an_object_in_the_form_that_was_asked_for(
    wire: Wire, server: ModelServer, model: ServedModel
) -> None:
    server.play(written(wire, GOOD))
    judging = model.judge(QUESTION, SCHEMA)
    assert await judging == GOOD
    assert judging.call.outcome == "complete"
    assert (judging.call.provider, judging.call.usage.tokens_in) == (model.name, 100)
    assert len(server.asked) == 1


async def test_the_form_is_asked_for_in_the_servers_own_way_and_there_is_room_to_think(
    wire: Wire, server: ModelServer, model: ServedModel
) -> None:
    server.play(written(wire, GOOD))
    await model.judge(QUESTION, SCHEMA)
    (asked,) = server.asked
    form = wire.form(asked.body)
    assert form is not None
    assert form["properties"]["criterion"] == {"enum": ["owning", "asking"]}
    assert form["properties"]["quotes"]["description"] == "maxItems: 2"
    limit = next(asked.body[name] for name in asked.body if name.startswith("max_"))
    assert limit == QUESTION.limit + THINKING


@pytest.mark.parametrize(
    "text",
    [
        f"```json\n{json.dumps(GOOD)}\n```",
        f"Here it is: {json.dumps(GOOD, indent=2)} I hope it helps.",
        f"<think>Level 3? {{No}}.</think>{json.dumps(GOOD)}",
    ],
)
async def test_what_stands_around_the_object_does_not_matter(
    wire: Wire, server: ModelServer, model: ServedModel, text: str
) -> None:
    server.play(written(wire, text))
    assert await model.judge(QUESTION, SCHEMA) == GOOD


WRONG = (
    {**GOOD, "level": 9},
    {**GOOD, "criterion": "shouting"},
    {**GOOD, "quotes": ["a", "b", "c"]},
    {**GOOD, "more": 1},
    {"criterion": "owning"},
    "I would give them a 2.",
    '{"criterion": "owning", "quotes": [',
    '{"criterion": "owning", "quotes": [], "level": NaN}',
    "[]",
    '{"a":' * 2_000,
)


@claims("provider.judge")
@pytest.mark.parametrize("wrong", WRONG, ids=range(len(WRONG)))
async def test_an_answer_in_another_form_is_repaired_once_by_the_model_itself(
    wire: Wire, server: ModelServer, model: ServedModel, wrong: object
) -> None:
    server.play(written(wire, wrong), written(wire, GOOD))
    judging = model.judge(QUESTION, SCHEMA)
    assert await judging == GOOD
    first, second = server.asked
    assert "does not fit the form" in json.dumps(second.body)
    assert "does not fit the form" not in json.dumps(first.body)
    assert (judging.call.usage.tokens_in, judging.call.usage.tokens_out) == (200, 14)
    assert judging.call.usage.tokens_cached == 80


async def test_the_model_is_told_what_does_not_fit_and_where(
    wire: Wire, server: ModelServer, model: ServedModel
) -> None:
    server.play(written(wire, {**GOOD, "level": 9}), written(wire, GOOD))
    await model.judge(QUESTION, SCHEMA)
    said = json.dumps(server.asked[1].body)
    assert "$.level" in said
    assert "is not valid under any of the given schemas" in said
    assert json.dumps(json.dumps({**GOOD, "level": 9}, ensure_ascii=False))[1:-1] in said


@claims("provider.judge")
async def test_what_does_not_fit_twice_is_a_bad_verdict_that_quotes_nobody(
    wire: Wire, server: ModelServer, model: ServedModel
) -> None:
    server.play(*[written(wire, {**GOOD, "level": "It was our fault."})] * 2)
    judging = model.judge(QUESTION, SCHEMA)
    with pytest.raises(BadVerdict) as raised:
        await judging
    assert len(server.asked) == 2
    assert "$.level" in str(raised.value)
    assert "fault" not in str(raised.value)
    assert judging.call.outcome == "unfinished"
    assert judging.call.usage.tokens_in == 200


async def test_an_answer_cut_at_its_limit_is_not_taken(
    wire: Wire, server: ModelServer, model: ServedModel
) -> None:
    half = json.dumps(GOOD)[:30]
    server.play(wire.reply(half, ending="length"), written(wire, GOOD))
    assert await model.judge(QUESTION, SCHEMA) == GOOD


@claims("provider.judge")
async def test_a_refusal_a_fault_and_an_early_end_are_what_they_are_for_the_persona(
    wire: Wire, server: ModelServer, model: ServedModel
) -> None:
    server.play(
        wire.reply('{"criterion":', ending="refusal"),
        wire.refuse(401, "authentication_error"),
        wire.refuse(400, "content_filter"),
        stream(wire.begin(), wire.say('{"criterion":')),
    )
    kinds: list[type[ProviderError]] = []
    for _ in range(4):
        judging = model.judge(QUESTION, SCHEMA)
        with pytest.raises(ProviderError) as raised:
            await judging
        kinds.append(type(raised.value))
    assert kinds == [Refused, Unusable, Filtered, BrokeOff]
    assert len(server.asked) == 4
    assert judging.call.usage.estimated


@claims("provider.judge")
def test_one_limit_of_time_holds_for_all_attempts(wire: Wire) -> None:
    async def stall() -> None:
        loop = asyncio.get_running_loop()
        async with ModelServer() as server:
            model = wire.provider(server)
            server.play(
                stream(wire.begin(), wire.say("{"), Fault.HOLD),
            )
            began = loop.time()
            with pytest.raises(Stalled):
                await model.judge(QUESTION, SCHEMA)
            assert loop.time() - began <= JUDGING.total + 1
            await (await server.request()).left.wait()
            await model.close()

    run(stall(), grace=GRACE)


@claims("provider.cancel")
async def test_cancelling_a_judgement_closes_the_connection(
    wire: Wire, server: ModelServer, model: ServedModel
) -> None:
    server.play(stream(wire.begin(), wire.say("{"), Fault.HOLD))

    async def judge() -> None:
        await model.judge(QUESTION, SCHEMA)

    async with asyncio.timeout(SOON), asyncio.TaskGroup() as tasks:
        judging = tasks.create_task(judge())
        asked = await server.request()
        judging.cancel()
        await asked.left.wait()
    assert judging.cancelled()


async def test_judgements_at_the_same_time_do_not_mix(
    wire: Wire, server: ModelServer, model: ServedModel
) -> None:
    server.otherwise = lambda _: written(wire, GOOD)
    judgings = [model.judge(QUESTION, SCHEMA) for _ in range(10)]
    answers = await asyncio.gather(*(judging.work() for judging in judgings))
    assert answers == [GOOD] * 10
    assert {judging.call.usage.tokens_in for judging in judgings} == {100}


async def test_a_judging_that_nobody_awaits_asks_nothing(
    server: ModelServer, model: ServedModel
) -> None:
    judging = model.judge(QUESTION, SCHEMA)
    assert judging.call.usage.tokens_in == 0
    assert server.asked == []
