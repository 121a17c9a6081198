"""What is the same for every API of a model's server: what a reply is made of, what is checked of a
request, and how an answer is cut so that nothing arrives in one piece."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal

from bot.providers.served import ServedModel
from tests.fakes.model_server import Answer, Asked, ModelServer, Part, stream

Ending = Literal["stop", "length", "filter", "refusal"]

FORM_KEYWORDS = {
    "$defs", "$ref", "additionalProperties", "anyOf", "const", "description", "enum", "items",
    "properties", "required", "type",
}  # fmt: skip


class Wire(ABC):
    """One API as its server speaks it."""

    name: str
    path: str
    known: frozenset[str]
    """The fields of a request that the API knows; any other is refused, as the real ones do."""

    @abstractmethod
    def provider_at(self, address: str) -> ServedModel: ...

    def provider(self, server: ModelServer) -> ServedModel:
        return self.provider_at(server.address)

    @abstractmethod
    def begin(self) -> bytes: ...

    @abstractmethod
    def say(self, text: str) -> bytes: ...

    @abstractmethod
    def think(self, text: str) -> bytes: ...

    @abstractmethod
    def end(
        self, ending: Ending = "stop", *, into: int = 100, out: int = 7, cached: int = 40
    ) -> bytes:
        """All that comes after the last word."""

    @abstractmethod
    def fault(self, code: str) -> bytes:
        """A fault that the server reports in the middle of its stream."""

    @abstractmethod
    def refuse(self, status: int, code: str, **headers: str) -> Answer: ...

    @abstractmethod
    def form(self, body: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The form that a request asks for."""

    def reply(self, *pieces: str, ending: Ending = "stop") -> Answer:
        """A reply as a healthy server streams it."""
        return stream(self.begin(), *map(self.say, pieces), self.end(ending))

    def check(self, asked: Asked) -> Iterator[str]:
        """What is wrong with a request."""
        if asked.path != self.path:
            yield f"no such path: {asked.path}"
        for name in asked.body.keys() - self.known:
            yield f"unknown field: {name}"
        if asked.body.get("stream") is not True:
            yield "stream: must be true"
        form = self.form(asked.body)
        if form is not None:
            yield from check_form(form)

    def serve(self, asked: Asked) -> Answer:
        """A healthy server that is strict with what it is asked."""
        for fault in self.check(asked):
            return self.refuse(400, fault)
        return self.reply("I ", "am ", "listening.")


def check_form(schema: Mapping[str, Any]) -> Iterator[str]:
    """What a strict structured output does not take of a schema."""
    for name in schema.keys() - FORM_KEYWORDS:
        yield f"schema: {name} is not permitted"
    properties = schema.get("properties")
    if properties is not None:
        if schema.get("additionalProperties") is not False:
            yield "schema: additionalProperties must be false"
        if set(schema.get("required", ())) != set(properties):
            yield "schema: every property must be required"
    inner = [*(properties or {}).values(), *schema.get("$defs", {}).values()]
    for part in [*inner, *schema.get("anyOf", ())]:
        yield from check_form(part)
    if "items" in schema:
        yield from check_form(schema["items"])


def cut(answer: Answer, size: int) -> Answer:
    """The same bytes in pieces of `size`: events, lines and characters arrive in halves."""
    return replace(answer, parts=tuple(_cut(answer.parts, size)))


def _cut(parts: Any, size: int) -> Iterator[Part]:
    held = b""
    for part in parts:
        if isinstance(part, bytes):
            held += part
            continue
        yield from _slices(held, size)
        held = b""
        yield part
    yield from _slices(held, size)


def _slices(data: bytes, size: int) -> Iterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]
