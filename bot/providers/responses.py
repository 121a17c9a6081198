"""OpenAI's Responses API, which OpenAI alone speaks in full."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from bot.ports.provider import Usage
from bot.providers.dialect import FORM, NOT_TAKEN
from bot.providers.served import Reading, Request, count

if TYPE_CHECKING:
    from openai import APIStatusError, AsyncOpenAI, AsyncStream
    from openai.types.responses import (
        Response,
        ResponseStreamEvent,
        ResponseUsage,
    )

QUICK = ("none", "low", "")
THOROUGH = ("low", "")
"""How hard to think, the preferred first: people wait for a persona, and not every model can do
without thinking or says how hard."""


class Responses:
    """OpenAI's Responses, and what the model turned out not to take. Nothing is stored there."""

    def __init__(self, client: AsyncOpenAI) -> None:
        self._responses = client.responses
        self._efforts = {True: QUICK, False: THOROUGH}

    async def open(self, request: Request) -> AsyncStream[ResponseStreamEvent]:
        """Sends the request; where the model does not think in that way, once more in another."""
        from openai import APIStatusError  # noqa: PLC0415

        efforts = self._efforts[request.quick]
        while True:
            try:
                events = await self._responses.create(
                    model=request.model,
                    instructions=request.system,
                    stream=True,
                    store=False,
                    max_output_tokens=request.limit,
                    prompt_cache_key=_key(request.system),
                    extra_body=_parameters(request, efforts[0]),
                    timeout=request.patience.timeout(),
                )
            except APIStatusError as error:
                if len(efforts) == 1 or not _is_about_thinking(error):
                    raise
                efforts = efforts[1:]
            else:
                self._efforts[request.quick] = efforts
                return events


def _parameters(request: Request, effort: str) -> dict[str, object]:
    """What the SDK is to pass on as it is: it holds each message of `input` against thirty types,
    which takes longer than all else together."""
    said = [{"role": message.role, "content": message.text} for message in request.messages]
    parameters: dict[str, object] = {"input": said}
    if effort:
        parameters["reasoning"] = {"effort": effort}
    if request.schema is not None:
        form = {"type": "json_schema", "name": FORM, "schema": request.schema, "strict": True}
        parameters["text"] = {"format": form}
    return parameters


def _is_about_thinking(error: APIStatusError) -> bool:
    return error.status_code in NOT_TAKEN and "reasoning" in str(error.param or error.body)


def _key(system: str) -> str:
    """Brings prompts with the same beginning to the same cache."""
    return hashlib.sha256(system.encode(errors="replace")).hexdigest()[:32]


class ResponseReading(Reading):
    """A reply in events. Only `response.completed`, `.incomplete` and `.failed` end one."""

    def piece(self, event: ResponseStreamEvent) -> str:
        match event.type:
            case "response.output_text.delta":
                return event.delta
            case "response.completed" | "response.incomplete" | "response.failed":
                self._take_end(event.response)
            case "response.refusal.delta" | "response.refusal.done":
                raise self.server.refused()
            case "response.reasoning_text.delta" | "response.reasoning_summary_text.delta":
                self.think(event.delta)
            case "error":
                raise self.server.reported(str(event.code), detail=event.message)
        return ""

    def _take_end(self, response: Response) -> None:
        if response.usage is not None:
            self._take_usage(response.usage)
        match response.status:
            case "completed":
                self.end = "complete"
            case "incomplete":
                self._take_reason(response)
            case _:
                self._take_failure(response)

    def _take_reason(self, response: Response) -> None:
        match response.incomplete_details and response.incomplete_details.reason:
            case "content_filter":
                self.end = self.server.filtered()
            case "max_output_tokens":
                self.end = "length"
            case _:
                self.end = self.server.broke_off()

    def _take_failure(self, response: Response) -> None:
        error = response.error
        if error is None:
            self.end = self.server.broke_off()
        else:
            self.end = self.server.reported(error.code, str(error.type), detail=error.message)

    def _take_usage(self, usage: ResponseUsage) -> None:
        into, out = count(usage, "input_tokens"), count(usage, "output_tokens")
        if not (into or out):
            return
        cached = count(getattr(usage, "input_tokens_details", None), "cached_tokens")
        self.usage = Usage(tokens_in=into, tokens_out=out, tokens_cached=cached)
        if count(getattr(usage, "output_tokens_details", None), "reasoning_tokens"):
            self.think()
