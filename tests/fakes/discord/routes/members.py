"""Members and roles of a server."""

from __future__ import annotations

from typing import Any

from tests.fakes.discord.calls import Answer, Call, route
from tests.fakes.discord.people import Person
from tests.fakes.discord.refusals import refuse
from tests.fakes.discord.routes.channels import guild_of


@route("get member", "GET /guilds/{guild}/members/{user}", place="guild")
def member(call: Call) -> Answer:
    guild = guild_of(call)
    user = call.world.users.get(call.path["user"])
    if user is None:
        refuse(10013)
    if user is not call.bot and (user.id not in guild.people or user.id in guild.left):
        refuse(10007)
    return guild.member(user) | {"user": user.wire()}


@route("get members", "GET /guilds/{guild}/members", place="guild")
def members(call: Call) -> Answer:
    """Needs the privileged intent, though it is no gateway call."""
    if "members" not in call.discord.app.intents:
        refuse(50001)
    return [_wire(person) for person in guild_of(call).members()]


@route("get roles", "GET /guilds/{guild}/roles", place="guild")
def roles(call: Call) -> Answer:
    return guild_of(call).role_wires()


def _wire(person: Person) -> dict[str, Any]:
    return person.guild.member(person.user) | {"user": person.user.wire()}
