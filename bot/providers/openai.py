"""OpenAI, and every server that speaks its Chat Completions: DeepSeek, vLLM, llama.cpp, Ollama.

Owns the SDK: its client, its chunks, its errors, and what a server turns out not to take. The SDK
is imported when the first provider is made, because that takes the better part of a second.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.errors import ProviderError
from bot.ports.provider import Call, Prompt, Stream, Usage
from bot.providers.dialect import Dialect
from bot.providers.faults import Patience, Server
from bot.providers.spoken import Spoken
from bot.providers.tokens import Tokens

if TYPE_CHECKING:
    from openai import APIError, AsyncStream
    from openai.types import CompletionUsage
    from openai.types.chat import ChatCompletionChunk, ChatCompletionMessageParam

    _Open = Callable[[float], Awaitable[AsyncStream[ChatCompletionChunk]]]

ADDRESS = "https://api.openai.com/v1"
DEFAULT_MODEL = "gpt-6-luna"
"""The smallest model of the newest family: fast, and able to answer without thinking first."""
THINKING = 2048
"""Tokens a model that thinks may use up before its first word, beyond the prompt's limit."""
LATE = 2.0
"""Seconds that are waited for the usage once the reply is complete."""


class OpenAIProvider:
    """A model behind the Chat Completions API. `close` when it is no longer needed."""

    def __init__(
        self,
        *,
        api_key: str = "",
        model: str = DEFAULT_MODEL,
        base_url: str = ADDRESS,
        name: str = "openai",
        patience: Patience = Patience(),  # noqa: B008  # a frozen value
    ) -> None:
        import httpx2  # noqa: PLC0415  # see above
        from openai import AsyncOpenAI  # noqa: PLC0415

        self.name = name
        place = urlsplit(base_url).netloc.rpartition("@")[2]  # without a password
        self.server = Server(name=name, model=model, address=place)
        self._patience = patience
        self._client = AsyncOpenAI(
            api_key=api_key or "none",  # local servers ask for none, the SDK insists on one
            base_url=base_url,
            max_retries=0,  # whether to try again is not the SDK's to decide
            timeout=httpx2.Timeout(patience.total, connect=patience.connect, read=patience.read),
        )
        self._completions = self._client.chat.completions
        self._dialect = Dialect.of(base_url)
        self._tokens = Tokens()
        self._thinks = False

    async def close(self) -> None:
        await self._client.close()

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[Stream]:
        call = Call(provider=self.name, model=self.server.model)
        reply = _Reply(partial(self._open, prompt), call, self.server, self._patience)
        try:
            yield reply
        finally:
            await reply.close()
            self._account(prompt, reply)

    async def _open(self, prompt: Prompt, deadline: float) -> AsyncStream[ChatCompletionChunk]:
        """Sends the request; where the server does not take a parameter, once more without it."""
        from openai import APIStatusError  # noqa: PLC0415

        messages: list[ChatCompletionMessageParam] = [{"role": "system", "content": prompt.system}]
        for message in prompt.messages:
            if message.role == "user":
                messages.append({"role": "user", "content": message.text})
            else:
                messages.append({"role": "assistant", "content": message.text})
        dialect = known = self._dialect
        limit = prompt.limit + THINKING if self._thinks else prompt.limit
        async with asyncio.timeout_at(deadline):
            while True:
                try:
                    chunks = await self._completions.create(
                        model=self.server.model,
                        messages=messages,
                        stream=True,
                        extra_body=dialect.parameters(limit),
                    )
                except APIStatusError as error:
                    simpler = dialect.without(error)
                    if simpler is None:
                        raise
                    dialect = simpler
                else:
                    if dialect is not known:
                        self._dialect = dialect
                    return chunks

    def _account(self, prompt: Prompt, reply: _Reply) -> None:
        """Settles what the call took, and what it taught about the model."""
        if not reply.opened:
            return
        if reply.usage is None:
            reply.call.usage = self._tokens.estimate(prompt, reply.characters)
        else:
            reply.call.usage = reply.usage
            self._tokens.learn(prompt, reply.usage)
        self._thinks = self._thinks or reply.thought or reply.spoken.thought


class _Reply:
    """A reply as the SDK's chunks bring it."""

    def __init__(self, open: _Open, call: Call, server: Server, patience: Patience) -> None:
        self.call = call
        self.usage: Usage | None = None
        self.thought = False
        self.spoken = Spoken()
        self.characters = 0
        self._open = open
        self._chunks: AsyncStream[ChatCompletionChunk] | None = None
        self._server = server
        self._deadline = asyncio.get_running_loop().time() + patience.total
        self._finish: str | None = None

    @property
    def opened(self) -> bool:
        """Whether the server took the request: then it may have taken tokens for it."""
        return self._chunks is not None

    async def close(self) -> None:
        """Closes the connection, unless the reply was read to its end."""
        if self._chunks is not None:
            with suppress(Exception):  # what cannot be closed is closed
                await self._chunks.close()

    async def __aiter__(self) -> AsyncIterator[str]:
        hear = self.spoken.hear
        with _mapped(self._server):
            chunks = self._chunks = await self._open(self._deadline)
            while (piece := await self._next(chunks)) is not None:
                if piece:
                    self.characters += len(piece)
                    if heard := hear(piece):
                        yield heard
            if rest := self.spoken.end():
                yield rest
            self._check_end()

    async def _next(self, chunks: AsyncStream[ChatCompletionChunk]) -> str | None:
        """The next chunk's text, None after the last. Nothing spoils a reply that is complete."""
        try:
            async with asyncio.timeout_at(self._deadline):
                chunk = await anext(chunks, None)
            return None if chunk is None else self._piece(chunk)
        except Exception:
            if self._finish is None:
                raise
            return None

    def _piece(self, chunk: ChatCompletionChunk) -> str:
        """A chunk's text, often empty; takes down what else it says."""
        if chunk.usage is not None:
            self._take_usage(chunk.usage)
        if not chunk.choices:
            return ""
        choice = chunk.choices[0]
        if choice.finish_reason is not None:
            self._take_finish(choice.finish_reason)
        delta = choice.delta
        if delta.refusal:
            raise self._server.refused()
        if delta.content:
            return delta.content
        if delta.model_extra:
            self._take_thoughts(delta.model_extra)
        return ""

    def _take_thoughts(self, extra: dict[str, object]) -> None:
        """Notes that the model thinks: in `reasoning_content` or `reasoning`, by server."""
        for name, text in extra.items():
            if name.startswith("reasoning") and isinstance(text, str) and text:
                self.thought = True
                self.characters += len(text)

    def _take_usage(self, usage: CompletionUsage) -> None:
        into, out = _count(usage, "prompt_tokens"), _count(usage, "completion_tokens")
        if not (into or out):
            return
        cached = _count(getattr(usage, "prompt_tokens_details", None), "cached_tokens")
        self.usage = Usage(tokens_in=into, tokens_out=out, tokens_cached=cached)
        details = getattr(usage, "completion_tokens_details", None)
        self.thought = self.thought or _count(details, "reasoning_tokens") > 0

    def _take_finish(self, reason: str) -> None:
        if self._finish is None:
            self._deadline = min(self._deadline, asyncio.get_running_loop().time() + LATE)
        self._finish = reason

    def _check_end(self) -> None:
        """Settles how the reply ended: an early end raises nothing in the SDK."""
        match self._finish:
            case None | "error" | "insufficient_system_resource":
                raise self._server.broke_off()
            case "content_filter":
                raise self._server.refused()
            case _ if not self.spoken.said:
                raise self._server.said_nothing()
            case "length":
                self.call.outcome = "length"
            case _:
                self.call.outcome = "complete"


def _count(holder: object, name: str) -> int:
    """A count in what a server says it used; 0 where it is missing or no count."""
    count = getattr(holder, name, None)
    return count if isinstance(count, int) else 0


@contextmanager
def _mapped(server: Server) -> Iterator[None]:
    """Turns whatever the SDK and its transport raise into a ProviderError."""
    import httpx2  # noqa: PLC0415
    import openai  # noqa: PLC0415

    try:
        yield
    except ProviderError:
        raise
    except (TimeoutError, openai.APITimeoutError, httpx2.TimeoutException) as error:
        raise server.silent() from error
    except openai.APIStatusError as error:
        raise server.answered(
            error.status_code,
            headers=error.response.headers,
            code=error.code or error.type or "",
            detail=_detail(error),
        ) from error
    except (openai.APIConnectionError, httpx2.HTTPError, httpx2.StreamError, OSError) as error:
        raise server.broken(error) from error
    except openai.APIError as error:
        codes = (str(error.code), str(error.type))
        raise server.reported(*codes, detail=_detail(error)) from error
    except (openai.OpenAIError, ValueError, TypeError, AttributeError, LookupError) as error:
        # The SDK does not check what it reads: these are the marks a malformed event leaves.
        raise server.unreadable(error) from error


def _detail(error: APIError) -> str:
    """What the server itself says, short enough for a line of a log."""
    body: Any = error.body
    said = (isinstance(body, dict) and body.get("message")) or body or error.message
    return " ".join(str(said).split())[:300]
