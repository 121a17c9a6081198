"""What a command spends on models beside a server that may be running: in the same database, within the
same limits, said before and after.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot import casting, stores, usage
from bot.casting import Cast
from bot.config import Settings
from bot.domain.surface import SessionId
from bot.domain.transcript import Micros
from bot.ending import say
from bot.errors import ConfigError, StoreError
from bot.ports.clock import Clock
from bot.ports.store import ModelCall, Store
from bot.stores.addresses import understand


@dataclass(frozen=True, slots=True)
class Purse:
    """What calls of models are written to."""

    store: Store

    async def tell(self, sessions: Iterable[SessionId]) -> None:
        """Says what the calls of these sessions took; that it cannot be read is said instead."""
        try:
            calls = [call for session in sessions for call in await self.store.calls(session)]
        except StoreError as error:
            say(f"What the models took cannot be told. {error}")
        else:
            say(used(calls))


@asynccontextmanager
async def opened(settings: Settings, clock: Clock) -> AsyncIterator[tuple[Cast, Purse]]:
    """Who plays and who judges, with the database where calls are logged. An SQLite file that is not
    there is made; else raises MigrationNeeded where `chattrain migrate` is to be run."""
    file = understand(settings.database_url).file
    if file is not None and not file.exists():
        await asyncio.to_thread(stores.migrate, settings.database_url)
    async with (
        stores.connect(settings.database_url) as store,
        casting.cast(settings, store, clock) as cast,
    ):
        yield cast, Purse(store)


async def need_a_model(settings: Settings) -> None:
    """Raises ConfigError where no model plays the persona."""
    first, *_ = await casting.persona_routes(settings)
    if first.provider == "scripted":
        raise ConfigError(
            "No language model is there to play: set OPENAI_API_KEY, ANTHROPIC_API_KEY or "
            "OLLAMA_BASE_URL, or start an Ollama on this machine; in CHATTRAIN_PROVIDERS a model "
            "must stand before the script."
        )


def at_most(calls: Mapping[str, int]) -> str:
    """A sentence on what is about to be asked, such as 12 calls "for the judge"."""
    shares = ", ".join(f"{count:,} {whose}" for whose, count in calls.items() if count)
    return (
        f"At most {sum(calls.values()):,} calls of models: {shares}. "
        "A call that fails is made again, or put to the next model."
    )


def used(calls: Iterable[ModelCall]) -> str:
    """What calls took, in a sentence."""
    total = usage.report(calls, Micros(0), Micros(0)).total
    about = "about " if total.estimated else ""
    failed = f" ({total.failed:,} of them failed)" if total.failed else ""
    tokens = f"{about}{total.tokens_in:,} tokens in and {total.tokens_out:,} out"
    calls_of = "call of a model" if total.calls == 1 else "calls of models"
    return f"Used {total.calls:,} {calls_of}{failed}: {tokens}, {_cost(total)}."


def _cost(total: usage.Row) -> str:
    if total.cost is None:
        return "at a cost that is not known" if total.unpriced else "at no cost"
    beyond = " and what has no known price" if total.unpriced else ""
    return f"${total.cost:,.4f}{beyond}"
