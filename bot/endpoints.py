"""Whether the servers of the models that play and judge can be used: they are reached, take the key,
list the model, and answer.
"""
# ruff: noqa: PLC0415  # each check imports what it needs alone

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.config import Settings
from bot.errors import ProviderError, Unusable
from bot.findings import Finding
from bot.players import ProviderName, Route
from bot.variables import without_password

if TYPE_CHECKING:
    from bot.providers.listing import Listing

PATIENCE = 5
"""Seconds a model's server is waited for."""
NAMED = 8
"""How many models of a server are named."""


async def findings(settings: Settings) -> list[Finding]:
    """One finding for each provider that plays or judges."""
    from bot import casting

    routes = (*await casting.persona_routes(settings), *settings.judge_routes)
    asked = dict.fromkeys(route.provider for route in routes if route.provider != "scripted")
    if not asked:
        text = "none is configured, so the scenario's script is played"
        return [Finding("ok", "models", text)]
    wanted = [[route for route in routes if route.provider == name] for name in asked]
    return [await _server(settings, routes) for routes in wanted]


async def _server(settings: Settings, routes: list[Route]) -> Finding:
    """What a provider's server says of the models that are wanted, and whether they answer."""
    place = _place(settings, routes[0].provider)
    listing = await _listed(place)
    if isinstance(listing, Finding):
        return listing
    models = list(dict.fromkeys(route.model or (*listing.names, "")[0] for route in routes))
    told = _told(place, listing, models)
    return told if told.is_problem else await _tried(settings, routes) or told


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A provider's server, and how it is spoken of."""

    name: str
    address: str
    key: str
    own: bool
    """Whether the address is one that was set."""

    @property
    def shown(self) -> str:
        return without_password(self.address)

    @property
    def setting(self) -> str:
        return self.name.upper()

    @property
    def url(self) -> str:
        version = "" if self.address.endswith("/v1") else "/v1"
        return f"{self.address}{'' if self.name == 'openai' else version}/models"


def _place(settings: Settings, name: ProviderName) -> _Place:
    from bot.providers import anthropic, ollama, openai

    secret: SecretStr | None = None
    match name:
        case "ollama":
            own, usual = settings.ollama_base_url, ollama.ADDRESS
        case "anthropic":
            own, usual = settings.anthropic_base_url, anthropic.ADDRESS
            secret = settings.anthropic_api_key
        case _:
            own, usual = settings.openai_base_url, openai.ADDRESS
            secret = settings.openai_api_key
    key = secret.get_secret_value() if secret else ""
    return _Place(name=name, address=(own or usual).rstrip("/"), key=key, own=own is not None)


async def _listed(place: _Place) -> Listing | Finding:
    import httpx2

    from bot.providers import listing

    try:
        async with asyncio.timeout(PATIENCE):
            return await listing.ask(place.url, place.key)
    except (TimeoutError, httpx2.TimeoutException):
        return _model_problem(
            f"{place.shown} did not answer within {PATIENCE} s; "
            "see whether the server runs and a proxy or firewall lets you through."
        )
    except httpx2.HTTPError as error:
        reason = str(error) or type(error).__name__
        return _model_problem(f"{place.shown} cannot be reached ({reason}); {_start(place)}.")
    except (ValueError, httpx2.InvalidURL):
        return _model_problem(
            f"{place.shown} is no model server; correct {place.setting}_BASE_URL."
        )


def _start(place: _Place) -> str:
    if place.name == "ollama":
        return "start it with `ollama serve` or correct OLLAMA_BASE_URL"
    if place.own:
        return f"start that server or correct {place.setting}_BASE_URL"
    return "see to the network"


def _told(place: _Place, listing: Listing, wanted: list[str]) -> Finding:
    """What a server's answer to the question for its models says."""
    if listing.status in (401, 403):
        return _model_problem(
            f"{place.shown} refused the key (status {listing.status}); "
            f"write a valid one into {place.setting}_API_KEY."
        )
    if listing.status == 404:
        end = "must end in /v1" if place.name == "openai" else "is right"
        return _model_problem(
            f"{place.shown} has no list of models (status 404); "
            f"see whether {place.setting}_BASE_URL {end}."
        )
    if listing.status >= 300:
        return _model_problem(
            f"{place.shown} answered with status {listing.status}; try again later."
        )
    missing = [model for model in wanted if not listing.has(model)]
    if missing:
        return _model_problem(f"{place.shown} does not list {_missing(place, listing, missing)}.")
    for model in wanted:
        if model in listing.ending:
            text = f"{model} {listing.ending[model]}; set {place.setting}_MODEL to another."
            return Finding("note", "models", f"{place.shown}: {text}")
    return Finding("ok", "models", f"{place.shown} answers and lists {', '.join(wanted)}")


def _missing(place: _Place, listing: Listing, missing: list[str]) -> str:
    from bot.providers import ollama

    if place.name == "ollama":
        return f"{', '.join(filter(None, missing)) or 'any'}: {ollama.pulling(missing[0])}"
    names = ", ".join(sorted(listing.names)[:NAMED]) or "no model"
    more = f" and {len(listing.names) - NAMED} more" if len(listing.names) > NAMED else ""
    return f"{', '.join(missing)}; it lists {names}{more}: set {place.setting}_MODEL to one of them"


async def _tried(settings: Settings, routes: list[Route]) -> Finding | None:
    """What is wrong with a model that is listed; None where each says a word."""
    from bot import casting

    async with casting.models_of(dict.fromkeys(routes), settings) as models:
        for model in models:
            try:
                await model.greet(PATIENCE)
            except Unusable as error:
                return _model_problem(f"{model.server.model} is refused: {error}")
            except ProviderError as error:
                text = f"{model.server.model} is listed, but does not answer now: {error}"
                return Finding("note", "models", text)
    return None


def _model_problem(text: str) -> Finding:
    return Finding("problem", "models", text)
