"""Anthropic's Messages API, as Anthropic speaks it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.providers.anthropic import AnthropicProvider
from bot.providers.served import ServedModel
from tests.fakes.model_server import Answer, Asked
from tests.fakes.wire import Ending, Wire

REASONS: Mapping[Ending, str] = {
    "stop": "end_turn",
    "length": "max_tokens",
    "filter": "refusal",
    "refusal": "refusal",
}
MARKS = 4
"""The most cache marks that a request may have."""


class MessagesWire(Wire):
    name = "anthropic"
    path = "/v1/messages"
    known = frozenset(
        {"model", "max_tokens", "system", "messages", "stream", "thinking", "output_config"}
    )

    def provider_at(self, address: str) -> ServedModel:
        root = address.removesuffix("/v1")
        return AnthropicProvider(base_url=root, model="served", api_key="k")

    def begin(self, *, into: int = 50, written: int = 10, cached: int = 40) -> bytes:
        usage = {
            "input_tokens": into,
            "cache_creation_input_tokens": written,
            "cache_read_input_tokens": cached,
            "output_tokens": 1,
        }
        return message_start(usage) + block_start("text", text="") + named("ping")

    def say(self, text: str) -> bytes:
        return block_delta("text_delta", text=text)

    def think(self, text: str) -> bytes:
        return block_start("thinking", thinking="", signature="") + block_delta(
            "thinking_delta", thinking=text
        )

    def end(
        self, ending: Ending = "stop", *, into: int = 100, out: int = 7, cached: int = 40
    ) -> bytes:
        refused = ending in ("refusal", "filter")
        details = {"type": "refusal", "category": None, "explanation": "It may do harm."}
        stop = {"stop_reason": REASONS[ending], "stop_details": details if refused else None}
        return b"".join(
            (
                named("content_block_stop", index=0),
                named("message_delta", delta=stop, usage={"output_tokens": out}),
                named("message_stop"),
            )
        )

    def fault(self, code: str) -> bytes:
        return named("error", error={"type": code, "message": "as told"})

    def refuse(self, status: int, code: str, **headers: str) -> Answer:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        error = {"type": "error", "error": {"type": code, "message": code}}
        body = json.dumps(error).encode()
        return Answer(
            status=status, headers={"content-type": "application/json", **told}, parts=(body,)
        )

    def form(self, body: Mapping[str, Any]) -> Mapping[str, Any] | None:
        form = body.get("output_config", {}).get("format")
        return None if form is None else form["schema"]

    def check(self, asked: Asked) -> Iterator[str]:
        yield from super().check(asked)
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", asked.headers.get("anthropic-version", "")):
            yield "anthropic-version: header is required"
        if asked.headers.get("authorization") != "Bearer k":
            yield "authentication"
        if not asked.body.get("max_tokens"):
            yield "max_tokens: Field required"
        roles = [message["role"] for message in asked.body["messages"]]
        if roles[0] != "user" or roles[-1] != "user":
            yield "messages: the user begins and ends"
        if not 0 < json.dumps(asked.body).count("cache_control") <= MARKS:
            yield "cache_control: too many marks, or none"


def named(type: str, **fields: object) -> bytes:
    """One event; its name stands in the stream and in the data."""
    return f"event: {type}\ndata: {json.dumps({'type': type, **fields})}\n\n".encode()


def message_start(usage: Mapping[str, int]) -> bytes:
    head = {"id": "msg_1", "type": "message", "role": "assistant", "model": "served"}
    stop = {"stop_reason": None, "stop_sequence": None}
    return named("message_start", message={**head, **stop, "content": [], "usage": usage})


def block_start(type: str, **fields: object) -> bytes:
    return named("content_block_start", index=0, content_block={"type": type, **fields})


def block_delta(type: str, **fields: object) -> bytes:
    return named("content_block_delta", index=0, delta={"type": type, **fields})
