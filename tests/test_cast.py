"""Who plays and who judges, as the settings have it: real models on local servers, real store."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot import app, casting, stores
from bot.app import Joined
from bot.casting import Cast
from bot.config import Settings
from bot.domain.surface import TenantId
from bot.errors import BudgetSpent, ConfigError, ProviderError
from bot.ports.clock import SystemClock
from bot.ports.provider import Call, Question
from bot.ports.store import ModelCall, Store
from bot.providers.guarded import Guarded
from bot.providers.limits import at_most
from bot.providers.masked import Roster, nobody
from bot.training.prompting import persona_prompt
from tests.fakes import database
from tests.fakes.chat import Chat
from tests.fakes.model_server import (
    DONE,
    Fault,
    ModelServer,
    delta,
    finish,
    refusal,
    reply,
    stream,
)
from tests.fakes.talks import talk
from tests.requirements import claims

PROMPT = persona_prompt(talk("Hello."))
SCRIPT = "Go on."
ORDER = "openai,scripted"


@asynccontextmanager
async def cast(
    folder: Path, server: ModelServer, roster: Roster = nobody, **settings: Any
) -> AsyncIterator[tuple[Cast, Store]]:
    """The cast of an installation whose one model is at `server`."""
    url = database.address(folder / "cast.db")
    made = Settings(
        _env_file=None,
        openai_base_url=server.address,
        openai_model="served",
        chattrain_script_pace=0,
        database_url=url,
        **{"chattrain_providers": ORDER} | settings,
    )
    async with (
        stores.connect(url) as store,
        casting.cast(made, store, SystemClock(), roster) as players,
    ):
        yield players, store


async def hear(players: Cast) -> tuple[str, Call]:
    async with players.persona.stream(PROMPT) as stream:
        return "".join([piece async for piece in stream]), stream.call


async def logged(store: Store) -> list[ModelCall]:
    return await store.calls(PROMPT.session)


@claims("usage.report")
async def test_a_model_plays_and_its_calls_are_logged_with_member_and_cost(tmp_path: Path) -> None:
    prices = tmp_path / "prices.json"
    prices.write_text(json.dumps({"openai/served": {"in": 1e5, "out": 1e5}}))
    async with ModelServer() as server:
        server.play(reply("Well, ", "then."))
        async with cast(tmp_path, server, chattrain_prices=prices) as (players, store):
            text, call = await hear(players)
            (line,) = await logged(store)
            figures = {(name, *labels.values()) for name, _, labels, _ in players.totals.figures()}
    assert (text, call.model, call.stand_in) == ("Well, then.", "served", None)
    assert (line.member, line.streamed, line.outcome) == (PROMPT.member, True, "ok")
    assert line.cost == (line.usage.tokens_in + line.usage.tokens_out) / 10
    assert ("chattrain_model_calls", "openai", "served", "persona", "ok") in figures


@claims("provider.stand-in")
async def test_the_script_stands_behind_the_models_and_is_logged_too(tmp_path: Path) -> None:
    async with ModelServer() as server:
        server.otherwise = lambda _: refusal(500)
        async with cast(tmp_path, server) as (players, store):
            text, call = await hear(players)
            lines = [(line.provider, line.outcome) for line in await logged(store)]
    assert (text, call.stand_in) == (SCRIPT, "silent")
    assert lines == [("openai", "unavailable"), ("scripted", "ok")]


async def test_a_script_that_is_not_named_is_not_played(tmp_path: Path) -> None:
    async with ModelServer() as server:
        server.otherwise = lambda _: refusal(500)
        async with cast(tmp_path, server, chattrain_providers="openai") as (players, _):
            with pytest.raises(ProviderError):
                await hear(players)


async def test_a_script_that_comes_first_stands_in_for_nobody(tmp_path: Path) -> None:
    async with (
        ModelServer() as server,
        cast(tmp_path, server, chattrain_providers="scripted,openai") as (players, _),
    ):
        text, call = await hear(players)
        assert (text, call.stand_in, server.asked) == (SCRIPT, None, [])
        assert players.judge is not None


@claims("limits.script", "limits.shared")
async def test_a_limit_of_the_settings_holds_for_player_and_judge(tmp_path: Path) -> None:
    async with ModelServer() as server:
        most = at_most(PROMPT)
        one = most.tokens_in + most.tokens_out
        spent = {"chattrain_tokens_per_day": f"all=1000000, member={one}"}
        async with cast(tmp_path, server, nobody, **spent) as (players, _):
            assert (await hear(players))[1].provider == "openai"
        async with cast(tmp_path, server, nobody, **spent) as (players, _):
            assert (await hear(players))[1].stand_in == "spent"
            assert players.judge is not None
            with pytest.raises(BudgetSpent):
                await players.judge.judge(replace(_question(), limit=one), {})
        assert len(server.asked) == 1


@claims("limits.reserved")
async def test_a_limit_on_money_is_held_by_what_the_models_price_says(tmp_path: Path) -> None:
    """A price of the installation's own, and money for one and a half replies at once."""
    most = at_most(PROMPT)
    prices = tmp_path / "prices.json"
    prices.write_text(json.dumps({"openai/served": {"in": 1e5, "out": 1e5}}))
    dollars = 1.5 * (most.tokens_in + most.tokens_out) / 10
    limited: dict[str, Any] = {
        "chattrain_prices": prices,
        "chattrain_dollars_per_day": f"all={dollars:.2f}",
    }
    async with ModelServer() as server:
        server.otherwise = lambda _: stream(delta("Well, then."), Fault.HOLD, finish(), DONE)
        async with (
            cast(tmp_path, server, nobody, **limited) as (players, _),
            asyncio.TaskGroup() as tasks,
        ):
            first = tasks.create_task(hear(players))
            await server.request(1)
            assert (await hear(players))[1].stand_in == "spent"
            server.released.set()
            assert (await first)[1].provider == "openai"


def _question() -> Question:
    return Question(
        purpose="judge",
        system="",
        messages=(),
        limit=1,
        session=PROMPT.session,
        tenant=PROMPT.tenant,
        member=PROMPT.member,
    )


async def test_without_a_model_there_is_no_judge(tmp_path: Path) -> None:
    async with (
        ModelServer() as server,
        cast(tmp_path, server, chattrain_providers="scripted") as (players, _),
    ):
        assert players.judge is None
        assert (await hear(players))[1].stand_in is None


async def test_prices_that_are_wrong_are_told_before_anything_is_served(tmp_path: Path) -> None:
    prices = tmp_path / "prices.json"
    prices.write_text('{"served": 1}')
    async with ModelServer() as server:
        with pytest.raises(ConfigError, match="CHATTRAIN_PRICES"):
            async with cast(tmp_path, server, chattrain_prices=prices):
                pass


async def test_the_judge_may_be_another_model_and_the_second_opinion_is_anothers(
    tmp_path: Path,
) -> None:
    async with ModelServer() as server:
        server.otherwise = lambda _: reply('{"level": 2}')
        async with cast(tmp_path, server, chattrain_judge_model="openai/strict") as (players, _):
            assert players.judge is not None
            assert players.second is not None
            for judge in (players.judge, players.second):
                assert await judge.judge(_question(), LEVEL) == {"level": 2}
            await hear(players)
    assert [asked.body["model"] for asked in server.asked] == ["strict", "served", "served"]


LEVEL = {
    "type": "object",
    "properties": {"level": {"type": "integer"}},
    "required": ["level"],
    "additionalProperties": False,
}


@claims("masking.model")
@pytest.mark.parametrize("masking", [True, False])
async def test_a_model_reads_no_personal_data_unless_masking_is_off(
    tmp_path: Path, *, masking: bool
) -> None:
    prompt = persona_prompt(talk("Mail me at ann.lee@example.org."))
    async with ModelServer() as server:
        server.play(reply("Gladly."))
        async with (
            cast(tmp_path, server, chattrain_masking=masking) as (players, _),
            players.persona.stream(prompt) as stream,
        ):
            assert [piece async for piece in stream]
    (asked,) = server.asked
    assert ("ann.lee@example.org" in json.dumps(asked.body)) is not masking


@claims("masking.model")
async def test_no_model_reads_the_names_that_a_chat_platform_knows(tmp_path: Path) -> None:
    prompt = persona_prompt(talk("This is Rosalind Okafor from the shop."))

    def known(tenant: TenantId) -> tuple[str, ...]:
        return ("Rosalind Okafor",) if tenant == prompt.tenant else ()

    chats = [
        Joined(platform=Chat(SystemClock()), routes=(), ready=lambda: None, names=names)
        for names in (lambda _: (), known)
    ]
    async with ModelServer() as server:
        server.play(reply("Gladly."))
        async with (
            cast(tmp_path, server, partial(app._names, chats)) as (players, _),
            players.persona.stream(prompt) as stream,
        ):
            assert [piece async for piece in stream]
    (asked,) = server.asked
    assert "Okafor" not in json.dumps(asked.body)


@claims("persona.leak", "persona.rest")
async def test_a_models_words_are_minded_and_each_of_its_requests_is_logged(tmp_path: Path) -> None:
    async with ModelServer() as server:
        server.play(reply("It is a ", "birthday", " present."), reply("lamp, nothing more."))
        async with cast(tmp_path, server) as (players, store):
            text, call = await hear(players)
            lines = [(line.purpose, line.outcome) for line in await logged(store)]
    assert (text, call.provider) == ("It is a lamp, nothing more.", "openai")
    assert lines == [("persona", "leak"), ("persona", "ok")]


async def test_nobody_minds_the_scripts_words(tmp_path: Path) -> None:
    async with (
        ModelServer() as server,
        cast(tmp_path, server, chattrain_providers="scripted,openai") as (players, _),
    ):
        assert not isinstance(players.persona, Guarded)
        assert await hear(players)
