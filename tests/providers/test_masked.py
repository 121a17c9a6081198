"""A model sees placeholders, the trainee what was written."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from bot.domain.surface import TenantId
from bot.ports.provider import Answer, Call, Judging, Prompt, Question, Schema, Stream
from bot.providers.masked import Masked
from bot.training.prompting import persona_prompt
from tests.fakes.talks import talk
from tests.requirements import claims

WROTE = "Mail me at ann.lee@example.org or call +49 170 1234567, says Rosalind Okafor."


def prompt(text: str = WROTE) -> Prompt:
    return persona_prompt(talk(text))


@dataclass
class Echo:
    """A model that says again what it read last, a few characters at a time."""

    name: str = "echo"
    read: list[str] = field(default_factory=list)
    answer: Answer = field(default_factory=dict)

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[Stream]:
        self.read += [message.text for message in prompt.messages]
        yield _Echoing(Call(provider=self.name, model="m"), self.read[-1])

    def judge(self, question: Question, schema: Schema) -> Judging:
        self.read += [message.text for message in question.messages]
        call = Call(provider=self.name, model="m")
        return Judging(call=call, work=partial(self._answer, call))

    async def _answer(self, call: Call) -> Answer:
        call.outcome = "complete"
        return {key: self._quote(value) for key, value in self.answer.items()}

    def _quote(self, value: Any) -> Any:
        return self.read[-1] if value == "all" else value


@dataclass
class _Echoing:
    call: Call
    text: str

    async def __aiter__(self) -> AsyncIterator[str]:
        for start in range(0, len(self.text), 3):
            yield self.text[start : start + 3]


def roster(tenant: TenantId) -> tuple[str, ...]:
    return ("Rosalind Okafor",) if tenant else ()


@claims("masking.model")
async def test_a_model_reads_no_address_number_or_members_name_and_the_trainee_reads_them_again() -> (
    None
):
    model = Echo()
    async with Masked(model, roster).stream(prompt()) as stream:
        shown = "".join([piece async for piece in stream])
    for secret in ("ann.lee", "1234567", "Rosalind", "Okafor"):
        assert not any(secret in text for text in model.read)
        assert secret in shown


@claims("masking.model")
async def test_what_a_judge_quotes_is_what_the_trainee_wrote() -> None:
    model = Echo(answer={"quotes": ["[EMAIL_1]", 3, None, {"x": "[PERSON_1]"}], "reason": "all"})
    answer = await Masked(model, roster).judge(prompt(), {})
    assert answer["quotes"] == ["ann.lee@example.org", 3, None, {"x": "Rosalind Okafor"}]
    assert WROTE in answer["reason"]
    assert not any("ann.lee" in text for text in model.read)


async def test_what_the_scenario_itself_says_is_not_hidden() -> None:
    model = Echo()
    asked = prompt("Is it the lamp for Maren Holt?")
    async with Masked(model, lambda _: ("Maren Holt",)).stream(asked) as stream:
        assert [piece async for piece in stream]
    assert any("Maren Holt" in text for text in model.read)


async def test_the_call_is_the_models_own() -> None:
    model = Echo()
    masked = Masked(model)
    assert masked.name == "echo"
    async with masked.stream(replace(prompt("Hi"), limit=5)) as stream:
        assert stream.call.model == "m"
    judging = masked.judge(prompt("Hi"), {})
    await judging
    assert judging.call.outcome == "complete"
