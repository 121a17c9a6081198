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
from typing import Literal

from bot import catalogue, config
from bot.config import Settings
from bot.errors import ChatTrainError, ConfigError
from bot.variables import without_password

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
    yield from _scenarios(settings)
    yield from asyncio.run(_asked(settings, wrong))
    if not wrong & {"host", "port"}:
        yield _address(settings)


async def _asked(settings: Settings, wrong: AbstractSet[str]) -> list[Finding]:
    found = []
    if "database_url" not in wrong:
        found.append(await _database(settings))
    if not wrong & config.PLAYERS:
        found.append(await _models(settings))
    return found


def _chosen(settings: Settings) -> str:
    players = [f"{route.provider}/{route.model}" for route in settings.persona_routes]
    return f"the persona is played by {', else '.join(players)}"


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
    folder = file.absolute().parent
    if not os.access(folder, os.W_OK | os.X_OK):
        text = f"{folder} cannot be written, so {file.name} cannot be made there; set DATABASE_URL."
        return Finding("problem", "database", text)
    return Finding("ok", "database", f"{file} is not there yet; `chattrain run` makes it")


async def _models(settings: Settings) -> Finding:
    from bot.providers.openai import ADDRESS

    address = (settings.openai_base_url or ADDRESS).rstrip("/")
    wanted = [r.model for r in settings.persona_routes if r.provider == "openai"]
    if wanted:
        return await _openai(settings, address, wanted)
    return Finding("ok", "models", "none is configured, so the scenario's script is played")


async def _openai(settings: Settings, address: str, wanted: list[str]) -> Finding:
    import httpx2

    key = settings.openai_api_key
    headers = {"Authorization": f"Bearer {key.get_secret_value()}"} if key else {}
    shown = without_password(address)
    try:
        async with asyncio.timeout(PATIENCE), httpx2.AsyncClient() as client:
            answer = await client.get(f"{address}/models", headers=headers)
        listed = _listed(answer.json()) if answer.is_success else []
    except (TimeoutError, httpx2.TimeoutException):
        return _model_problem(
            f"{shown} did not answer within {PATIENCE} s; "
            "see whether the server runs and a proxy or firewall lets you through."
        )
    except httpx2.HTTPError as error:
        own = settings.openai_base_url is not None
        remedy = "start that server or correct OPENAI_BASE_URL" if own else "see to the network"
        reason = str(error) or type(error).__name__
        return _model_problem(f"{shown} cannot be reached ({reason}); {remedy}.")
    except (ValueError, httpx2.InvalidURL):
        return _model_problem(f"{shown} is no model server; correct OPENAI_BASE_URL.")
    return _told(answer.status_code, shown, listed, wanted)


def _told(status: int, address: str, listed: list[str], wanted: list[str]) -> Finding:
    """What a server's answer to the question for its models says."""
    if status in (401, 403):
        return _model_problem(
            f"{address} refused the key (status {status}); write a valid one into OPENAI_API_KEY."
        )
    if status == 404:
        return _model_problem(
            f"{address} has no list of models (status 404); "
            "see whether OPENAI_BASE_URL must end in /v1."
        )
    if status >= 300:
        return _model_problem(f"{address} answered with status {status}; try again later.")
    missing = [model for model in wanted if not _among(model, listed)]
    if missing:
        names = ", ".join(sorted(listed)[:NAMED]) or "no model"
        more = f" and {len(listed) - NAMED} more" if len(listed) > NAMED else ""
        return _model_problem(
            f"{address} does not list {', '.join(missing)}; it lists {names}{more}: "
            "set OPENAI_MODEL to one of them."
        )
    return Finding("ok", "models", f"{address} answers and lists {', '.join(wanted)}")


def _among(model: str, listed: list[str]) -> bool:
    """Whether a model is listed; some servers list `models/NAME` or `NAME:latest`."""
    return any(model in (name, name.rpartition("/")[2], name.partition(":")[0]) for name in listed)


def _listed(answer: object) -> list[str]:
    """The models' names; ValueError where the answer is not a list of models."""
    rows = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(rows, list):
        raise ValueError("not a list of models")  # noqa: TRY004  # as unreadable as no JSON
    return [str(row.get("id")) for row in rows if isinstance(row, dict)]


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
