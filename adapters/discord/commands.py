"""The command `/chattrain`: how it is declared.

Declared only where what Discord has is not the same: Discord is asked, so nothing is to be kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Literal, get_args

import structlog
from discord.http import Route

from adapters.discord import options
from adapters.discord.calls import Calls
from adapters.discord.localising import fields

GROUP, SUBCOMMAND = 1, 1
SERVER, DIRECT = 0, 1
Asked = Literal[
    "start", "list", "score", "stop", "help", "assignments", "assign", "report", "digest",
    "managers", "settings", "export-me", "forget-me",
]  # fmt: skip
ASKED: tuple[Asked, ...] = get_args(Asked)
"""In the order in which they are proposed. Who may use which is asked when it is used: Discord knows
that of whole commands alone, and what it hides is still sent by those who know how."""

log = structlog.get_logger(__name__)


def declared() -> list[dict[str, Any]]:
    """Every command, as Discord is told of it."""
    every = [{"type": SUBCOMMAND, **fields(name), **options.declared(name)} for name in ASKED]
    return [
        {
            "type": GROUP,
            **fields("chattrain"),
            "options": every,
            "integration_types": [0],
            "contexts": [SERVER, DIRECT],
        }
    ]


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
        "autocomplete", "required", "choices", "value", "min_value", "max_value", "max_length",
        "integration_types", "contexts", "default_member_permissions",
    }
)  # fmt: skip


def _bare(command: object) -> object:
    """What was said of a command or an option; what is empty is as if it were not said."""
    if not isinstance(command, Mapping):
        return command
    said = {name: value for name, value in command.items() if name in _SAID and value}
    for name in ("options", "choices"):
        if isinstance(said.get(name), list):
            said[name] = [_bare(one) for one in said[name]]
    return said
