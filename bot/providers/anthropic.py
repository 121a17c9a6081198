"""Anthropic's models, by its Messages API.

Owns the SDK's client. The SDK is imported when the first provider is made: that takes half a second.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.ports.provider import Message, Usage
from bot.providers import fitting
from bot.providers.faults import Patience, Server
from bot.providers.mapping import mapped
from bot.providers.served import (
    SPEAKING,
    THINKING,
    Opened,
    Reading,
    Request,
    ServedModel,
    count,
)

if TYPE_CHECKING:
    from anthropic import APIStatusError, AsyncStream
    from anthropic.types import (
        RawMessageDeltaEvent,
        RawMessageStreamEvent,
        TextBlockParam,
    )

ADDRESS = "https://api.anthropic.com"
DEFAULT_MODEL = "claude-haiku-5-5"
"""The smallest model of the newest family: the first word comes soonest."""

Manner = dict[str, Any]
QUICK: tuple[Manner, ...] = (
    {"thinking": {"type": "disabled"}},
    {"thinking": {"type": "between_tools"}},  # some models know this in its place
    {"output_config": {"effort": "low"}},
    {},
)
THOROUGH: tuple[Manner, ...] = ({"output_config": {"effort": "medium"}}, {})
"""How hard to think, the preferred first: people wait for a persona, and not every model can do
without thinking or says how hard."""
ABOUT_MANNERS = ("thinking", "effort")
ABOUT_FORMS = ("output_config", "output_format", "structured", "schema")
"""What a refusal names that is about one of these."""


class AnthropicProvider(ServedModel):
    """A model of Anthropic's."""

    def __init__(
        self,
        *,
        api_key: str = "",
        model: str = DEFAULT_MODEL,
        base_url: str = ADDRESS,
        name: str = "anthropic",
        patience: Patience = SPEAKING,
    ) -> None:
        from anthropic import AsyncAnthropic  # noqa: PLC0415  # see above

        place = urlsplit(base_url).netloc.rpartition("@")[2]  # without a password
        super().__init__(Server(name=name, model=model, address=place), patience)
        self._client = AsyncAnthropic(
            api_key=api_key or "none",  # a gateway may ask for none, the SDK insists on one
            base_url=base_url,
            max_retries=0,  # whether to try again is not the SDK's to decide
        )
        self._messages = self._client.messages
        self._manners = {True: QUICK, False: THOROUGH}
        self._forms = True

    async def close(self) -> None:
        await self._client.close()

    def _mapped(self) -> AbstractContextManager[None]:
        import anthropic  # noqa: PLC0415

        return mapped(anthropic, self.server)

    async def _open(self, request: Request) -> Opened:
        """Sends the request; where the model does not take a parameter, once more without it."""
        from anthropic import BadRequestError  # noqa: PLC0415

        manners, formed = self._manners[request.quick], self._forms
        while True:
            try:
                events = await self._send(request, manners[0], formed=formed)
            except BadRequestError as error:
                if len(manners) > 1 and _names(error, ABOUT_MANNERS):
                    manners = manners[1:]
                elif formed and request.schema is not None and _names(error, ABOUT_FORMS):
                    formed = False
                else:
                    raise
            else:
                self._manners[request.quick], self._forms = manners, formed
                return events, MessageReading(self.server)

    async def _send(
        self, request: Request, manner: Manner, *, formed: bool
    ) -> AsyncStream[RawMessageStreamEvent]:
        system = request.system
        extra: dict[str, object] = {
            **manner,
            "messages": _messages(request.messages),
        }  # passed on as they are
        if request.schema is not None and formed:
            form = {"type": "json_schema", "schema": request.schema}
            extra["output_config"] = {**manner.get("output_config", {}), "format": form}
        elif request.schema is not None:
            system = fitting.shown(system, request.schema)
        room = 0 if "thinking" in manner or not request.quick else THINKING
        return await self._messages.create(
            model=request.model,
            max_tokens=request.limit + room,
            system=[_block(system, marked=True)],
            messages=(),
            stream=True,
            extra_body=extra,
            timeout=request.patience.timeout(),
        )


def _messages(messages: tuple[Message, ...]) -> list[dict[str, object]]:
    """What was said, marked for the cache where the next turn's prompt still begins the same: the
    user's last message has directions that are gone by then."""
    last = max((n for n, message in enumerate(messages) if message.role == "assistant"), default=-1)
    return [
        {"role": message.role, "content": [_block(message.text, marked=number == last)]}
        for number, message in enumerate(messages)
    ]


def _block(text: str, *, marked: bool) -> TextBlockParam:
    if marked:
        return {"type": "text", "text": text, "cache_control": {"type": "ephemeral"}}
    return {"type": "text", "text": text}


def _names(error: APIStatusError, words: tuple[str, ...]) -> bool:
    return any(word in str(error.body) for word in words)


class MessageReading(Reading):
    """A reply in events: a message's blocks, of which only the text is said."""

    def piece(self, event: RawMessageStreamEvent) -> str:
        match event.type:
            case "content_block_delta":
                delta = event.delta
                if delta.type == "text_delta":
                    return delta.text
                if delta.type == "thinking_delta":
                    self.think(delta.thinking)
            case "content_block_start":
                if event.content_block.type in ("thinking", "redacted_thinking"):
                    self.think()
            case "message_start":
                self.begun = _usage(event.message.usage)
            case "message_delta":
                self._take_end(event)
        return ""

    def _take_end(self, event: RawMessageDeltaEvent) -> None:
        reason = event.delta.stop_reason
        if reason is None:
            return
        self.usage = _usage(event.usage, self.begun)
        match reason:
            case "refusal":
                details = event.delta.stop_details
                self.end = self.server.refused((details and details.explanation) or "")
            case "max_tokens" | "model_context_window_exceeded":
                self.end = "length"
            case _:
                self.end = "complete"


def _usage(usage: object, begun: Usage | None = None) -> Usage | None:
    """What was used, all told; the end of a reply may leave out what its beginning said."""
    cached = count(usage, "cache_read_input_tokens")
    into = count(usage, "input_tokens") + count(usage, "cache_creation_input_tokens") + cached
    out = count(usage, "output_tokens")
    if not into and begun is not None:
        into, cached = begun.tokens_in, begun.tokens_cached
    return Usage(tokens_in=into, tokens_out=out, tokens_cached=cached) if into or out else None
