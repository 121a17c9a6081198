"""OpenAI, and every server that speaks as it does: DeepSeek, vLLM, llama.cpp, LM Studio, Ollama.

Owns the SDK's client and its errors. OpenAI itself is spoken to by its Responses API, all others by
Chat Completions. The SDK is imported when the first provider is made: that takes half a second.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from urllib.parse import urlsplit

from bot.providers.completions import Completion, Completions
from bot.providers.dialect import Dialect, is_openai
from bot.providers.faults import Patience, Server
from bot.providers.mapping import mapped
from bot.providers.responses import ResponseReading, Responses
from bot.providers.served import SPEAKING, Opened, Request, ServedModel

ADDRESS = "https://api.openai.com/v1"
DEFAULT_MODEL = "gpt-6-luna"
"""The smallest model of the newest family: fast, and able to answer without thinking first."""


class OpenAIProvider(ServedModel):
    """A model of OpenAI's, or behind the same interface.

    `responses` says by which API, `dialect` what Chat Completions take there; None decides by the
    address. Where there is no Responses API after all, Chat Completions are taken from then on.
    """

    def __init__(
        self,
        *,
        api_key: str = "",
        model: str = DEFAULT_MODEL,
        base_url: str = ADDRESS,
        name: str = "openai",
        remedy: str = "",
        responses: bool | None = None,
        dialect: Dialect | None = None,
        patience: Patience = SPEAKING,
    ) -> None:
        from openai import AsyncOpenAI  # noqa: PLC0415  # see above

        place = urlsplit(base_url).netloc.rpartition("@")[2]  # without a password
        super().__init__(Server(name=name, model=model, address=place, remedy=remedy), patience)
        self._client = AsyncOpenAI(
            api_key=api_key or "none",  # local servers ask for none, the SDK insists on one
            base_url=base_url,
            max_retries=0,  # whether to try again is not the SDK's to decide
        )
        self._completions = Completions(self._client, dialect or Dialect.of(base_url))
        self._responses = Responses(self._client)
        self._by_responses = is_openai(base_url) if responses is None else responses

    async def close(self) -> None:
        await self._client.close()

    async def _open(self, request: Request) -> Opened:
        from openai import NotFoundError  # noqa: PLC0415

        if self._by_responses:
            try:
                events = await self._responses.open(request)
            except NotFoundError as error:
                if error.code == "model_not_found":
                    raise
                self._by_responses = False
            else:
                return events, ResponseReading(self.server)
        return await self._completions.open(request), Completion(self.server)

    def _mapped(self) -> AbstractContextManager[None]:
        import openai  # noqa: PLC0415

        return mapped(openai, self.server)
