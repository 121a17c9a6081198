"""What is wrong with an installation, and what to do about it: one finding for each thing checked.

Changes nothing and prints no secret.
"""
# ruff: noqa: PLC0415  # each check imports what it needs alone

from __future__ import annotations

import asyncio
import errno
import os
import socket
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import SecretStr

from bot import catalogue, config
from bot.config import ProviderName, Route, Settings
from bot.errors import ChatTrainError, ConfigError, ProviderError, Unusable
from bot.variables import without_password

if TYPE_CHECKING:
    from bot.providers.listing import Listing

PATIENCE = 5
"""Seconds a model's server is waited for."""
NAMED = 8
"""How many models of a server are named."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's."""

    kind: Literal["ok", "note", "problem"]
    subject: str
    text: str

    @property
    def is_problem(self) -> bool:
        return self.kind == "problem"

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject}: {self.text}"


def findings() -> Iterator[Finding]:
    """Everything that is checked, in order; what hangs on a wrong setting is left out."""
    for name in config.misspelt():
        yield Finding("note", "settings", name)
    try:
        settings, wrong = config.load(), frozenset[str]()
        yield Finding("ok", "settings", _chosen(settings))
    except ConfigError as error:
        for problem in str(error).splitlines():
            yield Finding("problem", "settings", problem)
        settings, wrong = config.load_sound()
    for doubt in config.without_effect(settings):
        yield Finding("note", "settings", doubt)
    yield from _prices(settings)
    yield from _scenarios(settings)
    yield from asyncio.run(_asked(settings, wrong))
    if not wrong & {"host", "port"}:
        yield _address(settings)


async def _asked(settings: Settings, wrong: AbstractSet[str]) -> list[Finding]:
    found = []
    if "database_url" not in wrong:
        found.append(await _database(settings))
    if not wrong & config.PLAYERS:
        found.extend(await _models(settings))
    return found


def _chosen(settings: Settings) -> str:
    players = [_named(route) for route in settings.persona_routes]
    judges = [_named(route) for route in settings.judge_routes]
    judged = f"; {', else '.join(judges)} judges" if judges else ""
    return f"the persona is played by {', else '.join(players)}{judged}"


def _named(route: Route) -> str:
    if route.provider == "scripted":
        return "the scenario's script"
    return f"{route.provider}/{route.model}".rstrip("/")


def _prices(settings: Settings) -> Iterator[Finding]:
    """Whether the file of prices can be used, where there is one."""
    from bot.providers import pricing

    try:
        pricing.read(settings.chattrain_prices)
    except ConfigError as error:
        yield Finding("problem", "settings", str(error))


def _scenarios(settings: Settings) -> Iterator[Finding]:
    folders = [catalogue.bundled(), *settings.chattrain_scenarios]
    found = catalogue.Catalogue(folders)
    for problem in found.problems:
        yield Finding("problem", "scenarios", str(problem))
    if not found.scenarios:
        yield Finding(
            "problem", "scenarios", f"none can be started; put one into {folders[-1]} and check it."
        )
    elif not found.problems:
        yield Finding("ok", "scenarios", f"{len(found.scenarios)} can be started")


async def _database(settings: Settings) -> Finding:
    """Whether the database is there, has this program's schema, and can be written."""
    from bot import stores
    from bot.stores.addresses import understand

    try:
        file = understand(settings.database_url).file
        if file is not None and not file.exists():
            return _new_file(file)
        async with stores.connect(settings.database_url) as store, store.begin():
            pass
    except ChatTrainError as error:
        return Finding("problem", "database", str(error))
    return Finding("ok", "database", f"{settings.database} can be read and written")


def _new_file(file: Path) -> Finding:
    """Whether a file that is not there can be made, with the folders on the way to it."""
    folder = file.absolute().parent
    there = next(place for place in (folder, *folder.parents) if os.access(place, os.F_OK))
    if not (there.is_dir() and os.access(there, os.W_OK | os.X_OK)):
        reason = "cannot be written" if there.is_dir() else "is no folder"
        text = f"{there} {reason}, so {file} cannot be made there; set DATABASE_URL."
        return Finding("problem", "database", text)
    if there != folder:
        text = f"the folder {folder} is not there yet; `chattrain run` makes it and {file.name}"
        return Finding("note", "database", text)
    return Finding("ok", "database", f"{file} is not there yet; `chattrain run` makes it")


async def _models(settings: Settings) -> list[Finding]:
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


def _address(settings: Settings) -> Finding:
    """Whether the address to serve on is free, or served by ChatTrain already."""
    place = f"{settings.host}:{settings.port}"
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            settings.host.strip("[]"), settings.port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind) as free:
            free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            free.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE and _serves(place):
            return Finding("ok", "address", f"ChatTrain answers at {place}")
        return Finding("problem", "address", _taken(place, error))
    return Finding("ok", "address", f"{place} is free")


def _serves(place: str) -> bool:
    """Whether it is a ChatTrain that answers there."""
    import httpx2

    try:
        answer = httpx2.get(f"http://{place}/healthz", timeout=1, trust_env=False)
        return bool(answer.json() == {"status": "ok"})
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError):
        return False


def _taken(place: str, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"{place} is in use by another program; set PORT to another number."
    if error.errno == errno.EACCES:
        return f"{place} is not allowed for this user; set PORT to a number from 1024 on."
    return f"{place} is not an address of this machine ({error.strerror}); correct HOST."
