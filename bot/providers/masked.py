"""A model that never sees personal data: it is hidden on the way out and restored on the way back.

What is hidden, and what cannot be found, is `domain.masking`'s business.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import Any

from bot.domain.masking import Masking
from bot.domain.scenario import Scenario
from bot.domain.surface import TenantId
from bot.ports.provider import Answer, Judging, Message, Model, Prompt, Question, Schema, Stream

Roster = Callable[[TenantId], tuple[str, ...]]
"""The names of a tenant's members; the same tuple as long as they are the same."""

KEPT = 256
"""Scenarios whose texts are kept in memory."""


def nobody(tenant: TenantId) -> tuple[str, ...]:  # noqa: ARG001  # a roster's form
    """The roster of a place whose members have no names."""
    return ()


class Masked:
    """`model` behind a mask. Each call has its own: the same texts get the same placeholders."""

    def __init__(self, model: Model, roster: Roster = nobody) -> None:
        self._model = model
        self._roster = roster
        self._texts: dict[str, tuple[str, ...]] = {}
        """The texts of the scenarios that are played, by fingerprint."""

    @property
    def name(self) -> str:
        return self._model.name

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[Stream]:
        mask = self._mask(prompt, self._texts_of(prompt.scene.scenario))
        hidden = replace(prompt, messages=_hidden(prompt, mask))
        async with self._model.stream(hidden) as stream:
            yield _Shown(stream, mask)

    def judge(self, question: Question, schema: Schema) -> Judging:
        """Asks with placeholders; what is quoted in the answer is as the trainee wrote it."""
        mask = self._mask(question, ())
        hidden = replace(question, messages=_hidden(question, mask))
        judging = self._model.judge(hidden, schema)
        return Judging(call=judging.call, work=partial(_answered, judging, mask))

    def _texts_of(self, scenario: Scenario) -> tuple[str, ...]:
        if scenario.fingerprint not in self._texts:
            if len(self._texts) >= KEPT:
                self._texts.clear()
            self._texts[scenario.fingerprint] = tuple(_texts(scenario))
        return self._texts[scenario.fingerprint]

    def _mask(self, question: Question, allowed: Iterable[str]) -> Masking:
        """The system's text is the scenario's own: what stands there is nobody's secret."""
        return Masking(names=self._roster(question.tenant), allowed=(question.system, *allowed))


def _hidden(question: Question, mask: Masking) -> tuple[Message, ...]:
    for text in question.unsent:
        mask.hide(text)
    return tuple(replace(message, text=mask.hide(message.text)) for message in question.messages)


async def _answered(judging: Judging, mask: Masking) -> Answer:
    answer = await judging
    return {key: _shown(value, mask) for key, value in answer.items()}


def _shown(value: Any, mask: Masking) -> Any:
    match value:
        case str():
            return mask.show(value)
        case list():
            return [_shown(item, mask) for item in value]
        case dict():
            return {key: _shown(item, mask) for key, item in value.items()}
        case _:
            return value


def _texts(value: object) -> Iterator[str]:
    """Every text of a scenario."""
    if isinstance(value, Scenario):
        value = value.model_dump(exclude={"trainees"})
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)


class _Shown:
    """A reply with the values that its placeholders stand for."""

    def __init__(self, stream: Stream, mask: Masking) -> None:
        self.call = stream.call
        self._stream = stream
        self._mask = mask

    async def __aiter__(self) -> AsyncIterator[str]:
        showing = self._mask.showing()
        async for piece in self._stream:
            if shown := showing.hear(piece):
                yield shown
        if rest := showing.end():
            yield rest
