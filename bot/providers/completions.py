"""OpenAI's Chat Completions, which every other maker of model servers speaks too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.ports.provider import Usage
from bot.providers import fitting
from bot.providers.dialect import Dialect
from bot.providers.served import Reading, Request, count

if TYPE_CHECKING:
    from openai import AsyncOpenAI, AsyncStream
    from openai.types import CompletionUsage
    from openai.types.chat import ChatCompletionChunk


class Completions:
    """One server's Chat Completions, and what it turned out not to take."""

    def __init__(self, client: AsyncOpenAI, dialect: Dialect) -> None:
        self._completions = client.chat.completions
        self._dialect = dialect

    async def open(self, request: Request) -> AsyncStream[ChatCompletionChunk]:
        """Sends the request; where the server does not take a parameter, once more without it."""
        from openai import APIStatusError  # noqa: PLC0415

        messages = _messages(request)
        schema, model = request.schema, request.model
        dialect = known = self._dialect
        while True:
            extra = dialect.parameters(request.limit, quick=request.quick, schema=schema)
            extra["messages"] = messages  # passed on as they are: the SDK's own look takes long
            try:
                chunks = await self._completions.create(
                    model=model,
                    messages=(),
                    stream=True,
                    extra_body=extra,
                    timeout=request.patience.timeout(),
                )
            except APIStatusError as error:
                simpler = dialect.without(error, formed=schema is not None)
                if simpler is None:
                    raise
                dialect = simpler
            else:
                if dialect is not known:
                    self._dialect = dialect
                return chunks


def _messages(request: Request) -> list[dict[str, str]]:
    """The form stands in words too: a server that only bends the output to it tells the model
    nothing of it."""
    system = fitting.shown(request.system, request.schema)
    said = [{"role": message.role, "content": message.text} for message in request.messages]
    return [{"role": "system", "content": system}, *said]


class Completion(Reading):
    """A reply in chunks; the last one may have no choices, only the usage."""

    def piece(self, event: ChatCompletionChunk) -> str:
        if event.usage is not None:
            self._take_usage(event.usage)
        if not event.choices:
            return ""
        choice = event.choices[0]
        if choice.finish_reason is not None:
            self._take_finish(choice.finish_reason)
        delta = choice.delta
        if delta.refusal:
            raise self.server.refused()
        if delta.content:
            return delta.content
        if delta.model_extra:
            self._take_thoughts(delta.model_extra)
        return ""

    def _take_thoughts(self, extra: dict[str, object]) -> None:
        """Notes that the model thinks: in `reasoning_content` or `reasoning`, by server."""
        for name, text in extra.items():
            if name.startswith("reasoning") and isinstance(text, str) and text:
                self.think(text)

    def _take_usage(self, usage: CompletionUsage) -> None:
        into, out = count(usage, "prompt_tokens"), count(usage, "completion_tokens")
        if not (into or out):
            return
        cached = count(getattr(usage, "prompt_tokens_details", None), "cached_tokens")
        self.usage = Usage(tokens_in=into, tokens_out=out, tokens_cached=cached)
        details = getattr(usage, "completion_tokens_details", None)
        if count(details, "reasoning_tokens"):
            self.think()

    def _take_finish(self, reason: str) -> None:
        match reason:
            case "error" | "insufficient_system_resource":
                self.end = self.server.broke_off()
            case "content_filter":
                self.end = self.server.filtered()
            case "length":
                self.end = "length"
            case _:
                self.end = "complete"
