"""Application commands: declared all at once, and read."""

from __future__ import annotations

from typing import Any

from tests.fakes.discord.calls import Answer, Call, route
from tests.fakes.discord.commands import check_commands
from tests.fakes.discord.limits import Limited
from tests.fakes.discord.refusals import refuse
from tests.fakes.discord.routes.channels import guild_of


@route("sync commands", "PUT /applications/{app}/commands")
def sync(call: Call) -> Answer:
    call.discord.commands.everywhere = _declared(call, None)
    return call.discord.commands.everywhere


@route("sync guild commands", "PUT /applications/{app}/guilds/{guild}/commands", place="guild")
def sync_guild(call: Call) -> Answer:
    guild = guild_of(call).id
    declared = call.discord.commands.by_guild[guild] = _declared(call, guild)
    return declared


@route("get commands", "GET /applications/{app}/commands")
def commands(call: Call) -> Answer:
    return call.discord.commands.everywhere


@route("get guild commands", "GET /applications/{app}/guilds/{guild}/commands", place="guild")
def guild_commands(call: Call) -> Answer:
    return call.discord.commands.by_guild.get(guild_of(call).id, [])


def _declared(call: Call, guild: str | None) -> list[dict[str, Any]]:
    if call.path["app"] != call.discord.app.id:
        refuse(10002)
    check_commands(call.body)
    known = call.discord.commands
    old = known.everywhere if guild is None else known.by_guild.get(guild, [])
    ids = {(c["name"], c["type"]): c["id"] for c in old}
    for form in call.body:
        if (form["name"], form.get("type", 1)) not in ids:
            _count(call, guild)
    known.syncs.append(call.body)
    return [_wire(call, form, guild, ids) for form in call.body]


def _count(call: Call, guild: str | None) -> None:
    try:
        call.discord.limits.demand("new command", guild or "")
    except Limited:
        refuse(30034)


def _wire(
    call: Call, form: dict[str, Any], guild: str | None, ids: dict[tuple[str, int], str]
) -> dict[str, Any]:
    """A command as it is kept; one of the same name keeps its id."""
    type = form.get("type", 1)
    wire = {
        "description": "",
        "options": [],
        "default_member_permissions": None,
        "contexts": None,
        "nsfw": False,
        **form,
        "id": ids.get((form["name"], type)) or call.discord.ids.new(),
        "application_id": call.discord.app.id,
        "type": type,
        "version": call.discord.ids.new(),
    }
    return wire if guild is None else wire | {"guild_id": guild}
