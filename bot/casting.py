"""Who plays and who judges: the models that are configured, the script, and what stands around them.

Each call of a model goes through the limits, the log and the mask, in this order from outside.
"""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import assert_never

from bot.config import Settings, revealed
from bot.domain.allowance import Allowance, Allowances
from bot.domain.surface import TenantId
from bot.players import Route
from bot.ports.clock import Clock
from bot.ports.provider import Judge, Model, Provider
from bot.ports.store import ModelCall, Store
from bot.providers import pricing
from bot.providers.breaker import Breaker
from bot.providers.calls import Logged, LoggedModel, Totals
from bot.providers.fallback import Fallback
from bot.providers.guarded import Guarded
from bot.providers.limits import Budget, Caps, Limited, Limits
from bot.providers.masked import Masked, Roster, nobody
from bot.providers.scripted import ScriptedProvider
from bot.providers.served import ServedModel
from bot.training import prompting


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who plays and who judges. `judge` is None where there is no model, `second`, who is asked
    for a second opinion, where there is no other one."""

    persona: Provider
    player: Judge
    """The models behind the persona, for playing a trainee: they are asked in a form."""
    judge: Judge | None
    second: Judge | None
    totals: Totals


@asynccontextmanager
async def cast(
    settings: Settings, store: Store, clock: Clock, roster: Roster = nobody
) -> AsyncIterator[Cast]:
    """Who plays and who judges: models in order of preference, each within the limits and on the
    log, and the script behind those that play. `roster` has the names that are hidden from them."""
    prices, totals = pricing.read(settings.chattrain_prices), Totals()
    limits = Limits(_budget(settings), clock, store.spent, partial(_set_by_admins, store))
    write = partial(_log_call, store, totals, limits)
    playing = await persona_routes(settings)
    judging = settings.judge_routes or _models_among(playing)
    routes = tuple(dict.fromkeys((*_models_among(playing), *judging)))
    script = ScriptedProvider(clock, pace=settings.chattrain_script_pace)
    async with models_of(routes, settings) as models:
        logged = {
            route: Limited(
                LoggedModel(_masked(model, settings, roster), clock, write, prices),
                limits,
                partial(_price, prices, model),
            )
            for route, model in zip(routes, models, strict=True)
        }
        breakers: dict[Model, Breaker] = {model: Breaker(clock) for model in logged.values()}
        chosen = partial(Fallback, clock=clock, breakers=breakers)
        persona = chosen(
            [logged[route] for route in _models_among(playing)],
            Logged(script, clock, write) if len(playing) > len(_models_among(playing)) else None,
        )
        yield Cast(
            persona=_guarded(persona, chosen(persona.models)),
            player=persona,
            judge=chosen([logged[route] for route in judging]) if judging else None,
            second=chosen([logged[route] for route in judging[1:]]) if judging[1:] else None,
            totals=totals,
        )


def _guarded(persona: Fallback, models: Fallback) -> Provider:
    """A persona whose words are minded, where models write them: then what the trainee would see
    is looked at, whoever wrote it and whatever was hidden from them."""
    if not persona.models:
        return persona
    return Guarded(persona, models=models, script=persona.script, again=prompting.going_on)


def _price(prices: pricing.Prices, model: ServedModel) -> pricing.Price | None:
    return prices.of(model.name, model.server.model)


def _masked(model: Model, settings: Settings, roster: Roster) -> Model:
    return Masked(model, roster) if settings.chattrain_masking else model


def _models_among(routes: Iterable[Route]) -> tuple[Route, ...]:
    """The models of these routes that are ever asked: those before the script, which never fails."""
    return tuple(itertools.takewhile(lambda route: route.provider != "scripted", routes))


def _budget(settings: Settings) -> Budget:
    return Budget(
        tokens=Caps(**dict(settings.chattrain_tokens_per_day)),
        dollars=Caps(**dict(settings.chattrain_dollars_per_day)),
        calls=Caps(**dict(settings.chattrain_calls_per_minute)),
    )


def allowances(settings: Settings) -> Allowances:
    """What the operator lets each tenant and each member spend a day."""
    budget = _budget(settings)
    tenant, member = [
        Allowance(tokens=None if tokens is None else int(tokens), dollars=dollars)
        for tokens, dollars in (
            (budget.tokens.tenant, budget.dollars.tenant),
            (budget.tokens.member, budget.dollars.member),
        )
    ]
    return Allowances(tenant=tenant, member=member)


async def _set_by_admins(store: Store, tenant: TenantId) -> Allowances:
    return (await store.office.settings(tenant)).budget


async def persona_routes(settings: Settings) -> tuple[Route, ...]:
    """Who plays, as set; where nothing is said of models, an Ollama that answers on this machine
    comes first."""
    from bot.providers import ollama  # noqa: PLC0415  # see `_model`

    there = settings.looks_around and await ollama.found(ollama.ADDRESS)
    return (Route("ollama", ""), *settings.persona_routes) if there else settings.persona_routes


@asynccontextmanager
async def models_of(
    routes: Iterable[Route], settings: Settings
) -> AsyncIterator[tuple[ServedModel, ...]]:
    """The models of these routes, in their order; the script is none."""
    models = tuple(_model(route, settings) for route in routes if route.provider != "scripted")
    async with AsyncExitStack() as stack:
        for model in models:
            stack.push_async_callback(model.close)
        yield models


def _model(route: Route, settings: Settings) -> ServedModel:
    # Each is imported where it is used: an SDK takes half a second.
    match route.provider:
        case "ollama":
            from bot.providers import ollama  # noqa: PLC0415

            address = settings.ollama_base_url or ollama.ADDRESS
            return ollama.OllamaProvider(model=route.model, base_url=address)
        case "openai":
            from bot.providers import openai  # noqa: PLC0415

            return openai.OpenAIProvider(
                api_key=revealed(settings.openai_api_key) or "",
                model=route.model,
                base_url=settings.openai_base_url or openai.ADDRESS,
            )
        case "anthropic":
            from bot.providers import anthropic  # noqa: PLC0415

            return anthropic.AnthropicProvider(
                api_key=revealed(settings.anthropic_api_key) or "",
                model=route.model,
                base_url=settings.anthropic_base_url or anthropic.ADDRESS,
            )
        case "scripted":
            raise ValueError("the script is no model")
        case _:
            assert_never(route.provider)


async def _log_call(store: Store, totals: Totals, limits: Limits, call: ModelCall) -> None:
    try:
        async with store.begin() as transaction:
            await transaction.log_call(call)
    finally:
        totals.add(call)
        limits.note(call)
