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
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot import catalogue, config, endpoints, players
from bot.config import Settings
from bot.errors import ChatTrainError, ConfigError
from bot.findings import Finding
from bot.players import Route

if TYPE_CHECKING:
    from bot.stores import SqlStore


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
    if not wrong & players.NAMES:
        found.extend(await endpoints.findings(settings))
    for platform in settings.platforms:
        connect = partial(_connect, settings.database_url)
        found += [
            Finding(kind, platform.name, text) async for kind, text in platform.examine(connect)
        ]
    return found


def _connect(url: str) -> AbstractAsyncContextManager[SqlStore]:
    from bot import stores

    return stores.connect(url)


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
    from bot.stores.addresses import understand

    try:
        file = understand(settings.database_url).file
        if file is not None and not file.exists():
            return _new_file(file)
        async with _connect(settings.database_url) as store, store.begin():
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
