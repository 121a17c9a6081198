"""OpenAI's Responses API, as OpenAI itself speaks it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.providers.openai import OpenAIProvider
from bot.providers.served import ServedModel
from tests.fakes.model_server import Answer, Asked, refusal
from tests.fakes.wire import Ending, Wire

ITEM = {"item_id": "msg_1", "output_index": 0, "content_index": 0}


class ResponsesWire(Wire):
    name = "openai"
    path = "/v1/responses"
    known = frozenset(
        {
            "model", "instructions", "input", "stream", "store", "max_output_tokens",
            "prompt_cache_key", "reasoning", "text",
        }
    )  # fmt: skip

    def provider_at(self, address: str) -> ServedModel:
        return OpenAIProvider(base_url=address, model="served", api_key="k", responses=True)

    def begin(self) -> bytes:
        item = {"id": "msg_1", "type": "message", "role": "assistant", "status": "in_progress"}
        part = {"type": "output_text", "text": "", "annotations": []}
        return b"".join(
            (
                named("response.created", response=response("in_progress")),
                named("response.in_progress", response=response("in_progress")),
                named("response.output_item.added", output_index=0, item={**item, "content": []}),
                named("response.content_part.added", part=part, **ITEM),
            )
        )

    def say(self, text: str) -> bytes:
        return named("response.output_text.delta", delta=text, logprobs=[], **ITEM)

    def think(self, text: str) -> bytes:
        place = {"item_id": "rs_1", "output_index": 0, "summary_index": 0}
        return named("response.reasoning_summary_text.delta", delta=text, **place)

    def end(
        self, ending: Ending = "stop", *, into: int = 100, out: int = 7, cached: int = 40
    ) -> bytes:
        usage = used(into, out, cached=cached)
        match ending:
            case "stop":
                return named("response.completed", response=response("completed", usage=usage))
            case "refusal":
                declined = named("response.refusal.delta", delta="I cannot do that.", **ITEM)
                done = response("completed", usage=usage)
                return declined + named("response.completed", response=done)
            case "length" | "filter":
                reason = "max_output_tokens" if ending == "length" else "content_filter"
                details = {"reason": reason}
                cut = response("incomplete", usage=usage, incomplete_details=details)
                return named("response.incomplete", response=cut)

    def fault(self, code: str) -> bytes:
        error = {"code": code, "message": "as told"}
        return named("response.failed", response=response("failed", error=error))

    def refuse(self, status: int, code: str, **headers: str) -> Answer:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        return refusal(status, code, headers=told, code=code)

    def form(self, body: Mapping[str, Any]) -> Mapping[str, Any] | None:
        form = body.get("text", {}).get("format")
        return None if form is None else form["schema"]

    def check(self, asked: Asked) -> Iterator[str]:
        yield from super().check(asked)
        if asked.body.get("store") is not False:
            yield "store: nothing may be kept"
        if asked.body["input"][-1]["role"] != "user":
            yield "input: the user ends"


def named(type: str, **fields: object) -> bytes:
    """One event; its name stands in the stream and in the data."""
    data = json.dumps({"type": type, "sequence_number": 1, **fields})
    return f"event: {type}\ndata: {data}\n\n".encode()


def response(status: str, **fields: object) -> dict[str, object]:
    head = {"id": "resp_1", "object": "response", "created_at": 1, "model": "served"}
    rest = {"output": [], "parallel_tool_calls": True, "tool_choice": "auto", "tools": []}
    return {**head, **rest, "status": status, "error": None, "incomplete_details": None, **fields}


def used(into: int, out: int, *, cached: int = 0, thought: int = 0) -> dict[str, object]:
    return {
        "input_tokens": into,
        "input_tokens_details": {"cached_tokens": cached, "cache_write_tokens": 0},
        "output_tokens": out,
        "output_tokens_details": {"reasoning_tokens": thought},
        "total_tokens": into + out,
    }
