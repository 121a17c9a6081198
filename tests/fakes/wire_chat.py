"""Chat Completions, as OpenAI-compatible servers and Ollama speak it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.providers.ollama import OllamaProvider
from bot.providers.openai import OpenAIProvider
from bot.providers.served import ServedModel
from tests.fakes.model_server import (
    DONE,
    Answer,
    Asked,
    delta,
    event,
    finish,
    refusal,
    used,
)
from tests.fakes.wire import Ending, Wire

REASONS: Mapping[Ending, str] = {
    "stop": "stop",
    "length": "length",
    "filter": "content_filter",
    "refusal": "stop",
}


class ChatWire(Wire):
    name = "compatible"
    path = "/v1/chat/completions"
    known = frozenset(
        {
            "model", "messages", "stream", "stream_options", "max_tokens", "max_completion_tokens",
            "reasoning_effort", "response_format",
        }
    )  # fmt: skip

    def provider_at(self, address: str) -> ServedModel:
        return OpenAIProvider(base_url=address, model="served", api_key="k")

    def begin(self) -> bytes:
        return delta(role="assistant")

    def say(self, text: str) -> bytes:
        return delta(text)

    def think(self, text: str) -> bytes:
        return delta(None, reasoning_content=text)

    def end(
        self, ending: Ending = "stop", *, into: int = 100, out: int = 7, cached: int = 40
    ) -> bytes:
        declined = delta(refusal="I cannot do that.") if ending == "refusal" else b""
        return declined + finish(REASONS[ending]) + used(into, out, cached=cached) + DONE

    def fault(self, code: str) -> bytes:
        return event({"error": {"message": "as told", "type": code, "code": code}})

    def refuse(self, status: int, code: str, **headers: str) -> Answer:
        return refusal(status, code, headers=_named(headers), code=code)

    def form(self, body: Mapping[str, Any]) -> Mapping[str, Any] | None:
        asked = body.get("response_format", {})
        return asked["json_schema"]["schema"] if "json_schema" in asked else None

    def check(self, asked: Asked) -> Iterator[str]:
        yield from super().check(asked)
        roles = [message["role"] for message in asked.body["messages"]]
        if roles[:2] != ["system", "user"] or roles[-1] != "user":
            yield "messages: the user begins and ends"


class OllamaWire(ChatWire):
    """An Ollama with one model, `served:latest`. It knows the fields that its documentation lists
    (docs.ollama.com/api/openai-compatibility)."""

    name = "ollama"
    known = ChatWire.known - {"max_completion_tokens"}

    def provider_at(self, address: str) -> ServedModel:
        return OllamaProvider(base_url=address.removesuffix("/v1"), model="served:latest")

    def think(self, text: str) -> bytes:
        return delta("", reasoning=text)


def tags(*models: Mapping[str, Any]) -> Answer:
    """Ollama's list of models."""
    body = json.dumps({"models": models}).encode()
    return Answer(headers={"content-type": "application/json"}, parts=(body,))


def pulled(name: str, at: str = "2026-11-01T10:00:00Z", **fields: object) -> Mapping[str, Any]:
    """A model in that list."""
    details = {"family": "qwen3", "parameter_size": "8.2B"}
    return {"name": name, "model": name, "modified_at": at, "details": details, **fields}


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
