"""Ollama: models on a machine of one's own, spoken to as OpenAI's are.

Owns what is Ollama's alone: which models it has, which of them plays where none is named, and the
command that fetches one.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from bot.providers.dialect import Dialect
from bot.providers.faults import Patience
from bot.providers.openai import OpenAIProvider
from bot.providers.served import Opened, Request

ADDRESS = "http://127.0.0.1:11434"
SUGGESTED = "qwen3:8b"
"""What is named where there is no model yet: small enough for most machines."""
WARMING = Patience(read=45.0, total=90.0)
"""A model that was not used for a while is read from the disk first."""
LOOK = 0.3
"""Seconds within which an Ollama on this machine answers."""
DIALECT = Dialect(efforts=("none", "low"))
"""A model that thinks is only kept from it by `none`; one that cannot think refuses `low`."""


class OllamaProvider(OpenAIProvider):
    """A model of an Ollama. Without a name it is the one that was fetched last."""

    def __init__(
        self, *, model: str = "", base_url: str = ADDRESS, patience: Patience = WARMING
    ) -> None:
        self._root = root(base_url)
        super().__init__(
            name="ollama",
            model=model,
            base_url=f"{self._root}/v1",
            remedy=pulling(model),
            responses=False,
            dialect=DIALECT,
            patience=patience,
        )

    async def _open(self, request: Request) -> Opened:
        if not self.server.model:
            await self._choose(request.patience)
        return await super()._open(replace(request, model=self.server.model))

    async def _choose(self, patience: Patience) -> None:
        async with asyncio.timeout(patience.connect):
            models = await listed(self._root)
        if not models:
            raise self.server.has_no_model()
        self.server = replace(self.server, model=models[0], remedy=pulling(models[0]))


def pulling(model: str) -> str:
    """What to do where a model is not there."""
    return f"run `ollama pull {model or SUGGESTED}`"


def root(address: str) -> str:
    """Ollama's own address, also of one that was given for OpenAI's clients."""
    return address.rstrip("/").removesuffix("/v1")


async def listed(address: str) -> tuple[str, ...]:
    """The models there that can speak, the one fetched last first.

    Raises httpx2.HTTPError where nobody answers, ValueError where it is no Ollama.
    """
    import httpx2  # noqa: PLC0415  # the SDK brings it

    async with httpx2.AsyncClient() as client:
        answer = await client.get(f"{root(address)}/api/tags")
    answer.raise_for_status()
    body = answer.json()
    rows = body.get("models") if isinstance(body, dict) else None
    if not isinstance(rows, list):
        raise ValueError("not a list of models")  # noqa: TRY004  # as unreadable as no JSON
    speaking = [row for row in rows if isinstance(row, dict) and _speaks(row)]
    speaking.sort(key=lambda row: str(row.get("modified_at")), reverse=True)
    return tuple(str(row.get("name")) for row in speaking)


def _speaks(row: dict[str, Any]) -> bool:
    """Whether a model writes text; some only measure how alike two texts are."""
    able = row.get("capabilities")
    if isinstance(able, list) and able:
        return "completion" in able
    family = str((row.get("details") or {}).get("family"))
    return "embed" not in str(row.get("name")) and "bert" not in family


async def found(address: str) -> bool:
    """Whether an Ollama with a model answers, found out without keeping anybody waiting: where
    nobody listens on this machine, that is known at once."""
    place = urlsplit(address)
    with suppress(Exception):  # whatever answers instead is no Ollama
        async with asyncio.timeout(LOOK):
            _, writer = await asyncio.open_connection(place.hostname, place.port)
            writer.close()
        async with asyncio.timeout(LOOK):
            return bool(await listed(address))
    return False
