"""The command `/chattrain`: how it is declared, and what is proposed while it is typed.

Declared only where what Discord has is not the same: Discord is asked, so nothing is to be kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import structlog
from discord.http import Route

from adapters.discord.calls import Calls
from adapters.discord.localising import fields
from adapters.discord.payloads import Json, parts, text
from bot.domain.scenario import Scenario
from bot.domain.wording.commands import Place

GROUP, SUBCOMMAND, TEXT = 1, 1, 3
SERVER, DIRECT = 0, 1
CHOICES = 25
"""Scenarios that are proposed at most."""
LONGEST = 100
"""Characters of a choice."""
ASKED: tuple[Place, ...] = ("start", "list", "score", "stop", "help")

log = structlog.get_logger(__name__)


def declared() -> list[dict[str, Any]]:
    """Every command, as Discord is told of it."""
    options = [{"type": SUBCOMMAND, **fields(name), **_arguments(name)} for name in ASKED]
    return [
        {
            "type": GROUP,
            **fields("chattrain"),
            "options": options,
            "integration_types": [0],
            "contexts": [SERVER, DIRECT],
        }
    ]


def _arguments(name: Place) -> dict[str, Any]:
    if name != "start":
        return {}
    return {"options": [{"type": TEXT, **fields("scenario"), "autocomplete": True}]}


async def synchronise(calls: Calls, application: str) -> bool:
    """Declares the commands where Discord has others; gives whether it had. Raises PlatformError."""
    path = "/applications/{application_id}/commands"
    route = Route("GET", path, application_id=application)
    there = await calls.call(route, query={"with_localizations": "true"}, patient=True)
    wanted = declared()
    if fingerprint(there) == fingerprint(wanted):
        return False
    await calls.call(Route("PUT", path, application_id=application), wanted, patient=True)
    log.info("discord.commands", declared=fingerprint(wanted))
    return True


def fingerprint(commands: object) -> str:
    """A hash of what is declared, without what Discord adds by itself."""
    found = [_bare(one) for one in commands] if isinstance(commands, list) else commands
    told = json.dumps(found, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


_SAID = frozenset(
    {
        "type", "name", "name_localizations", "description", "description_localizations", "options",
        "autocomplete", "required", "integration_types", "contexts", "default_member_permissions",
    }
)  # fmt: skip


def _bare(command: object) -> object:
    """What was said of a command or an option; what is empty is as if it were not said."""
    if not isinstance(command, Mapping):
        return command
    said = {name: value for name, value in command.items() if name in _SAID and value}
    if isinstance(said.get("options"), list):
        said["options"] = [_bare(option) for option in said["options"]]
    return said


def proposed(body: Json, scenarios: Mapping[str, Scenario]) -> list[dict[str, object]]:
    """The scenarios that fit what was typed so far, the easiest first."""
    typed = " ".join(_typed(body)).casefold()
    ordered = sorted(scenarios.values(), key=lambda s: (s.difficulty.level, s.title))
    fit = [s for s in ordered if _fits(s, typed) and len(s.id) <= LONGEST]
    begin = [s for s in fit if s.title.casefold().startswith(typed)]
    others = [s for s in fit if s not in begin]
    found = islice(_apart([*begin, *others]), CHOICES)
    return [{"name": _title(s), "value": s.id} for s in found]


def _typed(body: Json) -> Iterator[str]:
    for command in parts(body.get("data"), "options"):
        for option in parts(command, "options"):
            if option.get("focused"):
                yield text(option, "value").strip()


def _fits(scenario: Scenario, typed: str) -> bool:
    told = f"{scenario.title} {scenario.id} {scenario.category}".casefold()
    return all(word in told for word in typed.split())


def _apart(found: list[Scenario]) -> Iterator[Scenario]:
    """Without those that would look like one before them, which Discord refuses."""
    seen: set[str] = set()
    for scenario in found:
        if (title := _title(scenario)) not in seen:
            seen.add(title)
            yield scenario


def _title(scenario: Scenario) -> str:
    title = " ".join(scenario.title.split())
    return title if len(title) <= LONGEST else f"{title[: LONGEST - 1]}…"
